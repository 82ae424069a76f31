/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dist.h - probability distributions: R's own mathlib behind one lock, with every argument checked before, and exact
 * rank sums of our own. Each function answers NaN to an argument outside its domain and never prints. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

double dist_normal_cdf(double z);
double dist_normal_quantile(double p);
/* P(|Z| >= |z|), accurate far out in the tails. */
double dist_normal_two_sided(double z);

/* Student's t with df > 0 (fractions allowed, as Welch needs). */
double dist_t_cdf(double t, double df);
double dist_t_quantile(double p, double df);
double dist_t_two_sided(double t, double df);

/* P(F >= f) and the quantile of the lower tail. */
double dist_f_upper(double f, double df1, double df2);
double dist_f_quantile(double p, double df1, double df2);
/* P(X >= x). */
double dist_chi2_upper(double x, double df);

/* P(X <= k) of X ~ Bin(n, p). */
double dist_binomial_cdf(int64_t k, int64_t n, double p);
/* P(X = k). */
double dist_binomial_density(int64_t k, int64_t n, double p);

/* Noncentral t: P(T_df(ncp) <= t), by integrating over the chi distribution (mathlib's own stops at |ncp| = 37.62).
 * Absolute error below 1e-12 for df >= 1. */
double dist_nct_cdf(double t, double df, double ncp);
/* The noncentrality for which P(T_df(ncp) <= t) = p: the ends of the confidence interval of a standardised mean
 * difference (Steiger & Fouladi 1997). 0 < p < 1. */
double dist_nct_ncp(double t, double df, double p);

/* Gamma(a) / Gamma(b), a and b > 0. */
double dist_gamma_ratio(double a, double b);
/* The exact small-sample factor J of Hedges (1981): Gamma(df/2) / (sqrt(df/2) Gamma((df-1)/2)), df > 1. */
double dist_hedges_j(double df);

/* The largest n that dist_signed_rank takes. */
#define DIST_SIGNED_RANK_MAX 400
/* Exact distribution of the sum of those of n ranks that are positive, each with probability 1/2. Ranks come times two,
 * so that midranks are whole: with ties this is the conditional exact distribution given the ties. Writes P(V <= v) and
 * P(V >= v), v times two as well. False when n is 0 or over the maximum, or a rank is not in 1 .. 2n. */
bool dist_signed_rank(const int *twice_ranks, int n, int64_t twice_v, double *lower, double *upper);
