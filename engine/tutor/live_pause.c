/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In a cohort's pause a meeting stands still: its script would else run on unseen and come in one heap afterwards. It
 * goes on where it stood, if that is soon; a meeting of long ago is not begun, and not carried on. */
#include "live_priv.h"
#include "clock.h"

#define LOOK_AGAIN (5 * MINUTE)

static bool not_begun(
    Context *context, const Cohort *cohort, const Beat *beat, const Due *row, int64_t now, GError **error)
{
    Store *store = context_store(context);
    /* One that began now would run into the night: by day staff may still be told. */
    int64_t over = now + beat->step->minutes * MINUTE + LOOK_AGAIN;
    if (!cohort_quiet_until(cohort, over) && cohort_today(cohort, over) == cohort_today(cohort, now))
        return schedule_postpone(store, row->id, now + LOOK_AGAIN, error);
    return schedule_skip(store, row->id, "The cohort was paused on the day of the meeting.", now, error) &&
           live_tell_missed(context, beat, row, now, error);
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
