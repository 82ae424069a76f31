/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lead.h - who opens which discussion of a room: the facilitator, or learners in turn. */
#pragma once
#include "store.h"
#include <glib.h>

/* --- the planner; pure --- */

/* Which of `n` prompts in their order (`weeks`: week of each, from 0) peers lead, so that after each prompt what peers
 * have led differs from the plan by less than one. `shares`: per cent that the facilitator leads, by week; the last
 * holds on. */
void roster_peers(const int *shares, int n_shares, const int *weeks, guint n, bool *peer);
/* One who may lead, and what she has led or is to lead already. */
typedef struct {
    int64_t enrolment;
    int load;
    bool barred; /* has said no to this one */
} Leader;
/* The next to lead: the least laden who is not barred and not `last`, unless she is alone; equals by a draw from
 * `seed`. The index; -1 for none. From equal loads on, loads differ by one at most and nobody leads twice in a row. */
int roster_next(const Leader *list, guint n, int64_t last, uint64_t seed);

/* --- the table --- */

/* planned -> told -> agreed -> turn -> done | missed; back to planned when she says no. */
typedef enum { LEAD_PLANNED, LEAD_TOLD, LEAD_AGREED, LEAD_TURN, LEAD_DONE, LEAD_MISSED, LEAD_STATES } LeadState;
const char *lead_state_name(LeadState state);
typedef struct {
    int64_t id, cohort, room;
    char *step;
    int week;          /* from 0 */
    int64_t at;        /* when it opens, as far as the plan tells */
    bool wanted;       /* a peer is to lead it */
    bool fixed;        /* a person has said who */
    int64_t enrolment; /* 0: the facilitator, or nobody found yet */
    LeadState state;
    int64_t moved; /* when it came to that state */
    int64_t post;  /* her own words, or 0 */
} Lead;
void lead_free(Lead *lead);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lead, lead_free)
/* NULL without error when there is none. */
Lead *lead_find(Store *store, int64_t room, const char *step, GError **error);
Lead *lead_get(Store *store, int64_t id, GError **error);
/* Writes a new one (id 0: gives it one) or what has changed. */
bool lead_put(Store *store, Lead *lead, GError **error);
/* Lead *, given, by time: of a room; of a learner, those that are still to come. */
GPtrArray *lead_list(Store *store, int64_t room, GError **error);
GPtrArray *lead_coming(Store *store, int64_t enrolment, GError **error);
/* She has said no to this one. */
bool lead_refuse(Store *store, int64_t lead, int64_t enrolment, GError **error);
bool lead_refused(Store *store, int64_t lead, int64_t enrolment, bool *refused, GError **error);
