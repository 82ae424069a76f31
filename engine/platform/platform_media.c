/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Media: upload, look-up, download, deletion. Ids live 30 days when uploaded, 7 when received; a URL lives 5 minutes.
 */
#include "platform_priv.h"

#define MEGA (1024 * 1024)

typedef struct {
    const char *mime;
    PlatformKind kind;
    gsize cap;
} MimeRow;

/* Supported types and sizes, from the media page of the reference. */
static const MimeRow mimes[] = {
    { "audio/aac", PLATFORM_AUDIO, 16 * MEGA },
    { "audio/amr", PLATFORM_AUDIO, 16 * MEGA },
    { "audio/mpeg", PLATFORM_AUDIO, 16 * MEGA },
    { "audio/mp4", PLATFORM_AUDIO, 16 * MEGA },
    { "audio/ogg", PLATFORM_AUDIO, 16 * MEGA },
    { "image/jpeg", PLATFORM_IMAGE, 5 * MEGA },
    { "image/png", PLATFORM_IMAGE, 5 * MEGA },
    { "image/webp", PLATFORM_STICKER, 500 * 1024 },
    { "video/mp4", PLATFORM_VIDEO, 16 * MEGA },
    { "video/3gpp", PLATFORM_VIDEO, 16 * MEGA },
    { "text/plain", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/pdf", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/msword", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/vnd.ms-excel", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/vnd.ms-powerpoint", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", PLATFORM_DOCUMENT, 100 * MEGA },
    { "application/vnd.openxmlformats-officedocument.presentationml.presentation", PLATFORM_DOCUMENT, 100 * MEGA },
};

static const MimeRow *mime_row(const char *mime)
{
    gsize n = strcspn(mime, "; ");
    for (guint i = 0; i < G_N_ELEMENTS(mimes); i++)
        if (strlen(mimes[i].mime) == n && g_ascii_strncasecmp(mimes[i].mime, mime, n) == 0)
            return &mimes[i];
    return NULL;
}

bool media_allowed(const char *mime, PlatformKind kind, gsize *cap)
{
    const MimeRow *row = mime_row(mime);
    *cap = kind == PLATFORM_DOCUMENT ? 100 * MEGA : row ? row->cap : 0;
    return row && (row->kind == kind || kind == PLATFORM_DOCUMENT);
}

void media_free(gpointer data)
{
    Media *media = data;
    g_free(media->id);
    g_free(media->mime);
    g_free(media->filename);
    g_free(media->sha256);
    g_free(media->url_key);
    g_bytes_unref(media->bytes);
    g_free(media);
}

Media *media_store(Platform *platform, const char *mime, const char *filename, GBytes *bytes, int64_t ttl)
{
    Media *media = g_new0(Media, 1);
    media->id = g_strdup_printf("%" G_GINT64_FORMAT, INT64_C(1037543291543600) + ++platform->next_id);
    media->mime = g_utf8_make_valid(mime, -1);
    media->filename = filename ? g_utf8_make_valid(filename, -1) : NULL;
    media->bytes = g_bytes_ref(bytes);
    media->sha256 = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    media->expires = platform->now + ttl;
    g_hash_table_insert(platform->media, media->id, media);
    return media;
}

Media *media_find(Platform *platform, const char *id)
{
    Media *media = g_hash_table_lookup(platform->media, id);
    return media && platform->now < media->expires ? media : NULL;
}

char *media_url(Platform *platform, Media *media)
{
    if (!media->url_key || platform->now >= media->url_expires) {
        if (media->url_key)
            g_hash_table_remove(platform->media_urls, media->url_key);
        g_free(media->url_key);
        media->url_key = g_strdup_printf("%s-%" G_GINT64_FORMAT, media->id, ++platform->next_id);
        g_hash_table_insert(platform->media_urls, media->url_key, media);
    }
    media->url_expires = platform->now + MEDIA_URL_TTL;
    return g_strdup_printf("%s/whatsapp_business/attachments/?mid=%s", platform->config.media_base, media->url_key);
}

static bool store_upload(Request *request, const char *mime, const char *filename, const char *start, gsize length)
{
    const MimeRow *row = mime ? mime_row(mime) : NULL;
    if (!row)
        return refuse(request, 100, "Param file must be a file of a supported type, not '%s'", mime ? mime : "(none)");
    if (length == 0)
        return refuse(request, 100, "Param file must not be empty");
    if (length > row->cap)
        return refuse(request, 131053, "The file has %zu bytes, %s may have %zu", length, row->mime, row->cap);
    g_autoptr(GBytes) bytes = g_bytes_new(start, length);
    const Media *media = media_store(request->platform, mime, filename, bytes, MEDIA_UPLOADED_TTL);
    answer_json(request, 200, json_put(cJSON_CreateObject(), "id", media->id));
    return true;
}

void media_upload(Request *request)
{
    const char *type = request->content_type ? request->content_type : "", *start = NULL;
    gsize length = 0;
    g_autofree char *mime = NULL, *filename = NULL, *unused = NULL, *unused_too = NULL, *stated = NULL;
    if (!g_str_has_prefix(type, "multipart/form-data")) {
        store_upload(request, type, NULL, request->body, request->size);
        return;
    }
    if (!multipart_part(
            type, request->body, request->size, "messaging_product", &start, &length, &unused, &unused_too) ||
        length != 8 || memcmp(start, "whatsapp", 8) != 0) {
        refuse(request, 100, "The parameter messaging_product is required and must be 'whatsapp'.");
        return;
    }
    g_clear_pointer(&unused, g_free);
    g_clear_pointer(&unused_too, g_free);
    if (multipart_part(type, request->body, request->size, "type", &start, &length, &unused, &unused_too))
        stated = g_strndup(start, length);
    if (!multipart_part(type, request->body, request->size, "file", &start, &length, &mime, &filename)) {
        refuse(request, 100, "The parameter file is required.");
        return;
    }
    store_upload(request, stated ? stated : mime, filename, start, length);
}

static bool look_up(Request *request, Media *media)
{
    g_autofree char *url = media_url(request->platform, media);
    cJSON *answer = json_put(json_put(cJSON_CreateObject(), "messaging_product", "whatsapp"), "url", url);
    json_put(json_put(answer, "mime_type", media->mime), "sha256", media->sha256);
    json_put_int(answer, "file_size", (int64_t)g_bytes_get_size(media->bytes));
    answer_json(request, 200, json_put(answer, "id", media->id));
    return true;
}

static bool download(Request *request)
{
    const char *key = request->query && g_str_has_prefix(request->query, "mid=") ? request->query + 4 : "";
    const Media *media = g_hash_table_lookup(request->platform->media_urls, key);
    if (!media || request->platform->now >= media->url_expires) {
        request->answer->status = 404;
        request->answer->content_type = g_strdup("text/plain");
        request->answer->body = g_bytes_new_static("Not found", 9);
        return true;
    }
    request->answer->status = 200;
    request->answer->content_type = g_strdup(media->mime);
    request->answer->body = g_bytes_ref(media->bytes);
    return true;
}

/* GET and DELETE /{media id}, and the download address; false when the path is none of these. */
bool media_request(Request *request)
{
    Platform *platform = request->platform;
    if (g_str_has_prefix(request->path, "/whatsapp_business/attachments"))
        return download(request);
    if (!g_hash_table_contains(platform->media, request->path + 1))
        return false;
    Media *media = media_find(platform, request->path + 1);
    g_autofree char *expected = g_strconcat("phone_number_id=", platform->config.phone_id, NULL);
    if (request->query && strstr(request->query, "phone_number_id=") && !strstr(request->query, expected))
        media = NULL;
    if (!media)
        return refuse_subcode(request, 100, 33, "The media has expired or belongs to another number"), true;
    if (g_str_equal(request->method, "GET"))
        return look_up(request, media);
    if (!g_str_equal(request->method, "DELETE"))
        return refuse_subcode(request, 100, 33, "Unsupported %s request", request->method), true;
    media->expires = platform->now;
    answer_json(request, 200, json_put_bool(cJSON_CreateObject(), "success", true));
    return true;
}
