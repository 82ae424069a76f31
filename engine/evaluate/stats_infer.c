/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Learners who talked together or were randomised together are not independent. The model is fitted once by least
 * squares; what changes with the clusters is how far its estimate is trusted: not at all beyond the room when there is
 * one, as an estimate when there are two or three in an arm, by CR2 from four on. */
#include "stats_infer.h"
#include "evaluate_priv.h"

#define T STATS_MAX_TERMS

/* What is left of the data: complete rows, clusters numbered from 0 without a gap. */
typedef struct {
    int n, terms, target; /* the column whose coefficient is asked for */
    double *x, *y, *w;    /* w: estimate = sum w y */
    double *weight;       /* of each row, or NULL: all count the same */
    int *cluster, *arm;
    int clusters;
    bool shared; /* some cluster holds two */
} Rows;

static void rows_clear(Rows *r)
{
    g_free(r->x);
    g_free(r->y);
    g_free(r->w);
    g_free(r->weight);
    g_free(r->cluster);
    g_free(r->arm);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Rows, rows_clear)

static Rows rows_new(int n, int terms, int target)
{
    Rows r = { .terms = terms, .target = target };
    r.x = g_new(double, (gsize)n *terms + 1);
    r.y = g_new(double, n + 1);
    r.w = g_new0(double, n + 1);
    r.cluster = g_new(int, n + 1);
    r.arm = g_new0(int, n + 1);
    return r;
}

/* Numbers the clusters 0 .. without a gap, in order of appearance. */
static void number_clusters(Rows *r)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (int i = 0; i < r->n; i++) {
        gpointer key = GINT_TO_POINTER(r->cluster[i] + 1), found = g_hash_table_lookup(seen, key);
        if (!found) {
            found = GINT_TO_POINTER(++r->clusters);
            g_hash_table_insert(seen, key, found);
        }
        r->cluster[i] = GPOINTER_TO_INT(found) - 1;
    }
    r->shared = r->clusters < r->n;
}

/* Solves (X'X) v = unit(target) by Gauss with pivots; w = X v. False where terms determine each other. */
static bool find_weights(Rows *r)
{
    int k = r->terms;
    double a[T][T + 1] = { { 0 } };
    for (int i = 0; i < r->n; i++)
        for (int p = 0; p < k; p++)
            for (int q = 0; q < k; q++)
                a[p][q] += r->x[(gsize)i * k + p] * r->x[(gsize)i * k + q];
    a[r->target][k] = 1;
    for (int c = 0; c < k; c++) {
        int best = c;
        for (int p = c + 1; p < k; p++)
            best = fabs(a[p][c]) > fabs(a[best][c]) ? p : best;
        if (fabs(a[best][c]) < 1e-10)
            return false;
        for (int q = 0; q <= k; q++) {
            double swap = a[c][q];
            a[c][q] = a[best][q];
            a[best][q] = swap;
        }
        for (int p = 0; p < k; p++)
            for (int q = k; p != c && q >= c; q--)
                a[p][q] -= a[p][c] / a[c][c] * a[c][q];
    }
    for (int i = 0; i < r->n; i++)
        for (int p = 0; p < k; p++)
            r->w[i] += r->x[(gsize)i * k + p] * a[p][k] / a[p][p];
    return true;
}

static StatsInterval with_icc(const Rows *r, const Infer *f, double s2, double rho)
{
    g_autofree double *sum = g_new0(double, r->clusters + 1);
    double own = 0, shared = 0;
    for (int i = 0; i < r->n; i++) {
        own += r->w[i] * r->w[i];
        sum[r->cluster[i]] += r->w[i];
    }
    for (int c = 0; c < r->clusters; c++)
        shared += sum[c] * sum[c];
    return stats_t_interval(f->estimate, sqrt(s2 * (own + rho / (1 - rho) * shared)), r->n - r->terms);
}

static void residuals(const Rows *r, const StatsOls *fit, double *e)
{
    for (int i = 0; i < r->n; i++) {
        e[i] = r->y[i];
        for (int p = 0; p < r->terms; p++)
            e[i] -= fit->coef[p] * r->x[(gsize)i * r->terms + p];
    }
}

/* What the clusters are like, and the intervals of an assumed correlation. */
static void tell_clusters(Infer *f, const Rows *r, const StatsOls *fit)
{
    g_autofree double *e = g_new(double, r->n + 1);
    residuals(r, fit, e);
    StatsClustering c = stats_clustering(e, r->cluster, r->n);
    f->icc = c.reason == STATS_OK ? c.icc : NAN;
    f->design_effect = c.reason == STATS_OK ? c.design_effect : NAN;
    double s2 = fit->sigma * fit->sigma;
    f->icc_05 = with_icc(r, f, s2, .05);
    f->icc_15 = with_icc(r, f, s2, .15);
}

