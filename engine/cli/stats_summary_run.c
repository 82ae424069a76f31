/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats summary`: a row of a printed table, checked against itself. */
#include "stats_cli.h"
#include "stats_printed.h"

#include <math.h>
#include <string.h>

static bool read_figure(const StatsJob *job, const char *option, StatsRange *figure, GError **error)
{
    const char *text = cli_option(job->cli, option);
    *figure = STATS_NOT_PRINTED;
    if (!text || stats_printed_read(text, figure))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
        "--%s is to be a figure as it is printed (its digits tell how it was rounded), not \"%s\"", option, text);
    return false;
}

static bool read_size(const StatsJob *job, const char *option, int *size, GError **error)
{
    int64_t value = 0;
    if (!cli_number(job->cli, option, 2, 1000000000, &value, error))
        return false;
    *size = (int)value;
    return true;
}

static bool read_interval(const StatsJob *job, StatsPrintedRow *row, GError **error)
{
    const char *text = cli_option(job->cli, "ci");
    row->ci_low = row->ci_high = STATS_NOT_PRINTED;
    if (!text)
        return true;
    g_auto(GStrv) two = g_strsplit(text, ",", 2);
    if (two[0] && two[1] && stats_printed_read(g_strstrip(two[0]), &row->ci_low) &&
        stats_printed_read(g_strstrip(two[1]), &row->ci_high) && row->ci_high.value > row->ci_low.value)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
        "--ci is the lower and the upper end, as 14.69,19.49; not \"%s\"", text);
    return false;
}

static bool read_row(const StatsJob *job, StatsPrintedRow *row, GError **error)
{
    const struct {
        const char *option;
        StatsRange *figure;
    } figures[] = { { "mean1", &row->mean1 }, { "sd1", &row->sd1 }, { "mean2", &row->mean2 }, { "sd2", &row->sd2 },
        { "diff", &row->diff }, { "sd-diff", &row->sd_diff }, { "t", &row->t }, { "p", &row->p }, { "d", &row->d } };
    for (gsize i = 0; i < G_N_ELEMENTS(figures); i++)
        if (!read_figure(job, figures[i].option, figures[i].figure, error))
            return false;
    return read_size(job, "n", &row->n, error) && read_size(job, "n1", &row->n1, error) &&
           read_size(job, "n2", &row->n2, error) && read_interval(job, row, error);
}

static void put_range(StatsJob *job, const char *name, StatsRange range)
{
    if (!stats_is_printed(range))
        return;
    cJSON *row = stats_put_row(job, "recomputed");
    json_put(row, "figure", name);
    json_put_double(row, "value", range.value);
    json_put_double(row, "low", range.low);
    json_put_double(row, "high", range.high);
}

static void put_recomputed(StatsJob *job, const StatsRecomputed *r)
{
    const struct {
        const char *name;
        StatsRange range;
    } rows[] = { { "mean_diff", r->difference }, { "welch_t", r->welch_t }, { "welch_df", r->welch_df },
        { "welch_p", r->welch_p }, { "pooled_t", r->pooled_t }, { "pooled_p", r->pooled_p }, { "d", r->d },
        { "se", r->se }, { "sd_diff", r->sd_diff }, { "t", r->t }, { "p", r->p }, { "r", r->r }, { "dz", r->dz },
        { "d_av", r->d_av }, { "d_rms", r->d_rms }, { "glass", r->glass } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        put_range(job, rows[i].name, rows[i].range);
}

static void put_reasons(StatsJob *job, const StatsCheck *check)
{
    for (int i = 0; i < check->n_causes; i++) {
        cJSON *row = stats_put_row(job, "possible_reasons");
        json_put(row, "figure", check->figure);
        json_put(row, "reason", stats_cause_text(check->causes[i].cause));
        json_put(row, "what", check->causes[i].what ? check->causes[i].what : "");
        json_put_double(row, "value", check->causes[i].value);
    }
}

/* "a one-tailed test (0.0058), or ..." */
static void append_reasons(GString *verdict, const StatsCheck *check)
{
    for (int i = 0; i < check->n_causes; i++) {
        const char *what = check->causes[i].what;
        g_string_append_printf(verdict, "%s%s%s%s", i ? ", or " : "", stats_cause_text(check->causes[i].cause),
            what ? ", " : "", what ? what : "");
        if (!isnan(check->causes[i].value) && check->causes[i].cause != STATS_CAUSE_COARSE)
            g_string_append_printf(verdict, " (%.3g)", check->causes[i].value);
    }
}

static void put_check(StatsJob *job, const StatsCheck *check, GString *verdict)
{
    cJSON *row = stats_put_row(job, "checks");
    json_put(row, "figure", check->figure);
    json_put(row, "printed", cli_option(job->cli, check->figure));
    json_put(row, "by", check->by);
    json_put_double(row, "value", check->found.value);
    json_put_double(row, "low", check->found.low);
    json_put_double(row, "high", check->found.high);
    json_put(row, "verdict", check->reproduced ? "reproduced" : "not reproduced");
    g_string_append_printf(verdict, "%s%s %s", verdict->len ? ". " : "", check->figure,
        check->reproduced ? "reproduced" : "not reproduced; possible reason: ");
    if (check->reproduced)
        g_string_append_printf(verdict, " (%s)", check->by);
    else
        append_reasons(verdict, check);
    put_reasons(job, check);
}

static void warn_about(StatsJob *job, const StatsPrintedRow *row, const StatsRecomputed *r)
{
    if (row->n && stats_is_printed(r->r) && r->r.high < 0)
        stats_warn(job, "The figures mean a negative correlation of before and after, which the same test in the same "
                        "people does not have.");
    if (row->n && r->r.low > 1)
        stats_warn(job, "No correlation of before and after gives these figures together.");
    for (int i = 0; i < r->n_checks; i++)
        for (int c = 0; c < r->checks[i].n_causes; c++)
            if (r->checks[i].causes[c].cause == STATS_CAUSE_ETA_SQUARED && row->n && row->sd1.value > 0) {
                double least = fabs(r->difference.value) * sqrt(row->n) / (row->sd1.value + row->sd2.value);
                stats_warn(job, "Eta squared of %s would be t = %.4g; with these means and SDs no t is below %.4g.",
                    cli_option(job->cli, "d"), r->checks[i].causes[c].value, least);
            }
}

bool stats_run_summary(StatsJob *job, GError **error)
{
    StatsPrintedRow row;
    memset(&row, 0, sizeof row);
    if (!read_row(job, &row, error))
        return false;
    if ((row.n > 0) == (row.n1 > 0 || row.n2 > 0)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "summary needs --n (one group, measured twice) or --n1 and --n2 (two groups)");
        return false;
    }
    StatsRecomputed r = stats_recompute(&row);
    if (r.reason != STATS_OK) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "summary: %s; it needs %s", stats_reason_text(r.reason),
            row.n ? "--mean1 --sd1 --mean2 --sd2, or --diff with --ci, --sd-diff, --t or --p"
                  : "--mean1 --sd1 --mean2 --sd2 with SDs of 0 or more, --n1 and --n2");
        return false;
    }
    json_put(job->out, "design", row.n ? "one group, before and after" : "two groups, first - second");
    g_autoptr(GString) verdict = g_string_new(NULL);
    for (int i = 0; i < r.n_checks; i++)
        put_check(job, &r.checks[i], verdict);
    json_put(job->out, "verdict", verdict->len ? verdict->str : "nothing printed to check; see what follows from it");
    put_recomputed(job, &r);
    warn_about(job, &row, &r);
    return true;
}
