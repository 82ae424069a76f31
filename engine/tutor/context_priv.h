/* SPDX-License-Identifier: GPL-3.0-or-later */
/* context_priv.h - the context from the inside, for its own files. */
#pragma once
#include "context.h"

struct Context {
    Store *store;
    const Vault *vault;
    Library *library;
    const ChannelCaps *caps;
    char *number;
    int keep_days[KEEP_CLASSES];
    bool patients;
    int patients_days;
    int adverts_a_month, adverts_a_day;
    char *public_url;        /* or NULL */
    GHashTable *cohorts;     /* id -> Cohort, of this turn */
    GHashTable *plans;       /* course version -> Plan */
    Guard *guard;            /* made when it is first asked */
    const Guard *shared;     /* another's, in its place; or NULL */
    GHashTable *guard_names; /* course -> GuardNames */
    GArray *left;            /* learner ids, to be recalled */
    int64_t epoch;
    char tag_key[33];
};

/* Names in the cases of a cohort's course, read once; NULL when it cannot be read. */
const GuardNames *context_cases_of(Context *context, int64_t cohort);
