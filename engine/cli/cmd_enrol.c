/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file is read here; the engine gets good rows only. What was mended and refused is shown row by row. */
#include "admin.h"
#include "admin_enrol.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

#define FILE_MAX (16u * 1024 * 1024)

static char **languages_of(const Course *course)
{
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    g_ptr_array_add(all, g_strdup(course->lang));
    for (guint i = 0; i < course->languages->len; i++)
        if (strcmp(course->languages->pdata[i], course->lang) != 0)
            g_ptr_array_add(all, g_strdup(course->languages->pdata[i]));
    g_ptr_array_add(all, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&all), FALSE);
}

static EnrolFile *read_file(const Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    const Course *course = cohort ? library_course(w->library, cohort->version, error) : NULL;
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!course || !cli_read(cli_arg(cli, 1), FILE_MAX, &bytes, &size, error))
        return NULL;
    g_auto(GStrv) languages = languages_of(course);
    const EnrolOptions options = {
        .country = cohort->country, .languages = (const char *const *)languages, .today = cli->clock.now / DAY
    };
    return enrol_read(bytes, size, cli_arg(cli, 1), &options, error);
}

static cJSON *join_line(const EnrolLine *line, const cJSON *said)
{
    cJSON *one = json_put_int(cJSON_CreateObject(), "line", line->line);
    json_put(json_put(one, "name", line->name), "phone", line->row ? line->row->phone : line->phone);
    json_put(json_put(one, "result", line->refused ? "refused" : json_string(said, "result")), "learner",
        json_string(said, "learner"));
    json_put(json_put(one, "repair", line->repair), "note", line->note);
    return json_put(one, "reason", line->refused ? line->refused : json_string(said, "reason"));
}

static void print_table(const cJSON *rows)
{
    const cJSON *one;
    printf("%5s  %-8s %-8s %-16s %s\n", "LINE", "RESULT", "LEARNER", "PHONE", "NAME");
    cJSON_ArrayForEach(one, rows)
    {
        const char *learner = json_string(one, "learner"),
                   *notes[] = { json_string(one, "repair"), json_string(one, "note"), json_string(one, "reason") };
        printf("%5" G_GINT64_FORMAT "  %-8s %-8s %-16s %s\n", json_int(one, "line", 0), json_string(one, "result"),
            learner ? learner : "", json_string(one, "phone"), json_string(one, "name"));
        for (gsize i = 0; i < G_N_ELEMENTS(notes); i++)
            if (notes[i])
                printf("       %s\n", notes[i]);
    }
}

static void print_summary(const Cli *cli, const EnrolFile *file, const cJSON *result, guint refused)
{
    for (guint i = 0; i < file->notes->len; i++)
        printf("%s\n", (char *)file->notes->pdata[i]);
    printf("%s%" G_GINT64_FORMAT " new, %" G_GINT64_FORMAT " changed, %" G_GINT64_FORMAT
           " the same, %u refused; %u numbers mended, %u without opt-in%s\n",
        cli_switch(cli, "dry-run") ? "dry run, nothing is written: " : "", json_int(result, "new", 0),
        json_int(result, "changed", 0), json_int(result, "same", 0), refused, file->repaired, file->no_opt_in,
        json_bool(result, "late", false) ? "; they join late and begin with the course day that it is now" : "");
}

bool cmd_enrol(Cli *cli, GError **error)
{
    g_autoptr(EnrolFile) file = read_file(cli, error);
    if (!file)
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), *good = cJSON_CreateArray();
    json_put_item(json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), "rows", good);
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        if (line->row)
            json_put_item(good, NULL, admin_row_json(line->row));
    }
    g_autoptr(cJSON) result = workspace_change(cli, "enrol", params, error);
    if (!result)
        return false;
    g_autoptr(cJSON) rows = cJSON_CreateArray();
    const cJSON *said = json_at(result, "rows") ? json_at(result, "rows")->child : NULL;
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        json_put_item(rows, NULL, join_line(line, line->row ? said : NULL));
        if (line->row && said)
            said = said->next; /* the engine answers row by row, in order */
    }
    guint refused = file->refused + (guint)json_int(result, "refused", 0);
    if (cli_switch(cli, "json"))
        cli_print_json(rows);
    else {
        print_table(rows);
        print_summary(cli, file, result, refused);
    }
    if (refused)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%u row%s of %s refused: mend %s and run it again, the others stay as they are", refused,
            refused == 1 ? "" : "s", cli_arg(cli, 1), refused == 1 ? "it" : "them");
    return refused == 0;
}
