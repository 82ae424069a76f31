/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After an absence with many posts one message asks: highlights or all? Without an answer the highlights come with the
 * next digest, and the rest stays on offer. Nothing is lost: what highlights leave out waits until it is asked for. */
#include "drip_priv.h"
#include "phrase.h"
#include "text.h"

#define MOST 1000 /* posts looked at */
#define HIGHLIGHTS 5
#define LONGEST 700 /* characters of one of them */

static bool owe_offer(const Tutor *t, const RelayCursor *cursor, guint waiting, GError **error)
{
    g_autofree char *n = g_strdup_printf("%u", waiting);
    g_autofree char *text = phrase(t->who.lang, "offer.ask", "n", n, NULL);
    g_autofree char *high = phrase(t->who.lang, "offer.highlights.button", NULL);
    g_autofree char *all = phrase(t->who.lang, "offer.all.button", NULL);
    g_autoptr(Message) message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, "h.high", high, NULL);
    message_add_choice(message, "h.all", all, NULL);
    return drip_owe_part(t, cursor, cursor->upto, "/offer", NULL, message, error) &&
           relay_offer(context_store(t->context), cursor, OFFER_MADE, tutor_next_digest(t->cohort, t->now), error);
}

static bool owe_highlights(
    const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, const GPtrArray *chosen, GError **error)
{
    g_autoptr(GString) lines = g_string_new(NULL), shown = g_string_new(NULL);
    const Post *last = posts->pdata[posts->len - 1];
    for (guint i = 0; i < chosen->len; i++) {
        const Post *post = chosen->pdata[i];
        g_autofree char *line = drip_post_line(t, post, false, error);
        if (!line)
            return false;
        g_autofree char *fitted = text_cut(line, LONGEST);
        g_string_append_printf(lines, "\n\n%s", fitted);
        g_string_append_printf(shown, "%s%d", i ? " " : "", post->number);
    }
    g_autofree char *n = g_strdup_printf("%u", chosen->len), *all = g_strdup_printf("%u", posts->len);
    g_autofree char *left = g_strdup_printf("%u", posts->len - chosen->len);
    g_autofree char *number = g_strdup_printf("%d", ((const Post *)chosen->pdata[chosen->len - 1])->number);
    g_autofree char *head = phrase(t->who.lang, "offer.head", "n", n, "all", all, NULL);
    g_autofree char *how = phrase(t->who.lang, "digest.how", "number", number, NULL);
    g_autofree char *rest = phrase(t->who.lang, "offer.rest", "n", left, NULL);
    g_autofree char *text = g_strdup_printf("%s%s\n\n%s\n%s", head, lines->str, how, rest);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, text);
    return drip_owe_part(t, cursor, last->number, "/highlights", NULL, message, error) &&
           relay_leave_rest(context_store(t->context), cursor, last->number, shown->str,
               tutor_next_digest(t->cohort, t->now), error);
}

bool drip_offer(const Tutor *t, const RelayCursor *cursor, bool *handled, GError **error)
{
    int64_t unread = 0;
    Store *store = context_store(t->context);
    *handled = false;
    bool asks = cursor->offer == OFFER_NONE || cursor->offer == OFFER_REST;
    if ((!asks && cursor->offer != OFFER_MADE) || cursor->parts > 0 || t->cohort->highlights <= 0)
        return true;
    if (!relay_unread(store, cursor, cursor->upto, &unread, error))
        return false;
    if (asks && unread <= t->cohort->highlights)
        return true;
    g_autoptr(GPtrArray) posts = relay_posts(store, cursor, MOST, error);
    if (!posts || posts->len <= HIGHLIGHTS || (asks && (int)posts->len <= t->cohort->highlights))
        return posts != NULL;
    *handled = true;
    if (asks)
        return owe_offer(t, cursor, posts->len, error);
    g_autoptr(GPtrArray) chosen = relay_highlights(store, cursor, posts, HIGHLIGHTS, error);
    return chosen && owe_highlights(t, cursor, posts, chosen, error);
}
