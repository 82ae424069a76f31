/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of many unread posts the few that are worth reading first, and the cursor's part in it: nothing is passed over for
 * good, for what was left out waits between `back` and `back_to`. */
#include "discussion.h"
#include "discussion_queries.h"

typedef struct {
    guint index;
    int rank; /* 0 a facilitator's, 1 an answer to the reader, 2 any other */
    int64_t answers;
} Weight;

static gint by_weight(gconstpointer a, gconstpointer b)
{
    const Weight *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank - y->rank;
    if (x->rank == 2 && x->answers != y->answers)
        return x->answers < y->answers ? 1 : -1;
    return x->index < y->index ? 1 : -1; /* the newer first */
}

static gint by_index(gconstpointer a, gconstpointer b)
{
    return (gint)((const Weight *)a)->index - (gint)((const Weight *)b)->index;
}

static bool weigh(Store *store, const RelayCursor *cursor, const Post *post, Weight *w, GError **error)
{
    int64_t hers = 0;
    if (!store_get_int(store, &discussion_answers, ARGS(ARG_INT("post", post->id)), &w->answers, NULL, error) ||
        (post->reply_to &&
            !store_get_int(store, &discussion_is_hers,
                ARGS(ARG_INT("post", post->reply_to), ARG_INT("enrolment", cursor->enrolment)), &hers, NULL, error)))
        return false;
    w->rank = post->enrolment == 0 ? 0 : hers ? 1 : 2;
    return true;
}

GPtrArray *relay_highlights(Store *store, const RelayCursor *cursor, const GPtrArray *posts, guint most, GError **error)
{
    g_autoptr(GArray) weights = g_array_new(FALSE, TRUE, sizeof(Weight));
    for (guint i = 0; i < posts->len; i++) {
        Weight w = { .index = i };
        if (!weigh(store, cursor, posts->pdata[i], &w, error))
            return NULL;
        g_array_append_val(weights, w);
    }
    g_array_sort(weights, by_weight);
    g_array_set_size(weights, MIN(weights->len, most));
    g_array_sort(weights, by_index);
    GPtrArray *chosen = g_ptr_array_new();
    for (guint i = 0; i < weights->len; i++)
        g_ptr_array_add(chosen, posts->pdata[g_array_index(weights, Weight, i).index]);
    return chosen;
}

bool relay_offer(Store *store, const RelayCursor *cursor, RelayOffer offer, int64_t next_at, GError **error)
{
    return store_run(store, &discussion_offer,
        ARGS(ARG_INT("room", cursor->room), ARG_INT("enrolment", cursor->enrolment), ARG_INT("offer", offer),
            ARG_INT("next_at", next_at)),
        NULL, error);
}

/* A rest that waits already is not given up for a newer one. */
bool relay_leave_rest(
    Store *store, const RelayCursor *cursor, int64_t upto, const char *shown, int64_t next_at, GError **error)
{
    bool waits = cursor->back_to > cursor->back;
    g_autofree char *all = waits && *cursor->shown ? g_strdup_printf("%s %s", cursor->shown, shown) : g_strdup(shown);
    return store_run(store, &discussion_leave_rest,
        ARGS(ARG_INT("room", cursor->room), ARG_INT("enrolment", cursor->enrolment), ARG_INT("upto", upto),
            ARG_INT("back", waits ? cursor->back : cursor->upto), ARG_TEXT("shown", all), ARG_INT("next_at", next_at)),
        NULL, error);
}

bool relay_choose(Store *store, int64_t room, int64_t enrolment, RelayOffer from, RelayOffer to, int64_t now,
    bool *done, GError **error)
{
    int64_t changed = 0;
    if (!store_run(store, &discussion_choose,
            ARGS(ARG_INT("room", room), ARG_INT("enrolment", enrolment), ARG_INT("from", from), ARG_INT("to", to),
                ARG_INT("now", now)),
            &changed, error))
        return false;
    *done = changed == 1;
    return true;
}

static bool is_shown(const RelayCursor *cursor, int number)
{
    g_auto(GStrv) numbers = g_strsplit(cursor->shown, " ", -1);
    g_autofree char *text = g_strdup_printf("%d", number);
    return g_strv_contains((const char *const *)numbers, text);
}

GPtrArray *relay_rest(Store *store, const RelayCursor *cursor, int limit, GError **error)
{
    RelayCursor view = *cursor;
    view.upto = cursor->back;
    g_autoptr(GPtrArray) all = relay_posts(store, &view, 1000, error);
    if (!all)
        return NULL;
    GPtrArray *rest = g_ptr_array_new_with_free_func((GDestroyNotify)post_free);
    g_ptr_array_set_free_func(all, NULL);
    for (guint i = 0; i < all->len; i++) {
        Post *post = all->pdata[i];
        if (post->number <= cursor->back_to && !is_shown(cursor, post->number) && (int)rest->len < limit)
            g_ptr_array_add(rest, post);
        else
            post_free(post);
    }
    return rest;
}

bool relay_move_rest(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error)
{
    return store_run(store, &discussion_move_rest,
        ARGS(ARG_INT("room", cursor->room), ARG_INT("enrolment", cursor->enrolment), ARG_INT("back", upto),
            ARG_INT("next_at", next_at), ARG_INT("parts", parts)),
        NULL, error);
}
