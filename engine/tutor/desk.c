/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One who works here has a thread of her own in the outbox, by the person behind her phone. */
#include "assignment.h"
#include "company.h"
#include "desk.h"
#include "live_step.h"
#include "clock.h"
#include "phrase.h"
#include <string.h>

bool desk_owe(Context *context, const Staff *staff, const char *key, Lane lane, OwedKind kind, Message *message,
    int64_t now, GError **error)
{
    g_autoptr(Message) owned = message;
    if (!staff->learner || (staff->muted && kind != OWED_STOP))
        return true;
    OutboxAdd add = { .key = key, .learner = staff->learner, .lane = lane, .kind = kind, .message = owned, .due = now };
    return outbox_add(context_store(context), &add, now, NULL, error);
}

bool desk_say(Context *context, const Staff *staff, const char *key, Lane lane, OwedKind kind, char *text, int64_t now,
    GError **error)
{
    g_autofree char *owned = text;
    LayoutFor who = { .caps = context_caps(context) };
    g_autoptr(GPtrArray) messages = layout_plain(&who, owned);
    g_ptr_array_set_free_func(messages, NULL);
    bool good = true;
    for (guint i = 0; i < messages->len; i++) {
        g_autofree char *part = g_strdup_printf("%s/%u", key, i + 1);
        if (good)
            good = desk_owe(context, staff, part, lane, kind, messages->pdata[i], now, error);
        else
            message_free(messages->pdata[i]);
    }
    return good;
}

bool desk_tell(Context *context, const char *role, int64_t cohort, const char *key, Lane lane, OwedKind kind,
    const char *text, int64_t now, int *told, GError **error)
{
    g_autoptr(GPtrArray) list = staff_with_phone(context_store(context), role, cohort, error);
    if (!list)
        return false;
    if (told)
        *told = (int)list->len;
    for (guint i = 0; i < list->len; i++) {
        const Staff *staff = list->pdata[i];
        g_autofree char *own = g_strdup_printf("%s/S%" G_GINT64_FORMAT, key, staff->id);
        if (!desk_say(context, staff, own, lane, kind, g_strdup(text), now, error))
            return false;
    }
    return true;
}

static char *first_line(const Message *message)
{
    g_autofree char *all = message->text ? g_strdup(message->text) : message_plain(message);
    return g_strndup(all, strcspn(all, "\n"));
}

bool desk_knock(
    Context *context, const Staff *staff, const OutboxMsg *msg, const Message *message, int64_t now, GError **error)
{
    g_autofree char *title = first_line(message);
    g_autofree char *key = msg->kind == OWED_ALARM
                               ? g_strdup_printf("KA%" G_GINT64_FORMAT, msg->id)
                               : g_strdup_printf("KS%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, staff->id, now / DAY);
    return desk_owe(context, staff, key, msg->kind == OWED_ALARM ? LANE_REPLY : LANE_REMINDER, OWED_KNOCK,
        layout_staff_news(staff->name, title), now, error);
}

/* --- what becomes of held posts --- */

static bool move(Context *context, Post *post, PostState to, int64_t now, GError **error)
{
    Store *store = context_store(context);
    bool moved = false;
    if (post->state == POST_HELD && !post_move(store, post->id, POST_HELD, to, now, post->why_held, &moved, error))
        return false;
    if (!moved) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "post %" G_GINT64_FORMAT " is not held: it is %s",
            post->id, post_state_name(post->state));
        return false;
    }
    g_autoptr(Post) now_is = post_get(store, post->id, error);
    if (!now_is)
        return false;
    post->state = now_is->state;
    post->number = now_is->number;
    return true;
}

/* The author is told, whatever becomes of a post: silence would look as if it had been lost. */
static bool tell_author(Context *context, const Post *post, const char *what, const char *phrase_key, const char *why,
    int64_t now, GError **error)
{
    if (!post->enrolment)
        return true;
    g_autoptr(Enrolment) author = enrolment_get(context_store(context), context_vault(context), post->enrolment, error);
    Tutor tutor;
    if (!author || !tutor_init(&tutor, context, author, now, error))
        return false;
    g_autofree char *key = g_strdup_printf("P%" G_GINT64_FORMAT "/%s", post->id, what);
    return tutor_say(&tutor, key, LANE_REPLY, OWED_NOTICE, phrase(tutor.who.lang, phrase_key, "why", why, NULL), error);
}

bool desk_release(Context *context, Post *post, int64_t now, GError **error)
{
    bool work = false;
    if (!assignment_release(context, post, now, &work, error) || work)
        return work;
    return move(context, post, POST_SHARED, now, error) &&
           (post->circle ? company_relay(context, post, now, error)
                         : live_spread(context, post->cohort, post->room, now, error)) &&
           tell_author(context, post, "released", post->circle ? "circle.released" : "held.released", "", now, error);
}

bool desk_reject(Context *context, Post *post, const char *why, int64_t now, GError **error)
{
    bool work = false;
    if (!assignment_reject(context, post, why, now, &work, error) || work)
        return work;
    return move(context, post, POST_WITHDRAWN, now, error) &&
           tell_author(context, post, "rejected", "held.rejected", why ? why : "", now, error);
}
