/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A course that anything is wrong with is not added, even when the caller has not checked it; nor one that gives
 * another meaning to what learners have already been sent. */
#include "admin_priv.h"
#include "clock.h"
#include "missing.h"

#include <string.h>

static void file_free(gpointer data)
{
    LibraryFile *file = data;
    g_free(file->path);
    g_free(file->sha256);
    g_free(file->mime);
    g_free(file);
}

static GPtrArray *read_files(const cJSON *params, GError **error)
{
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(file_free);
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(params, "files"))
    {
        LibraryFile *file = g_new0(LibraryFile, 1);
        g_ptr_array_add(files, file);
        file->path = g_strdup(json_need_string(one, "path", error));
        file->sha256 = file->path ? g_strdup(json_need_string(one, "sha256", error)) : NULL;
        file->mime = file->sha256 ? g_strdup(json_need_string(one, "mime", error)) : NULL;
        const char *kind = file->mime ? json_need_string(one, "kind", error) : NULL;
        if (!kind || !json_need_int(one, "bytes", &file->bytes, error))
            return NULL;
        if (!media_kind_from_name(kind, &file->kind)) {
            change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no kind of media", kind);
            return NULL;
        }
    }
    return g_steal_pointer(&files);
}

static int64_t listed_file(const char *path, char *sha256, gpointer data)
{
    const GPtrArray *files = data;
    for (guint i = 0; i < files->len; i++) {
        const LibraryFile *file = files->pdata[i];
        if (strcmp(file->path, path) != 0)
            continue;
        if (sha256)
            g_strlcpy(sha256, file->sha256, 65);
        return file->bytes;
    }
    return -1;
}

static const CourseFault *first_error(const GPtrArray *faults)
{
    for (guint i = 0; i < faults->len; i++)
        if (((const CourseFault *)faults->pdata[i])->level == COURSE_ERROR)
            return faults->pdata[i];
    return NULL;
}

static bool refuse_fault(const CourseFault *fault, GError **error)
{
    return change_refuse(error, BARAZA_ERROR_INPUT, "course.xml:%ld: %s", fault->line, fault->text);
}

static void warn_faults(cJSON *result, const GPtrArray *faults)
{
    for (guint i = 0; i < faults->len; i++) {
        const CourseFault *fault = faults->pdata[i];
        if (fault->level == COURSE_WARNING)
            change_warn(result, g_strdup_printf("course.xml:%ld: %s", fault->line, fault->text));
    }
}

/* The version that learners may have seen; 0 when the course is new. */
static bool delivered_version(Change *c, const Course *course, int64_t *version, GError **error)
{
    g_autoptr(GError) missing = NULL;
    *version = 0;
    return library_newest(context_library(c->context), course->id, version, &missing) ||
           missing_only(g_steal_pointer(&missing), error);
}

static bool add_version(Change *c, const Course *course, const GPtrArray *files, cJSON *result, GError **error)
{
    Library *library = context_library(c->context);
    const char *xml = json_string(c->params, "xml");
    int64_t before = 0, version = 0, newest = 0;
    if (!delivered_version(c, course, &before, error) ||
        !library_add(library, c->now, course, xml, strlen(xml), files, &version, error) ||
        !delivered_version(c, course, &newest, error))
        return false;
    bool fresh = newest != before;
    const Course *old = fresh && before ? library_course(library, before, error) : NULL;
    if (fresh && before && !old)
        return false;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    if (old)
        course_check_update(old, course, faults);
    const CourseFault *fault = first_error(faults);
    if (fault)
        return refuse_fault(fault, error);
    warn_faults(result, faults);
    c->same = !fresh;
    json_put_bool(json_put(json_put_int(result, "version", version), "course", course->id), "fresh", fresh);
    json_put(result, "course_version", course->version);
    change_subject(c, "V", version);
    c->payload = json_put(json_put(cJSON_CreateObject(), "course", course->id), "version", course->version);
    return true;
}

bool change_course_add(Change *c, cJSON *result, GError **error)
{
    const char *xml = json_need_string(c->params, "xml", error);
    g_autoptr(GPtrArray) files = xml ? read_files(c->params, error) : NULL;
    if (!files)
        return false;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    g_autoptr(Course) course = course_read(xml, strlen(xml), "course.xml", listed_file, files, c->now / DAY, faults);
    const CourseFault *fault = first_error(faults);
    if (fault || !course)
        return fault ? refuse_fault(fault, error)
                     : change_refuse(error, BARAZA_ERROR_INPUT, "course.xml cannot be read");
    for (guint i = 0; i < files->len; i++) {
        const LibraryFile *file = files->pdata[i];
        g_autofree char *path = library_media_path(context_library(c->context), file->sha256);
        if (!path)
            return change_refuse(error, BARAZA_ERROR_INPUT, "%s is not in the media folder", file->path);
    }
    return add_version(c, course, files, result, error);
}
