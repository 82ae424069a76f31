/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares by Householder QR: X = QR, R b = Q'y, (X'X)^-1 = R^-1 R^-T. */
#include "stats_model.h"
#include "evaluate_priv.h"

typedef struct {
    int n, k;
    double *a; /* n rows of k columns; R in the upper triangle after `reflect` */
    double *y; /* Q'y after it */
} Qr;

static double column_norm(const Qr *q, int row, int column)
{
    double sum = 0;
    for (int i = row; i < q->n; i++)
        sum += q->a[i * q->k + column] * q->a[i * q->k + column];
    return sqrt(sum);
}

/* Zeroes column `c` below the diagonal; false when nothing of it is left, compared with what it was. */
static bool reflect(Qr *q, int c, double original)
{
    double norm = column_norm(q, c, c);
    if (!(norm > 1e-10 * original))
        return false;
    double *a = q->a, head = a[c * q->k + c], alpha = head > 0 ? -norm : norm;
    g_autofree double *v = g_new(double, q->n);
    for (int i = c; i < q->n; i++)
        v[i] = a[i * q->k + c] - (i == c ? alpha : 0);
    double square = 2 * (norm * norm - alpha * head);
    for (int j = c; j <= q->k; j++) {
        double dot = 0;
        for (int i = c; i < q->n; i++)
            dot += v[i] * (j < q->k ? a[i * q->k + j] : q->y[i]);
        for (int i = c; i < q->n; i++)
            *(j < q->k ? &a[i * q->k + j] : &q->y[i]) -= 2 * dot / square * v[i];
    }
    return true;
}

/* The inverse of the upper triangle R, k by k. */
static void invert_triangle(const Qr *q, double *inverse)
{
    int k = q->k;
    for (int j = 0; j < k; j++) {
        for (int i = k - 1; i >= 0; i--) {
            double sum = i == j;
            for (int m = i + 1; m < k; m++)
                sum -= q->a[i * k + m] * inverse[m * k + j];
            inverse[i * k + j] = i > j ? 0 : sum / q->a[i * k + i];
        }
    }
}

static double xx_inverse(const double *ri, int k, int i, int j)
{
    double sum = 0;
    for (int m = MAX(i, j); m < k; m++)
        sum += ri[i * k + m] * ri[j * k + m];
    return sum;
}

/* Sandwich by cluster: (X'X)^-1 sum(u u') (X'X)^-1, u = sum over the cluster of x e, times G/(G-1) (n-1)/(n-k) (CR1).
 */
static void robust(StatsOls *r, const double *x, const double *residual, const int *cluster, const double *ri)
{
    int k = r->terms, groups = 0, used = 0;
    for (int i = 0; i < r->n; i++)
        groups = MAX(groups, cluster[i] + 1);
    double meat[STATS_MAX_TERMS] = { 0 };
    for (int g = 0; g < groups; g++) {
        double u[STATS_MAX_TERMS] = { 0 };
        bool any = false;
        for (int i = 0; i < r->n; i++) {
            for (int j = 0; cluster[i] == g && j < k; j++)
                u[j] += x[i * k + j] * residual[i];
            any = any || cluster[i] == g;
        }
        used += any;
        for (int j = 0; j < k; j++) {
            double score = 0;
            for (int m = 0; m < k; m++)
                score += xx_inverse(ri, k, j, m) * u[m];
            meat[j] += score * score;
        }
    }
    double factor = (double)used / (used - 1) * (r->n - 1) / r->df;
    for (int j = 0; j < k; j++)
        r->robust_se[j] = used > 1 ? sqrt(meat[j] * factor) : NAN;
}

static void describe(StatsOls *r, const double *x, const double *y, const double *ri, const int *cluster)
{
    g_autofree double *residual = g_new(double, r->n);
    r->rss = 0;
    for (int i = 0; i < r->n; i++) {
        residual[i] = y[i];
        for (int j = 0; j < r->terms; j++)
            residual[i] -= x[i * r->terms + j] * r->coef[j];
        r->rss += residual[i] * residual[i];
    }
    double total = stats_squares(y, r->n);
    r->df = r->n - r->terms;
    r->sigma = sqrt(r->rss / r->df);
    r->r2 = total > 0 ? 1 - r->rss / total : NAN;
    for (int j = 0; j < r->terms; j++) {
        r->se[j] = r->sigma * sqrt(xx_inverse(ri, r->terms, j, j));
        r->t[j] = r->coef[j] / r->se[j];
        r->p[j] = dist_t_two_sided(r->t[j], r->df);
        r->ci[j] = stats_t_interval(r->coef[j], r->se[j], r->df);
    }
    if (r->terms > 1) {
        r->f_df1 = r->terms - 1;
        r->f_df2 = r->df;
        r->f = (total - r->rss) / r->f_df1 / (r->rss / r->df);
        r->f_p = dist_f_upper(r->f, r->f_df1, r->f_df2);
    }
    if (cluster)
        robust(r, x, residual, cluster, ri);
}

