/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two groups: t and d over the rounding of means and SDs. t grows with the difference and falls with the SDs, so the
 * ends lie at the ends of the printed figures; for Welch's p, whose df moves with the SDs, the middles are looked at,
 * too. */
#include "evaluate_priv.h"
#include "printed_priv.h"

typedef struct {
    StatsRange t, df, p;
} TRange;

/* `scale` 1 and 2: what the SDs are multiplied with (their SEs' root n, where these were printed). */
static TRange t_range(const StatsPrintedRow *row, StatsVariance variance, int n1, int n2, bool as_se)
{
    double k1 = as_se ? sqrt(n1) : 1, k2 = as_se ? sqrt(n2) : 1;
    StatsRange diff = range_minus(row->mean1, row->mean2);
    StatsTwoSample face =
        stats_two_sample_printed(diff.value, row->sd1.value * k1, n1, 0, row->sd2.value * k2, n2, variance);
    TRange r = { range_point(face.t), range_point(face.df), range_point(face.p) };
    for (int i = 0; i < 27; i++) {
        StatsTwoSample t = stats_two_sample_printed(range_at(diff, i % 3), fmax(0, range_at(row->sd1, i / 3 % 3)) * k1,
            n1, 0, fmax(0, range_at(row->sd2, i / 9)) * k2, n2, variance);
        r.t = range_add(r.t, t.t);
        r.df = range_add(r.df, t.df);
        r.p = range_add(r.p, t.p);
    }
    if (diff.low <= 0 && diff.high >= 0)
        r.p.high = 1;
    return r;
}

typedef enum { D_POOLED, D_RMS, D_GLASS_1, D_GLASS_2, D_HEDGES, D_KINDS } DKind;
static const char *const d_names[D_KINDS] = { "d, pooled SD", "d, root mean square SD", "Glass, SD of the first group",
    "Glass, SD of the second group", "Hedges g" };

