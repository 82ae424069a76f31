/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was declared before, and where this report departs from it. */
#include "report_priv.h"

static void depart(cJSON *rows, char *taken)
{
    g_autofree char *text = taken;
    cJSON_AddItemToArray(rows, cJSON_CreateString(text));
}

/* When the first result could be seen: the earliest close or early look. */
static int64_t opened(const ReportData *data)
{
    int64_t first = G_MAXINT64;
    for (guint i = 0; i < data->cohorts->len; i++) {
        const ReportCohort *c = data->cohorts->pdata[i];
        first = MIN(first, c->unblinded ? MIN(c->unblinded, c->post_closes) : c->post_closes);
    }
    return first;
}

static void of_freezing(cJSON *rows, const Sums *s)
{
    const char *lang = s->data->lang;
    const ReportPlan *p = s->data->plan;
    g_autofree char *n = view_count(p->versions - 1);
    if (!p->frozen)
        depart(rows, report_say(lang, "depart.never_frozen", NULL));
    else if (p->frozen >= opened(s->data))
        depart(rows, report_say(lang, "depart.late", NULL));
    if (p->replaced)
        depart(rows, report_say(lang, "depart.replaced", NULL));
    else if (p->frozen && p->versions > 1)
        depart(rows, report_say(lang, "depart.amended", "n", n, NULL));
    if (s->data->unblinded)
        depart(rows, report_say(lang, "depart.early_look", NULL));
}

static void of_people(cJSON *rows, const Sums *s)
{
    const AnalysisPlan *plan = s->data->plan->plan;
    const char *lang = s->data->lang;
    g_autofree char *planned = view_count(plan->learners), *n = view_count(s->n);
    if (plan->learners > s->n)
        depart(rows, report_say(lang, "depart.fewer", "planned", planned, "n", n, NULL));
    for (guint i = 0; i < s->data->cohorts->len; i++) {
        const char *name = ((const ReportCohort *)s->data->cohorts->pdata[i])->name;
        if (!g_ptr_array_find_with_equal_func(plan->cohorts, name, g_str_equal, NULL))
            depart(rows, report_say(lang, "depart.cohort", "cohort", name, NULL));
    }
    if (s->data->design > 1 && s->data->sequences == 1)
        depart(rows, report_say(lang, "depart.forms", NULL));
}

static void of_questions(cJSON *rows, const Sums *s)
{
    int n = 0;
    for (guint i = 0; i < s->data->corrections->len; i++)
        n += ((const ReportCorrection *)s->data->corrections->pdata[i])->at > s->data->plan->frozen;
    g_autofree char *count = view_count(n);
    if (n > 0 && s->data->plan->frozen)
        depart(rows, report_say(s->data->lang, "depart.corrected", "n", count, NULL));
}

static void of_outcomes(cJSON *rows, const cJSON *view, const Sums *s)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, json_at(view, "study.outcomes"))
    {
        if (!json_bool(row, "is_exploratory", false) && !json_bool(row, "ok", false))
            depart(rows, report_say(s->data->lang, "depart.outcome", "outcome", json_string(row, "label"), "reason",
                             json_string(row, "reason"), NULL));
    }
}

void view_plan(cJSON *view, const Sums *s)
{
    cJSON *o = view_object(view, "plan");
    const ReportPlan *p = s->data->plan;
    json_put_bool(o, "declared", p != NULL);
    if (!p)
        return;
    g_autofree char *frozen = p->frozen ? civil_utc_text(p->frozen) : NULL;
    json_put(json_put(o, "name", p->plan->name), "sha256", p->plan->sha256);
    json_put(json_put(o, "design", plan_design_name(p->plan->design)), "unit", plan_unit_name(p->plan->unit));
    json_put(json_put(o, "frozen", frozen ? frozen : ""), "primary", p->plan->primary);
    json_put(o, "notes", p->plan->notes ? p->plan->notes : "");
    view_number(o, "per_protocol", "share of the steps of who took the course as meant", 100 * p->plan->per_protocol,
        PERCENT, 0);
    const struct {
        const char *key;
        const GPtrArray *list;
    } lists[] = { { "family", p->plan->family }, { "adjust", p->plan->adjust } };
    for (guint l = 0; l < G_N_ELEMENTS(lists); l++) {
        cJSON *rows = view_array(o, lists[l].key);
        for (guint i = 0; i < lists[l].list->len; i++)
            cJSON_AddItemToArray(rows, cJSON_CreateString(lists[l].list->pdata[i]));
    }
    cJSON *departures = view_array(o, "departures");
    of_freezing(departures, s);
    of_people(departures, s);
    of_questions(departures, s);
    of_outcomes(departures, view, s);
}
