/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "active.h"
#include "collect_priv.h"

typedef struct {
    Collect *c;
    GHashTable *rows; /* post id -> ReportPost, borrowed */
} Posts;

/* The number of what it answers; 0 where that was said in another circle, which counts its own. */
static int number_answered(const Posts *p, const Post *post)
{
    const ReportPost *to = post->reply_to ? g_hash_table_lookup(p->rows, &post->reply_to) : NULL;
    return to && to->circle == post->circle ? to->number : 0;
}

static bool count_social(const Posts *p, const Post *post)
{
    int room = collect_index(p->c->room_of, post->room);
    if (room >= 0 && post->enrolment)
        ((ReportRoom *)p->c->data->rooms->pdata[room])->social++;
    return true;
}

static bool take_post(const Post *post, gpointer data)
{
    Posts *p = data;
    int learner = collect_index(p->c->learner_of, post->enrolment);
    if (post->state != POST_SHARED || (post->enrolment && learner < 0))
        return true;
    /* What alumni say is no part of the course. */
    if (p->c->cohort->closed && post->written > p->c->cohort->closed)
        return true;
    if (post->social)
        return count_social(p, post);
    ReportPost *row = g_new0(ReportPost, 1);
    row->id = post->id;
    row->learner = learner;
    row->room = collect_index(p->c->room_of, post->room);
    row->number = post->number;
    g_hash_table_insert(p->rows, g_memdup2(&post->id, sizeof post->id), row);
    row->reply_to = number_answered(p, post);
    row->prompt = g_strdup(post->prompt);
    row->basis = g_strdup(reply_basis_name(post->basis));
    bool theirs =
        !post->enrolment && audience_rules(p->c->cohort->audience)->studied; /* a doctor's answer tells of whom */
    row->text = post->keep || theirs ? g_strdup(post->text) : NULL;
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
    g_autoptr(GHashTable) rows = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    Posts posts = { c, rows };
    return post_each(c->store, c->cohort->id, take_post, &posts, error);
}
