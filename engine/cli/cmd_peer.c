/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner helps as facilitator for some days. */
#include "workspace.h"

#include <stdio.h>

bool cmd_cohort_peer(Cli *cli, GError **error)
{
    const char *from = cli_option(cli, "from"), *to = cli_option(cli, "to");
    bool off = cli_switch(cli, "off");
    if (off == (from || to) || (!off && (!from || !to))) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "give --from DATE and --to DATE, or --off");
        return false;
    }
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "learner", cli_arg(cli, 1));
    json_put(json_put(params, "from", from), "to", to);
    json_put_bool(json_put_bool(params, "off", off), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "cohort.peer", params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    if (json_bool(result, "dry_run", false))
        puts("dry run: nothing was changed");
    if (off)
        printf("%s, %s: no longer peer facilitator\n", json_string(result, "learner"), json_string(result, "name"));
    else
        printf("%s, %s: peer facilitator from %s to %s\n", json_string(result, "learner"), json_string(result, "name"),
            from, to);
    return true;
}
