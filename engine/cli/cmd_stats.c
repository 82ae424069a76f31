/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `baraza stats FILE METHOD`: finds the method, checks its options, reads the file, prints the answer. */
#include "stats_cli.h"
#include "text.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#define FILE_MAX ((gsize)1 << 30)

static const StatsMethod *find_method(const char *name)
{
    for (const StatsMethod *m = stats_methods; m->name; m++)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

static bool unknown_method(const char *name, GError **error)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const StatsMethod *m = stats_methods; m->name; m++)
        g_ptr_array_add(names, (gpointer)m->name);
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(name, (const char *const *)names->pdata);
    g_autofree char *all = g_strjoinv(", ", (char **)names->pdata);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "there is no method \"%s\"%s%s%s; there are: %s", name,
        near ? "; did you mean \"" : "", near ? near : "", near ? "\"?" : "", all);
    return false;
}

/* True when `options` ("pre* post* max") names this one; *needed when with a star. */
static bool takes(const StatsMethod *method, const char *option, bool *needed)
{
    g_auto(GStrv) words = g_strsplit(method->options, " ", -1);
    for (char **w = words; *w; w++) {
        bool star = g_str_has_suffix(*w, "*");
        if (star)
            (*w)[strlen(*w) - 1] = '\0';
        if (strcmp(*w, option) == 0) {
            *needed = star;
            return true;
        }
    }
    return false;
}

static bool check_options(const Cli *cli, const StatsMethod *method, GError **error)
{
    for (const CliOption *o = cli->command->options; o->name; o++) {
        bool needed = false, known = takes(method, o->name, &needed) || strcmp(o->name, "json") == 0;
        if (known && !needed)
            continue;
        if (known == cli_switch(cli, o->name))
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "%s %s --%s; use it as: baraza stats %s%s %s",
            method->name, known ? "needs" : "takes no", o->name, method->run == stats_run_summary ? "" : "FILE.csv ",
            method->name, method->usage);
        return false;
    }
    return true;
}

/* The two words in either order; summary stands alone. Where both could be a method the second is one. */
static const StatsMethod *take_words(const Cli *cli, const char **file, GError **error)
{
    const char *first = cli_arg(cli, 0), *second = cli_arg(cli, 1);
    const StatsMethod *method = find_method(second ? second : first);
    *file = second ? first : NULL;
    if (!method && second) {
        method = find_method(first);
        *file = second;
    }
    if (!method) {
        unknown_method(second ? second : first, error);
        return NULL;
    }
    bool alone = method->run == stats_run_summary || (strcmp(method->name, "mcnemar") == 0 && cli_switch(cli, "table"));
    if (!*file && !alone) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "which file? use it as: baraza stats FILE.csv %s %s",
            method->name, method->usage);
        return NULL;
    }
    if (*file && alone) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "%s works on printed numbers and takes no file: %s",
            method->name, *file);
        return NULL;
    }
    return method;
}

static bool run_method(StatsJob *job, const StatsMethod *method, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (job->file && !cli_read(job->file, FILE_MAX, &bytes, &size, error))
        return false;
    g_autoptr(Frame) frame =
        job->file ? frame_parse(bytes, size, strcmp(job->file, "-") == 0 ? "standard input" : job->file, error) : NULL;
    if (job->file && !frame)
        return false;
    job->frame = frame;
    bool good = method->run(job, error);
    job->frame = NULL;
    return good;
}

bool cmd_stats(Cli *cli, GError **error)
{
    StatsJob job = { .cli = cli };
    const StatsMethod *method = take_words(cli, &job.file, error);
    if (!method || !check_options(cli, method, error))
        return false;
    g_autoptr(cJSON) out = cJSON_CreateObject(), warnings = cJSON_CreateArray();
    job.out = out;
    job.warnings = warnings;
    json_put(out, "method", method->name);
    if (!run_method(&job, method, error))
        return false;
    json_put_item(out, "warnings", g_steal_pointer(&warnings));
    if (cli_switch(cli, "json"))
        cli_print_json(out);
    else
        stats_print(out);
    return true;
}

double *stats_job_column(const StatsJob *job, const char *option, GError **error)
{
    int column = frame_find(job->frame, cli_option(job->cli, option), error);
    return column < 0 ? NULL : frame_numbers(job->frame, &column, 1, error);
}

double *stats_job_columns(const StatsJob *job, const char *option, int **columns, int *k, GError **error)
{
    g_autofree int *chosen = frame_select(job->frame, cli_option(job->cli, option), k, error);
    double *values = chosen ? frame_numbers(job->frame, chosen, *k, error) : NULL;
    if (values && columns)
        *columns = g_steal_pointer(&chosen);
    return values;
}

int *stats_job_groups(const StatsJob *job, const char *option, char ***labels, GError **error)
{
    int column = frame_find(job->frame, cli_option(job->cli, option), error);
    return column < 0 ? NULL : frame_groups(job->frame, column, labels);
}

int stats_job_rows(const StatsJob *job)
{
    return frame_rows(job->frame);
}

bool stats_job_double(const StatsJob *job, const char *option, double *value, GError **error)
{
    const char *text = cli_option(job->cli, option);
    char *end = NULL;
    if (!text)
        return true;
    *value = g_ascii_strtod(text, &end);
    if (*text && !*end && isfinite(*value))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--%s is to be a number, not \"%s\"", option, text);
    return false;
}

bool stats_job_bootstrap(const StatsJob *job, int64_t *seed, int64_t *replicates, GError **error)
{
    *seed = 1;
    *replicates = 2000;
    return cli_number(job->cli, "seed", 0, INT64_MAX, seed, error) &&
           cli_number(job->cli, "replicates", 0, 1000000, replicates, error);
}

void stats_put_interval(cJSON *object, const char *name, StatsInterval interval)
{
    cJSON *both = cJSON_CreateArray();
    json_put_double(both, NULL, interval.low);
    json_put_double(both, NULL, interval.high);
    json_put_item(object, name, both);
}

void stats_warn(StatsJob *job, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    json_put_item(job->warnings, NULL, cJSON_CreateString(text));
}

void stats_put_n(StatsJob *job, int n, int missing)
{
    json_put_int(job->out, "n", n);
    json_put_int(job->out, "missing", missing);
    if (missing > 0)
        stats_warn(job, "Left out: %d of %d rows, where a value is missing.", missing, n + missing);
}

void stats_put_reason(StatsJob *job, const char *what, StatsReason reason)
{
    if (reason != STATS_OK)
        stats_warn(job, "%s cannot be given: %s.", what, stats_reason_text(reason));
}

cJSON *stats_put_row(StatsJob *job, const char *name)
{
    cJSON *rows = cJSON_GetObjectItemCaseSensitive(job->out, name), *row = cJSON_CreateObject();
    if (!rows) {
        rows = cJSON_CreateArray();
        json_put_item(job->out, name, rows);
    }
    json_put_item(rows, NULL, row);
    return row;
}
