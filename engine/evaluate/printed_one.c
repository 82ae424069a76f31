/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group measured twice. Means and SDs alone do not give the paired t: it hangs on the correlation of before and
 * after, which a printed p, t, SD of differences or interval lets us work out. A correlation that nobody would have
 * says that the test was not the paired t of these figures. */
#include "evaluate_priv.h"
#include "printed_priv.h"

#define LOW_CORRELATION .2 /* of the same test before and after in the same people: hardly ever below */

static StatsRange quotient(StatsRange a, StatsRange b)
{
    StatsRange r = range_point(a.value / b.value);
    const double ends[] = { a.low / b.low, a.low / b.high, a.high / b.low, a.high / b.high };
    for (int i = 0; i < 4; i++)
        r = range_add(r, ends[i]);
    return r;
}

static StatsRange times(StatsRange a, double factor)
{
    return (StatsRange){ a.low * factor, a.value * factor, a.high * factor };
}

/* Correlation from the SDs and the SD of differences, clipped to what a correlation can be beyond -2 and 2. */
static double correlation(double s1, double s2, double sd)
{
    return CLAMP((s1 * s1 + s2 * s2 - sd * sd) / (2 * s1 * s2), -2, 2);
}

static StatsRange correlation_range(const StatsPrintedRow *row, StatsRange sd)
{
    StatsRange r = range_point(correlation(row->sd1.value, row->sd2.value, sd.value));
    for (int i = 0; i < 8; i++)
        r = range_add(r, correlation(i & 1 ? row->sd1.high : row->sd1.low, i & 2 ? row->sd2.high : row->sd2.low,
                             i & 4 ? sd.high : sd.low));
    return r;
}

/* |t| that gives two-sided p. */
static double t_of_p(double p, int n)
{
    return p <= 0 ? INFINITY : p >= 1 ? 0 : dist_t_quantile(1 - p / 2, n - 1);
}

static StatsRange p_of_t(StatsRange t, int n)
{
    StatsRange p = range_point(dist_t_two_sided(t.value, n - 1));
    p = range_add(range_add(p, dist_t_two_sided(t.low, n - 1)), dist_t_two_sided(t.high, n - 1));
    if (t.low <= 0 && t.high >= 0)
        p.high = 1;
    return p;
}

/* From whatever is printed of the spread of differences, the most direct first; NOT where nothing is. */
static StatsRange sd_of_differences(const StatsPrintedRow *row, StatsRange diff)
{
    double root = sqrt(row->n);
    StatsRange size = diff.high < 0 ? (StatsRange){ -diff.high, -diff.value, -diff.low } : diff;
    if (stats_is_printed(row->sd_diff))
        return row->sd_diff;
    if (stats_is_printed(row->ci_low)) {
        StatsRange width = range_minus(row->ci_high, row->ci_low);
        return times(width, root / (2 * dist_t_quantile(STATS_LEVEL, row->n - 1)));
    }
    if (stats_is_printed(row->t) && (row->t.low > 0 || row->t.high < 0)) {
        StatsRange sd = times(quotient(size, row->t.high < 0 ? times(row->t, -1) : row->t), root);
        return (StatsRange){ fmin(sd.low, sd.high), sd.value, fmax(sd.low, sd.high) };
    }
    if (stats_is_printed(row->p) && size.low > 0) {
        double value = isnan(row->p.value) ? NAN : size.value * root / t_of_p(row->p.value, row->n);
        return (StatsRange){ size.low * root / t_of_p(row->p.low, row->n), value,
            size.high * root / t_of_p(row->p.high, row->n) };
    }
    return NOT;
}

/* p of the two occasions taken as two groups of n. */
static bool independent(const StatsPrintedRow *row, double *p)
{
    for (int v = 0; v < 2; v++) {
        *p = stats_two_sample_printed(row->mean1.value, row->sd1.value, row->n, row->mean2.value, row->sd2.value,
            row->n, v ? STATS_WELCH : STATS_POOLED)
                 .p;
        if (range_holds(row->p, *p))
            return true;
    }
    return false;
}

/* The smallest and the greatest |t| that any correlation allows. */
static double t_at(const StatsPrintedRow *row, StatsRange diff, double r)
{
    double s1 = row->sd1.value, s2 = row->sd2.value;
    return fabs(diff.value) * sqrt(row->n) / sqrt(fmax(1e-300, s1 * s1 + s2 * s2 - 2 * r * s1 * s2));
}

/* p with means and SDs only: reproduced when the correlation that it means is one that tests have. */
static void check_p_by_correlation(const StatsPrintedRow *row, StatsRecomputed *r)
{
    double lowest = dist_t_two_sided(t_at(row, r->difference, .99), row->n - 1),
           highest = dist_t_two_sided(t_at(row, r->difference, 0), row->n - 1), p;
    StatsRange found = { lowest, dist_t_two_sided(t_at(row, r->difference, .5), row->n - 1), highest };
    StatsCheck *check = check_add(r, "p", "paired t, correlation 0 to .99", row->p, found);
    bool exact = !isnan(row->p.value);
    check->n_causes = 0;
    check->reproduced = exact ? r->r.high >= LOW_CORRELATION && r->r.low < 1
                              : range_meets(row->p, found) || range_holds(row->p, found.value);
    bool plain = exact && r->r.value < LOW_CORRELATION && independent(row, &p);
    if (plain) {
        check->reproduced = false;
        check_cause(check, STATS_CAUSE_INDEPENDENT, NULL, p);
    }
    if (!check->reproduced)
        check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
}

