/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What puts two forms on one scale besides the mean of their anchors: which anchors hold, and groups made by chance. */
#include "evaluate_priv.h"
#include "rasch_priv.h"

#define AWAY_MOST 0.5
#define ERRORS_MOST 1.96

/* Abilities from -GRID_END to GRID_END; the sum is as good as the integral while the spread is some steps wide. */
#define GRID_END 12.0
#define GRID_STEP 0.05
#define GRID 481
#define SPREAD_LEAST (3 * GRID_STEP)
#define MEAN_MOST 8.0
#define TURNS_MOST 5000

static double variance_of(const StatsRaschItem *first, const StatsRaschItem *second, int i)
{
    return first[i].se * first[i].se + second[i].se * second[i].se;
}

/* Against the mean of the others that are not displaced. */
static void measure(const StatsRaschItem *first, const StatsRaschItem *second, int anchors, StatsAnchor *each, int i)
{
    double sum = 0, variance = 0, others = 0;
    for (int j = 0; j < anchors; j++) {
        if (j == i || each[j].displaced)
            continue;
        sum += each[j].apart;
        variance += variance_of(first, second, j);
        others++;
    }
    each[i].away = each[i].apart - sum / others;
    each[i].z = each[i].away / sqrt(variance_of(first, second, i) + variance / (others * others));
}

void stats_rasch_anchors(const StatsRaschItem *first, const StatsRaschItem *second, int anchors, StatsAnchor *each)
{
    for (int i = 0; i < anchors; i++)
        each[i] = (StatsAnchor){ first[i].difficulty - second[i].difficulty, NAN, NAN, false };
    for (int kept = anchors, worst = 0; kept >= 3 && worst >= 0; kept--) {
        worst = -1;
        for (int i = 0; i < anchors; i++) {
            measure(first, second, anchors, each, i);
            if (!each[i].displaced && fabs(each[i].away) > AWAY_MOST && fabs(each[i].z) > ERRORS_MOST &&
                (worst < 0 || fabs(each[i].z) > fabs(each[worst].z)))
                worst = i;
        }
        if (worst >= 0)
            each[worst].displaced = true;
    }
}

static double grid_at(int g)
{
    return g * GRID_STEP - GRID_END;
}

/* P(total t | ability) at each point, up to a factor of each total: exp(t ability) / prod (1 + exp(ability -
 * difficulty)). */
static double *chances(const StatsRaschItem *items, int k)
{
    double *p = g_new(double, (gsize)(k + 1) * GRID);
    g_autofree double *base = g_new0(double, GRID);
    for (int g = 0; g < GRID; g++)
        for (int i = 0; i < k; i++)
            base[g] -= log1p(exp(grid_at(g) - items[i].difficulty));
    for (int t = 0; t <= k; t++) {
        double most = -INFINITY;
        for (int g = 0; g < GRID; g++)
            most = fmax(most, base[g] + t * grid_at(g));
        for (int g = 0; g < GRID; g++)
            p[(gsize)t * GRID + g] = exp(base[g] + t * grid_at(g) - most);
    }
    return p;
}

/* Mean powers 0 .. 4 of (ability - mean) / sd of those with one total. */
static void moments(const double *p, const double *weight, double mean, double sd, double m[5])
{
    memset(m, 0, 5 * sizeof *m);
    for (int g = 0; g < GRID; g++) {
        double share = p[g] * weight[g], z = (grid_at(g) - mean) / sd;
        for (int power = 0; power < 5; power++, share *= z)
            m[power] += share;
    }
    for (int power = 4; power >= 0; power--)
        m[power] /= m[0];
}

/* One turn of expectation and maximisation; returns the greater move. `se` by Louis (1982): the information that
 * knowing everybody's ability would give, less what not knowing it takes. */
static double turn(StatsRaschPeople *r, const double *p, const StatsRaschScore *scores, int k)
{
    double weight[GRID], m[5], sum = 0, squares = 0, aa = 0, ab = 0, bb = 0, mean = r->mean, sd = r->sd;
    for (int g = 0; g < GRID; g++) {
        double z = (grid_at(g) - mean) / sd;
        weight[g] = exp(-z * z / 2);
    }
    for (int t = 0; t <= k; t++) {
        double n = scores[t].n;
        if (n == 0)
            continue;
        moments(p + (gsize)t * GRID, weight, mean, sd, m);
        sum += n * m[1];
        squares += n * m[2];
        aa += n * (1 - (m[2] - m[1] * m[1]));
        ab += n * (2 * m[1] - (m[3] - m[1] * m[2]));
        bb += n * (3 * m[2] - 1 - (m[4] - m[2] * m[2]));
    }
    double step = sum / r->n;
    r->mean = mean + sd * step;
    r->sd = sd * sqrt(squares / r->n - step * step);
    r->se = sd * sqrt(bb / (aa * bb - ab * ab));
    return fmax(fabs(r->mean - mean), fabs(r->sd - sd));
}

StatsRaschPeople stats_rasch_people(const StatsRaschItem *items, const StatsRaschScore *scores, int k)
{
    StatsRaschPeople r = { .mean = 0, .sd = 1, .se = NAN };
    for (int t = 0; t <= k; t++)
        r.n += scores[t].n;
    r.reason = r.n < 2 ? STATS_TOO_FEW : STATS_OK;
    g_autofree double *p = r.reason == STATS_OK ? chances(items, k) : NULL;
    double move = INFINITY;
    for (int i = 0; i < TURNS_MOST && r.reason == STATS_OK && move > 1e-10; i++) {
        move = turn(&r, p, scores, k);
        if (!(r.sd > SPREAD_LEAST) || !(fabs(r.mean) < MEAN_MOST))
            r.reason = STATS_UNDEFINED;
    }
    if (r.reason == STATS_OK && (move > 1e-7 || !isfinite(r.se)))
        r.reason = STATS_UNDEFINED;
    if (r.reason != STATS_OK)
        r.mean = r.sd = r.se = NAN;
    return r;
}

StatsLink stats_rasch_link_groups(const StatsRaschPeople *first, const StatsRaschPeople *second)
{
    StatsLink l = { .reason = first->reason == STATS_OK ? second->reason : first->reason };
    l.shift = first->mean - second->mean;
    l.error = l.error_sampling = sqrt(first->se * first->se + second->se * second->se);
    return l;
}
