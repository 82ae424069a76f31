/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader has not been told of her room, and the one rule of what may pass to her. A room's members read the same
 * posts within minutes, so its newest are read once and kept until a post changes; each reader's own mark and wishes
 * then sift them. Whoever is further behind reads up to them by herself. */
#include "discussion_priv.h"
#include "discussion_queries.h"
#include "room_talk.h"
#include "social.h"

#define FEW 32     /* posts read of a room to be kept, when its first reader needs no more, ... */
#define NEWEST 128 /* ... and the most; with those that are added to them at most twice as many */

/* --- what may not pass --- */

/* Of one reader: ids of posts she reported, and enrolments between whom and her nothing passes. */
typedef struct {
    GArray *posts, *people; /* int64_t, in order; NULL: none */
} KeptFrom;

static void kept_from_clear(KeptFrom *kept)
{
    g_clear_pointer(&kept->posts, g_array_unref);
    g_clear_pointer(&kept->people, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(KeptFrom, kept_from_clear)

/* Most of the time nobody has reported or blocked anything. */
static bool read_kept_from(Store *store, int64_t reader, KeptFrom *kept, GError **error)
{
    int64_t any = 0;
    if (!store_remembered(store, &discussion_any_kept_from, &any, 1, error))
        return false;
    if (!any)
        return true;
    const StoreArg *of = ARGS(ARG_INT("enrolment", reader));
    kept->posts = store_ids(store, &discussion_hidden_from, of, error);
    kept->people = kept->posts ? store_ids(store, &discussion_blocked, of, error) : NULL;
    return kept->people != NULL;
}

static bool holds(const GArray *ids, int64_t id)
{
    for (guint i = 0; ids && i < ids->len; i++)
        if (g_array_index(ids, int64_t, i) == id)
            return true;
    return false;
}

static bool passes_to(const KeptFrom *kept, const Post *post)
{
    return !holds(kept->posts, post->id) && !holds(kept->people, post->enrolment);
}

bool talk_passes(Store *store, int64_t enrolment, const Post *post, bool *passes, GError **error)
{
    g_auto(KeptFrom) kept = { NULL, NULL };
    *passes = false;
    if (!read_kept_from(store, enrolment, &kept, error))
        return false;
    *passes = passes_to(&kept, post);
    return true;
}

/* What a reader asks for: `fn` is called for each of the first `limit` posts above `after` that may pass to her. */
typedef struct {
    const RelayCursor *reader;
    bool apart; /* of the social channel */
    int64_t after;
    int limit;
    GFunc fn;
    gpointer data;
} Asked;

/* --- a room's newest posts --- */

/* All of both channels above number `after`, in order; `open`: but for what may have been shared since. A reader
 * between `least` and `after` makes them more. */
typedef struct {
    int64_t after, least;
    bool open;
    GPtrArray *posts;
} Newest;

static void newest_free(Newest *newest)
{
    g_ptr_array_unref(newest->posts);
    g_free(newest);
}

static const StoreCache newest_cache = {
    .hash = g_int64_hash,
    .equal = g_int64_equal,
    .free_key = g_free,
    .free_value = (GDestroyNotify)newest_free,
    .most = 128,
};

bool unread_expect(Store *store, int64_t room, GError **error)
{
    GHashTable *known = NULL;
    if (!store_cache(store, &newest_cache, &discussion_above, &known, error))
        return false;
    Newest *newest = known ? g_hash_table_lookup(known, &room) : NULL;
    if (newest)
        newest->open = true;
    return true;
}

bool unread_keep(Store *store, GError **error)
{
    return store_cache_keep(store, &newest_cache, &discussion_above, error);
}

static bool collect_post(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, discussion_post_row(row));
    return true;
}

/* The first `limit` posts of a room above a number. Given. */
static GPtrArray *read_above(Store *store, int64_t room, int64_t after, int limit, GError **error)
{
    g_autoptr(GPtrArray) posts = g_ptr_array_new_with_free_func((GDestroyNotify)post_free);
    if (!store_each(store, &discussion_above,
            ARGS(ARG_INT("room", room), ARG_INT("after", after), ARG_INT("limit", limit)), collect_post, posts, error))
        return NULL;
    return g_steal_pointer(&posts);
}

static int number_of(const GPtrArray *posts, guint i)
{
    return ((const Post *)posts->pdata[i])->number;
}

/* It stays open when there is too much to add. */
static bool add_newer(Store *store, int64_t room, Newest *newest, GError **error)
{
    GPtrArray *posts = newest->posts;
    int64_t last = posts->len ? number_of(posts, posts->len - 1) : newest->after;
    g_autoptr(GPtrArray) newer = read_above(store, room, last, NEWEST, error);
    if (!newer)
        return false;
    newest->open = newer->len == NEWEST;
    g_ptr_array_extend_and_steal(posts, g_steal_pointer(&newer));
    if (posts->len > 2 * NEWEST) {
        newest->after = newest->least = number_of(posts, posts->len - NEWEST - 1);
        g_ptr_array_remove_range(posts, 0, posts->len - NEWEST);
    }
    return true;
}

/* A number is given once, so there are no more posts than numbers. */
static Newest *read_newest(Store *store, int64_t room, int64_t after, GError **error)
{
    int64_t last = 0;
    if (!post_last_number(store, room, &last, error))
        return NULL;
    int64_t least = MAX(0, last - NEWEST), from = MAX(least, MIN(after, last - FEW));
    GPtrArray *posts = read_above(store, room, from, NEWEST, error);
    if (!posts)
        return NULL;
    Newest *newest = g_new(Newest, 1);
    *newest = (Newest){ from, least, false, posts };
    return newest;
}

/* What is kept of a room's posts; it may begin too late for one who is far behind, or wants to know only whether there
 * is any. NULL without error on a reader of the store. Borrowed until the next statement. */
static bool find_newest(Store *store, const Asked *asked, const Newest **found, GError **error)
{
    int64_t room = asked->reader->room;
    GHashTable *known = NULL;
    *found = NULL;
    if (!store_cache(store, &newest_cache, &discussion_above, &known, error))
        return false;
    Newest *newest = known ? g_hash_table_lookup(known, &room) : NULL;
    if (newest && newest->open && !add_newer(store, room, newest, error))
        return false;
    bool lacks = newest && asked->limit > 1 && asked->after < newest->after && asked->after >= newest->least;
    if (known && (!newest || newest->open || lacks)) {
        if (!(newest = read_newest(store, room, asked->after, error)))
            return false;
        g_hash_table_replace(known, g_memdup2(&room, sizeof room), newest);
    }
    *found = newest;
    return true;
}

/* --- one reader's --- */

static void sift(Asked *asked, const KeptFrom *kept, const GPtrArray *posts)
{
    guint i = posts->len;
    while (i > 0 && number_of(posts, i - 1) > asked->after)
        i--;
    for (; i < posts->len && asked->limit > 0; i++) {
        Post *post = posts->pdata[i];
        asked->after = post->number;
        if (post->apart != asked->apart || post->enrolment == asked->reader->enrolment || !passes_to(kept, post))
            continue;
        asked->fn(post, asked->data);
        asked->limit--;
    }
}

static bool each_unread(Store *store, Asked *asked, GError **error)
{
    g_auto(KeptFrom) kept = { NULL, NULL };
    int64_t room = asked->reader->room;
    if (!read_kept_from(store, asked->reader->enrolment, &kept, error))
        return false;
    for (bool more = true; more && asked->limit > 0;) {
        const Newest *newest = NULL;
        if (!find_newest(store, asked, &newest, error))
            return false;
        int most = MIN(asked->limit, NEWEST);
        bool has = newest && asked->after >= newest->after;
        g_autoptr(GPtrArray) posts =
            has ? g_ptr_array_ref(newest->posts) : read_above(store, room, asked->after, most, error);
        if (!posts)
            return false;
        more = !has && (int)posts->len == most;
        sift(asked, &kept, posts);
    }
    return true;
}

static void take(gpointer post, gpointer list)
{
    g_ptr_array_add(list, post_ref(post));
}

static GPtrArray *list_unread(Store *store, const RelayCursor *reader, bool apart, int limit, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)post_free);
    Asked asked = { reader, apart, reader->upto, limit, take, list };
    return each_unread(store, &asked, error) ? g_steal_pointer(&list) : NULL;
}

GPtrArray *relay_posts(Store *store, const RelayCursor *cursor, int limit, GError **error)
{
    return list_unread(store, cursor, false, limit, error);
}

GPtrArray *social_posts(Store *store, const RelayCursor *cursor, int limit, GError **error)
{
    return list_unread(store, cursor, true, limit, error);
}

static void count_one(gpointer post, gpointer count)
{
    ++*(int64_t *)count;
}

bool relay_unread(Store *store, const RelayCursor *cursor, int64_t upto, int64_t *count, GError **error)
{
    Asked asked = { cursor, false, upto, G_MAXINT, count_one, count };
    *count = 0;
    return each_unread(store, &asked, error);
}
