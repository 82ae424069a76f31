/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a facilitator steps into reviews by colleagues: others are asked in place of those who are silent, or the work
 * goes to her own queue. */
#include "admin_priv.h"
#include "assignment.h"

/* An assignment of the cohort's course that colleagues review. */
static const Step *find_step(Change *c, const Cohort *cohort, const char *id, GError **error)
{
    const Plan *plan = context_plan(c->context, cohort->version, error);
    const Step *step = plan ? course_step(plan_course(plan), id) : NULL;
    if (step && step->kind == STEP_ASSIGNMENT && step->peer > 0)
        return step;
    if (plan)
        change_refuse(error, BARAZA_ERROR_MISSING,
            "the course of %s has no assignment \"%s\" that colleagues review; baraza work list %s shows what was "
            "handed in",
            cohort->name, id, cohort->name);
    return NULL;
}

bool change_work_deal(Change *c, cJSON *result, GError **error)
{
    int let_go = 0, asked = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *id = cohort ? json_need_string(c->params, "step", error) : NULL;
    const Step *step = id ? find_step(c, cohort, id, error) : NULL;
    if (!step || !change_thawed(cohort, "nobody is asked for a review any more", error))
        return false;
    g_autoptr(GArray) rooms = room_list(c->store, cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++)
        if (!assignment_deal_anew(c->context, g_array_index(rooms, int64_t, i), step, c->now, &let_go, &asked, error))
            return false;
    json_put(json_put(result, "cohort", cohort->name), "step", step->id);
    json_put_int(json_put_int(result, "let_go", let_go), "asked", asked);
    c->same = let_go == 0 && asked == 0;
    c->payload = json_put_int(json_put(cJSON_CreateObject(), "step", step->id), "asked", asked);
    json_put_int(c->payload, "let_go", let_go);
    return rooms != NULL;
}

/* The author's side of a piece of work that is with reviewers. */
static bool find_work(Change *c, Post **work, Enrolment **e, Tutor *t, const Step **step, GError **error)
{
    int64_t id = 0;
    if (!json_need_int(c->params, "work", &id, error) || !(*work = post_get(c->store, id, error)) ||
        !(*e = (*work)->enrolment ? enrolment_get(c->store, context_vault(c->context), (*work)->enrolment, error)
                                  : NULL))
        return (error && *error) ? false
                                 : change_refuse(error, BARAZA_ERROR_STATE,
                                       "post %" G_GINT64_FORMAT " is a facilitator's, no work that was handed in", id);
    if (!tutor_init(t, c->context, *e, c->now, error))
        return false;
    change_subject(c, "P", id);
    *step = (*work)->prompt ? course_step(t->who.course, (*work)->prompt) : NULL;
    if ((*work)->state == POST_WORK && *step)
        return change_thawed(t->cohort, "its work stays as it was", error);
    return change_refuse(error, BARAZA_ERROR_STATE,
        "post %" G_GINT64_FORMAT " is no work that is with reviewers: it is %s; baraza work list shows what is", id,
        post_state_name((*work)->state));
}

bool change_work_take(Change *c, cJSON *result, GError **error)
{
    Tutor t;
    const Step *step = NULL;
    g_autoptr(Post) work = NULL;
    g_autoptr(Enrolment) e = NULL;
    if (!find_work(c, &work, &e, &t, &step, error) || !assignment_to_facilitator(&t, step, work, WORK_TAKEN, error))
        return false;
    json_put(json_put_int(result, "work", work->id), "cohort", t.cohort->name);
    json_put(json_put(result, "step", step->id), "state", post_state_name(work->state));
    c->payload = json_put(cJSON_CreateObject(), "step", step->id);
    return true;
}
