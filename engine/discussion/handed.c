/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "handed.h"
#include "discussion_priv.h"
#include "discussion_queries.h"

static bool read_post(const StoreRow *row, gpointer data)
{
    *(Post **)data = discussion_post_row(row);
    return false;
}

static bool collect(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, discussion_post_row(row));
    return true;
}

Post *work_of(Store *store, int64_t enrolment, const char *step, GError **error)
{
    Post *post = NULL;
    store_each(store, &discussion_work_of, ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("step", step)), read_post,
        &post, error);
    return post;
}

bool work_is_with_staff(const Post *post)
{
    static const char *const why[] = { WORK_NO_REVIEW, WORK_NOBODY, WORK_TAKEN };
    bool is = false;
    for (gsize i = 0; i < G_N_ELEMENTS(why); i++)
        is |= post->state == POST_QUESTION && g_strcmp0(post->why_held, why[i]) == 0;
    return is;
}

static GPtrArray *list(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) posts = g_ptr_array_new_with_free_func((GDestroyNotify)post_free);
    return store_each(store, query, args, collect, posts, error) ? g_steal_pointer(&posts) : NULL;
}

GPtrArray *work_in_room(Store *store, int64_t room, const char *step, GError **error)
{
    return list(store, &discussion_work_room, ARGS(ARG_INT("room", room), ARG_TEXT("step", step)), error);
}

GPtrArray *work_in_cohort(Store *store, int64_t cohort, GError **error)
{
    return list(store, &discussion_work_cohort, ARGS(ARG_INT("cohort", cohort)), error);
}

bool work_from_draft(
    Store *store, int64_t post, const char *step, PostState to, const char *why, bool *moved, GError **error)
{
    int64_t changed = 0;
    bool ok = store_run(store, &discussion_work_hand_in,
        ARGS(ARG_INT("id", post), ARG_TEXT("step", step), ARG_INT("to", to), ARG_TEXT("why", why)), &changed, error);
    *moved = changed == 1;
    return ok;
}
