/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The distributions that are our own: noncentral t by quadrature, signed ranks by counting. */
#include "dist.h"

#include <glib.h>
#include <math.h>

/* Gauss-Legendre, 16 points on [-1, 1]: the positive abscissae and their weights (Abramowitz & Stegun, table 25.4). */
static const double gauss_x[] = { 0.095012509837637440185, 0.281603550779258913230, 0.458016777657227386342,
    0.617876244402643748447, 0.755404408355003033895, 0.865631202387831743880, 0.944575023073232576078,
    0.989400934991649932596 };
static const double gauss_w[] = { 0.189450610455068496285, 0.182603415044923588867, 0.169156519395002538189,
    0.149595988816576732081, 0.124628971255533872052, 0.095158511682492784810, 0.062253523938647892863,
    0.027152459411754094852 };

typedef struct {
    double t, df, ncp, log_scale;
} Nct;

/* Density of s = sqrt(chi2 / df) at s, times Phi(t s - ncp): P(T <= t) is its integral over s > 0. */
static double nct_integrand(const Nct *n, double s)
{
    double density = exp(n->log_scale + (n->df - 1) * log(s) - n->df * s * s / 2);
    return density * 0.5 * erfc((n->ncp - n->t * s) / G_SQRT2);
}

static double nct_panel(const Nct *n, double from, double to)
{
    double middle = (from + to) / 2, half = (to - from) / 2, sum = 0;
    for (guint i = 0; i < G_N_ELEMENTS(gauss_x); i++)
        sum +=
            gauss_w[i] * (nct_integrand(n, middle - half * gauss_x[i]) + nct_integrand(n, middle + half * gauss_x[i]));
    return sum * half;
}

static double nct_panels(const Nct *n, double from, double to, int panels)
{
    double sum = 0;
    for (int i = 0; i < panels; i++)
        sum += nct_panel(n, from + (to - from) * i / panels, from + (to - from) * (i + 1) / panels);
    return sum;
}

double dist_nct_cdf(double t, double df, double ncp)
{
    if (!isfinite(t) || !isfinite(df) || df < 1 || !isfinite(ncp))
        return NAN;
    /* ln of 2 (df/2)^(df/2) / Gamma(df/2); by differences of large numbers for large df, so written around its maximum
     */
    int sign;
    Nct n = { t, df, ncp, G_LN2 + df / 2 * log(df / 2) - lgamma_r(df / 2, &sign) };
    /* s lies within 10 of its standard deviations 1/sqrt(2 df) of 1, up to 1e-20; the step of Phi is 1/|t| wide at
     * ncp/t. */
    double reach = 10 / sqrt(2 * df), from = fmax(1 - reach, 0), to = 1 + reach;
    double step = t != 0 ? ncp / t : -1, width = t != 0 ? 10 / fabs(t) : 0;
    double cut[4] = { from, CLAMP(step - width, from, to), CLAMP(step + width, from, to), to };
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        if (cut[i + 1] > cut[i])
            sum += nct_panels(&n, cut[i], cut[i + 1], 16);
    }
    return CLAMP(sum, 0, 1);
}

double dist_nct_ncp(double t, double df, double p)
{
    if (!isfinite(t) || !isfinite(df) || df < 1 || !(p > 0 && p < 1))
        return NAN;
    /* The cdf falls as ncp grows; bracket, then halve. */
    double reach = 5 + fabs(t), low = t - reach, high = t + reach;
    for (int i = 0; i < 60 && dist_nct_cdf(t, df, low) < p; i++)
        low -= reach;
    for (int i = 0; i < 60 && dist_nct_cdf(t, df, high) > p; i++)
        high += reach;
    for (int i = 0; i < 200 && high - low > 1e-13 * (1 + fabs(low)); i++) {
        double middle = (low + high) / 2;
        if (dist_nct_cdf(t, df, middle) > p)
            low = middle;
        else
            high = middle;
    }
    return (low + high) / 2;
}

bool dist_signed_rank(const int *twice_ranks, int n, int64_t twice_v, double *lower, double *upper)
{
    if (n < 1 || n > DIST_SIGNED_RANK_MAX)
        return false;
    int64_t total = 0;
    for (int i = 0; i < n; i++) {
        if (twice_ranks[i] < 1 || twice_ranks[i] > 2 * n)
            return false;
        total += twice_ranks[i];
    }
    /* chance[v] = probability of the sum v over the ranks taken so far; each rank either joins or does not. */
    g_autofree double *chance = g_new0(double, total + 1);
    chance[0] = 1;
    int64_t top = 0;
    for (int i = 0; i < n; i++) {
        top += twice_ranks[i];
        for (int64_t v = top; v >= 0; v--)
            chance[v] = (chance[v] + (v >= twice_ranks[i] ? chance[v - twice_ranks[i]] : 0)) / 2;
    }
    *lower = *upper = 0;
    for (int64_t v = 0; v <= total; v++) {
        if (v <= twice_v)
            *lower += chance[v];
        if (v >= twice_v)
            *upper += chance[v];
    }
    return true;
}
