/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method on the log likelihood. Where an outcome can be foretold wholly there is no maximum: the probabilities
 * run to 0 and 1, and that is said instead of a number. */
#include "stats_logistic.h"
#include "evaluate_priv.h"

#define T STATS_MAX_TERMS
#define STEPS_MAX 60

/* Solves a v = b for the symmetric positive `a` (destroyed); with b of `k` columns. False where it is singular. */
static bool solve(double a[T][T], double b[T][T + 1], int k, int columns)
{
    for (int c = 0; c < k; c++) {
        if (!(a[c][c] > 1e-12))
            return false;
        for (int p = 0; p < k; p++) {
            double factor = p == c ? 0 : a[p][c] / a[c][c];
            for (int q = c; factor != 0 && q < k; q++)
                a[p][q] -= factor * a[c][q];
            for (int q = 0; factor != 0 && q < columns; q++)
                b[p][q] -= factor * b[c][q];
        }
    }
    for (int p = 0; p < k; p++)
        for (int q = 0; q < columns; q++)
            b[p][q] /= a[p][p];
    return true;
}

typedef struct {
    double information[T][T], score[T][T + 1]; /* score: in column 0, the unit matrix after it */
    double log_likelihood, nearest;            /* how near to 0 or 1 the fitted came */
} Newton;

static void gather(Newton *w, const StatsLogistic *r, const double *x, const double *y, double *fitted)
{
    int k = r->terms;
    *w = (Newton){ .nearest = 1 };
    for (int i = 0; i < r->n; i++) {
        const double *row = x + (gsize)i * k;
        double eta = 0;
        for (int p = 0; p < k; p++)
            eta += r->coef[p] * row[p];
        double f = 1 / (1 + exp(-eta)), v = f * (1 - f);
        w->log_likelihood += y[i] > .5 ? -log1p(exp(-eta)) : -log1p(exp(eta));
        w->nearest = fmin(w->nearest, fmin(f, 1 - f));
        if (fitted)
            fitted[i] = f;
        for (int p = 0; p < k; p++) {
            w->score[p][0] += row[p] * (y[i] - f);
            w->score[p][p + 1] = 1;
            for (int q = 0; q < k; q++)
                w->information[p][q] += v * row[p] * row[q];
        }
    }
}

StatsLogistic stats_logistic(const double *x, const double *y, int n, int terms, double *fitted)
{
    StatsLogistic r = { .reason = n <= terms ? STATS_TOO_FEW : STATS_OK, .n = n, .terms = terms };
    double ones = 0;
    for (int i = 0; i < n; i++)
        ones += y[i];
    if (r.reason == STATS_OK && (ones < 1 || ones > n - 1))
        r.reason = STATS_UNDEFINED;
    for (r.steps = 0; r.reason == STATS_OK && r.steps < STEPS_MAX; r.steps++) {
        Newton w;
        double most = 0;
        gather(&w, &r, x, y, fitted);
        r.log_likelihood = w.log_likelihood;
        if (w.nearest < 1e-9)
            r.reason = STATS_UNDEFINED;
        else if (!solve(w.information, w.score, terms, terms + 1))
            r.reason = STATS_SINGULAR;
        if (r.reason != STATS_OK)
            break;
        for (int p = 0; p < terms; p++) {
            r.coef[p] += w.score[p][0];
            r.se[p] = sqrt(w.score[p][p + 1]);
            most = fmax(most, fabs(w.score[p][0]) / fmax(1, fabs(r.coef[p])));
        }
        if (most < 1e-13)
            break;
    }
    if (r.reason == STATS_OK && r.steps == STEPS_MAX)
        r.reason = STATS_UNDEFINED;
    for (int p = 0; r.reason != STATS_OK && p < T; p++)
        r.coef[p] = r.se[p] = NAN;
    return r;
}
