/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a case stands its post tells, so that whatever moves a post (a page, a phone, UNDO) moves the case. */
#include "brought.h"
#include "discussion_queries.h"

void brought_free(Brought *b)
{
    if (!b)
        return;
    g_free(b->step);
    g_free(b->grey);
    g_free(b);
}

const char *brought_state(const Brought *brought, const Post *post)
{
    return post->state == POST_HELD     ? "waiting"
           : post->state != POST_SHARED ? "returned"
           : brought->closed            ? "closed"
                                        : "open";
}

bool brought_add(Store *store, const Post *post, GError **error)
{
    return store_run(store, &discussion_brought_add,
        ARGS(ARG_INT("post", post->id), ARG_INT("cohort", post->cohort), ARG_TEXT("step", post->prompt)), NULL, error);
}

static bool collect(const StoreRow *row, gpointer data)
{
    Brought *b = g_new0(Brought, 1);
    b->post = store_int(row, 0);
    b->cohort = store_int(row, 1);
    b->step = store_text_dup(row, 2);
    b->closed = store_int(row, 3);
    b->note = store_int(row, 4);
    b->grey = store_text_dup(row, 5);
    g_ptr_array_add(data, b);
    return true;
}

Brought *brought_get(Store *store, int64_t post, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)brought_free);
    if (!store_each(store, &discussion_brought_one, ARGS(ARG_INT("post", post)), collect, list, error))
        return NULL;
    return list->len ? g_ptr_array_steal_index(list, 0) : NULL;
}

GPtrArray *brought_list(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)brought_free);
    if (!store_each(store, &discussion_brought_of, ARGS(ARG_INT("cohort", cohort)), collect, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

GArray *brought_waiting(Store *store, int64_t enrolment, const char *step, GError **error)
{
    return store_ids(store, &discussion_brought_waiting,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("held", POST_HELD), ARG_TEXT("step", step)), error);
}

bool brought_stands(Store *store, int64_t enrolment, const char *step, bool *stands, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &discussion_brought_stands,
        ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), &n, NULL, error);
    *stands = n > 0;
    return ok;
}

bool brought_close(Store *store, int64_t post, int64_t note, const char *grey, int64_t now, GError **error)
{
    return store_run(store, &discussion_brought_close,
        ARGS(ARG_INT("post", post), ARG_INT("note", note), ARG_TEXT("grey", grey), ARG_INT("now", now)), NULL, error);
}

bool post_set_anon(Store *store, int64_t id, bool anon, GError **error)
{
    return store_run(store, &discussion_anon, ARGS(ARG_INT("id", id), ARG_INT("anon", anon)), NULL, error);
}

bool post_reword(Store *store, int64_t id, const char *text, GError **error)
{
    return store_run(store, &discussion_reword,
        ARGS(ARG_INT("id", id), ARG_TEXT("text", text), ARG_INT("length", g_utf8_strlen(text, -1))), NULL, error);
}
