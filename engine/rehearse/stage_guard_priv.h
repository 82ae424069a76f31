/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_guard_priv.h - what the files of stage_guard share. */
#pragma once
#include "stage_priv.h"

typedef struct {
    Stage *stage;
    GPtrArray *faults;
    const Cohort *cohort;
} Watch;

/* Adds the fault that a phone got `what`, as a sentence with the moment and the words. */
void watch_blame(const Watch *watch, const PlatformBubble *bubble, const char *what);
/* That nobody sees what another wrote for herself, or for the facilitator (stage_guard_words.c). */
void guard_words(const Watch *watch);
/* That a test's key and marks wait until its last sit has closed (stage_guard_tests.c). */
void guard_tests(const Watch *watch, const Plan *plan);
