/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who was at an event, as a facilitator saw it. */
#include "admin_priv.h"
#include "clock.h"
#include "event_step.h"

static const Step *find_event(const Tutor *t, const char *id, GError **error)
{
    const Step *step = course_step(t->who.course, id);
    if (step && step->kind == STEP_EVENT)
        return step;
    change_refuse(error, BARAZA_ERROR_MISSING, "the course has no event \"%s\"; baraza events %s lists them", id,
        t->cohort->name);
    return NULL;
}

static bool check_time(const Tutor *t, const Step *event, GError **error)
{
    int64_t start = schedule_event_start(t->cohort, event);
    g_autofree char *local = civil_local_text(cohort_zone(t->cohort), start);
    return t->now >= start - HOUR ||
           change_refuse(error, BARAZA_ERROR_STATE, "%s begins at %s: who is there is marked from an hour before",
               event->id, local);
}

static bool mark(const Tutor *t, const Step *event, bool absent, bool *fresh, GError **error)
{
    if (!absent)
        return event_present(t, event, "marked", fresh, error);
    return task_is_confirmed(context_store(t->context), t->enrolment->id, event->id, fresh, error) &&
           event_absent(t, event, error);
}

bool change_event_attend(Change *c, cJSON *result, GError **error)
{
    Tutor t;
    bool absent = json_bool(c->params, "absent", false), fresh = false;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *id = cohort ? json_need_string(c->params, "event", error) : NULL;
    g_autoptr(Enrolment) e = id ? change_learner(c, result, error) : NULL;
    if (!e || !change_thawed(cohort, "who was where is not changed any more", error))
        return false;
    if (e->cohort != cohort->id || e->state == ENROLMENT_REMOVED)
        return change_refuse(
            error, BARAZA_ERROR_MISSING, "L%" G_GINT64_FORMAT " takes no part in %s", e->learner, cohort->name);
    if (!tutor_init(&t, c->context, e, c->now, error))
        return false;
    const Step *event = find_event(&t, id, error);
    if (!event || !check_time(&t, event, error) || !mark(&t, event, absent, &fresh, error))
        return false;
    c->same = !fresh;
    json_put(json_put(json_put(result, "cohort", cohort->name), "event", id), "name", e->name);
    json_put_bool(json_put_bool(result, "present", !absent), "changed", fresh);
    c->payload = json_put_bool(json_put(cJSON_CreateObject(), "event", id), "present", !absent);
    return true;
}
