/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is uploaded once per number and again before the platform forgets it: ids live 30 days (reference: media), so
 * they are renewed at 20. */
#include "library_priv.h"
#include "library_queries.h"
#include "clock.h"

#define KEPT (30 * DAY)
#define RENEW (20 * DAY)
#define RETRY (5 * MINUTE)
#define ASKED (2 * MINUTE) /* an upload that was handed over is not handed over again before */

void library_upload_free(LibraryUpload *upload)
{
    if (!upload)
        return;
    g_free(upload->sha256);
    g_free(upload->number);
    g_free(upload->mime);
    g_free(upload->filename);
    g_free(upload);
}

bool library_upload_get(
    Library *library, const char *sha256, const char *number, int64_t now, char **media_id, GError **error)
{
    Store *store = library_store(library);
    *media_id = NULL;
    if (!store_get_text(store, &library_upload_row,
            ARGS(ARG_TEXT("sha256", sha256), ARG_TEXT("number", number), ARG_INT("until", now + HOUR)), media_id,
            error))
        return false;
    if (*media_id)
        return true;
    int64_t changed = 0;
    if (!store_run(store, &library_upload_want,
            ARGS(ARG_TEXT("sha256", sha256), ARG_TEXT("number", number), ARG_INT("now", now)), &changed, error))
        return false;
    if (changed == 1)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "the file %.12s... was erased and cannot be sent", sha256);
    return false;
}

bool library_upload_fails(Library *library, const char *sha256, const char *number, bool *fails, GError **error)
{
    int64_t count = 0;
    bool ok = store_get_int(library_store(library), &library_upload_trouble,
        ARGS(ARG_TEXT("sha256", sha256), ARG_TEXT("number", number)), &count, NULL, error);
    *fails = count > 0;
    return ok;
}

static bool collect(const StoreRow *row, gpointer data)
{
    LibraryUpload *upload = g_new0(LibraryUpload, 1);
    upload->sha256 = store_text_dup(row, 0);
    upload->number = store_text_dup(row, 1);
    upload->mime = store_text_dup(row, 2);
    upload->filename = store_text_dup(row, 3);
    g_ptr_array_add(data, upload);
    return true;
}

GPtrArray *library_uploads_wanted(Library *library, int64_t now, int limit, GError **error)
{
    Store *store = library_store(library);
    int64_t soonest = 0;
    g_autoptr(GPtrArray) wanted = g_ptr_array_new_with_free_func((GDestroyNotify)library_upload_free);
    if (!store_remembered(store, &library_upload_soonest, &soonest, 1, error))
        return NULL;
    if (soonest <= now && !store_each(store, &library_upload_wanted, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                              collect, wanted, error))
        return NULL;
    for (guint i = 0; i < wanted->len; i++) {
        const LibraryUpload *u = wanted->pdata[i];
        if (!store_run(store, &library_upload_set,
                ARGS(ARG_TEXT("sha256", u->sha256), ARG_TEXT("number", u->number), ARG_NULL("media_id"),
                    ARG_INT("expires", 0), ARG_INT("again", now + ASKED), ARG_NULL("detail")),
                NULL, error))
            return NULL;
    }
    return g_steal_pointer(&wanted);
}

bool library_upload_settle(Library *library, const char *sha256, const char *number, const char *media_id,
    const char *detail, int64_t now, GError **error)
{
    return store_run(library_store(library), &library_upload_set,
        ARGS(ARG_TEXT("sha256", sha256), ARG_TEXT("number", number), ARG_TEXT("media_id", media_id),
            ARG_INT("expires", now + KEPT), ARG_INT("again", media_id ? now + RENEW : now + RETRY),
            ARG_TEXT("detail", detail)),
        NULL, error);
}

bool library_upload_stale(Library *library, const char *sha256, const char *number, int64_t now, GError **error)
{
    return store_run(library_store(library), &library_upload_forget,
        ARGS(ARG_TEXT("sha256", sha256), ARG_TEXT("number", number), ARG_INT("now", now)), NULL, error);
}
