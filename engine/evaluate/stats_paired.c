/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means compared: in the same people, between two groups, and both as standardised effects. */
#include "stats.h"
#include "evaluate_priv.h"

static void paired_from(StatsPaired *r, const double *pairs)
{
    g_autofree double *x = g_new(double, r->n), *y = g_new(double, r->n), *d = g_new(double, r->n);
    for (int i = 0; i < r->n; i++) {
        x[i] = pairs[2 * i];
        y[i] = pairs[2 * i + 1];
        d[i] = y[i] - x[i];
    }
    r->mean_x = stats_mean(x, r->n);
    r->mean_y = stats_mean(y, r->n);
    r->sd_x = stats_sd(x, r->n);
    r->sd_y = stats_sd(y, r->n);
    r->r = stats_correlation(x, y, r->n);
    r->difference = stats_mean(d, r->n);
    r->sd_difference = stats_sd(d, r->n);
}

StatsPaired stats_paired_t(const double *x, const double *y, int n)
{
    StatsPaired r = { .mean_x = NAN,
        .sd_x = NAN,
        .mean_y = NAN,
        .sd_y = NAN,
        .difference = NAN,
        .sd_difference = NAN,
        .se = NAN,
        .r = NAN,
        .t = NAN,
        .df = NAN,
        .p = NAN,
        .ci = NO_INTERVAL };
    g_autofree double *both = g_new(double, 2 * (gsize)MAX(n, 0) + 1);
    for (int i = 0; i < n; i++) {
        both[2 * i] = x[i];
        both[2 * i + 1] = y[i];
    }
    g_autofree double *pairs = stats_complete(both, n, 2, &r.n, &r.reason);
    r.missing = n - r.n;
    if (r.reason == STATS_OK && r.n < 2)
        r.reason = STATS_TOO_FEW;
    if (r.reason != STATS_OK)
        return r;
    paired_from(&r, pairs);
    if (stats_is_flat(r.sd_difference, fmax(fabs(r.mean_x), fabs(r.mean_y)))) {
        r.reason = STATS_NO_SPREAD; /* the means and their difference stand */
        return r;
    }
    r.se = r.sd_difference / sqrt(r.n);
    r.df = r.n - 1;
    r.t = r.difference / r.se;
    r.p = dist_t_two_sided(r.t, r.df);
    r.ci = stats_t_interval(r.difference, r.se, r.df);
    return r;
}

StatsTwoSample stats_two_sample_printed(
    double mean1, double sd1, int n1, double mean2, double sd2, int n2, StatsVariance variance)
{
    StatsTwoSample r = { .n1 = n1,
        .n2 = n2,
        .mean1 = mean1,
        .sd1 = sd1,
        .mean2 = mean2,
        .sd2 = sd2,
        .difference = mean1 - mean2,
        .se = NAN,
        .t = NAN,
        .df = NAN,
        .p = NAN,
        .ci = NO_INTERVAL };
    if (n1 < 1 || n2 < 1)
        r.reason = STATS_EMPTY_GROUP;
    else if (n1 < 2 || n2 < 2)
        r.reason = STATS_TOO_FEW;
    else if (!isfinite(mean1) || !isfinite(mean2) || !(sd1 >= 0) || !(sd2 >= 0) || isinf(sd1) || isinf(sd2))
        r.reason = STATS_BAD_VALUE;
    else if (stats_is_flat(fmax(sd1, sd2), fmax(fabs(mean1), fabs(mean2))))
        r.reason = STATS_NO_SPREAD;
    if (r.reason != STATS_OK)
        return r;
    double a = sd1 * sd1 / n1, b = sd2 * sd2 / n2;
    if (variance == STATS_WELCH) {
        r.se = sqrt(a + b);
        r.df = (a + b) * (a + b) / (a * a / (n1 - 1) + b * b / (n2 - 1));
    } else {
        r.df = n1 + n2 - 2;
        r.se = sqrt(((n1 - 1) * sd1 * sd1 + (n2 - 1) * sd2 * sd2) / r.df * (1.0 / n1 + 1.0 / n2));
    }
    r.t = r.difference / r.se;
    r.p = dist_t_two_sided(r.t, r.df);
    r.ci = stats_t_interval(r.difference, r.se, r.df);
    return r;
}

