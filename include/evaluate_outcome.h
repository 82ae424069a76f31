/* SPDX-License-Identifier: GPL-3.0-or-later */
/* evaluate_outcome.h - the outcomes that a plan can name: "gain", "delayed", "kept", "objective:o1", "level:apply".
 * Pure. */
#pragma once
#include <glib.h>

typedef enum {
    OUTCOME_GAIN,      /* post-test less pre-test */
    OUTCOME_DELAYED,   /* delayed test less pre-test */
    OUTCOME_KEPT,      /* delayed test less post-test */
    OUTCOME_OBJECTIVE, /* gain on the questions of one objective */
    OUTCOME_LEVEL,     /* gain on the questions of one level (Bloom) */
    OUTCOMES
} OutcomeKind;
/* Reads "objective:o1" into kind and what follows the colon (given, NULL for none). False when it is no outcome. */
gboolean outcome_read(const char *text, OutcomeKind *kind, char **what);
