/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classical item analysis. With the small cohorts of a course every figure comes with its n and interval, never a
 * verdict. */
#include "stats_items.h"
#include "evaluate_priv.h"

/* Complete rows with their totals, and the sums that all figures come from: two passes over the rows, whatever k. */
typedef struct {
    int n, k;
    const double *scores; /* complete rows; `own` where some were left out */
    double *own, *totals;
    double *mean, *square, *with_total; /* of each item: mean, squared deviations, cross products with the total */
    double total_mean, total_square;
    bool binary;
} Table;

static void table_sums(Table *t)
{
    int k = t->k;
    t->binary = true;
    for (int i = 0; i < t->n; i++) {
        const double *row = t->scores + (gsize)i * k;
        double total = 0;
        for (int j = 0; j < k; j++) {
            total += row[j];
            t->mean[j] += row[j];
            t->binary = t->binary && (row[j] == 0 || row[j] == 1);
        }
        t->totals[i] = total;
        t->total_mean += total;
    }
    for (int j = 0; j < k; j++)
        t->mean[j] /= t->n;
    t->total_mean /= t->n;
    for (int i = 0; i < t->n; i++) {
        const double *row = t->scores + (gsize)i * k;
        double total = t->totals[i] - t->total_mean;
        t->total_square += total * total;
        for (int j = 0; j < k; j++) {
            double d = row[j] - t->mean[j];
            t->square[j] += d * d;
            t->with_total[j] += d * total;
        }
    }
}

static Table table_new(const double *scores, int n, int k, StatsReason *reason)
{
    Table t = { .n = n, .k = k, .scores = scores };
    double probe = 0; /* stays 0 unless something is missing or infinite */
    for (gsize i = 0; i < (gsize)n * k; i++)
        probe += scores[i] * 0;
    if (probe != 0)
        t.scores = t.own = stats_complete(scores, n, k, &t.n, reason);
    t.totals = g_new0(double, t.n + 1);
    t.mean = g_new0(double, k);
    t.square = g_new0(double, k);
    t.with_total = g_new0(double, k);
    if (t.n > 0)
        table_sums(&t);
    return t;
}

