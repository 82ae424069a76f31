/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People gather late and answers take longer than planned: whoever runs a meeting begins it, moves it on, holds it,
 * leaves out, and an expert signs. */
#include "live_step.h"
#include "clock.h"
#include "error.h"
#include "facilitate.h"

static bool refuse(GError **error, BarazaError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool refuse(GError **error, BarazaError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, BARAZA_ERROR, (int)code, text);
    return false;
}

const Step *live_today(Context *context, const Cohort *cohort, int64_t room, int64_t now, Due **row, GError **error)
{
    const Plan *plan = context_plan(context, cohort->version, error);
    for (int i = 0; plan && i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_LIVE)
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) opening = schedule_find(context_store(context), 0, room, beat->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return NULL;
        }
        if (opening && opening->state == DUE_WAITING &&
            cohort_today(cohort, opening->utc) == cohort_today(cohort, now)) {
            if (row)
                *row = g_steal_pointer(&opening);
            return beat->step;
        }
    }
    return NULL;
}

/* The invitation of the last hour hangs on the beginning. */
static bool move_invitation(Context *context, const Due *opening, int64_t at, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autofree char *beat = g_strconcat(opening->beat, ".hour", NULL);
    g_autoptr(Due) row = schedule_find(context_store(context), 0, opening->room, beat, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !row || row->state != DUE_WAITING || schedule_postpone(context_store(context), row->id, at - HOUR, error);
}

bool live_begin(Context *context, const Cohort *cohort, const Due *opening, int64_t at, int64_t now, GError **error)
{
    g_autofree char *is = civil_local_text(cohort_zone(cohort), now);
    if (cohort->state != COHORT_RUNNING)
        return refuse(error, BARAZA_ERROR_STATE, "cohort %s is not running: nothing begins in it", cohort->name);
    if (at < now)
        return refuse(error, BARAZA_ERROR_INPUT, "that time is over: it is %s there", is);
    if (cohort_today(cohort, at) != cohort_today(cohort, now))
        return refuse(error, BARAZA_ERROR_INPUT, "a meeting begins on its own day; baraza cohort shift moves days");
    if (cohort_quiet_until(cohort, at))
        return refuse(error, BARAZA_ERROR_INPUT, "in quiet hours nothing goes out: a meeting begins by day");
    return schedule_postpone(context_store(context), opening->id, at, error) &&
           move_invitation(context, opening, at, error);
}

/* Nothing goes out in a pause; and what nobody has signed goes to nobody, however often it is called for. */
static bool may_come(Context *context, const Cohort *cohort, int64_t room, const Beat *beat, GError **error)
{
    if (cohort->state != COHORT_RUNNING)
        return refuse(error, BARAZA_ERROR_STATE, "cohort %s is %s: nothing goes out in it now", cohort->name,
            cohort_state_name(cohort->state));
    if (!beat->part || !beat->part->answer)
        return true;
    g_autoptr(LiveCue) cue = live_cue_get(context_store(context), cohort->id, room, beat->id, error);
    return cue &&
           (live_is_signed(cue, beat->part) ||
               refuse(error, BARAZA_ERROR_STATE, "%s is not signed yet: sign it first, or leave it out", beat->id));
}

bool live_move(Context *context, const Cohort *cohort, int64_t room, const Step *meeting, const LiveMove *move,
    int64_t now, char **id, GError **error)
{
    int index = -1;
    g_autoptr(GError) fault = NULL;
    Store *store = context_store(context);
    const Plan *plan = context_plan(context, cohort->version, &fault);
    g_autoptr(Due) row = plan ? live_next(context, plan, room, meeting, &index, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!row)
        return refuse(error, BARAZA_ERROR_STATE, "nothing of \"%s\" is left to come", meeting->id);
    const Beat *beat = plan_beat(plan, index);
    /* A second tap on a slow phone, or one on an old sheet, moves nothing else. */
    if (move->cue && !g_str_equal(move->cue, beat->id))
        return refuse(error, BARAZA_ERROR_STATE, "what comes next by now is %s, not %s; look at the run sheet again",
            beat->id, move->cue);
    *id = g_strdup(beat->id);
    switch (move->how) {
    case LIVE_COME:
        return may_come(context, cohort, room, beat, error) && schedule_postpone(store, row->id, now, error);
    case LIVE_HOLD:
        return schedule_postpone(store, row->id, MAX(row->utc, now) + move->minutes * MINUTE, error);
    case LIVE_SKIP:
        if (beat->kind == BEAT_CLOSE)
            return refuse(error, BARAZA_ERROR_STATE, "only the end of \"%s\" is left to come; end it", meeting->id);
        return schedule_skip(store, row->id, "Whoever led the meeting left it out.", now, error) &&
               tutor_extend_room(context, cohort->id, room, error);
    case LIVE_MOVES:
        break;
    }
    return true;
}

/* --- signatures --- */

bool live_may_sign(Context *context, const Staff *staff, int64_t cohort, bool *may, GError **error)
{
    *may = false;
    return (!g_str_equal(staff->role, "facilitator") && !g_str_equal(staff->role, "coordinator")) ||
           staff_owns(context_store(context), staff, cohort, may, error);
}

static const Beat *find_answer(Context *context, const Cohort *cohort, const char *cue, GError **error)
{
    const Plan *plan = context_plan(context, cohort->version, error);
    int index = plan ? plan_find(plan, cue) : -1;
    const Beat *beat = index >= 0 ? plan_beat(plan, index) : NULL;
    if (beat && beat->kind == BEAT_CUE && beat->part->answer)
        return beat;
    if (plan)
        refuse(error, BARAZA_ERROR_MISSING, "the course of %s has no prepared answer \"%s\"; baraza live %s lists them",
            cohort->name, cue, cohort->name);
    return NULL;
}

/* In a room where it was posted or left out, a signature would change nothing. */
static bool sign_room(Context *context, const Cohort *cohort, int64_t room, const Beat *beat, const LiveCue *with,
    int64_t now, int *rooms, GError **error)
{
    g_autoptr(GError) fault = NULL;
    Store *store = context_store(context);
    g_autoptr(Due) row = schedule_find(store, 0, room, beat->id, &fault);
    g_autoptr(LiveCue) cue = fault ? NULL : live_cue_get(store, cohort->id, room, beat->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (row && row->state != DUE_WAITING)
        return true;
    LiveCue signed_one = *with;
    signed_one.room = room;
    signed_one.cohort = cohort->id;
    signed_one.beat = (char *)beat->id;
    signed_one.came = cue->came;
    ++*rooms;
    return live_cue_put(store, &signed_one, error) &&
           (!row || !cue->came || schedule_postpone(store, row->id, now, error));
}

bool live_sign(Context *context, const Cohort *cohort, int64_t room, const LiveSigning *what, const Staff *staff,
    int64_t now, char **hash, int *rooms, GError **error)
{
    bool may = false;
    *rooms = 0;
    const Beat *beat = find_answer(context, cohort, what->cue, error);
    if (!beat || !live_may_sign(context, staff, cohort->id, &may, error))
        return false;
    if (!may)
        return refuse(error, BARAZA_ERROR_DENIED,
            "a facilitator or coordinator of %s signs what is posted in it; %s is neither", cohort->name, staff->name);
    if (cohort->state == COHORT_CLOSED)
        return refuse(error, BARAZA_ERROR_STATE, "cohort %s is closed: nothing is posted in it any more", cohort->name);
    if (what->own && !facilitate_check(what->own, error))
        return false;
    *hash = live_hash(beat->part, what->own);
    if (!what->own && what->read && !g_str_has_prefix(*hash, what->read))
        return refuse(
            error, BARAZA_ERROR_STATE, "%s was changed after it was shown; read it again, then sign it", what->cue);
    LiveCue with = { .signed_at = now,
        .staff = staff->id,
        .name = staff->name,
        .role = staff->role,
        .hash = *hash,
        .text = (char *)what->own };
    g_autoptr(GArray) list = room ? NULL : room_list(context_store(context), cohort->id, error);
    if (!room && !list)
        return false;
    for (guint i = 0; i < (list ? list->len : 1); i++)
        if (!sign_room(context, cohort, list ? g_array_index(list, int64_t, i) : room, beat, &with, now, rooms, error))
            return false;
    return *rooms > 0 || refuse(error, BARAZA_ERROR_STATE, "%s is over: it was posted, or left out", what->cue);
}
