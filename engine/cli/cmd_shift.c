/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort on other days, and the next one after it. */
#include "workspace.h"

#include <stdio.h>

static void print_moves(const cJSON *result, const char *list, const char *name)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, list))
    {
        int64_t count = json_int(one, "count", 0);
        const char *closes = json_string(one, "closes");
        printf("%-16s %s -> %s", json_string(one, name), json_string(one, "from"), json_string(one, "to"));
        if (count > 1)
            printf("  (%" G_GINT64_FORMAT " times)", count);
        printf("%s%s\n", closes ? ", closes " : "", closes ? closes : "");
    }
}

bool cmd_cohort_shift(Cli *cli, GError **error)
{
    int64_t days = 0;
    if (!cli_number(cli, "days", -60, 60, &days, error))
        return false;
    if (days == 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--days is needed: course days, 3 later, -2 earlier");
        return false;
    }
    cJSON *params = json_put_int(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "days", days);
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "cohort.shift", params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    print_moves(result, "sits", "sit");
    print_moves(result, "moves", "step");
    if (json_int(result, "told", 0))
        printf("%" G_GINT64_FORMAT " learners %s told:\n  %s\n", json_int(result, "told", 0),
            cli_switch(cli, "dry-run") ? "would be" : "are", json_string(result, "looks"));
    printf("%s: %+" G_GINT64_FORMAT " course days, day 1 is %s%s\n", json_string(result, "cohort"), days,
        json_string(result, "first_day"), cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    return true;
}

bool cmd_cohort_copy(Cli *cli, GError **error)
{
    if (!cli_option(cli, "start")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--start is needed, as 2027-01-04");
        return false;
    }
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Settings) settings = dir ? settings_load(dir, error) : NULL;
    if (!settings)
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "name", cli_arg(cli, 1));
    json_put(json_put(params, "start", cli_option(cli, "start")), "zone", cli_option(cli, "zone"));
    json_put_bool(params, "simulated", workspace_is_local(settings));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "cohort.copy", params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, "corrections"))
    {
        printf("corrected in %s: %s %s: %s\n", json_string(result, "copied"), json_string(one, "kind"),
            json_string(one, "what"), json_string(one, "text"));
    }
    printf("%s: as %s, course day 1 is %s%s\n", json_string(result, "cohort"), json_string(result, "copied"),
        json_string(result, "first_day"), cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    return true;
}
