/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule.h - when each part of a course is due for a learner or a room: the plan, the release rules (pure), and the
 * table of what is due. */
#pragma once
#include "cohort.h"
#include "course.h"
#include "store.h"

extern const EmbeddedFile schedule_schema[]; /* its tables, for store_create */

/* A beat is the smallest thing that happens at a time: a step opens, a scene follows, a probe, a summary, a reveal, a
 * close, a reminder. Beats are the course laid flat, in document order. */
typedef enum {
    BEAT_OPEN,    /* the step itself: post, agree, task, prompt of a discussion or poll, intro of a case, opening of a
                     quiz, sit, survey */
    BEAT_SCENE,   /* a scene of a case */
    BEAT_PROBE,   /* of a discussion, when posts are few */
    BEAT_CLOSING, /* reveal of a case, summary of a discussion */
    BEAT_CLOSE,   /* the step's due time has come: quiz, sit, survey, poll, discussion, task; a commit poll shows its
                     spread */
    BEAT_AGAIN,   /* a commit poll is asked once more ... */
    BEAT_AGAIN_CLOSE, /* ... and closes for good */
    BEAT_REVIEW,      /* of an assignment that colleagues review, ".review.2", ".review.3": fewer reviews are enough */
    BEAT_CUE,         /* of a live meeting */
    BEAT_REMIND,      /* a reminder step, repeated up to max */
    BEAT_KINDS
} BeatKind;
typedef struct {
    char *id; /* "m3p1", "m1c1s2", "m1d1.probe1", "m1d1.summary", "pre.close", "pre-r1.2" : unique in the course */
    BeatKind kind;
    const Step *step; /* borrowed from the course; of a reminder: the reminder step */
    const Part *part; /* scene, probe, closing; or NULL */
    const Module *module;
    bool for_room; /* to="room" or "cohort", or inside such a step: one row per room, sent to each member */
    bool to_facilitator;
    int after;    /* index of the beat this one follows, so long (`plus`) after its start; -1: by the step's own rule */
    int64_t plus; /* seconds, of which ... */
    int plus_days; /* ... so many whole days are course days (cohort_after) */
    int previous; /* index of the BEAT_OPEN before it in the module that it waits for when it has no day, time or after;
                     -1 */
} Beat;
typedef struct Plan Plan;
/* Lays the course flat. Borrows the course. */
Plan *plan_new(const Course *course);
void plan_free(Plan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)
int plan_count(const Plan *plan);
const Beat *plan_beat(const Plan *plan, int index);
int plan_find(const Plan *plan, const char *beat_id); /* -1 when absent */
const Course *plan_course(const Plan *plan);
/* The live meeting that a beat is of; NULL for others. Of its script are its cues, what is asked in it, and its end:
 * each comes after the one before, also where that was left out. */
const Step *beat_meeting(const Beat *beat);
bool beat_is_of_script(const Beat *beat);

/* What has happened so far, indexed by beat; for a learner the room's beats too. Times are UTC, 0 = not yet. */
typedef struct {
    int64_t start; /* the beat was released */
    int64_t done;  /* the step is finished for this learner (BEAT_OPEN): answered, completed, closed, or released where
                      nothing is asked */
    double score;  /* fraction, NaN when none */
    bool skipped;
    bool planned; /* a row is there */
    bool missed;  /* a late joiner's: a lesson that the room had before her and she has not been shown yet */
} BeatFact;
typedef enum { RELEASE_AT, RELEASE_WAITING, RELEASE_NEVER } Release;
/* A lesson that the room is given: a post, a case's opening, a scene, a reveal or summary. */
bool schedule_is_lesson(const Beat *beat);
/* The facts as a late joiner has them: `facts` hold the room's, `own` her own rows of the room's lessons (start 0: not
 * shown yet). A lesson that the room has had and she has not is missed and has not happened for her. Pure. */
void schedule_for_late(const Plan *plan, BeatFact *facts, const BeatFact *own);
/* When beat `index` is due for a learner (for_room false) or a room, given the facts (plan_count of them). Pure.
 * The module's release and the beat's own rule must both hold; a step without day, time or after follows the step
 * before it in its module when that is done. For rooms, conditions on what single learners have done are left out of
 * the tree. A close comes `due` after the opening; that of a sit after its nominal opening, the same for the
 * whole cohort (48 h by default). Durations go by cohort_after: days are course days, so what is given in days never
 * falls on a rest day; hours pass on the clock. For a late joiner nothing of her own but consents comes before she
 * was asked for all of them, and no step of her own before the missed lessons above it in its module. */
Release schedule_when(
    const Plan *plan, int index, const Cohort *cohort, const BeatFact *facts, int64_t joined, int64_t *utc);
