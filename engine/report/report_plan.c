/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan says which cohort is which arm and what is computed; the data must have it. */
#include "error.h"
#include "report_priv.h"

static const ReportCohort *cohort_named(const ReportData *data, const char *name)
{
    for (guint i = 0; i < data->cohorts->len; i++)
        if (g_str_equal(((const ReportCohort *)data->cohorts->pdata[i])->name, name))
            return data->cohorts->pdata[i];
    return NULL;
}

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, text);
    return false;
}

static bool outcome_is_there(const ReportData *data, const char *id, GError **error)
{
    OutcomeKind kind = OUTCOME_GAIN;
    g_autofree char *what = NULL;
    outcome_read(id, &kind, &what);
    if ((kind == OUTCOME_DELAYED || kind == OUTCOME_KEPT) && !data->has_delayed)
        return refuse(error, "the plan names the outcome %s, and the course has no delayed test", id);
    if (!what)
        return true;
    g_autoptr(Sums) sums = sums_new(data);
    g_autoptr(Outcome) outcome = outcome_new(sums, id);
    return outcome->items > 0 || refuse(error, "the plan names the outcome %s, and no question of the test has it", id);
}

/* The arms in the order of the plan, the reference first. */
static void name_arms(ReportData *data, const AnalysisPlan *plan)
{
    g_ptr_array_set_size(data->arms, 0);
    if (plan->reference)
        g_ptr_array_add(data->arms, g_strdup(plan->reference));
    for (guint i = 0; i < plan->arms->len; i++)
        if (!g_ptr_array_find_with_equal_func(data->arms, plan->arms->pdata[i], g_str_equal, NULL))
            g_ptr_array_add(data->arms, g_strdup(plan->arms->pdata[i]));
    for (guint i = 0; i < data->learners->len; i++) {
        ReportLearner *l = data->learners->pdata[i];
        const char *cohort = ((const ReportCohort *)data->cohorts->pdata[l->cohort])->name;
        for (guint c = 0; c < plan->arms->len; c++)
            if (g_str_equal(plan->cohorts->pdata[c], cohort)) {
                g_free(l->arm);
                l->arm = g_strdup(plan->arms->pdata[c]);
            }
    }
}

bool report_set_plan(ReportData *data, ReportPlan plan, GError **error)
{
    data->plan = g_memdup2(&plan, sizeof plan);
    const AnalysisPlan *p = plan.plan;
    for (guint i = 0; i < p->cohorts->len; i++)
        if (!cohort_named(data, p->cohorts->pdata[i]))
            return refuse(error, "the plan \"%s\" is also for the cohort %s: name it, too", p->name,
                (const char *)p->cohorts->pdata[i]);
    data->unit = p->unit;
    name_arms(data, p);
    for (guint i = 0; i <= p->family->len; i++)
        if (!outcome_is_there(data, i ? p->family->pdata[i - 1] : p->primary, error))
            return false;
    return true;
}
