/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats`: counts and proportions, many p values, times until an answer, groups at one item, spread, retest. */
#include "stats_cli.h"
#include "stats_dif.h"
#include "stats_items.h"
#include "stats_retest.h"
#include "stats_score.h"
#include "stats_survival.h"

#include <math.h>
#include <string.h>

#define DIF_LEAST 100

/* b and c of "--table 12,5" */
static bool read_table(StatsJob *job, const char *text, int *b, int *c, GError **error)
{
    g_auto(GStrv) two = g_strsplit_set(text, ", ", 2);
    guint64 x = 0, y = 0;
    if (two[0] && two[1] && g_ascii_string_to_unsigned(g_strstrip(two[0]), 10, 0, 1000000000, &x, NULL) &&
        g_ascii_string_to_unsigned(g_strstrip(two[1]), 10, 0, 1000000000, &y, NULL)) {
        *b = (int)x;
        *c = (int)y;
        return true;
    }
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
        "--table is b,c: how many were right before and wrong after, and wrong before and right after, as 3,14; not "
        "\"%s\"",
        text);
    return false;
}

static bool count_changes(StatsJob *job, int *b, int *c, GError **error)
{
    int n = 0, rows = stats_job_rows(job), before = 0, after = 0;
    g_autofree double *x = stats_job_column(job, "pre", error), *y = x ? stats_job_column(job, "post", error) : NULL;
    if (!y)
        return false;
    for (int i = 0; i < rows; i++) {
        if (isnan(x[i]) || isnan(y[i]))
            continue;
        if ((x[i] != 0 && x[i] != 1) || (y[i] != 0 && y[i] != 1)) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
                "%s:%u: mcnemar takes 0 (wrong) and 1 (right), and here stands %g and %g", job->file,
                frame_line(job->frame, i), x[i], y[i]);
            return false;
        }
        *b += x[i] > y[i];
        *c += x[i] < y[i];
        before += x[i] == 1;
        after += y[i] == 1;
        n++;
    }
    stats_put_n(job, n, rows - n);
    json_put_double(job->out, "right_pre", n ? (double)before / n : NAN);
    json_put_double(job->out, "right_post", n ? (double)after / n : NAN);
    return true;
}

bool stats_run_mcnemar(StatsJob *job, GError **error)
{
    int b = 0, c = 0;
    const char *table = cli_option(job->cli, "table");
    if (!table && (!cli_switch(job->cli, "pre") || !cli_switch(job->cli, "post"))) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "mcnemar needs --pre COL --post COL (0 and 1), or without a file --table B,C");
        return false;
    }
    if (table ? !read_table(job, table, &b, &c, error) : !count_changes(job, &b, &c, error))
        return false;
    StatsMcnemar m = stats_mcnemar(b, c);
    cJSON *o = job->out;
    json_put_int(o, "b", b);
    json_put_int(o, "c", c);
    json_put_double(o, "p", m.p_exact);
    json_put_double(o, "p_mid", m.p_mid);
    json_put_double(o, "chi2", m.chi2);
    json_put_double(o, "chi2_p", m.p);
    json_put_double(o, "chi2_corrected", m.chi2_corrected);
    json_put_double(o, "chi2_corrected_p", m.p_corrected);
    stats_put_reason(job, "McNemar's test", m.reason);
    return true;
}

bool stats_run_adjust(StatsJob *job, GError **error)
{
    int m = stats_job_rows(job), kept = 0, name = -1;
    g_autofree double *p = stats_job_column(job, "p", error);
    if (!p)
        return false;
    if (cli_switch(job->cli, "name") && (name = frame_find(job->frame, cli_option(job->cli, "name"), error)) < 0)
        return false;
    for (int i = 0; i < m; i++) {
        if (p[i] < 0 || p[i] > 1) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: %g is no p value: it must lie between 0 and 1",
                job->file, frame_line(job->frame, i), p[i]);
            return false;
        }
        kept += !isnan(p[i]);
    }
    g_autofree double *holm = g_memdup2(p, sizeof *p * (m + 1)), *bh = g_memdup2(p, sizeof *p * (m + 1));
    stats_adjust_holm(holm, m);
    stats_adjust_bh(bh, m);
    stats_put_n(job, kept, m - kept);
    for (int i = 0; i < m; i++) {
        cJSON *row = stats_put_row(job, "tests");
        g_autofree char *text = name >= 0 ? frame_text(job->frame, i, name) : NULL;
        json_put(row, "name", text);
        json_put_double(row, "p", p[i]);
        json_put_double(row, "p_holm", holm[i]);
        json_put_double(row, "p_bh", bh[i]);
    }
    return true;
}

bool stats_run_describe(StatsJob *job, GError **error)
{
    int k, n = stats_job_rows(job);
    g_autofree int *columns = NULL;
    g_autofree double *values = stats_job_columns(job, "columns", &columns, &k, error), *one = g_new(double, n + 1);
    if (!values)
        return false;
    for (int j = 0; j < k; j++) {
        for (int i = 0; i < n; i++)
            one[i] = values[(gsize)i * k + j];
        StatsSummary s = stats_summary(one, n);
        cJSON *row = stats_put_row(job, "columns");
        json_put(row, "column", frame_header(job->frame, columns[j]));
        json_put_int(row, "n", s.n);
        json_put_int(row, "missing", s.missing);
        json_put_double(row, "mean", s.mean);
        json_put_double(row, "sd", s.sd);
        stats_put_interval(row, "ci", s.ci);
        json_put_double(row, "min", s.min);
        json_put_double(row, "q1", s.q1);
        json_put_double(row, "median", s.median);
        json_put_double(row, "q3", s.q3);
        json_put_double(row, "max", s.max);
    }
    return true;
}

bool stats_run_spread(StatsJob *job, GError **error)
{
    int n = stats_job_rows(job);
    g_autofree double *x = stats_job_column(job, "value", error);
    if (!x)
        return false;
    StatsSpread s = stats_spread(x, n);
    cJSON *o = job->out;
    stats_put_n(job, s.n, n - s.n);
    json_put_int(o, "zeros", s.zeros);
    json_put_double(o, "total", s.total);
    json_put_double(o, "gini", s.gini);
    json_put_double(o, "gini_corrected", s.gini_corrected);
    json_put_double(o, "top_tenth", s.top_tenth);
    json_put_int(o, "half_by", s.half);
    json_put_double(o, "entropy", s.entropy);
    stats_put_reason(job, "The spread", s.reason);
    g_autofree StatsLorenz *curve = g_new(StatsLorenz, n + 1);
    int points = s.reason == STATS_OK ? stats_lorenz(x, n, curve) : 0;
    for (int i = 0; i < points; i++) {
        cJSON *row = stats_put_row(job, "lorenz");
        json_put_double(row, "people", curve[i].people);
        json_put_double(row, "share", curve[i].share);
    }
    return true;
}

bool stats_run_retest(StatsJob *job, GError **error)
{
    g_autofree double *x = stats_job_column(job, "first", error),
                      *y = x ? stats_job_column(job, "second", error) : NULL;
    if (!y)
        return false;
    StatsRetest r = stats_retest(x, y, stats_job_rows(job));
    cJSON *o = job->out;
    stats_put_n(job, r.n, r.missing);
    json_put_double(o, "mean_first", r.mean1);
    json_put_double(o, "mean_second", r.mean2);
    json_put_double(o, "shift", r.shift);
    json_put_double(o, "r", r.r);
    stats_put_interval(o, "r_ci", r.r_ci);
    json_put_double(o, "icc2", r.icc);
    stats_put_interval(o, "icc2_ci", r.icc_ci);
    json_put_double(o, "sem", r.sem);
    json_put_double(o, "detectable", r.detectable);
    stats_put_reason(job, "Test-retest reliability", r.reason);
    stats_warn(job, "This is reliability only if nothing was taught between the two; say how long that was.");
    return true;
}

static void put_curve(StatsJob *job, const char *label, const double *time, const double *event, int n)
{
    g_autofree StatsKmStep *steps = g_new(StatsKmStep, n + 1);
    StatsKm r = stats_km(time, event, n, steps);
    cJSON *row = stats_put_row(job, "curves");
    json_put(row, "group", label);
    json_put_int(row, "n", r.n);
    json_put_int(row, "missing", r.missing);
    json_put_int(row, "events", r.events);
    json_put_double(row, "q1", r.q1);
    json_put_double(row, "median", r.median);
    stats_put_interval(row, "median_ci", r.median_ci);
    json_put_double(row, "q3", r.q3);
    stats_put_reason(job, "A curve", r.reason);
    for (int i = 0; i < r.steps; i++) {
        cJSON *step = stats_put_row(job, "steps");
        json_put(step, "group", label);
        json_put_double(step, "time", steps[i].time);
        json_put_int(step, "at_risk", steps[i].at_risk);
        json_put_int(step, "events", steps[i].events);
        json_put_int(step, "censored", steps[i].censored);
        json_put_double(step, "survival", steps[i].survival);
        json_put_double(step, "se", steps[i].se);
        stats_put_interval(step, "ci", steps[i].ci);
    }
}

bool stats_run_km(StatsJob *job, GError **error)
{
    int n = stats_job_rows(job);
    g_auto(GStrv) labels = NULL;
    g_autofree double *time = stats_job_column(job, "time", error),
                      *event = time ? stats_job_column(job, "event", error) : NULL;
    g_autofree int *group = NULL;
    if (!event)
        return false;
    if (!cli_switch(job->cli, "group")) {
        put_curve(job, NULL, time, event, n);
        return true;
    }
    group = stats_job_groups(job, "group", &labels, error);
    if (!group)
        return false;
    int groups = (int)g_strv_length(labels);
    StatsLogRank r = stats_log_rank(time, event, group, n, groups);
    json_put_double(job->out, "chi2", r.chi2);
    json_put_double(job->out, "df", r.df);
    json_put_double(job->out, "p", r.p);
    stats_put_reason(job, "The log-rank test", r.reason);
    g_autofree double *t = g_new(double, n + 1), *e = g_new(double, n + 1);
    for (int g = 0; g < groups; g++) {
        int kept = 0;
        for (int i = 0; i < n; i++)
            if (group[i] == g) {
                t[kept] = time[i];
                e[kept++] = event[i];
            }
        put_curve(job, labels[g], t, e, kept);
    }
    return true;
}

/* Which of the two labels is focal: --focal, else the second. */
static bool focal_label(StatsJob *job, char **labels, int *focal, GError **error)
{
    const char *wanted = cli_option(job->cli, "focal");
    *focal = wanted ? -1 : 1;
    for (int i = 0; labels[i]; i++)
        *focal = wanted && strcmp(labels[i], wanted) == 0 ? i : *focal;
    if (g_strv_length(labels) == 2 && *focal >= 0)
        return true;
    g_autofree char *all = g_strjoinv(", ", labels);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: two groups are compared%s%s; the column \"%s\" holds: %s",
        job->file, wanted ? ", one of them " : "", wanted ? wanted : "", cli_option(job->cli, "group"), all);
    return false;
}

bool stats_run_mh(StatsJob *job, GError **error)
{
    g_auto(StatsScored) s = { 0 };
    g_auto(GStrv) labels = NULL;
    int focal;
    if (!stats_scored_read(job, "columns", &s, error))
        return false;
    g_autofree int *group = stats_job_groups(job, "group", &labels, error);
    if (!group || !focal_label(job, labels, &focal, error))
        return false;
    g_autofree double *total = g_new0(double, s.n + 1), *score = g_new(double, s.n + 1);
    int whole = 0, least = G_MAXINT;
    for (int i = 0; i < s.n; i++) {
        for (int j = 0; j < s.k; j++)
            total[i] += s.scores[(gsize)i * s.k + j];
        group[i] = group[i] < 0 ? -1 : group[i] == focal;
        whole += !isnan(total[i]) && group[i] >= 0;
    }
    stats_put_n(job, whole, s.n - whole);
    json_put(job->out, "reference", labels[1 - focal]);
    json_put(job->out, "focal", labels[focal]);
    for (int j = 0; j < s.k; j++) {
        for (int i = 0; i < s.n; i++)
            score[i] = s.scores[(gsize)i * s.k + j];
        StatsDif d = stats_dif(score, total, group, s.n);
        cJSON *row = stats_put_row(job, "items");
        json_put(row, "item", frame_header(job->frame, s.columns[j]));
        json_put_int(row, "n_reference", d.n_reference);
        json_put_int(row, "n_focal", d.n_focal);
        json_put_int(row, "strata", d.strata);
        json_put_double(row, "odds_ratio", d.odds_ratio);
        stats_put_interval(row, "ci", d.ci);
        json_put_double(row, "chi2", d.chi2);
        json_put_double(row, "p", d.p);
        json_put_double(row, "delta", d.delta);
        json_put_double(row, "delta_se", d.delta_se);
        least = MIN(least, MIN(d.n_reference, d.n_focal));
        json_put(row, "level", d.level && MIN(d.n_reference, d.n_focal) >= DIF_LEAST ? (char[]){ d.level, 0 } : "-");
    }
    if (least < DIF_LEAST)
        stats_warn(job, "The smaller group has %d learners; under %d no item is classed, and the figures are rough.",
            least, DIF_LEAST);
    return true;
}
