/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluation of one or several cohorts, from a workspace or from a mere copy of its database. Nothing is written to
 * either. */
#include "export.h"
#include "report.h"
#include "schema.h"
#include "workspace.h"

#include <stdio.h>

#define PLAN_BYTES_MOST (256 * 1024)

/* What a report is read from. */
typedef struct {
    Workspace *workspace; /* or NULL, with a copy: */
    Store *store;
    Library *library;
} Reading;

static void reading_clear(Reading *s)
{
    if (s->workspace) {
        workspace_free(s->workspace);
        return;
    }
    library_free(s->library);
    store_free(s->store);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Reading, reading_clear)

static bool open_reading(Cli *cli, Reading *s, GError **error)
{
    const char *copy = cli_option(cli, "database");
    if (!copy) {
        s->workspace = workspace_open(cli, error);
        s->store = s->workspace ? s->workspace->store : NULL;
        s->library = s->workspace ? s->workspace->library : NULL;
        return s->workspace != NULL;
    }
    if (!g_file_test(copy, G_FILE_TEST_IS_REGULAR)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%s is not there: --database names a copy of a workspace's database", copy);
        return false;
    }
    s->store = store_open_reader(copy, 60000, error);
    if (!s->store || !schema_check(s->store, cli_workspace(cli), error))
        return false;
    s->library = library_new(s->store, ".");
    return true;
}

static GArray *find_cohorts(Cli *cli, Store *store, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    for (guint i = 0; i < cli->args->len; i++) {
        g_autoptr(Cohort) cohort = cohort_find(store, cli_arg(cli, i), error);
        if (!cohort)
            return NULL;
        for (guint j = 0; j < ids->len; j++)
            if (g_array_index(ids, int64_t, j) == cohort->id) {
                g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "the cohort %s is named twice", cohort->name);
                return NULL;
            }
        g_array_append_val(ids, cohort->id);
    }
    return g_steal_pointer(&ids);
}

static bool check_lang(const Cli *cli, GError **error)
{
    const char *lang = cli_option(cli, "lang");
    if (!lang || report_speaks(lang))
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "the report has no words in \"%s\": --lang is en, fr, pt or sw", lang);
    return false;
}

static ReportData *collect(Cli *cli, const Reading *reading, GError **error)
{
    g_autoptr(GArray) ids = find_cohorts(cli, reading->store, error);
    g_autofree char *plan = NULL;
    gsize size = 0;
    const char *file = cli_option(cli, "plan");
    if (!ids || (file && !cli_read(file, PLAN_BYTES_MOST, &plan, &size, error)))
        return NULL;
    ReportWish wish = { .cohorts = (const int64_t *)(void *)ids->data,
        .n = ids->len,
        .plan = plan,
        .plan_name = file,
        .plan_size = size,
        .lang = cli_option(cli, "lang"),
        .program = BARAZA_VERSION,
        .now = cli->clock.now };
    return report_study(reading->store, reading->library, &wish, error);
}

static bool write_out(Cli *cli, const Reading *reading, ReportData *data, const char *out, GError **error)
{
    ReportPurpose purpose = cli_switch(cli, "assessment") ? REPORT_ASSESSMENT : REPORT_RESEARCH;
    if (!export_hide_words(reading->workspace ? reading->workspace->context : NULL, data, error))
        return false;
    if (!reading->workspace)
        fputs("baraza: names are sealed in a copy of a database: what learners call each other stays in posts.csv\n",
            stderr);
    g_autoptr(GPtrArray) paths = report_write(data, out, purpose, error);
    for (guint i = 0; paths && i < paths->len; i++)
        puts(paths->pdata[i]);
    return paths != NULL;
}

/* As the engine's pages have it made: by a child that leaves no file behind. */
static bool print_page(const ReportData *data, GError **error)
{
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, error);
    if (!html)
        return false;
    fputs(html, stdout);
    if (fflush(stdout) == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_FULL, "the page cannot be written to the standard output");
    return false;
}

bool cmd_evaluate(Cli *cli, GError **error)
{
    g_auto(Reading) reading = { 0 };
    const char *out = cli_option(cli, "out");
    if (cli_switch(cli, "page") && cli_switch(cli, "json")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--page or --json, not both");
        return false;
    }
    if (!check_lang(cli, error) || !open_reading(cli, &reading, error))
        return false;
    g_autoptr(ReportData) data = collect(cli, &reading, error);
    if (!data || (out && !write_out(cli, &reading, data, out, error)))
        return false;
    if (cli_switch(cli, "page"))
        return print_page(data, error);
    if (cli_switch(cli, "json")) {
        g_autoptr(cJSON) view = report_view(data);
        cli_print_json(view);
    } else if (!out) {
        g_autoptr(cJSON) view = report_view(data);
        g_autofree char *text = report_brief(view);
        fputs(text, stdout);
    }
    return true;
}
