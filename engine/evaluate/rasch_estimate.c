/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method on the conditional likelihood. With e = exp(-difficulty) and gamma_r the elementary symmetric
 * function of order r, P(item i right | total r) = e_i gamma_(r-1) without i / gamma_r. The functions are built by
 * adding item after item: sums of positive terms only, so that no digits are lost (Fischer 1974). */
#include "evaluate_priv.h"
#include "rasch_priv.h"

#define STEPS_MOST 60
#define FAR 15.0 /* difficulties beyond this are on their way to infinity */

/* gamma[0 .. k] of the items but `a` and `b` (-1: none left out). */
static void symmetric(const double *e, int k, int a, int b, double *gamma)
{
    int have = 0;
    gamma[0] = 1;
    for (int i = 0; i < k; i++) {
        if (i == a || i == b)
            continue;
        gamma[have + 1] = 0;
        for (int r = ++have; r > 0; r--)
            gamma[r] += e[i] * gamma[r - 1];
    }
    for (int r = have + 1; r <= k; r++)
        gamma[r] = 0;
}

typedef struct {
    double gradient[RASCH_ITEMS], information[RASCH_ITEMS][RASCH_ITEMS], log_likelihood;
} Slope;

static void probabilities(const RaschCounts *c, const double *e, const double *all, double *p)
{
    double without[RASCH_ITEMS + 1];
    for (int i = 0; i < c->k; i++) {
        symmetric(e, c->k, i, -1, without);
        for (int r = 1; r < c->k; r++)
            p[r * c->k + i] = e[i] * without[r - 1] / all[r];
    }
}

static void slope_at(const RaschCounts *c, const double *difficulty, Slope *s)
{
    int k = c->k;
    double e[RASCH_ITEMS], all[RASCH_ITEMS + 1], without[RASCH_ITEMS + 1];
    g_autofree double *p = g_new0(double, (gsize)(k + 1) * k);
    for (int i = 0; i < k; i++)
        e[i] = exp(-difficulty[i]);
    symmetric(e, k, -1, -1, all);
    probabilities(c, e, all, p);
    s->log_likelihood = 0;
    for (int r = 1; r < k; r++)
        s->log_likelihood -= c->with_total[r] * log(all[r]);
    for (int i = 0; i < k; i++) {
        s->log_likelihood -= c->right[i] * difficulty[i];
        s->gradient[i] = -c->right[i];
        for (int r = 1; r < k; r++)
            s->gradient[i] += c->with_total[r] * p[r * k + i];
        for (int j = 0; j <= i; j++) {
            double sum = 0;
            if (i != j)
                symmetric(e, k, i, j, without);
            for (int r = 1; r < k; r++) {
                double both = i == j ? p[r * k + i] : r >= 2 ? e[i] * e[j] * without[r - 2] / all[r] : 0;
                sum += c->with_total[r] * (both - p[r * k + i] * p[r * k + j]);
            }
            s->information[i][j] = s->information[j][i] = sum;
        }
    }
}

/* Pseudo-inverse of the information, whose null space is a common shift: (I + 11')^-1 - 11'/k^2. False where more is
 * lost. */
static bool invert(const Slope *s, int k, double *inverse)
{
    g_autofree double *a = g_new(double, (gsize)k *k);
    for (int i = 0; i < k * k; i++) {
        a[i] = s->information[i / k][i % k] + 1;
        inverse[i] = i / k == i % k;
    }
    for (int c = 0; c < k; c++) {
        double pivot = a[c * k + c];
        if (!(pivot > 1e-9))
            return false;
        for (int j = 0; j < k; j++) {
            a[c * k + j] /= pivot;
            inverse[c * k + j] /= pivot;
        }
        for (int i = 0; i < k; i++) {
            double f = a[i * k + c];
            for (int j = 0; i != c && j < k; j++) {
                a[i * k + j] -= f * a[c * k + j];
                inverse[i * k + j] -= f * inverse[c * k + j];
            }
        }
    }
    for (int i = 0; i < k * k; i++)
        inverse[i] -= 1.0 / ((double)k * k);
    return true;
}

static void start(const RaschCounts *c, double *difficulty)
{
    double people = 0, mean = 0;
    for (int r = 1; r < c->k; r++)
        people += c->with_total[r];
    for (int i = 0; i < c->k; i++) {
        difficulty[i] = log((people - c->right[i] + .5) / (c->right[i] + .5));
        mean += difficulty[i] / c->k;
    }
    for (int i = 0; i < c->k; i++)
        difficulty[i] -= mean;
}

/* One step downhill of -log likelihood, halved until it gains; returns the greatest move, NaN when there is none. */
static double step(const RaschCounts *c, double *difficulty, Slope *s, const double *inverse)
{
    double move[RASCH_ITEMS], next[RASCH_ITEMS], before = s->log_likelihood;
    for (double share = 1; share > 1e-4; share /= 2) {
        double most = 0;
        for (int i = 0; i < c->k; i++) {
            move[i] = 0;
            for (int j = 0; j < c->k; j++)
                move[i] += inverse[i * c->k + j] * s->gradient[j];
            next[i] = difficulty[i] + share * move[i];
            most = fmax(most, fabs(share * move[i]));
            if (!(fabs(next[i]) < FAR))
                return NAN;
        }
        Slope *tried = g_new(Slope, 1);
        slope_at(c, next, tried);
        bool gains = tried->log_likelihood >= before - 1e-9 * fabs(before);
        if (gains) {
            *s = *tried;
            memcpy(difficulty, next, sizeof *next * c->k);
        }
        g_free(tried);
        if (gains)
            return most;
    }
    return NAN;
}

bool rasch_estimate(const RaschCounts *counts, double *difficulty, double *se, double *log_likelihood)
{
    int k = counts->k;
    g_autofree Slope *s = g_new0(Slope, 1);
    g_autofree double *inverse = g_new(double, (gsize)k *k);
    start(counts, difficulty);
    slope_at(counts, difficulty, s);
    double most = INFINITY;
    for (int i = 0; i < STEPS_MOST && most > 1e-11; i++) {
        if (!invert(s, k, inverse))
            return false;
        most = step(counts, difficulty, s, inverse);
        if (isnan(most))
            return false;
    }
    if (!(most <= 1e-8) || !invert(s, k, inverse))
        return false;
    for (int i = 0; i < k; i++)
        se[i] = sqrt(inverse[i * k + i]);
    *log_likelihood = s->log_likelihood;
    return true;
}

double rasch_ability(const double *difficulty, int k, int r, double *se)
{
    double low = -40, high = 40, information = 0;
    for (int turn = 0; turn < 200 && high - low > 1e-14; turn++) {
        double middle = (low + high) / 2, expected = 0;
        for (int i = 0; i < k; i++)
            expected += 1 / (1 + exp(difficulty[i] - middle));
        *(expected < r ? &low : &high) = middle;
    }
    for (int i = 0; i < k; i++) {
        double p = 1 / (1 + exp(difficulty[i] - low));
        information += p * (1 - p);
    }
    *se = 1 / sqrt(information);
    return low;
}
