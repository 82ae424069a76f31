/* SPDX-License-Identifier: GPL-3.0-or-later */
/* package.h - a course package on disk: course.xml and the files it names. */
#pragma once
#include "course.h"

typedef struct {
    char *folder, *path; /* path: of course.xml, as shown in faults */
    char *xml;
    gsize size;
    Course *course;    /* NULL when a fault is an error */
    GPtrArray *faults; /* CourseFault *, in line order */
    guint errors, warnings;
} Package;
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)
/* Reads and checks; `where` is the folder or its course.xml. NULL only when there is no such file to read. */
Package *package_read(const char *where, int64_t today, GError **error);
/* "path:12: error: sentence". Given. */
char *package_fault_text(const Package *package, const CourseFault *fault);
const char *package_level_name(CourseLevel level);
/* Absolute-safe path of a file inside the package; NULL when it would lead out of it. Given. */
char *package_file(const Package *package, const char *path);
