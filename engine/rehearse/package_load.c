/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A course package from its folder: the text, checked, and its files by their hashes. */
#include "stage_priv.h"

#include "error.h"

#include <glib/gstdio.h>

static const struct {
    const char *ending, *mime;
    MediaKind kind;
} types[] = {
    { ".png", "image/png", MEDIA_IMAGE },
    { ".jpg", "image/jpeg", MEDIA_IMAGE },
    { ".jpeg", "image/jpeg", MEDIA_IMAGE },
    { ".ogg", "audio/ogg", MEDIA_AUDIO },
    { ".mp3", "audio/mpeg", MEDIA_AUDIO },
    { ".m4a", "audio/mp4", MEDIA_AUDIO },
    { ".mp4", "video/mp4", MEDIA_VIDEO },
    { ".pdf", "application/pdf", MEDIA_DOCUMENT },
};

static void library_file_free(gpointer data)
{
    LibraryFile *file = data;
    g_free(file->path);
    g_free(file->sha256);
    g_free(file->mime);
    g_free(file);
}

void course_package_free(CoursePackage *package)
{
    if (!package)
        return;
    course_free(package->course);
    g_free(package->xml);
    g_ptr_array_unref(package->files);
    g_free(package);
}

typedef struct {
    const char *dir;
    GPtrArray *files;
} Reading;

static void list_file(Reading *reading, const char *path, const char *sum, gsize size)
{
    for (guint i = 0; i < reading->files->len; i++)
        if (g_str_equal(((const LibraryFile *)reading->files->pdata[i])->path, path))
            return;
    LibraryFile *file = g_new0(LibraryFile, 1);
    file->path = g_strdup(path);
    file->sha256 = g_strdup(sum);
    file->bytes = (int64_t)size;
    file->mime = g_strdup("application/octet-stream");
    file->kind = MEDIA_DOCUMENT;
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (gsize i = 0; i < G_N_ELEMENTS(types); i++) {
        if (!g_str_has_suffix(lower, types[i].ending))
            continue;
        g_free(file->mime);
        file->mime = g_strdup(types[i].mime);
        file->kind = types[i].kind;
    }
    g_ptr_array_add(reading->files, file);
}

static int64_t read_file(const char *path, char *sha256, gpointer data)
{
    Reading *reading = data;
    g_autofree char *full = g_build_filename(reading->dir, path, NULL);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (strstr(path, "..") || !g_file_get_contents(full, &bytes, &size, NULL))
        return -1;
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
    if (sha256)
        g_strlcpy(sha256, sum, 65);
    list_file(reading, path, sum, size);
    return (int64_t)size;
}

CoursePackage *course_package_load(const char *dir, int64_t today, GError **error)
{
    g_autoptr(CoursePackage) package = g_new0(CoursePackage, 1);
    package->files = g_ptr_array_new_with_free_func(library_file_free);
    g_autofree char *path = g_build_filename(dir, "course.xml", NULL);
    if (!g_file_get_contents(path, &package->xml, &package->size, error))
        return NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    Reading reading = { dir, package->files };
    package->course = course_read(package->xml, package->size, path, read_file, &reading, today, faults);
    for (guint i = 0; !package->course && i < faults->len; i++) {
        const CourseFault *fault = faults->pdata[i];
        if (fault->level != COURSE_ERROR)
            continue;
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%ld: %s", path, fault->line, fault->text);
        return NULL;
    }
    return g_steal_pointer(&package);
}

bool course_package_copy(const CoursePackage *package, const char *dir, const char *media, GError **error)
{
    for (guint i = 0; i < package->files->len; i++) {
        const LibraryFile *file = package->files->pdata[i];
        g_autofree char *from = g_build_filename(dir, file->path, NULL),
                        *to = g_build_filename(media, file->sha256, NULL);
        g_autofree char *bytes = NULL;
        gsize size = 0;
        if (!g_file_get_contents(from, &bytes, &size, error) || !g_file_set_contents(to, bytes, (gssize)size, error))
            return false;
    }
    return true;
}
