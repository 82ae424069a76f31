/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts about a cohort's weeks that wait for a facilitator. */
#include "room_talk.h"
#include "upkeep.h"
#include "workspace.h"

#include <stdio.h>

static void print_draft(const cJSON *one)
{
    printf("draft %" G_GINT64_FORMAT ", room %s\n%s\n\n", json_int(one, "draft", 0), json_string(one, "room"),
        json_string(one, "text"));
}

bool cmd_weekly(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(GPtrArray) drafts = cohort ? talk_drafts(w->store, cohort->id, error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    for (guint i = 0; drafts && i < drafts->len; i++) {
        const Post *post = drafts->pdata[i];
        g_autofree char *room = room_name(w->store, post->room, error);
        if (!room)
            return false;
        cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "draft", post->id), "room", room);
        json_put_item(list, NULL, json_put(one, "text", post->text));
    }
    Upkeep upkeep = { 0 };
    if (!drafts || !upkeep_get(w->store, cohort->id, &upkeep, error))
        return false;
    g_autofree char *none =
        upkeep.weekly
            ? g_strdup_printf("no draft waits in %s", cohort->name)
            : g_strdup_printf("no draft waits in %s, and none is made: baraza upkeep set %s weekly 1 switches them on",
                  cohort->name, cohort->name);
    cli_print_list(cli, list, print_draft, none);
    return true;
}

static bool change_draft(Cli *cli, const char *verb, cJSON *params, const char *done, GError **error)
{
    gint64 id = 0;
    if (!g_ascii_string_to_signed(cli_arg(cli, 0), 10, 1, G_MAXINT64, &id, NULL)) {
        cJSON_Delete(params);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "\"%s\" is no number of a draft", cli_arg(cli, 0));
        return false;
    }
    json_put_bool(json_put_int(params, "draft", id), "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) r = workspace_change(cli, verb, params, error);
    if (!r || cli_said_json(cli, r))
        return r != NULL;
    printf("%sdraft %d of %s %s\n%s", json_bool(r, "dry_run", false) ? "dry run: " : "", (int)id,
        json_string(r, "cohort"), done, json_string(r, "looks") ? json_string(r, "looks") : "");
    if (json_string(r, "looks"))
        putchar('\n');
    return true;
}

bool cmd_weekly_send(Cli *cli, GError **error)
{
    const char *file = cli_option(cli, "text");
    g_autofree char *text = file ? cli_read_text(file, 1u << 16, error) : NULL;
    if (file && !text)
        return false;
    cJSON *params = cJSON_CreateObject();
    if (text)
        json_put(params, "text", g_strchomp(text));
    return change_draft(cli, "weekly.send", params, "goes to its room:", error);
}

bool cmd_weekly_drop(Cli *cli, GError **error)
{
    return change_draft(cli, "weekly.drop", cJSON_CreateObject(), "is dropped", error);
}
