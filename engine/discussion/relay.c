/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far each learner has been told of a room's posts. The cursor moves in the same transaction that owes the digest.
 */
#include "discussion.h"
#include "discussion_queries.h"
#include "social.h"

bool relay_join(Store *store, int64_t room, int64_t enrolment, int64_t next_at, GError **error)
{
    return store_run(store, &discussion_join,
        ARGS(ARG_INT("room", room), ARG_INT("enrolment", enrolment), ARG_INT("next_at", next_at)), NULL, error);
}

bool relay_leave(Store *store, int64_t enrolment, GError **error)
{
    return store_run(store, &discussion_leave, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
}

static void cursor_free(gpointer data)
{
    RelayCursor *cursor = data;
    g_free(cursor->shown);
    g_free(cursor);
}

static bool collect_cursor(const StoreRow *row, gpointer data)
{
    RelayCursor *cursor = g_new(RelayCursor, 1);
    *cursor = (RelayCursor){ store_int(row, 0), store_int(row, 1), store_int(row, 2), store_int(row, 3),
        (int)store_int(row, 4), store_int(row, 5), (RelayOffer)store_int(row, 6), store_int(row, 7), store_int(row, 8),
        store_text_dup(row, 9), store_int(row, 10), store_int(row, 11) };
    g_ptr_array_add(data, cursor);
    return true;
}

GPtrArray *relay_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(cursor_free);
    if (!relay_next(store, &soonest, error))
        return NULL;
    if (soonest <= now && !store_each(store, &discussion_cursor_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                              collect_cursor, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

bool relay_move(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error)
{
    int64_t changed = 0;
    if (!store_run(store, &discussion_cursor_move,
            ARGS(ARG_INT("room", cursor->room), ARG_INT("enrolment", cursor->enrolment), ARG_INT("from", cursor->upto),
                ARG_INT("upto", upto), ARG_INT("next_at", next_at), ARG_INT("parts", parts)),
            &changed, error))
        return false;
    if (changed == 1)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the digest of E%" G_GINT64_FORMAT " was built twice",
        cursor->enrolment);
    return false;
}

bool relay_pass(Store *store, int64_t room, int64_t now, int64_t next_at, GError **error)
{
    return store_run(store, &discussion_cursor_pass,
        ARGS(ARG_INT("room", room), ARG_INT("now", now), ARG_INT("next_at", next_at)), NULL, error);
}

bool relay_back(Store *store, const char *key, int64_t enrolment, int64_t upto, int64_t next_at, GError **error)
{
    return store_run(store, social_is(key) ? &discussion_social_back : &discussion_cursor_back,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("upto", upto), ARG_INT("next_at", next_at)), NULL, error);
}

bool relay_set_next(Store *store, int64_t enrolment, int64_t at, GError **error)
{
    return store_run(
        store, &discussion_cursor_set_next, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("at", at)), NULL, error);
}

bool relay_hurry(Store *store, int64_t enrolment, int64_t at, GError **error)
{
    return store_run(
        store, &discussion_cursor_hurry, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("at", at)), NULL, error);
}

bool relay_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &discussion_cursor_next, at, 1, error);
}

bool post_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &discussion_undo_next, at, 1, error);
}
