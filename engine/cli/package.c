/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file access that the course module leaves to its caller: sizes and hashes of a package's files. */
#include "package.h"
#include "cli_priv.h"

#include <glib/gstdio.h>
#include <string.h>

#define XML_MAX (32u * 1024 * 1024)
#define FILE_MAX                                                                                                       \
    (101 * 1024 * 1024) /* above what the platform takes of any kind; larger ones need no hash to be refused */

void package_free(Package *package)
{
    if (!package)
        return;
    g_free(package->folder);
    g_free(package->path);
    g_free(package->xml);
    course_free(package->course);
    if (package->faults)
        g_ptr_array_unref(package->faults);
    g_free(package);
}

char *package_file(const Package *package, const char *path)
{
    if (!*path || g_path_is_absolute(path))
        return NULL;
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    for (char **part = parts; *part; part++)
        if (strcmp(*part, "..") == 0)
            return NULL;
    return g_build_filename(package->folder, path, NULL);
}

static int64_t file_facts(const char *path, char *sha256, gpointer data)
{
    g_autofree char *full = package_file(data, path);
    GStatBuf facts;
    if (!full || g_stat(full, &facts) != 0 || !S_ISREG(facts.st_mode))
        return -1;
    if (!sha256 || facts.st_size > FILE_MAX)
        return facts.st_size;
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(full, &bytes, &size, NULL))
        return -1;
    g_autofree char *sum = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, size);
    g_strlcpy(sha256, sum, 65);
    return (int64_t)size;
}

Package *package_read(const char *where, int64_t today, GError **error)
{
    g_autoptr(Package) p = g_new0(Package, 1);
    bool is_folder = g_file_test(where, G_FILE_TEST_IS_DIR);
    p->folder = is_folder ? g_strdup(where) : g_path_get_dirname(where);
    gsize n = strlen(p->folder);
    if (n > 1 && p->folder[n - 1] == '/')
        p->folder[n - 1] = '\0';
    p->path = is_folder ? g_build_filename(p->folder, "course.xml", NULL) : g_strdup(where);
    if (!g_file_test(p->path, G_FILE_TEST_EXISTS)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
            is_folder ? "%s holds no course.xml" : "there is no folder %s", where);
        return NULL;
    }
    if (!cli_read(p->path, XML_MAX, &p->xml, &p->size, error))
        return NULL;
    p->faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    p->course = course_read(p->xml, p->size, p->path, file_facts, p, today, p->faults);
    for (guint i = 0; i < p->faults->len; i++) {
        CourseLevel level = ((CourseFault *)p->faults->pdata[i])->level;
        p->errors += level == COURSE_ERROR;
        p->warnings += level == COURSE_WARNING;
    }
    return g_steal_pointer(&p);
}

const char *package_level_name(CourseLevel level)
{
    static const char *const names[] = {
        [COURSE_ERROR] = "error", [COURSE_WARNING] = "warning", [COURSE_NOTE] = "note"
    };
    return names[level];
}

char *package_fault_text(const Package *package, const CourseFault *fault)
{
    return g_strdup_printf("%s:%ld: %s: %s", package->path, fault->line, package_level_name(fault->level), fault->text);
}
