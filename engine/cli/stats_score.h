/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_score.h - answers of a test read from a file: marks as they are, or option letters marked by a key. */
#pragma once
#include "stats_boot.h"
#include "stats_cli.h"

/* n learners by k items, row by row. */
typedef struct {
    int n, k;
    int *columns;
    double *scores;    /* NaN where blank, unless --blanks wrong */
    int *choice, *key; /* option numbers, -1 none; NULL without a key */
    GPtrArray *labels; /* char *, of the options */
} StatsScored;

void stats_scored_clear(StatsScored *s);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StatsScored, stats_scored_clear)
/* The columns of `option`, by --key where it is given. */
bool stats_scored_read(StatsJob *job, const char *option, StatsScored *s, GError **error);
/* True when anybody, complete or not, took option `o` of item `j`. */
bool stats_scored_used(const StatsScored *s, int j, int o);
