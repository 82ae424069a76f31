/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "agreement.h"

#include <math.h>
#include <string.h>

static double mean_of(double sum, int n)
{
    return n ? sum / n : NAN;
}

static bool both(const AgreementData *d, int a, int b, int unit)
{
    return !isnan(d->given[a * d->units + unit]) && !isnan(d->given[b * d->units + unit]);
}

/* Cohen's of one pair over some units (a unit may come twice). */
static double pair_kappa(const AgreementData *d, int a, int b, const int *rows, int n, double *agree, int *pairs)
{
    double table[4] = { 0 };
    for (int i = 0; i < n; i++) {
        int unit = rows ? rows[i] : i;
        if (!both(d, a, b, unit))
            continue;
        table[(int)d->given[a * d->units + unit] * 2 + (int)d->given[b * d->units + unit]]++;
    }
    double total = table[0] + table[1] + table[2] + table[3];
    if (agree)
        *agree += table[0] + table[3];
    if (pairs)
        *pairs += (int)total;
    return total > 0 ? stats_kappa(table, 2, STATS_UNWEIGHTED).kappa : NAN;
}

static double mean_kappa(const int *rows, int n, void *data)
{
    const AgreementData *d = data;
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < d->coders; a++)
        for (int b = a + 1; b < d->coders; b++) {
            double kappa = pair_kappa(d, a, b, rows, n, NULL, NULL);
            if (isnan(kappa))
                return NAN;
            sum += kappa;
            pairs++;
        }
    return mean_of(sum, pairs);
}

static double alpha_of(const int *rows, int n, void *data)
{
    const AgreementData *d = data;
    g_autofree double *values = g_new(double, (gsize)d->coders *(gsize)MAX(n, 1));
    for (int c = 0; c < d->coders; c++)
        for (int i = 0; i < n; i++)
            values[c * n + i] = d->given[c * d->units + rows[i]];
    return stats_krippendorff(values, d->coders, n, STATS_NOMINAL).alpha;
}

/* Units that two coders at least have, and what stands in them. */
static void count(const AgreementData *d, AgreementCode *r)
{
    double ones = 0;
    int values = 0;
    for (int unit = 0; unit < d->units; unit++) {
        int coders = 0;
        double given = 0;
        for (int c = 0; c < d->coders; c++)
            if (!isnan(d->given[c * d->units + unit])) {
                coders++;
                given += d->given[c * d->units + unit];
            }
        if (coders < 2)
            continue;
        r->n++;
        values += coders;
        ones += given;
    }
    r->positives = d->coders ? ones / d->coders : 0;
    r->prevalence = mean_of(ones, values);
}

static double fleiss_of(const AgreementData *d)
{
    g_autofree double *counts = g_new0(double, 2 * (gsize)MAX(d->units, 1));
    int n = 0;
    for (int unit = 0; unit < d->units; unit++) {
        double ones = 0;
        for (int c = 0; c < d->coders; c++)
            ones += d->given[c * d->units + unit];
        if (isnan(ones))
            continue;
        counts[2 * n] = d->coders - ones;
        counts[2 * n + 1] = ones;
        n++;
    }
    return n > 0 && d->coders > 1 ? stats_fleiss(counts, n, 2).kappa : NAN;
}

AgreementCode agreement_code(const AgreementData *d, int replicates, uint64_t seed)
{
    AgreementCode r = { .kappa = NAN,
        .alpha = NAN,
        .fleiss = NAN,
        .percent = NAN,
        .pabak = NAN,
        .kappa_ci = { NAN, NAN },
        .alpha_ci = { NAN, NAN } };
    double agree = 0;
    int pairs = 0;
    count(d, &r);
    for (int a = 0; a < d->coders; a++)
        for (int b = a + 1; b < d->coders; b++)
            pair_kappa(d, a, b, NULL, d->units, &agree, &pairs);
    r.percent = mean_of(agree, pairs);
    r.pabak = 2 * r.percent - 1;
    r.estimable = r.positives >= AGREEMENT_LEAST;
    if (!r.estimable)
        return r;
    r.fleiss = fleiss_of(d);
    StatsBootstrap kappa = stats_bootstrap(mean_kappa, (void *)d, d->units, d->thread, replicates, seed);
    StatsBootstrap alpha = stats_bootstrap(alpha_of, (void *)d, d->units, d->thread, replicates, seed);
    g_autofree int *all = g_new(int, MAX(d->units, 1));
    for (int i = 0; i < d->units; i++)
        all[i] = i;
    r.kappa = mean_kappa(all, d->units, (void *)d);
    r.alpha = alpha_of(all, d->units, (void *)d);
    if (kappa.reason == STATS_OK)
        r.kappa_ci = kappa.ci;
    if (alpha.reason == STATS_OK)
        r.alpha_ci = alpha.ci;
    return r;
}

