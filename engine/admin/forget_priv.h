/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forget_priv.h - what a learner leaves behind, and its erasure. */
#pragma once
#include "context.h"

/* Posts of all enrolments of a learner: int64_t ids; files (hashes, char *) that they show. */
typedef struct {
    GArray *enrolments, *posts;
    GPtrArray *files;
} Traces;
void traces_free(Traces *traces);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Traces, traces_free)
Traces *traces_of(Store *store, int64_t learner, GError **error);
/* Erases one learner, in the caller's transaction. */
bool forget_person(Context *context, int64_t learner, int64_t now, GError **error);

/* A shorter text stands in messages of others, too. */
#define FORGET_LEAST 12
/* Takes words out of all that others of the cohort were or are to be sent. */
bool forget_quotes(Context *context, const Cohort *cohort, const char *text, int64_t now, GError **error);
/* What `enrolment` was sent under keys that begin with `kind` and the id: what has gone loses its words, and what has
 * not does not go (`withdraw`), or stays. */
bool forget_sent(Store *store, const Cohort *cohort, int64_t enrolment, const char *kind, int64_t id, bool withdraw,
    int64_t now, GError **error);
/* What a senior was sent of her questions, and who asked her of her answers. */
bool forget_asked(Context *context, const Cohort *cohort, int64_t enrolment, int64_t now, GError **error);
/* What reviewers were sent of her work, and what authors were of her reviews. */
bool forget_reviews(Context *context, const Cohort *cohort, int64_t enrolment, int64_t now, GError **error);
