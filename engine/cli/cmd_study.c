/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "workspace.h"

#include <stdio.h>

#define PLAN_BYTES_MOST (256 * 1024)

bool cmd_study_freeze(Cli *cli, GError **error)
{
    g_autofree char *text = NULL;
    gsize size = 0;
    const cJSON *name;
    if (!cli_read(cli_arg(cli, 0), PLAN_BYTES_MOST, &text, &size, error))
        return false;
    if (!g_utf8_validate(text, (gssize)size, NULL)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s is not UTF-8", cli_arg(cli, 0));
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "text", text), "file", cli_arg(cli, 0));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "study.freeze", params, error);
    if (!result)
        return false;
    if (json_bool(result, "dry_run", false))
        puts("dry run: nothing was frozen; the plan is in order");
    printf("plan %s\nsha256 %s\nprimary outcome %s; declared beside it: %d\ncohorts", json_string(result, "name"),
        json_string(result, "sha256"), json_string(result, "primary"), (int)json_int(result, "family", 0));
    cJSON_ArrayForEach(name, json_at(result, "cohorts"))
    {
        printf(" %s", name->valuestring);
    }
    puts("");
    return true;
}
