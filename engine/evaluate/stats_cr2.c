/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CR2 for weighted least squares: with W the weights, M = (X'WX)^-1 and H = XMX'W, the residuals of each cluster g are
 * multiplied by A = B^(-1/2), B that cluster's block of (I - H)(I - H)'. With M = LL', Z = XL and S = Z'WWZ,
 * B = I + Z S Z' - Z (WZ)' - (WZ) Z', which is the unit matrix but for the span of [Z, WZ]. An orthonormal base Q of
 * it, [Z, WZ] = Q [R1, R2], makes all small: A = I + Q (N^(-1/2) - I) Q' with N = I + R1 S R1' - R1 R2' - R2 R1'. Where
 * N has a zero the cluster determines a coefficient by itself, and that direction is left out. Without weights W = I.
 */
#include "stats_cluster.h"
#include "evaluate_priv.h"

#define T STATS_MAX_TERMS
#define WIDE (2 * T)
#define ZERO 1e-10

/* The fit: its data, L, and what has come together for each term. */
typedef struct {
    int k;
    const double *x, *weight; /* weight NULL: all 1 */
    double *residual;
    double l[T][T], s[T][T];
} Bread;

static double weight_of(const Bread *b, int row)
{
    return b->weight ? b->weight[row] : 1;
}

static void jacobi_turn(int k, double a[WIDE][WIDE], double v[WIDE][WIDE], int p, int q)
{
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = (theta < 0 ? -1 : 1) / (fabs(theta) + sqrt(theta * theta + 1)), c = 1 / sqrt(t * t + 1), s = t * c;
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

/* Eigenvalues on the diagonal of `a` after Jacobi's rotations, vectors in the columns of `v`. */
static void jacobi(int k, double a[WIDE][WIDE], double v[WIDE][WIDE])
{
    for (int i = 0; i < k; i++)
        for (int j = 0; j < k; j++)
            v[i][j] = i == j;
    for (int sweep = 0; sweep < 60; sweep++) {
        double off = 0;
        for (int p = 0; p < k; p++)
            for (int q = p + 1; q < k; q++) {
                off += a[p][q] * a[p][q];
                if (a[p][q] != 0)
                    jacobi_turn(k, a, v, p, q);
            }
        if (off < 1e-30)
            return;
    }
}

/* R'R = X'WX by Cholesky, L = R^-1. False where it is not positive. */
static bool bread_solve(Bread *b, int n)
{
    double r[T][T] = { { 0 } };
    int k = b->k;
    for (int i = 0; i < n; i++)
        for (int p = 0; p < k; p++)
            for (int q = p; q < k; q++)
                r[p][q] += weight_of(b, i) * b->x[(gsize)i * k + p] * b->x[(gsize)i * k + q];
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
    for (int q = 0; q < k; q++)
        for (int p = q; p >= 0; p--) {
            double sum = p == q;
            for (int m = p + 1; m <= q; m++)
                sum -= r[p][m] * b->l[m][q];
            b->l[p][q] = sum / r[p][p];
        }
    return true;
}

/* One row of Z. */
static void to_z(const Bread *b, int row, double z[T])
{
    const double *x = b->x + (gsize)row * b->k;
    for (int q = 0; q < b->k; q++) {
        z[q] = 0;
        for (int p = 0; p <= q; p++)
            z[q] += x[p] * b->l[p][q];
    }
}

static void bread_squares(Bread *b, int n)
{
    double z[T];
    for (int i = 0; i < n; i++) {
        double w = weight_of(b, i);
        to_z(b, i, z);
        for (int p = 0; p < b->k; p++)
            for (int q = 0; q < b->k; q++)
                b->s[p][q] += w * w * z[p] * z[q];
    }
}

/* One cluster in its base: [R1, R2], N^(-1/2) and Q'e. */
typedef struct {
    int n, rank;
    const int *rows;
    double r[WIDE][WIDE], root[WIDE][WIDE], qe[WIDE];
} Cluster;

static double dot(const double *a, const double *b, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += a[i] * b[i];
    return sum;
}

/* Gram and Schmidt, each column twice; what is left of `u` becomes the next column of q if there is anything. */
static void add_column(Cluster *c, double *q, double *u, int column)
{
    double size = sqrt(dot(u, u, c->n)), left;
    for (int twice = 0; twice < 2; twice++)
        for (int m = 0; m < c->rank; m++) {
            const double *own = q + (gsize)m * c->n;
            double part = dot(own, u, c->n);
            c->r[m][column] += part;
            for (int i = 0; i < c->n; i++)
                u[i] -= part * own[i];
        }
    left = sqrt(dot(u, u, c->n));
    if (!(left > 1e-12 * size))
        return;
    for (int i = 0; i < c->n; i++)
        q[(gsize)c->rank * c->n + i] = u[i] / left;
    c->r[c->rank++][column] = left;
}

static void cluster_base(const Bread *b, Cluster *c)
{
    int k = b->k, most = MIN(2 * k, c->n);
    g_autofree double *q = g_new(double, (gsize)c->n *(most + 1) + 1), *z = g_new(double, (gsize)c->n *k + 1);
    double *u = q + (gsize)c->n * most;
    c->rank = 0;
    memset(c->r, 0, sizeof c->r);
    for (int i = 0; i < c->n; i++)
        to_z(b, c->rows[i], z + (gsize)i * k);
    for (int column = 0; column < 2 * k; column++) {
        for (int i = 0; i < c->n; i++)
            u[i] = z[(gsize)i * k + column % k] * (column < k ? 1 : weight_of(b, c->rows[i]));
        if (c->rank < most) {
            add_column(c, q, u, column);
            continue;
        }
        for (int m = 0; m < c->rank; m++)
            c->r[m][column] = dot(q + (gsize)m * c->n, u, c->n);
    }
    for (int m = 0; m < c->rank; m++) {
        c->qe[m] = 0;
        for (int i = 0; i < c->n; i++)
            c->qe[m] += q[(gsize)m * c->n + i] * b->residual[c->rows[i]];
    }
}

static void cluster_root(const Bread *b, Cluster *c)
{
    int k = b->k;
    double a[WIDE][WIDE], v[WIDE][WIDE];
    for (int i = 0; i < c->rank; i++)
        for (int j = 0; j < c->rank; j++) {
            a[i][j] = i == j;
            for (int p = 0; p < k; p++) {
                a[i][j] -= c->r[i][p] * c->r[j][k + p] + c->r[i][k + p] * c->r[j][p];
                for (int q = 0; q < k; q++)
                    a[i][j] += c->r[i][p] * b->s[p][q] * c->r[j][q];
            }
        }
    jacobi(c->rank, a, v);
    memset(c->root, 0, sizeof c->root);
    for (int m = 0; m < c->rank; m++) {
        double factor = a[m][m] > ZERO ? 1 / sqrt(a[m][m]) : 0;
        for (int i = 0; i < c->rank; i++)
            for (int j = 0; j < c->rank; j++)
                c->root[i][j] += v[i][m] * factor * v[j][m];
    }
}

/* What a term needs of all clusters. With v = A W Z L'c, a = Z'v, b = (WZ)'v and f = [a, b], the p_g = (I - H)_g' v_g
 * of Satterthwaite have p_g'p_h = [g = h] |v_g|^2 + f_g' K f_h, K = [S, -I; -I, 0]. */
typedef struct {
    double variance, trace, own; /* own: sum of |v|^4 + 2 |v|^2 f'Kf */
    double gram[WIDE][WIDE];     /* sum of f f' */
} Term;

/* Column `p` of K times f. */
static double times_k(const Bread *b, const double *f, int p)
{
    int k = b->k;
    double sum = p < k ? -f[k + p] : -f[p - k];
    for (int q = 0; p < k && q < k; q++)
        sum += b->s[p][q] * f[q];
    return sum;
}

static void term_add(const Bread *b, const Cluster *c, int term, Term *t)
{
    int k = b->k;
    double start[WIDE], v[WIDE], f[WIDE], norm = 0, score = 0, fkf = 0;
    for (int m = 0; m < c->rank; m++) {
        start[m] = 0;
        for (int q = term; q < k; q++)
            start[m] += c->r[m][k + q] * b->l[term][q];
    }
    for (int m = 0; m < c->rank; m++) {
        v[m] = dot(c->root[m], start, c->rank);
        norm += v[m] * v[m];
        score += v[m] * c->qe[m];
    }
    for (int p = 0; p < 2 * k; p++) {
        f[p] = 0;
        for (int m = 0; m < c->rank; m++)
            f[p] += c->r[m][p] * v[m];
    }
    for (int p = 0; p < 2 * k; p++) {
        fkf += f[p] * times_k(b, f, p);
        for (int q = 0; q < 2 * k; q++)
            t->gram[p][q] += f[p] * f[q];
    }
    t->variance += score * score;
    t->trace += norm + fkf;
    t->own += norm * norm + 2 * norm * fkf;
}

/* (trace P)^2 / sum of P's squares; the squares of f_g' K f_h add up to the trace of K gram K gram. */
static double satterthwaite(const Bread *b, const Term *t)
{
    int wide = 2 * b->k;
    double kg[WIDE][WIDE], squares = t->own;
    for (int p = 0; p < wide; p++)
        for (int q = 0; q < wide; q++)
            kg[p][q] = times_k(b, t->gram[q], p); /* gram is symmetric */
    for (int p = 0; p < wide; p++)
        for (int q = 0; q < wide; q++)
            squares += kg[p][q] * kg[q][p];
    return t->trace * t->trace / squares;
}

static void finish(StatsCr2 *r, const Bread *b, const Term *terms)
{
    for (int j = 0; j < r->terms; j++) {
        r->se[j] = sqrt(terms[j].variance);
        r->df[j] = satterthwaite(b, &terms[j]);
        r->t[j] = r->coef[j] / r->se[j];
        r->p[j] = dist_t_two_sided(r->t[j], r->df[j]);
        r->ci[j] = stats_t_interval(r->coef[j], r->se[j], r->df[j]);
    }
}

/* Rows of each cluster one after another in `rows`; those of cluster g begin at from[g] and end at from[g + 1]. Returns
 * how many clusters have rows. */
static int by_cluster(const int *cluster, int n, int top, int *rows, int *from)
{
    int found = 0;
    g_autofree int *at = g_new0(int, top + 1);
    for (int i = 0; i < n; i++)
        at[cluster[i]]++;
    from[0] = 0;
    for (int g = 0; g < top; g++) {
        found += at[g] > 0;
        from[g + 1] = from[g] + at[g];
        at[g] = from[g];
    }
    for (int i = 0; i < n; i++)
        rows[at[cluster[i]]++] = i;
    return found;
}

/* Least squares of rows that are multiplied by the root of their weight. */
static StatsOls weighted_fit(const double *x, const double *y, const double *weight, int n, int terms)
{
    if (!weight || terms < 1 || n < 1)
        return stats_ols(x, y, n, terms, NULL);
    g_autofree double *wx = g_new(double, (gsize)n *terms), *wy = g_new(double, n);
    for (int i = 0; i < n; i++) {
        double root = weight[i] > 0 ? sqrt(weight[i]) : NAN;
        wy[i] = y[i] * root;
        for (int j = 0; j < terms; j++)
            wx[(gsize)i * terms + j] = x[(gsize)i * terms + j] * root;
    }
    return stats_ols(wx, wy, n, terms, NULL);
}

static void all_clusters(StatsCr2 *r, const Bread *b, const int *rows, const int *from, int top)
{
    g_autofree Term *terms = g_new0(Term, r->terms);
    g_autofree Cluster *c = g_new(Cluster, 1);
    for (int g = 0; g < top; g++) {
        if (from[g + 1] == from[g])
            continue;
        c->n = from[g + 1] - from[g];
        c->rows = rows + from[g];
        cluster_base(b, c);
        cluster_root(b, c);
        for (int j = 0; j < r->terms; j++)
            term_add(b, c, j, &terms[j]);
    }
    finish(r, b, terms);
}

StatsCr2 stats_cr2_weighted(
    const double *x, const double *y, const double *weight, int n, int terms, const int *cluster)
{
    StatsOls fit = weighted_fit(x, y, weight, n, terms);
    StatsCr2 r = { .reason = fit.reason, .n = n, .terms = terms };
    int top = 0;
    for (int j = 0; j < T; j++) {
        r.coef[j] = fit.coef[j];
        r.se[j] = r.df[j] = r.t[j] = r.p[j] = NAN;
        r.ci[j] = (StatsInterval)NO_INTERVAL;
    }
    for (int i = 0; i < n; i++)
        top = MAX(top, cluster[i] + 1);
    g_autofree int *rows = g_new(int, n + 1), *from = g_new(int, top + 1);
    r.clusters = by_cluster(cluster, n, top, rows, from);
    g_autofree double *residual = g_new(double, n + 1);
    Bread b = { .k = terms, .x = x, .weight = weight, .residual = residual };
    if (r.reason == STATS_OK && r.clusters < 2)
        r.reason = STATS_TOO_FEW;
    else if (r.reason == STATS_OK && !bread_solve(&b, n))
        r.reason = STATS_SINGULAR;
    if (r.reason != STATS_OK)
        return r;
    bread_squares(&b, n);
    for (int i = 0; i < n; i++)
        residual[i] = y[i] - dot(x + (gsize)i * terms, fit.coef, terms);
    all_clusters(&r, &b, rows, from, top);
    return r;
}

StatsCr2 stats_cr2(const double *x, const double *y, int n, int terms, const int *cluster)
{
    return stats_cr2_weighted(x, y, NULL, n, terms, cluster);
}
