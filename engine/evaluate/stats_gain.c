/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was gained: by crossed forms, normalised, and kept to a later test; proportions and many p values. */
#include "stats.h"
#include "evaluate_priv.h"

static void add_individual(StatsGain *g, double x, double y, double max)
{
    if (x < max) {
        g->individual += (y - x) / (max - x);
        g->n_individual++;
    }
    bool same = y == x;
    if (same && (x <= 0 || x >= max))
        return;
    g->c += same ? 0 : y > x ? (y - x) / (max - x) : (y - x) / x;
    g->n_c++;
}

StatsGain stats_gain(const double *x, const double *y, int n, double max)
{
    StatsGain g = { .class_gain = NAN, .individual = NAN, .c = NAN };
    double sum_x = 0, sum_y = 0;
    if (!isfinite(max) || max <= 0)
        g.reason = STATS_BAD_VALUE;
    g.individual = g.c = 0;
    for (int i = 0; i < n && g.reason == STATS_OK; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        if (x[i] < 0 || y[i] < 0 || x[i] > max || y[i] > max)
            g.reason = STATS_BAD_VALUE;
        sum_x += x[i];
        sum_y += y[i];
        g.n++;
        add_individual(&g, x[i], y[i], max);
    }
    g.individual = g.reason == STATS_OK && g.n_individual ? g.individual / g.n_individual : NAN;
    g.c = g.reason == STATS_OK && g.n_c ? g.c / g.n_c : NAN;
    if (g.reason == STATS_OK && g.n < 1)
        g.reason = STATS_TOO_FEW;
    else if (g.reason == STATS_OK && sum_x >= g.n * max)
        g.reason = STATS_UNDEFINED;
    if (g.reason == STATS_OK)
        g.class_gain = (sum_y - sum_x) / (g.n * max - sum_x);
    return g;
}

const char *stats_gain_band(double gain)
{
    return isnan(gain) ? "" : gain < .3 ? "low" : gain < .7 ? "medium" : "high";
}

/* Fills counts, means and spreads of the sequences; returns the pooled sum of squares. */
static double crossed_sequences(StatsCrossed *r, const double *gain, const int *sequence, int n)
{
    double within = 0;
    g_autofree double *of = g_new(double, MAX(n, 0) + 1);
    for (int s = 0; s < r->k; s++) {
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (sequence[i] == s && !isnan(gain[i]))
                of[kept++] = gain[i];
        }
        r->n_s[s] = kept;
        r->n += kept;
        r->mean_s[s] = stats_mean(of, kept);
        r->sd_s[s] = stats_sd(of, kept);
        within += stats_squares(of, kept);
    }
    return within;
}

static StatsReason crossed_check(const StatsCrossed *r, double within)
{
    double size = 0;
    for (int s = 0; s < r->k; s++) {
        if (r->n_s[s] < 1)
            return r->n < 1 ? STATS_TOO_FEW : STATS_EMPTY_GROUP;
        size = fmax(size, fabs(r->mean_s[s]));
    }
    if (isinf(within) || isnan(within))
        return STATS_BAD_VALUE;
    if (r->n - r->k < 1)
        return STATS_TOO_FEW;
    return stats_is_flat(sqrt(within / (r->n - r->k)), size) ? STATS_NO_SPREAD : STATS_OK;
}

StatsCrossed stats_crossed(const double *gain, const int *sequence, int n, int k)
{
    StatsCrossed r = {
        .k = k, .estimate = NAN, .sd_within = NAN, .se = NAN, .t = NAN, .df = NAN, .p = NAN, .ci = NO_INTERVAL
    };
    for (int s = 0; s < STATS_MAX_SEQUENCES; s++)
        r.mean_s[s] = r.sd_s[s] = NAN;
    if (k < 1 || k > STATS_MAX_SEQUENCES) {
        r.reason = k < 1 ? STATS_TOO_FEW : STATS_TOO_MANY;
        return r;
    }
    double within = crossed_sequences(&r, gain, sequence, n);
    r.missing = n - r.n;
    r.reason = crossed_check(&r, within);
    if (r.reason == STATS_EMPTY_GROUP || r.reason == STATS_BAD_VALUE || r.n < 1)
        return r;
    double inverse = 0, sum = 0;
    for (int s = 0; s < k; s++) {
        inverse += 1.0 / r.n_s[s];
        sum += r.mean_s[s];
    }
    r.estimate = sum / k; /* stands without a spread, too */
    if (r.reason != STATS_OK)
        return r;
    r.df = r.n - k;
    r.sd_within = sqrt(within / r.df);
    r.se = r.sd_within * sqrt(inverse) / k;
    r.t = r.estimate / r.se;
    r.p = dist_t_two_sided(r.t, r.df);
    r.ci = stats_t_interval(r.estimate, r.se, r.df);
    return r;
}

