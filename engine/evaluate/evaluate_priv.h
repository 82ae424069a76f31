/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums and ranks that the statistics share. */
#pragma once
#include "stats.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STATS_LEVEL 0.975
#define NO_INTERVAL                                                                                                    \
    {                                                                                                                  \
        NAN, NAN                                                                                                       \
    }

/* Values of x that are not NaN, in order; *reason becomes BAD_VALUE at an infinite one. Given. */
double *stats_present(const double *x, int n, int *kept, StatsReason *reason);
/* The same for rows of `columns` values of which none is NaN. Given. */
double *stats_complete(const double *rows, int n, int columns, int *kept, StatsReason *reason);
double stats_mean(const double *x, int n);
/* Sum of squared deviations from the mean, in two passes. */
double stats_squares(const double *x, int n);
double stats_sd(const double *x, int n);
/* Pearson's r; NaN without spread on either side. */
double stats_correlation(const double *x, const double *y, int n);
/* estimate -+ t quantile * se */
StatsInterval stats_t_interval(double estimate, double se, double df);
/* True when values spread no more than rounding does. */
bool stats_is_flat(double sd, double size);
/* Midranks from 1 into `ranks`; values within `tolerance` of their neighbour tie. Returns the sum of t^3 - t over ties.
 */
double stats_midranks(const double *x, int n, double tolerance, double *ranks);
/* Exact two-sided p of the rank sum of the first n1 of n1 + n2 midranks; NaN where the count would take too long. */
double stats_rank_sum_exact(const double *ranks, int n1, int n2);
/* How much of each learner belongs to the upper and to the lower 27 % by total (0 .. 1; the tied at the edge share its
 * places). Returns the size of a group. n >= 1. */
int stats_edge_weights(const double *totals, int n, double *upper, double *lower);
/* For qsort of doubles. */
int stats_ascending(const void *a, const void *b);
/* R's type 7 of sorted values. */
double stats_quantile(const double *sorted, int n, double p);
/* 95 % of a correlation by Fisher's z; NaN below 4 pairs and for r = -1 or 1. */
StatsInterval stats_fisher_interval(double r, int n);
