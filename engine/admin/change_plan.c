/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who opens which discussion: planned by shares among volunteers, or said by a person. */
#include "admin_priv.h"
#include "host.h"

#define NOBODY "nobody opens a discussion in it any more"

bool change_plan_make(Change *c, cJSON *result, GError **error)
{
    LeadPlan plan;
    Upkeep upkeep;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort || !change_thawed(cohort, NOBODY, error) || !upkeep_get(c->store, cohort->id, &upkeep, error))
        return false;
    if (upkeep.n_shares == 0)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "the facilitator of %s leads every discussion; to hand some over: baraza upkeep set %s shares \"100 75 50 "
            "25\"",
            cohort->name, cohort->name);
    if (!host_plan(c->context, cohort, &upkeep, c->now, &plan, error))
        return false;
    json_put_int(json_put_int(json_put(result, "cohort", cohort->name), "prompts", plan.prompts), "peers", plan.peers);
    json_put_int(result, "nobody", plan.nobody);
    if (plan.nobody)
        change_warn(
            result, g_strdup_printf("%d discussions have no volunteer yet: learners offer it with the word VOLUNTEER",
                        plan.nobody));
    return true;
}

static Lead *find_lead(Change *c, const Cohort *cohort, GError **error)
{
    int64_t room = 0;
    const char *name = json_need_string(c->params, "room", error);
    const char *step = name ? json_need_string(c->params, "step", error) : NULL;
    if (!step || !room_find(c->store, cohort->id, name, &room, error))
        return NULL;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Lead) lead = room ? lead_find(c->store, room, step, &fault) : NULL;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!lead)
        change_refuse(error, BARAZA_ERROR_MISSING,
            "room %s of %s has no planned discussion %s; baraza plan %s lists them", name, cohort->name, step,
            cohort->name);
    return g_steal_pointer(&lead);
}

static bool find_leader(Change *c, const Cohort *cohort, const Lead *lead, int64_t *enrolment, GError **error)
{
    gint64 learner = 0;
    const char *who = json_need_string(c->params, "learner", error);
    *enrolment = 0;
    if (!who || g_str_equal(who, "facilitator"))
        return who != NULL;
    if (!g_ascii_string_to_signed(who + (*who == 'L'), 10, 1, G_MAXINT64, &learner, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no learner (L42) and not \"facilitator\"", who);
    if (!enrolment_of_learner(c->store, learner, enrolment, error))
        return false;
    g_autoptr(Enrolment) e = *enrolment ? enrolment_get(c->store, context_vault(c->context), *enrolment, error) : NULL;
    if (e && e->room == lead->room && (e->state == ENROLMENT_ACTIVE || e->state == ENROLMENT_PAUSED))
        return true;
    return !(error && *error) && change_refuse(error, BARAZA_ERROR_MISSING, "%s takes no part in that room", who);
}

bool change_plan_lead(Change *c, cJSON *result, GError **error)
{
    int64_t enrolment = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    bool open = cohort && change_thawed(cohort, NOBODY, error);
    g_autoptr(Lead) lead = open ? find_lead(c, cohort, error) : NULL;
    if (!lead || !find_leader(c, cohort, lead, &enrolment, error))
        return false;
    if (lead->state >= LEAD_TURN)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "the discussion %s is %s already", lead->step, lead_state_name(lead->state));
    if (enrolment != lead->enrolment)
        lead->state = LEAD_PLANNED;
    lead->fixed = true;
    lead->wanted = enrolment != 0;
    lead->enrolment = enrolment;
    lead->moved = c->now;
    json_put(json_put(json_put(result, "cohort", cohort->name), "step", lead->step), "learner",
        json_string(c->params, "learner"));
    c->payload = json_put(json_put_int(cJSON_CreateObject(), "enrolment", enrolment), "step", lead->step);
    return lead_put(c->store, lead, error) && care_set(c->store, cohort->id, CARE_LEADS, c->now, error);
}
