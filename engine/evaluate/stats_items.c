/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classical item analysis. With the small cohorts of a course every figure comes with its n and interval, never a
 * verdict. */
#include "stats_items.h"
#include "evaluate_priv.h"

typedef struct {
    int n, k;
    double *scores; /* complete rows */
    double *totals;
} Table;

static Table table_new(const double *scores, int n, int k, StatsReason *reason)
{
    Table t = { .k = k };
    t.scores = stats_complete(scores, n, k, &t.n, reason);
    t.totals = g_new0(double, t.n + 1);
    for (int i = 0; i < t.n * k; i++)
        t.totals[i / k] += t.scores[i];
    return t;
}

static void table_clear(Table *t)
{
    g_free(t->scores);
    g_free(t->totals);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Table, table_clear)

static void column(const Table *t, int j, double *into)
{
    for (int i = 0; i < t->n; i++)
        into[i] = t->scores[i * t->k + j];
}

/* Alpha over all items but `without` (-1: over all). */
static double alpha_of(const Table *t, int without)
{
    g_autofree double *x = g_new(double, t->n + 1), *rest = g_memdup2(t->totals, sizeof(double) * (t->n + 1));
    int k = t->k - (without >= 0);
    double items = 0;
    for (int j = 0; j < t->k; j++) {
        column(t, j, x);
        if (j != without)
            items += stats_squares(x, t->n);
        for (int i = 0; j == without && i < t->n; i++)
            rest[i] -= x[i];
    }
    double total = stats_squares(rest, t->n);
    if (k < 2 || t->n < 2 || !(total > 1e-12 * t->n))
        return NAN;
    return k / (k - 1.0) * (1 - items / total);
}

/* Mean score of item `x` in the `size` learners with the greatest `key`; the tied at the edge share its places. */
static double edge_mean(const double *x, const double *key, int n, int size)
{
    g_autofree double *sorted = g_memdup2(key, sizeof *key * n);
    double *at = sorted, sum = 0, tied_sum = 0;
    int above = 0, tied = 0;
    for (int i = 1; i < n; i++) { /* insertion: n is a class */
        double v = at[i];
        int j = i;
        for (; j > 0 && at[j - 1] < v; j--)
            at[j] = at[j - 1];
        at[j] = v;
    }
    double edge = at[size - 1];
    for (int i = 0; i < n; i++) {
        bool equal = fabs(key[i] - edge) <= 1e-9;
        if (equal) {
            tied++;
            tied_sum += x[i];
        } else if (key[i] > edge) {
            above++;
            sum += x[i];
        }
    }
    return (sum + tied_sum * (size - above) / tied) / size;
}

static StatsInterval fisher_interval(double r, int n)
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

static void answered(StatsItem *item, const double *scores, int n, int k, int j)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double x = scores[i * k + j];
        if (isnan(x))
            continue;
        if (!(x >= 0 && x <= 1))
            item->reason = STATS_BAD_VALUE;
        sum += x;
        item->n++;
    }
    if (item->reason == STATS_OK && item->n < 1)
        item->reason = STATS_TOO_FEW;
    if (item->reason != STATS_OK)
        return;
    item->facility = sum / item->n;
    item->facility_ci = facility_interval(item->facility, item->n);
}

static void against_total(StatsItem *item, const Table *t, int j)
{
    item->n_complete = t->n;
    if (item->reason != STATS_OK || t->n < 2 || t->k < 2)
        return;
    g_autofree double *x = g_new(double, t->n), *rest = g_new(double, t->n), *low = g_new(double, t->n);
    column(t, j, x);
    for (int i = 0; i < t->n; i++) {
        rest[i] = t->totals[i] - x[i];
        low[i] = -t->totals[i];
    }
    int size = MAX(1, (int)lround(.27 * t->n));
    item->group = size;
    item->upper = edge_mean(x, t->totals, t->n, size);
    item->lower = edge_mean(x, low, t->n, size);
    item->discrimination = item->upper - item->lower;
    item->point_biserial = stats_correlation(x, t->totals, t->n);
    item->corrected = stats_correlation(x, rest, t->n);
    item->corrected_ci = fisher_interval(item->corrected, t->n);
    item->alpha_dropped = t->k > 2 ? alpha_of(t, j) : NAN;
}

bool stats_items(const double *scores, int n, int k, StatsItem *items)
{
    if (n < 1 || k < 1)
        return false;
    StatsReason reason = STATS_OK;
    g_auto(Table) t = table_new(scores, n, k, &reason);
    for (int j = 0; j < k; j++) {
        items[j] = (StatsItem){ .reason = reason,
            .facility = NAN,
            .facility_ci = NO_INTERVAL,
            .group = NAN,
            .upper = NAN,
            .lower = NAN,
            .discrimination = NAN,
            .point_biserial = NAN,
            .corrected = NAN,
            .corrected_ci = NO_INTERVAL,
            .alpha_dropped = NAN };
        answered(&items[j], scores, n, k, j);
        against_total(&items[j], &t, j);
    }
    return true;
}

/* KR-20 and KR-21 take the population variance; only 0/1 scores have them. */
static void kuder_richardson(StatsScale *s, const Table *t)
{
    double pq = 0, k = t->k, population = s->variance * (s->n - 1) / s->n;
    for (int j = 0; j < t->k; j++) {
        double p = 0;
        for (int i = 0; i < t->n; i++) {
            double x = t->scores[i * t->k + j];
            if (x != 0 && x != 1)
                return;
            p += x / t->n;
        }
        pq += p * (1 - p);
    }
    s->kr20 = k / (k - 1) * (1 - pq / population);
    s->kr21 = k / (k - 1) * (1 - s->mean * (k - s->mean) / (k * population));
}

StatsScale stats_scale(const double *scores, int n, int k)
{
    StatsScale s = { .k = k,
        .mean = NAN,
        .variance = NAN,
        .alpha = NAN,
        .alpha_ci = NO_INTERVAL,
        .kr20 = NAN,
        .kr21 = NAN,
        .sem = NAN };
    if (n < 1 || k < 1) {
        s.reason = STATS_TOO_FEW;
        return s;
    }
    g_auto(Table) t = table_new(scores, n, k, &s.reason);
    s.n = t.n;
    if (s.reason == STATS_OK && (t.n < 2 || k < 2))
        s.reason = STATS_TOO_FEW;
    if (s.reason != STATS_OK)
        return s;
    s.mean = stats_mean(t.totals, t.n);
    s.variance = stats_squares(t.totals, t.n) / (t.n - 1);
    if (stats_is_flat(sqrt(s.variance), k)) {
        s.reason = STATS_NO_SPREAD;
        return s;
    }
    s.alpha = alpha_of(&t, -1);
    double df1 = t.n - 1, df2 = df1 * (k - 1);
    s.alpha_ci.low = 1 - (1 - s.alpha) * dist_f_quantile(STATS_LEVEL, df1, df2);
    s.alpha_ci.high = 1 - (1 - s.alpha) * dist_f_quantile(1 - STATS_LEVEL, df1, df2);
    s.sem = sqrt(s.variance * (1 - s.alpha));
    kuder_richardson(&s, &t);
    return s;
}

double stats_spearman_brown(double reliability, double m)
{
    return m > 0 && 1 + (m - 1) * reliability != 0 ? m * reliability / (1 + (m - 1) * reliability) : NAN;
}
