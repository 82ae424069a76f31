/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a cohort's pause a meeting stands still: its script would else run on unseen and come in one heap afterwards. It
 * goes on where it stood, if that is soon; a meeting of long ago is not begun, and not carried on. So it is, too, where
 * the engine itself stood still, and in a room that was made after the meeting's day. */
#include "live_priv.h"
#include "clock.h"

#define LOOK_AGAIN (5 * MINUTE)

/* One that began now would run into the night, or into another day than `at`. */
static bool is_too_late(const Cohort *cohort, const Beat *beat, int64_t at, int64_t now)
{
    int64_t over = now + beat->step->minutes * MINUTE + LOOK_AGAIN;
    return cohort_quiet_until(cohort, over) || cohort_today(cohort, over) != cohort_today(cohort, at);
}

static bool not_begun(
    Context *context, const Cohort *cohort, const Beat *beat, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    /* By day staff may still be told. */
    if (!is_too_late(cohort, beat, now, now))
        return schedule_postpone(store, row->id, now + LOOK_AGAIN, error);
    return schedule_skip(store, row->id, "The cohort was paused on the day of the meeting.", now, error) &&
           live_tell_missed(context, beat, row, true, now, error);
}

static bool stands_still(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error)
{
    Store *store = context_store(context);
    const Step *meeting = beat_meeting(beat);
    g_autoptr(Due) opening = schedule_find(store, 0, row->room, meeting->id, error);
    if (!opening)
        return false;
    *dealt = live_goes_on(meeting, opening->started, now);
    if (*dealt)
        return schedule_postpone(store, row->id, now + LOOK_AGAIN, error);
    *dealt = beat->kind != BEAT_CLOSE || beat->step != meeting;
    return !*dealt || live_end(context, row->cohort, row->room, meeting,
                          "The cohort was paused while the meeting should have gone on.", now, error);
}

bool live_too_late(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error)
{
    Store *store = context_store(context);
    const Step *meeting = beat_meeting(beat);
    const Cohort *cohort = context_cohort(context, row->cohort, error);
    *dealt = false;
    if (!cohort || now <= row->utc + LIVE_OVERTIME)
        return cohort != NULL;
    if (beat->kind == BEAT_OPEN && beat->step == meeting) {
        *dealt = is_too_late(cohort, beat, row->utc, now);
        return !*dealt ||
               (schedule_skip(store, row->id,
                    "The time of the meeting had passed: Baraza did not run then, or the room was made later.", now,
                    error) &&
                   live_tell_missed(context, beat, row, false, now, error));
    }
    if (!beat_is_of_script(beat) || beat->kind == BEAT_CLOSE)
        return true;
    g_autoptr(Due) opening = schedule_find(store, 0, row->room, meeting->id, error);
    g_autoptr(LiveCue) cue = opening ? live_cue_get(store, row->cohort, row->room, beat->id, error) : NULL;
    if (!cue)
        return false;
    /* An answer that waits for a signature has a time of its own. */
    *dealt = !cue->came && !live_goes_on(meeting, opening->started, now);
    return !*dealt || live_end(context, row->cohort, row->room, meeting,
                          "Baraza did not run while the meeting should have gone on.", now, error);
}

bool live_in_pause(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error)
{
    const Cohort *cohort = context_cohort(context, row->cohort, error);
    *dealt = false;
    if (!cohort || cohort->state != COHORT_PAUSED)
        return cohort != NULL;
    bool opens = beat->kind == BEAT_OPEN && beat->step->kind == STEP_LIVE;
    bool invites = beat->kind == BEAT_REMIND && beat->step->kind == STEP_LIVE;
    *dealt = opens || invites;
    if (opens)
        return not_begun(context, cohort, beat, row, now, error);
    if (invites)
        return schedule_skip(context_store(context), row->id, "The cohort was paused then.", now, error);
    return !beat_is_of_script(beat) || stands_still(context, beat, row, now, dealt, error);
}
