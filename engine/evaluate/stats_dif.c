/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats_dif.h"
#include "evaluate_priv.h"

#define DELTA_SCALE (-2.35)

typedef struct {
    double total;
    double count[2][2]; /* [focal][wrong] */
} Stratum;

static int by_total(gconstpointer a, gconstpointer b)
{
    const Stratum *x = a, *y = b;
    return x->total < y->total ? -1 : x->total > y->total;
}

/* One stratum for each learner, sorted and then put together. Given. */
static Stratum *strata_new(
    const double *score, const double *total, const int *focal, int n, int *found, StatsReason *why)
{
    Stratum *all = g_new0(Stratum, MAX(n, 0) + 1);
    int kept = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(score[i]) || isnan(total[i]) || focal[i] < 0)
            continue;
        if ((score[i] != 0 && score[i] != 1) || focal[i] > 1 || isinf(total[i])) {
            *why = STATS_BAD_VALUE;
            continue;
        }
        all[kept].total = total[i];
        all[kept++].count[focal[i]][score[i] == 0] = 1;
    }
    qsort(all, kept, sizeof *all, by_total);
    *found = 0;
    for (int i = 0; i < kept; i++) {
        if (*found == 0 || all[i].total - all[*found - 1].total > 1e-9)
            all[(*found)++] = all[i];
        else
            for (int c = 0; c < 4; c++)
                all[*found - 1].count[c / 2][c % 2] += all[i].count[c / 2][c % 2];
    }
    return all;
}

typedef struct {
    double r, s, away, variance, pr, ps_qr, qs;
} Sums;

/* Returns false for a stratum that tells nothing: one group or one answer only. */
static bool add(Sums *m, const Stratum *x)
{
    double a = x->count[0][0], b = x->count[0][1], c = x->count[1][0], d = x->count[1][1], t = a + b + c + d;
    double p = (a + d) / t, q = (b + c) / t, r = a * d / t, s = b * c / t;
    if (!((a + b) * (c + d) > 0))
        return false;
    m->r += r;
    m->s += s;
    m->pr += p * r;
    m->ps_qr += p * s + q * r;
    m->qs += q * s;
    m->away += a - (a + b) * (a + c) / t;
    m->variance += (a + b) * (c + d) * (a + c) * (b + d) / (t * t * (t - 1));
    return (a + c) * (b + d) > 0;
}

/* ETS classes (Zieky 1993) */
static char level_of(const StatsDif *d)
{
    double size = fabs(d->delta);
    if (size < 1 || d->p >= .05)
        return 'A';
    return size >= 1.5 && (size - 1) / d->delta_se > dist_normal_quantile(.95) ? 'C' : 'B';
}

StatsDif stats_dif(const double *score, const double *total, const int *focal, int n)
{
    StatsDif d = { .odds_ratio = NAN, .chi2 = NAN, .p = NAN, .delta = NAN, .delta_se = NAN, .ci = NO_INTERVAL };
    int found;
    g_autofree Stratum *strata = strata_new(score, total, focal, n, &found, &d.reason);
    Sums m = { 0 };
    for (int i = 0; i < found; i++) {
        d.n_reference += (int)(strata[i].count[0][0] + strata[i].count[0][1]);
        d.n_focal += (int)(strata[i].count[1][0] + strata[i].count[1][1]);
        d.strata += add(&m, &strata[i]);
    }
    if (d.reason == STATS_OK && !(m.variance > 0))
        d.reason = STATS_TOO_FEW;
    if (d.reason != STATS_OK)
        return d;
    double away = fabs(m.away), less = away >= .5 ? away - .5 : away;
    d.chi2 = less * less / m.variance;
    d.p = dist_chi2_upper(d.chi2, 1);
    if (!(m.r > 0 && m.s > 0)) {
        d.reason = STATS_UNDEFINED;
        return d;
    }
    d.odds_ratio = m.r / m.s;
    double se = sqrt(m.pr / (2 * m.r * m.r) + m.ps_qr / (2 * m.r * m.s) + m.qs / (2 * m.s * m.s)),
           half = dist_normal_quantile(STATS_LEVEL) * se;
    d.ci = (StatsInterval){ d.odds_ratio * exp(-half), d.odds_ratio * exp(half) };
    d.delta = DELTA_SCALE * log(d.odds_ratio);
    d.delta_se = -DELTA_SCALE * se;
    d.level = level_of(&d);
    return d;
}
