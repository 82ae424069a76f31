/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who talks how much: over all who were enrolled, the silent included. */
#include "stats_items.h"
#include "evaluate_priv.h"

static int ascending(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void shares(StatsSpread *s, const double *sorted)
{
    double weighted = 0, sum = 0, entropy = 0;
    int tenth = (s->n + 9) / 10;
    s->top_tenth = 0;
    for (int i = 0; i < s->n; i++) {
        double share = sorted[i] / s->total;
        weighted += (i + 1) * sorted[i];
        entropy -= share > 0 ? share * log(share) : 0;
        if (i >= s->n - tenth)
            s->top_tenth += share;
    }
    while (s->half < s->n && sum < s->total / 2)
        sum += sorted[s->n - 1 - s->half++];
    s->gini = 2 * weighted / (s->n * s->total) - (s->n + 1.0) / s->n;
    s->gini_corrected = s->n > 1 ? s->gini * s->n / (s->n - 1) : NAN;
    s->entropy = s->n > 1 ? entropy / log(s->n) : NAN;
}

StatsSpread stats_spread(const double *x, int n)
{
    StatsSpread s = { .total = NAN, .gini = NAN, .gini_corrected = NAN, .top_tenth = NAN, .entropy = NAN };
    g_autofree double *sorted = stats_present(x, n, &s.n, &s.reason);
    if (s.reason == STATS_OK && s.n < 1)
        s.reason = STATS_TOO_FEW;
    s.total = s.n < 1 ? NAN : 0;
    for (int i = 0; i < s.n; i++) {
        if (sorted[i] < 0)
            s.reason = STATS_BAD_VALUE;
        s.zeros += sorted[i] == 0;
        s.total += sorted[i];
    }
    if (s.reason == STATS_OK && !(s.total > 0))
        s.reason = STATS_UNDEFINED;
    if (s.reason != STATS_OK)
        return s;
    qsort(sorted, s.n, sizeof *sorted, ascending);
    shares(&s, sorted);
    return s;
}
