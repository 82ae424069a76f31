/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who talks how much: over all who were enrolled, the silent included. */
#include "stats_items.h"
#include "evaluate_priv.h"

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
    qsort(sorted, s.n, sizeof *sorted, stats_ascending);
    shares(&s, sorted);
    return s;
}

int stats_lorenz(const double *x, int n, StatsLorenz *points)
{
    StatsReason reason = STATS_OK;
    int kept;
    double total = 0, sum = 0;
    g_autofree double *sorted = stats_present(x, n, &kept, &reason);
    qsort(sorted, kept, sizeof *sorted, stats_ascending);
    for (int i = 0; i < kept; i++)
        total += sorted[i];
    if (reason != STATS_OK || kept < 1 || sorted[0] < 0 || !(total > 0))
        return 0;
    for (int i = 0; i < kept; i++) {
        sum += sorted[i];
        points[i] = (StatsLorenz){ (i + 1.0) / kept, sum / total };
    }
    return kept;
}
