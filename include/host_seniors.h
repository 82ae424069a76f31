/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host_seniors.h - "ask a senior": a private question goes, by its author's own tap, to one member of higher rank in
 * her room who agreed to be asked; what is not answered in that one's hours is the facilitator's again. Every function
 * runs inside the caller's transaction. */
#pragma once
#include "host.h"
#include "seniors.h"

/* Whom a learner may ask: a senior of her room who agreed, takes part and is not paused, has no other question to
 * answer, and between whom and her nothing is blocked; of several the one asked longest ago. `only`: this enrolment or
 * nobody; 0: any. NULL without error when there is none: always where the cohort has it off, in a group of patients,
 * and for a senior or observer. *hours: active hours that the senior has. Given. */
Enrolment *host_senior_for(const Tutor *t, int64_t only, int *hours, GError **error);
/* A private question of hers (POST_QUESTION, with words) is put to that senior, and leaves the facilitator's queue.
 * False *put when it is no such question any more, or was put to a senior before. */
bool host_senior_put(const Tutor *t, const Post *question, Enrolment *senior, int hours, bool *put, GError **error);
/* The facilitator gets the question after all; `state` says why, and its author is told unless she did it herself. */
bool host_senior_give_back(Context *context, Asked *asked, AskedState state, int64_t now, GError **error);
/* A senior's words (`answer`, a post of hers) go to its author, in private, who may share them. */
bool host_senior_answer(const Tutor *senior, Asked *asked, const Post *question, const Post *answer, GError **error);
