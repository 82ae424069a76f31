/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Until when what a closed cohort has left behind is kept. */
#include "cmd_kept.h"

#include <stdio.h>

bool cli_put_kept(Workspace *w, const Cohort *cohort, cJSON *one, GError **error)
{
    cJSON *kept = retention_json(w->store, cohort, error);
    json_put_item(one, "kept", kept ? kept : cJSON_CreateArray());
    return kept != NULL;
}

void cli_print_kept(const cJSON *one)
{
    const cJSON *part;
    cJSON_ArrayForEach(part, json_at(one, "kept"))
    {
        printf("  %s %s: %s (%s)\n", json_bool(part, "erased", false) ? "erased on " : "kept until",
            json_string(part, "until"), json_string(part, "what"), json_string(part, "class"));
    }
}

static bool show(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) one = cohort ? json_put(cJSON_CreateObject(), "cohort", cohort->name) : NULL;
    if (!one || !cli_put_kept(w, cohort, one, error))
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(one);
        return true;
    }
    if (cJSON_GetArraySize(json_at(one, "kept")) == 0)
        printf("%s is %s: everything is kept, and the clock starts when it is closed\n", cohort->name,
            cohort_state_name(cohort->state));
    else
        printf("%s:\n", cohort->name);
    cli_print_kept(one);
    return true;
}

bool cmd_cohort_keep(Cli *cli, GError **error)
{
    static const char *const names[] = { "class", "until", "reason" };
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0));
    int given = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        given += cli_option(cli, names[i]) != NULL;
        json_put(params, names[i], cli_option(cli, names[i]));
    }
    if (given == 0) {
        cJSON_Delete(params);
        return show(cli, error);
    }
    if (given < 3) {
        cJSON_Delete(params);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--class, --until and --reason are needed together: baraza cohort keep --help has an example");
        return false;
    }
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "cohort.keep", params, error);
    if (result && cli_switch(cli, "json"))
        cli_print_json(result);
    else if (result)
        printf("%s: %s are kept until %s instead of %s%s\n", json_string(result, "cohort"), json_string(result, "what"),
            json_string(result, "until"), json_string(result, "from"),
            cli_switch(cli, "dry-run") ? " (tried only: nothing is changed)" : "");
    return result != NULL;
}
