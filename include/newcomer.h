/* SPDX-License-Identifier: GPL-3.0-or-later */
/* newcomer.h - the questions that follow when a learner has joined by her own message, one at a time. */
#pragma once
#include "invitation.h"
#include "tutor.h"

/* Owes `before` (taken; or NULL) and the open question under `key`; when all are over, thanks her and begins the
 * course. A question that has no sense here (the language of a course that has one) is passed over. */
bool newcomer_ask(Tutor *t, Joining *joining, const char *key, char *before, GError **error);
/* The next question. */
bool newcomer_next(Tutor *t, Joining *joining, const char *key, GError **error);
/* What a group of patients must agree to, as she reads it. Given. */
char *newcomer_consent(const Tutor *t);
/* When the course begins for her: a sentence. Given. */
char *newcomer_when(const Tutor *t);
/* The course's title. Borrowed. */
const char *newcomer_title(const Tutor *t);
/* Cadres that are offered: names of their texts ("cadre.nurse"), NULL-ended. What is kept is the part after the point.
 */
const char *const *newcomer_cadres(void);
/* Begins the course of those who left a question open for an hour. They may answer it all the same. */
bool newcomers_begin(Context *context, int64_t now, int limit, int *worked, GError **error);
