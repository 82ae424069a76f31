/* SPDX-License-Identifier: GPL-3.0-or-later */
/* attendance.csv: of each event of the course, who said that she comes, and who was there. Not where it was. */
#include "export_priv.h"
#include "quiz.h"
#include "schedule.h"

#include <string.h>

static char *key_of(int learner, const char *event)
{
    return g_strdup_printf("%d %s", learner, event);
}

/* "3 m2e" -> ReportTask, borrowed: what was confirmed, being at an event among it. */
static GHashTable *confirmed(const ReportData *data)
{
    GHashTable *all = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < data->tasks->len; i++) {
        ReportTask *task = data->tasks->pdata[i];
        g_hash_table_insert(all, key_of(task->learner, task->step), task);
    }
    return all;
}

static void put_time(GString *out, const Exporting *x, int64_t utc)
{
    g_autofree char *text = utc ? civil_utc_text(export_time(x, utc)) : g_strdup("");
    csv_put(out, text);
}

static bool put_learner(Exporting *x, GString *out, GHashTable *present, const Step *event, int learner, GError **error)
{
    const ReportLearner *l = x->data->learners->pdata[learner];
    g_autofree char *key = key_of(learner, event->id);
    const ReportTask *there = g_hash_table_lookup(present, key);
    g_autofree char *comes = NULL;
    if (!poll_choices(context_store(x->context), l->enrolment, event->id, &comes, error))
        return false;
    csv_put(out, l->study_id);
    csv_put(out, event->id);
    put_time(out, x, schedule_event_start(x->cohort, event));
    csv_put_int(out, event->minutes);
    csv_put(out, comes ? comes : "");
    csv_put_int(out, there != NULL);
    put_time(out, x, there ? there->at : 0);
    csv_end_row(out);
    return true;
}

bool export_attendance(Exporting *x, GError **error)
{
    static const char *const head[] = { "learner_id", "event", "starts_at", "minutes", "comes", "present", "noted_at" };
    const Plan *plan = context_plan_of(x->context, x->cohort->id, error);
    const Course *course = plan ? plan_course(plan) : NULL;
    GString *out = g_string_new(NULL);
    g_autoptr(GHashTable) present = confirmed(x->data);
    bool good = course != NULL;
    for (gsize i = 0; i < G_N_ELEMENTS(head); i++)
        csv_put(out, head[i]);
    csv_end_row(out);
    for (guint s = 0; good && s < course->steps->len; s++) {
        const Step *event = course->steps->pdata[s];
        for (guint i = 0; good && event->kind == STEP_EVENT && i < x->data->learners->len; i++)
            good = put_learner(x, out, present, event, (int)i, error);
    }
    export_put(x, "attendance.csv", out);
    return good;
}
