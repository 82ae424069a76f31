/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests that use only order or only right and wrong: Wilcoxon's two, McNemar, Friedman. */
#include "stats.h"
#include "evaluate_priv.h"

/* Differences of decimal scores miss ties by rounding: what agrees to this part of the data's size is equal. */
#define TIE_TOLERANCE 1e-10

static double largest(const double *x, int n)
{
    double result = 0;
    for (int i = 0; i < n; i++)
        result = fmax(result, fabs(x[i]));
    return result;
}

/* z with the continuity correction towards 0 */
static double corrected(double deviation, double sigma, double step)
{
    return (deviation - copysign(fmin(step, fabs(deviation)), deviation)) / sigma;
}

static void signed_rank_exact(StatsSignedRank *r, const double *ranks)
{
    g_autofree int *twice = g_new(int, r->used);
    for (int i = 0; i < r->used; i++)
        twice[i] = (int)lround(2 * ranks[i]);
    double lower, upper;
    if (dist_signed_rank(twice, r->used, llround(2 * r->w_plus), &lower, &upper))
        r->p_exact = fmin(1, 2 * fmin(lower, upper));
}

static void signed_rank_from(StatsSignedRank *r, const double *d, double tolerance)
{
    g_autofree double *size = g_new(double, r->used), *ranks = g_new(double, r->used);
    for (int i = 0; i < r->used; i++)
        size[i] = fabs(d[i]);
    double ties = stats_midranks(size, r->used, tolerance, ranks), n = r->used;
    r->ties = ties > 0;
    r->w_plus = r->w_minus = 0;
    for (int i = 0; i < r->used; i++)
        *(d[i] > 0 ? &r->w_plus : &r->w_minus) += ranks[i];
    double sigma = sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48), deviation = r->w_plus - n * (n + 1) / 4;
    r->z = deviation / sigma;
    r->z_corrected = corrected(deviation, sigma, .5);
    r->p_normal = dist_normal_two_sided(r->z);
    r->p_normal_corrected = dist_normal_two_sided(r->z_corrected);
    r->rank_biserial = (r->w_plus - r->w_minus) / (r->w_plus + r->w_minus);
    signed_rank_exact(r, ranks);
}

StatsSignedRank stats_signed_rank_within(const double *x, const double *y, int n, double tolerance)
{
    StatsSignedRank r = { .w_plus = NAN,
        .w_minus = NAN,
        .z = NAN,
        .p_normal = NAN,
        .z_corrected = NAN,
        .p_normal_corrected = NAN,
        .p_exact = NAN,
        .rank_biserial = NAN };
    g_autofree double *d = g_new(double, MAX(n, 0) + 1);
    for (int i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i])) {
            r.missing++;
            continue;
        }
        if (isinf(x[i]) || isinf(y[i]))
            r.reason = STATS_BAD_VALUE;
        r.n++;
        if (fabs(y[i] - x[i]) <= tolerance)
            r.zeros++;
        else
            d[r.used++] = y[i] - x[i];
    }
    if (r.reason == STATS_OK && r.used < 1)
        r.reason = r.n < 1 ? STATS_TOO_FEW : STATS_NO_SPREAD;
    if (r.reason == STATS_OK)
        signed_rank_from(&r, d, tolerance);
    return r;
}

StatsSignedRank stats_signed_rank(const double *x, const double *y, int n)
{
    return stats_signed_rank_within(x, y, n, TIE_TOLERANCE * fmax(largest(x, n), largest(y, n)));
}

StatsRankSum stats_rank_sum(const double *x, int n1, const double *y, int n2)
{
    StatsRankSum r = { .w = NAN, .z = NAN, .p = NAN, .z_corrected = NAN, .p_corrected = NAN, .p_exact = NAN };
    g_autofree double *a = stats_present(x, n1, &r.n1, &r.reason), *b = stats_present(y, n2, &r.n2, &r.reason);
    r.missing = n1 - r.n1 + n2 - r.n2;
    if (r.reason == STATS_OK && (r.n1 < 1 || r.n2 < 1))
        r.reason = STATS_EMPTY_GROUP;
    if (r.reason != STATS_OK)
        return r;
    double na = r.n1, nb = r.n2, n = na + nb;
    g_autofree double *all = g_new(double, r.n1 + r.n2), *ranks = g_new(double, r.n1 + r.n2);
    for (int i = 0; i < r.n1 + r.n2; i++)
        all[i] = i < r.n1 ? a[i] : b[i - r.n1];
    double ties = stats_midranks(all, r.n1 + r.n2, TIE_TOLERANCE * largest(all, r.n1 + r.n2), ranks);
    double sigma = sqrt(na * nb / 12 * (n + 1 - ties / (n * (n - 1))));
    r.ties = ties > 0;
    r.w = stats_mean(ranks, r.n1) * na - na * (na + 1) / 2;
    if (!(sigma > 0)) {
        r.reason = STATS_NO_SPREAD;
        return r;
    }
    r.z = (r.w - na * nb / 2) / sigma;
    r.z_corrected = corrected(r.w - na * nb / 2, sigma, .5);
    r.p = dist_normal_two_sided(r.z);
    r.p_corrected = dist_normal_two_sided(r.z_corrected);
    r.p_exact = stats_rank_sum_exact(ranks, r.n1, r.n2);
    return r;
}

StatsMcnemar stats_mcnemar(int b, int c)
{
    StatsMcnemar r = { .chi2 = NAN, .p = NAN, .chi2_corrected = NAN, .p_corrected = NAN, .p_exact = NAN, .p_mid = NAN };
    if (b < 0 || c < 0)
        r.reason = STATS_BAD_VALUE;
    else if (b + c == 0)
        r.reason = STATS_TOO_FEW;
    if (r.reason != STATS_OK)
        return r;
    double difference = fabs((double)b - c), n = (double)b + c;
    r.chi2 = difference * difference / n;
    r.p = dist_chi2_upper(r.chi2, 1);
    double less = fmax(difference - 1, 0);
    r.chi2_corrected = less * less / n;
    r.p_corrected = dist_chi2_upper(r.chi2_corrected, 1);
    double tail = 2 * dist_binomial_cdf(MIN(b, c), b + c, .5);
    r.p_exact = fmin(1, tail);
    r.p_mid = tail - dist_binomial_density(MIN(b, c), b + c, .5);
    return r;
}

StatsFriedman stats_friedman(const double *values, int n, int k)
{
    StatsFriedman r = { .k = k, .chi2 = NAN, .df = NAN, .p = NAN };
    if (k < 2) {
        r.reason = STATS_TOO_FEW;
        return r;
    }
    g_autofree double *rows = stats_complete(values, n, k, &r.n, &r.reason);
    r.missing = n - r.n;
    if (r.reason == STATS_OK && r.n < 2)
        r.reason = STATS_TOO_FEW;
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *ranks = g_new(double, k), *sums = g_new0(double, k);
    double ties = 0;
    for (int i = 0; i < r.n; i++) {
        ties += stats_midranks(rows + i * k, k, TIE_TOLERANCE * largest(rows + i * k, k), ranks);
        for (int j = 0; j < k; j++)
            sums[j] += ranks[j];
    }
    double spread = stats_squares(sums, k), below = (double)r.n * k * (k + 1) - ties / (k - 1);
    if (!(below > 0)) {
        r.reason = STATS_NO_SPREAD;
        return r;
    }
    r.chi2 = 12 * spread / below;
    r.df = k - 1;
    r.p = dist_chi2_upper(r.chi2, r.df);
    return r;
}
