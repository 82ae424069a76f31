/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From answers to counts, fit of the items, Andersen's test, and two forms on one scale. */
#include "evaluate_priv.h"
#include "rasch_priv.h"

static int total_of(const double *row, int k)
{
    double total = 0;
    for (int j = 0; j < k; j++)
        total += row[j];
    return (int)total;
}

/* Of rows with a total in from .. to. */
static RaschCounts count(const double *rows, int n, int k, int from, int to)
{
    RaschCounts c = { .k = k };
    for (int i = 0; i < n; i++) {
        int total = total_of(rows + (gsize)i * k, k);
        if (total < from || total > to)
            continue;
        c.with_total[total]++;
        for (int j = 0; j < k; j++)
            c.right[j] += rows[(gsize)i * k + j];
    }
    return c;
}

static double people(const RaschCounts *c)
{
    double sum = 0;
    for (int r = 1; r < c->k; r++)
        sum += c->with_total[r];
    return sum;
}

/* An item without a maximum of its own, or -1. */
static int useless_item(const RaschCounts *c)
{
    for (int j = 0; j < c->k; j++)
        if (c->right[j] == 0 || c->right[j] == people(c))
            return j;
    return -1;
}

/* The total that at least half of the used learners do not exceed, as the median of their totals. */
static double median_total(const RaschCounts *c)
{
    double n = people(c), seen = 0, low = NAN;
    for (int r = 1; r < c->k; r++) {
        seen += c->with_total[r];
        if (isnan(low) && seen >= floor((n + 1) / 2))
            low = r;
        if (seen >= floor((n + 2) / 2))
            return (low + r) / 2;
    }
    return low;
}

static void andersen(StatsRasch *r, const RaschCounts *all, const double *rows, int n)
{
    int cut = (int)floor(median_total(all)), above = 0;
    for (int t = cut + 1; t < r->k; t++)
        above += (int)all->with_total[t];
    cut -= above == 0;
    double difficulty[RASCH_ITEMS], se[RASCH_ITEMS], low, high;
    RaschCounts a = count(rows, n, r->k, 1, cut), b = count(rows, n, r->k, cut + 1, r->k - 1);
    if (people(&a) < 2 || people(&b) < 2 || useless_item(&a) >= 0 || useless_item(&b) >= 0)
        return;
    if (!rasch_estimate(&a, difficulty, se, &low) || !rasch_estimate(&b, difficulty, se, &high))
        return;
    r->lr = fmax(0, 2 * (low + high - r->log_likelihood));
    r->lr_df = r->k - 1;
    r->lr_p = dist_chi2_upper(r->lr, r->lr_df);
}

/* Mean squares of the residuals, by item. */
static void fit(const StatsRasch *r, const double *rows, int n, StatsRaschItem *items, const StatsRaschScore *scores)
{
    double variance[RASCH_ITEMS] = { 0 }, squares[RASCH_ITEMS] = { 0 };
    for (int j = 0; j < r->k; j++)
        items[j].outfit = 0;
    for (int i = 0; i < n; i++) {
        const double *row = rows + (gsize)i * r->k;
        int total = total_of(row, r->k);
        if (total < 1 || total >= r->k)
            continue;
        for (int j = 0; j < r->k; j++) {
            double p = 1 / (1 + exp(items[j].difficulty - scores[total].ability)), away = row[j] - p, v = p * (1 - p);
            items[j].outfit += away * away / v / r->n;
            squares[j] += away * away;
            variance[j] += v;
        }
    }
    for (int j = 0; j < r->k; j++)
        items[j].infit = squares[j] / variance[j];
}

static void abilities(const StatsRasch *r, const RaschCounts *c, const double *difficulty, StatsRaschScore *scores)
{
    for (int t = 0; t <= r->k; t++) {
        scores[t] = (StatsRaschScore){ (int)c->with_total[t], NAN, NAN };
        if (t > 0 && t < r->k)
            scores[t].ability = rasch_ability(difficulty, r->k, t, &scores[t].se);
    }
}

static StatsReason check(StatsRasch *r, const RaschCounts *c, int n)
{
    r->n = (int)people(c);
    r->extreme = n - r->n;
    if (r->n < 2)
        return STATS_TOO_FEW;
    r->item = useless_item(c);
    return r->item >= 0 ? STATS_UNDEFINED : STATS_OK;
}

StatsRasch stats_rasch(const double *answers, int n, int k, StatsRaschItem *items, StatsRaschScore *scores)
{
    StatsRasch r = { .k = k, .item = -1, .log_likelihood = NAN, .lr = NAN, .lr_df = NAN, .lr_p = NAN };
    if (k < 3 || k > RASCH_ITEMS) {
        r.reason = k < 3 ? STATS_TOO_FEW : STATS_TOO_MANY;
        return r;
    }
    int kept;
    double difficulty[RASCH_ITEMS], se[RASCH_ITEMS];
    g_autofree double *rows = stats_complete(answers, n, k, &kept, &r.reason);
    r.missing = n - kept;
    for (int j = 0; j < k; j++)
        items[j] = (StatsRaschItem){ NAN, NAN, NAN, NAN, 0 };
    for (gsize i = 0; i < (gsize)kept * k; i++)
        r.reason = rows[i] == 0 || rows[i] == 1 ? r.reason : STATS_BAD_VALUE;
    if (r.reason != STATS_OK)
        return r;
    RaschCounts used = count(rows, kept, k, 1, k - 1), all = count(rows, kept, k, 0, k);
    r.reason = check(&r, &used, kept);
    if (r.reason == STATS_OK && !rasch_estimate(&used, difficulty, se, &r.log_likelihood))
        r.reason = STATS_UNDEFINED;
    if (r.reason != STATS_OK)
        return r;
    for (int j = 0; j < k; j++)
        items[j] = (StatsRaschItem){ difficulty[j], se[j], NAN, NAN, (int)used.right[j] };
    g_autofree StatsRaschScore *own = scores ? NULL : g_new0(StatsRaschScore, k + 1);
    StatsRaschScore *into = scores ? scores : own;
    abilities(&r, &all, difficulty, into);
    fit(&r, rows, kept, items, into);
    andersen(&r, &used, rows, kept);
    return r;
}

StatsLink stats_rasch_link(const StatsRaschItem *first, const StatsRaschItem *second, int anchors)
{
    StatsLink l = { .anchors = anchors, .shift = NAN, .error = NAN, .error_sampling = NAN };
    if (anchors < 2) {
        l.reason = STATS_TOO_FEW;
        return l;
    }
    g_autofree double *apart = g_new(double, anchors);
    double variance = 0;
    for (int i = 0; i < anchors; i++) {
        apart[i] = first[i].difficulty - second[i].difficulty;
        variance += first[i].se * first[i].se + second[i].se * second[i].se;
        if (!isfinite(apart[i]))
            l.reason = STATS_BAD_VALUE;
    }
    if (l.reason != STATS_OK)
        return l;
    l.shift = stats_mean(apart, anchors);
    l.error = stats_sd(apart, anchors) / sqrt(anchors);
    l.error_sampling = sqrt(variance) / anchors;
    return l;
}