StatsTwoSample stats_two_sample(const double *x, int n1, const double *y, int n2, StatsVariance variance)
{
    int kept1, kept2;
    StatsReason reason = STATS_OK;
    g_autofree double *a = stats_present(x, n1, &kept1, &reason), *b = stats_present(y, n2, &kept2, &reason);
    StatsTwoSample r = stats_two_sample_printed(
        stats_mean(a, kept1), stats_sd(a, kept1), kept1, stats_mean(b, kept2), stats_sd(b, kept2), kept2, variance);
    r.missing = n1 - kept1 + n2 - kept2;
    if (reason != STATS_OK)
        r.reason = reason;
    return r;
}

static StatsInterval scaled(StatsInterval ci, double factor)
{
    return (StatsInterval){ ci.low * factor, ci.high * factor };
}

StatsEffect stats_effect(const StatsPaired *paired)
{
    const StatsPaired *d = paired;
    StatsEffect e = { .reason = d->reason,
        .n = d->n,
        .dz = NAN,
        .d_av = NAN,
        .d_rms = NAN,
        .d_rm = NAN,
        .glass = NAN,
        .j = NAN,
        .j_approx = NAN,
        .g_z = NAN,
        .g_z_approx = NAN,
        .g_av = NAN,
        .dz_ci = NO_INTERVAL,
        .d_av_ci = NO_INTERVAL,
        .g_z_ci = NO_INTERVAL,
        .g_av_ci = NO_INTERVAL };
    if (e.reason == STATS_OK && d->n < 3)
        e.reason = STATS_TOO_FEW;
    if (e.reason != STATS_OK)
        return e;
    e.dz = d->difference / d->sd_difference;
    e.dz_ci = (StatsInterval){ dist_nct_ncp(d->t, d->df, STATS_LEVEL) / sqrt(d->n),
        dist_nct_ncp(d->t, d->df, 1 - STATS_LEVEL) / sqrt(d->n) };
    double average = (d->sd_x + d->sd_y) / 2;
    e.d_av = d->difference / average;
    e.d_av_ci = scaled(e.dz_ci, d->sd_difference / average);
    e.d_rms = d->difference / sqrt((d->sd_x * d->sd_x + d->sd_y * d->sd_y) / 2);
    e.d_rm = e.dz * sqrt(2 * (1 - d->r));
    if (!stats_is_flat(d->sd_x, d->mean_x))
        e.glass = d->difference / d->sd_x;
    e.j = dist_hedges_j(d->df);
    e.j_approx = 1 - 3 / (4 * d->df - 1);
    e.g_z = e.j * e.dz;
    e.g_z_approx = e.j_approx * e.dz;
    e.g_av = e.j * e.d_av;
    e.g_z_ci = scaled(e.dz_ci, e.j);
    e.g_av_ci = scaled(e.d_av_ci, e.j);
    return e;
}

StatsGroupEffect stats_group_effect(const StatsTwoSample *sample)
{
    StatsGroupEffect e = {
        .reason = sample->reason, .d = NAN, .g = NAN, .ci_normal = NO_INTERVAL, .ci_noncentral = NO_INTERVAL
    };
    if (e.reason != STATS_OK)
        return e;
    double n1 = sample->n1, n2 = sample->n2, df = n1 + n2 - 2;
    double pooled = sqrt(((n1 - 1) * sample->sd1 * sample->sd1 + (n2 - 1) * sample->sd2 * sample->sd2) / df);
    double scale = sqrt((n1 + n2) / (n1 * n2));
    e.d = sample->difference / pooled;
    e.g = dist_hedges_j(df) * e.d;
    double half = dist_normal_quantile(STATS_LEVEL) * sqrt(scale * scale + e.d * e.d / (2 * (n1 + n2)));
    e.ci_normal = (StatsInterval){ e.d - half, e.d + half };
    e.ci_noncentral = (StatsInterval){ dist_nct_ncp(e.d / scale, df, STATS_LEVEL) * scale,
        dist_nct_ncp(e.d / scale, df, 1 - STATS_LEVEL) * scale };
    return e;
}
