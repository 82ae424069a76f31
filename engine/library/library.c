/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Course versions are kept whole, as the XML that was added; parsed courses stay in memory for the library's life,
 * because steps and items are looked up for every message. */
#include "library_priv.h"
#include "library_queries.h"
#include "clock.h"
#include "text.h"

struct Library {
    Store *store;
    char *dir;
    GHashTable *courses; /* version id -> Course */
};

Library *library_new(Store *store, const char *dir)
{
    Library *library = g_new0(Library, 1);
    library->store = store;
    library->dir = g_strdup(dir);
    library->courses = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)course_free);
    return library;
}

void library_free(Library *library)
{
    if (!library)
        return;
    g_hash_table_unref(library->courses);
    g_free(library->dir);
    g_free(library);
}

bool library_keep(Library *library, const LibraryFile *f, GError **error)
{
    g_autofree char *filename = g_path_get_basename(f->path);
    return store_run(library->store, &library_media_add,
        ARGS(ARG_TEXT("sha256", f->sha256), ARG_INT("kind", f->kind), ARG_TEXT("mime", f->mime),
            ARG_TEXT("filename", filename), ARG_INT("bytes", f->bytes)),
        NULL, error);
}

static bool add_files(Library *library, int64_t version, const GPtrArray *files, GError **error)
{
    Store *store = library->store;
    for (guint i = 0; files && i < files->len; i++) {
        const LibraryFile *f = files->pdata[i];
        if (!library_keep(library, f, error) ||
            !store_run(store, &library_file_add,
                ARGS(ARG_INT("version", version), ARG_TEXT("path", f->path), ARG_TEXT("sha256", f->sha256)), NULL,
                error))
            return false;
    }
    return true;
}

bool library_add(Library *library, int64_t now, const Course *course, const char *xml, gsize size,
    const GPtrArray *files, int64_t *version, GError **error)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)xml, (gssize)size);
    /* The same text with another picture is another version: the files' hashes are part of what is hashed. */
    for (guint i = 0; files && i < files->len; i++)
        g_checksum_update(sum, (const guchar *)((const LibraryFile *)files->pdata[i])->sha256, -1);
    const char *sha256 = g_checksum_get_string(sum);
    bool found = false;
    if (!store_get_int(
            library->store, &library_version_by_hash, ARGS(ARG_TEXT("sha256", sha256)), version, &found, error))
        return false;
    if (found)
        return true;
    g_autofree char *text = g_strndup(xml, size);
    return store_next_id(library->store, version, error) &&
           store_run(library->store, &library_version_add,
               ARGS(ARG_INT("id", *version), ARG_TEXT("course", course->id), ARG_TEXT("version", course->version),
                   ARG_TEXT("sha256", sha256), ARG_INT("now", now), ARG_TEXT("xml", text)),
               NULL, error) &&
           add_files(library, *version, files, error);
}

/* The stored file list stands in for the package's folder when a course is read again. */
typedef struct {
    GHashTable *sha256, *bytes; /* by path */
    char *xml, *course;
} Stored;

static bool read_file_row(const StoreRow *row, gpointer data)
{
    Stored *stored = data;
    char *path = store_text_dup(row, 0);
    g_hash_table_insert(stored->sha256, path, store_text_dup(row, 1));
    g_hash_table_insert(stored->bytes, path, GSIZE_TO_POINTER((gsize)store_int(row, 2)));
    return true;
}

static bool read_xml_row(const StoreRow *row, gpointer data)
{
    Stored *stored = data;
    stored->xml = store_text_dup(row, 0);
    stored->course = store_text_dup(row, 1);
    return false;
}

static int64_t stored_file(const char *path, char *sha256, gpointer data)
{
    Stored *stored = data;
    const char *found = g_hash_table_lookup(stored->sha256, path);
    if (!found)
        return -1;
    if (sha256)
        g_strlcpy(sha256, found, 65);
    return (int64_t)GPOINTER_TO_SIZE(g_hash_table_lookup(stored->bytes, path));
}

