/* SPDX-License-Identifier: GPL-3.0-or-later */
/* baraza room kit, room mode: for an ordinary group that people run. */
#include "kit.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static bool write_file(const char *dir, const char *name, const char *bytes, gssize size, GError **error)
{
    g_autofree char *path = g_build_filename(dir, name, NULL);
    g_autoptr(GError) fault = NULL;
    if (g_file_set_contents(path, bytes, size, &fault))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s", fault->message);
    return false;
}

static bool make_folder(const char *dir, GError **error)
{
    if (g_mkdir_with_parents(dir, 0755) == 0)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s cannot be made: %s", dir, g_strerror(errno));
    return false;
}

static bool write_media(Workspace *w, const KitPost *post, const char *dir, GError **error)
{
    for (guint i = 0; i < post->files->len; i++) {
        g_autofree char *from = library_media_path(w->library, post->assets->pdata[i]), *bytes = NULL;
        gsize size = 0;
        if (!cli_read(from, 100u << 20, &bytes, &size, error) ||
            !write_file(dir, post->files->pdata[i], bytes, (gssize)size, error))
            return false;
    }
    return true;
}

/* A text of an earlier kit: "07-m2d1.txt", whose last line is an id in brackets. Other files there are somebody's own.
 */
static bool is_ours(const char *path, const char *name)
{
    g_autofree char *text = NULL;
    gsize digits = strspn(name, "0123456789");
    return digits >= 2 && name[digits] == '-' && g_str_has_suffix(name, ".txt") &&
           g_file_get_contents(path, &text, NULL, NULL) && g_str_has_suffix(text, "]\n");
}

/* Posts move and change their numbers when a kit is made again: an old one beside the new would be posted twice. */
static bool drop_old(const char *dir, GError **error)
{
    const char *name;
    g_autoptr(GDir) folder = g_dir_open(dir, 0, error);
    while (folder && (name = g_dir_read_name(folder))) {
        g_autofree char *path = g_build_filename(dir, name, NULL);
        if (!is_ours(path, name) || g_remove(path) == 0)
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s is of an earlier kit and cannot be removed: %s", path,
            g_strerror(errno));
        return false;
    }
    return folder != NULL;
}

static bool write_posts(Workspace *w, const Kit *kit, const char *dir, GError **error)
{
    g_autofree char *texts = g_build_filename(dir, "posts", NULL), *media = g_build_filename(dir, "media", NULL);
    if (!make_folder(texts, error) || !make_folder(media, error) || !drop_old(texts, error))
        return false;
    for (guint i = 0; i < kit->posts->len; i++) {
        const KitPost *post = kit->posts->pdata[i];
        g_autofree char *name = g_strdup_printf("%02u-%s.txt", i + 1, post->beat);
        g_autofree char *text = g_strconcat(post->text, "\n", NULL);
        if (!write_file(texts, name, text, -1, error) || !write_media(w, post, media, error))
            return false;
    }
    return true;
}

static bool write_kit(Workspace *w, const Kit *kit, const char *dir, int64_t now, GError **error)
{
    g_autofree char *calendar = kit_calendar(kit, now), *list = kit_checklist(kit), *page = kit_page(kit, error);
    return page && make_folder(dir, error) && write_posts(w, kit, dir, error) &&
           write_file(dir, "room.ics", calendar, -1, error) && write_file(dir, "checklist.csv", list, -1, error) &&
           write_file(dir, "kit.html", page, -1, error);
}

static void print_kit(const Kit *kit, const char *dir)
{
    int later = 0;
    for (guint i = 0; i < kit->posts->len; i++) {
        const KitPost *post = kit->posts->pdata[i];
        g_autofree char *when = post->utc ? civil_local_text(cohort_zone(kit->cohort), post->utc) : g_strdup("later");
        later += !post->utc;
        printf("  %-17s %s\n", when, post->what);
    }
    printf("%s: %u posts%s; begin with kit.html\n", dir, kit->posts->len,
        later ? ", those marked later wait for something that is not known yet" : "");
}

bool cmd_room_kit(Cli *cli, GError **error)
{
    const char *dir = cli_option(cli, "out"), *lang = cli_option(cli, "lang");
    g_auto(GStrv) where = g_strsplit(cli_arg(cli, 0), "/", 2);
    const char *name = where[0] && where[1] ? where[1] : "1";
    if (!dir || !*dir) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "say where to: baraza room kit harare-1/2 --out kit");
        return false;
    }
    g_autoptr(Workspace) w = workspace_open(cli, error);
    g_autoptr(Cohort) cohort = w ? cohort_find(w->store, where[0] ? where[0] : "", error) : NULL;
    int64_t room = 0;
    if (!cohort || !room_find(w->store, cohort->id, name, &room, error))
        return false;
    if (!room) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", cohort->name, name);
        return false;
    }
    g_autofree char *mode = room_mode(w->store, room, error);
    g_autoptr(Kit) kit = mode ? kit_gather(w, cohort, room, name, lang, error) : NULL;
    if (!kit || !write_kit(w, kit, dir, cli->clock.now, error))
        return false;
    print_kit(kit, dir);
    if (strcmp(mode, "observed") != 0)
        fprintf(stderr,
            "baraza: warning: the engine itself posts in this room; if people run it in a group of their own, say so "
            "with: baraza room mode %s/%s observed\n",
            cohort->name, name);
    return true;
}

bool cmd_room_mode(Cli *cli, GError **error)
{
    g_auto(GStrv) where = g_strsplit(cli_arg(cli, 0), "/", 2);
    cJSON *params = json_put(cJSON_CreateObject(), "cohort", where[0] ? where[0] : "");
    json_put(json_put(params, "room", where[0] && where[1] ? where[1] : "1"), "mode", cli_arg(cli, 1));
    json_put_bool(params, "dry_run", cli_switch(cli, "dry-run"));
    g_autoptr(cJSON) result = workspace_change(cli, "room.mode", params, error);
    if (!result || cli_said_json(cli, result))
        return result != NULL;
    bool observed = strcmp(cli_arg(cli, 1), "observed") == 0;
    printf("%s/%s: %s\n", json_string(result, "cohort"), json_string(result, "room"),
        observed ? "observed; people run it in a group of their own, and the engine posts nothing in it"
                 : "relay; its members talk through the engine");
    return true;
}
