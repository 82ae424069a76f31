/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Printed figures as ranges, and the verdict on one. */
#include "evaluate_priv.h"
#include "printed_priv.h"

static const char *const cause_texts[STATS_CAUSES] = {
    [STATS_CAUSE_COARSE] = "the figures are printed too coarsely to tell",
    [STATS_CAUSE_ONE_TAILED] = "a one-tailed test",
    [STATS_CAUSE_SE_AS_SD] = "the standard error printed as SD",
    [STATS_CAUSE_PAIRED] = "the same people, tested as pairs",
    [STATS_CAUSE_INDEPENDENT] = "the same people, tested as independent groups",
    [STATS_CAUSE_SWAPPED_N] = "the sizes of the groups exchanged",
    [STATS_CAUSE_OTHER_N] = "another number of people",
    [STATS_CAUSE_DENOMINATOR] = "another effect size",
    [STATS_CAUSE_ETA_SQUARED] = "eta squared instead of d",
    [STATS_CAUSE_OTHER_TEST] = "another test (ranks, a model), other people or an error",
};

const char *stats_cause_text(StatsCause cause)
{
    g_assert((unsigned)cause < STATS_CAUSES);
    return cause_texts[cause];
}

bool stats_is_printed(StatsRange figure)
{
    return !isnan(figure.low) || !isnan(figure.high);
}

bool stats_printed_read(const char *text, StatsRange *figure)
{
    char sign = *text == '<' || *text == '>' || *text == '=' ? *text++ : '=', digits[32], *end;
    int decimals = 0, count = 0;
    bool point = false;
    while (*text == '=' || *text == ' ')
        text++;
    gsize size = strlen(text);
    if (size == 0 || size >= sizeof digits)
        return false;
    for (gsize i = 0; i <= size; i++) {
        digits[i] = text[i] == ',' ? '.' : text[i];
        if (g_ascii_isdigit(text[i])) {
            count++;
            decimals += point;
        } else if (digits[i] == '.' && !point)
            point = true;
        else if (i < size && !(i == 0 && (text[i] == '-' || text[i] == '+')))
            return false;
    }
    double value = g_ascii_strtod(digits, &end), half = .5 * pow(10, -decimals);
    if (count == 0 || *end)
        return false;
    if (sign == '=')
        *figure = (StatsRange){ value - half, value, value + half };
    else
        *figure = (StatsRange){ sign == '<' ? 0 : value, NAN, sign == '<' ? value : 1 };
    return true;
}

StatsRange range_point(double value)
{
    return (StatsRange){ value, value, value };
}

StatsRange range_add(StatsRange range, double value)
{
    return (StatsRange){ fmin(range.low, value), range.value, fmax(range.high, value) };
}

StatsRange range_minus(StatsRange a, StatsRange b)
{
    return (StatsRange){ a.low - b.high, a.value - b.value, a.high - b.low };
}

double range_at(StatsRange range, int which)
{
    return which == 0 ? range.low : which == 1 ? range.value : range.high;
}

/* Without its sign, where it has only one. */
static StatsRange unsigned_range(StatsRange r)
{
    return r.high < 0 ? (StatsRange){ -r.high, -r.value, -r.low } : r;
}

/* Halves are rounded either way; the rounding of our own subtraction is let pass. */
static double slack(StatsRange r)
{
    return 1e-9 * fmax(fabs(r.low), fabs(r.high));
}

bool range_holds(StatsRange printed, double value)
{
    StatsRange p = unsigned_range(printed);
    double v = printed.low >= 0 || printed.high <= 0 ? fabs(value) : value;
    return v >= p.low - slack(p) && v <= p.high + slack(p);
}

bool range_meets(StatsRange printed, StatsRange found)
{
    StatsRange p = unsigned_range(printed), f = unsigned_range(found);
    return p.low <= f.high + slack(p) && f.low <= p.high + slack(p);
}

bool range_is_coarse(StatsRange found)
{
    StatsRange f = unsigned_range(found);
    return !(f.low > 0 && f.high / f.low <= COARSE);
}

StatsCheck *check_add(StatsRecomputed *r, const char *figure, const char *by, StatsRange printed, StatsRange found)
{
    if (r->n_checks == STATS_MAX_CHECKS)
        return NULL;
    StatsCheck *check = &r->checks[r->n_checks++];
    *check = (StatsCheck){ .figure = figure, .by = by, .printed = printed, .found = found };
    check_judge(check);
    return check;
}

void check_cause(StatsCheck *check, StatsCause cause, const char *what, double value)
{
    if (check->n_causes == STATS_MAX_CAUSES)
        return;
    check->causes[check->n_causes].cause = cause;
    check->causes[check->n_causes].what = what;
    check->causes[check->n_causes++].value = value;
}

void check_judge(StatsCheck *check)
{
    bool meets = range_meets(check->printed, check->found), coarse = range_is_coarse(check->found);
    check->reproduced = range_holds(check->printed, check->found.value) || (meets && !coarse);
    if (!check->reproduced && meets)
        check_cause(check, STATS_CAUSE_COARSE, NULL, check->found.high / fmax(check->found.low, 1e-300));
}

StatsRecomputed stats_recompute(const StatsPrintedRow *row)
{
    StatsRecomputed r = { .welch_t = NOT,
        .welch_df = NOT,
        .welch_p = NOT,
        .pooled_t = NOT,
        .pooled_p = NOT,
        .d = NOT,
        .difference = NOT,
        .se = NOT,
        .sd_diff = NOT,
        .t = NOT,
        .p = NOT,
        .dz = NOT,
        .d_av = NOT,
        .d_rms = NOT,
        .glass = NOT,
        .r = NOT };
    bool means = stats_is_printed(row->mean1) && stats_is_printed(row->mean2),
         sds = stats_is_printed(row->sd1) && stats_is_printed(row->sd2);
    if (row->sd1.value < 0 || row->sd2.value < 0 || row->sd_diff.value < 0)
        r.reason = STATS_BAD_VALUE;
    else if (row->n1 >= 2 && row->n2 >= 2 && means && sds)
        recompute_two(row, &r);
    else if (row->n >= 2 && (means || stats_is_printed(row->diff)))
        recompute_one(row, &r);
    else
        r.reason = STATS_TOO_FEW;
    return r;
}
