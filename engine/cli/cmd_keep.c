/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeping house: the journal and the inbox. */
#include "inbox.h"
#include "journal.h"
#include "workspace.h"

#include <stdio.h>

bool cmd_journal_verify(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    int64_t entries = 0;
    g_autofree char *head = NULL;
    if (!w || !journal_verify(w->store, &entries, &head, error))
        return false;
    if (cli_switch(cli, "json")) {
        g_autoptr(cJSON) result = json_put(json_put_int(cJSON_CreateObject(), "entries", entries), "head", head);
        cli_print_json(result);
    } else
        printf("the journal is whole: %" G_GINT64_FORMAT
               " entries, head %s\nKeep the head elsewhere: it shows later whether entries were cut off.\n",
            entries, head);
    return true;
}

static bool take_aside(const InboxAside *aside, gpointer data)
{
    g_autofree char *at = civil_utc_text(aside->at);
    cJSON *one = json_put_int(json_put_int(cJSON_CreateObject(), "id", aside->id), "body", aside->raw);
    json_put(json_put(json_put(one, "at", at), "fault", aside->fault), "what",
        aside->event ? "one event" : "the whole body");
    json_put_item(data, NULL, one);
    return true;
}

bool cmd_inbox_aside(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(cJSON) list = cJSON_CreateArray();
    if (!w || !inbox_each_aside(w->store, take_aside, list, error))
        return false;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        printf("%" G_GINT64_FORMAT "  %s  %s: %s\n", json_int(one, "id", 0), json_string(one, "at"),
            json_string(one, "what"), json_string(one, "fault"));
    }
    if (cJSON_GetArraySize(list) == 0)
        puts("nothing is set aside");
    return true;
}

bool cmd_inbox_replay(Cli *cli, GError **error)
{
    g_autoptr(cJSON) result = workspace_change(cli, "inbox.replay", cJSON_CreateObject(), error);
    if (result)
        printf("%" G_GINT64_FORMAT " webhook bodies will be read again\n", json_int(result, "replayed", 0));
    return result != NULL;
}
