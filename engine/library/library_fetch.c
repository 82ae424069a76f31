/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that came with a post is loaded while the platform still has it (7 days; reference: media), cleaned, and kept
 * beside the courses' files until no post shows it any more. */
#include "library_priv.h"
#include "library_queries.h"
#include "clock.h"
#include "received.h"
#include <errno.h>
#include <glib/gstdio.h>

#define KEPT_THERE (7 * DAY)
#define ASKED (5 * MINUTE) /* a fetch under way is not asked for again before */

void library_fetch_free(LibraryFetch *fetch)
{
    if (!fetch)
        return;
    g_free(fetch->media_id);
    g_free(fetch->mime);
    g_free(fetch);
}

bool library_fetch_want(
    Library *library, int64_t post, const char *media_id, const char *mime, int64_t now, GError **error)
{
    return store_run(library_store(library), &library_fetch_add,
        ARGS(ARG_INT("post", post), ARG_TEXT("media", media_id), ARG_TEXT("mime", mime), ARG_INT("now", now),
            ARG_INT("until", now + KEPT_THERE)),
        NULL, error);
}

static bool collect(const StoreRow *row, gpointer data)
{
    LibraryFetch *fetch = g_new0(LibraryFetch, 1);
    fetch->post = store_int(row, 0);
    fetch->media_id = store_text_dup(row, 1);
    fetch->mime = store_text_dup(row, 2);
    g_ptr_array_add(data, fetch);
    return true;
}

bool library_fetch_next(Library *library, int64_t *at, GError **error)
{
    return store_remembered(library_store(library), &library_fetch_soonest, at, 1, error);
}

GPtrArray *library_fetches_wanted(Library *library, int64_t now, int limit, GError **error)
{
    Store *store = library_store(library);
    int64_t soonest = 0;
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func((GDestroyNotify)library_fetch_free);
    if (!library_fetch_next(library, &soonest, error))
        return NULL;
    if (soonest <= now && !store_each(store, &library_fetch_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                              collect, wanted, error))
        return NULL;
    for (guint i = 0; i < wanted->len; i++)
        if (!store_run(store, &library_fetch_asked,
                ARGS(ARG_INT("post", ((LibraryFetch *)wanted->pdata[i])->post), ARG_INT("again", now + ASKED)), NULL,
                error))
            return NULL;
    return g_steal_pointer(&wanted);
}

/* On the disk before the row that says so, where that row outlives the program. The folder is the workspace's, mode
 * 0600 as all in it. */
static bool write_file(const Library *library, const char *sha256, GBytes *bytes, GError **error)
{
    g_autofree char *there = library_media_path(library, sha256);
    if (there)
        return true;
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *path = g_build_filename(library_dir(library), sha256, NULL);
    if (g_mkdir_with_parents(library_dir(library), 0700) != 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the media folder %s cannot be made: %s",
            library_dir(library), g_strerror(errno));
        return false;
    }
    GFileSetContentsFlags flags = G_FILE_SET_CONTENTS_CONSISTENT;
    if (!store_is_memory(library_store(library)))
        flags |= G_FILE_SET_CONTENTS_DURABLE;
    return g_file_set_contents_full(path, data, (gssize)size, flags, 0600, error);
}

bool library_put(Library *library, GBytes *bytes, const char *mime, const char *filename, char **sha256, GError **error)
{
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    LibraryFile file = { .path = (char *)filename,
        .sha256 = sum,
        .mime = (char *)mime,
        .kind = MEDIA_DOCUMENT,
        .bytes = (int64_t)g_bytes_get_size(bytes) };
    const char *usual = NULL;
    received_kind(mime, &file.kind, &usual);
    if (!write_file(library, sum, bytes, error) || !library_keep(library, &file, error))
        return false;
    *sha256 = g_steal_pointer(&sum);
    return true;
}

static bool add_row(Library *library, int64_t post, const char *sha256, const char *mime, gsize size, GError **error)
{
    MediaKind kind = MEDIA_DOCUMENT;
    const char *filename = "file";
    received_kind(mime, &kind, &filename);
    return store_run(library_store(library), &library_media_add,
               ARGS(ARG_TEXT("sha256", sha256), ARG_INT("kind", kind), ARG_TEXT("mime", mime),
                   ARG_TEXT("filename", filename), ARG_INT("bytes", (int64_t)size)),
               NULL, error) &&
           store_run(library_store(library), &library_fetch_kept,
               ARGS(ARG_INT("post", post), ARG_TEXT("sha256", sha256)), NULL, error);
}

bool library_fetch_keep(Library *library, int64_t post, GBytes *bytes, const char *declared, int64_t now, char **sha256,
    const char **mime, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *sha256 = NULL;
    g_autoptr(GBytes) clean = received_clean(bytes, declared, mime, &fault);
    if (!clean)
        return library_fetch_fail(library, post, fault->message, true, now, error);
    g_autofree char *sum = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, clean);
    if (!write_file(library, sum, clean, &fault))
        return library_fetch_fail(library, post, fault->message, false, now, error);
    if (!add_row(library, post, sum, *mime, g_bytes_get_size(clean), error))
        return false;
    *sha256 = g_steal_pointer(&sum);
    return true;
}

bool library_fetch_fail(Library *library, int64_t post, const char *detail, bool for_good, int64_t now, GError **error)
{
    if (for_good)
        return store_run(library_store(library), &library_fetch_refused,
            ARGS(ARG_INT("post", post), ARG_TEXT("detail", detail)), NULL, error);
    return store_run(library_store(library), &library_fetch_failed,
        ARGS(ARG_INT("post", post), ARG_TEXT("detail", detail), ARG_INT("now", now)), NULL, error);
}

typedef struct {
    LibraryFetchState state;
    char *detail;
} Found;

static bool read_state(const StoreRow *row, gpointer data)
{
    Found *found = data;
    found->state = (LibraryFetchState)store_int(row, 0);
    found->detail = store_text_dup(row, 1);
    return false;
}

bool library_fetch_state(Library *library, int64_t post, LibraryFetchState *state, char **detail, GError **error)
{
    Found found = { FETCH_NONE, NULL };
    bool ok =
        store_each(library_store(library), &library_fetch_row, ARGS(ARG_INT("post", post)), read_state, &found, error);
    *state = found.state;
    if (detail)
        *detail = g_steal_pointer(&found.detail);
    g_free(found.detail);
    return ok;
}

static bool collect_sum(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, store_text_dup(row, 0));
    return true;
}

GPtrArray *library_received_files(Library *library, GError **error)
{
    g_autoptr(GPtrArray) sums = g_ptr_array_new_with_free_func(g_free);
    if (!store_each(library_store(library), &library_received, NO_ARGS, collect_sum, sums, error))
        return NULL;
    return g_steal_pointer(&sums);
}

bool library_fetch_drop(Library *library, int64_t post, GError **error)
{
    return store_run(library_store(library), &library_fetch_unwanted, ARGS(ARG_INT("post", post)), NULL, error);
}

bool library_received_erase(Library *library, const char *sha256, GError **error)
{
    Store *store = library_store(library);
    g_autofree char *path = library_media_path(library, sha256);
    if (path && g_unlink(path) != 0) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "%s cannot be erased: %s", path, g_strerror(errno));
        return false;
    }
    return store_run(store, &library_fetch_forget, ARGS(ARG_TEXT("sha256", sha256)), NULL, error) &&
           store_run(store, &library_uploads_forget, ARGS(ARG_TEXT("sha256", sha256)), NULL, error) &&
           store_run(store, &library_media_forget, ARGS(ARG_TEXT("sha256", sha256)), NULL, error);
}