static Course *parse_stored(Stored *stored, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    /* Checked when it was added; review dates are judged again where sign-off matters, not here. */
    Course *course = course_read(stored->xml, strlen(stored->xml), "course.xml", stored_file, stored, 0, faults);
    if (course)
        return course;
    const CourseFault *first = NULL;
    for (guint i = 0; i < faults->len && !first; i++)
        if (((CourseFault *)faults->pdata[i])->level == COURSE_ERROR)
            first = faults->pdata[i];
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
        "course %s as stored cannot be read by this version: line %ld: %s", stored->course, first ? first->line : 0,
        first ? first->text : "no reason given");
    return NULL;
}

const Course *library_course(Library *library, int64_t version, GError **error)
{
    Course *course = g_hash_table_lookup(library->courses, &version);
    if (course)
        return course;
    g_autoptr(GHashTable) sha256 = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autoptr(GHashTable) bytes = g_hash_table_new(g_str_hash, g_str_equal);
    Stored stored = { sha256, bytes, NULL, NULL };
    if (!store_each(library->store, &library_version_xml, ARGS(ARG_INT("id", version)), read_xml_row, &stored, error) ||
        !store_each(library->store, &library_files, ARGS(ARG_INT("version", version)), read_file_row, &stored, error))
        return NULL;
    g_autofree char *xml = stored.xml;
    g_autofree char *name = stored.course;
    if (!xml) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "no course version %" G_GINT64_FORMAT, version);
        return NULL;
    }
    course = parse_stored(&stored, error);
    if (course) {
        int64_t *key = g_new(int64_t, 1);
        *key = version;
        g_hash_table_insert(library->courses, key, course);
    }
    return course;
}

static bool collect_name(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, store_text_dup(row, 0));
    return true;
}

bool library_newest(Library *library, const char *course, int64_t *version, GError **error)
{
    bool found = false;
    if (!store_get_int(
            library->store, &library_version_newest, ARGS(ARG_TEXT("course", course)), version, &found, error))
        return false;
    if (found)
        return true;
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    if (!store_each(library->store, &library_courses, NO_ARGS, collect_name, names, error))
        return false;
    g_ptr_array_add(names, NULL);
    const char *nearest = text_nearest(course, (const char *const *)names->pdata);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
        "there is no course \"%s\" in this workspace%s%s%s; add one with: baraza course add FOLDER", course,
        nearest ? "; did you mean \"" : "", nearest ? nearest : "", nearest ? "\"" : "");
    return false;
}

char *library_media_path(const Library *library, const char *sha256)
{
    char *path = g_build_filename(library->dir, sha256, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return path;
    g_free(path);
    return NULL;
}

bool library_template_set(
    Library *library, const char *name, const char *language, const char *status, int64_t now, GError **error)
{
    return store_run(library->store, &library_template_put,
        ARGS(ARG_TEXT("name", name), ARG_TEXT("language", language), ARG_TEXT("status", status), ARG_INT("now", now)),
        NULL, error);
}

bool library_template_get(Library *library, const char *name, const char *language, char **status, GError **error)
{
    *status = NULL;
    if (!store_get_text(library->store, &library_template_row,
            ARGS(ARG_TEXT("name", name), ARG_TEXT("language", language)), status, error))
        return false;
    if (!*status)
        *status = g_strdup("");
    return true;
}

bool library_template_set_category(
    Library *library, const char *name, const char *language, const char *category, GError **error)
{
    return store_run(library->store, &library_template_judge,
        ARGS(ARG_TEXT("name", name), ARG_TEXT("language", language), ARG_TEXT("category", category)), NULL, error);
}

bool library_template_category(
    Library *library, const char *name, const char *language, char **category, GError **error)
{
    *category = NULL;
    if (!store_get_text(library->store, &library_template_judged,
            ARGS(ARG_TEXT("name", name), ARG_TEXT("language", language)), category, error))
        return false;
    if (!*category)
        *category = g_strdup("");
    return true;
}

bool library_templates_are_wanted(Library *library, bool *wanted, GError **error)
{
    int64_t count = 0;
    bool ok = store_remembered(library->store, &library_templates_wanted, &count, 1, error);
    *wanted = ok && count > 0;
    return ok;
}

const char *library_dir(const Library *library)
{
    return library->dir;
}

Store *library_store(const Library *library)
{
    return library->store;
}
