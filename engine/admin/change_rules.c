/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's own ground rules are put to the vote. */
#include "admin_priv.h"
#include "clock.h"
#include "ground_rules.h"
#include "text.h"

#define HOURS_MOST (14 * 24)
#define TEXT_MOST 3000

bool change_rules_propose(Change *c, cJSON *result, GError **error)
{
    int people = 0;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *given = cohort ? json_need_string(c->params, "text", error) : NULL;
    int64_t hours = json_int(c->params, "hours", 48);
    if (!given)
        return false;
    g_autofree char *text = g_strstrip(g_strdup(given));
    if (cohort->state != COHORT_RUNNING)
        return change_refuse(error, BARAZA_ERROR_STATE, "%s is %s: only a cohort that runs can vote", cohort->name,
            cohort_state_name(cohort->state));
    if (!*text || text_length(text) > TEXT_MOST)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "rules have 1 to %d characters; these have %zu", TEXT_MOST, text_length(text));
    if (hours < 1 || hours > HOURS_MOST)
        return change_refuse(error, BARAZA_ERROR_INPUT, "a vote lasts 1 to %d hours, not %d", HOURS_MOST, (int)hours);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Rules) open = rules_of(c->store, cohort->id, RULES_VOTING, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autofree char *until = civil_local_text(cohort_zone(cohort), open ? open->closes : c->now + hours * HOUR);
    if (open)
        return change_refuse(
            error, BARAZA_ERROR_STATE, "%s votes on other rules until %s; one vote at a time", cohort->name, until);
    Rules rules = { .cohort = cohort->id, .text = text, .proposed = c->now, .closes = c->now + hours * HOUR };
    if (!ground_rules_propose(c->context, &rules, &people, error))
        return false;
    if (people == 0)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "nobody in %s has agreed to take the course yet: put rules to the vote when there is somebody to vote",
            cohort->name);
    json_put(json_put_int(json_put(result, "cohort", cohort->name), "rules", rules.id), "until", until);
    json_put_int(result, "people", people);
    c->payload = json_put_int(json_put(cJSON_CreateObject(), "until", until), "rules", rules.id);
    return true;
}
