/* SPDX-License-Identifier: GPL-3.0-or-later */
/* course_data.h - the small course of tests/data as bytes, changed or not, and the files it claims to have. */
#pragma once
#include "course.h"
#include "unit.h"

#define TODAY 20779 /* 2026-11-22 */

/* Sizes of the files that the small course names. */
static inline int64_t small_file(const char *path, char *sha256, gpointer data)
{
    if (sha256)
        g_strlcpy(sha256, "c0ffee", 65);
    if (strcmp(path, "media/chart.png") == 0)
        return 2000;
    if (strcmp(path, "media/chart-low.png") == 0 || strcmp(path, "media/song.ogg") == 0)
        return 900;
    if (strcmp(path, "media/big.ogg") == 0)
        return 17 * 1024 * 1024;
    if (strcmp(path, "media/heavy.png") == 0)
        return 61000;
    return strcmp(path, "media/empty.png") == 0 ? 0 : -1;
}

static inline char *small_text(void)
{
    char *text = NULL;
    ck_assert(g_file_get_contents(DATA "/course-small.xml", &text, NULL, NULL));
    return text;
}

/* The small course with its one occurrence of `from` written as `to`. Given. */
static inline char *small_changed(const char *from, const char *to)
{
    g_autofree char *text = small_text();
    const char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "the small course has no: %s", from);
    ck_assert_msg(strstr(at + 1, from) == NULL, "the small course has more than one: %s", from);
    return g_strdup_printf("%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

static inline Course *read_text(const char *text, GPtrArray *faults)
{
    return course_read(text, strlen(text), "course.xml", small_file, NULL, TODAY, faults);
}

static inline GPtrArray *new_faults(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
}

static inline Course *read_small(void)
{
    g_autofree char *text = small_text();
    g_autoptr(GPtrArray) faults = new_faults();
    Course *course = read_text(text, faults);
    ck_assert(course != NULL);
    return course;
}
