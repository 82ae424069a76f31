/* SPDX-License-Identifier: GPL-3.0-or-later */
/* waiting -> sent | cancelled | failed. What goes at once is kept as sent, so that what was said stays on record. */
#include "notice.h"
#include "discussion_queries.h"
#include "error.h"

void notice_clear(Notice *notice)
{
    g_clear_pointer(&notice->actor, g_free);
    g_clear_pointer(&notice->text, g_free);
    g_clear_pointer(&notice->asset, g_free);
    g_clear_pointer(&notice->mime, g_free);
}

void notice_free(Notice *notice)
{
    if (notice)
        notice_clear(notice);
    g_free(notice);
}

const char *notice_state_name(NoticeState state)
{
    static const char *const names[NOTICE_STATES] = { [NOTICE_WAITING] = "waiting",
        [NOTICE_SENT] = "sent",
        [NOTICE_CANCELLED] = "cancelled",
        [NOTICE_FAILED] = "failed" };
    return state < NOTICE_STATES ? names[state] : "?";
}

bool notice_add(Store *store, Notice *n, GError **error)
{
    return store_next_id(store, &n->id, error) &&
           store_run(store, &discussion_notice_add,
               ARGS(ARG_INT("id", n->id), ARG_INT("cohort", n->cohort), ARG_INT("room", n->room),
                   ARG_INT("enrolment", n->enrolment), ARG_INT("written", n->written), ARG_INT("at", n->at),
                   ARG_TEXT("actor", n->actor), ARG_TEXT("text", n->text), ARG_TEXT("asset", n->asset),
                   ARG_TEXT("mime", n->mime), ARG_INT("bytes", n->bytes), ARG_INT("state", n->state)),
               NULL, error);
}

static Notice *from_row(const StoreRow *row)
{
    Notice *n = g_new0(Notice, 1);
    n->id = store_int(row, 0);
    n->cohort = store_int(row, 1);
    n->room = store_int(row, 2);
    n->enrolment = store_int(row, 3);
    n->written = store_int(row, 4);
    n->at = store_int(row, 5);
    n->actor = store_text_dup(row, 6);
    n->text = store_text_dup(row, 7);
    n->asset = store_text_dup(row, 8);
    n->mime = store_text_dup(row, 9);
    n->bytes = store_int(row, 10);
    n->state = (NoticeState)store_int(row, 11);
    return n;
}

static bool read_one(const StoreRow *row, gpointer data)
{
    *(Notice **)data = from_row(row);
    return false;
}

static bool collect(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, from_row(row));
    return true;
}

Notice *notice_get(Store *store, int64_t id, GError **error)
{
    Notice *notice = NULL;
    if (store_each(store, &discussion_notice_row, ARGS(ARG_INT("id", id)), read_one, &notice, error) && !notice)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
            "there is no message %" G_GINT64_FORMAT " to learners; baraza say --list shows those that wait", id);
    return notice;
}

bool notice_move(Store *store, int64_t id, NoticeState from, NoticeState to, bool *moved, GError **error)
{
    int64_t changed = 0;
    if (!store_run(store, &discussion_notice_move, ARGS(ARG_INT("id", id), ARG_INT("from", from), ARG_INT("to", to)),
            &changed, error))
        return false;
    if (moved)
        *moved = changed == 1;
    return true;
}

static GPtrArray *list(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) notices = g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
    return store_each(store, query, args, collect, notices, error) ? g_steal_pointer(&notices) : NULL;
}

GPtrArray *notice_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t next = 0;
    if (!notice_next(store, &next, error))
        return NULL;
    if (next > now)
        return g_ptr_array_new_with_free_func((GDestroyNotify)notice_free);
    return list(store, &discussion_notice_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

GPtrArray *notice_waiting(Store *store, int64_t cohort, GError **error)
{
    return list(store, &discussion_notice_waiting, ARGS(ARG_INT("cohort", cohort)), error);
}

bool notice_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &discussion_notice_next, at, 1, error);
}