static double d_of(DKind kind, double diff, double s1, double s2, int n1, int n2)
{
    double df = n1 + n2 - 2, pooled = sqrt(((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2) / df);
    switch (kind) {
    case D_POOLED:
        return diff / pooled;
    case D_RMS:
        return diff / sqrt((s1 * s1 + s2 * s2) / 2);
    case D_GLASS_1:
        return diff / s1;
    case D_GLASS_2:
        return diff / s2;
    case D_HEDGES:
        return diff / pooled * dist_hedges_j(df);
    case D_KINDS:
        break;
    }
    return NAN;
}

static StatsRange d_range(const StatsPrintedRow *row, DKind kind)
{
    StatsRange diff = range_minus(row->mean1, row->mean2);
    StatsRange r = range_point(d_of(kind, diff.value, row->sd1.value, row->sd2.value, row->n1, row->n2));
    for (int i = 0; i < 8; i++)
        r = range_add(r, d_of(kind, i & 1 ? diff.high : diff.low, i & 2 ? row->sd1.high : row->sd1.low,
                             i & 4 ? row->sd2.high : row->sd2.low, row->n1, row->n2));
    return r;
}

static bool fits(const StatsPrintedRow *row, int n1, int n2, bool as_se, double tails, double *p)
{
    for (int v = 0; v < 2; v++) {
        double found = t_range(row, v ? STATS_WELCH : STATS_POOLED, n1, n2, as_se).p.value;
        *p = found * tails;
        if (range_holds(row->p, *p))
            return true;
    }
    return false;
}

/* The size of the first group at which p fits, at the same ratio of sizes, down to 2 or up to three times; 0 for none.
 */
static int other_size(const StatsPrintedRow *row)
{
    double p;
    int best = 0;
    for (int n = 2; n <= 3 * row->n1; n++) {
        int n2 = (int)lround((double)n * row->n2 / row->n1);
        if (n2 >= 2 && fits(row, n, n2, false, 1, &p) && (!best || abs(n - row->n1) < abs(best - row->n1)))
            best = n;
    }
    return best;
}

/* The correlation at which a paired t of as many pairs gives this p. */
static double paired_correlation(const StatsPrintedRow *row)
{
    if (row->n1 != row->n2 || isnan(row->p.value) || !(row->p.value > 0))
        return NAN;
    double n = row->n1, t = dist_t_quantile(1 - row->p.value / 2, n - 1), s1 = row->sd1.value, s2 = row->sd2.value;
    double sd = fabs(row->mean1.value - row->mean2.value) * sqrt(n) / t;
    return (s1 * s1 + s2 * s2 - sd * sd) / (2 * s1 * s2);
}

static void causes_of_p(const StatsPrintedRow *row, StatsCheck *check)
{
    double p;
    if (fits(row, row->n1, row->n2, false, .5, &p))
        check_cause(check, STATS_CAUSE_ONE_TAILED, NULL, p);
    if (fits(row, row->n1, row->n2, true, 1, &p))
        check_cause(check, STATS_CAUSE_SE_AS_SD, NULL, p);
    if (row->n1 != row->n2 && fits(row, row->n2, row->n1, false, 1, &p))
        check_cause(check, STATS_CAUSE_SWAPPED_N, NULL, p);
    double r = paired_correlation(row);
    if (r > .2 && r < 1)
        check_cause(check, STATS_CAUSE_PAIRED, NULL, r);
    int n = isnan(row->p.value) ? 0 : other_size(row);
    if (n && n != row->n1)
        check_cause(check, STATS_CAUSE_OTHER_N, NULL, n);
    check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
}

/* The better of two methods: one that reproduces, Welch first. */
static void check_p(const StatsPrintedRow *row, StatsRecomputed *r)
{
    StatsCheck *check = check_add(r, "p", "Welch's t", row->p, r->welch_p);
    if (!check->reproduced || !range_holds(row->p, r->welch_p.value)) {
        StatsCheck other = { .figure = "p", .by = "pooled t", .printed = row->p, .found = r->pooled_p };
        check_judge(&other);
        if (other.reproduced && (!check->reproduced || range_holds(row->p, r->pooled_p.value)))
            *check = other;
    }
    if (!check->reproduced)
        causes_of_p(row, check);
}

static void check_t(const StatsPrintedRow *row, StatsRecomputed *r)
{
    bool welch = range_holds(row->t, r->welch_t.value) || !range_meets(row->t, r->pooled_t);
    StatsCheck *check = check_add(r, "t", welch ? "Welch's t" : "pooled t", row->t, welch ? r->welch_t : r->pooled_t);
    if (!check->reproduced)
        check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
}

static void check_d(const StatsPrintedRow *row, StatsRecomputed *r)
{
    StatsCheck *check = check_add(r, "d", d_names[D_POOLED], row->d, r->d);
    if (check->reproduced)
        return;
    for (DKind kind = D_RMS; kind < D_KINDS; kind++) {
        StatsRange found = d_range(row, kind);
        if (range_meets(row->d, found) && !range_is_coarse(found))
            check_cause(check, STATS_CAUSE_DENOMINATOR, d_names[kind], found.value);
    }
    double t = r->pooled_t.value, eta = t * t / (t * t + row->n1 + row->n2 - 2);
    if (range_holds(row->d, eta))
        check_cause(check, STATS_CAUSE_ETA_SQUARED, NULL, fabs(t));
    if (range_holds(row->d, r->d.value / sqrt(row->n1)))
        check_cause(check, STATS_CAUSE_SE_AS_SD, NULL, r->d.value / sqrt(row->n1));
    check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
}

void recompute_two(const StatsPrintedRow *row, StatsRecomputed *r)
{
    TRange welch = t_range(row, STATS_WELCH, row->n1, row->n2, false),
           pooled = t_range(row, STATS_POOLED, row->n1, row->n2, false);
    r->difference = range_minus(row->mean1, row->mean2);
    r->welch_t = welch.t;
    r->welch_df = welch.df;
    r->welch_p = welch.p;
    r->pooled_t = pooled.t;
    r->pooled_p = pooled.p;
    r->d = d_range(row, D_POOLED);
    if (stats_is_printed(row->diff) &&
        !check_add(r, "diff", "difference of the means", row->diff, r->difference)->reproduced)
        check_cause(&r->checks[r->n_checks - 1], STATS_CAUSE_OTHER_TEST, NULL, NAN);
    if (stats_is_printed(row->t))
        check_t(row, r);
    if (stats_is_printed(row->p))
        check_p(row, r);
    if (stats_is_printed(row->d))
        check_d(row, r);
}
