/* SPDX-License-Identifier: GPL-3.0-or-later */
/* brought.h - cases of their own that learners bring. A case is a post: held until a facilitator approves it, withdrawn
 * when it was returned, shared once it is in the room. */
#pragma once
#include "discussion.h"

typedef struct {
    int64_t post, cohort;
    char *step;
    int64_t closed, note; /* when, and the post that closed it; 0 before */
    char *grey;           /* what the guideline leaves open, or NULL */
} Brought;
void brought_free(Brought *brought);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Brought, brought_free)
/* "waiting", "returned", "open" (in the room) or "closed". */
const char *brought_state(const Brought *brought, const Post *post);

/* Makes a held post a case. */
bool brought_add(Store *store, const Post *post, GError **error);
/* NULL without error when the post is no case. Given. */
Brought *brought_get(Store *store, int64_t post, GError **error);
/* Of a cohort, in the order in which they were brought: Brought *, given. */
GPtrArray *brought_list(Store *store, int64_t cohort, GError **error);
/* Posts of a learner's cases for a step that wait for a decision, oldest first. int64_t, given. */
GArray *brought_waiting(Store *store, int64_t enrolment, const char *step, GError **error);
/* Whether a case of hers for the step is with the room: approved, and not taken back. */
bool brought_stands(Store *store, int64_t enrolment, const char *step, bool *stands, GError **error);
bool brought_close(Store *store, int64_t post, int64_t note, const char *grey, int64_t now, GError **error);

/* Of a held post; any other stays as it is. */
bool post_set_anon(Store *store, int64_t id, bool anon, GError **error);
bool post_reword(Store *store, int64_t id, const char *text, GError **error);
