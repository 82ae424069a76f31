/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "active.h"
#include "collect_priv.h"

typedef struct {
    Collect *c;
    GHashTable *number_of; /* post id -> its number in the room */
} Posts;

static bool take_post(const Post *post, gpointer data)
{
    Posts *p = data;
    int learner = collect_index(p->c->learner_of, post->enrolment);
    if (post->state != POST_SHARED || post->social || (post->enrolment && learner < 0))
        return true;
    /* What alumni say is no part of the course. */
    if (p->c->cohort->closed && post->written > p->c->cohort->closed)
        return true;
    ReportPost *row = g_new0(ReportPost, 1);
    row->id = post->id;
    row->learner = learner;
    row->room = collect_index(p->c->room_of, post->room);
    row->number = post->number;
    g_hash_table_insert(p->number_of, g_memdup2(&post->id, sizeof post->id), GINT_TO_POINTER(post->number));
    row->reply_to = GPOINTER_TO_INT(g_hash_table_lookup(p->number_of, &post->reply_to));
    row->prompt = g_strdup(post->prompt);
    row->basis = g_strdup(reply_basis_name(post->basis));
    row->text = post->keep || !post->enrolment ? g_strdup(post->text) : NULL;
    row->circle = post->circle;
    row->length = post->length;
    row->time = post->shared;
    row->active = active_between(p->c->cohort, p->c->data->start, post->shared);
    if (row->room >= 0)
        ((ReportRoom *)p->c->data->rooms->pdata[row->room])->posts++;
    g_ptr_array_add(p->c->data->posts, row);
    collect_met(p->c, learner, post->prompt);
    return true;
}

bool collect_posts(Collect *c, GError **error)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Posts posts = { c, numbers };
    return post_each(c->store, c->cohort->id, take_post, &posts, error);
}
