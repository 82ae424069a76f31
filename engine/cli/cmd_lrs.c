/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning record store: how far the engine is, what the store refuses, and what becomes of that. */
#include "lrs.h"

#include <stdio.h>

static char *need_endpoint(const Settings *settings, GError **error)
{
    char *endpoint = lrs_endpoint(settings);
    if (!endpoint)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "the settings name no learning record store: set endpoint, user, secret_file and study of [xapi] in "
            "baraza.ini (docs/xapi.md)");
    return endpoint;
}

static bool put_parked(const XapiTold *told, gpointer data)
{
    json_put_item(data, NULL, json_put(json_put(cJSON_CreateObject(), "id", told->id), "why", told->refused));
    return true;
}

static cJSON *read_states(const Workspace *w, const char *endpoint, const char *name, GError **error)
{
    g_autoptr(cJSON) list = cJSON_CreateArray();
    g_autoptr(GArray) ids = workspace_cohorts(w, name, error);
    for (guint i = 0; ids && i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(w->store, g_array_index(ids, int64_t, i), error);
        cJSON *one = cohort ? lrs_state(w->store, endpoint, cohort, error) : NULL;
        if (!one)
            return NULL;
        json_put_bool(one, "by_itself", lrs_tells(w->settings, cohort));
        json_put_item(list, NULL, one);
        cJSON *parked = name ? cJSON_CreateArray() : NULL;
        if (parked)
            json_put_item(one, "statements", parked);
        if (parked && !xapi_each_parked(w->store, endpoint, cohort->id, put_parked, parked, error))
            return NULL;
    }
    return ids ? g_steal_pointer(&list) : NULL;
}

static void print_state(const cJSON *one)
{
    const cJSON *parked;
    printf("%s: %s%s\n", json_string(one, "cohort"), json_string(one, "what"),
        json_bool(one, "by_itself", false) ? "" : " (not told by the engine)");
    cJSON_ArrayForEach(parked, json_at(one, "statements"))
    {
        printf("  %s  %s\n", json_string(parked, "id"), json_string(parked, "why"));
    }
}

bool cmd_lrs(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autofree char *endpoint = w ? need_endpoint(w->settings, error) : NULL;
    g_autoptr(cJSON) list = endpoint ? read_states(w, endpoint, cli_arg(cli, 0), error) : NULL;
    const cJSON *one;
    if (!list)
        return false;
    cJSON_ArrayForEach(one, list)
    {
        cli->status = lrs_needs(one) ? 3 : cli->status;
    }
    if (!cli_switch(cli, "json")) {
        const char *study = lrs_study(w->settings);
        printf("%s: %s%s\n", endpoint,
            study ? "told by the engine, under the ids of the study " : "told by hand alone: set study of [xapi]",
            study ? study : "");
    }
    cli_print_list(cli, list, print_state, "no cohorts yet");
    return true;
}

static bool decide(Cli *cli, const char *verb, const char *done, GError **error)
{
    g_autofree char *dir = workspace_dir(cli, error);
    g_autoptr(Settings) settings = dir ? settings_load(dir, error) : NULL;
    g_autofree char *endpoint = settings ? need_endpoint(settings, error) : NULL;
    if (!endpoint)
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "cohort", cli_arg(cli, 0)), "lrs", endpoint);
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, verb, params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%s%s: refused statements that %s: %" G_GINT64_FORMAT "\n",
        json_bool(r, "dry_run", false) ? "dry run: " : "", json_string(r, "cohort"), done,
        json_int(r, "statements", 0));
    return true;
}

bool cmd_lrs_again(Cli *cli, GError **error)
{
    return decide(cli, "xapi.again", "are told once more, with the next pass", error);
}

bool cmd_lrs_leave(Cli *cli, GError **error)
{
    return decide(cli, "xapi.leave", "stay untold", error);
}
