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
