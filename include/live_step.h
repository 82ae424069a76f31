/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live_step.h - a live meeting in a room: its invitations, its cues one after the other, who is here, and what goes
 * round while it lasts. Every function that writes runs inside the caller's transaction. */
#pragma once
#include "live.h"
#include "staff.h"
#include "tutor.h"

/* The meeting that goes on in a room; NULL without error when there is none. *started (may be NULL) gets its beginning.
 */
const Step *live_now(Context *context, const Plan *plan, int64_t room, int64_t now, int64_t *started, GError **error);
/* The meeting of a room that has begun and has not ended, also one that waits for a signature long after its time. */
const Step *live_open(Context *context, const Cohort *cohort, int64_t room, int64_t *started, GError **error);
/* The next thing of a meeting's script that has not happened: its waiting row (given), and which beat that is; NULL
 * without error when there is none. */
Due *live_next(Context *context, const Plan *plan, int64_t room, const Step *meeting, int *index, GError **error);
/* A room's beat is due: *dealt when that was all, because it comes too late or waits for a signature, else it goes to
 * the members. Staff are told what concerns them. Beats of other steps are left alone. */
bool live_turn(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error);
/* What a member is sent for a beat of a meeting: Message *, given; none where there is nothing to say to her. */
GPtrArray *live_messages(const Tutor *t, const Beat *beat, int64_t row, OwedKind *kind, GError **error);
/* Whether a message of a step, owed under `key`, is past: an invitation to what has begun (or which the last hour's says
 * again), the word that a meeting begins which is over. Who taps late is not asked to come. */
bool live_is_past(const Tutor *t, const char *step, const char *key, int64_t now, bool *past, GError **error);
/* What is left of the script is left out, and the meeting closes now. */
bool live_end(
    Context *context, int64_t cohort, int64_t room, const Step *meeting, const char *why, int64_t now, GError **error);

/* She takes part from now on: what others write reaches her at once. `how`: "tap" or "said"; *fresh (may be NULL): she
 * was not noted before. */
bool live_here(const Tutor *t, const Step *meeting, const char *how, bool *fresh, GError **error);
/* Something was shared in a room: where a meeting goes on, those who are here are told within moments, several posts
 * together; all others with their digest. */
bool live_spread(Context *context, int64_t cohort, int64_t room, int64_t now, GError **error);
/* The meeting that a reader's posts go round in at once; NULL without error where they wait for her digest. */
const Step *live_reads(const Tutor *t, GError **error);
/* So far apart are two such messages to one reader, in seconds: one in 6 s to one person is what WhatsApp allows. */
#define LIVE_PACE 10

/* --- what the people who run it do (live_run.c); each says why not as BARAZA_ERROR_STATE --- */

/* The meeting of a room that has not begun and is planned for the local day of `now`; NULL without error when there is
 * none. *row (given) is its opening's. */
const Step *live_today(Context *context, const Cohort *cohort, int64_t room, int64_t now, Due **row, GError **error);
/* It begins at `at`, now or later on the same day; its last invitation moves along. */
bool live_begin(Context *context, const Cohort *cohort, const Due *opening, int64_t at, int64_t now, GError **error);
/* The next thing of the script comes now; later by so many minutes; not at all. */
typedef enum { LIVE_COME, LIVE_HOLD, LIVE_SKIP, LIVE_MOVES } LiveHow;
typedef struct {
    LiveHow how;
    int minutes;
    const char *cue; /* which she means: refused when another is next by now; NULL: whatever is */
} LiveMove;
/* *id (given): which that was. */
bool live_move(Context *context, const Cohort *cohort, int64_t room, const Step *meeting, const LiveMove *move,
    int64_t now, char **id, GError **error);
typedef struct {
    const char *cue;
    const char *own;  /* in these words; NULL: as the course has it */
    const char *read; /* how the hash of the course's words begins that she was shown; NULL: not said */
} LiveSigning;
/* Signs a prepared answer with the name of one of the staff, in a room or (0) in all of the cohort where it was not
 * posted yet. Where it waits for that it goes out now. *hash (given) is of what was signed, *rooms how many.
 * BARAZA_ERROR_MISSING where the course has no such answer, STATE where it is not what she was shown. */
bool live_sign(Context *context, const Cohort *cohort, int64_t room, const LiveSigning *what, const Staff *staff,
    int64_t now, char **hash, int *rooms, GError **error);
/* A signature of hers is good: she facilitates or coordinates, and the cohort is hers. */
bool live_may_sign(Context *context, const Staff *staff, int64_t cohort, bool *may, GError **error);
