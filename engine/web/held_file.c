/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file that came with what waits for a person: a stranger's bytes. They are shown only to who may decide about
 * them, only as what our own look at them found, and never as a page. */
#include "held_priv.h"

#include <string.h>

#define STRICT "default-src 'none'; sandbox; frame-ancestors 'none'"

static const struct {
    const char *mime, *sort; /* sort: of the element that shows it; "" : a file to be saved */
} kinds[] = {
    { "image/jpeg", "picture" },
    { "image/png", "picture" },
    { "image/webp", "picture" },
    { "audio/ogg", "sound" },
    { "audio/mp4", "sound" },
    { "video/mp4", "film" },
    { "video/3gpp", "film" },
    { "application/pdf", "" },
};

static int kind_of(const char *mime)
{
    for (gsize i = 0; mime && i < G_N_ELEMENTS(kinds); i++)
        if (g_str_has_prefix(mime, kinds[i].mime))
            return (int)i;
    return -1;
}

/* Why there is nothing to see. */
static char *missing(LibraryFetchState state, const char *detail)
{
    switch (state) {
    case FETCH_WANTED:
        return g_strdup("The file is being loaded: look again in a minute.");
    case FETCH_REFUSED:
        return g_strdup_printf("The file did not come: %s", detail ? detail : "WhatsApp does not give it.");
    case FETCH_NONE:
    case FETCH_KEPT:
    case FETCH_STATES:
        break;
    }
    return g_strdup("The file is not kept here: ask who sent it what is on it.");
}

bool held_put_file(WebPage *page, const Post *post, cJSON *item, GError **error)
{
    LibraryFetchState state = FETCH_NONE;
    g_autofree char *detail = NULL, *why = NULL;
    int kind = kind_of(post->mime);
    g_autofree char *path = post->asset ? library_media_path(page->web->library, post->asset) : NULL;
    if (post->mime && !path) {
        if (!library_fetch_state(page->web->library, post->id, &state, &detail, error))
            return false;
        why = missing(state, detail);
    }
    bool there = path && kind >= 0;
    const char *sort = there ? kinds[kind].sort : "";
    g_autofree char *to = g_strdup_printf("/held/%" G_GINT64_FORMAT "/file", post->id);
    json_put(json_put(item, "file", there ? to : ""), "no_file", why ? why : "");
    json_put_bool(json_put_bool(item, "picture", strcmp(sort, "picture") == 0), "sound", strcmp(sort, "sound") == 0);
    json_put_bool(json_put_bool(item, "film", strcmp(sort, "film") == 0), "paper", there && !*sort);
    return true;
}

bool held_file(WebPage *page, GError **error)
{
    g_autoptr(Post) post =
        page_owns_post(page, page->arg[0], error) ? post_get(page->web->store, page->arg[0], error) : NULL;
    if (!post)
        return false;
    int kind = kind_of(post->mime);
    bool waits = post->state == POST_HELD || post->state == POST_QUESTION;
    g_autofree char *path = waits && post->asset ? library_media_path(page->web->library, post->asset) : NULL;
    g_autofree char *bytes = NULL;
    gsize size = 0;
    if (!path || kind < 0 || !g_file_get_contents(path, &bytes, &size, NULL)) {
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "This file is not here, or nobody waits for it any more.");
        return false;
    }
    page_policy(page, STRICT);
    page_header(page, "Content-Disposition", *kinds[kind].sort ? "inline" : "attachment; filename=\"file.pdf\"");
    page_body(page, 200, kinds[kind].mime, bytes, size);
    return true;
}
