/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_items.h - what a test's items did: facility, discrimination, reliability; and absolute agreement of ratings. */
#pragma once
#include "stats.h"

/* One item against the total of the test. `scores` in [0, 1]. */
typedef struct {
    StatsReason reason;
    int n;                      /* learners who answered it */
    double facility;            /* mean score: share right for 0/1 items */
    StatsInterval facility_ci;  /* Wilson on the sum of scores */
    int n_complete;             /* learners with every item answered: the lines below */
    double group;               /* size of the upper and of the lower group: 27 % of n_complete, rounded, at least 1 */
    double upper, lower;        /* mean score in the two groups */
    double discrimination;      /* upper - lower */
    double point_biserial;      /* r with the total; NaN for an item that all got right or wrong */
    double corrected;           /* r with the total without this item */
    StatsInterval corrected_ci; /* Fisher's z, from 4 learners */
    double alpha_dropped;       /* alpha of the other items; NaN with fewer than 3 items */
} StatsItem;

/* `scores` holds n rows (learners) of k columns; NaN = not answered. Ties at the edge of a 27 % group: the tied
 * learners share its remaining places equally, so that no order of rows matters. False when n or k is below 1. */
bool stats_items(const double *scores, int n, int k, StatsItem *items);

/* One option of a multiple-choice item: who took it. Shares are of the n learners given. */
typedef struct {
    int n;
    double share, upper, lower; /* upper and lower: among the 27 % with the highest and the lowest totals */
    double point_biserial;      /* r of taking it with the total; NaN when all or nobody took it */
} StatsOption;
/* choice[i] in 0 .. options - 1, or -1 for none; totals without NaN. False below 2 learners or without options. */
bool stats_options(const int *choice, const double *totals, int n, int options, StatsOption *result);

/* The whole test; over learners with every item answered. */
typedef struct {
    StatsReason reason; /* TOO_FEW below 2 learners or 2 items; NO_SPREAD when all totals are equal */
    int n, k;
    double mean, variance;  /* of totals, divisor n - 1 */
    double alpha;           /* k/(k-1) (1 - sum of item variances / total variance) */
    StatsInterval alpha_ci; /* Feldt (1965) */
    double kr20, kr21;      /* population variance; NaN unless all scores are 0 or 1 */
    double sem;             /* sd of totals times sqrt(1 - alpha) */
} StatsScale;
StatsScale stats_scale(const double *scores, int n, int k);

/* Both in one go, for large files; `items` is left alone where n or k is below 1, and may be NULL. */
StatsScale stats_test(const double *scores, int n, int k, StatsItem *items);

/* Reliability of a test m times as long. */
double stats_spearman_brown(double reliability, double m);

/* Intraclass correlations (Shrout & Fleiss 1979): n targets (rows) by k judges, no missing values. */
typedef struct {
    StatsReason reason;
    double icc1, icc2, icc3, icc1k, icc2k, icc3k;
} StatsIcc;
StatsIcc stats_icc(const double *ratings, int n, int k);

/* Agreement of two coders over k categories: `table` k by k, rows the first coder. */
typedef enum { STATS_UNWEIGHTED, STATS_LINEAR, STATS_QUADRATIC } StatsWeights;
typedef struct {
    StatsReason reason;
    double n, observed, expected, kappa;
    double se_simple; /* sqrt(po (1 - po) / (n (1 - pe)^2)); unweighted only */
    StatsInterval ci; /* Fleiss, Cohen & Everitt (1969) */
    double pabak;     /* (k po - 1) / (k - 1): where all categories were as common */
} StatsKappa;
StatsKappa stats_kappa(const double *table, int k, StatsWeights weights);

/* Fleiss' kappa: n subjects by k categories of counts, the same number of raters in each row. */
typedef struct {
    StatsReason reason;
    double observed, expected, kappa;
} StatsFleiss;
StatsFleiss stats_fleiss(const double *counts, int n, int k);

/* Krippendorff's alpha: raters (rows) by units, NaN = not coded. Units with fewer than two codes are left out. */
typedef enum { STATS_NOMINAL, STATS_ORDINAL, STATS_INTERVAL, STATS_RATIO } StatsLevel;
typedef struct {
    StatsReason reason;
    int pairable;
    double alpha;
} StatsKrippendorff;
StatsKrippendorff stats_krippendorff(const double *values, int raters, int units, StatsLevel level);

/* How evenly `x` (posts of each enrolled learner, zeros included) is spread. */
typedef struct {
    StatsReason reason; /* UNDEFINED when all are zero */
    int n, zeros;
    double total, gini, gini_corrected; /* times n / (n - 1) */
    double top_tenth;                   /* share of the total by the busiest tenth, rounded up to whole people */
    int half;                           /* smallest number of people who wrote half of it */
    double entropy;                     /* normalised to 1 for perfect evenness */
} StatsSpread;
StatsSpread stats_spread(const double *x, int n);
/* The Lorenz curve: the `people` (share of them) who have least hold `share` of the total. */
typedef struct {
    double people, share;
} StatsLorenz;
/* Writes one point for each value of x that is not NaN and returns how many; 0 where stats_spread has no answer. */
int stats_lorenz(const double *x, int n, StatsLorenz *points);
