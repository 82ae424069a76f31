/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule is simple so that a facilitator can trust it: what holds a question mark and has no reply is unanswered. It
 * errs on the side of showing too much. */
#include "questions.h"
#include "discussion_priv.h"
#include "discussion_queries.h"

bool discussion_asks(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        switch (g_utf8_get_char(p)) {
        case '?':
        case 0x037E: /* Greek */
        case 0x061F: /* Arabic */
        case 0x1367: /* Ethiopic */
        case 0xFF1F: /* full width */
            return true;
        }
    }
    return false;
}

const char *question_kind_name(QuestionKind kind)
{
    static const char *const names[QUESTION_KINDS] = {
        [QUESTION_PRIVATE] = "private", [QUESTION_ROOM] = "room", [QUESTION_ERASURE] = "erasure"
    };
    return kind < QUESTION_KINDS ? names[kind] : "?";
}

QuestionKind question_kind(const Post *post)
{
    if (post->state != POST_QUESTION)
        return QUESTION_ROOM;
    return g_strcmp0(post->why_held, "erasure request") == 0 ? QUESTION_ERASURE : QUESTION_PRIVATE;
}

static bool collect(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, discussion_post_row(row));
    return true;
}

static gint by_age(gconstpointer a, gconstpointer b)
{
    const Post *x = *(const Post *const *)a, *y = *(const Post *const *)b;
    if (x->written != y->written)
        return x->written < y->written ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

GPtrArray *question_list(Store *store, int64_t cohort, int64_t now, int64_t patience, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)post_free);
    if (!store_each(store, &discussion_private, ARGS(ARG_INT("cohort", cohort)), collect, list, error) ||
        !store_each(store, &discussion_unanswered, ARGS(ARG_INT("cohort", cohort), ARG_INT("before", now - patience)),
            collect, list, error))
        return NULL;
    g_ptr_array_sort(list, by_age);
    return g_steal_pointer(&list);
}

bool question_set_answered(Store *store, int64_t post, int64_t now, GError **error)
{
    return store_run(store, &discussion_answered, ARGS(ARG_INT("id", post), ARG_INT("now", now)), NULL, error);
}
