/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CR2: the residuals of each cluster g are multiplied by A = (I - X_g M X_g')^(-1/2), M = (X'X)^-1. With M = LL' and
 * Z = X_g L the root needs only the eigenvectors of Z'Z (terms by terms): A = I + Z V diag(((1 - e)^(-1/2) - 1) / e)
 * V'Z'. Where e = 1 the cluster determines a coefficient by itself and that direction is left out. */
#include "stats_cluster.h"
#include "evaluate_priv.h"

#define T STATS_MAX_TERMS
#define EIGEN_ZERO 1e-10

typedef struct {
    int k;
    double l[T][T]; /* M = l l' */
} Bread;

/* Eigenvalues on the diagonal of `a` after Jacobi's rotations, vectors in the columns of `v`. */
static void jacobi(int k, double a[T][T], double v[T][T])
{
    for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++)
            v[i][j] = i == j;
    for (int sweep = 0; sweep < 60; sweep++) {
        double off = 0;
        for (int p = 0; p < k; p++)
            for (int q = p + 1; q < k; q++) {
                if (a[p][q] == 0)
                    continue;
                off += a[p][q] * a[p][q];
                double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
                double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1)), c = 1 / sqrt(t * t + 1),
                       s = t * c;
                for (int i = 0; i < k; i++) {
                    double x = a[i][p], y = a[i][q];
                    a[i][p] = c * x - s * y;
                    a[i][q] = s * x + c * y;
                }
                for (int i = 0; i < k; i++) {
                    double x = a[p][i], y = a[q][i], w = v[i][p], z = v[i][q];
                    a[p][i] = c * x - s * y;
                    a[q][i] = s * x + c * y;
                    v[i][p] = c * w - s * z;
                    v[i][q] = s * w + c * z;
                }
            }
        if (off < 1e-30)
            return;
    }
}

/* L of M = (X'X)^-1: X'X = R'R by Cholesky, L = R^-1. False where it is not positive. */
static bool bread_new(Bread *b, const double *x, int n, int k)
{
    double r[T][T] = { { 0 } };
    b->k = k;
    for (int i = 0; i < n; i++)
        for (int p = 0; p < k; p++)
            for (int q = p; q < k; q++)
                r[p][q] += x[(gsize)i * k + p] * x[(gsize)i * k + q];
    for (int p = 0; p < k; p++) {
        for (int m = 0; m < p; m++)
            r[p][p] -= r[m][p] * r[m][p];
        if (!(r[p][p] > 0))
            return false;
        r[p][p] = sqrt(r[p][p]);
        for (int q = p + 1; q < k; q++) {
            for (int m = 0; m < p; m++)
                r[p][q] -= r[m][p] * r[m][q];
            r[p][q] /= r[p][p];
        }
    }
    memset(b->l, 0, sizeof b->l);
    for (int q = 0; q < k; q++)
        for (int p = q; p >= 0; p--) {
            double sum = p == q;
            for (int m = p + 1; m <= q; m++)
                sum -= r[p][m] * b->l[m][q];
            b->l[p][q] = sum / r[p][p];
        }
    return true;
}

/* One cluster: its rows, and the middle of A = I + Z middle Z'. */
typedef struct {
    int n;
    const int *rows;
    double middle[T][T];
} Cluster;

static void to_z(const Bread *b, const double *x, double z[T])
{
    for (int q = 0; q < b->k; q++) {
        z[q] = 0;
        for (int p = 0; p <= q; p++)
            z[q] += x[p] * b->l[p][q];
    }
}

static void cluster_root(const Bread *b, Cluster *c, const double *x)
{
    int k = b->k;
    double a[T][T] = { { 0 } }, v[T][T], z[T];
    for (int i = 0; i < c->n; i++) {
        to_z(b, x + (gsize)c->rows[i] * k, z);
        for (int p = 0; p < k; p++)
            for (int q = 0; q < k; q++)
                a[p][q] += z[p] * z[q];
    }
    jacobi(k, a, v);
    memset(c->middle, 0, sizeof c->middle);
    for (int m = 0; m < k; m++) {
        double e = a[m][m], left = 1 - e;
        double factor = e < EIGEN_ZERO ? .5 : ((left > EIGEN_ZERO ? 1 / sqrt(left) : 0) - 1) / e;
        for (int p = 0; p < k; p++)
            for (int q = 0; q < k; q++)
                c->middle[p][q] += v[p][m] * factor * v[q][m];
    }
}

/* For each term the parts of the cluster: score = v'e, |v|^2 and L'u, u = X_g'v, where v = A X_g M c. */
typedef struct {
    double score[T], norm[T], lu[T][T];
} Parts;

