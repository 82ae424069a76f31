/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room_rules.h - a cohort's own ground rules: proposed, voted on until a stated time, and in force when more said yes
 * than no. Each text is a version that stays, with every answer and its time. */
#pragma once
#include "cohort.h"

typedef enum {
    RULES_VOTING,
    RULES_HOLD,
    RULES_DROPPED,  /* most said no, or nobody answered */
    RULES_REPLACED, /* others hold now */
    RULES_STATES
} RulesState;
const char *rules_state_name(RulesState state); /* "voting", "hold", "dropped", "replaced" */
typedef struct {
    int64_t id, cohort, proposed, closes; /* closes: the end of the vote */
    char *text;
    RulesState state;
    int64_t yes, no; /* answers so far, also those after the vote */
} Rules;
void rules_free(Rules *rules);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rules, rules_free)
/* Whether a vote carries. Pure. */
bool rules_carry(int64_t yes, int64_t no);
/* A new version to vote on; it gets its id. */
bool rules_add(Store *store, Rules *rules, GError **error);
/* NULL without error when there is none. Given. */
Rules *rules_get(Store *store, int64_t id, GError **error);
/* The newest of a cohort in a state; NULL without error when there is none. Given. */
Rules *rules_of(Store *store, int64_t cohort, RulesState state, GError **error);
/* Rules *, all versions, oldest first. Given. */
GPtrArray *rules_list(Store *store, int64_t cohort, GError **error);
bool rules_set_state(Store *store, int64_t id, RulesState state, GError **error);
/* A second answer replaces the first. */
bool rules_answer(Store *store, int64_t id, int64_t enrolment, bool yes, int64_t now, GError **error);
/* When a learner answered; 0: not yet. */
bool rules_answered(Store *store, int64_t id, int64_t enrolment, int64_t *at, bool *yes, GError **error);