/* When a step that opened at `opened` closes; 0: never. */
int64_t schedule_closes(const Cohort *cohort, const Step *step, int64_t opened);
/* When an event begins. Its attendance is taken from an hour before to EVENT_BOOK_OPEN seconds after its end. */
#define EVENT_BOOK_OPEN (3 * 60 * 60)
int64_t schedule_event_start(const Cohort *cohort, const Step *event);
/* The nominal opening of a sit for the cohort, and the second at which it closes for everyone. */
void schedule_sit_window(const Plan *plan, const Cohort *cohort, const Step *sit, int64_t *opens, int64_t *closes);
/* When the last sit of a test closes for the whole cohort: before that, no key, score or feedback. 0 when it is never
 * sat. */
int64_t schedule_embargo(const Plan *plan, const Cohort *cohort, const char *test);

/* The table. One row per (enrolment or room, beat) whose time is known. */
typedef enum { DUE_WAITING, DUE_OPEN, DUE_DONE, DUE_SKIPPED, DUE_FAULT, DUE_STATES } DueState;
typedef struct {
    int64_t id, cohort, enrolment, room; /* enrolment 0: the room's own row */
    char *beat;
    DueState state;
    int64_t utc, started, done;
    double score;
    char *reason; /* of skipped or fault */
    char *local;  /* "2026-12-07 12:30 Africa/Harare": what was meant, kept beside the instant */
} Due;
void due_free(Due *due);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Due, due_free)
/* Adds rows for every beat of the subject that has none and whose time is now known (enrolment 0: the room's). Returns
 * how many. */
bool schedule_extend(Store *store, const Plan *plan, const Cohort *cohort, int64_t enrolment, int64_t room,
    int64_t joined, int *added, GError **error);
/* A late joiner's own row of a room's beat, due at `utc`; one that is there is left as it is. */
bool schedule_own(
    Store *store, const Plan *plan, const Cohort *cohort, int64_t enrolment, int beat, int64_t utc, GError **error);
/* Not yet: a waiting row comes later. */
bool schedule_postpone(Store *store, int64_t id, int64_t utc, GError **error);
/* Rows whose time has come, oldest first: Due *, given. Cost follows what is due, not what exists. */
GPtrArray *schedule_due(Store *store, int64_t now, int limit, GError **error);
/* Compare-and-set moves: waiting -> open | done | skipped | fault; open -> done | fault. */
bool schedule_open(Store *store, int64_t id, int64_t now, GError **error);
bool schedule_finish(Store *store, int64_t id, int64_t now, double score, GError **error);
/* Another attempt at what is done: its score, when it is better. */
bool schedule_raise(Store *store, int64_t id, double score, GError **error);
bool schedule_skip(Store *store, int64_t id, const char *reason, int64_t now, GError **error);
bool schedule_fault(Store *store, int64_t id, const char *reason, int64_t now, GError **error);
/* The row of a subject's beat; NULL without error when there is none. Room beats are found by room with enrolment 0. */
Due *schedule_find(Store *store, int64_t enrolment, int64_t room, const char *beat, GError **error);
/* The row by id. */
Due *schedule_get(Store *store, int64_t id, GError **error);
/* Fills plan_count facts for a learner (with the room's) or a room (enrolment 0). */
bool schedule_facts(Store *store, const Plan *plan, int64_t enrolment, int64_t room, BeatFact *facts, GError **error);
/* The same for a late joiner (schedule_for_late). */
bool schedule_late_facts(
    Store *store, const Plan *plan, int64_t enrolment, int64_t room, BeatFact *facts, GError **error);
/* Skips every waiting row of an enrolment. */
bool schedule_cancel(Store *store, int64_t enrolment, const char *reason, int64_t now, GError **error);
/* Skips every waiting row of a cohort. */
bool schedule_cancel_cohort(Store *store, int64_t cohort, const char *reason, int64_t now, GError **error);
/* The cohort's calendar has changed: gives a subject's waiting rows that lie after `now` their new times (the room's
 * with enrolment 0), and tells each that moves. Closes and reminders of what is open move with them, but only later. */
typedef void ScheduleMoved(const char *beat, int64_t from, int64_t to, gpointer data);
bool schedule_replan(Store *store, const Plan *plan, const Cohort *cohort, int64_t enrolment, int64_t room,
    int64_t joined, int64_t now, ScheduleMoved *fn, gpointer data, GError **error);
/* The earliest waiting instant; INT64_MAX when none. */
bool schedule_next(Store *store, int64_t *at, GError **error);
/* Beats of a cohort that wait for an instant in (after, until], by their first; `rows`: rooms or learners. */
typedef bool ComingFn(const char *beat, int64_t utc, int64_t rows, gpointer data);
bool schedule_coming(
    Store *store, int64_t cohort, int64_t after, int64_t until, ComingFn *fn, gpointer data, GError **error);
/* The latest instant at which anything of a cohort was planned or is due, for progress and for closing. */
bool schedule_span(Store *store, int64_t cohort, int64_t *first, int64_t *last, int64_t *waiting, GError **error);
