/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stage_guard_priv.h - what the files of stage_guard share. */
#pragma once
#include "stage_priv.h"

/* Blamed whatever the engine's tables say, or only if they say so: those are read once all phones have been. */
typedef enum { BLAME_ALWAYS, BLAME_UNLESS_STAFF, BLAME_OF_A_SIT } BlameIf;

typedef struct {
    const Platform *platform;
    const Cohort *cohort;
    const Plan *plan;
    const char *course; /* its XML; borrowed, as all here */
    GArray *findings;   /* Finding */
} Watch;

/* Notes that a phone got `what` (constant), and the words that it is about where there are some (borrowed). */
void watch_blame(
    const Watch *watch, const PlatformBubble *bubble, const char *what, const char *words, BlameIf blame_if);
/* That nobody sees what another wrote for herself, or for the facilitator (stage_guard_words.c). */
void guard_words(const Watch *watch);
/* That a test's key and marks wait until its last sit has closed (stage_guard_tests.c). */
void guard_tests(const Watch *watch);
