/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peer.h - learners who help as facilitators for a while: from one local date to another, both included; it ends by
 * itself. */
#pragma once
#include "cohort.h"

typedef struct {
    int64_t enrolment, from, to, at; /* dates in days since 1970; at: UTC of the next card, INT64_MAX when none */
} Peer;
/* Gives a learner the role, or other dates for it. `to` before `from` takes it away. */
bool peer_set(Store *store, const Cohort *cohort, const Peer *peer, int64_t now, GError **error);
/* False in *found when she never had it. */
bool peer_get(Store *store, int64_t enrolment, Peer *peer, bool *found, GError **error);
/* Whether she has it on a date. */
bool peer_on(Store *store, int64_t enrolment, int64_t date, bool *is, GError **error);
/* Cards whose time has come: Peer, in order. */
GArray *peer_cards_due(Store *store, int64_t now, int limit, GError **error);
/* The card of the next course day within her time, after `now`. */
bool peer_card_later(Store *store, const Cohort *cohort, const Peer *peer, int64_t now, GError **error);
bool peer_card_next(Store *store, int64_t *at, GError **error); /* INT64_MAX when none */
