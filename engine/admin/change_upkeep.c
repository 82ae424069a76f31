/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps a cohort's rooms alive is switched on by a person, one setting at a time. */
#include "admin_priv.h"
#include "upkeep.h"

bool change_upkeep_set(Change *c, cJSON *result, GError **error)
{
    Upkeep before, after;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    const char *name = cohort ? json_need_string(c->params, "name", error) : NULL;
    const char *value = name ? json_need_string(c->params, "value", error) : NULL;
    if (!value || !upkeep_get(c->store, cohort->id, &before, error))
        return false;
    if (cohort->state == COHORT_CLOSED)
        return change_refuse(error, BARAZA_ERROR_STATE, "%s is closed: there are no rooms to keep alive", cohort->name);
    if (!upkeep_set(c->store, cohort->id, name, value, c->now, error) ||
        !upkeep_get(c->store, cohort->id, &after, error))
        return false;
    guint index = 0;
    while (g_strcmp0(upkeep_name(index, NULL), name) != 0)
        index++;
    g_autofree char *was = upkeep_value(&before, index), *is = upkeep_value(&after, index);
    json_put(json_put(json_put(json_put(result, "cohort", cohort->name), "name", name), "before", was), "value", is);
    c->payload = json_put(json_put(json_put(cJSON_CreateObject(), "name", name), "before", was), "value", is);
    return true;
}
