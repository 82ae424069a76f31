/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, its own bytes say; what the sender says only has to agree. */
#include "received_priv.h"
#include "error.h"
#include <string.h>

#define IMAGE_MAX 5000000 /* reference: media, images */
#define OTHER_MAX 16000000

typedef struct {
    const char *mime;
    MediaKind kind;
    const char *filename; /* never the sender's: names of files name people */
    gsize max;
    bool sendable;
    GBytes *(*strip)(const guint8 *data, gsize size);
} TypeRow;

static const TypeRow types[] = {
    { "image/jpeg", MEDIA_IMAGE, "photo.jpg", IMAGE_MAX, true, received_strip_jpeg },
    { "image/png", MEDIA_IMAGE, "picture.png", IMAGE_MAX, true, received_strip_png },
    { "image/webp", MEDIA_IMAGE, "sticker.webp", IMAGE_MAX, false, received_strip_webp },
    { "audio/ogg", MEDIA_AUDIO, "voice.ogg", OTHER_MAX, true, received_strip_ogg },
    { "audio/mp4", MEDIA_AUDIO, "sound.m4a", OTHER_MAX, true, received_strip_mp4 },
    { "video/mp4", MEDIA_VIDEO, "video.mp4", OTHER_MAX, true, received_strip_mp4 },
    { "video/3gpp", MEDIA_VIDEO, "video.3gp", OTHER_MAX, true, received_strip_mp4 },
    { "application/pdf", MEDIA_DOCUMENT, "document.pdf", OTHER_MAX, true, received_strip_pdf },
};

static const TypeRow *find_type(const char *mime)
{
    for (gsize i = 0; mime && i < G_N_ELEMENTS(types); i++)
        if (strcmp(types[i].mime, mime) == 0)
            return &types[i];
    return NULL;
}

static bool has(const guint8 *data, gsize size, gsize at, const char *part)
{
    return size >= at + strlen(part) && memcmp(data + at, part, strlen(part)) == 0;
}

/* ISO/IEC 14496-12: the major brand follows "ftyp". HEIC and QuickTime share the container and are neither. */
static const char *container_type(const guint8 *data, gsize size, const char *declared)
{
    static const char *const brands[] = { "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "MSNV",
        "dash", "M4V " };
    if (has(data, size, 8, "M4A ") || has(data, size, 8, "M4B "))
        return "audio/mp4";
    if (has(data, size, 8, "3gp") || has(data, size, 8, "3g2"))
        return declared && g_str_has_prefix(declared, "audio/") ? "audio/mp4" : "video/3gpp";
    for (gsize i = 0; i < G_N_ELEMENTS(brands); i++)
        if (has(data, size, 8, brands[i]))
            return declared && g_str_has_prefix(declared, "audio/") ? "audio/mp4" : "video/mp4";
    return NULL;
}

const char *received_type(const void *bytes, gsize size, const char *declared)
{
    const guint8 *data = bytes;
    if (has(data, size, 0, "\xff\xd8\xff"))
        return "image/jpeg";
    if (has(data, size, 0, "\x89PNG\r\n\x1a\n"))
        return "image/png";
    if (has(data, size, 0, "RIFF") && has(data, size, 8, "WEBP"))
        return "image/webp";
    if (has(data, size, 0, "OggS"))
        return "audio/ogg";
    if (has(data, size, 0, "%PDF-"))
        return "application/pdf";
    return has(data, size, 4, "ftyp") ? container_type(data, size, declared) : NULL;
}

bool received_kind(const char *mime, MediaKind *kind, const char **filename)
{
    const TypeRow *row = find_type(mime);
    if (!row || !row->sendable)
        return false;
    *kind = row->kind;
    *filename = row->filename;
    return true;
}

/* "image/png" sent as "image/jpeg" is still a picture; a document that says it is a picture is not. */
static bool same_family(const char *declared, const char *mime)
{
    gsize n = strcspn(mime, "/");
    return !declared || !*declared || (g_ascii_strncasecmp(declared, mime, n) == 0 && declared[n] == '/');
}

static GBytes *refuse(GError **error, const char *why)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s", why);
    return NULL;
}

GBytes *received_clean(GBytes *bytes, const char *declared, const char **mime, GError **error)
{
    gsize size = 0;
    const guint8 *data = g_bytes_get_data(bytes, &size);
    *mime = data ? received_type(data, size, declared) : NULL;
    const TypeRow *row = find_type(*mime);
    if (!row)
        return refuse(error, "The file is of no kind that can be shared: JPEG, PNG, WebP, Ogg, MP4 or PDF.");
    if (!same_family(declared, row->mime)) {
        g_autofree char *given = g_utf8_make_valid(declared, -1);
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "The file was sent as %.60s and is %s.", given, row->mime);
        return NULL;
    }
    GBytes *clean = row->strip(data, size);
    if (!clean)
        return refuse(error, "The file is damaged or cut short.");
    if (g_bytes_get_size(clean) <= row->max)
        return clean;
    g_bytes_unref(clean);
    return refuse(error, "The file is larger than WhatsApp takes from us: 5 MB for a picture, 16 MB for the rest.");
}
