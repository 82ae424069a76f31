/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each message is, by step and by reason; and how far each learner was reached by each test. */
#include "collect_priv.h"
#include "text.h"

/* Steps in the order of the course, last one for what belongs to no step. */
typedef struct {
    Collect *c;
    GHashTable *row_of; /* step id -> index + 1 into deliveries */
} Messages;

static guint add_row(Messages *m, const char *step, const char *title)
{
    ReportDelivery *row = g_new0(ReportDelivery, 1);
    row->step = g_strdup(step);
    row->title = g_strdup(title);
    g_ptr_array_add(m->c->data->deliveries, row);
    g_hash_table_insert(m->row_of, row->step, GINT_TO_POINTER(m->c->data->deliveries->len));
    return m->c->data->deliveries->len;
}

static ReportDelivery *row_of(Messages *m, const char *step)
{
    const char *key = step && *step ? step : "-";
    guint index = GPOINTER_TO_INT(g_hash_table_lookup(m->row_of, key));
    if (index == 0)
        index = add_row(m, key, g_str_equal(key, "-") ? NULL : "");
    return m->c->data->deliveries->pdata[index - 1];
}

/* What WhatsApp refused in the end is one reason, whether it had taken it first or not. */
static void count_reason(Collect *c, const OutboxLine *line, bool failed)
{
    bool told = g_str_equal(line->place, "held") || g_str_equal(line->place, "done");
    const char *why = failed ? done_reason_name(DONE_FAILED) : told ? line->reason : "";
    const char *place = failed ? "done" : line->place;
    for (guint i = 0; i < c->data->reasons->len; i++) {
        ReportReason *reason = c->data->reasons->pdata[i];
        if (g_str_equal(reason->place, place) && g_str_equal(reason->reason, why)) {
            reason->count++;
            return;
        }
    }
    ReportReason *reason = g_new0(ReportReason, 1);
    reason->place = g_strdup(place);
    reason->reason = g_strdup(why);
    reason->count = 1;
    g_ptr_array_add(c->data->reasons, reason);
}

static Reach reach_of(const OutboxLine *line)
{
    if (line->read_at)
        return REACH_READ;
    if (line->delivered_at)
        return REACH_DELIVERED;
    return *line->status ? REACH_SENT : REACH_OWED;
}

static void count_line(ReportDelivery *row, const OutboxLine *line, bool accepted, bool failed)
{
    bool done = g_str_equal(line->place, "done");
    row->owed++;
    row->accepted += accepted && !failed;
    row->delivered += accepted && !failed && (line->delivered_at || line->read_at);
    row->read += accepted && !failed && line->read_at;
    row->failed += failed;
    row->waiting += !done;
    row->not_sent += done && !accepted && !failed;
}

static void reach_learner(Collect *c, const OutboxLine *line, int learner, bool accepted)
{
    ReportLearner *l = c->data->learners->pdata[learner];
    int64_t at = line->at ? line->at : line->created;
    if (accepted && (!l->messaged || at < l->messaged))
        l->messaged = at;
    const Step *step = line->step && *line->step ? course_step(c->course, line->step) : NULL;
    if (line->read_at)
        collect_met(c, learner, line->step);
    if (!step || step->kind != STEP_SIT || !c->test || g_strcmp0(step->test, c->test->id) != 0)
        return;
    Reach *reach = &c->reach[learner * OCCASIONS + step->occasion];
    *reach = MAX(*reach, reach_of(line));
}

static bool take_line(const OutboxLine *line, gpointer data)
{
    Messages *m = data;
    bool failed = g_str_equal(line->status, "failed") ||
                  (g_str_equal(line->place, "done") && g_str_equal(line->reason, done_reason_name(DONE_FAILED)));
    bool accepted = *line->status != '\0' ||
                    (g_str_equal(line->place, "done") && g_str_equal(line->reason, done_reason_name(DONE_ACCEPTED)));
    int learner = collect_index(m->c->learner_of, line->enrolment);
    if (g_hash_table_contains(m->c->observers, &line->enrolment))
        return true;
    count_line(row_of(m, line->step), line, accepted, failed);
    if (!accepted || failed)
        count_reason(m->c, line, failed);
    if (learner >= 0)
        reach_learner(m->c, line, learner, accepted && !failed);
    return true;
}

static int by_count(gconstpointer a, gconstpointer b)
{
    const ReportReason *x = *(const ReportReason *const *)a, *y = *(const ReportReason *const *)b;
    int place = strcmp(x->place, y->place);
    return x->count != y->count ? y->count - x->count : place ? place : strcmp(x->reason, y->reason);
}

static void drop_silent_steps(ReportData *data)
{
    for (guint i = data->deliveries->len; i-- > 0;) {
        if (((ReportDelivery *)data->deliveries->pdata[i])->owed == 0)
            g_ptr_array_remove_index(data->deliveries, i);
    }
}

/* The first line without its markup; what stands for a name or a date becomes "…". */
static char *first_line(const char *text)
{
    g_autoptr(GString) line = g_string_new(NULL);
    for (const char *at = text; *at && *at != '\n'; at++) {
        gsize hole = *at == '{' ? strcspn(at, "}\n") : 0;
        if ((*at == '{' || *at == '}') && at[1] == *at) {
            g_string_append_c(line, *at++); /* the author's own */
        } else if (hole && at[hole] == '}') {
            g_string_append(line, "…");
            at += hole;
        } else if (*at != '*') {
            g_string_append_c(line, *at);
        }
    }
    return text_cut(line->str, 60);
}

/* The step's title, or how its text begins. */
static char *title_of(const Collect *c, const Step *step)
{
    const CourseTexts *texts = step->title && step->title->len ? step->title : step->texts;
    return first_line(texts ? course_text(texts, c->course, c->course->lang, c->cohort->country) : "");
}

bool collect_messages(Collect *c, GError **error)
{
    g_autoptr(GHashTable) rows = g_hash_table_new(g_str_hash, g_str_equal);
    Messages m = { c, rows };
    for (guint i = 0; i < c->course->steps->len; i++) {
        const Step *step = c->course->steps->pdata[i];
        g_autofree char *title = title_of(c, step);
        add_row(&m, step->id, title);
    }
    if (!outbox_each(c->store, c->cohort->id, 0, take_line, &m, error))
        return false;
    drop_silent_steps(c->data);
    g_ptr_array_sort(c->data->reasons, by_count);
    return true;
}
