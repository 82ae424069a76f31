/* SPDX-License-Identifier: GPL-3.0-or-later */
/* assignment_priv.h - what handing in, dealing and telling share. */
#pragma once
#include "assignment.h"

/* Finds reviewers for the room's work that is past its close and has too few, and asks them; *asked (may be NULL)
 * counts them. */
bool assignment_deal(Context *context, int64_t room, const Step *step, int64_t now, int *asked, GError **error);
/* Those who were asked to review a piece of work and have left, pause or are silent (`all`: who have not answered) make
 * room for others; *n (may be NULL) counts them. */
bool assignment_let_go(Context *context, const Step *step, int64_t work, bool all, int64_t now, int *n, GError **error);
/* Asks the learner for the next review that waits for her, when none is open. */
bool assignment_ask_next(const Tutor *t, const char *step, GError **error);

/* What a reviewer is sent. Given. */
char *assignment_ask_text(const Tutor *t, const Step *step, const Post *work);
/* What its author is sent of reviews (Review *), all of them given; `more`: after she was told before. Given. */
char *assignment_result_text(const Tutor *t, const Step *step, const GPtrArray *reviews, bool more);
/* "2 3": an example of marks, as a phrase shows it. Given. */
char *assignment_example(const Rubric *rubric);
/* Of the best marks, the share that the medians reach: 0..1; NaN without reviews or rubric. */
double assignment_share(const Course *course, const Step *step, const GPtrArray *reviews);
