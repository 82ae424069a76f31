/* SPDX-License-Identifier: GPL-3.0-or-later */
/* handed.h - work that learners hand in for an assignment: a post that nobody sees but its reviewers and the staff. */
#pragma once
#include "discussion.h"

/* What a learner has handed in for a step, or what of it waits for a facilitator; NULL without error when there is
 * nothing. Given. */
Post *work_of(Store *store, int64_t enrolment, const char *step, GError **error);
/* What has been handed in for a step in a room and is still there, in the order in which it came: Post *, given. */
GPtrArray *work_in_room(Store *store, int64_t room, const char *step, GError **error);
/* Of a cohort, for all steps: handed in, waiting for a facilitator, or given to one in place of reviewers (other posts
 * that wait for a facilitator are among them). Post *, given. */
GPtrArray *work_in_cohort(Store *store, int64_t cohort, GError **error);
/* Why work is with the facilitators, as a private question of its author's. */
#define WORK_NO_REVIEW "no review in time"
#define WORK_NOBODY "nobody could be asked"
#define WORK_TAKEN "taken by a facilitator"
bool work_is_with_staff(const Post *post);
/* A private draft is handed in after all: `to` is POST_WORK, or POST_HELD with *why. False *moved when it was none. */
bool work_from_draft(
    Store *store, int64_t post, const char *step, PostState to, const char *why, bool *moved, GError **error);
