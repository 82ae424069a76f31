/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mathlib's standalone build keeps static work space and prints to standard output when it dislikes an argument; so
 * each call is made under one lock and only with arguments it accepts. */
#include "dist.h"

#include <glib.h>
#include <math.h>
#define MATHLIB_STANDALONE
#include <Rmath.h>

static GMutex lock;

static double guarded(bool valid, double (*call)(const double *), const double *args)
{
    if (!valid)
        return NAN;
    g_mutex_lock(&lock);
    double result = call(args);
    g_mutex_unlock(&lock);
    return result;
}

static bool is_probability(double p)
{
    return p >= 0 && p <= 1;
}

static bool is_df(double df)
{
    return isfinite(df) && df > 0;
}

static double call_pnorm(const double *a)
{
    return pnorm(a[0], 0, 1, 1, 0);
}

static double call_qnorm(const double *a)
{
    return qnorm(a[0], 0, 1, 1, 0);
}

static double call_pt(const double *a)
{
    return pt(a[0], a[1], 1, 0);
}

static double call_qt(const double *a)
{
    return qt(a[0], a[1], 1, 0);
}

static double call_pf_upper(const double *a)
{
    return pf(a[0], a[1], a[2], 0, 0);
}

static double call_qf(const double *a)
{
    return qf(a[0], a[1], a[2], 1, 0);
}

static double call_pchisq_upper(const double *a)
{
    return pchisq(a[0], a[1], 0, 0);
}

static double call_pbinom(const double *a)
{
    return pbinom(a[0], a[1], a[2], 1, 0);
}

static double call_dbinom(const double *a)
{
    return dbinom(a[0], a[1], a[2], 0);
}

static double call_lgamma(const double *a)
{
    return lgammafn(a[0]);
}

double dist_normal_cdf(double z)
{
    return guarded(!isnan(z), call_pnorm, &z);
}

double dist_normal_quantile(double p)
{
    return guarded(is_probability(p), call_qnorm, &p);
}

double dist_normal_two_sided(double z)
{
    return 2 * dist_normal_cdf(-fabs(z));
}

double dist_t_cdf(double t, double df)
{
    return guarded(!isnan(t) && is_df(df), call_pt, (double[]){ t, df });
}

double dist_t_quantile(double p, double df)
{
    return guarded(is_probability(p) && is_df(df), call_qt, (double[]){ p, df });
}

double dist_t_two_sided(double t, double df)
{
    return 2 * dist_t_cdf(-fabs(t), df);
}

double dist_f_upper(double f, double df1, double df2)
{
    return guarded(!isnan(f) && is_df(df1) && is_df(df2), call_pf_upper, (double[]){ f, df1, df2 });
}

double dist_f_quantile(double p, double df1, double df2)
{
    return guarded(is_probability(p) && is_df(df1) && is_df(df2), call_qf, (double[]){ p, df1, df2 });
}

double dist_chi2_upper(double x, double df)
{
    return guarded(!isnan(x) && is_df(df), call_pchisq_upper, (double[]){ x, df });
}

double dist_binomial_cdf(int64_t k, int64_t n, double p)
{
    if (k < 0)
        return n >= 0 && is_probability(p) ? 0 : NAN;
    return guarded(n >= 0 && is_probability(p), call_pbinom, (double[]){ (double)k, (double)n, p });
}

double dist_binomial_density(int64_t k, int64_t n, double p)
{
    if (k < 0 || k > n)
        return n >= 0 && is_probability(p) ? 0 : NAN;
    return guarded(is_probability(p), call_dbinom, (double[]){ (double)k, (double)n, p });
}

double dist_gamma_ratio(double a, double b)
{
    if (!is_df(a) || !is_df(b))
        return NAN;
    return exp(guarded(true, call_lgamma, &a) - guarded(true, call_lgamma, &b));
}

double dist_hedges_j(double df)
{
    if (!is_df(df) || df <= 1)
        return NAN;
    return dist_gamma_ratio(df / 2, (df - 1) / 2) / sqrt(df / 2);
}
