/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A post's states: draft -> undo | question | discarded; undo -> shared | held | withdrawn; held -> shared | withdrawn;
 * shared -> withdrawn. It gets its number when it reaches the room. */
#include "discussion_priv.h"
#include "discussion_queries.h"
#include "questions.h"
#include "social.h"
#include "text.h"

static void clear(gpointer data)
{
    Post *post = data;
    g_free(post->prompt);
    g_free(post->text);
    g_free(post->media);
    g_free(post->mime);
    g_free(post->why_held);
    g_free(post->wamid);
    g_free(post->asset);
}

void post_free(Post *post)
{
    if (post)
        g_rc_box_release_full(post, clear);
}

Post *post_ref(Post *post)
{
    return g_rc_box_acquire(post);
}

const char *post_state_name(PostState state)
{
    static const char *const names[POST_STATES] = {
        [POST_DRAFT] = "draft",
        [POST_UNDO] = "undo",
        [POST_HELD] = "held",
        [POST_SHARED] = "shared",
        [POST_WITHDRAWN] = "withdrawn",
        [POST_QUESTION] = "question",
        [POST_DISCARDED] = "discarded",
        [POST_WORK] = "work",
        [POST_BETWEEN] = "between colleagues",
    };
    return state < POST_STATES ? names[state] : "?";
}

const char *reply_basis_name(ReplyBasis basis)
{
    static const char *const names[BASES] = {
        [BASIS_QUOTE] = "quote",
        [BASIS_NUMBER] = "number",
        [BASIS_INFERRED] = "inferred",
        [BASIS_NONE] = "none",
    };
    return basis < BASES ? names[basis] : "?";
}

/* Ids come from one counter, so a circle counts beside the rooms. */
static bool next_number(Store *store, int64_t room, int64_t *number, GError **error)
{
    return store_get_int(store, &discussion_room_next, ARGS(ARG_INT("room", room)), number, NULL, error);
}

bool post_add(Store *store, Post *post, GError **error)
{
    int64_t number = 0;
    if (post->state == POST_SHARED && !next_number(store, post->circle ? post->circle : post->room, &number, error))
        return false;
    post->number = (int)number;
    post->length = post->text ? (int)text_length(post->text) : 0;
    return store_next_id(store, &post->id, error) && unread_expect(store, post->room, error) &&
           store_run(store, &discussion_insert,
               ARGS(ARG_INT("id", post->id), ARG_INT("cohort", post->cohort), ARG_INT("room", post->room),
                   ARG_INT("enrolment", post->enrolment), ARG_INT("number", post->number),
                   ARG_TEXT("prompt", post->prompt), ARG_INT("reply_to", post->reply_to), ARG_INT("basis", post->basis),
                   ARG_TEXT("text", post->text), ARG_TEXT("media", post->media), ARG_TEXT("mime", post->mime),
                   ARG_INT("length", post->length), ARG_INT("state", post->state), ARG_TEXT("why_held", post->why_held),
                   ARG_INT("keep", post->keep), ARG_INT("written", post->written), ARG_INT("shared", post->shared),
                   ARG_INT("until", post->until), ARG_TEXT("wamid", post->wamid), ARG_INT("staff", post->staff),
                   ARG_TEXT("asset", post->asset),
                   ARG_INT("asks", !post->social && post->text && discussion_asks(post->text)),
                   ARG_INT("told", post->apart ? 2 : post->told), ARG_INT("social", post->social),
                   ARG_INT("anon", post->anon), ARG_INT("circle", post->circle)),
               NULL, error) &&
           unread_keep(store, error);
}

