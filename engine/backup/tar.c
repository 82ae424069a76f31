/* SPDX-License-Identifier: GPL-3.0-or-later */
/* POSIX ustar headers (IEEE Std 1003.1, pax, "ustar Interchange Format"), as far as regular files with short names need
 * them: so that a backup that was opened can be read with any tar. */
#include "backup_priv.h"
#include <string.h>

enum { NAME = 0, MODE = 100, UID = 108, GID = 116, SIZE = 124, MTIME = 136, SUM = 148, TYPE = 156, USTAR = 257 };
#define NAME_MAX_BYTES 99
#define SIZE_MAX_BYTES ((INT64_C(1) << 33) - 1) /* eleven octal digits */

static void put_octal(guint8 *to, int digits, uint64_t value)
{
    for (int i = digits - 1; i >= 0; i--, value >>= 3)
        to[i] = (guint8)('0' + (value & 7));
    to[digits] = '\0';
}

static bool get_octal(const guint8 *from, int digits, int64_t *value)
{
    *value = 0;
    for (int i = 0; i < digits; i++) {
        if (from[i] < '0' || from[i] > '7')
            return false;
        *value = *value * 8 + (from[i] - '0');
    }
    return true;
}

static unsigned sum_of(const guint8 block[TAR_BLOCK])
{
    unsigned sum = 0;
    for (int i = 0; i < TAR_BLOCK; i++)
        sum += i >= SUM && i < SUM + 8 ? ' ' : block[i];
    return sum;
}

bool tar_header(guint8 block[TAR_BLOCK], const char *name, int64_t size)
{
    if (strlen(name) > NAME_MAX_BYTES || size < 0 || size > SIZE_MAX_BYTES)
        return false;
    memset(block, 0, TAR_BLOCK);
    memcpy(block + NAME, name, strlen(name));
    put_octal(block + MODE, 7, 0600);
    put_octal(block + UID, 7, 0);
    put_octal(block + GID, 7, 0);
    put_octal(block + SIZE, 11, (uint64_t)size);
    put_octal(block + MTIME, 11, 0);
    block[TYPE] = '0';
    memcpy(block + USTAR,
        "ustar\0"
        "00",
        8);
    put_octal(block + SUM, 6, sum_of(block));
    block[SUM + 7] = ' ';
    return true;
}

/* Letters, digits and . _ - in one or two parts, none of which begins with a dot: nothing that leads out of a folder.
 */
static bool is_plain(const char *name)
{
    return g_regex_match_simple("^[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)?\\z", name, 0, 0);
}

bool tar_parse(const guint8 block[TAR_BLOCK], char **name, int64_t *size)
{
    int64_t sum = 0;
    bool empty = true;
    *name = NULL;
    *size = 0;
    for (int i = 0; i < TAR_BLOCK; i++)
        empty = empty && block[i] == 0;
    if (empty)
        return true;
    if (!get_octal(block + SUM, 6, &sum) || sum != sum_of(block) || block[TYPE] != '0' ||
        !get_octal(block + SIZE, 11, size))
        return false;
    g_autofree char *text = g_strndup((const char *)block + NAME, NAME_MAX_BYTES);
    if (!is_plain(text))
        return false;
    *name = g_steal_pointer(&text);
    return true;
}

int64_t tar_padding(int64_t size)
{
    return (TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK;
}
