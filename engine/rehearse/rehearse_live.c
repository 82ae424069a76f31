/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before a live meeting an expert signs its prepared answers, so that none of them waits. */
#include "rehearse_priv.h"
#include "admin.h"
#include "clock.h"
#include "live.h"
#include "staff.h"

#define EXPERT "Rehearsal facilitator"
#define NOBODY "$argon2id$v=19$m=65536,t=2,p=1$cmVo$cmVo" /* no password has this hash */
#define AHEAD (26 * HOUR)                                 /* she looks once a day */

static bool ask(Rehearsal *r, const char *verb, cJSON *taken, GError **error)
{
    g_autoptr(cJSON) params = taken;
    g_autoptr(cJSON) result =
        admin_run(engine_context(r->stage->engine), "cli", verb, params, r->stage->clock.now, error);
    return result != NULL;
}

/* An account without a way in: a rehearsal's. */
static bool ensure_expert(Rehearsal *r, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = staff_find(r->stage->store, EXPERT, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (staff)
        return true;
    cJSON *account = json_put(json_put(cJSON_CreateObject(), "name", EXPERT), "role", "facilitator");
    if (!ask(r, "staff.add", json_put(account, "password", NOBODY), error))
        return false;
    return ask(
        r, "staff.assign", json_put(json_put(cJSON_CreateObject(), "name", EXPERT), "cohort", r->cohort->name), error);
}

static bool sign_part(Rehearsal *r, int64_t room, const Part *part, GError **error)
{
    g_autoptr(LiveCue) cue = live_cue_get(r->stage->store, r->stage->cohort, room, part->id, error);
    if (!cue || live_is_signed(cue, part))
        return cue != NULL;
    g_autofree char *name = room_name(r->stage->store, room, error);
    if (!name || !ensure_expert(r, error))
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", r->cohort->name), "room", name);
    r->care.signed_answers++;
    return ask(r, "live.sign", json_put(json_put(params, "cue", part->id), "by", EXPERT), error);
}

static bool sign_meeting(Rehearsal *r, int64_t room, const Step *meeting, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) opening = schedule_find(r->stage->store, 0, room, meeting->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!opening || opening->state != DUE_WAITING || opening->utc > r->stage->clock.now + AHEAD)
        return true;
    for (guint i = 0; i < meeting->parts->len; i++) {
        const Part *part = meeting->parts->pdata[i];
        if (part->answer && !sign_part(r, room, part, error))
            return false;
    }
    return true;
}

bool rehearsal_sign(Rehearsal *r, GError **error)
{
    const GPtrArray *steps = r->package->course->steps;
    for (guint i = 0; i < steps->len; i++) {
        const Step *step = steps->pdata[i];
        if (step->kind != STEP_LIVE)
            continue;
        g_autoptr(GArray) rooms = room_list(r->stage->store, r->stage->cohort, error);
        for (guint k = 0; rooms && k < rooms->len; k++)
            if (!sign_meeting(r, g_array_index(rooms, int64_t, k), step, error))
                return false;
        if (!rooms)
            return false;
    }
    return true;
}
