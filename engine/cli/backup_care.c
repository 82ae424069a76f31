/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys, the note of the last backup, and which old ones go. */
#include "backup.h"
#include "backup_cli.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define NOTE "last-backup"

const BackupSecret backup_secrets[] = {
    { "secrets/key", "privacy", "key_file" },
    { "secrets/token", "whatsapp", "token_file" },
    { "secrets/app_secret", "whatsapp", "app_secret_file" },
    { "secrets/verify_token", "whatsapp", "verify_token_file" },
    { NULL, NULL, NULL },
};

static bool write_file(const char *path, const char *text, GError **error)
{
    g_autoptr(GError) fault = NULL;
    if (g_file_set_contents_full(
            path, text, -1, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, &fault))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s cannot be written: %s", path, fault->message);
    return false;
}

bool backup_note(const char *dir, int64_t now, const char *path, GError **error)
{
    g_autofree char *note = g_build_filename(dir, NOTE, NULL);
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT " %s\n", now, path);
    return write_file(note, text, error);
}

bool backup_last(const char *dir, int64_t *at, char **path)
{
    g_autofree char *note = g_build_filename(dir, NOTE, NULL), *text = NULL;
    if (!g_file_get_contents(note, &text, NULL, NULL))
        return false;
    g_auto(GStrv) words = g_strsplit(g_strstrip(text), " ", 2);
    gint64 value = 0;
    if (g_strv_length(words) != 2 || !g_ascii_string_to_signed(words[0], 10, 0, G_MAXINT64, &value, NULL))
        return false;
    *at = value;
    *path = g_strdup(words[1]);
    return true;
}

static int newest_first(gconstpointer a, gconstpointer b)
{
    return -strcmp(*(char *const *)a, *(char *const *)b);
}

bool backup_prune(const char *path, int64_t keep, GError **error)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name; dir && (name = g_dir_read_name(dir));)
        if (g_regex_match_simple("^baraza-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}\\.sealed\\z", name, 0, 0))
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, newest_first);
    for (guint i = (guint)keep; dir && i < names->len; i++) {
        g_autofree char *old = g_build_filename(folder, names->pdata[i], NULL);
        if (g_unlink(old) != 0) {
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s cannot be removed: %s", old, g_strerror(errno));
            return false;
        }
        printf("removed %s\n", old);
    }
    return dir != NULL;
}

char *backup_key(const char *file, GError **error)
{
    struct stat facts;
    g_autofree char *text = NULL;
    gsize size = 0;
    if (stat(file, &facts) != 0 || !S_ISREG(facts.st_mode) || !cli_read(file, 4096, &text, &size, error)) {
        if (error && !*error)
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "%s: there is no such key file", file);
        return NULL;
    }
    if (facts.st_mode & (S_IRWXG | S_IRWXO)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_DENIED, "%s: others may read it; chmod 600 %s", file, file);
        return NULL;
    }
    g_autofree char *whole = g_strndup(text, size);
    return g_strdup(g_strstrip(whole));
}

bool cmd_backup_key(Cli *cli, GError **error)
{
    const char *out = cli_option(cli, "out");
    g_autofree char *public_text = NULL, *private_text = NULL;
    if (out && g_file_test(out, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s is there already; a key is never overwritten", out);
        return false;
    }
    backup_new_keys(&public_text, &private_text);
    g_autofree char *line = g_strconcat(private_text, "\n", NULL);
    if (out && !write_file(out, line, error))
        return false;
    printf("public:  %s\n", public_text);
    if (out)
        printf("private: in %s; take it off this machine: only with it a backup can be opened\n", out);
    else
        printf(
            "private: %s\n         It is shown only now. Keep it in a file off this machine, and on paper: without it "
            "no backup can be opened.\n",
            private_text);
    puts("Put the public one into baraza.ini: [backup] recipient = ...");
    return true;
}
