/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tutor.h - what the schedule and the answers of learners both set going: messages owed, questions asked, steps
 * finished. Every function runs inside the caller's transaction. */
#pragma once
#include "context.h"
#include "outbox.h"
#include "quiz.h"

/* One learner at one moment. */
typedef struct {
    Context *context;
    Enrolment *enrolment; /* borrowed */
    const Cohort *cohort;
    const Plan *plan;
    LayoutFor who;
    int64_t now;
} Tutor;
bool tutor_init(Tutor *tutor, Context *context, Enrolment *enrolment, int64_t now, GError **error);
/* The same moment seen from inside a step: its texts may name their module. */
Tutor tutor_in(const Tutor *tutor, const Step *step);

/* "5 March 2026": the local date of an instant in the learner's language. Given. */
char *tutor_date(const Tutor *t, int64_t utc);

/* Owes messages (taken) under "KEY/1", "KEY/2" ...; adding twice is adding once. */
bool tutor_owe(
    const Tutor *t, const char *key, Lane lane, OwedKind kind, const char *step, GPtrArray *messages, GError **error);
/* The same for one message (taken), under "KEY/1". */
bool tutor_owe_one(
    const Tutor *t, const char *key, Lane lane, OwedKind kind, const char *step, Message *message, GError **error);
/* The same for messages that show post `post` of the room. */
bool tutor_owe_post(
    const Tutor *t, const char *key, Lane lane, OwedKind kind, int64_t post, GPtrArray *messages, GError **error);
/* Owes one of the engine's own texts (taken). */
bool tutor_say(const Tutor *t, const char *key, Lane lane, OwedKind kind, char *text, GError **error);
/* The template that asks a learner back, at most one a local day. `title`: what waits. */
bool tutor_knock(const Tutor *t, const char *title, GError **error);

/* A learner's first rows. Also makes the room's rows. */
bool tutor_begin(const Tutor *t, GError **error);
/* The learner has agreed to take the course: a late joiner is from now on given, in the course's order, what the room
 * has had (tutor_late.c). */
bool tutor_agreed(const Tutor *t, GError **error);
/* A late joiner's own row of a room's beat is due: it is shown, or put off while something is on its way to her. */
bool tutor_catch_up(const Tutor *t, const Beat *beat, const Due *row, GError **error);
/* A room's beat reaches a late joiner now, unless lessons above it in its module come first. */
bool tutor_show_late(const Tutor *t, const Beat *beat, int64_t row, GError **error);
/* Rows that have become known for the learner; for the room and all its members. */
bool tutor_extend(const Tutor *t, GError **error);
bool tutor_extend_room(Context *context, int64_t cohort, int64_t room, GError **error);

/* Sends a room's beat to one member; `row` is the room's due row. */
bool tutor_show(const Tutor *t, const Beat *beat, int64_t row, GError **error);
/* The same under another key, once by it; *looks (given, may be NULL) is what she will read. Nothing for a beat that
 * says nothing by itself: a reminder, a test, most closes. */
bool tutor_show_as(const Tutor *t, const Beat *beat, int64_t row, const char *key, char **looks, GError **error);
/* Opens a personal step for the learner and finishes it where nothing is asked. */
bool tutor_open(const Tutor *t, const Beat *beat, const Due *row, GError **error);
/* The learner's own step is done (open or still waiting); rows that hang on it become known. Unknown steps change
 * nothing. */
bool tutor_done(const Tutor *t, const char *step, double score, GError **error);
/* Whether she did anything at a room's step: said a word, voted, confirmed. */
bool tutor_took_part(const Tutor *t, const Step *step, bool *did, GError **error);

/* Asks the next question of an attempt, `feedback` (or NULL) in front, or finishes it. */
bool tutor_ask(const Tutor *t, Attempt *attempt, const char *feedback, GError **error);
/* Asks the question that an open attempt waits for once more, once by `key`; *looks as above. */
bool tutor_ask_again(const Tutor *t, const Attempt *attempt, const char *key, char **looks, GError **error);
/* Ends an attempt by its last answer or its due time, tells the learner, and finishes the step. */
bool tutor_finish(const Tutor *t, Attempt *attempt, AttemptState state, const char *feedback, GError **error);
/* Another attempt at a quiz, when the author allows one and the last was finished. */
bool tutor_retry(const Tutor *t, const Attempt *last, GError **error);
/* The next HH:MM at which digests go, after `now`: midday and evening. */
int64_t tutor_next_digest(const Cohort *cohort, int64_t now);
