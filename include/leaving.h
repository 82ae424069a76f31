/* SPDX-License-Identifier: GPL-3.0-or-later */
/* leaving.h - why a learner left, in one of a few words: asked inside the one message that STOP is answered with. */
#pragma once
#include "store.h"

/* The index-th reason, "no_time"; NULL beyond the last. Pure. */
const char *leaving_reason(guint index);
/* Whether it is one of them. Pure. */
bool leaving_is(const char *reason);
/* Journalled as the learner's own; a second one replaces the first for whoever asks. In the caller's transaction. */
bool leaving_note(Store *store, int64_t learner, int64_t enrolment, const char *reason, int64_t now, GError **error);
/* Whether she left by her own word and has not come back since, and what she said then; *reason (given) is NULL where
 * she said nothing. Whom staff stop has not left by herself. */
bool leaving_said(Store *store, int64_t enrolment, bool *herself, char **reason, GError **error);
