/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitate.h - what the people who run a cohort say to its learners: words to a room or a person, answers to
 * questions, corrections. Every function that writes runs inside the caller's transaction. */
#pragma once
#include "context.h"
#include "correction.h"
#include "notice.h"
#include "questions.h"
#include "quiz.h"

#define FACILITATE_TEXT_MAX 3000 /* characters, so that with its head it stays one message */

/* Whom words would reach, in learners, as things stand. */
typedef struct {
    int people;          /* will get them */
    int left_out;        /* never: STOP, removed, no opt-in, or declined the course */
    int consent;         /* of people: once they have agreed to take the course */
    int paused;          /* of people: after their pause */
    int window;          /* of people: with their next message; a knock asks for it */
    int text_only;       /* of people: on the text tier, so a file is only named */
    int64_t quiet_until; /* 0, or when quiet hours end that hold it back */
} Reach;

/* Reads "COHORT", "COHORT/ROOM" or "L42" into cohort, room and enrolment of a notice; BARAZA_ERROR_MISSING or STATE
 * (a learner who may not be written to) otherwise. */
bool facilitate_find(Context *context, const char *to, Notice *notice, GError **error);
/* How learners see one of the staff (0: nobody in particular): *Facilitator*, or her own name where she lets it be
 * shown; *role is what stands in brackets behind it, or NULL. Given. */
char *facilitate_name(Context *context, const char *lang, int64_t staff, const char **role, GError **error);
/* A post as a line of text in a language: "#12 NAME (peer) to #7: text". `role`: "peer", "peer_facilitator",
 * "facilitator" or NULL; reply_number 0: it answers none. Given. */
char *facilitate_line(
    const char *lang, int number, const char *name, const char *role, const char *text, int reply_number);
/* The account of an actor of the journal, "S3"; 0 for others. */
int64_t facilitate_staff(const char *actor);
/* At least one character, at most FACILITATE_TEXT_MAX, and no control characters but new lines. */
bool facilitate_check(const char *text, GError **error);
/* Whom a notice reaches at `at`. */
bool facilitate_reach(Context *context, const Notice *notice, int64_t at, Reach *reach, GError **error);
/* Whether a learner's window is open: what is sent goes without a knock. */
bool facilitate_open(Context *context, int64_t learner, int64_t now, bool *open, GError **error);
/* Sends a notice now: in each room as a numbered post by the facilitator, to each member at once; to one learner
 * privately. *looks (given, may be NULL) is what the first of them gets. Once per notice and learner. */
bool facilitate_deliver(Context *context, const Notice *notice, int64_t now, char **looks, GError **error);
/* A post by the facilitator, sent to each member of the room at once; `post` (room, text, staff, reply_to ...) gets its
 * id and number. */
bool facilitate_post(Context *context, Post *post, int64_t now, char **looks, GError **error);

/* Answers a post of question_list: privately, quoting the question; a question asked in a room is answered in the room.
 * `share`: question without a name, and answer, go to the room too (a question that could name a patient is refused).
 * `staff` is the account that answers, or 0. `again`: although it was answered before. *looks as above. */
bool facilitate_answer(Context *context, const Post *question, int64_t staff, const char *text, bool share, bool again,
    int64_t now, char **looks, GError **error);

/* What a correction did, in learners. */
typedef struct {
    int people;  /* had got the original, and get the correction first of all */
    int pending; /* the original is still on its way to them: the correction follows it */
    int window;  /* of both: with their next message */
    int left_out;
    int64_t told_at; /* of a test's item: when its last sit has closed and its rooms are told; 0 */
} CorrectReach;
/* Keeps the correction (what, kind, text, remedy and cohort set) and sends it: once per learner, quoting the original.
 * Whoever is given the original later gets the correction behind it. */
bool facilitate_correct(
    Context *context, Correction *correction, int64_t now, CorrectReach *reach, char **looks, GError **error);
/* The newest correction of an item that changes its key or retires it; NULL without error when there is none. Given. */
Correction *facilitate_remedy(Context *context, int64_t cohort, const char *item, GError **error);
/* The score of an attempt (0..1, NaN unscored) as it is after corrections; *score as quiz_finish gave it. */
bool facilitate_score(Context *context, const Course *course, const Attempt *attempt, double *score, GError **error);
/* A post's text with what a facilitator corrected about it. Given. */
char *facilitate_post_text(Context *context, const char *lang, const Post *post, GError **error);
