/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one caller of libarchive. Nothing is unpacked under a name of the archive: the chat's text goes into a nameless
 * file, all else is only looked at, so that an archive which somebody has tampered with is refused as a whole. */
#include "chat_priv.h"
#include "error.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>
#include <unistd.h>

#define TEXT_MAX (512u << 20) /* ten times what the longest chats weigh */
#define ENTRIES_MAX 50000     /* an export holds at most 10,000 files */

typedef struct archive Archive;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_read_free)

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(GError **error, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    g_autofree char *message = g_strdup_vprintf(format, list);
    va_end(list);
    g_set_error_literal(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, message);
    return false;
}

static Archive *start(int fd, GError **error)
{
    g_autoptr(Archive) archive = archive_read_new();
    archive_read_support_format_zip(archive);
    if (lseek(fd, 0, SEEK_SET) != 0 || archive_read_open_fd(archive, fd, 65536) != ARCHIVE_OK) {
        const char *why = archive_error_string(archive);
        refuse(error, "this zip cannot be read: %s", why ? why : "it has no beginning");
        return NULL;
    }
    return g_steal_pointer(&archive);
}

static bool name_is_safe(const char *name)
{
    if (*name == '/' || strchr(name, '\\') || (g_ascii_isalpha(*name) && name[1] == ':'))
        return false;
    g_auto(GStrv) parts = g_strsplit(name, "/", -1);
    return !g_strv_contains((const char *const *)parts, "..");
}

/* How much a member looks like the chat's text: 0 not at all. */
static int likeness(const char *name)
{
    if (g_str_has_prefix(name, "__MACOSX/") || strstr(name, "/__MACOSX/"))
        return 0;
    g_autofree char *base = g_path_get_basename(name), *lower = g_utf8_strdown(base, -1);
    if (!g_str_has_suffix(lower, ".txt") || *base == '.')
        return 0;
    if (strcmp(lower, "_chat.txt") == 0)
        return 3;
    return strstr(lower, "whatsapp") ? 2 : 1;
}

/* Looks at each member; the name of the likeliest. */
static char *choose(Archive *archive, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *best = NULL;
    struct archive_entry *entry = NULL;
    int status, best_likeness = 0;
    while ((status = archive_read_next_header(archive, &entry)) == ARCHIVE_OK || status == ARCHIVE_WARN) {
        const char *raw = archive_entry_pathname_utf8(entry);
        raw = raw ? raw : archive_entry_pathname(entry);
        g_autofree char *name = g_utf8_make_valid(raw ? raw : "", -1);
        bool link = archive_entry_hardlink(entry) || archive_entry_filetype(entry) == AE_IFLNK;
        if (!name_is_safe(name) || link) {
            refuse(error, "\"%s\" in this zip leads out of it: WhatsApp makes no such file", name);
            return NULL;
        }
        if (!g_hash_table_add(seen, g_strdup(name))) {
            refuse(error, "\"%s\" is twice in this zip: WhatsApp makes no such file", name);
            return NULL;
        }
        if (g_hash_table_size(seen) > ENTRIES_MAX) {
            refuse(error, "this zip holds over %d files: WhatsApp makes no such file", ENTRIES_MAX);
            return NULL;
        }
        if (archive_entry_filetype(entry) != AE_IFDIR && likeness(name) > best_likeness) {
            best_likeness = likeness(name);
            g_free(best);
            best = g_strdup(name);
        }
    }
    if (status != ARCHIVE_EOF)
        refuse(error, "this zip is damaged: %s", archive_error_string(archive));
    else if (!best)
        refuse(error, "no chat (a .txt file) is in this zip");
    return status == ARCHIVE_EOF ? g_steal_pointer(&best) : NULL;
}

static bool copy(Archive *archive, int fd, la_int64_t told, GError **error)
{
    if (told > (la_int64_t)TEXT_MAX) /* what it says itself; what it holds is counted below */
        return refuse(error, "the chat's text is over 512 MB: no chat is that long");
    g_autofree char *block = g_malloc(65536);
    gsize size = 0;
    la_ssize_t n;
    while ((n = archive_read_data(archive, block, 65536)) > 0) {
        if ((size += (gsize)n) > TEXT_MAX)
            return refuse(error, "the chat's text is over 512 MB: no chat is that long");
        if (write(fd, block, (size_t)n) != n)
            return refuse(error, "the chat's text could not be unpacked: is the disk full?");
    }
    if (n < 0) {
        const char *why = archive_error_string(archive);
        return refuse(error, "the chat's text cannot be unpacked: %s", why ? why : "the zip is damaged");
    }
    return true;
}

int chat_zip_unpack(int fd, char **member, GError **error)
{
    g_autoptr(Archive) look = start(fd, error);
    g_autofree char *chosen = look ? choose(look, error) : NULL, *temporary = NULL;
    g_autoptr(Archive) archive = chosen ? start(fd, error) : NULL;
    struct archive_entry *entry = NULL;
    for (bool found = false; archive && !found;) {
        int status = archive_read_next_header(archive, &entry);
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
            refuse(error, "this zip is damaged: %s", archive_error_string(archive));
            return -1;
        }
        const char *raw = archive_entry_pathname_utf8(entry);
        raw = raw ? raw : archive_entry_pathname(entry);
        g_autofree char *name = g_utf8_make_valid(raw ? raw : "", -1);
        found = strcmp(name, chosen) == 0;
    }
    int out = archive ? g_file_open_tmp("chat-XXXXXX", &temporary, error) : -1;
    if (out < 0)
        return -1;
    unlink(temporary);
    if (!copy(archive, out, archive_entry_size(entry), error)) {
        close(out);
        return -1;
    }
    *member = g_steal_pointer(&chosen);
    return out;
}
