/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup: the database copied while the engine runs and checked, with settings and media, sealed, read back, and only
 * then under its name. The secrets stay out unless they are asked for. */
#include "backup.h"
#include "backup_cli.h"
#include "journal.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SPARE (64 << 20) /* left free beside a backup */

typedef struct {
    Workspace *w;
    char *work; /* a folder for the copy, in the workspace */
    char *copy;
    GPtrArray *files;
    int64_t bytes, entries;
    char *head;
} Making;

static void remove_work(Making *m)
{
    static const char *const names[] = { "baraza.db", "baraza.db-wal", "baraza.db-shm" };
    for (gsize i = 0; m->work && i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(m->work, names[i], NULL);
        (void)g_unlink(path);
    }
    if (m->work)
        (void)g_rmdir(m->work);
    g_free(m->work);
    g_free(m->copy);
    g_free(m->head);
    g_clear_pointer(&m->files, g_ptr_array_unref);
}

static int64_t size_of(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 ? (int64_t)facts.st_size : 0;
}

static void add(Making *m, const char *name, const char *path)
{
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return;
    g_ptr_array_add(m->files, backup_file_new(name, path));
    m->bytes += size_of(path);
}

static int by_name(gconstpointer a, gconstpointer b)
{
    return strcmp((*(BackupFile *const *)a)->name, (*(BackupFile *const *)b)->name);
}

static void add_media(Making *m)
{
    g_autofree char *media = workspace_media(m->w->dir);
    g_autoptr(GDir) dir = g_dir_open(media, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(media, name, NULL), *inside = g_build_filename("media", name, NULL);
        if (strspn(name, "0123456789abcdef") == strlen(name)) /* not what is being written */
            add(m, inside, path);
    }
}

static void add_secrets(Making *m)
{
    for (const BackupSecret *s = backup_secrets; s->name; s++)
        add(m, s->name, settings_text(m->w->settings, s->group, s->key));
}

static bool need_space(const char *where, int64_t bytes, GError **error)
{
    int64_t left = 0;
    if (!backup_free_space(where, &left, error))
        return false;
    if (left >= bytes + SPARE)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_FULL,
        "%s: a backup needs %d MB there and %d MB are free: make room, or name another place with --to", where,
        (int)((bytes + SPARE) >> 20), (int)(left >> 20));
    return false;
}

/* The copy, its integrity, and the journal's chain in it. */
static bool copy_database(Making *m, GError **error)
{
    const char *database = settings_text(m->w->settings, "engine", "database");
    g_autofree char *work = g_build_filename(m->w->dir, ".backup-XXXXXX", NULL);
    if (!need_space(m->w->dir, size_of(database), error))
        return false;
    if (!g_mkdtemp_full(work, 0700)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: %s", work, g_strerror(errno));
        return false;
    }
    m->work = g_steal_pointer(&work);
    m->copy = g_build_filename(m->work, "baraza.db", NULL);
    if (!store_backup(m->w->store, m->copy, error))
        return false;
    g_autoptr(Store) copy = store_open_reader(m->copy, 0, error);
    return copy && journal_verify(copy, &m->entries, &m->head, error);
}

static void collect(Making *m, bool secrets)
{
    g_autofree char *settings = g_build_filename(m->w->dir, "baraza.ini", NULL),
                    *forgotten = g_build_filename(m->w->dir, FORGOTTEN_LIST, NULL);
    m->files = g_ptr_array_new_with_free_func((GDestroyNotify)backup_file_free);
    add(m, "baraza.ini", settings);
    add(m, FORGOTTEN_LIST, forgotten);
    if (secrets)
        add_secrets(m);
    add(m, "baraza.db", m->copy);
    add_media(m);
    g_ptr_array_sort(m->files, by_name);
}

