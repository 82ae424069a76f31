/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_cluster.h - people who talked together, or were randomised together, are not independent: what that costs. */
#pragma once
#include "stats_model.h"

/* Intraclass correlation of `value` in clusters by one-way analysis of variance, unequal sizes allowed (Donner & Koval
 * 1980): rho = (MSB - MSW) / (MSB + (n0 - 1) MSW), n0 = (N - sum n_i^2 / N) / (k - 1). Interval by F with n0 (Searle
 * 1971, exact for equal sizes). Design effect 1 + (m - 1) rho, m = sum n_i^2 / N, the size of the cluster that an
 * average person is in (equal sizes: their size). Effective n = N / design effect. A negative rho counts as 0 in the
 * design effect. */
typedef struct {
    StatsReason reason; /* TOO_FEW: under 2 clusters, or nobody shares one */
    int n, missing, clusters;
    double n0, mean_size, icc, f, df1, df2, p;
    StatsInterval ci;
    double design_effect, effective_n;
} StatsClustering;
/* cluster[i] from 0, -1 = missing; NaN = missing. */
StatsClustering stats_clustering(const double *value, const int *cluster, int n);

/* Welch's or the pooled t of the cluster means of arm 0 less those of arm 1 (each cluster counts once). The arm of a
 * cluster is that of its first member; BAD_VALUE where a cluster is in two arms. n1 and n2 count clusters. */
StatsTwoSample stats_cluster_t(const double *value, const int *arm, const int *cluster, int n, StatsVariance variance);

/* Bias-reduced errors CR2 with Satterthwaite degrees of freedom (Bell & McCaffrey 2002; Pustejovsky & Tipton 2018,
 * working model of independence) for the least-squares fit of y on x. */
typedef struct {
    StatsReason reason; /* TOO_FEW below 2 clusters; SINGULAR as stats_ols */
    int n, clusters, terms;
    double coef[STATS_MAX_TERMS], se[STATS_MAX_TERMS], df[STATS_MAX_TERMS], t[STATS_MAX_TERMS], p[STATS_MAX_TERMS];
    StatsInterval ci[STATS_MAX_TERMS];
} StatsCr2;
/* Shapes as stats_ols; cluster[i] from 0; nothing may be missing. */
StatsCr2 stats_cr2(const double *x, const double *y, int n, int terms, const int *cluster);
/* The same for weighted least squares, the weights (1 / P(seen), each above 0, else BAD_VALUE) taken as known. They say
 * how many people a row stands for and nothing of its variance: the working model stays independent with equal
 * variances, as clubSandwich takes a weighted lm. NULL: no weights. */
StatsCr2 stats_cr2_weighted(
    const double *x, const double *y, const double *weight, int n, int terms, const int *cluster);
