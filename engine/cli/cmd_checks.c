/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that look at a list first: it is always shown, and nothing is changed when a line of it fails. */
#include "cmd_kept.h"

#include <stdio.h>

static void print_checks(const cJSON *result)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(result, "checks"))
    {
        printf("%-4s  %-12s %s\n", json_string(one, "level"), json_string(one, "check"), json_string(one, "text"));
    }
}

static bool run_checked(const Cli *cli, const char *verb, const char *what, GError **error)
{
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    if (g_str_equal(verb, "cohort.close")) {
        json_put_bool(params, "alumni", cli_switch(cli, "alumni"));
        json_put(params, "moderator", cli_option(cli, "moderator"));
    }
    cJSON *look = json_put_bool(cJSON_Duplicate(params, true), "dry_run", true);
    g_autoptr(cJSON) looked = workspace_change(cli, verb, look, error);
    if (!looked)
        return false;
    if (cli_switch(cli, "json"))
        cli_print_json(looked);
    else
        print_checks(looked);
    int64_t failed = json_int(looked, "failed", 0);
    if (failed) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "%s cannot be %s yet: %" G_GINT64_FORMAT " line%s above say%s what to do first", cli_arg(cli, 0), what,
            failed, failed == 1 ? "" : "s", failed == 1 ? "s" : "");
        return false;
    }
    if (cli_switch(cli, "dry-run"))
        return true;
    g_autoptr(cJSON) result = workspace_change(cli, verb, g_steal_pointer(&params), error);
    if (result && !cli_switch(cli, "json"))
        printf("%s: %s\n", json_string(result, "cohort"), what);
    if (result && json_string(result, "frozen") && !cli_switch(cli, "json"))
        printf("its data have the hash %s, which stands in the journal\n", json_string(result, "frozen"));
    if (result && !cli_switch(cli, "json"))
        cli_print_kept(result);
    return result != NULL;
}

bool cmd_cohort_launch(Cli *cli, GError **error)
{
    return run_checked(cli, "cohort.launch", "launched", error);
}

bool cmd_cohort_close(Cli *cli, GError **error)
{
    return run_checked(cli, "cohort.close", "closed", error);
}
