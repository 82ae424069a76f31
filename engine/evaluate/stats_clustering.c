/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How alike the members of a cluster are, and the comparison of whole clusters. */
#include "stats_cluster.h"
#include "evaluate_priv.h"

/* Sums by cluster over the rows that have both. */
typedef struct {
    int n, top;
    double *sum, *size;
} Clusters;

static Clusters clusters_new(const double *value, const int *cluster, int n)
{
    Clusters c = { 0 };
    for (int i = 0; i < n; i++)
        c.top = MAX(c.top, cluster[i] + 1);
    c.sum = g_new0(double, c.top + 1);
    c.size = g_new0(double, c.top + 1);
    for (int i = 0; i < n; i++) {
        if (cluster[i] < 0 || isnan(value[i]))
            continue;
        c.sum[cluster[i]] += value[i];
        c.size[cluster[i]]++;
        c.n++;
    }
    return c;
}

static void clusters_clear(Clusters *c)
{
    g_free(c->sum);
    g_free(c->size);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Clusters, clusters_clear)

static void spread_of(StatsClustering *r, double between, double within)
{
    double msb = between / r->df1, msw = within / r->df2;
    if (!(msb + (r->n0 - 1) * msw > 0)) {
        r->reason = STATS_NO_SPREAD;
        return;
    }
    r->icc = (msb - msw) / (msb + (r->n0 - 1) * msw);
    r->design_effect = 1 + (r->mean_size - 1) * fmax(r->icc, 0);
    r->effective_n = r->n / r->design_effect;
    if (!(msw > 0))
        return;
    r->f = msb / msw;
    r->p = dist_f_upper(r->f, r->df1, r->df2);
    double low = r->f / dist_f_quantile(STATS_LEVEL, r->df1, r->df2),
           high = r->f / dist_f_quantile(1 - STATS_LEVEL, r->df1, r->df2);
    r->ci = (StatsInterval){ (low - 1) / (low + r->n0 - 1), (high - 1) / (high + r->n0 - 1) };
}

StatsClustering stats_clustering(const double *value, const int *cluster, int n)
{
    StatsClustering r = { .n0 = NAN,
        .mean_size = NAN,
        .icc = NAN,
        .f = NAN,
        .df1 = NAN,
        .df2 = NAN,
        .p = NAN,
        .ci = NO_INTERVAL,
        .design_effect = NAN,
        .effective_n = NAN };
    g_auto(Clusters) c = clusters_new(value, cluster, n);
    double squares = 0, all = 0, between = 0, within = 0;
    r.n = c.n;
    r.missing = n - c.n;
    for (int g = 0; g < c.top; g++) {
        r.clusters += c.size[g] > 0;
        squares += c.size[g] * c.size[g];
        all += c.sum[g];
    }
    if (r.clusters < 2 || r.clusters == r.n) {
        r.reason = STATS_TOO_FEW;
        return r;
    }
    for (int i = 0; i < n; i++) {
        if (cluster[i] < 0 || isnan(value[i]))
            continue;
        double mean = c.sum[cluster[i]] / c.size[cluster[i]];
        if (isinf(value[i]))
            r.reason = STATS_BAD_VALUE;
        between += (mean - all / r.n) * (mean - all / r.n);
        within += (value[i] - mean) * (value[i] - mean);
    }
    if (r.reason != STATS_OK)
        return r;
    r.df1 = r.clusters - 1;
    r.df2 = r.n - r.clusters;
    r.n0 = (r.n - squares / r.n) / r.df1;
    r.mean_size = squares / r.n;
    spread_of(&r, between, within);
    return r;
}

StatsTwoSample stats_cluster_t(const double *value, const int *arm, const int *cluster, int n, StatsVariance variance)
{
    g_auto(Clusters) c = clusters_new(value, cluster, n);
    g_autofree int *of = g_new(int, c.top + 1);
    g_autofree double *x = g_new(double, c.top + 1), *y = g_new(double, c.top + 1);
    int n1 = 0, n2 = 0;
    bool torn = false;
    for (int g = 0; g < c.top; g++)
        of[g] = -1;
    for (int i = 0; i < n; i++) {
        if (cluster[i] < 0 || isnan(value[i]))
            continue;
        int *seen = &of[cluster[i]];
        torn = torn || arm[i] < 0 || arm[i] > 1 || (*seen >= 0 && *seen != arm[i]);
        *seen = *seen < 0 ? arm[i] : *seen;
    }
    for (int g = 0; g < c.top && !torn; g++) {
        if (of[g] >= 0)
            *(of[g] == 0 ? &x[n1++] : &y[n2++]) = c.sum[g] / c.size[g];
    }
    StatsTwoSample t = stats_two_sample(x, n1, y, n2, variance);
    if (torn)
        t.reason = STATS_BAD_VALUE;
    return t;
}
