/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inbox.h"
#include "inbox_queries.h"

#define HEARD "heard" /* store state: when the newest of the bodies came that are deleted */

void inbox_raw_free(InboxRaw *raw)
{
    if (!raw)
        return;
    g_free(raw->body);
    g_free(raw);
}

bool inbox_add(Store *store, int64_t now, const void *body, gsize size, GError **error)
{
    int64_t id = 0;
    return store_next_id(store, &id, error) &&
           store_run(store, &inbox_raw_add, ARGS(ARG_INT("id", id), ARG_INT("now", now), ARG_BLOB("body", body, size)),
               NULL, error) &&
           store_run(store, &inbox_waiting_add, ARGS(ARG_INT("id", id)), NULL, error);
}

static bool collect(const StoreRow *row, gpointer data)
{
    InboxRaw *raw = g_new0(InboxRaw, 1);
    raw->id = store_int(row, 0);
    raw->received = store_int(row, 1);
    const void *body = store_blob(row, 2, &raw->size);
    raw->body = g_malloc(raw->size + 1);
    if (raw->size)
        memcpy(raw->body, body, raw->size);
    raw->body[raw->size] = '\0';
    g_ptr_array_add(data, raw);
    return true;
}

GPtrArray *inbox_take(Store *store, int limit, GError **error)
{
    int64_t oldest = 0;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)inbox_raw_free);
    if (!store_remembered(store, &inbox_waiting_next, &oldest, 1, error))
        return NULL;
    if (oldest < INT64_MAX &&
        !store_each(store, &inbox_waiting_rows, ARGS(ARG_INT("limit", limit)), collect, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

bool inbox_done(Store *store, int64_t id, int64_t now, GError **error)
{
    return store_run(store, &inbox_waiting_done, ARGS(ARG_INT("id", id)), NULL, error);
}

bool inbox_backlog(Store *store, int64_t *count, GError **error)
{
    return store_get_int(store, &inbox_waiting_count, NO_ARGS, count, NULL, error);
}

bool inbox_see(Store *store, const char *wamid, bool *fresh, GError **error)
{
    int64_t changed = 0;
    g_autofree char *known_by = g_compute_checksum_for_string(G_CHECKSUM_SHA256, wamid, -1);
    if (!store_run(store, &inbox_seen_add, ARGS(ARG_TEXT("wamid", known_by)), &changed, error))
        return false;
    *fresh = changed == 1;
    return true;
}

bool inbox_set_aside(Store *store, int64_t raw, const char *event, const char *fault, int64_t now, GError **error)
{
    int64_t id = 0;
    return store_next_id(store, &id, error) &&
           store_run(store, &inbox_aside_add,
               ARGS(ARG_INT("id", id), ARG_INT("raw", raw), ARG_TEXT("event", event), ARG_TEXT("fault", fault),
                   ARG_INT("now", now)),
               NULL, error);
}

typedef struct {
    InboxAsideFn *fn;
    gpointer data;
} EachAside;

static bool read_aside(const StoreRow *row, gpointer data)
{
    const EachAside *each = data;
    InboxAside aside = { .id = store_int(row, 0),
        .raw = store_int(row, 1),
        .event = store_is_null(row, 2) ? NULL : store_text(row, 2),
        .fault = store_text(row, 3),
        .at = store_int(row, 4) };
    return each->fn(&aside, each->data);
}

bool inbox_each_aside(Store *store, InboxAsideFn *fn, gpointer data, GError **error)
{
    EachAside each = { fn, data };
    return store_each(store, &inbox_aside_rows, NO_ARGS, read_aside, &each, error);
}

bool inbox_aside_count(Store *store, int64_t *count, GError **error)
{
    return store_get_int(store, &inbox_aside_total, NO_ARGS, count, NULL, error);
}

bool inbox_replay(Store *store, int64_t *count, GError **error)
{
    return store_run(store, &inbox_waiting_again, NO_ARGS, count, error) &&
           store_run(store, &inbox_aside_clear, NO_ARGS, NULL, error);
}

bool inbox_heard(Store *store, int64_t *at, GError **error)
{
    int64_t kept = 0, newest = 0;
    if (!store_state_get(store, HEARD, &kept, error) || !store_remembered(store, &inbox_raw_newest, &newest, 1, error))
        return false;
    *at = newest == INT64_MAX ? kept : MAX(kept, newest);
    return true;
}

/* Before bodies go: whoever asks since when nothing has come must not take what was deleted for silence. The newest
 * counts, not the latest: one that came while the clock was wrong is corrected by the next. */
static bool keep_heard(Store *store, GError **error)
{
    int64_t kept = 0, newest = 0;
    return store_state_get(store, HEARD, &kept, error) &&
           store_remembered(store, &inbox_raw_newest, &newest, 1, error) &&
           (newest == INT64_MAX || newest == kept || store_state_set(store, HEARD, newest, error));
}

bool inbox_purge(Store *store, int64_t before, int64_t *count, GError **error)
{
    return keep_heard(store, error) &&
           store_run(store, &inbox_raw_purge, ARGS(ARG_INT("before", before)), count, error);
}

bool inbox_erase(Store *store, const char *needle, GError **error)
{
    return keep_heard(store, error) &&
           store_run(store, &inbox_erase_raw, ARGS(ARG_TEXT("needle", needle)), NULL, error) &&
           store_run(store, &inbox_erase_aside, ARGS(ARG_TEXT("needle", needle)), NULL, error);
}
