/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study's key lies beside the other secrets and is made with the first export; who deletes it makes sure that
 * nobody can say any more who was who. */
#include "study_key.h"
#include "rng.h"
#include "text.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEX (2 * EXPORT_KEY)

static bool refuse(GError **error, BarazaError code, const char *sentence, const char *what)
{
    g_set_error(error, BARAZA_ERROR, (int)code, "%s%s", sentence, what);
    return false;
}

bool study_check(const char *study, GError **error)
{
    if (!study || !*study)
        return refuse(error, BARAZA_ERROR_USAGE, "--study is needed: a name such as ", "thesis-2027");
    if (strlen(study) > 40 || strspn(study, "abcdefghijklmnopqrstuvwxyz0123456789-_") != strlen(study))
        return refuse(error, BARAZA_ERROR_USAGE, "--study is at most 40 small letters, digits, - and _: ", study);
    return true;
}

/* --- the key --- */

static bool read_key(const char *path, guint8 *key, GError **error)
{
    struct stat about;
    g_autofree char *text = NULL;
    gsize size = 0;
    if (stat(path, &about) != 0 || !g_file_get_contents(path, &text, &size, NULL))
        return refuse(error, BARAZA_ERROR_STATE, "the study's key cannot be read: ", path);
    if (about.st_mode & 077)
        return refuse(error, BARAZA_ERROR_STATE, "the study's key may be read by others (chmod 600): ", path);
    g_strchomp(text);
    bool good = strlen(text) == HEX && text_unhex(text, key, EXPORT_KEY);
    return good || refuse(error, BARAZA_ERROR_STATE, "this is no study's key: ", path);
}

/* Never over one that is there: ids of that study could not be told again. */
static bool make_key(const char *path, guint8 *key, GError **error)
{
    rng_secret(key, EXPORT_KEY);
    g_autofree char *folder = g_path_get_dirname(path), *hex = text_hex(key, EXPORT_KEY),
                    *line = g_strconcat(hex, "\n", NULL);
    if (g_mkdir_with_parents(folder, 0700) != 0)
        return refuse(error, BARAZA_ERROR_STATE, "the folder for the study's key cannot be made: ", folder);
    int fd = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line) && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good || refuse(error, BARAZA_ERROR_STATE, "the study's key cannot be written: ", path);
}

/* A dry run makes none: its ids are of no use anyway. */
bool study_take_key(const Workspace *w, const char *study, bool dry, guint8 *key, bool *fresh, GError **error)
{
    g_autofree char *name = g_strdup_printf("study-%s.key", study);
    g_autofree char *path = g_build_filename(w->dir, "secrets", name, NULL);
    *fresh = !g_file_test(path, G_FILE_TEST_EXISTS);
    if (!*fresh)
        return read_key(path, key, error);
    if (!dry)
        return make_key(path, key, error);
    memset(key, 0, EXPORT_KEY);
    return true;
}
