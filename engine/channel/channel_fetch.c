/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that a person sent: its id names a record, the record an address that is good for five minutes (reference:
 * media). The address is text from outside, and the token goes along to it: only the one place where the platform keeps
 * files is followed. */
#include "channel_priv.h"
#include <string.h>

#define GONE 33 /* "does not exist or belongs to another number": what comes after 7 days */

static bool is_local(GUri *uri)
{
    const char *host = g_uri_get_host(uri);
    return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
           (g_str_has_prefix(host, "127.") && g_hostname_is_ip_address(host));
}

static GUri *read_url(const char *url)
{
    GUri *uri = g_uri_parse(url, G_URI_FLAGS_ENCODED, NULL);
    if (uri && g_uri_get_host(uri) && *g_uri_get_host(uri) && !g_uri_get_userinfo(uri))
        return uri;
    g_clear_pointer(&uri, g_uri_unref);
    return NULL;
}

static bool same_place(GUri *url, GUri *place)
{
    if (strcmp(g_uri_get_scheme(url), g_uri_get_scheme(place)) != 0)
        return false;
    if (is_local(url) && is_local(place))
        return true;
    return g_ascii_strcasecmp(g_uri_get_host(url), g_uri_get_host(place)) == 0 &&
           g_uri_get_port(url) == g_uri_get_port(place);
}

static bool plain_path(const char *path)
{
    for (const char *p = path; *p; p++)
        if ((guchar)*p <= ' ' || (guchar)*p >= 127)
            return false;
    return *path == '/';
}

char *channel_media_path(const char *url, const char *media_url)
{
    g_autoptr(GUri) uri = read_url(url);
    g_autoptr(GUri) place = read_url(media_url);
    if (!uri || !place || !same_place(uri, place) || !plain_path(g_uri_get_path(uri)))
        return NULL;
    const char *query = g_uri_get_query(uri);
    return g_strconcat(g_uri_get_path(uri), query ? "?" : "", query ? query : "", NULL);
}

static ChannelAsset *new_failure(const char *key, const char *detail)
{
    ChannelAsset *asset = g_new0(ChannelAsset, 1);
    asset->key = g_strdup(key);
    asset->detail = g_strdup(detail);
    return asset;
}

static ChannelAsset *read_address(const char *key, const cJSON *root, const char *media_url, char **path, char **mime)
{
    const char *url = json_string(root, "url");
    if (json_int(root, "file_size", 0) > CHANNEL_FETCH_MAX) {
        ChannelAsset *asset = new_failure(key, "the file is larger than 16 MB");
        asset->gone = true;
        return asset;
    }
    *path = channel_media_path(url, media_url);
    if (!*path) {
        g_autofree char *detail = g_strdup_printf("the file's address is not at %s and is not followed", media_url);
        return new_failure(key, detail);
    }
    *mime = g_strdup(json_string(root, "mime_type"));
    return NULL;
}

ChannelAsset *channel_read_lookup(
    const char *key, const char *media_url, const HttpResponse *response, char **path, char **mime)
{
    if (response->end != HTTP_DONE)
        return new_failure(key, response->reason ? response->reason : "the connection failed");
    gsize size = 0;
    const char *bytes = response->body ? g_bytes_get_data(response->body, &size) : NULL;
    g_autoptr(cJSON) root = bytes ? json_parse(bytes, size, NULL) : NULL;
    if (response->status == 200 && json_string(root, "url"))
        return read_address(key, root, media_url, path, mime);
    ChannelAsset *asset = new_failure(key, NULL);
    if (!channel_read_error(root, &asset->code, &asset->detail))
        asset->detail = g_strdup_printf("HTTP status %d without the file's address", response->status);
    asset->gone = asset->code == GONE;
    return asset;
}

ChannelAsset *channel_read_file(const char *key, const char *mime, const HttpResponse *response)
{
    if (response->end != HTTP_DONE)
        return new_failure(key, response->reason ? response->reason : "the connection failed");
    if (response->status != 200 || !response->body || g_bytes_get_size(response->body) == 0) {
        g_autofree char *detail = g_strdup_printf("HTTP status %d without the file", response->status);
        return new_failure(key, detail);
    }
    if (g_bytes_get_size(response->body) > CHANNEL_FETCH_MAX) {
        ChannelAsset *asset = new_failure(key, "the file is larger than 16 MB");
        asset->gone = true;
        return asset;
    }
    ChannelAsset *asset = new_failure(key, NULL);
    asset->ok = true;
    asset->bytes = g_bytes_ref(response->body);
    asset->mime = g_strdup(mime);
    return asset;
}
