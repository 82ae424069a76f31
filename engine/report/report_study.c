/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the database to the data of one report: each cohort is read, they are put together, and the plan is looked for.
 */
#include "collect_priv.h"
#include "error.h"
#include "journal.h"

#include <string.h>

/* Plans that the journal holds for one cohort. */
typedef struct {
    const char *sha256; /* of the plan that is asked for; NULL: the last one */
    char *text, *last;  /* of it; hash of the last */
    int64_t frozen;
    int versions;
} Frozen;

static bool look(const JournalEntry *entry, gpointer data)
{
    Frozen *f = data;
    if (strcmp(entry->what, "study.frozen") != 0 || !entry->payload)
        return true;
    g_autoptr(cJSON) payload = json_parse(entry->payload, strlen(entry->payload), NULL);
    const char *sha = json_string(payload, "sha256"), *text = json_string(payload, "text");
    if (!sha || !text)
        return true;
    f->versions++;
    g_free(f->last);
    f->last = g_strdup(sha);
    if (f->sha256 && strcmp(f->sha256, sha) != 0)
        return true;
    g_free(f->text);
    f->text = g_strdup(text);
    f->frozen = entry->time;
    return true;
}

static void frozen_clear(Frozen *f)
{
    g_free(f->text);
    g_free(f->last);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frozen, frozen_clear)

static bool read_frozen(Store *store, int64_t cohort, Frozen *f, GError **error)
{
    g_autofree char *subject = g_strdup_printf("C%" G_GINT64_FORMAT, cohort);
    return journal_each(store, subject, 0, look, f, error);
}

bool collect_compared(Collect *c, GError **error)
{
    g_auto(Frozen) f = { 0 };
    if (!read_frozen(c->store, c->cohort->id, &f, error))
        return false;
    if (!f.text)
        return true;
    AnalysisPlan *plan = analysis_plan_read(f.text, strlen(f.text), "the frozen plan", error);
    c->data->compared = plan && plan->design != PLAN_ONE_GROUP;
    analysis_plan_free(plan);
    return plan != NULL;
}

/* The plan given, or the one frozen; *plan->plan stays NULL where there is none. */
static bool find_plan(Store *store, const ReportWish *wish, ReportPlan *plan, GError **error)
{
    g_autofree char *sha =
        wish->plan ? g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)wish->plan, wish->plan_size) : NULL;
    g_auto(Frozen) f = { .sha256 = sha };
    if (!read_frozen(store, wish->cohorts[0], &f, error))
        return false;
    const char *text = wish->plan ? wish->plan : f.text;
    if (!text)
        return true;
    plan->plan = analysis_plan_read(
        text, wish->plan ? wish->plan_size : strlen(text), wish->plan ? wish->plan_name : "the frozen plan", error);
    plan->frozen = f.frozen;
    plan->versions = f.versions;
    plan->replaced = f.last && plan->plan && f.frozen && strcmp(f.last, plan->plan->sha256) != 0;
    return plan->plan != NULL;
}

static bool names_all(const AnalysisPlan *plan, const ReportData *data)
{
    for (guint i = 0; i < plan->cohorts->len; i++) {
        bool there = false;
        for (guint c = 0; c < data->cohorts->len; c++)
            there = there || g_str_equal(plan->cohorts->pdata[i], ((ReportCohort *)data->cohorts->pdata[c])->name);
        if (!there)
            return false;
    }
    return true;
}

/* A frozen plan for several cohorts is not followed by the report of one of them: that is no departure, but another
 * question. */
static bool follow(ReportData *data, Store *store, const ReportWish *wish, GError **error)
{
    ReportPlan plan = { 0 };
    if (!find_plan(store, wish, &plan, error))
        return false;
    if (!plan.plan)
        return true;
    if (!wish->plan && !names_all(plan.plan, data)) {
        analysis_plan_free(plan.plan);
        return true;
    }
    return report_set_plan(data, plan, error);
}

/* A course that was played in stepped time is ahead of the clock on the wall: its own time counts. */
static bool latest(Store *store, const ReportWish *wish, int64_t *now, GError **error)
{
    int64_t mark = 0;
    bool good = store_state_get(store, "clock", &mark, error);
    *now = MAX(wish->now, mark);
    return good;
}

ReportData *report_study(Store *store, Library *library, const ReportWish *wish, GError **error)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    int64_t now = 0;
    if (!latest(store, wish, &now, error))
        return NULL;
    for (guint i = 0; i < wish->n; i++) {
        ReportData *part = report_collect(store, library, wish->cohorts[i], now, wish->program, error);
        if (!part)
            return NULL;
        g_ptr_array_add(parts, part);
    }
    g_autoptr(ReportData) data = report_merge(parts, error);
    if (!data)
        return NULL;
    data->lang = g_strdup(wish->lang);
    return follow(data, store, wish, error) ? g_steal_pointer(&data) : NULL;
}
