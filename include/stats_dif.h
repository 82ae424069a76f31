/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_dif.h - does an item treat two groups of the same ability alike: Mantel-Haenszel. */
#pragma once
#include "stats.h"

/* Common odds ratio of being right, reference over focal, in strata of equal total (Mantel & Haenszel 1959; Holland & Thayer
 * 1988). chi2 with continuity correction, as R's mantelhaen.test; interval of the ratio by the variance of Robins, Breslow &
 * Greenland (1986). delta = -2.35 ln(ratio): below 0 the item is harder for the focal group. */
typedef struct {
    StatsReason reason; /* TOO_FEW: no stratum holds both groups; UNDEFINED: ratio 0 or infinite */
    int n_reference, n_focal, strata; /* strata that tell something */
    double odds_ratio, chi2, p, delta, delta_se;
    StatsInterval ci;
    char level; /* 'A' negligible, 'B' moderate, 'C' large (ETS: C over 1.5 and surely over 1; A under 1 or not
                   significant); 0 where it cannot be told */
} StatsDif;
/* scores 0/1 (NaN = missing, left out); focal 0 or 1, -1 = missing; matched on `total` (NaN = missing). */
StatsDif stats_dif(const double *score, const double *total, const int *focal, int n);
