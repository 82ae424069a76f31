/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The social channel comes after the work, in messages of its own. It never asks anybody back by a template, is no part
 * of a live meeting, and passes over who has left it. */
#include "drip_priv.h"
#include "social.h"

bool drip_social(const Tutor *t, const RelayCursor *cursor, bool *told, GError **error)
{
    bool off = false;
    Store *store = context_store(t->context);
    RelayCursor view = *cursor;
    *told = false;
    if (!social_waits(cursor))
        return true;
    if (!social_is_off(store, cursor->enrolment, &off, error))
        return false;
    view.apart = true;
    view.upto = cursor->social;
    g_autoptr(GPtrArray) posts = social_posts(store, &view, DRIP_POSTS, error);
    if (!posts)
        return false;
    if (off || posts->len == 0)
        return social_move(store, cursor, cursor->social_posts, cursor->next_at, 0, error);
    *told = true;
    return drip_owe_digest(t, &view, posts, error);
}
