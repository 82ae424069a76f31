/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zip.h - makes a zip in memory. */
#pragma once
#include <glib.h>
#include <stdint.h>

typedef struct {
    const char *name; /* path inside, with / */
    GBytes *bytes;
} ZipMember;
/* The members in their order, deflated, all dated `at`; the same members give the same bytes in the same time zone of
 * the machine. Given. */
GBytes *zip_make(const ZipMember *members, gsize n, int64_t at, GError **error);
