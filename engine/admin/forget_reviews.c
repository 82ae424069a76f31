/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reviews by colleagues hold words of two people: the work, which reviewers were sent, and the comments, which its
 * author was. Long ones lie in several messages, which are found by their keys. */
#include "forget_priv.h"
#include "outbox.h"
#include "review.h"

typedef struct {
    const char *prefix;
    GArray *done, *pending; /* int64_t ids */
} Sent;

static bool see_line(const OutboxLine *line, gpointer data)
{
    const Sent *sent = data;
    if (g_str_has_prefix(line->key, sent->prefix))
        g_array_append_val(g_str_equal(line->place, "done") ? sent->done : sent->pending, line->id);
    return true;
}

bool forget_sent(Store *store, const Cohort *cohort, int64_t enrolment, const char *kind, int64_t id, bool withdraw,
    int64_t now, GError **error)
{
    g_autofree char *prefix = g_strdup_printf("%s%" G_GINT64_FORMAT "/", kind, id);
    g_autoptr(GArray) done = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) pending = g_array_new(FALSE, FALSE, sizeof(int64_t));
    Sent sent = { prefix, done, pending };
    if (!outbox_each(store, cohort->id, enrolment, see_line, &sent, error))
        return false;
    for (guint i = 0; withdraw && i < pending->len; i++) {
        bool gone = false;
        int64_t one = g_array_index(pending, int64_t, i);
        if (!outbox_withdraw(store, one, DONE_REMOVED, now, &gone, error))
            return false;
        if (gone)
            g_array_append_val(done, one);
    }
    for (guint i = 0; i < done->len; i++)
        if (!outbox_erase_one(store, g_array_index(done, int64_t, i), error))
            return false;
    return true;
}

bool forget_reviews(Context *context, const Cohort *cohort, int64_t enrolment, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GPtrArray) by = review_of_reviewer(store, enrolment, NULL, error);
    g_autoptr(GPtrArray) on = by ? review_of_author(store, enrolment, error) : NULL;
    for (guint i = 0; on && i < on->len; i++) {
        const Review *review = on->pdata[i];
        if (!forget_sent(store, cohort, review->reviewer, "RV", review->id, true, now, error))
            return false;
    }
    for (guint i = 0; on && i < by->len; i++) {
        const Review *review = by->pdata[i];
        if (!review->comment)
            continue;
        if (g_utf8_strlen(review->comment, -1) >= FORGET_LEAST &&
            !forget_quotes(context, cohort, review->comment, now, error))
            return false;
        if (!forget_sent(store, cohort, review->author, "WR", review->work, false, now, error) ||
            !forget_sent(store, cohort, review->author, "WM", review->id, false, now, error))
            return false;
    }
    return on && review_forget(store, enrolment, error);
}
