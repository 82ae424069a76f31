/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of cohorts: the way to the grid and to the report. */
#include "web_priv.h"

#include "web_queries.h"

static bool count_state(const StoreRow *row, gpointer data)
{
    int64_t *people = data, state = store_int(row, 0);
    if (state >= 0 && state < ENROLMENT_STATES)
        people[state] = store_int(row, 1);
    return true;
}

static bool put_cohort(WebPage *page, cJSON *list, int64_t id, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, id, error);
    const Plan *plan = cohort ? web_plan(page->web, cohort, error) : NULL;
    int64_t people[ENROLMENT_STATES] = { 0 };
    if (!plan ||
        !store_each(page->web->store, &web_cohort_people, ARGS(ARG_INT("cohort", id)), count_state, people, error))
        return false;
    const Course *course = plan_course(plan);
    g_autofree char *to = g_strdup_printf("/cohort/%" G_GINT64_FORMAT, id), *report = g_strconcat(to, "/report", NULL);
    Civil start = civil_from_days(cohort->start_day);
    g_autofree char *began = g_strdup_printf("%04d-%02d-%02d", start.year, start.month, start.day);
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "name", cohort->name), "to", to);
    json_put(json_put(item, "course", course_text(course->title, course, course->lang, NULL)), "start", began);
    json_put(json_put(item, "state", cohort_state_name(cohort->state)), "zone", cohort->zone);
    bool ahead = cohort_today(cohort, page->now) < cohort->start_day;
    json_put(item, "began", ahead || cohort->state == COHORT_PLANNED ? "Begins" : "Began");
    json_put(item, "report", page_may(page, WEB_NAMES | WEB_EVALUATOR) ? report : "");
    json_put_int(item, "day", cohort_day_of(cohort, cohort_today(cohort, page->now)));
    json_put_int(json_put_int(item, "active", people[ENROLMENT_ACTIVE]), "paused", people[ENROLMENT_PAUSED]);
    json_put_int(item, "gone", people[ENROLMENT_STOPPED] + people[ENROLMENT_REMOVED]);
    json_put_int(item, "no_opt_in", people[ENROLMENT_NO_OPT_IN]);
    json_put_bool(item, "simulated", cohort->simulated);
    cJSON_AddItemToArray(list, item);
    return true;
}

bool cohorts_show(WebPage *page, GError **error)
{
    g_autoptr(GArray) ids = page_cohorts(page, error);
    if (!ids)
        return false;
    g_autoptr(cJSON) view = cJSON_CreateObject();
    cJSON *list = cJSON_CreateArray();
    json_put_item(view, "cohorts", list);
    json_put_bool(view, "unassigned", ids->len == 0 && page->own);
    for (guint i = 0; i < ids->len; i++)
        if (!put_cohort(page, list, g_array_index(ids, int64_t, i), error))
            return false;
    return page_render(page, 200, "cohorts", "Cohorts", g_steal_pointer(&view), error);
}