Post *discussion_post_row(const StoreRow *row)
{
    Post *p = g_rc_box_new0(Post);
    p->id = store_int(row, 0);
    p->cohort = store_int(row, 1);
    p->room = store_int(row, 2);
    p->enrolment = store_int(row, 3);
    p->number = (int)store_int(row, 4);
    p->prompt = store_text_dup(row, 5);
    p->reply_to = store_int(row, 6);
    p->basis = (ReplyBasis)store_int(row, 7);
    p->text = store_text_dup(row, 8);
    p->media = store_text_dup(row, 9);
    p->mime = store_text_dup(row, 10);
    p->length = (int)store_int(row, 11);
    p->state = (PostState)store_int(row, 12);
    p->why_held = store_text_dup(row, 13);
    p->keep = store_int(row, 14) != 0;
    p->written = store_int(row, 15);
    p->shared = store_int(row, 16);
    p->until = store_int(row, 17);
    p->wamid = store_text_dup(row, 18);
    p->asset = store_text_dup(row, 19);
    p->staff = store_int(row, 20);
    p->told = store_int(row, 21) == 1;
    p->apart = store_int(row, 21) == 2;
    p->answered = store_int(row, 22);
    p->social = store_int(row, 23) != 0;
    p->anon = store_int(row, 24) != 0;
    p->circle = store_int(row, 25);
    return p;
}

static bool read_post(const StoreRow *row, gpointer data)
{
    *(Post **)data = discussion_post_row(row);
    return false;
}

Post *post_get(Store *store, int64_t id, GError **error)
{
    Post *post = NULL;
    if (store_each(store, &discussion_row, ARGS(ARG_INT("id", id)), read_post, &post, error) && !post)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no post P%" G_GINT64_FORMAT, id);
    return post;
}

Post *post_by_number(Store *store, int64_t room, int number, GError **error)
{
    Post *post = NULL;
    store_each(
        store, &discussion_by_number, ARGS(ARG_INT("room", room), ARG_INT("number", number)), read_post, &post, error);
    return post;
}

Post *post_newest(Store *store, int64_t enrolment, PostState state, int64_t since, GError **error)
{
    Post *post = NULL;
    store_each(store, &discussion_newest,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("state", state), ARG_INT("since", since)), read_post, &post,
        error);
    return post;
}

Post *post_newest_saying(Store *store, int64_t enrolment, PostState state, const char *text, GError **error)
{
    Post *post = NULL;
    store_each(store, &discussion_newest_saying,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("state", state), ARG_TEXT("text", text)), read_post, &post,
        error);
    return post;
}

Post *post_newest_of_staff(Store *store, int64_t staff, PostState state, int64_t since, GError **error)
{
    Post *post = NULL;
    store_each(store, &discussion_newest_staff,
        ARGS(ARG_INT("staff", staff), ARG_INT("state", state), ARG_INT("since", since)), read_post, &post, error);
    return post;
}

bool post_place(Store *store, const Post *post, const char *text, GError **error)
{
    return store_run(store, &discussion_place,
        ARGS(ARG_INT("id", post->id), ARG_TEXT("text", text), ARG_INT("cohort", post->cohort),
            ARG_INT("room", post->room), ARG_TEXT("prompt", post->prompt), ARG_INT("reply_to", post->reply_to),
            ARG_INT("basis", post->basis)),
        NULL, error);
}

bool post_last_number(Store *store, int64_t room, int64_t *number, GError **error)
{
    *number = 0;
    return store_get_int(store, &discussion_last, ARGS(ARG_INT("room", room)), number, NULL, error);
}

Post *post_by_wamid(Store *store, int64_t enrolment, const char *wamid, GError **error)
{
    Post *post = NULL;
    store_each(store, &discussion_by_wamid, ARGS(ARG_TEXT("wamid", wamid), ARG_INT("enrolment", enrolment)), read_post,
        &post, error);
    return post;
}

bool post_written(Store *store, int64_t enrolment, int64_t *count, GError **error)
{
    return store_get_int(store, &discussion_written, ARGS(ARG_INT("enrolment", enrolment)), count, NULL, error);
}

