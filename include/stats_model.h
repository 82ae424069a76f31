/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_model.h - small linear models: least squares by Householder QR, and the analysis of covariance built on it. */
#pragma once
#include "stats.h"

#define STATS_MAX_TERMS 16

/* Coefficients in the order of the columns. */
typedef struct {
    StatsReason reason;
    int n, terms;
    double coef[STATS_MAX_TERMS], se[STATS_MAX_TERMS], t[STATS_MAX_TERMS], p[STATS_MAX_TERMS];
    StatsInterval ci[STATS_MAX_TERMS];
    double robust_se[STATS_MAX_TERMS]; /* by cluster (CR1), NaN without clusters */
    double rss, df, sigma, r2;
    double f, f_df1, f_df2, f_p; /* all terms but the first, which must be the intercept */
} StatsOls;
/* `x` holds n rows of `terms` columns, the first column ones. No missing values here. `cluster` numbers groups from 0,
 * or is NULL. */
StatsOls stats_ols(const double *x, const double *y, int n, int terms, const int *cluster);

/* y = b0 + b1 x + b2 arm 1 + ...: arm 0 is the reference; fit.coef[1] is the slope, fit.coef[1 + a] the adjusted
 * difference of arm a. Rows with a missing value are left out. `slope_*` tests whether the slopes differ between arms
 * (x by arm). */
typedef struct {
    StatsReason reason;
    int missing;
    StatsOls fit;
    double slope_f, slope_df1, slope_df2, slope_p;
} StatsAncova;
StatsAncova stats_ancova(const double *x, const double *y, const int *arm, const int *cluster, int n, int arms);
