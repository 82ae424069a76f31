/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far judges and coders agree. */
#include "stats_items.h"
#include "evaluate_priv.h"

StatsIcc stats_icc(const double *ratings, int n, int k)
{
    StatsIcc r = { .icc1 = NAN, .icc2 = NAN, .icc3 = NAN, .icc1k = NAN, .icc2k = NAN, .icc3k = NAN };
    r.reason = n < 2 || k < 2 ? STATS_TOO_FEW : STATS_OK;
    for (int i = 0; r.reason == STATS_OK && i < n * k; i++) {
        if (!isfinite(ratings[i]))
            r.reason = STATS_BAD_VALUE;
    }
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *rows = g_new0(double, n), *judges = g_new0(double, k);
    for (int i = 0; i < n * k; i++) {
        rows[i / k] += ratings[i] / k;
        judges[i % k] += ratings[i] / n;
    }
    double total = stats_squares(ratings, n * k), between = k * stats_squares(rows, n),
           judge = n * stats_squares(judges, k);
    double bms = between / (n - 1), wms = (total - between) / (n * (k - 1.0)), jms = judge / (k - 1);
    double ems = (total - between - judge) / ((n - 1.0) * (k - 1));
    if (!(total > 0)) {
        r.reason = STATS_NO_SPREAD;
        return r;
    }
    r.icc1 = (bms - wms) / (bms + (k - 1) * wms);
    r.icc2 = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n);
    r.icc3 = (bms - ems) / (bms + (k - 1) * ems);
    r.icc1k = bms > 0 ? (bms - wms) / bms : NAN;
    r.icc2k = (bms - ems) / (bms + (jms - ems) / n);
    r.icc3k = bms > 0 ? (bms - ems) / bms : NAN;
    return r;
}

static double agreement_weight(StatsWeights weights, int i, int j, int k)
{
    double apart = abs(i - j) / (k - 1.0);
    switch (weights) {
    case STATS_UNWEIGHTED:
        return i == j;
    case STATS_LINEAR:
        return 1 - apart;
    case STATS_QUADRATIC:
        return 1 - apart * apart;
    }
    return NAN;
}

typedef struct {
    int k;
    StatsWeights weights;
    const double *table;
    double *rows, *columns; /* margins as shares */
} Coders;

/* Large-sample variance of Fleiss, Cohen & Everitt: each cell by its weight less the mean weights of its row and
 * column. */
static double kappa_variance(const Coders *c, const StatsKappa *r)
{
    double sum = 0, rest = r->observed * r->expected - 2 * r->expected + r->observed;
    for (int i = 0; i < c->k; i++) {
        for (int j = 0; j < c->k; j++) {
            double row = 0, column = 0;
            for (int m = 0; m < c->k; m++) {
                row += c->columns[m] * agreement_weight(c->weights, i, m, c->k);
                column += c->rows[m] * agreement_weight(c->weights, m, j, c->k);
            }
            double part =
                agreement_weight(c->weights, i, j, c->k) * (1 - r->expected) - (row + column) * (1 - r->observed);
            sum += c->table[i * c->k + j] / r->n * part * part;
        }
    }
    return (sum - rest * rest) / (r->n * pow(1 - r->expected, 4));
}

static void kappa_from(StatsKappa *r, const Coders *c)
{
    double same = 0;
    r->observed = r->expected = 0;
    for (int i = 0; i < c->k * c->k; i++) {
        c->rows[i / c->k] += c->table[i] / r->n;
        c->columns[i % c->k] += c->table[i] / r->n;
    }
    for (int i = 0; i < c->k * c->k; i++) {
        double w = agreement_weight(c->weights, i / c->k, i % c->k, c->k);
        r->observed += w * c->table[i] / r->n;
        r->expected += w * c->rows[i / c->k] * c->columns[i % c->k];
        same += i / c->k == i % c->k ? c->table[i] / r->n : 0;
    }
    r->pabak = (c->k * same - 1) / (c->k - 1);
    if (!(r->expected < 1 - 1e-12)) {
        r->reason = STATS_UNDEFINED; /* both used one and the same category */
        return;
    }
    r->kappa = (r->observed - r->expected) / (1 - r->expected);
    if (c->weights == STATS_UNWEIGHTED)
        r->se_simple = sqrt(r->observed * (1 - r->observed) / r->n) / (1 - r->expected);
    double half = dist_normal_quantile(STATS_LEVEL) * sqrt(fmax(0, kappa_variance(c, r)));
    r->ci = (StatsInterval){ r->kappa - half, r->kappa + half };
}

StatsKappa stats_kappa(const double *table, int k, StatsWeights weights)
{
    StatsKappa r = {
        .n = 0, .observed = NAN, .expected = NAN, .kappa = NAN, .se_simple = NAN, .ci = NO_INTERVAL, .pabak = NAN
    };
    for (int i = 0; i < k * k; i++) {
        if (!(table[i] >= 0) || isinf(table[i]))
            r.reason = STATS_BAD_VALUE;
        r.n += table[i];
    }
    if (r.reason == STATS_OK && (k < 2 || r.n < 1))
        r.reason = STATS_TOO_FEW;
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *rows = g_new0(double, k), *columns = g_new0(double, k);
    kappa_from(&r, &(Coders){ k, weights, table, rows, columns });
    return r;
}

StatsFleiss stats_fleiss(const double *counts, int n, int k)
{
    StatsFleiss r = { .observed = NAN, .expected = NAN, .kappa = NAN };
    double raters = 0, agree = 0, chance = 0;
    for (int j = 0; n > 0 && j < k; j++)
        raters += counts[j];
    if (n < 1 || k < 2 || !(raters >= 2)) {
        r.reason = STATS_TOO_FEW;
        return r;
    }
    g_autofree double *share = g_new0(double, k);
    for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = 0; j < k; j++) {
            double c = counts[i * k + j];
            if (!(c >= 0))
                r.reason = STATS_BAD_VALUE;
            sum += c;
            share[j] += c / (n * raters);
            agree += c * (c - 1) / (raters * (raters - 1) * n);
        }
        if (sum != raters)
            r.reason = STATS_BAD_VALUE;
    }
    if (r.reason != STATS_OK)
        return r;
    for (int j = 0; j < k; j++)
        chance += share[j] * share[j];
    r.observed = agree;
    r.expected = chance;
    if (chance < 1 - 1e-12)
        r.kappa = (agree - chance) / (1 - chance);
    else
        r.reason = STATS_UNDEFINED;
    return r;
}
