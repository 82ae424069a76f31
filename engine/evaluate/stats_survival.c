/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stats_survival.h"
#include "evaluate_priv.h"

#define SAME 1e-9 /* heights of the curve that differ less are equal, as in R */

typedef struct {
    double time;
    int event, group;
} Life;

static int by_time(gconstpointer a, gconstpointer b)
{
    const Life *x = a, *y = b;
    return x->time < y->time ? -1 : x->time > y->time;
}

/* Sorted by time; without the missing. Given. */
static Life *lives(const double *time, const double *event, const int *group, int n, int *kept, StatsReason *reason)
{
    Life *all = g_new(Life, MAX(n, 0) + 1);
    *kept = 0;
    for (int i = 0; i < n; i++) {
        if (isnan(time[i]) || isnan(event[i]) || (group && group[i] < 0))
            continue;
        if (isinf(time[i]) || time[i] < 0 || (event[i] != 0 && event[i] != 1))
            *reason = STATS_BAD_VALUE;
        all[(*kept)++] = (Life){ time[i], event[i] == 1, group ? group[i] : 0 };
    }
    if (*reason == STATS_OK && *kept < 1)
        *reason = STATS_TOO_FEW;
    qsort(all, *kept, sizeof *all, by_time);
    return all;
}

static double lower_curve(const StatsKmStep *s)
{
    return s->ci.low;
}
static double upper_curve(const StatsKmStep *s)
{
    return s->ci.high;
}
static double curve(const StatsKmStep *s)
{
    return s->survival;
}

static double when(const StatsKmStep *steps, int n, double height, double (*of)(const StatsKmStep *))
{
    for (int i = 0; i < n; i++) {
        double y = of(&steps[i]);
        if (isnan(y) || y > height + SAME)
            continue;
        if (y < height - SAME)
            return steps[i].time;
        for (int j = i + 1; j < n; j++)
            if (of(&steps[j]) < height - SAME)
                return (steps[i].time + steps[j].time) / 2;
        return steps[i].time;
    }
    return NAN;
}

static void walk(StatsKm *r, const Life *all, StatsKmStep *steps)
{
    double survival = 1, greenwood = 0, z = dist_normal_quantile(STATS_LEVEL);
    for (int from = 0, to; from < r->n; from = to) {
        StatsKmStep *s = &steps[r->steps++];
        *s = (StatsKmStep){ .time = all[from].time, .at_risk = r->n - from };
        for (to = from; to < r->n && all[to].time <= s->time; to++)
            *(all[to].event ? &s->events : &s->censored) += 1;
        r->events += s->events;
        survival *= 1 - (double)s->events / s->at_risk;
        greenwood += (double)s->events / ((double)s->at_risk * (s->at_risk - s->events));
        s->survival = survival;
        if (survival > 0) {
            double half = z * sqrt(greenwood);
            s->se = survival * sqrt(greenwood);
            s->ci = (StatsInterval){ survival * exp(-half), fmin(1, survival * exp(half)) };
        } else {
            s->se = NAN;
            s->ci = (StatsInterval)NO_INTERVAL;
        }
    }
}

StatsKm stats_km(const double *time, const double *event, int n, StatsKmStep *steps)
{
    StatsKm r = { .q1 = NAN, .median = NAN, .q3 = NAN, .median_ci = NO_INTERVAL };
    g_autofree Life *all = lives(time, event, NULL, n, &r.n, &r.reason);
    r.missing = n - r.n;
    if (r.reason != STATS_OK)
        return r;
    walk(&r, all, steps);
    r.q1 = when(steps, r.steps, .75, curve);
    r.median = when(steps, r.steps, .5, curve);
    r.q3 = when(steps, r.steps, .25, curve);
    r.median_ci = (StatsInterval){ when(steps, r.steps, .5, lower_curve), when(steps, r.steps, .5, upper_curve) };
    return r;
}

/* One time of events: adds to observed, expected and the covariance. */
static void add_time(StatsLogRank *r, const int *at_risk, const int *died, double v[STATS_MAX_CURVES][STATS_MAX_CURVES])
{
    double all = 0, events = 0;
    for (int g = 0; g < r->groups; g++) {
        all += at_risk[g];
        events += died[g];
        r->observed[g] += died[g];
    }
    for (int g = 0; g < r->groups; g++) {
        double share = at_risk[g] / all;
        r->expected[g] += events * share;
        for (int h = 0; all > 1 && h < r->groups; h++)
            v[g][h] += events * (all - events) / (all - 1) * share * ((g == h) - at_risk[h] / all);
    }
}

/* u' V^-1 u over the first k groups by elimination; NaN where V has no inverse. */
static double quadratic(double v[STATS_MAX_CURVES][STATS_MAX_CURVES], double *u, int k)
{
    double result = 0;
    for (int c = 0; c < k; c++) {
        if (!(v[c][c] > 1e-12))
            return NAN;
        for (int i = c + 1; i < k; i++) {
            double f = v[i][c] / v[c][c];
            for (int j = c; j < k; j++)
                v[i][j] -= f * v[c][j];
            u[i] -= f * u[c];
        }
        result += u[c] * u[c] / v[c][c];
    }
    return result;
}

StatsLogRank stats_log_rank(const double *time, const double *event, const int *group, int n, int groups)
{
    StatsLogRank r = { .groups = groups, .chi2 = NAN, .df = NAN, .p = NAN };
    if (groups < 2 || groups > STATS_MAX_CURVES) {
        r.reason = groups < 2 ? STATS_TOO_FEW : STATS_TOO_MANY;
        return r;
    }
    int kept, at_risk[STATS_MAX_CURVES] = { 0 };
    double v[STATS_MAX_CURVES][STATS_MAX_CURVES] = { { 0 } }, u[STATS_MAX_CURVES];
    g_autofree Life *all = lives(time, event, group, n, &kept, &r.reason);
    if (r.reason != STATS_OK)
        return r;
    for (int i = 0; i < kept; i++)
        r.n[all[i].group]++;
    for (int g = 0; g < groups; g++)
        at_risk[g] = r.n[g];
    for (int from = 0, to; from < kept; from = to) {
        int died[STATS_MAX_CURVES] = { 0 }, left[STATS_MAX_CURVES] = { 0 };
        for (to = from; to < kept && all[to].time <= all[from].time; to++) {
            died[all[to].group] += all[to].event;
            left[all[to].group]++;
        }
        add_time(&r, at_risk, died, v);
        for (int g = 0; g < groups; g++)
            at_risk[g] -= left[g];
    }
    for (int g = 0; g < groups; g++)
        u[g] = r.observed[g] - r.expected[g];
    r.chi2 = quadratic(v, u, groups - 1);
    r.df = groups - 1;
    r.p = dist_chi2_upper(r.chi2, r.df);
    r.reason = isnan(r.chi2) ? STATS_UNDEFINED : STATS_OK;
    return r;
}
