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
    g_autofree char *country = cli_option(cli, "country") ? g_ascii_strup(cli_option(cli, "country"), -1) : NULL;
    if (country && !enrol_knows_country(country)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--country %s: the local numbers of that country are not known; write the numbers with + and leave it out",
            country);
        return NULL;
    }
    const EnrolOptions options = { .country = country, .today = cli->clock.now / DAY };
    return cli_read(cli_arg(cli, 0), FILE_MAX, &bytes, &size, error)
               ? enrol_read(bytes, size, cli_arg(cli, 0), &options, error)
               : NULL;
}

/* What there is to say of the file's lines, in its order: what was mended, and what was refused here or by the engine.
 */
static cJSON *join_lines(const EnrolFile *file, const cJSON *result)
{
    cJSON *list = cJSON_CreateArray();
    const cJSON *said = json_at(result, "refusals") ? json_at(result, "refusals")->child : NULL;
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        const char *why = line->refused;
        if (said && json_int(said, "line", 0) == line->line) {
            why = json_string(said, "why");
            said = said->next; /* the engine tells of them in order */
        }
        if (!why && !line->repair)
            continue;
        cJSON *one = json_put_int(cJSON_CreateObject(), "line", line->line);
        json_put_item(list, NULL, json_put(json_put(one, "repair", line->repair), "reason", why));
    }
    return list;
}

static void print_lines(const EnrolFile *file, const cJSON *rows)
{
    const cJSON *one;
    for (guint i = 0; i < file->notes->len; i++)
        printf("%s\n", (char *)file->notes->pdata[i]);
    cJSON_ArrayForEach(one, rows)
    {
        const char *repair = json_string(one, "repair"), *reason = json_string(one, "reason");
        printf("line %d: %s%s%s%s\n", (int)json_int(one, "line", 0), repair ? repair : "", repair && reason ? "; " : "",
            reason ? "refused: " : "", reason ? reason : "");
    }
}

/* Nobody is left to be put on it when each row is refused here. */
static cJSON *import(Cli *cli, const EnrolFile *file, GError **error)
{
    cJSON *params = json_put_bool(cJSON_CreateObject(), "dry_run", cli_switch(cli, "dry-run"));
    if (!file->good)
        return params;
    cJSON *rows = cJSON_CreateArray();
    json_put_item(params, "rows", rows);
    for (guint i = 0; i < file->lines->len; i++) {
        const EnrolLine *line = file->lines->pdata[i];
        if (line->row)
            json_put_item(rows, NULL, admin_row_json(line->row));
    }
    return workspace_change(cli, "advert.import", params, error);
}

bool cmd_advert_import(Cli *cli, GError **error)
{
    g_autoptr(EnrolFile) file = read_file(cli, error);
    g_autoptr(cJSON) r = file ? import(cli, file, error) : NULL;
    if (!r)
        return false;
    int added = (int)json_int(r, "added", 0), same = (int)json_int(r, "same", 0);
    guint refused = file->refused + (guint)json_int(r, "refused", 0);
    g_autoptr(cJSON) said = json_put_bool(cJSON_CreateObject(), "dry_run", cli_switch(cli, "dry-run"));
    json_put_int(json_put_int(json_put_int(said, "added", added), "same", same), "refused", refused);
    json_put_item(said, "rows", join_lines(file, r));
    if (!cli_said_json(cli, said)) {
        print_lines(file, json_at(said, "rows"));
        printf("%s%d put on the list, %d were on it, %u refused\n",
            cli_switch(cli, "dry-run") ? "dry run, nothing is written: " : "", added, same, refused);
    }
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
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s %s off the list for new courses\n", json_string(r, "learner"),
        cli_switch(cli, "dry-run") ? "would be taken" : "is taken");
    return true;
}