StatsRetention stats_retention(const double *x, const double *y, const double *z, int n)
{
    StatsRetention r = { .fraction = NAN };
    g_autofree double *rows = g_new(double, 3 * (gsize)MAX(n, 0) + 1);
    for (int i = 0; i < n; i++) {
        rows[3 * i] = x[i];
        rows[3 * i + 1] = y[i];
        rows[3 * i + 2] = z[i];
    }
    g_autofree double *whole = stats_complete(rows, n, 3, &r.n, &r.reason);
    g_autofree double *post = g_new(double, r.n + 1), *later = g_new(double, r.n + 1);
    double gained = 0, kept = 0, size = 0;
    for (int i = 0; i < r.n; i++) {
        gained += whole[3 * i + 1] - whole[3 * i];
        kept += whole[3 * i + 2] - whole[3 * i];
        size += fabs(whole[3 * i]) + fabs(whole[3 * i + 1]);
        post[i] = whole[3 * i + 1];
        later[i] = whole[3 * i + 2];
    }
    r.change = stats_paired_t(post, later, r.n);
    if (r.reason == STATS_OK && r.n < 1)
        r.reason = STATS_TOO_FEW;
    else if (r.reason == STATS_OK && !(gained > 1e-12 * size))
        r.reason = STATS_UNDEFINED; /* nothing was gained that could be kept */
    if (r.reason == STATS_OK)
        r.fraction = kept / gained;
    return r;
}

StatsProportion stats_proportion(int k, int n)
{
    StatsProportion r = { .k = k, .n = n, .p = NAN, .ci = NO_INTERVAL };
    r.reason = k < 0 || n < 0 || k > n ? STATS_BAD_VALUE : n == 0 ? STATS_TOO_FEW : STATS_OK;
    if (r.reason != STATS_OK)
        return r;
    double z = dist_normal_quantile(STATS_LEVEL), p = (double)k / n, below = 1 + z * z / n;
    double middle = (p + z * z / (2 * n)) / below, half = z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / below;
    r.p = p;
    r.ci = (StatsInterval){ k == 0 ? 0 : middle - half, k == n ? 1 : middle + half };
    return r;
}

StatsProportions stats_proportions(int k1, int n1, int k2, int n2)
{
    StatsProportion a = stats_proportion(k1, n1), b = stats_proportion(k2, n2);
    StatsProportions r = {
        .reason = a.reason != STATS_OK ? a.reason : b.reason, .difference = NAN, .z = NAN, .p = NAN, .ci = NO_INTERVAL
    };
    if (r.reason != STATS_OK)
        return r;
    r.difference = a.p - b.p;
    r.ci.low = r.difference - hypot(a.p - a.ci.low, b.ci.high - b.p);
    r.ci.high = r.difference + hypot(a.ci.high - a.p, b.p - b.ci.low);
    double pooled = (double)(k1 + k2) / (n1 + n2), se = sqrt(pooled * (1 - pooled) * (1.0 / n1 + 1.0 / n2));
    if (se > 0) {
        r.z = r.difference / se;
        r.p = dist_normal_two_sided(r.z);
    }
    return r;
}

static int by_p(gconstpointer a, gconstpointer b, gpointer data)
{
    const double *p = data;
    int i = *(const int *)a, j = *(const int *)b;
    return p[i] < p[j] ? -1 : p[i] > p[j] ? 1 : i - j;
}

/* Positions of the p values that are numbers, smallest first. Given. */
static int *ordered(const double *p, int m, int *kept)
{
    int *order = g_new(int, MAX(m, 0) + 1);
    *kept = 0;
    for (int i = 0; i < m; i++) {
        if (!isnan(p[i]))
            order[(*kept)++] = i;
    }
    g_qsort_with_data(order, *kept, sizeof *order, by_p, (gpointer)p);
    return order;
}

void stats_adjust_holm(double *p, int m)
{
    int kept;
    g_autofree int *order = ordered(p, m, &kept);
    double floor = 0;
    for (int i = 0; i < kept; i++) {
        floor = fmax(floor, fmin(1, p[order[i]] * (kept - i)));
        p[order[i]] = floor;
    }
}

void stats_adjust_bh(double *p, int m)
{
    int kept;
    g_autofree int *order = ordered(p, m, &kept);
    double ceiling = 1;
    for (int i = kept - 1; i >= 0; i--) {
        ceiling = fmin(ceiling, p[order[i]] * kept / (i + 1));
        p[order[i]] = ceiling;
    }
}
