/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_survival.h - how long until it happened, when for some it had not happened yet: Kaplan-Meier and log-rank. */
#pragma once
#include "stats.h"

typedef struct {
    double time;
    int at_risk, events, censored;
    double survival, se; /* Greenwood */
    StatsInterval ci;    /* on the log scale, as R's survfit */
} StatsKmStep;

/* Quantiles: the first time at which the curve is at or below 1 - q (halfway along a step at just that height); NaN where it
 * never is. The interval of the median inverts the curve's (Brookmeyer & Crowley 1982). */
typedef struct {
    StatsReason reason; /* BAD_VALUE: a negative time, an event that is neither 0 nor 1 */
    int n, missing, events, steps;
    double q1, median, q3;
    StatsInterval median_ci; /* an open end is NaN */
} StatsKm;
/* `event` 1 = it happened at `time`, 0 = not until `time`. `steps` takes up to n distinct times. */
StatsKm stats_km(const double *time, const double *event, int n, StatsKmStep *steps);

#define STATS_MAX_CURVES 12
/* Log-rank test of equal curves (Mantel 1966), group[i] in 0 .. groups - 1, -1 = missing. */
typedef struct {
    StatsReason reason;
    int groups, n[STATS_MAX_CURVES], observed[STATS_MAX_CURVES];
    double expected[STATS_MAX_CURVES], chi2, df, p;
} StatsLogRank;
StatsLogRank stats_log_rank(const double *time, const double *event, const int *group, int n, int groups);
