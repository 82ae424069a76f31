/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing: each file goes into the archive and into a hash, the manifest with the hashes comes last; then the file is
 * read back from the disk with its own key, while that is still known, and takes its name. */
#include "backup_priv.h"
#include "text.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

BackupFile *backup_file_new(const char *name, const char *path)
{
    BackupFile *file = g_new0(BackupFile, 1);
    file->name = g_strdup(name);
    file->path = g_strdup(path);
    return file;
}

void backup_file_free(BackupFile *file)
{
    if (!file)
        return;
    g_free(file->name);
    g_free(file->path);
    g_free(file);
}

static bool refuse(GError **error, BarazaError code, const char *path, const char *what)
{
    g_set_error(error, BARAZA_ERROR, (int)code, "%s: %s", path, what);
    return false;
}

static bool put_padding(Seal *seal, int64_t size, GError **error)
{
    static const guint8 zeros[TAR_BLOCK];
    return seal_put(seal, zeros, (gsize)tar_padding(size), error);
}

static bool put_header(Seal *seal, const char *name, int64_t size, GError **error)
{
    guint8 block[TAR_BLOCK];
    return tar_header(block, name, size) ? seal_put(seal, block, sizeof block, error)
                                         : refuse(error, BARAZA_ERROR_INPUT, name, "its name or size does not fit");
}

/* Exactly `size` bytes of an open file, into the archive and the hash. */
static bool put_contents(Seal *seal, int fd, const char *path, int64_t size, GChecksum *sum, GError **error)
{
    guint8 buffer[16384];
    for (int64_t left = size; left > 0;) {
        ssize_t n = read(fd, buffer, (gsize)MIN(left, (int64_t)sizeof buffer));
        if (n <= 0)
            return refuse(error, BARAZA_ERROR_STORE, path, n < 0 ? g_strerror(errno) : "it became shorter meanwhile");
        g_checksum_update(sum, buffer, n);
        if (!seal_put(seal, buffer, (gsize)n, error))
            return false;
        left -= n;
    }
    return true;
}

static bool put_file(Seal *seal, const BackupFile *file, cJSON *list, GError **error)
{
    struct stat facts;
    int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 && errno == ENOENT && g_str_has_prefix(file->name, "media/"))
        return true; /* what no post shows any more is erased within the hour */
    if (fd < 0)
        return refuse(error, BARAZA_ERROR_MISSING, file->path, g_strerror(errno));
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    bool ok = fstat(fd, &facts) == 0 && S_ISREG(facts.st_mode)
                  ? put_header(seal, file->name, facts.st_size, error) &&
                        put_contents(seal, fd, file->path, facts.st_size, sum, error) &&
                        put_padding(seal, facts.st_size, error)
                  : refuse(error, BARAZA_ERROR_INPUT, file->path, "not a plain file");
    close(fd);
    if (ok) {
        cJSON *one = json_put_int(json_put(cJSON_CreateObject(), "name", file->name), "size", facts.st_size);
        json_put_item(list, NULL, json_put(one, "sha256", g_checksum_get_string(sum)));
    }
    return ok;
}

static bool put_all(Seal *seal, const GPtrArray *files, cJSON *manifest, GError **error)
{
    static const guint8 zeros[2 * TAR_BLOCK];
    cJSON *list = cJSON_CreateArray();
    json_put_item(manifest, "files", list);
    for (guint i = 0; i < files->len; i++)
        if (!put_file(seal, files->pdata[i], list, error))
            return false;
    g_autofree char *text = json_text(manifest);
    gsize size = strlen(text);
    return put_header(seal, MANIFEST, (int64_t)size, error) && seal_put(seal, text, size, error) &&
           put_padding(seal, (int64_t)size, error) && seal_put(seal, zeros, sizeof zeros, error) &&
           seal_end(seal, error);
}

/* Not from the cache, where the system lets itself be asked. */
static bool read_back(FILE *file, const char *path, const guint8 key[SEAL_KEY], GError **error)
{
    Seal seal;
    (void)posix_fadvise(fileno(file), 0, 0, POSIX_FADV_DONTNEED);
    rewind(file);
    bool opened = seal_open_with(&seal, file, path, key, error);
    g_autoptr(cJSON) manifest = opened ? archive_read(&seal, NULL, error) : NULL;
    seal_clear(&seal);
    if (!manifest)
        g_prefix_error(error, "the backup was written but cannot be read back, so it is thrown away: ");
    return manifest != NULL;
}

static bool write_part(
    const char *part, const char *public_text, const GPtrArray *files, cJSON *manifest, GError **error)
{
    guint8 key[SEAL_KEY];
    Seal seal = { 0 };
    int fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    FILE *file = fd >= 0 ? fdopen(fd, "w+") : NULL;
    if (!file)
        return refuse(error, BARAZA_ERROR_MISSING, part, g_strerror(errno));
    bool ok = seal_begin(&seal, file, part, public_text, key, error) && put_all(&seal, files, manifest, error);
    seal_clear(&seal);
    ok = ok && read_back(file, part, key, error);
    sodium_memzero(key, sizeof key);
    fclose(file);
    return ok;
}

/* The new name is on disk, too. */
static void sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)fsync(fd);
    close(fd);
}

bool backup_write(const char *path, const char *public_text, const GPtrArray *files, cJSON *manifest, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return refuse(error, BARAZA_ERROR_STATE, path, "it is there already; a backup replaces no file");
    g_autofree char *part = g_strconcat(path, ".part", NULL);
    bool ok = write_part(part, public_text, files, manifest, error);
    if (ok && g_rename(part, path) != 0)
        ok = refuse(error, BARAZA_ERROR_STORE, path, g_strerror(errno));
    if (ok)
        sync_folder(path);
    else
        (void)g_unlink(part);
    return ok;
}

bool backup_free_space(const char *path, int64_t *bytes, GError **error)
{
    g_autofree char *at = g_canonicalize_filename(path, NULL);
    struct statvfs disk;
    while (statvfs(at, &disk) != 0) {
        if (errno != ENOENT && errno != ENOTDIR)
            return refuse(error, BARAZA_ERROR_STORE, at, g_strerror(errno));
        char *above = g_path_get_dirname(at);
        g_free(at);
        at = above;
    }
    *bytes = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
    return true;
}
