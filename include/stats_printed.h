/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_printed.h - checks the figures of a printed table against each other: each stands for all values that are rounded to
 * it, and a figure is reproduced when what the others allow meets what is printed. */
#pragma once
#include "stats.h"

/* A printed figure: 4.62 is 4.615 to 4.625; "<.001" is 0 to .001 without a value of its own. Or a recomputed one: at the
 * printed values, and its range over their rounding. */
typedef struct {
    double low, value, high;
} StatsRange;
#define STATS_NOT_PRINTED ((StatsRange){ NAN, NAN, NAN })
bool stats_is_printed(StatsRange figure);
/* "4.62", "-3", ".760", "<.001", ">0.05", "=.03"; a decimal comma, too. False for anything else. */
bool stats_printed_read(const char *text, StatsRange *figure);

/* One row of a table. One group measured twice: n, n1 = n2 = 0. Two groups: n1 and n2, n = 0. What is not printed is
 * STATS_NOT_PRINTED. */
typedef struct {
    int n, n1, n2;
    StatsRange mean1, sd1, mean2, sd2;
    StatsRange diff, sd_diff, ci_low, ci_high, t, p, d;
} StatsPrintedRow;

/* Why a figure may differ. `value` of a cause: */
typedef enum {
    STATS_CAUSE_COARSE,      /* the rounding allows it, but hardly says anything: the width as high / low */
    STATS_CAUSE_ONE_TAILED,  /* p of the one-tailed test */
    STATS_CAUSE_SE_AS_SD,    /* what is printed as SD is the standard error: p or d then */
    STATS_CAUSE_PAIRED,      /* the same people, tested as such: the correlation that fits */
    STATS_CAUSE_INDEPENDENT, /* the same people, tested as two groups: p then */
    STATS_CAUSE_SWAPPED_N,   /* the sizes stand at the wrong groups: p then */
    STATS_CAUSE_OTHER_N,     /* another size a group (the first, at the same ratio), or of the one group: that size */
    STATS_CAUSE_DENOMINATOR, /* another effect size, named in `what`: its value */
    STATS_CAUSE_ETA_SQUARED, /* the printed effect is eta squared: the t that it means */
    STATS_CAUSE_OTHER_TEST,  /* ranks, a model, another time point, or an error; no value */
    STATS_CAUSES
} StatsCause;
/* "a one-tailed test" ... Constant. */
const char *stats_cause_text(StatsCause cause);

#define STATS_MAX_CAUSES 8
/* One printed figure and what the others say of it. */
typedef struct {
    const char *figure; /* "p", "d", "t", "diff" */
    const char *by;     /* the method that comes nearest: "Welch's t" */
    StatsRange printed, found;
    bool reproduced;
    struct {
        StatsCause cause;
        const char *what; /* or NULL */
        double value;
    } causes[STATS_MAX_CAUSES]; /* when it is not reproduced; the last is OTHER_TEST */
    int n_causes;
} StatsCheck;

#define STATS_MAX_CHECKS 8
typedef struct {
    StatsReason reason; /* TOO_FEW: sizes or figures are lacking; BAD_VALUE: a negative SD */
    int n_checks;
    StatsCheck checks[STATS_MAX_CHECKS];
    /* What follows, NaN where it does not. Two groups: */
    StatsRange welch_t, welch_df, welch_p, pooled_t, pooled_p, d;
    /* One group: `r` is the correlation of before and after that the printed p, t or SD of differences means. */
    StatsRange difference, se, sd_diff, t, p, dz, d_av, d_rms, glass, r;
} StatsRecomputed;
StatsRecomputed stats_recompute(const StatsPrintedRow *row);
