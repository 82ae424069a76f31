/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A photo tells where and when it was taken, by whose phone, and may carry a small copy of what was cut away. Pictures
 * are rebuilt from the parts that show them; in the containers of WebP and MP4 offsets matter, so there the telling
 * parts are blanked where they stand. */
#include "received_priv.h"
#include <string.h>

static guint32 be32(const guint8 *p)
{
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

static guint32 le32(const guint8 *p)
{
    return (guint32)p[3] << 24 | (guint32)p[2] << 16 | (guint32)p[1] << 8 | p[0];
}

/* --- JPEG (ITU-T T.81, annex B) --- */

#define JPEG_RST0 0xd0
#define JPEG_EOI 0xd9
#define JPEG_SOS 0xda
#define JPEG_APP0 0xe0
#define JPEG_APP14 0xee
#define JPEG_APP15 0xef
#define JPEG_COM 0xfe

/* `body` is what follows the length. APP14 tells how colours are coded: without it some pictures turn green. */
static bool jpeg_keeps(guint8 marker, const guint8 *body, gsize n)
{
    if (marker == JPEG_APP0)
        return n >= 5 && memcmp(body, "JFIF", 5) == 0;
    if (marker == JPEG_APP14)
        return n == 12 && memcmp(body, "Adobe", 5) == 0;
    return !(marker > JPEG_APP0 && marker <= JPEG_APP15) && marker != JPEG_COM;
}

/* Where the coded data of a scan ends: at the next marker that is neither a stuffed FF nor a restart. */
static gsize scan_end(const guint8 *data, gsize size, gsize at)
{
    for (; at + 1 < size; at++)
        if (data[at] == 0xff && data[at + 1] != 0 && data[at + 1] != 0xff &&
            (data[at + 1] < JPEG_RST0 || data[at + 1] > JPEG_RST0 + 7))
            return at;
    return size;
}

GBytes *received_strip_jpeg(const guint8 *data, gsize size)
{
    g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)size);
    bool scanned = false;
    gsize at = 2;
    g_byte_array_append(out, data, 2);
    while (at + 2 <= size && data[at] == 0xff) {
        guint8 marker = data[at + 1];
        if (marker == 0xff) { /* fill */
            at++;
            continue;
        }
        if (marker == JPEG_EOI) {
            g_byte_array_append(out, data + at, 2);
            return scanned ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
        }
        if (at + 4 > size)
            return NULL;
        gsize length = (gsize)data[at + 2] << 8 | data[at + 3];
        if (length < 2 || length > size - at - 2)
            return NULL;
        gsize end = at + 2 + length;
        if (marker == JPEG_SOS) {
            end = scan_end(data, size, end);
            scanned = true;
        }
        if (jpeg_keeps(marker, data + at + 4, length - 2))
            g_byte_array_append(out, data + at, (guint)(end - at));
        at = end;
    }
    return NULL;
}

/* --- PNG (W3C, third edition) --- */

/* Critical chunks begin with a capital; of the others these change what is seen. */
static bool png_keeps(const guint8 *type)
{
    static const char *const shown[] = { "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "pHYs", "acTL", "fcTL",
        "fdAT" };
    if (!(type[0] & 0x20))
        return true;
    for (gsize i = 0; i < G_N_ELEMENTS(shown); i++)
        if (memcmp(type, shown[i], 4) == 0)
            return true;
    return false;
}

GBytes *received_strip_png(const guint8 *data, gsize size)
{
    g_autoptr(GByteArray) out = g_byte_array_sized_new((guint)size);
    bool shown = false;
    g_byte_array_append(out, data, 8);
    for (gsize at = 8; size - at >= 12;) {
        gsize length = be32(data + at);
        const guint8 *type = data + at + 4;
        if (length > size - at - 12 || (at == 8 && memcmp(type, "IHDR", 4) != 0))
            return NULL;
        if (png_keeps(type))
            g_byte_array_append(out, data + at, (guint)(length + 12));
        shown = shown || memcmp(type, "IDAT", 4) == 0;
        if (memcmp(type, "IEND", 4) == 0)
            return shown ? g_byte_array_free_to_bytes(g_steal_pointer(&out)) : NULL;
        at += length + 12;
    }
    return NULL;
}

/* --- WebP (RIFF) --- */

#define WEBP_TELLS 0x0c /* flags of VP8X: EXIF and XMP follow */

GBytes *received_strip_webp(const guint8 *data, gsize size)
{
    gsize whole = (gsize)le32(data + 4) + 8;
    if (whole > size || whole < 12)
        return NULL;
    g_autofree guint8 *copy = g_memdup2(data, whole);
    for (gsize at = 12; at + 8 <= whole;) {
        gsize length = le32(copy + at + 4);
        if (length > whole - at - 8)
            return NULL;
        if (memcmp(copy + at, "VP8X", 4) == 0 && length > 0)
            copy[at + 8] &= (guint8)~WEBP_TELLS;
        if (memcmp(copy + at, "EXIF", 4) == 0 || memcmp(copy + at, "XMP ", 4) == 0) {
            memcpy(copy + at, "JUNK", 4);
            memset(copy + at + 8, 0, length);
        }
        at += 8 + length + (length & 1);
    }
    return g_bytes_new_take(g_steal_pointer(&copy), whole);
}

/* --- MP4 (ISO/IEC 14496-12) --- */

static bool one_of(const guint8 *type, const char *const *names)
{
    for (; *names; names++)
        if (memcmp(type, *names, 4) == 0)
            return true;
    return false;
}

/* Size of the box at `p` and of its head; 0 when it does not fit. */
static gsize box_size(const guint8 *p, gsize left, gsize *head)
{
    guint64 size = left >= 8 ? be32(p) : 0;
    *head = 8;
    if (left >= 8 && size == 0)
        return left; /* to the end */
    if (size == 1) {
        *head = 16;
        size = left >= 16 ? (guint64)be32(p + 8) << 32 | be32(p + 12) : 0;
    }
    return size >= *head && size <= left ? (gsize)size : 0;
}

/* Blanks what tells; true when every box fits. Depth: file, moov, trak. */
static bool blank_boxes(guint8 *data, gsize size, int depth)
{
    static const char *const tells[] = { "udta", "meta", "uuid", NULL };
    static const char *const holds[] = { "moov", "trak", NULL };
    for (gsize at = 0; at < size;) {
        gsize head = 0, length = box_size(data + at, size - at, &head);
        if (length == 0)
            return false;
        guint8 *type = data + at + 4;
        if (one_of(type, tells)) {
            memcpy(type, "free", 4);
            memset(data + at + head, 0, length - head);
        } else if (depth < 2 && one_of(type, holds) && !blank_boxes(data + at + head, length - head, depth + 1)) {
            return false;
        }
        at += length;
    }
    return true;
}

GBytes *received_strip_mp4(const guint8 *data, gsize size)
{
    g_autofree guint8 *copy = g_memdup2(data, size);
    return blank_boxes(copy, size, 0) ? g_bytes_new_take(g_steal_pointer(&copy), size) : NULL;
}