static void take_ols(Infer *f, const StatsOls *fit, int target)
{
    f->estimate = fit->coef[target];
    f->se = fit->se[target];
    f->df = fit->df;
    f->t = fit->t[target];
    f->p = fit->p[target];
    f->ci = fit->ci[target];
}

static void take_cr2(Infer *f, const Rows *r, const int *cluster)
{
    StatsCr2 c = stats_cr2_weighted(r->x, r->y, r->weight, r->n, r->terms, cluster);
    f->reason = c.reason;
    if (c.reason != STATS_OK)
        return;
    f->estimate = c.coef[r->target];
    f->se = c.se[r->target];
    f->df = c.df[r->target];
    f->t = c.t[r->target];
    f->p = c.p[r->target];
    f->ci = c.ci[r->target];
}

static Infer nothing(int n)
{
    StatsInterval none = NO_INTERVAL;
    return (Infer){ .reason = STATS_TOO_FEW,
        .missing = n,
        .estimate = NAN,
        .se = NAN,
        .df = NAN,
        .t = NAN,
        .p = NAN,
        .ci = none,
        .icc_05 = none,
        .icc_15 = none,
        .icc = NAN,
        .design_effect = NAN,
        .by_cluster = {
            .reason = STATS_TOO_FEW, .difference = NAN, .se = NAN, .t = NAN, .df = NAN, .p = NAN, .ci = none } };
}

static InferMethod method_of(const Rows *r, int least)
{
    return !r->shared                    ? INFER_INDEPENDENT
           : least >= INFER_MIN_CLUSTERS ? INFER_CR2
           : r->clusters == 1            ? INFER_ONE_CLUSTER
                                         : INFER_FEW_CLUSTERS;
}

/* With weights the ordinary errors are wrong for independent learners, too: then each is a cluster by herself. */
static void infer_fit_weighted(Infer *f, Rows *r)
{
    g_autofree int *single = g_new(int, r->n + 1);
    for (int i = 0; i < r->n; i++)
        single[i] = i;
    take_cr2(f, r, f->method == INFER_CR2 ? r->cluster : single);
    if (f->method == INFER_ONE_CLUSTER || f->method == INFER_FEW_CLUSTERS)
        f->t = f->p = NAN;
}

/* `least`: clusters in the arm that has fewest. */
static void infer_fit(Infer *f, Rows *r, int least)
{
    if (r->n <= r->terms)
        return;
    f->method = method_of(r, least);
    if (r->weight) {
        infer_fit_weighted(f, r);
        return;
    }
    StatsOls fit = stats_ols(r->x, r->y, r->n, r->terms, NULL);
    f->reason = fit.reason;
    if (fit.reason != STATS_OK || !find_weights(r)) {
        f->reason = fit.reason != STATS_OK ? fit.reason : STATS_SINGULAR;
        return;
    }
    take_ols(f, &fit, r->target);
    if (!r->shared)
        return;
    tell_clusters(f, r, &fit);
    if (f->method == INFER_CR2)
        take_cr2(f, r, r->cluster);
    else
        f->t = f->p = NAN;
}

/* Effect coding of k sequences: the intercept is the mean of their means. */
static void put_sequence(double *x, int sequence, int k)
{
    for (int s = 0; s < k - 1; s++)
        x[s] = sequence == s ? 1 : sequence == k - 1 ? -1 : 0;
}

Infer infer_change_weighted(
    const double *gain, const int *sequence, const int *cluster, const double *weight, int n, int k)
{
    Infer f = nothing(n);
    g_auto(Rows) r = rows_new(n, k, 0);
    r.weight = weight ? g_new(double, n + 1) : NULL;
    g_autofree int *of = g_new0(int, k + 1);
    for (int i = 0; i < n; i++) {
        int s = k > 1 ? sequence[i] : 0;
        if (isnan(gain[i]) || (weight && isnan(weight[i])) || s < 0 || s >= k || (cluster && cluster[i] < 0))
            continue;
        r.x[(gsize)r.n * k] = 1;
        put_sequence(r.x + (gsize)r.n * k + 1, s, k);
        if (weight)
            r.weight[r.n] = weight[i];
        r.y[r.n] = gain[i];
        r.cluster[r.n] = cluster ? cluster[i] : i;
        of[s]++;
        r.n++;
    }
    number_clusters(&r);
    f.n = r.n;
    f.missing = n - r.n;
    f.clusters = r.clusters;
    for (int s = 0; s < k; s++)
        if (of[s] == 0) {
            f.reason = r.n ? STATS_EMPTY_GROUP : STATS_TOO_FEW;
            return f;
        }
    if (stats_is_flat(stats_sd(r.y, r.n), fabs(stats_mean(r.y, r.n)))) {
        f.estimate = r.n ? stats_mean(r.y, r.n) : NAN;
        f.reason = r.n > k ? STATS_NO_SPREAD : STATS_TOO_FEW;
        return f;
    }
    infer_fit(&f, &r, r.clusters);
    return f;
}

