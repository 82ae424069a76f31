/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts about a cohort's weeks that wait for a facilitator. */
#include "discussion.h"
#include "workspace.h"

#include <stdio.h>

typedef struct {
    Workspace *w;
    cJSON *list;
} Found;

static bool take_draft(const Post *post, gpointer data)
{
    Found *found = data;
    if (post->state != POST_DRAFT || !post->staff || !post->room)
        return true;
    g_autofree char *room = room_name(found->w->store, post->room, NULL);
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "draft", post->id), "room", room ? room : "?");
    json_put_item(found->list, NULL, json_put(one, "text", post->text));
    return true;
}

bool cmd_weekly(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, cli_arg(cli, 0), error) : NULL;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    Found found = { w, list };
    if (!cohort || !post_each(w->store, cohort->id, take_draft, &found, error))
        return false;
    const cJSON *one;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    cJSON_ArrayForEach(one, list)
    {
        printf("draft %d, room %s\n%s\n\n", (int)json_int(one, "draft", 0), json_string(one, "room"),
            json_string(one, "text"));
    }
    if (cJSON_GetArraySize(list) == 0)
        printf("no draft waits in %s\n", cohort->name);
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
