/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a backup would do: opened with the private key, every file compared, the database checked as after a restore.
 * What is unpacked for that is removed again. */
#include "backup.h"
#include "backup_cli.h"
#include "journal.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

void backup_remove_tree(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *inner = g_build_filename(path, name, NULL);
        if (!g_file_test(inner, G_FILE_TEST_IS_SYMLINK) && g_file_test(inner, G_FILE_TEST_IS_DIR))
            backup_remove_tree(inner);
        else
            (void)g_unlink(inner);
    }
    (void)g_rmdir(path);
}

bool backup_look(const char *into, const cJSON *manifest, GError **error)
{
    g_autofree char *path = g_build_filename(into, "baraza.db", NULL), *head = NULL;
    int64_t entries = 0;
    g_autoptr(Store) store = store_open_reader(path, 0, error);
    if (!store || !store_integrity(store, error) || !journal_verify(store, &entries, &head, error))
        return false;
    const char *told = json_need_string(manifest, "head", error);
    if (told && strcmp(head, told) == 0 && entries == json_int(manifest, "entries", -1))
        return true;
    if (told)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "the journal in the backup is not the one that its manifest names: head %.12s, not %.12s", head, told);
    return false;
}

bool cmd_backup_verify(Cli *cli, GError **error)
{
    const char *file = cli_arg(cli, 0), *key_file = cli_option(cli, "key");
    if (!key_file) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "--key is needed: the file with the private key");
        return false;
    }
    g_autofree char *key = backup_key(key_file, error),
                    *into = key ? g_dir_make_tmp("baraza-verify-XXXXXX", error) : NULL;
    if (!into)
        return false;
    g_autoptr(cJSON) manifest = backup_read(file, key, into, error);
    bool ok = manifest && backup_look(into, manifest, error);
    backup_remove_tree(into);
    if (!ok)
        return false;
    printf("%s is whole: made %s, %d files, journal of %" G_GINT64_FORMAT " entries, head %.12s; secrets %s\n", file,
        json_string(manifest, "at"), cJSON_GetArraySize(json_at(manifest, "files")), json_int(manifest, "entries", 0),
        json_string(manifest, "head"), json_bool(manifest, "secrets", false) ? "in it" : "not in it");
    return true;
}
