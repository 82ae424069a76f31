/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cohort_priv.h - what enrolling by a file and by one's own message have in common. */
#pragma once
#include "cohort.h"

/* The room of that name, made when there is none; without a name the first with a free place, or a new one. */
bool cohort_find_room(Store *store, const Cohort *cohort, const char *name, int64_t *room, GError **error);
/* Random; in a simulation drawn from the cohort's seed and `phone` (any text of the person's own), so that a rehearsal
 * repeats to the byte. Given. */
char *cohort_new_study_id(const Cohort *cohort, const char *phone);
/* A person who is to be enrolled: one who was never enrolled gets the id under which exports know her; she is no guest
 * any more. */
bool cohort_settle(Store *store, const Cohort *cohort, int64_t learner, GError **error);
