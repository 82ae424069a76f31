/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup becomes a workspace again: unpacked beside its place, checked, marked so that it sends nothing, and only
 * then moved there. A person confirms when it is clear what would be sent. */
#include "backup.h"
#include "backup_cli.h"
#include "forgotten.h"
#include "restore.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool refuse(GError **error, BarazaError code, const char *path, const char *what)
{
    g_set_error(error, BARAZA_ERROR, (int)code, "%s: %s", path, what);
    return false;
}

static bool is_empty(const char *dir, GError **error)
{
    if (!g_file_test(dir, G_FILE_TEST_EXISTS))
        return true;
    g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
    if (!open)
        return refuse(error, BARAZA_ERROR_INPUT, dir, "this is no folder that can be read");
    return !g_dir_read_name(open) || refuse(error, BARAZA_ERROR_STATE, dir,
                                         "the folder is not empty; a restore needs one that is empty or not there");
}

static bool has_room(const char *file, const char *dir, GError **error)
{
    struct stat facts;
    int64_t left = 0;
    if (stat(file, &facts) != 0)
        return refuse(error, BARAZA_ERROR_MISSING, file, g_strerror(errno));
    if (!backup_free_space(dir, &left, error))
        return false;
    if (left > facts.st_size + facts.st_size / 4)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_FULL, "%s: the backup needs %d MB there and %d MB are free", dir,
        (int)((facts.st_size + facts.st_size / 4) >> 20), (int)(left >> 20));
    return false;
}

static bool make_folders(const char *dir, GError **error)
{
    static const char *const names[] = { "media", "secrets" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(dir, names[i], NULL);
        if (g_mkdir_with_parents(path, 0700) != 0)
            return refuse(error, BARAZA_ERROR_STORE, path, g_strerror(errno));
    }
    return true;
}

static bool mark(const char *dir, int64_t backup, int64_t now, GError **error)
{
    g_autofree char *path = g_build_filename(dir, "baraza.db", NULL);
    g_autoptr(Store) store = store_open(path, NULL, error);
    return store && restore_mark(store, backup, now, error) && store_forget(store, error);
}

static cJSON *unpack(const Cli *cli, const char *part, int64_t *named, GError **error)
{
    g_autofree char *key = backup_key(cli_option(cli, "key"), error);
    g_autoptr(cJSON) manifest = key ? backup_read(cli_arg(cli, 0), key, part, error) : NULL;
    if (!manifest || !backup_look(part, manifest, error) || !make_folders(part, error) ||
        !mark(part, json_int(manifest, "time", 0), cli->clock.now, error) ||
        !forgotten_restore(part, cli_option(cli, "forgotten"), named, error))
        return NULL;
    return g_steal_pointer(&manifest);
}

static void tell_missing(const char *dir, const Settings *settings)
{
    static const char *const what[] = { "the key that opens names and numbers", "the access token", "the app secret",
        "the verify token" };
    for (int i = 0; backup_secrets[i].name; i++) {
        const char *path = settings_text(settings, backup_secrets[i].group, backup_secrets[i].key);
        if (!g_file_test(path, G_FILE_TEST_EXISTS))
            printf("  - put %s into %s (chmod 600)\n", what[i], path);
    }
    g_autofree char *here = g_build_filename(dir, "baraza.db", NULL);
    const char *named = settings_text(settings, "engine", "database");
    if (strcmp(here, named) != 0)
        printf(
            "  - baraza.ini names another database, %s: take [engine] database out, or move %s there\n", named, here);
}

