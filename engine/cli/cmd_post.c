/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A post that is in its room, and what a learner is there. */
#include "workspace.h"

#include <stdio.h>

static const char *dry(const cJSON *result)
{
    return json_bool(result, "dry_run", false) ? "dry run: " : "";
}

static cJSON *change_post(Cli *cli, const char *verb, GError **error)
{
    int64_t id = 0;
    if (!cli_post(cli, "post", "baraza talk export", &id, error))
        return NULL;
    cJSON *params = json_put(json_put_int(cJSON_CreateObject(), "post", id), "why", cli_option(cli, "why"));
    return workspace_change(cli, verb, json_put_bool(params, "dry_run", cli_switch(cli, "dry-run")), error);
}

bool cmd_post_aside(Cli *cli, GError **error)
{
    g_autoptr(cJSON) r = change_post(cli, "post.aside", error);
    if (r && !cli_said_json(cli, r))
        printf("%s#%" G_GINT64_FORMAT " is marked as not about the course\n", dry(r), json_int(r, "number", 0));
    return r != NULL;
}

bool cmd_post_withdraw(Cli *cli, GError **error)
{
    g_autoptr(cJSON) r = change_post(cli, "post.withdraw", error);
    if (r && !cli_said_json(cli, r))
        printf("%s#%" G_GINT64_FORMAT " is taken back; who had it keeps it\n", dry(r), json_int(r, "number", 0));
    return r != NULL;
}

bool cmd_learner_role(Cli *cli, GError **error)
{
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "learner", cli_arg(cli, 0)), "role", cli_arg(cli, 1));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, "learner.role", params, error);
    if (r && !cli_said_json(cli, r))
        printf("%s%s %s: %s (was %s)\n", dry(r), json_string(r, "learner"), json_string(r, "name"),
            json_string(r, "role"), json_string(r, "before"));
    return r != NULL;
}
