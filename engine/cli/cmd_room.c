/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinary groups that people run: what was said in them comes in as an export. */
#include "room_file.h"
#include "discussion.h"
#include "workspace.h"

#include <stdio.h>
#include <string.h>

/* "NAME=L42", split at the last sign. */
static bool add_author(cJSON *authors, const char *text, GError **error)
{
    const char *sign = strrchr(text, '=');
    if (!sign || sign == text || sign[1] == '\0') {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "\"%s\" is no author; write it as \"NAME=L42\", \"NAME=facilitator\" or \"NAME=-\"", text);
        return false;
    }
    g_autofree char *name = g_strndup(text, (gsize)(sign - text));
    g_strstrip(name);
    cJSON_DeleteItemFromObjectCaseSensitive(authors, name);
    json_put(authors, name, sign + 1);
    return true;
}

/* From --authors FILE, a line each, and every --author. */
static cJSON *read_authors(const Cli *cli, GError **error)
{
    g_autoptr(cJSON) authors = cJSON_CreateObject();
    const char *path = cli_option(cli, "authors");
    g_autofree char *text = path ? cli_read_text(path, 1u << 20, error) : NULL;
    if (path && !text)
        return NULL;
    g_auto(GStrv) lines = g_strsplit(text ? text : "", "\n", -1);
    for (int i = 0; lines[i]; i++)
        if (*g_strstrip(lines[i]) && *lines[i] != '#' && !add_author(authors, lines[i], error)) {
            g_prefix_error(error, "%s:%d: ", path, i + 1);
            return NULL;
        }
    for (guint i = 0; i < cli->given->len; i += 2)
        if (strcmp(cli->given->pdata[i], "author") == 0 && !add_author(authors, cli->given->pdata[i + 1], error))
            return NULL;
    return g_steal_pointer(&authors);
}

static cJSON *params_of(const Cli *cli, const RoomFile *file, GError **error)
{
    g_auto(GStrv) where = g_strsplit(cli_arg(cli, 0), "/", 2);
    g_autoptr(cJSON) authors = read_authors(cli, error);
    if (!authors)
        return NULL;
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", where[0]);
    json_put(json_put(params, "room", where[0] && where[1] ? where[1] : "1"), "zone", file->zone);
    json_put_item(
        json_put_item(params, "authors", g_steal_pointer(&authors)), "posts", cJSON_Duplicate(file->posts, true));
    return json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
}

static void print_import(const cJSON *r, const RoomFile *file, bool dry)
{
    printf("%s/%s: %" G_GINT64_FORMAT " posts %s, %" G_GINT64_FORMAT " were there, %" G_GINT64_FORMAT
           " of these edited or deleted since; %" G_GINT64_FORMAT " quote a step's tag\n",
        json_string(r, "cohort"), json_string(r, "room"), json_int(r, "new", 0), dry ? "would be new" : "are new",
        json_int(r, "same", 0) + json_int(r, "followed", 0), json_int(r, "followed", 0), json_int(r, "tagged", 0));
    printf("  date order  %s%s: %s\n  time zone   %s%s%s\n", chat_order_name(file->report->order),
        file->decided ? "" : ", NOT SURE", file->order_why, json_string(r, "zone"), file->zone_why ? ": " : "",
        file->zone_why ? file->zone_why : "");
    printf("  left out    %" G_GINT64_FORMAT " lines of WhatsApp itself, %u that could not be read\n", file->system,
        file->unreadable->len);
    for (guint i = 0; i < file->unreadable->len; i++)
        printf("    %s\n", (const char *)file->unreadable->pdata[i]);
    const cJSON *author;
    cJSON_ArrayForEach(author, json_at(r, "authors"))
    {
        const char *is = json_string(author, "is"), *by = json_string(author, "by");
        printf("  %-12s%6" G_GINT64_FORMAT " posts by \"%s\"%s%s\n", is ? is : "WHO?", json_int(author, "posts", 0),
            json_string(author, "name"), by ? ", matched by " : "", by ? (strcmp(by, "given") == 0 ? "you" : by) : "");
    }
}

bool cmd_room_import(Cli *cli, GError **error)
{
    bool dry = cli_switch(cli, "dry-run");
    g_autoptr(RoomFile) file = room_file_read(cli, error);
    if (!file)
        return false;
    if (!file->decided && !dry) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s; say it with --order dmy, mdy or ymd",
            cli_arg(cli, 1), file->order_why);
        return false;
    }
    cJSON *params = params_of(cli, file, error);
    g_autoptr(cJSON) result = params ? workspace_change(cli, "room.import", params, error) : NULL;
    if (!result)
        return false;
    json_put(json_put(result, "order", chat_order_name(file->report->order)), "order_by", file->order_why);
    json_put(result, "zone_by", file->zone_why);
    if (cli_switch(cli, "json"))
        cli_print_json(result);
    else
        print_import(result, file, dry);
    return true;
}

static bool print_rooms(const Workspace *w, const Cohort *cohort, GError **error)
{
    g_autoptr(GArray) rooms = room_list(w->store, cohort->id, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        int64_t room = g_array_index(rooms, int64_t, i), posts = 0;
        g_autofree char *name = room_name(w->store, room, error),
                        *mode = name ? room_mode(w->store, room, error) : NULL;
        g_autoptr(GArray) members = mode ? room_members(w->store, room, false, error) : NULL;
        if (!members || !post_last_number(w->store, room, &posts, error))
            return false;
        printf(
            "%s/%-12s %-9s %4u members %6" G_GINT64_FORMAT " posts\n", cohort->name, name, mode, members->len, posts);
    }
    return rooms != NULL;
}

bool cmd_room_list(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(GArray) cohorts = w ? workspace_cohorts(w, cli_arg(cli, 0), error) : NULL;
    for (guint i = 0; cohorts && i < cohorts->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(w->store, g_array_index(cohorts, int64_t, i), error);
        if (!cohort || !print_rooms(w, cohort, error))
            return false;
    }
    return cohorts != NULL;
}