static void tell(const Cli *cli, const char *dir, const cJSON *manifest, int64_t named)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Settings) settings = settings_load(dir, &fault);
    g_autofree char *age = cli_age(cli->clock.now - json_int(manifest, "time", 0));
    printf("restored %s as of %s (%s ago), %d files, journal of %" G_GINT64_FORMAT " entries\n\n", dir,
        json_string(manifest, "at"), age, cJSON_GetArraySize(json_at(manifest, "files")),
        json_int(manifest, "entries", 0));
    printf("What happened in these %s is not in it: answers, posts, enrolments, and which messages were sent. WhatsApp "
           "brings\nagain what nobody has taken from it, for up to 7 days.\n",
        age);
    if (named)
        printf("%" G_GINT64_FORMAT " people who were forgotten are forgotten again before anything is shown.\n", named);
    else
        puts("No list of those who were forgotten since was given: if the old machine's forgotten.list can be read, "
             "restore once\nmore with --forgotten.");
    puts("\nWhat is left to do, in this order:");
    if (settings)
        tell_missing(dir, settings);
    else
        printf("  - %s\n", fault->message);
    printf("  - make sure that the old engine does not run any more\n"
           "  - baraza run --dir %s: it takes webhooks in and sends nothing\n"
           "  - some minutes later: baraza restore confirm --dir %s --dry-run, then without --dry-run\n",
        dir, dir);
}

bool cmd_restore(Cli *cli, GError **error)
{
    const char *into = cli_option(cli, "into");
    if (!into || !cli_option(cli, "key")) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE,
            "--key (the file with the private key) and --into (a new folder) are needed");
        return false;
    }
    g_autofree char *dir = g_canonicalize_filename(into, NULL), *part = g_strconcat(dir, ".restoring", NULL);
    int64_t named = 0;
    if (!is_empty(dir, error) || !has_room(cli_arg(cli, 0), dir, error))
        return false;
    if (g_file_test(part, G_FILE_TEST_EXISTS))
        return refuse(
            error, BARAZA_ERROR_STATE, part, "it is left over from a restore that was cut off; remove it first");
    if (g_mkdir_with_parents(part, 0700) != 0)
        return refuse(error, BARAZA_ERROR_STORE, part, g_strerror(errno));
    g_autoptr(cJSON) manifest = unpack(cli, part, &named, error);
    (void)g_rmdir(dir);
    if (manifest && g_rename(part, dir) != 0) {
        refuse(error, BARAZA_ERROR_STORE, dir, g_strerror(errno));
        g_clear_pointer(&manifest, cJSON_Delete);
    }
    if (!manifest) {
        backup_remove_tree(part);
        return false;
    }
    tell(cli, dir, manifest, named);
    return true;
}

static void tell_counts(const cJSON *r)
{
    printf("Restored from the backup of %s. Nothing has been sent since.\n", json_string(r, "from"));
    printf("  %6" G_GINT64_FORMAT "  messages are ready to go\n", json_int(r, "queued", 0));
    printf("  %6" G_GINT64_FORMAT "  messages are held for a reason of their own (quiet hours, window, pause)\n",
        json_int(r, "held", 0));
    printf("  %6" G_GINT64_FORMAT "  messages were on their way; whether they arrived will show\n",
        json_int(r, "unknown", 0));
    printf("  %6" G_GINT64_FORMAT "  steps of courses have come due\n", json_int(r, "due", 0));
}

bool cmd_restore_confirm(Cli *cli, GError **error)
{
    bool skip = cli_switch(cli, "skip-due"), dry = cli_switch(cli, "dry-run");
    cJSON *params = json_put(cJSON_CreateObject(), "what_was_due", skip ? "skip" : "send");
    g_autoptr(cJSON) r = workspace_change(cli, "restore.confirm", json_put_bool(params, "dry_run", dry), error);
    if (!r)
        return false;
    tell_counts(r);
    if (skip)
        printf("%s %" G_GINT64_FORMAT " of these were taken out: they count as sent by the old engine.\n",
            dry ? "(tried)" : "Done.", json_int(r, "left", 0));
    if (dry)
        puts("\nIf the old engine ran on after the backup, most of this has been sent: baraza restore confirm "
             "--skip-due.\n"
             "If it did not (it broke down with the machine), send it now: baraza restore confirm.");
    else
        puts("Sending goes on.");
    return true;
}