static StatsOls nothing(int n, int terms, StatsReason reason)
{
    StatsOls r = { .reason = reason,
        .n = n,
        .terms = terms,
        .rss = NAN,
        .df = NAN,
        .sigma = NAN,
        .r2 = NAN,
        .f = NAN,
        .f_df1 = NAN,
        .f_df2 = NAN,
        .f_p = NAN };
    for (int j = 0; j < STATS_MAX_TERMS; j++) {
        r.coef[j] = r.se[j] = r.t[j] = r.p[j] = r.robust_se[j] = NAN;
        r.ci[j] = (StatsInterval)NO_INTERVAL;
    }
    return r;
}

StatsOls stats_ols(const double *x, const double *y, int n, int terms, const int *cluster)
{
    if (terms < 1 || terms > STATS_MAX_TERMS || n <= terms)
        return nothing(n, terms, terms > STATS_MAX_TERMS ? STATS_TOO_MANY : STATS_TOO_FEW);
    for (int i = 0; i < n * terms; i++) {
        if (!isfinite(x[i]) || !isfinite(y[i / terms]))
            return nothing(n, terms, STATS_BAD_VALUE);
    }
    StatsOls r = nothing(n, terms, STATS_OK);
    g_autofree double *a = g_memdup2(x, sizeof *x * n * terms), *b = g_memdup2(y, sizeof *y * n);
    Qr q = { n, terms, a, b };
    double norms[STATS_MAX_TERMS];
    for (int c = 0; c < terms; c++)
        norms[c] = column_norm(&q, 0, c);
    for (int c = 0; c < terms; c++) {
        if (!reflect(&q, c, norms[c]))
            return nothing(n, terms, STATS_SINGULAR);
    }
    g_autofree double *ri = g_new0(double, terms *terms);
    invert_triangle(&q, ri);
    for (int i = 0; i < terms; i++) {
        r.coef[i] = 0;
        for (int j = i; j < terms; j++)
            r.coef[i] += ri[i * terms + j] * b[j];
    }
    describe(&r, x, y, ri, cluster);
    return r;
}

/* Rows of the design: 1, x, arm dummies and, with `slopes`, x times each dummy. */
static double *design(const double *x, const int *arm, int n, int arms, bool slopes)
{
    int terms = 2 + (arms - 1) * (slopes ? 2 : 1);
    double *rows = g_new0(double, (gsize)n *terms + 1);
    for (int i = 0; i < n; i++) {
        double *row = rows + i * terms;
        row[0] = 1;
        row[1] = x[i];
        if (arm[i] > 0) {
            row[1 + arm[i]] = 1;
            if (slopes)
                row[arms + arm[i]] = x[i];
        }
    }
    return rows;
}

static void slope_test(StatsAncova *r, const double *x, const double *y, const int *arm, int n, int arms)
{
    g_autofree double *rows = design(x, arm, n, arms, true);
    StatsOls wide = stats_ols(rows, y, n, 2 * arms, NULL);
    if (wide.reason != STATS_OK || arms < 2)
        return;
    r->slope_df1 = arms - 1;
    r->slope_df2 = wide.df;
    r->slope_f = (r->fit.rss - wide.rss) / r->slope_df1 / (wide.rss / wide.df);
    r->slope_p = dist_f_upper(r->slope_f, r->slope_df1, r->slope_df2);
}

StatsAncova stats_ancova(const double *x, const double *y, const int *arm, const int *cluster, int n, int arms)
{
    StatsAncova r = {
        .fit = nothing(0, 1 + arms, STATS_OK), .slope_f = NAN, .slope_df1 = NAN, .slope_df2 = NAN, .slope_p = NAN
    };
    g_autofree double *kx = g_new(double, MAX(n, 0) + 1), *ky = g_new(double, MAX(n, 0) + 1);
    g_autofree int *ka = g_new(int, MAX(n, 0) + 1), *kc = g_new(int, MAX(n, 0) + 1);
    int kept = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        if (arm[i] < 0 || arm[i] >= arms)
            r.reason = STATS_BAD_VALUE;
        kx[kept] = x[i];
        ky[kept] = y[i];
        kc[kept] = cluster ? cluster[i] : 0;
        ka[kept++] = arm[i];
    }
    r.missing = n - kept;
    if (arms < 1 || 2 * arms > STATS_MAX_TERMS)
        r.reason = arms < 1 ? STATS_TOO_FEW : STATS_TOO_MANY;
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *rows = design(kx, ka, kept, arms, false);
    r.fit = stats_ols(rows, ky, kept, 1 + arms, cluster ? kc : NULL);
    r.reason = r.fit.reason;
    if (r.reason == STATS_OK)
        slope_test(&r, kx, ky, ka, kept, arms);
    return r;
}
