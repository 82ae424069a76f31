/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort's own ground rules: each version, how the vote stands, and a new one. */
#include "clock.h"
#include "room_rules.h"
#include "workspace.h"

#include <stdio.h>
#include <stdlib.h>

static cJSON *rules_json(const Rules *r, const Cohort *cohort)
{
    g_autofree char *proposed = civil_local_text(cohort_zone(cohort), r->proposed);
    g_autofree char *closes = civil_local_text(cohort_zone(cohort), r->closes);
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "rules", r->id), "state", rules_state_name(r->state));
    json_put(json_put(one, "proposed", proposed), "closes", closes);
    return json_put(json_put_int(json_put_int(one, "yes", r->yes), "no", r->no), "text", r->text);
}

bool cmd_rules(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(GPtrArray) all = cohort ? rules_list(w->store, cohort->id, error) : NULL;
    if (!all)
        return false;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; i < all->len; i++) {
        const Rules *r = all->pdata[i];
        cJSON *one = rules_json(r, cohort);
        json_put_item(list, NULL, one);
        if (!cli_switch(cli, "json"))
            printf("%s%s, proposed %s, vote until %s: %d yes, %d no\n\n%s\n", i ? "\n" : "", rules_state_name(r->state),
                json_string(one, "proposed"), json_string(one, "closes"), (int)r->yes, (int)r->no, r->text);
    }
    if (cli_switch(cli, "json"))
        cli_print_json(list);
    else if (all->len == 0)
        printf("%s has no rules of its own; what its course asks agreement to (agree purpose=\"rules\") holds.\n",
            cohort->name);
    return true;
}

static bool read_hours(const char *text, gint64 *hours, GError **error)
{
    *hours = 48;
    if (!text || g_ascii_string_to_signed(text, 10, 1, 10000, hours, NULL))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--hours takes a whole number, not \"%s\"", text);
    return false;
}

bool cmd_rules_propose(Cli *cli, GError **error)
{
    gint64 hours = 0;
    if (!read_hours(cli_option(cli, "hours"), &hours, error))
        return false;
    g_autofree char *text = cli_read_text(cli_arg(cli, 1), 1u << 16, error);
    if (!text)
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "text", text);
    json_put_bool(json_put_int(params, "hours", hours), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "rules.propose", params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s%s: %d learners are asked, and the vote ends %s\n", json_bool(r, "dry_run", false) ? "dry run: " : "",
        json_string(r, "cohort"), (int)json_int(r, "people", 0), json_string(r, "until"));
    return true;
}
