/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A live meeting is a room's step whose cues are due minutes apart. Each cue's row is made when the one before has
 * happened, so that a prepared answer that nobody has signed holds back all that comes after it. */
#include "live_step.h"
#include "clock.h"
#include "discussion.h"
#include "live_priv.h"
#include "upkeep.h"

#include <math.h>

/* So long before a meeting its first invitation is still worth a message; after that the last one says it. */
#define FIRST_CALL (3 * HOUR)

/* `now` 0: whatever its time. */
static const Step *begun(
    Context *context, const Plan *plan, int64_t room, int64_t now, int64_t *started, GError **error)
{
    g_autofree BeatFact *facts = NULL;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_LIVE)
            continue;
        if (!facts) {
            facts = g_new(BeatFact, plan_count(plan));
            if (!schedule_facts(context_store(context), plan, 0, room, facts, error))
                return NULL;
        }
        if (facts[i].done || facts[i].skipped || !facts[i].start)
            continue;
        if (now && !live_goes_on(beat->step, facts[i].start, now))
            continue;
        if (started)
            *started = facts[i].start;
        return beat->step;
    }
    return NULL;
}

const Step *live_now(Context *context, const Plan *plan, int64_t room, int64_t now, int64_t *started, GError **error)
{
    return begun(context, plan, room, now, started, error);
}

const Step *live_open(Context *context, const Cohort *cohort, int64_t room, int64_t *started, GError **error)
{
    const Plan *plan = context_plan(context, cohort->version, error);
    return plan ? begun(context, plan, room, 0, started, error) : NULL;
}

Due *live_next(Context *context, const Plan *plan, int64_t room, const Step *meeting, int *index, GError **error)
{
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat_meeting(beat) != meeting || !beat_is_of_script(beat))
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) row = schedule_find(context_store(context), 0, room, beat->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return NULL;
        }
        if (row && row->state == DUE_WAITING) {
            if (index)
                *index = i;
            return g_steal_pointer(&row);
        }
    }
    return NULL;
}

bool live_end(
    Context *context, int64_t cohort, int64_t room, const Step *meeting, const char *why, int64_t now, GError **error)
{
    const Plan *plan = context_plan_of(context, cohort, error);
    while (plan) {
        int index = -1;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) row = live_next(context, plan, room, meeting, &index, &fault);
        if (fault)
            g_propagate_error(error, g_steal_pointer(&fault));
        if (!row)
            return !(error && *error);
        if (plan_beat(plan, index)->kind == BEAT_CLOSE)
            return row->utc <= now || schedule_postpone(context_store(context), row->id, now, error);
        if (!schedule_skip(context_store(context), row->id, why, now, error) ||
            !tutor_extend_room(context, cohort, room, error))
            return false;
    }
    return false;
}

/* --- an invitation --- */

/* Why it is not worth a message; NULL when it is. */
static const char *needless(const Cohort *cohort, const Beat *beat, const Due *opening, int64_t now)
{
    int64_t quiet = cohort_quiet_until(cohort, now), could = MAX(quiet, now);
    if (!opening || opening->state != DUE_WAITING || could >= opening->utc)
        return "The meeting had begun before it could have come.";
    return beat->plus == -DAY && could + FIRST_CALL > opening->utc ? "The invitation of the last hour says it." : NULL;
}

static bool invite(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) opening = schedule_find(store, 0, row->room, beat->step->id, &fault);
    const Cohort *cohort = fault ? NULL : context_cohort(context, row->cohort, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    const char *why = needless(cohort, beat, opening, now);
    *dealt = why != NULL;
    if (why)
        return schedule_skip(store, row->id, why, now, error);
    return live_tell_soon(context, beat, row, opening->utc, now, error);
}

/* --- a prepared answer --- */

static bool wait_for_signature(
    Context *context, const Beat *beat, const Due *row, LiveCue *cue, int64_t now, GError **error)
{
    Upkeep upkeep;
    Store *store = context_store(context);
    g_autoptr(Due) opening = schedule_find(store, 0, row->room, beat->step->id, error);
    if (!opening || !upkeep_get(store, row->cohort, &upkeep, error))
        return false;
    int64_t ends = opening->started + beat->step->minutes * MINUTE, again = now;
    LiveNews news = live_unsigned(cue->came, ends, upkeep.live_wait, now, &again);
    if (!live_tell_unsigned(context, beat, row, news, now, error))
        return false;
    if (news == LIVE_GIVEN_UP)
        return live_end(context, row->cohort, row->room, beat->step,
            "Nobody signed the answer in time, so it was not posted, nor what followed it.", now, error);
    if (!cue->came) {
        cue->came = now;
        if (!live_cue_put(store, cue, error))
            return false;
    }
    return (now < ends || live_tell_room(context, row, beat->step, now, error)) &&
           schedule_postpone(store, row->id, again, error);
}

bool live_turn(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error)
{
    *dealt = false;
    if (!beat_meeting(beat))
        return true;
    if (!live_in_pause(context, beat, row, now, dealt, error) || *dealt)
        return *dealt;
    if (!live_too_late(context, beat, row, now, dealt, error) || *dealt)
        return *dealt;
    if (beat->kind == BEAT_REMIND)
        return invite(context, beat, row, now, dealt, error);
    if (beat->kind == BEAT_OPEN && beat->step->kind == STEP_LIVE)
        return live_tell_begun(context, beat, row, now, error);
    if (beat->kind != BEAT_CUE || !beat->part->answer)
        return true;
    g_autoptr(LiveCue) cue = live_cue_get(context_store(context), row->cohort, row->room, beat->id, error);
    if (!cue)
        return false;
    *dealt = !live_is_signed(cue, beat->part);
    return !*dealt || wait_for_signature(context, beat, row, cue, now, error);
}

/* --- who is here --- */

bool live_here(const Tutor *t, const Step *meeting, const char *how, bool *fresh, GError **error)
{
    bool new = false;
    bool ok = task_confirm(context_store(t->context), t->enrolment->id, meeting->id, how, t->now, &new, error);
    if (fresh)
        *fresh = new;
    return ok;
}

static bool hurry(Context *context, const Step *meeting, int64_t enrolment, int64_t now, GError **error)
{
    bool here = false;
    return task_is_confirmed(context_store(context), enrolment, meeting->id, &here, error) &&
           (!here || relay_hurry(context_store(context), enrolment, now + LIVE_PACE, error));
}

bool live_spread(Context *context, int64_t cohort, int64_t room, int64_t now, GError **error)
{
    g_autoptr(GError) fault = NULL;
    const Plan *plan = context_plan_of(context, cohort, &fault);
    const Step *meeting = plan ? live_now(context, plan, room, now, NULL, &fault) : NULL;
    g_autoptr(GArray) members = meeting ? room_members(context_store(context), room, false, &fault) : NULL;
    for (guint i = 0; members && !fault && i < members->len; i++)
        hurry(context, meeting, g_array_index(members, int64_t, i), now, &fault);
    if (!fault)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

const Step *live_reads(const Tutor *t, GError **error)
{
    bool here = false;
    const Step *meeting = live_now(t->context, t->plan, t->enrolment->room, t->now, NULL, error);
    if (!meeting || !task_is_confirmed(context_store(t->context), t->enrolment->id, meeting->id, &here, error))
        return NULL;
    return here ? meeting : NULL;
}
