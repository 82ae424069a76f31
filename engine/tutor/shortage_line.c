/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of a row of stock that the group reads, and taking it back before it goes. */
#include "discussion.h"
#include "phrase.h"
#include "shortage.h"

char *shortage_line(const char *lang, const Stock *stock)
{
    g_autofree char *qty = shortage_quantity(lang, stock->qty);
    return phrase(lang, stock->qty ? "stock.line.has" : "stock.line.out", "item", stock->shown, "place",
        stock->facility, "qty", qty, NULL);
}

bool shortage_unsay(const Tutor *t, const Stock *stock, bool *waited, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GError) fault = NULL;
    g_autofree char *line = shortage_line(t->who.lang, stock);
    g_autoptr(Post) post = post_newest_saying(store, stock->enrolment, POST_UNDO, line, &fault);
    *waited = false;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !post || post_move(store, post->id, POST_UNDO, POST_WITHDRAWN, t->now, "taken back", waited, error);
}
