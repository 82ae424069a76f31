/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_cli.h - what the methods of `baraza stats` share: the data, the answer as one JSON object, its printing. */
#pragma once
#include "cli_priv.h"
#include "frame.h"
#include "stats.h"

/* One call: a file (NULL for summary), the options, and the answer that grows. */
typedef struct {
    const Cli *cli;
    const char *file;
    Frame *frame;
    cJSON *out;      /* the answer; printed as text it is the same, line by line */
    cJSON *warnings; /* array of sentences, inside `out` */
} StatsJob;

typedef bool StatsRun(StatsJob *job, GError **error);

/* One method. `options` names what it takes, blank-separated, with * behind what it needs; `usage` shows it. */
typedef struct {
    const char *name, *usage, *help, *options;
    StatsRun *run;
} StatsMethod;

/* Ended by a NULL name. */
extern const StatsMethod stats_methods[];

/* Columns of the file as numbers: the named option's column, or a range of them. Given; NULL with an error. */
double *stats_job_column(const StatsJob *job, const char *option, GError **error);
double *stats_job_columns(const StatsJob *job, const char *option, int **columns, int *k, GError **error);
/* The named option's column as groups; see frame_groups. */
int *stats_job_groups(const StatsJob *job, const char *option, char ***labels, GError **error);
/* The two labels of the named option's column that are compared: --groups A,B, or all where there are two. */
bool stats_job_two(const StatsJob *job, const char *option, char **labels, int *a, int *b, GError **error);
int stats_job_rows(const StatsJob *job);
/* A number as an option's value; `value` stays when it is not given. */
bool stats_job_double(const StatsJob *job, const char *option, double *value, GError **error);
/* --seed and --replicates, 1 and 2000 when not given. */
bool stats_job_bootstrap(const StatsJob *job, int64_t *seed, int64_t *replicates, GError **error);

void stats_put_interval(cJSON *object, const char *name, StatsInterval interval);
/* n and the left out; a warning when rows were left out. */
void stats_put_n(StatsJob *job, int n, int missing);
/* Says why a figure is missing; nothing for STATS_OK. */
void stats_put_reason(StatsJob *job, const char *what, StatsReason reason);
void stats_warn(StatsJob *job, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* A new object at the end of the array `name` of the answer, which is made when it is not there. Borrowed. */
cJSON *stats_put_row(StatsJob *job, const char *name);

/* The answer as text for a person. */
void stats_print(const cJSON *answer);
/* What a figure's name means, or "". */
const char *stats_word(const char *name);

StatsRun stats_run_adjust, stats_run_agreement, stats_run_ancova, stats_run_crossed, stats_run_describe,
    stats_run_friedman, stats_run_icc, stats_run_items, stats_run_km, stats_run_mcnemar, stats_run_mh,
    stats_run_network, stats_run_paired, stats_run_reliability, stats_run_rasch, stats_run_retention, stats_run_retest,
    stats_run_spread, stats_run_summary, stats_run_two_sample, stats_run_wilcoxon;
