/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Her own words instead of the week's draft: the draft goes, and they go the way of all that she writes to a room. */
#include "staff_priv.h"
#include "missing.h"

bool desk_weekly(const Desk *desk, int64_t id, const char *text, GError **error)
{
    bool moved = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) draft = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!draft || draft->staff != desk->staff->id || draft->state != POST_DRAFT)
        return desk_reply(desk, phrase(desk->lang, "staff.gone", NULL), error);
    return post_move(desk->store, id, POST_DRAFT, POST_DISCARDED, desk->now, NULL, &moved, error) &&
           desk_to_room(desk, draft->room, text, error);
}
