/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is on the list for new courses: people who agreed elsewhere, and one who asks to be taken off. */
#include "admin.h"
#include "admin_enrol.h"
#include "workspace.h"

#include <stdio.h>

#define FILE_MAX (16u * 1024 * 1024)

static EnrolFile *read_file(const Cli *cli, GError **error)
{
    g_autofree char *bytes = NULL;
    gsize size = 0;
    const EnrolOptions options = { .country = cli_option(cli, "country"), .today = cli->clock.now / DAY };
    return cli_read(cli_arg(cli, 0), FILE_MAX, &bytes, &size, error)
               ? enrol_read(bytes, size, cli_arg(cli, 0), &options, error)
               : NULL;
}

static guint print_refused(const EnrolFile *file, const cJSON *result)
{
    const cJSON *one;
    guint n = 0;
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        if (line->refused && ++n)
            printf("line %u: refused: %s\n", line->line, line->refused);
        else if (line->repair)
            printf("line %u: %s\n", line->line, line->repair);
    }
    cJSON_ArrayForEach(one, json_at(result, "refusals"))
    {
        n++;
        printf("line %d: refused: %s\n", (int)json_int(one, "line", 0), json_string(one, "why"));
    }
    return n;
}

bool cmd_advert_import(Cli *cli, GError **error)
{
    g_autoptr(EnrolFile) file = read_file(cli, error);
    if (!file)
        return false;
    cJSON *params = json_put_bool(cJSON_CreateObject(), "dry_run", cli_switch(cli, "dry-run"));
    cJSON *rows = cJSON_CreateArray();
    json_put_item(params, "rows", rows);
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        if (line->row)
            json_put_item(rows, NULL, admin_row_json(line->row));
    }
    g_autoptr(cJSON) r = file->good ? workspace_change(cli, "advert.import", params, error) : params;
    if (!r)
        return false;
    guint refused = print_refused(file, r);
    printf("%s%d put on the list, %d were on it, %u refused\n",
        cli_switch(cli, "dry-run") ? "dry run, nothing is written: " : "", (int)json_int(r, "added", 0),
        (int)json_int(r, "same", 0), refused);
    if (refused)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%u row%s of %s refused, each for what is said of its line; the others count", refused,
            refused == 1 ? "" : "s", cli_arg(cli, 0));
    return refused == 0;
}

bool cmd_advert_off(Cli *cli, GError **error)
{
    cJSON *params = json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0));
    g_autoptr(cJSON) r =
        workspace_change(cli, "advert.off", json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
    if (!r)
        return false;
    printf("%s %s off the list for new courses\n", json_string(r, "learner"),
        cli_switch(cli, "dry-run") ? "would be taken" : "is taken");
    return true;
}
