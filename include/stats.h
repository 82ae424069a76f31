/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats.h - the evaluator's statistics of gain: pure functions over plain arrays. NaN is a missing value; what is
 * missing is counted and left out. With any reason but STATS_OK, what could not be computed is NaN. */
#pragma once
#include "dist.h"

typedef enum {
    STATS_OK,
    STATS_TOO_FEW,     /* fewer values than the method needs */
    STATS_NO_SPREAD,   /* all values equal: nothing to compare the mean with */
    STATS_BAD_VALUE,   /* an infinite value, a score over the maximum, a negative count */
    STATS_UNDEFINED,   /* the formula divides by zero here */
    STATS_EMPTY_GROUP, /* a group or sequence without any value */
    STATS_SINGULAR,    /* regression terms that determine each other */
    STATS_TOO_MANY,    /* more than the method takes */
    STATS_REASONS
} StatsReason;
/* "too few values" ... Constant. */
const char *stats_reason_text(StatsReason reason);

/* Intervals are 95 % throughout. */
typedef struct {
    double low, high;
} StatsInterval;

/* Divisor n - 1; quantiles are R's type 7. One value has a mean but no spread (sd NaN, reason OK). */
typedef struct {
    StatsReason reason;
    int n, missing;
    double mean, sd, median, q1, q3, min, max;
    StatsInterval ci; /* t */
} StatsSummary;
StatsSummary stats_summary(const double *x, int n);

/* Paired t of y - x: t = mean(d) / (sd(d) / sqrt n), df n - 1. Pairs with a missing half are left out. */
typedef struct {
    StatsReason reason;
    int n, missing;
    double mean_x, sd_x, mean_y, sd_y, difference, sd_difference, se, r; /* r NaN where x or y has no spread */
    double t, df, p;
    StatsInterval ci;
} StatsPaired;
StatsPaired stats_paired_t(const double *x, const double *y, int n);

/* Two independent groups, difference = mean of the first - mean of the second. */
typedef struct {
    StatsReason reason;
    int n1, n2, missing;
    double mean1, sd1, mean2, sd2, difference, se, t, df, p;
    StatsInterval ci;
} StatsTwoSample;
typedef enum { STATS_POOLED, STATS_WELCH } StatsVariance;
StatsTwoSample stats_two_sample(const double *x, int n1, const double *y, int n2, StatsVariance variance);
/* The same from printed means, standard deviations and sizes. */
StatsTwoSample stats_two_sample_printed(
    double mean1, double sd1, int n1, double mean2, double sd2, int n2, StatsVariance variance);

/* Wilcoxon signed rank of y - x: zeros dropped, midranks; differences that agree to 1e-10 of the data's size are ties.
 * Effect: matched-pairs rank biserial (W+ - W-) / (W+ + W-). */
typedef struct {
    StatsReason reason;
    int n, missing, zeros, used; /* used = n' without zeros */
    bool ties;
    double w_plus, w_minus;
    double z, p_normal;                     /* no continuity correction */
    double z_corrected, p_normal_corrected; /* continuity correction, as R prints by default */
    double p_exact; /* exact; conditional on the ties where there are any. NaN over DIST_SIGNED_RANK_MAX */
    double rank_biserial;
} StatsSignedRank;
StatsSignedRank stats_signed_rank(const double *x, const double *y, int n);
/* The same with ties only within `tolerance`, absolute: 0 does as R does and takes 1.1 + 0.2 and 1.3 for different. */
StatsSignedRank stats_signed_rank_within(const double *x, const double *y, int n, double tolerance);

/* Wilcoxon-Mann-Whitney of two independent groups, normal with ties; W as R counts it (pairs where x is greater). */
typedef struct {
    StatsReason reason;
    int n1, n2, missing;
    bool ties;
    double w, z, p, z_corrected, p_corrected;
    double p_exact; /* P(|W - mean| >= |w - mean|), conditional on the ties; NaN where it would take too long */
} StatsRankSum;
StatsRankSum stats_rank_sum(const double *x, int n1, const double *y, int n2);

/* McNemar: b right before and wrong after, c wrong before and right after. */
typedef struct {
    StatsReason reason; /* TOO_FEW when b + c = 0 */
    double chi2, p, chi2_corrected, p_corrected, p_exact, p_mid;
} StatsMcnemar;
StatsMcnemar stats_mcnemar(int b, int c);

