/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Krippendorff's alpha: 1 - observed / expected disagreement over the coincidences of pairable codes. */
#include "stats_items.h"
#include "evaluate_priv.h"

typedef struct {
    StatsLevel level;
    int k;            /* different codes */
    double *value;    /* ascending */
    double *count;    /* pairable codes of each value */
    double *together; /* coincidences, k by k */
} Codes;

static double distance(const Codes *c, int i, int j)
{
    double a = c->value[i], b = c->value[j], between = 0;
    switch (c->level) {
    case STATS_NOMINAL:
        return i != j;
    case STATS_ORDINAL:
        for (int m = MIN(i, j); m <= MAX(i, j); m++)
            between += c->count[m];
        between -= (c->count[i] + c->count[j]) / 2;
        return i == j ? 0 : between * between;
    case STATS_INTERVAL:
        return (a - b) * (a - b);
    case STATS_RATIO:
        return i == j ? 0 : (a - b) * (a - b) / ((a + b) * (a + b));
    }
    return NAN;
}

static int place(const Codes *c, double value)
{
    int i = 0;
    while (c->value[i] < value)
        i++;
    return i;
}

/* Collects the different values. */
static StatsReason collect(Codes *c, const double *values, int cells)
{
    for (int i = 0; i < cells; i++) {
        if (isinf(values[i]))
            return STATS_BAD_VALUE;
        if (!isnan(values[i]))
            c->value[c->k++] = values[i];
    }
    qsort(c->value, c->k, sizeof *c->value, stats_ascending);
    int kept = 0;
    for (int i = 0; i < c->k; i++) {
        if (kept == 0 || c->value[i] > c->value[kept - 1])
            c->value[kept++] = c->value[i];
    }
    c->k = kept;
    return kept > 0 && c->level == STATS_RATIO && c->value[0] < 0 ? STATS_BAD_VALUE : STATS_OK;
}

/* One unit's codes: each ordered pair of different raters weighs 1 / (codes - 1). */
static int pair_unit(Codes *c, const double *values, int raters, int units, int u)
{
    int codes = 0;
    for (int a = 0; a < raters; a++)
        codes += !isnan(values[a * units + u]);
    if (codes < 2)
        return 0;
    for (int a = 0; a < raters; a++) {
        if (isnan(values[a * units + u]))
            continue;
        int i = place(c, values[a * units + u]);
        c->count[i]++;
        for (int b = 0; b < raters; b++) {
            if (b != a && !isnan(values[b * units + u]))
                c->together[i * c->k + place(c, values[b * units + u])] += 1.0 / (codes - 1);
        }
    }
    return codes;
}

StatsKrippendorff stats_krippendorff(const double *values, int raters, int units, StatsLevel level)
{
    StatsKrippendorff r = { .alpha = NAN };
    int cells = MAX(raters, 0) * MAX(units, 0);
    g_autofree double *value = g_new(double, cells + 1);
    Codes c = { .level = level, .value = value };
    r.reason = collect(&c, values, cells);
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *count = g_new0(double, c.k + 1), *together = g_new0(double, (gsize)c.k *c.k + 1);
    c.count = count;
    c.together = together;
    for (int u = 0; u < units; u++)
        r.pairable += pair_unit(&c, values, raters, units, u);
    double observed = 0, expected = 0;
    for (int i = 0; i < c.k; i++) {
        for (int j = 0; j < c.k; j++) {
            observed += together[i * c.k + j] * distance(&c, i, j);
            expected += count[i] * count[j] * distance(&c, i, j) / (r.pairable - 1.0);
        }
    }
    if (r.pairable < 2)
        r.reason = STATS_TOO_FEW;
    else if (!(expected > 0))
        r.reason = STATS_NO_SPREAD;
    else
        r.alpha = 1 - observed / expected;
    return r;
}
