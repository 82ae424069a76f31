/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assignment.h - work that is handed in one to one, and its reviews by colleagues, which cannot stall. Every function
 * runs inside the caller's transaction. */
#pragma once
#include "review.h"
#include "tutor.h"
#include "handed.h"

/* Opens an `assignment` for a learner: its words, then how to hand in and until when. */
bool assignment_open(const Tutor *t, const Step *step, const char *key, GError **error);
/* Whether she may hand in now; *closes: when that ends or ended, 0 before she has the task. */
bool assignment_is_open(const Tutor *t, const Step *step, bool *open, int64_t *closes, GError **error);
/* The assignment that she has, may hand in and has not; NULL without error when there is none. Borrowed. */
const Step *assignment_waiting(const Tutor *t, GError **error);
/* A held piece of work that a facilitator lets pass: it counts, its author is told, and after the close it finds
 * reviewers. *mine is false (and nothing happens) when the post is none. */
bool assignment_release(Context *context, Post *post, int64_t now, bool *mine, GError **error);
/* One that she does not let pass, or that its author takes back before anybody reviews it: it is no longer done. */
bool assignment_reject(Context *context, Post *post, const char *why, int64_t now, bool *mine, GError **error);
bool assignment_take_back(const Tutor *t, const Post *post, bool *moved, GError **error);

/* A round of reviews begins for the learner's work: reviewers are found and asked; where as many as the round needs
 * have come, she is told; where none has come by the last one, or nobody can be asked, a facilitator has it. */
bool assignment_round(const Tutor *t, const Step *step, ReviewRound round, GError **error);
/* What a learner has handed in goes to the facilitators in place of reviewers: a private question of hers. */
bool assignment_to_facilitator(const Tutor *t, const Step *step, Post *work, const char *why, GError **error);
/* Those of a room who were asked and have not answered are let go, and others are asked; both are counted (added). */
bool assignment_deal_anew(
    Context *context, int64_t room, const Step *step, int64_t now, int *let_go, int *asked, GError **error);

/* The review that the learner was asked for last and has not given; NULL without error. Given. */
Review *assignment_asked(const Tutor *t, GError **error);
/* Takes a review that she gives (`comment` "" for none), passes on what is enough, and asks for her next. */
bool assignment_reviewed(const Tutor *t, const Review *review, const int *marks, const char *comment, GError **error);
