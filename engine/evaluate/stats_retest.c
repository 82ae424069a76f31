/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats_retest.h"
#include "evaluate_priv.h"
#include "stats_items.h"

typedef struct {
    double rows, occasions, error; /* mean squares */
} Squares;

static Squares squares_of(const double *pairs, int n)
{
    g_autofree double *row = g_new(double, n);
    double occasion[2] = { 0 };
    for (int i = 0; i < n; i++) {
        row[i] = (pairs[2 * i] + pairs[2 * i + 1]) / 2;
        occasion[0] += pairs[2 * i] / n;
        occasion[1] += pairs[2 * i + 1] / n;
    }
    double total = stats_squares(pairs, 2 * n), rows = 2 * stats_squares(row, n), of = n * stats_squares(occasion, 2);
    return (Squares){ rows / (n - 1), of, fmax(0, total - rows - of) / (n - 1) };
}

/* McGraw & Wong's interval of ICC(A,1), k = 2. */
static StatsInterval icc_interval(const Squares *s, double icc, int n)
{
    double k = 2, fj = s->occasions / s->error, a = k * icc * fj, b = n * (1 + (k - 1) * icc) - k * icc;
    double v = (k - 1) * (n - 1) * (a + b) * (a + b) / ((n - 1) * a * a + b * b);
    double upper = dist_f_quantile(STATS_LEVEL, n - 1, v), lower = dist_f_quantile(STATS_LEVEL, v, n - 1),
           rest = k * s->occasions + (k * n - k - n) * s->error;
    return (StatsInterval){ n * (s->rows - upper * s->error) / (upper * rest + n * s->rows),
        n * (lower * s->rows - s->error) / (rest + n * lower * s->rows) };
}

StatsRetest stats_retest(const double *first, const double *second, int n)
{
    StatsRetest r = { .mean1 = NAN,
        .mean2 = NAN,
        .shift = NAN,
        .r = NAN,
        .icc = NAN,
        .sem = NAN,
        .detectable = NAN,
        .r_ci = NO_INTERVAL,
        .icc_ci = NO_INTERVAL };
    StatsPaired t = stats_paired_t(first, second, n);
    r.n = t.n;
    r.missing = t.missing;
    r.reason = t.reason == STATS_NO_SPREAD ? STATS_OK : t.reason;
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *both = g_new(double, 2 * n);
    for (int i = 0; i < n; i++) {
        both[2 * i] = first[i];
        both[2 * i + 1] = second[i];
    }
    int kept;
    g_autofree double *pairs = stats_complete(both, n, 2, &kept, &r.reason);
    r.mean1 = t.mean_x;
    r.mean2 = t.mean_y;
    r.shift = t.difference;
    r.r = t.r;
    r.r_ci = stats_fisher_interval(r.r, kept);
    r.icc = stats_icc(pairs, kept, 2).icc2;
    if (isnan(r.icc)) {
        r.reason = STATS_NO_SPREAD;
        return r;
    }
    Squares s = squares_of(pairs, kept);
    r.sem = sqrt(fmax(0, (s.occasions - s.error) / kept) + s.error);
    r.detectable = 1.96 * sqrt(2) * r.sem;
    if (s.error > 0)
        r.icc_ci = icc_interval(&s, r.icc, kept);
    return r;
}
