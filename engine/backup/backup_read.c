/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: names are taken only as this program writes them, nothing is overwritten, and every file is compared with
 * the manifest that comes last. */
#include "backup_priv.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
    Seal *seal;
    const char *into; /* or NULL */
    GHashTable *sums; /* name -> "size sha256"; looked up, never walked */
} Reading;

static bool complain(const Reading *r, BarazaError code, const char *name, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, (int)code, "%s: %s: %s", r->seal->path, name, what);
    return false;
}

/* A new file of its own below the folder, or -1 with an error. */
static int make_file(const Reading *r, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(r->into, name, NULL), *folder = g_path_get_dirname(path);
    int fd = g_mkdir_with_parents(folder, 0700) == 0
                 ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600)
                 : -1;
    if (fd < 0)
        complain(r, BARAZA_ERROR_STORE, path, g_strerror(errno), error);
    return fd;
}

static bool write_whole(const Reading *r, int fd, const char *name, const guint8 *bytes, gsize size, GError **error)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0)
            return complain(
                r, errno == ENOSPC ? BARAZA_ERROR_FULL : BARAZA_ERROR_STORE, name, g_strerror(errno), error);
        bytes += n;
        size -= (gsize)n;
    }
    return true;
}

static bool skip_padding(Reading *r, int64_t size, GError **error)
{
    guint8 rest[TAR_BLOCK];
    return seal_take(r->seal, rest, (gsize)tar_padding(size), error);
}

static bool copy_contents(Reading *r, int fd, const char *name, int64_t size, GChecksum *sum, GError **error)
{
    guint8 buffer[16384];
    for (int64_t left = size; left > 0;) {
        gsize n = (gsize)MIN(left, (int64_t)sizeof buffer);
        if (!seal_take(r->seal, buffer, n, error) || (fd >= 0 && !write_whole(r, fd, name, buffer, n, error)))
            return false;
        g_checksum_update(sum, buffer, (gssize)n);
        left -= (int64_t)n;
    }
    return fd < 0 || fsync(fd) == 0 || complain(r, BARAZA_ERROR_STORE, name, g_strerror(errno), error);
}

static bool take_file(Reading *r, const char *name, int64_t size, GError **error)
{
    if (g_hash_table_contains(r->sums, name))
        return complain(r, BARAZA_ERROR_INPUT, name, "it is in the backup twice", error);
    int fd = r->into ? make_file(r, name, error) : -1;
    if (r->into && fd < 0)
        return false;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    bool ok = copy_contents(r, fd, name, size, sum, error);
    if (fd >= 0)
        close(fd);
    g_hash_table_insert(
        r->sums, g_strdup(name), g_strdup_printf("%" G_GINT64_FORMAT " %s", size, g_checksum_get_string(sum)));
    return ok && skip_padding(r, size, error);
}

static cJSON *take_manifest(Reading *r, int64_t size, GError **error)
{
    if (size > MANIFEST_MAX) {
        complain(r, BARAZA_ERROR_INPUT, MANIFEST, "it is too long", error);
        return NULL;
    }
    g_autofree char *text = g_malloc((gsize)size + 1);
    if (!seal_take(r->seal, text, (gsize)size, error) || !skip_padding(r, size, error))
        return NULL;
    return json_parse(text, (gsize)size, error);
}

static bool compare(const Reading *r, const cJSON *manifest, GError **error)
{
    const cJSON *one;
    guint seen = 0;
    cJSON_ArrayForEach(one, json_at(manifest, "files"))
    {
        const char *name = json_need_string(one, "name", error), *sha256 = json_string(one, "sha256");
        if (!name)
            return false;
        g_autofree char *told = g_strdup_printf("%" G_GINT64_FORMAT " %s", json_int(one, "size", -1), sha256);
        const char *found = g_hash_table_lookup(r->sums, name);
        if (!found || strcmp(found, told) != 0)
            return complain(r, BARAZA_ERROR_INPUT, name,
                found ? "it is not what was put in" : "it is named in the manifest but missing", error);
        seen++;
    }
    return seen == g_hash_table_size(r->sums) ||
           complain(r, BARAZA_ERROR_INPUT, MANIFEST, "the backup holds a file that it does not name", error);
}

/* Up to and with the manifest. */
static cJSON *take_files(Reading *r, GError **error)
{
    guint8 block[TAR_BLOCK];
    for (;;) {
        g_autofree char *name = NULL;
        int64_t size = 0;
        if (!seal_take(r->seal, block, sizeof block, error))
            return NULL;
        if (!tar_parse(block, &name, &size) || !name) {
            complain(r, BARAZA_ERROR_INPUT, "archive", "what is inside is not what Baraza puts into a backup", error);
            return NULL;
        }
        if (strcmp(name, MANIFEST) == 0)
            return take_manifest(r, size, error);
        if (!take_file(r, name, size, error))
            return NULL;
    }
}

cJSON *archive_read(Seal *seal, const char *into, GError **error)
{
    guint8 end[2 * TAR_BLOCK];
    Reading r = { .seal = seal, .into = into };
    g_autoptr(GHashTable) sums = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    r.sums = sums;
    g_autoptr(cJSON) manifest = take_files(&r, error);
    if (!manifest || !seal_take(seal, end, sizeof end, error) || !seal_at_end(seal, error) ||
        !compare(&r, manifest, error))
        return NULL;
    return g_steal_pointer(&manifest);
}

cJSON *backup_read(const char *path, const char *private_text, const char *into, GError **error)
{
    Seal seal = { 0 };
    FILE *file = fopen(path, "re");
    if (!file) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "%s: %s", path, g_strerror(errno));
        return NULL;
    }
    cJSON *manifest = seal_open(&seal, file, path, private_text, error) ? archive_read(&seal, into, error) : NULL;
    seal_clear(&seal);
    fclose(file);
    return manifest;
}