static void check_p(const StatsPrintedRow *row, StatsRecomputed *r)
{
    StatsCheck *check = check_add(r, "p", "paired t", row->p, r->p);
    if (check->reproduced)
        return;
    if (range_holds(row->p, r->p.value / 2))
        check_cause(check, STATS_CAUSE_ONE_TAILED, NULL, r->p.value / 2);
    double p;
    if (stats_is_printed(row->sd1) && stats_is_printed(row->sd2) && independent(row, &p))
        check_cause(check, STATS_CAUSE_INDEPENDENT, NULL, p);
    if (stats_is_printed(row->sd_diff) &&
        range_holds(row->p, dist_t_two_sided(r->difference.value / row->sd_diff.value, row->n - 1)))
        check_cause(
            check, STATS_CAUSE_SE_AS_SD, NULL, dist_t_two_sided(r->difference.value / row->sd_diff.value, row->n - 1));
    check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
}

static void check_d(const StatsPrintedRow *row, StatsRecomputed *r)
{
    const struct {
        const char *name;
        StatsRange found;
    } kinds[] = { { "d_av", r->d_av }, { "d_rms", r->d_rms }, { "Glass, SD before", r->glass }, { "dz", r->dz } };
    int best = stats_is_printed(r->d_av) ? 0 : 3;
    for (int i = 0; i < 4; i++)
        if (stats_is_printed(kinds[i].found) && range_meets(row->d, kinds[i].found)) {
            best = i;
            break;
        }
    StatsCheck *check = check_add(r, "d", kinds[best].name, row->d, kinds[best].found);
    if (check->reproduced)
        return;
    if (row->d.value > 0 && row->d.value < 1)
        check_cause(check, STATS_CAUSE_ETA_SQUARED, NULL, sqrt(row->d.value * (row->n - 1) / (1 - row->d.value)));
    check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
}

static void effects(const StatsPrintedRow *row, StatsRecomputed *r)
{
    const StatsRange *a = &row->sd1, *b = &row->sd2;
    StatsRange average = { (a->low + b->low) / 2, (a->value + b->value) / 2, (a->high + b->high) / 2 },
               rms = { hypot(a->low, b->low) / sqrt(2), hypot(a->value, b->value) / sqrt(2),
                   hypot(a->high, b->high) / sqrt(2) };
    r->d_av = quotient(r->difference, average);
    r->d_rms = quotient(r->difference, rms);
    r->glass = quotient(r->difference, *a);
}

/* What the SD of differences gives. */
static void from_spread(const StatsPrintedRow *row, StatsRecomputed *r, bool sds)
{
    r->se = times(r->sd_diff, 1 / sqrt(row->n));
    if (sds)
        r->r = correlation_range(row, r->sd_diff);
    if (isnan(r->sd_diff.value))
        return;
    r->dz = quotient(r->difference, r->sd_diff);
    r->t = times(r->dz, sqrt(row->n));
    r->p = p_of_t(r->t, row->n);
}

void recompute_one(const StatsPrintedRow *row, StatsRecomputed *r)
{
    bool means = stats_is_printed(row->mean1) && stats_is_printed(row->mean2),
         sds = stats_is_printed(row->sd1) && stats_is_printed(row->sd2), ci = stats_is_printed(row->ci_low);
    StatsRange of_means = means ? range_minus(row->mean2, row->mean1) : NOT;
    r->difference = stats_is_printed(row->diff) ? row->diff : of_means;
    if (means && stats_is_printed(row->diff) &&
        !check_add(r, "diff", "difference of the means", row->diff, of_means)->reproduced)
        check_cause(&r->checks[r->n_checks - 1], STATS_CAUSE_OTHER_TEST, NULL, NAN);
    if (ci) {
        StatsRange middle = { (row->ci_low.low + row->ci_high.low) / 2, (row->ci_low.value + row->ci_high.value) / 2,
            (row->ci_low.high + row->ci_high.high) / 2 };
        StatsCheck *check = check_add(r, "diff", "middle of the interval", r->difference, middle);
        /* ends and difference are often rounded twice: one unit of the last digit is let pass */
        double half = (r->difference.high - r->difference.low) / 2;
        StatsRange wide = { r->difference.low - half, r->difference.value, r->difference.high + half };
        check->reproduced = range_meets(wide, middle);
        check->n_causes = 0;
        if (!check->reproduced)
            check_cause(check, STATS_CAUSE_OTHER_TEST, NULL, NAN);
    }
    r->sd_diff = sd_of_differences(row, r->difference);
    bool direct = stats_is_printed(row->sd_diff) || ci || stats_is_printed(row->t);
    if (stats_is_printed(r->sd_diff))
        from_spread(row, r, sds);
    if (sds)
        effects(row, r);
    if (stats_is_printed(row->t) && (stats_is_printed(row->sd_diff) || ci) &&
        !check_add(r, "t", "paired t", row->t, r->t)->reproduced)
        check_cause(&r->checks[r->n_checks - 1], STATS_CAUSE_OTHER_TEST, NULL, NAN);
    if (stats_is_printed(row->p) && direct)
        check_p(row, r);
    else if (stats_is_printed(row->p) && sds)
        check_p_by_correlation(row, r);
    if (stats_is_printed(row->d) && (sds || direct))
        check_d(row, r);
}