/* v_i of each term for one row: w = L'M'c.. is a row of L; Z w, then A. */
static void cluster_parts(const Bread *b, const Cluster *c, const double *x, const double *residual, Parts *parts)
{
    int k = b->k;
    double zz[T][T] = { { 0 } }, ze[T] = { 0 }, z[T], inside[T][T] = { { 0 } };
    for (int i = 0; i < c->n; i++) {
        to_z(b, x + (gsize)c->rows[i] * k, z);
        for (int p = 0; p < k; p++) {
            ze[p] += z[p] * residual[c->rows[i]];
            for (int q = 0; q < k; q++)
                zz[p][q] += z[p] * z[q];
        }
    }
    /* A Z = Z (I + middle Z'Z) =: Z inside; v = Z inside L'c for the term's unit vector c */
    for (int p = 0; p < k; p++)
        for (int q = 0; q < k; q++) {
            inside[p][q] = p == q;
            for (int m = 0; m < k; m++)
                inside[p][q] += c->middle[p][m] * zz[m][q];
        }
    for (int term = 0; term < k; term++) {
        double g[T] = { 0 };
        for (int p = 0; p < k; p++)
            for (int q = term; q < k; q++)
                g[p] += inside[p][q] * b->l[term][q];
        parts->score[term] = parts->norm[term] = 0;
        for (int p = 0; p < k; p++) {
            parts->score[term] += g[p] * ze[p];
            parts->lu[term][p] = 0; /* L'X_g'v = Z'v */
            for (int q = 0; q < k; q++)
                parts->lu[term][p] += zz[p][q] * g[q];
            parts->norm[term] += g[p] * parts->lu[term][p];
        }
    }
}

/* Satterthwaite: with p_g = (I - H) v_g, p_g'p_h = [g = h] |v_g|^2 - (L'u_g)'(L'u_h). */
static double satterthwaite(const Parts *parts, int groups, int term, int k)
{
    double trace = 0, squares = 0;
    for (int g = 0; g < groups; g++)
        for (int h = 0; h < groups; h++) {
            double both = g == h ? parts[g].norm[term] : 0;
            for (int p = 0; p < k; p++)
                both -= parts[g].lu[term][p] * parts[h].lu[term][p];
            squares += both * both;
            trace += g == h ? both : 0;
        }
    return trace * trace / squares;
}

static void finish(StatsCr2 *r, const Parts *parts)
{
    for (int j = 0; j < r->terms; j++) {
        double variance = 0;
        for (int g = 0; g < r->clusters; g++)
            variance += parts[g].score[j] * parts[g].score[j];
        r->se[j] = sqrt(variance);
        r->df[j] = satterthwaite(parts, r->clusters, j, r->terms);
        r->t[j] = r->coef[j] / r->se[j];
        r->p[j] = dist_t_two_sided(r->t[j], r->df[j]);
        r->ci[j] = stats_t_interval(r->coef[j], r->se[j], r->df[j]);
    }
}

/* Rows of each cluster one after another; returns how many clusters have rows. */
static int by_cluster(const int *cluster, int n, int *rows, Cluster *clusters, int top)
{
    int found = 0, at = 0;
    for (int g = 0; g < top; g++) {
        int from = at;
        for (int i = 0; i < n; i++)
            if (cluster[i] == g)
                rows[at++] = i;
        if (at > from)
            clusters[found++] = (Cluster){ .n = at - from, .rows = rows + from };
    }
    return found;
}

StatsCr2 stats_cr2(const double *x, const double *y, int n, int terms, const int *cluster)
{
    StatsOls fit = stats_ols(x, y, n, terms, NULL);
    StatsCr2 r = { .reason = fit.reason, .n = n, .terms = terms };
    int top = 0;
    for (int j = 0; j < T; j++) {
        r.coef[j] = fit.coef[j];
        r.se[j] = r.df[j] = r.t[j] = r.p[j] = NAN;
        r.ci[j] = (StatsInterval)NO_INTERVAL;
    }
    for (int i = 0; i < n; i++)
        top = MAX(top, cluster[i] + 1);
    g_autofree int *rows = g_new(int, n + 1);
    g_autofree Cluster *clusters = g_new0(Cluster, top + 1);
    r.clusters = by_cluster(cluster, n, rows, clusters, top);
    Bread bread;
    if (r.reason == STATS_OK && r.clusters < 2)
        r.reason = STATS_TOO_FEW;
    else if (r.reason == STATS_OK && !bread_new(&bread, x, n, terms))
        r.reason = STATS_SINGULAR;
    if (r.reason != STATS_OK)
        return r;
    g_autofree double *residual = g_new(double, n);
    for (int i = 0; i < n; i++) {
        residual[i] = y[i];
        for (int j = 0; j < terms; j++)
            residual[i] -= x[(gsize)i * terms + j] * fit.coef[j];
    }
    g_autofree Parts *parts = g_new0(Parts, r.clusters);
    for (int g = 0; g < r.clusters; g++) {
        cluster_root(&bread, &clusters[g], x);
        cluster_parts(&bread, &clusters[g], x, residual, &parts[g]);
    }
    finish(&r, parts);
    return r;
}