/* --- codes that exclude each other --- */

static double group_kappa(const double *value, int units, int categories, bool ordered, StatsWeights weights, int *n)
{
    int k = categories + !ordered, shift = ordered ? 1 : 0;
    g_autofree double *table = g_new0(double, (gsize)k *(gsize)k);
    *n = 0;
    for (int i = 0; i < units; i++) {
        double a = value[i], b = value[units + i];
        if (isnan(a) || isnan(b) || a < shift || b < shift)
            continue;
        table[((int)a - shift) * k + (int)b - shift]++;
        (*n)++;
    }
    return *n > 0 && k > 1 ? stats_kappa(table, k, weights).kappa : NAN;
}

static double group_alpha(const double *value, int coders, int units, StatsLevel level)
{
    g_autofree double *values = g_memdup2(value, sizeof *value * (gsize)coders * (gsize)units);
    for (int i = 0; i < coders * units; i++)
        if (level != STATS_NOMINAL && values[i] == 0)
            values[i] = NAN;
    return stats_krippendorff(values, coders, units, level).alpha;
}

AgreementGroup agreement_group(const double *value, int coders, int units, int categories)
{
    AgreementGroup r = { .percent = NAN,
        .kappa = NAN,
        .kappa_linear = NAN,
        .kappa_quadratic = NAN,
        .alpha = NAN,
        .alpha_ordinal = NAN,
        .alpha_interval = NAN,
        .alpha_ratio = NAN };
    if (coders < 2 || units < 1)
        return r;
    r.alpha = group_alpha(value, coders, units, STATS_NOMINAL);
    r.alpha_ordinal = group_alpha(value, coders, units, STATS_ORDINAL);
    r.alpha_interval = group_alpha(value, coders, units, STATS_INTERVAL);
    r.alpha_ratio = group_alpha(value, coders, units, STATS_RATIO);
    if (coders != 2)
        return r;
    int same = 0;
    for (int i = 0; i < units; i++)
        same += value[i] == value[units + i];
    r.kappa = group_kappa(value, units, categories, false, STATS_UNWEIGHTED, &r.n);
    r.percent = mean_of(same, r.n);
    r.kappa_linear = group_kappa(value, units, categories, true, STATS_LINEAR, &r.n_ordered);
    r.kappa_quadratic = group_kappa(value, units, categories, true, STATS_QUADRATIC, &r.n_ordered);
    return r;
}

/* --- stretches of text --- */

static void mark(GHashTable *marks, const Coding *const *list, guint n, guint bit)
{
    for (guint i = 0; i < n; i++)
        for (int at = list[i]->start; list[i]->post && at < list[i]->until; at++) {
            int64_t place = list[i]->post * 100000 + at;
            guint had = GPOINTER_TO_UINT(g_hash_table_lookup(marks, &place));
            g_hash_table_insert(marks, g_memdup2(&place, sizeof place), GUINT_TO_POINTER(had | bit));
        }
}

double agreement_overlap(const Coding *const *a, guint n_a, const Coding *const *b, guint n_b)
{
    g_autoptr(GHashTable) marks = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    mark(marks, a, n_a, 1);
    mark(marks, b, n_b, 2);
    GHashTableIter iter;
    gpointer bits;
    guint shared = 0;
    g_hash_table_iter_init(&iter, marks);
    while (g_hash_table_iter_next(&iter, NULL, &bits))
        shared += GPOINTER_TO_UINT(bits) == 3;
    guint all = g_hash_table_size(marks);
    return all ? (double)shared / all : NAN;
}
