/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sound in Ogg (RFC 3533) names the phone, the time and whatever else a program wrote into its comment header: the
 * second packet of the stream (RFC 7845, 5.2; Vorbis I, 5). It is emptied where it stands, so that no page moves. */
#include "received_priv.h"
#include <string.h>

#define PAGE_HEAD 27
#define PAGE_SERIAL 14
#define PAGE_CRC 22
#define PAGE_SEGMENTS 26
#define FLAG_BEGINS 0x02 /* the first page of a stream */
#define CODECS 2

typedef struct {
    const char *head, *comment; /* how the first and the second packet begin */
    gsize keep;                 /* bytes of that beginning; behind it two lengths of 0: no vendor, no comments */
    gsize framing;              /* where a bit says that the packet is whole; 0 for nowhere */
} Codec;

static const Codec codecs[CODECS] = { { "OpusHead", "OpusTags", 8, 0 }, { "\x01vorbis", "\x03vorbis", 7, 15 } };

typedef struct {
    const Codec *codec;
    guint32 serial;
    int packet; /* of the stream, from 0 */
    gsize at;   /* within the packet */
} Walk;

static guint32 crc_of(const guint8 *page, gsize size)
{
    guint32 crc = 0;
    for (gsize i = 0; i < size; i++) {
        guint8 byte = i >= PAGE_CRC && i < PAGE_CRC + 4 ? 0 : page[i];
        crc ^= (guint32)byte << 24;
        for (int bit = 0; bit < 8; bit++)
            crc = crc << 1 ^ (crc >> 31) * 0x04c11db7u;
    }
    return crc;
}

/* Head, table and body of the page at `data`; 0 when it is none or does not fit. */
static gsize page_size(const guint8 *data, gsize left)
{
    if (left < PAGE_HEAD || memcmp(data, "OggS", 4) != 0 || data[4] != 0)
        return 0;
    gsize size = PAGE_HEAD + (gsize)data[PAGE_SEGMENTS];
    if (size > left)
        return 0;
    for (gsize i = 0; i < data[PAGE_SEGMENTS]; i++)
        size += data[PAGE_HEAD + i];
    return size <= left ? size : 0;
}

static bool begins(const guint8 *data, gsize size, const char *with)
{
    return size >= strlen(with) && memcmp(data, with, strlen(with)) == 0;
}

/* A stretch of the comment header, from w->at on. */
static bool empty_comments(Walk *w, guint8 *data, gsize size)
{
    if (w->at == 0 && !begins(data, size, w->codec->comment))
        return false;
    for (gsize i = 0; i < size; i++)
        if (w->at + i >= w->codec->keep)
            data[i] = w->codec->framing > 0 && w->at + i == w->codec->framing;
    return true;
}

static bool begin_stream(Walk *w, const guint8 *page, const guint8 *body, gsize size)
{
    *w = (Walk){ 0 };
    memcpy(&w->serial, page + PAGE_SERIAL, 4);
    for (gsize i = 0; i < CODECS && !w->codec; i++)
        if (begins(body, size, codecs[i].head))
            w->codec = &codecs[i];
    return w->codec != NULL;
}

/* One page: its stretches of packets, a lacing value under 255 ending one. */
static bool clean_page(Walk *w, guint8 *page, gsize size)
{
    guint32 serial = 0;
    gsize segments = page[PAGE_SEGMENTS];
    guint8 *body = page + PAGE_HEAD + segments;
    memcpy(&serial, page + PAGE_SERIAL, 4);
    if (page[5] & FLAG_BEGINS ? !begin_stream(w, page, body, size - PAGE_HEAD - segments)
                              : !w->codec || serial != w->serial)
        return false;
    bool comments = false;
    for (gsize i = 0; i < segments; i++) {
        gsize lacing = page[PAGE_HEAD + i];
        if (w->packet == 1 && !empty_comments(w, body, lacing))
            return false;
        comments = comments || w->packet == 1;
        body += lacing;
        w->at += lacing;
        if (lacing < 255) {
            w->packet++;
            w->at = 0;
        }
    }
    guint32 crc = comments ? GUINT32_TO_LE(crc_of(page, size)) : 0;
    if (comments)
        memcpy(page + PAGE_CRC, &crc, 4);
    return true;
}

GBytes *received_strip_ogg(const guint8 *data, gsize size)
{
    Walk walk = { 0 };
    g_autofree guint8 *copy = g_memdup2(data, size);
    gsize at = 0;
    while (at < size) {
        gsize page = page_size(copy + at, size - at);
        if (page == 0 || !clean_page(&walk, copy + at, page))
            return NULL;
        at += page;
    }
    return walk.packet >= 2 ? g_bytes_new_take(g_steal_pointer(&copy), size) : NULL;
}
