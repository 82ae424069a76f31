/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a room's members talk through the engine or in an ordinary group that people run. It is said before anybody
 * talks: what has been said in one way cannot have been said in the other. */
#include "room_priv.h"
#include "discussion.h"

#include <string.h>

static bool may_change(Change *c, int64_t room, GError **error)
{
    int64_t number = 0;
    return post_last_number(c->store, room, &number, error) &&
           (!number || change_refuse(error, BARAZA_ERROR_STATE,
                           "something has been said in this room already; its members keep the way they talk"));
}

bool change_room_mode(Change *c, cJSON *result, GError **error)
{
    const char *room = json_need_string(c->params, "room", error);
    const char *mode = room ? json_need_string(c->params, "mode", error) : NULL;
    g_autoptr(Cohort) cohort = mode ? change_cohort(c, error) : NULL;
    int64_t id = 0;
    if (!cohort || !change_thawed(cohort, "its rooms are quiet", error) ||
        !room_find(c->store, cohort->id, room, &id, error))
        return false;
    if (!id)
        return change_refuse(error, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", cohort->name, room);
    if (strcmp(mode, "observed") != 0 && strcmp(mode, "relay") != 0)
        return change_refuse(error, BARAZA_ERROR_INPUT, "a room's mode is relay or observed, not \"%s\"", mode);
    g_autofree char *before = room_mode(c->store, id, error);
    if (!before)
        return false;
    c->same = strcmp(before, mode) == 0;
    json_put(
        json_put(json_put(json_put(result, "cohort", cohort->name), "room", room), "mode", mode), "before", before);
    c->payload = json_put(json_put_int(cJSON_CreateObject(), "room", id), "mode", mode);
    return c->same || (may_change(c, id, error) && room_set_mode(c->store, id, mode, error));
}
