/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that goes with words. It stays in the session from the preview to the sending, and comes into the media
 * folder only then, cleaned of what it tells beside the picture: what was only looked at leaves nothing behind. */
#include "web_priv.h"

#include "received.h"

#include <string.h>

#define FILE_MAX (5u << 20) /* of a phone's upload; WhatsApp's own limit is told by the verb */

static void forget(WebSession *session)
{
    g_clear_pointer(&session->file, g_bytes_unref);
    g_clear_pointer(&session->file_name, g_free);
    g_clear_pointer(&session->file_sum, g_free);
}

static bool keep(WebPage *page, GError **error)
{
    WebSession *session = page->session;
    const char *mime = NULL;
    forget(session);
    if (g_bytes_get_size(page->file) > FILE_MAX) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "The file is too large: send one of up to 5 MB.");
        return false;
    }
    g_autoptr(GBytes) clean = received_clean(page->file, NULL, &mime, error);
    if (!clean)
        return false;
    session->file = g_steal_pointer(&clean);
    session->file_mime = mime;
    session->file_name = g_strdup(page->file_name);
    session->file_sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, session->file);
    return true;
}

bool say_file_take(WebPage *page, GError **error)
{
    WebSession *session = page->session;
    if (page->file && !keep(page, error))
        return false;
    bool same = session->file && strcmp(session->file_sum, page_field(page, "file_sum")) == 0;
    if (!page->file && (!same || *page_field(page, "nofile")))
        forget(session);
    g_hash_table_insert(page->form, g_strdup("file_sum"), g_strdup(session->file_sum ? session->file_sum : ""));
    return true;
}

bool say_file_put(WebPage *page, cJSON *params, char **path, GError **error)
{
    const WebSession *session = page->session;
    if (!session->file)
        return true;
    g_autofree char *to = g_build_filename(page->web->media_dir, session->file_sum, NULL);
    gsize size = 0;
    const char *bytes = g_bytes_get_data(session->file, &size);
    if (!g_file_test(to, G_FILE_TEST_EXISTS)) {
        if (!g_file_set_contents_full(
                to, bytes, (gssize)size, G_FILE_SET_CONTENTS_DURABLE | G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
            return false;
        *path = g_steal_pointer(&to);
    }
    cJSON *file = json_put(json_put(cJSON_CreateObject(), "path", session->file_name), "sha256", session->file_sum);
    json_put_item(params, "media", json_put_int(json_put(file, "mime", session->file_mime), "bytes", (int64_t)size));
    return true;
}

void say_file_view(const WebPage *page, cJSON *view)
{
    const WebSession *session = page->session;
    bool has = session->file && page->form;
    gsize size = has ? g_bytes_get_size(session->file) : 0;
    g_autofree char *weight = g_strdup_printf("%" G_GSIZE_FORMAT " kB", (size + 999) / 1000);
    json_put(json_put(view, "file", has ? session->file_name : ""), "file_size", weight);
    json_put(view, "file_sum", has ? session->file_sum : "");
}