/* FOLDER/baraza-20261207T020000Z-3f9a...: when it was made and the journal's head, so that a later cut is noticed. */
static char *default_path(const Making *m, int64_t now)
{
    g_autofree char *at = civil_utc_text(now);
    g_autoptr(GString) stamp = g_string_new(NULL);
    for (const char *c = at; *c; c++)
        if (*c != '-' && *c != ':')
            g_string_append_c(stamp, *c);
    g_autofree char *name = g_strdup_printf("%s%s-%.12s%s", BACKUP_BEGINS, stamp->str, m->head, BACKUP_ENDS);
    return g_build_filename(settings_text(m->w->settings, "backup", "folder"), name, NULL);
}

static bool make_folder(const char *path, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    if (g_mkdir_with_parents(folder, 0700) == 0)
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "the folder %s cannot be made: %s", folder, g_strerror(errno));
    return false;
}

static bool seal(Making *m, const Cli *cli, const char *path, const char *recipient, GError **error)
{
    int64_t now = cli->clock.now;
    g_autofree char *at = civil_utc_text(now);
    g_autoptr(cJSON) manifest = json_put_int(json_put(cJSON_CreateObject(), "at", at), "time", now);
    json_put_int(json_put(manifest, "program", BARAZA_VERSION), "entries", m->entries);
    json_put_bool(json_put(manifest, "head", m->head), "secrets", cli_switch(cli, "with-secrets"));
    return make_folder(path, error) && need_space(path, m->bytes, error) &&
           backup_write(path, recipient, m->files, manifest, error);
}

static const char *recipient_of(const Cli *cli, const Workspace *w, GError **error)
{
    const char *given = cli_option(cli, "recipient");
    const char *recipient = given ? given : settings_text(w->settings, "backup", "recipient");
    if (*recipient)
        return backup_check_public(recipient, error) ? recipient : NULL;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "there is no key to seal the backup to: baraza backup key makes a pair; its public part goes into [backup] "
        "recipient of baraza.ini, its private part to a safe place off this machine");
    return NULL;
}

static bool copy_plain(const Cli *cli, const Workspace *w, GError **error)
{
    const char *path = cli_option(cli, "to");
    if (!path) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--plain needs a place: baraza backup --plain --to FILE");
        return false;
    }
    if (!store_backup(w->store, path, error))
        return false;
    printf("%s holds the database as it is now, not sealed. The key (%s) and the media folder are not in it.\n", path,
        settings_text(w->settings, "privacy", "key_file"));
    return true;
}

static void tell(const Making *m, const Cli *cli, const char *path)
{
    printf("%s: %d files, %d MB, sealed and read back; the journal has %" G_GINT64_FORMAT " entries, head %.12s\n",
        path, (int)m->files->len, (int)((m->bytes + (1 << 20) - 1) >> 20), m->entries, m->head);
    puts(cli_switch(cli, "with-secrets")
             ? "The secrets are in it: whoever holds its private key can act as this number."
             : "The secrets are not in it: without secrets/key no name or number in it can be read. Keep that apart.");
}

bool cmd_backup(Cli *cli, GError **error)
{
    int64_t keep = 0;
    g_autoptr(Workspace) w = workspace_open(cli, error);
    if (!w || !cli_number(cli, "keep", 1, 10000, &keep, error))
        return false;
    if (cli_switch(cli, "plain"))
        return copy_plain(cli, w, error);
    const char *recipient = recipient_of(cli, w, error), *to = cli_option(cli, "to");
    Making m = { .w = w };
    bool ok = recipient && copy_database(&m, error);
    g_autofree char *path = !ok ? NULL : to ? g_canonicalize_filename(to, NULL) : default_path(&m, cli->clock.now);
    if (ok) {
        collect(&m, cli_switch(cli, "with-secrets"));
        ok = seal(&m, cli, path, recipient, error) && backup_note(w->dir, cli->clock.now, path, error);
    }
    if (ok)
        tell(&m, cli, path);
    remove_work(&m);
    return ok && (keep == 0 || backup_prune(path, keep, error));
}
