/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zip.h"
#include "error.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>

typedef struct archive Writer;
typedef struct archive_entry Entry;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Writer, archive_write_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Entry, archive_entry_free)

static la_ssize_t take(Writer *archive, void *data, const void *bytes, size_t size)
{
    (void)archive;
    g_byte_array_append(data, bytes, (guint)size);
    return (la_ssize_t)size;
}

static bool put(Writer *archive, const ZipMember *member, int64_t at)
{
    gsize size = 0;
    const void *bytes = g_bytes_get_data(member->bytes, &size);
    g_autoptr(Entry) entry = archive_entry_new();
    archive_entry_set_pathname(entry, member->name);
    archive_entry_set_size(entry, (la_int64_t)size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_mtime(entry, (time_t)at, 0);
    return archive_write_header(archive, entry) == ARCHIVE_OK &&
           (size == 0 || archive_write_data(archive, bytes, size) == (la_ssize_t)size);
}

GBytes *zip_make(const ZipMember *members, gsize n, int64_t at, GError **error)
{
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(Writer) archive = archive_write_new();
    bool good = archive_write_set_format_zip(archive) == ARCHIVE_OK &&
                archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK &&
                archive_write_open(archive, out, NULL, take, NULL) == ARCHIVE_OK;
    for (gsize i = 0; i < n && good; i++)
        good = put(archive, &members[i], at);
    if (good && archive_write_close(archive) == ARCHIVE_OK)
        return g_byte_array_free_to_bytes(g_steal_pointer(&out));
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the zip cannot be made: %s",
        archive_error_string(archive) ? archive_error_string(archive) : "no reason was given");
    return NULL;
}
