/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's rules, shown and changed. */
#include "workspace.h"

#include <stdio.h>

static void print_rules(const cJSON *result, bool dry)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, "changes"))
    {
        printf("%s: %s, was %s%s\n", json_string(one, "rule"), json_string(one, "to"), json_string(one, "from"),
            dry ? " (tried only: nothing is changed)" : "");
    }
    if (cJSON_GetArraySize(json_at(result, "changes")) > 0)
        return;
    printf("%s:\n", json_string(result, "cohort"));
    cJSON_ArrayForEach(one, json_at(result, "rules"))
    {
        printf("  %-10s %s\n", one->string, one->valuestring);
    }
}

bool cmd_cohort_set(Cli *cli, GError **error)
{
    int64_t cap = 0, highlights = -1;
    if (!cli_number(cli, "cap", 1, 50, &cap, error) || !cli_number(cli, "highlights", 0, 1000, &highlights, error))
        return false;
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    json_put(json_put(params, "digests", cli_option(cli, "digests")), "quiet", cli_option(cli, "quiet"));
    json_put(params, "doctor", cli_option(cli, "doctor"));
    if (cap)
        json_put_int(params, "cap", cap);
    if (cli_option(cli, "highlights"))
        json_put_int(params, "highlights", highlights);
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "cohort.set", params, error);
    if (result && cli_switch(cli, "json"))
        cli_print_json(result);
    else if (result)
        print_rules(result, cli_switch(cli, "dry-run"));
    return result != NULL;
}
