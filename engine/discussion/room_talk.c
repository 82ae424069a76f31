/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "room_talk.h"
#include "discussion_priv.h"
#include "discussion_queries.h"

bool talk_last_word(Store *store, int64_t room, int64_t *at, GError **error)
{
    *at = 0;
    return store_get_int(store, &discussion_last_word, ARGS(ARG_INT("room", room)), at, NULL, error);
}

static GArray *read_list(
    Store *store, const StoreQuery *query, const StoreArg *args, StoreRowFn *fn, guint size, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, size);
    return store_each(store, query, args, fn, list, error) ? g_steal_pointer(&list) : NULL;
}

static bool collect_count(const StoreRow *row, gpointer data)
{
    TalkCount one = { store_int(row, 0), store_int(row, 1), store_int(row, 2) };
    g_array_append_val((GArray *)data, one);
    return true;
}

GArray *talk_counts(Store *store, int64_t room, int64_t since, GError **error)
{
    return read_list(store, &discussion_talk_counts, ARGS(ARG_INT("room", room), ARG_INT("since", since)),
        collect_count, sizeof(TalkCount), error);
}

static bool collect_share(const StoreRow *row, gpointer data)
{
    TalkShare one = { store_int(row, 0), store_int(row, 2), store_int(row, 3), store_int(row, 1) != 0 };
    g_array_append_val((GArray *)data, one);
    return true;
}

GArray *talk_shares(Store *store, int64_t room, int64_t since, int64_t until, GError **error)
{
    return read_list(store, &discussion_talk_shares,
        ARGS(ARG_INT("room", room), ARG_INT("since", since), ARG_INT("until", until)), collect_share, sizeof(TalkShare),
        error);
}

static bool collect_week(const StoreRow *row, gpointer data)
{
    TalkWeek one = { store_int(row, 0), store_int(row, 1), store_int(row, 2) };
    g_array_append_val((GArray *)data, one);
    return true;
}

GArray *talk_week(Store *store, int64_t room, int64_t since, int64_t until, GError **error)
{
    return read_list(store, &discussion_talk_week,
        ARGS(ARG_INT("room", room), ARG_INT("since", since), ARG_INT("until", until)), collect_week, sizeof(TalkWeek),
        error);
}

static bool collect_post(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, discussion_post_row(row));
    return true;
}

GPtrArray *talk_drafts(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GPtrArray) drafts = g_ptr_array_new_with_free_func((GDestroyNotify)post_free);
    return store_each(store, &discussion_drafts, ARGS(ARG_INT("cohort", cohort)), collect_post, drafts, error)
               ? g_steal_pointer(&drafts)
               : NULL;
}

bool talk_has_said(Store *store, int64_t enrolment, const char *prompt, bool *said, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &discussion_has_said,
        ARGS(ARG_INT("enrolment", enrolment), ARG_TEXT("prompt", prompt)), &n, NULL, error);
    *said = n > 0;
    return ok;
}

bool talk_set_told(Store *store, int64_t post, GError **error)
{
    return store_run(store, &discussion_set_told, ARGS(ARG_INT("id", post)), NULL, error);
}

bool talk_set_aside(Store *store, int64_t post, bool *moved, GError **error)
{
    int64_t changed = 0;
    bool ok = store_run(store, &discussion_aside, ARGS(ARG_INT("id", post)), &changed, error);
    *moved = changed == 1;
    return ok;
}

bool talk_hide(Store *store, int64_t enrolment, int64_t post, GError **error)
{
    return store_run(
        store, &discussion_hide, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("post", post)), NULL, error);
}

static bool block_way(Store *store, int64_t enrolment, int64_t other, bool wish, GError **error)
{
    return store_run(store, &discussion_block,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("other", other), ARG_INT("wish", wish)), NULL, error);
}

bool talk_block(Store *store, int64_t enrolment, int64_t other, GError **error)
{
    return block_way(store, enrolment, other, true, error) && block_way(store, other, enrolment, false, error);
}

static bool block_wish(Store *store, int64_t enrolment, int64_t other, bool *wish, GError **error)
{
    int64_t is = 0;
    bool ok = store_get_int(store, &discussion_block_wish,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("other", other)), &is, NULL, error);
    *wish = is != 0;
    return ok;
}

bool talk_apart(Store *store, int64_t enrolment, int64_t other, bool *apart, GError **error)
{
    int64_t wish = 0;
    return store_get_int(store, &discussion_block_wish, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("other", other)),
        &wish, apart, error);
}

/* Where both wished it, the other's wish stands. */
bool talk_unblock(Store *store, int64_t enrolment, int64_t other, bool *ended, GError **error)
{
    bool theirs = false;
    if (!block_wish(store, enrolment, other, ended, error) || !block_wish(store, other, enrolment, &theirs, error))
        return false;
    if (!*ended)
        return true;
    if (!store_run(
            store, &discussion_unblock, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("other", other)), NULL, error))
        return false;
    if (theirs)
        return block_way(store, enrolment, other, false, error);
    return store_run(
        store, &discussion_unblock, ARGS(ARG_INT("enrolment", other), ARG_INT("other", enrolment)), NULL, error);
}

GArray *talk_blocked(Store *store, int64_t enrolment, GError **error)
{
    return store_ids(store, &discussion_blocked, ARGS(ARG_INT("enrolment", enrolment)), error);
}

bool talk_pseudonym(Store *store, int64_t room, int64_t enrolment, int64_t *number, GError **error)
{
    const StoreArg args[] = { ARG_INT("room", room), ARG_INT("enrolment", enrolment), ARG_END };
    bool known = false;
    if (!store_get_int(store, &discussion_pseudonym, args, number, &known, error) || known)
        return known;
    return store_run(store, &discussion_pseudonym_add, args, NULL, error) &&
           store_get_int(store, &discussion_pseudonym, args, number, NULL, error);
}

bool talk_by_others(Store *store, int64_t room, const char *prompt, int64_t enrolment, int64_t *count, GError **error)
{
    return store_get_int(store, &discussion_by_others,
        ARGS(ARG_INT("room", room), ARG_TEXT("prompt", prompt), ARG_INT("enrolment", enrolment)), count, NULL, error);
}

bool talk_forget(Store *store, int64_t enrolment, GError **error)
{
    const StoreArg *of = ARGS(ARG_INT("enrolment", enrolment));
    return store_run(store, &discussion_forget_notices, of, NULL, error) &&
           store_run(store, &discussion_forget_hidden, of, NULL, error) &&
           store_run(store, &discussion_social_joined, of, NULL, error) &&
           store_run(store, &discussion_forget_blocks, of, NULL, error);
}
