/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan of analysis goes into the journal, whose chain cannot be changed afterwards, while nobody can have seen an
 * outcome. */
#include "admin_priv.h"
#include "analysis_plan.h"
#include "clock.h"
#include "journal.h"
#include "schedule.h"
#include "course.h"

#include <string.h>

/* When the post-test closes for everyone; 0 without one. */
static int64_t post_closes(const Course *course, const Cohort *cohort)
{
    Plan *plan = plan_new(course);
    int64_t last = 0;
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *step = course->steps->pdata[i];
        int64_t opens = 0, closes = 0;
        if (step->kind != STEP_SIT || step->occasion != OCCASION_POST)
            continue;
        schedule_sit_window(plan, cohort, step, &opens, &closes);
        last = MAX(last, closes);
    }
    plan_free(plan);
    return last;
}

static bool is_sealed(Change *c, const Cohort *cohort, const Course *course, GError **error)
{
    int64_t closes = post_closes(course, cohort);
    if (cohort->unblinded)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the results of %s were opened early: a plan made now would be no plan; evaluate without one, and "
            "everything "
            "is exploratory",
            cohort->name);
    if (closes && closes <= c->now)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the post-test of %s has closed and its results can be seen: a plan made now would be no plan",
            cohort->name);
    return true;
}

/* The course has what the plan measures. */
static bool has_outcome(const Course *course, const char *id, GError **error)
{
    OutcomeKind kind = OUTCOME_GAIN;
    g_autofree char *what = NULL;
    bool found = false;
    outcome_read(id, &kind, &what);
    for (guint i = 0; kind == OUTCOME_OBJECTIVE && i < course->objectives->len; i++)
        found = found || g_str_equal(((const Objective *)course->objectives->pdata[i])->id, what);
    for (guint i = 0; kind == OUTCOME_LEVEL && i < course->items->len; i++) {
        const Item *item = course->items->pdata[i];
        found = found || (item->is_test && g_strcmp0(item->level, what) == 0);
    }
    for (guint i = 0; i < course->tests->len; i++) {
        bool delayed = kind == OUTCOME_DELAYED || kind == OUTCOME_KEPT;
        const char *test = ((const Test *)course->tests->pdata[i])->id;
        found = found || (!what && course_has_occasion(course, test, delayed ? OCCASION_DELAYED : OCCASION_POST));
    }
    return found || change_refuse(error, BARAZA_ERROR_INPUT,
                        "the plan measures %s, and the course %s has no such thing", id, course->id);
}

static bool check_cohort(Change *c, const AnalysisPlan *plan, const Cohort *cohort, GError **error)
{
    const Course *course = library_course(context_library(c->context), cohort->version, error);
    if (!course || !is_sealed(c, cohort, course, error))
        return false;
    for (guint i = 0; i <= plan->family->len; i++)
        if (!has_outcome(course, i ? plan->family->pdata[i - 1] : plan->primary, error))
            return false;
    return true;
}

/* One entry a cohort, so that each of them finds it; the first is the verb's own. */
static bool note(Change *c, const AnalysisPlan *plan, const char *text, guint i, int64_t cohort, GError **error)
{
    cJSON *payload = json_put(json_put(cJSON_CreateObject(), "sha256", plan->sha256), "text", text);
    if (i == 0) {
        change_subject(c, "C", cohort);
        c->payload = payload;
        return true;
    }
    g_autoptr(cJSON) owned = payload;
    g_autofree char *json = json_text(owned), *subject = g_strdup_printf("C%" G_GINT64_FORMAT, cohort);
    return journal_add(c->store, c->now, c->actor, "study.frozen", subject, json, error);
}

bool change_study_freeze(Change *c, cJSON *result, GError **error)
{
    const char *text = json_need_string(c->params, "text", error), *file = json_string(c->params, "file");
    g_autoptr(AnalysisPlan) plan =
        text ? analysis_plan_read(text, strlen(text), file ? file : "the plan", error) : NULL;
    if (!plan)
        return false;
    cJSON *names = cJSON_CreateArray();
    json_put_item(json_put(json_put(result, "name", plan->name), "sha256", plan->sha256), "cohorts", names);
    for (guint i = 0; i < plan->cohorts->len; i++) {
        g_autoptr(Cohort) cohort = cohort_find(c->store, plan->cohorts->pdata[i], error);
        if (!cohort || !change_suits(c, cohort, error) || !check_cohort(c, plan, cohort, error) ||
            !note(c, plan, text, i, cohort->id, error))
            return false;
        json_put_item(names, NULL, cJSON_CreateString(cohort->name));
    }
    json_put(result, "primary", plan->primary);
    json_put_int(result, "family", plan->family->len);
    return true;
}
