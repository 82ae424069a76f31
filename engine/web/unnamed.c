/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner wrote without her name, as far as the reader of a page must not learn that it was she: neither the
 * post nor what was said to her about it, which tells its number, nor the journal's entry of that instant. */
#include "web_priv.h"

#include "message.h"
#include "phrase.h"
#include "web_queries.h"

#include <string.h>

typedef struct {
    int64_t written;
    char *about, *reply; /* how the keys of messages about it begin, or end */
} Post;

static void post_free(gpointer data)
{
    Post *post = data;
    g_free(post->about);
    g_free(post->reply);
    g_free(post);
}

static bool take(const StoreRow *row, gpointer data)
{
    Post *post = g_new(Post, 1);
    *post = (Post){ .written = store_int(row, 1),
        .about = g_strdup_printf("P%" G_GINT64_FORMAT "/", store_int(row, 0)),
        .reply = g_strconcat("/", store_text(row, 2), NULL) };
    g_ptr_array_add(data, post);
    return true;
}

GPtrArray *unnamed_of(const WebPage *page, const Enrolment *e, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(post_free);
    bool knows = page_may(page, WEB_COORDINATOR);
    return knows || store_each(page->web->store, &web_unnamed, ARGS(ARG_INT("enrolment", e->id)), take, list, error)
               ? g_steal_pointer(&list)
               : NULL;
}

bool unnamed_message(const GPtrArray *unnamed, const char *lang, const OutboxLine *line)
{
    for (guint i = 0; i < unnamed->len; i++) {
        const Post *post = unnamed->pdata[i];
        if (g_str_has_prefix(line->key, post->about) || g_str_has_suffix(line->key, post->reply))
            return true;
    }
    if (unnamed->len == 0 || !line->body)
        return false;
    /* The answer to a tap bears no post: its words are the same for every case. */
    g_autofree char *chosen = phrase(lang, "case.unnamed", NULL);
    g_autoptr(Message) message = message_from_json(line->body, NULL);
    g_autofree char *words = message ? message_plain(message) : NULL;
    return g_strcmp0(words, chosen) == 0;
}

bool unnamed_instant(const GPtrArray *unnamed, int64_t time)
{
    for (guint i = 0; i < unnamed->len; i++)
        if (((const Post *)unnamed->pdata[i])->written == time)
            return true;
    return false;
}
