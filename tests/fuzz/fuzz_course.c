/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are read as a course: either a course or an error with a line, never a crash; a course that is read
 * can be keyed and hashed. */
#define REPLAY_CUTS 40
#include "course.h"
#include "replay.h"
#include <string.h>

static int64_t any_file(const char *path, char *sha256, gpointer data)
{
    if (sha256)
        g_strlcpy(sha256, "00", 65);
    return (int64_t)strlen(path) * 1000;
}

static void use(const Course *course)
{
    g_autoptr(cJSON) key = course_key(course, "fr", "KE");
    g_autofree char *text = json_text(key);
    g_autoptr(cJSON) again = text ? json_parse(text, strlen(text), NULL) : NULL;
    if (!again)
        g_error("the key is not JSON: %s", text);
    for (guint i = 0; i < course->modules->len; i++) {
        g_autofree char *hash = course_module_hash(course, course->modules->pdata[i], "en", NULL), *reason = NULL;
        bool cleared = course_module_cleared(course, course->modules->pdata[i], "en", NULL, 20000, &reason);
        if (strlen(hash) != 32 || cleared == (reason != NULL))
            g_error("a hash of another length, or no reason given");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    g_autoptr(Course) course = course_read((const char *)bytes, size, "course.xml", any_file, NULL, 20779, faults);
    bool error = false;
    for (guint i = 0; i < faults->len; i++) {
        const CourseFault *fault = faults->pdata[i];
        error |= fault->level == COURSE_ERROR;
        if (fault->line < 1 || !g_utf8_validate(fault->text, -1, NULL))
            g_error("a fault without a line, or not in UTF-8: %ld %s", fault->line, fault->text);
    }
    if (error == (course != NULL))
        g_error("either a course or an error, not both and not neither");
    if (course)
        use(course);
    return 0;
}