Infer infer_change(const double *gain, const int *sequence, const int *cluster, int n, int k)
{
    return infer_change_weighted(gain, sequence, cluster, NULL, n, k);
}

/* The clusters' mean outcome beyond the covariates, by Welch: each cluster counts once. */
static void compare_clusters(Infer *f, const Rows *r, int others)
{
    g_autofree double *x = g_new(double, (gsize)r->n *(others + 1) + 1), *e = g_new(double, r->n + 1);
    for (int i = 0; i < r->n; i++)
        memcpy(x + (gsize)i * (others + 1), r->x + (gsize)i * r->terms, sizeof *x * (gsize)(others + 1));
    StatsOls fit = stats_ols(x, r->y, r->n, others + 1, NULL);
    if (fit.reason != STATS_OK || !r->shared)
        return;
    Rows plain = *r;
    plain.x = x;
    plain.terms = others + 1;
    residuals(&plain, &fit, e);
    f->by_cluster = stats_cluster_t(e, r->arm, r->cluster, r->n, STATS_WELCH);
}

/* Clusters that have people of an arm; one that has people of both counts in both. */
static void count_arms(Infer *f, const Rows *r)
{
    g_autofree bool *seen = g_new0(bool, 2 * (gsize)r->clusters + 1);
    for (int i = 0; i < r->n; i++) {
        bool *known = &seen[2 * r->cluster[i] + r->arm[i]], fresh = !*known;
        *known = true;
        *(r->arm[i] == 0 ? &f->n_arm : &f->n_reference) += 1;
        *(r->arm[i] == 0 ? &f->clusters_arm : &f->clusters_reference) += fresh;
    }
}

/* In Rows.arm: 0 the arm asked for, 1 the reference, as stats_cluster_t subtracts; other arms do not enter. */
Infer infer_difference_weighted(const double *y, const double *x, int others, const int *arm, int which,
    const int *cluster, const double *weight, int n)
{
    Infer f = nothing(n);
    int terms = others + 2;
    if (terms > T || which < 1)
        return f;
    g_auto(Rows) r = rows_new(n, terms, terms - 1);
    r.weight = weight ? g_new(double, n + 1) : NULL;
    for (int i = 0; i < n; i++) {
        bool in = !isnan(y[i]) && !(weight && isnan(weight[i])) && (arm[i] == 0 || arm[i] == which) &&
                  (!cluster || cluster[i] >= 0);
        for (int p = 0; p < others; p++)
            in = in && !isnan(x[(gsize)i * others + p]);
        if (!in)
            continue;
        double *row = r.x + (gsize)r.n * terms;
        row[0] = 1;
        memcpy(row + 1, x + (gsize)i * others, sizeof *row * (gsize)others);
        row[terms - 1] = arm[i] == which;
        if (weight)
            r.weight[r.n] = weight[i];
        r.y[r.n] = y[i];
        r.arm[r.n] = arm[i] == which ? 0 : 1;
        r.cluster[r.n++] = cluster ? cluster[i] : i;
    }
    number_clusters(&r);
    f.n = r.n;
    f.missing = n - r.n;
    f.clusters = r.clusters;
    count_arms(&f, &r);
    if (f.n_arm < 2 || f.n_reference < 2)
        return f;
    infer_fit(&f, &r, MIN(f.clusters_arm, f.clusters_reference));
    if (f.reason == STATS_OK && !weight)
        compare_clusters(&f, &r, others);
    return f;
}

Infer infer_difference(
    const double *y, const double *x, int others, const int *arm, int which, const int *cluster, int n)
{
    return infer_difference_weighted(y, x, others, arm, which, cluster, NULL, n);
}

const char *infer_method_name(InferMethod method)
{
    static const char *const names[INFER_METHODS] = { [INFER_INDEPENDENT] = "independent",
        [INFER_CR2] = "cr2",
        [INFER_ONE_CLUSTER] = "one_cluster",
        [INFER_FEW_CLUSTERS] = "few_clusters" };
    g_assert((unsigned)method < INFER_METHODS);
    return names[method];
}
