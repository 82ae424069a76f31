/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "allocator.h"
#include "cli_priv.h"
#include "log.h"
#include "rehearse.h"
#include "schema.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define START "2026-12-07"

static void show_day(const RehearseProgress *progress, gpointer data)
{
    fprintf(stderr,
        "\rday %3d: %" G_GINT64_FORMAT " sent, %" G_GINT64_FORMAT " delivered, %" G_GINT64_FORMAT
        " answers, %" G_GINT64_FORMAT " posts ",
        progress->day, progress->sent, progress->delivered, progress->answers, progress->posts);
}

static bool write_text(const char *dir, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    return g_file_set_contents(path, text, -1, error);
}

/* Before a long rehearsal, not after it. */
static bool make_folder(const char *dir, GError **error)
{
    if (!dir || (g_mkdir_with_parents(dir, 0755) == 0 && g_access(dir, W_OK) == 0))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "--out %s cannot be written: %s", dir, g_strerror(errno));
    return false;
}

static bool write_all(const char *dir, const RehearseResult *result, GError **error)
{
    g_autoptr(GPtrArray) paths = report_write(result->report, dir, REPORT_RESEARCH, error);
    return paths && write_text(dir, "summary.txt", result->summary, error) &&
           write_text(dir, "cost.csv", result->cost->str, error);
}

static bool read_config(const Cli *cli, RehearseConfig *config, GError **error)
{
    int64_t learners = 28, seed = 1, days = 0, room = 40;
    if (!cli_number(cli, "learners", 1, 100000, &learners, error) ||
        !cli_number(cli, "seed", 0, G_MAXINT32, &seed, error) || !cli_number(cli, "days", 1, 1000, &days, error) ||
        !cli_number(cli, "room-size", 1, 1000, &room, error))
        return false;
    const char *start = cli_option(cli, "start"), *zone = cli_option(cli, "zone");
    *config = (RehearseConfig){ .course = cli_arg(cli, 0),
        .learners = (guint)learners,
        .seed = (uint64_t)seed,
        .days = (int)days,
        .room_size = (int)room,
        .zone = zone ? zone : "Africa/Harare",
        .database = cli_option(cli, "database"),
        .progress = cli_switch(cli, "quiet") || !isatty(STDERR_FILENO) ? NULL : show_day };
    if (civil_parse_date(start ? start : START, &config->start_day))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--start %s: give a date such as " START, start);
    return false;
}

/* The table of the folder that we stand in, when none is named; NULL when there is none, too. */
static bool read_rates(const Cli *cli, Rates **rates, GError **error)
{
    const char *path = cli_option(cli, "rates");
    g_autofree char *text = NULL;
    gsize size = 0;
    g_autoptr(GError) fault = NULL;
    if (path && !cli_read(path, 1u << 20, &text, &size, error))
        return false;
    *rates = path ? rates_parse(text, size, path, &fault) : rates_load(".", &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return error == NULL || *error == NULL;
}

/* The database that was asked for is one that every command reads. */
static bool number_database(const char *path, GError **error)
{
    g_autoptr(Store) store = store_open(path, NULL, error);
    return store && store_schema_set(store, schema_number(), error);
}

bool cmd_rehearse(Cli *cli, GError **error)
{
    RehearseConfig config;
    g_auto(RehearseResult) result = { 0 };
    const char *out = cli_option(cli, "out");
    g_autoptr(Rates) rates = NULL;
    if (!read_config(cli, &config, error) || !make_folder(out, error) || !read_rates(cli, &rates, error))
        return false;
    config.rates = rates;
    log_set_level(LOG_ERROR);
    allocator_keep();
    int64_t began = clock_monotonic_ms();
    if (!rehearse_run(&config, &result, error) || (config.database && !number_database(config.database, error)))
        return false;
    fprintf(stderr, "%splayed in %.1f s\n", config.progress ? "\n" : "", (double)(clock_monotonic_ms() - began) / 1000);
    fputs(result.summary, stdout);
    for (guint i = 0; i < result.faults->len && i < 20; i++)
        fprintf(stderr, "fault: %s\n", (const char *)result.faults->pdata[i]);
    if (out && !write_all(out, &result, error))
        return false;
    if (result.faults->len == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the rehearsal found %u faults", result.faults->len);
    return false;
}
