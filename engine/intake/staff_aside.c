/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "#12 SOCIAL": what is not about the course is welcome, and told from what is. */
#include "host.h"
#include "staff_priv.h"

bool desk_aside(const Desk *desk, int number, const char *rest, int64_t room, bool *handled, GError **error)
{
    bool moved = false;
    g_autoptr(GError) fault = NULL;
    *handled = staff_word(desk->lang, rest) == STAFF_ASIDE;
    if (!*handled)
        return true;
    g_autoptr(Post) post = post_by_number(desk->store, room, number, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (post && !host_set_aside(desk->context, post, desk->now, &moved, error))
        return false;
    g_autofree char *n = g_strdup_printf("%d", number);
    return (!moved || desk_note(desk, "post.set_aside", "P", post->id, NULL, error)) &&
           desk_reply(desk, phrase(desk->lang, moved ? "staff.aside" : "staff.gone", "number", n, NULL), error);
}