/* Standardised mean changes of y - x; the denominator is in the name. dz: sd of differences. d_av: mean of the two sds.
 * d_rms: root mean square of the two sds. d_rm: dz sqrt(2 (1 - r)). Glass: sd of x. CI of dz from the noncentral t;
 * that of d_av is the same interval times dz -> d_av (the ratio of the sds taken as known). g = J d with the exact J
 * (df n - 1). */
typedef struct {
    StatsReason reason;
    int n;
    double dz, d_av, d_rms, d_rm, glass, j, j_approx, g_z, g_z_approx, g_av;
    StatsInterval dz_ci, d_av_ci, g_z_ci, g_av_ci;
} StatsEffect;
StatsEffect stats_effect(const StatsPaired *paired);

/* Cohen's d of two groups (pooled sd), g = J d (df n1 + n2 - 2); CI by SE^2 = (n1+n2)/(n1 n2) + d^2 / (2 (n1+n2)) and
 * by the noncentral t. */
typedef struct {
    StatsReason reason;
    double d, g;
    StatsInterval ci_normal, ci_noncentral;
} StatsGroupEffect;
StatsGroupEffect stats_group_effect(const StatsTwoSample *sample);

/* Normalised gain of scores out of `max` (Hake 1998; Marx & Cummings 2007). class = (mean y - mean x) / (max - mean x);
 * individual = mean of (y - x) / (max - x) over those below max before; c replaces losses by (y - x) / x, drops x = y =
 * 0 and x = y = max. */
typedef struct {
    StatsReason reason;
    int n, n_individual, n_c;
    double class_gain, individual, c;
} StatsGain;
StatsGain stats_gain(const double *x, const double *y, int n, double max);
/* "low" below .3, "medium", "high" from .7 (Hake's bands). */
const char *stats_gain_band(double gain);

/* Gain with test forms crossed over the occasions. In sequence s (AB, BA; with three forms the rows of a Latin square)
 * the mean gain is true gain + difference in difficulty between its two forms; over all sequences these differences sum
 * to zero, so estimate = mean of the k sequence means, SE = sd_within sqrt(sum 1/n_s) / k, df = n - k, with the pooled
 * within-sequence variance. It equals the intercept of gain on sequence in effect coding. `gain` may hold NaN. */
#define STATS_MAX_SEQUENCES 6
typedef struct {
    StatsReason reason;
    int k, n, missing, n_s[STATS_MAX_SEQUENCES];
    double mean_s[STATS_MAX_SEQUENCES], sd_s[STATS_MAX_SEQUENCES]; /* sd NaN for one learner */
    double estimate, sd_within, se, t, df, p;
    StatsInterval ci;
} StatsCrossed;
StatsCrossed stats_crossed(const double *gain, const int *sequence, int n, int k);

/* Retained part of the gain at a delayed test: (mean z - mean x) / (mean y - mean x) over learners with all three, and
 * the paired change z - y. */
typedef struct {
    StatsReason reason;
    int n;
    double fraction;
    StatsPaired change;
} StatsRetention;
StatsRetention stats_retention(const double *x, const double *y, const double *z, int n);

/* Wilson's interval of k of n. */
typedef struct {
    StatsReason reason;
    int k, n;
    double p;
    StatsInterval ci;
} StatsProportion;
StatsProportion stats_proportion(int k, int n);

/* Difference p1 - p2 of two independent proportions with Newcombe's hybrid score interval (1998, method 10) and the
 * pooled z test. */
typedef struct {
    StatsReason reason;
    double difference, z, p;
    StatsInterval ci;
} StatsProportions;
StatsProportions stats_proportions(int k1, int n1, int k2, int n2);

/* Friedman's rank test: `values` row by row, n rows of k; rows with a missing value are left out; corrected for ties.
 */
typedef struct {
    StatsReason reason;
    int n, missing, k;
    double chi2, df, p;
} StatsFriedman;
StatsFriedman stats_friedman(const double *values, int n, int k);

/* Holm's and Benjamini-Hochberg's adjustment of m p values, in place; NaN stays and is not counted. */
void stats_adjust_holm(double *p, int m);
void stats_adjust_bh(double *p, int m);
