/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_boot.h - bootstrap intervals: whole learners, threads or clusters are drawn again with replacement, from a seed. */
#pragma once
#include "stats.h"

/* The statistic of the rows named by rows[0 .. n-1] (a row may come twice); NaN when it cannot be computed on them. */
typedef double StatsStatistic(const int *rows, int n, void *data);

/* Percentile interval (Efron & Tibshirani 1993, ch. 13): the .025 and .975 quantiles, R's type 7, of the statistic over
 * the replicates in which it can be computed. */
typedef struct {
    StatsReason reason;      /* TOO_FEW: below 2 rows or clusters, or under 20 replicates that could be computed */
    int replicates, failed;  /* failed: statistic NaN */
    double estimate, se;     /* of the rows as they are; sd of the replicates */
    StatsInterval ci;
} StatsBootstrap;

/* Draws n rows, or with `cluster` (numbers from 0, else NULL) as many whole clusters as there are. The same seed gives
 * the same interval. */
StatsBootstrap stats_bootstrap(
    StatsStatistic *statistic, void *data, int n, const int *cluster, int replicates, uint64_t seed);

/* Alpha of a test with the bootstrap over learners; rows with a missing value are left out before. */
StatsBootstrap stats_alpha_bootstrap(const double *scores, int n, int k, int replicates, uint64_t seed);