/* It gets its number, and its readers may be told. */
static bool share(Store *store, const Post *post, int64_t now, int64_t *changed, GError **error)
{
    int64_t number = 0;
    return next_number(store, post->circle ? post->circle : post->room, &number, error) &&
           unread_expect(store, post->room, error) &&
           store_run(store, &discussion_share,
               ARGS(ARG_INT("id", post->id), ARG_INT("from", post->state), ARG_INT("number", number),
                   ARG_INT("now", now)),
               changed, error) &&
           unread_keep(store, error) && (!post->apart || social_shared(store, post->room, number, error));
}

static bool move(
    Store *store, int64_t id, PostState from, PostState to, const char *why, int64_t *changed, GError **error)
{
    bool was_told = from == POST_SHARED;
    return (was_told || unread_expect(store, 0, error)) &&
           store_run(store, &discussion_move,
               ARGS(ARG_INT("id", id), ARG_INT("from", from), ARG_INT("to", to), ARG_TEXT("why", why)), changed,
               error) &&
           (was_told || unread_keep(store, error));
}

bool post_move(
    Store *store, int64_t id, PostState from, PostState to, int64_t now, const char *why, bool *moved, GError **error)
{
    int64_t changed = 0;
    if (to == POST_SHARED) {
        g_autoptr(Post) post = post_get(store, id, error);
        if (!post || (post->state == from && !share(store, post, now, &changed, error)))
            return false;
    } else if (!move(store, id, from, to, why, &changed, error)) {
        return false;
    }
    if (moved)
        *moved = changed == 1;
    return true;
}

bool post_set_until(Store *store, int64_t id, int64_t until, GError **error)
{
    return store_run(store, &discussion_until, ARGS(ARG_INT("id", id), ARG_INT("until", until)), NULL, error);
}

bool post_set_asset(Store *store, int64_t id, const char *asset, const char *mime, GError **error)
{
    return store_run(store, &discussion_set_asset,
        ARGS(ARG_INT("id", id), ARG_TEXT("asset", asset), ARG_TEXT("mime", mime)), NULL, error);
}

bool post_shows(Store *store, const char *asset, bool *shown, GError **error)
{
    int64_t count = 0;
    bool ok = store_get_int(store, &discussion_asset_posts, ARGS(ARG_TEXT("asset", asset)), &count, NULL, error);
    *shown = count > 0;
    return ok;
}

GArray *post_undo_over(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    if (!post_next(store, &soonest, error))
        return NULL;
    return soonest > now
               ? g_array_new(FALSE, FALSE, sizeof(int64_t))
               : store_ids(store, &discussion_undo_over, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

bool post_bury(Store *store, int64_t before, int64_t now, int64_t *count, GError **error)
{
    return store_run(store, &discussion_bury, ARGS(ARG_INT("before", before)), count, error);
}

bool post_erase(Store *store, int64_t enrolment, int64_t now, GError **error)
{
    return store_run(store, &discussion_erase, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("now", now)), NULL, error);
}

bool post_count(Store *store, int64_t room, const char *prompt, int64_t *count, GError **error)
{
    return store_get_int(
        store, &discussion_count, ARGS(ARG_INT("room", room), ARG_TEXT("prompt", prompt)), count, NULL, error);
}

typedef struct {
    PostFn *fn;
    gpointer data;
} Each;

static bool each_post(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    g_autoptr(Post) post = discussion_post_row(row);
    return each->fn(post, each->data);
}

bool post_each_held(Store *store, int64_t cohort, PostFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &discussion_waiting, ARGS(ARG_INT("cohort", cohort)), each_post, &each, error);
}

bool post_each(Store *store, int64_t cohort, PostFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &discussion_all, ARGS(ARG_INT("cohort", cohort)), each_post, &each, error);
}

bool post_total(Store *store, int64_t *count, GError **error)
{
    return store_get_int(store, &discussion_total, NO_ARGS, count, NULL, error);
}