static void table_clear(Table *t)
{
    g_free(t->own);
    g_free(t->totals);
    g_free(t->mean);
    g_free(t->square);
    g_free(t->with_total);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

/* Squared deviations of the total without item j. Where little is left of the total, it is summed anew: a difference
 * would be nothing but rounding. */
static double rest_square(const Table *t, int j)
{
    double rest = t->total_square + t->square[j] - 2 * t->with_total[j];
    if (rest > 1e-6 * t->total_square)
        return rest;
    rest = 0;
    for (int i = 0; i < t->n; i++) {
        double d = (t->totals[i] - t->total_mean) - (t->scores[(gsize)i * t->k + j] - t->mean[j]);
        rest += d * d;
    }
    return rest;
}

/* Alpha over all items but `without` (-1: over all). */
static double alpha_of(const Table *t, int without)
{
    int k = t->k - (without >= 0);
    double items = 0, total = without >= 0 ? rest_square(t, without) : t->total_square;
    for (int j = 0; j < t->k; j++)
        items += j == without ? 0 : t->square[j];
    if (k < 2 || t->n < 2 || !(total > 1e-12 * t->n))
        return NAN;
    return k / (k - 1.0) * (1 - items / total);
}

static double correlate(double cross, double square, double mean, double other_square, double other_mean, int n)
{
    if (stats_is_flat(sqrt(square / n), mean) || stats_is_flat(sqrt(other_square / n), other_mean))
        return NAN;
    return CLAMP(cross / sqrt(square * other_square), -1, 1);
}

StatsInterval stats_fisher_interval(double r, int n)
{
    if (n < 4 || !(fabs(r) < 1))
        return (StatsInterval)NO_INTERVAL;
    double z = atanh(r), half = dist_normal_quantile(STATS_LEVEL) / sqrt(n - 3.0);
    return (StatsInterval){ tanh(z - half), tanh(z + half) };
}

/* Wilson's interval for a mean of scores in [0, 1]. */
static StatsInterval facility_interval(double p, int n)
{
    double z = dist_normal_quantile(STATS_LEVEL), below = 1 + z * z / n;
    double middle = (p + z * z / (2 * n)) / below, half = z * sqrt(p * (1 - p) / n + z * z / (4.0 * n * n)) / below;
    return (StatsInterval){ p <= 0 ? 0 : middle - half, p >= 1 ? 1 : middle + half };
}

/* Facility of each item over those who answered it, in one pass over the rows. */
static void answered(StatsItem *items, const double *scores, int n, int k)
{
    g_autofree double *sum = g_new0(double, k);
    for (int i = 0; i < n; i++) {
        const double *row = scores + (gsize)i * k;
        for (int j = 0; j < k; j++) {
            if (isnan(row[j]))
                continue;
            if (!(row[j] >= 0 && row[j] <= 1))
                items[j].reason = STATS_BAD_VALUE;
            sum[j] += row[j];
            items[j].n++;
        }
    }
    for (int j = 0; j < k; j++) {
        StatsItem *item = &items[j];
        if (item->reason == STATS_OK && item->n < 1)
            item->reason = STATS_TOO_FEW;
        if (item->reason != STATS_OK)
            continue;
        item->facility = sum[j] / item->n;
        item->facility_ci = facility_interval(item->facility, item->n);
    }
}

/* Mean score of each item in the upper and in the lower group. */
static void edges(StatsItem *items, const Table *t)
{
    int size = 0;
    g_autofree double *upper = g_new(double, t->n), *lower = g_new(double, t->n), *up = g_new0(double, t->k),
                      *low = g_new0(double, t->k);
    size = stats_edge_weights(t->totals, t->n, upper, lower);
    for (int i = 0; i < t->n; i++) {
        const double *row = t->scores + (gsize)i * t->k;
        for (int j = 0; upper[i] > 0 && j < t->k; j++)
            up[j] += upper[i] * row[j];
        for (int j = 0; lower[i] > 0 && j < t->k; j++)
            low[j] += lower[i] * row[j];
    }
    for (int j = 0; j < t->k; j++) {
        if (items[j].reason != STATS_OK)
            continue;
        items[j].group = size;
        items[j].upper = up[j] / size;
        items[j].lower = low[j] / size;
        items[j].discrimination = items[j].upper - items[j].lower;
    }
}

static void against_total(StatsItem *item, const Table *t, int j)
{
    double rest = rest_square(t, j);
    item->point_biserial = correlate(t->with_total[j], t->square[j], t->mean[j], t->total_square, t->total_mean, t->n);
    item->corrected =
        correlate(t->with_total[j] - t->square[j], t->square[j], t->mean[j], rest, t->total_mean - t->mean[j], t->n);
    item->corrected_ci = stats_fisher_interval(item->corrected, t->n);
    item->alpha_dropped = t->k > 2 ? alpha_of(t, j) : NAN;
}

static void items_from(const Table *t, StatsReason reason, const double *scores, int n, StatsItem *items)
{
    int k = t->k;
    for (int j = 0; j < k; j++)
        items[j] = (StatsItem){ .reason = reason,
            .facility = NAN,
            .facility_ci = NO_INTERVAL,
            .n_complete = t->n,
            .group = NAN,
            .upper = NAN,
            .lower = NAN,
            .discrimination = NAN,
            .point_biserial = NAN,
            .corrected = NAN,
            .corrected_ci = NO_INTERVAL,
            .alpha_dropped = NAN };
    answered(items, scores, n, k);
    if (t->n < 2 || k < 2)
        return;
    edges(items, t);
    for (int j = 0; j < k; j++)
        if (items[j].reason == STATS_OK)
            against_total(&items[j], t, j);
}

/* KR-20 and KR-21 take the population variance; only 0/1 scores have them. */
static void kuder_richardson(StatsScale *s, const Table *t)
{
    double pq = 0, k = t->k, population = s->variance * (s->n - 1) / s->n;
    if (!t->binary)
        return;
    for (int j = 0; j < t->k; j++)
        pq += t->mean[j] * (1 - t->mean[j]);
    s->kr20 = k / (k - 1) * (1 - pq / population);
    s->kr21 = k / (k - 1) * (1 - s->mean * (k - s->mean) / (k * population));
}

static StatsScale scale_none(int k, StatsReason reason)
{
    return (StatsScale){ .reason = reason,
        .k = k,
        .mean = NAN,
        .variance = NAN,
        .alpha = NAN,
        .alpha_ci = NO_INTERVAL,
        .kr20 = NAN,
        .kr21 = NAN,
        .sem = NAN };
}

static StatsScale scale_from(const Table *t, StatsReason reason)
{
    StatsScale s = scale_none(t->k, reason);
    s.n = t->n;
    if (s.reason == STATS_OK && (t->n < 2 || t->k < 2))
        s.reason = STATS_TOO_FEW;
    if (s.reason != STATS_OK)
        return s;
    s.mean = t->total_mean;
    s.variance = t->total_square / (t->n - 1);
    if (stats_is_flat(sqrt(s.variance), t->k)) {
        s.reason = STATS_NO_SPREAD;
        return s;
    }
    s.alpha = alpha_of(t, -1);
    double df1 = t->n - 1, df2 = df1 * (t->k - 1);
    s.alpha_ci.low = 1 - (1 - s.alpha) * dist_f_quantile(STATS_LEVEL, df1, df2);
    s.alpha_ci.high = 1 - (1 - s.alpha) * dist_f_quantile(1 - STATS_LEVEL, df1, df2);
    s.sem = sqrt(s.variance * (1 - s.alpha));
    kuder_richardson(&s, t);
    return s;
}

StatsScale stats_test(const double *scores, int n, int k, StatsItem *items)
{
    if (n < 1 || k < 1)
        return scale_none(k, STATS_TOO_FEW);
    StatsReason reason = STATS_OK;
    g_auto(Table) t = table_new(scores, n, k, &reason);
    if (items)
        items_from(&t, reason, scores, n, items);
    return scale_from(&t, reason);
}

bool stats_items(const double *scores, int n, int k, StatsItem *items)
{
    stats_test(scores, n, k, items);
    return n > 0 && k > 0;
}

StatsScale stats_scale(const double *scores, int n, int k)
{
    return stats_test(scores, n, k, NULL);
}

double stats_spearman_brown(double reliability, double m)
{
    return m > 0 && 1 + (m - 1) * reliability != 0 ? m * reliability / (1 + (m - 1) * reliability) : NAN;
}
