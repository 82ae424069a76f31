/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_retest.h - the same test twice with nothing taught between: how far a score repeats itself. */
#pragma once
#include "stats.h"

/* r tells order, ICC(2,1) (two-way random, absolute agreement; Shrout & Fleiss 1979) also shifts; its interval by McGraw &
 * Wong (1996). SEM of agreement = sqrt(occasion variance + error variance) (de Vet et al. 2006); a single learner's change
 * is beyond it only from 1.96 sqrt(2) SEM (`detectable`). A correlation of before and after a course is no retest. */
typedef struct {
    StatsReason reason;
    int n, missing;
    double mean1, mean2, shift, r, icc, sem, detectable;
    StatsInterval r_ci, icc_ci;
} StatsRetest;
StatsRetest stats_retest(const double *first, const double *second, int n);
