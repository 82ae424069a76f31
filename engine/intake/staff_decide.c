/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Held posts and private questions, decided from a phone: the same that the pages and commands do, journalled as hers.
 */
#include "staff_priv.h"
#include "clock.h"
#include "error.h"
#include "facilitate.h"
#include "missing.h"
#include <string.h>

/* A post that waits in a cohort of hers; NULL without error when not, and then she has been told why. */
static Post *own_post(const Desk *desk, int64_t id, bool held, GError **error)
{
    bool may = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return NULL;
    if (post && !desk_may(desk, post->cohort, &may, error))
        return NULL;
    bool open = post && (held ? post->state == POST_HELD
                              : !post->answered && (post->state == POST_QUESTION || post->state == POST_SHARED));
    if (may && open)
        return g_steal_pointer(&post);
    desk_reply(desk, phrase(desk->lang, post && !may ? "staff.not_yours" : "staff.gone", NULL), error);
    return NULL;
}

static bool failed(GError **error)
{
    return error && *error;
}

static bool journal_decision(const Desk *desk, const Post *post, const char *what, GError **error)
{
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "why_held", post->why_held);
    g_autofree char *payload = json_text(json);
    return desk_note(desk, what, "P", post->id, payload, error);
}

bool desk_decide(const Desk *desk, int64_t id, bool release, const char *why, GError **error)
{
    g_autoptr(Post) post = own_post(desk, id, true, error);
    if (!post)
        return !failed(error);
    g_autofree char *name = desk_author(desk->context, post, error);
    g_autofree char *room = name ? desk_room_title(desk->context, post->room, post->cohort, error) : NULL;
    if (!room || (release ? !desk_release(desk->context, post, desk->now, error)
                          : !desk_reject(desk->context, post, why, desk->now, error)))
        return false;
    g_autofree char *number = g_strdup_printf("%d", post->number);
    char *text = post->state == POST_WORK ? phrase(desk->lang, "staff.released_work", NULL)
                 : release                ? phrase(desk->lang, "staff.released", "number", number, "room", room, NULL)
                                          : phrase(desk->lang, "staff.rejected", "name", name, NULL);
    return desk_reply(desk, text, error) &&
           journal_decision(desk, post, release ? "post.released" : "post.rejected", error);
}

bool desk_ask_answer(const Desk *desk, int64_t id, GError **error)
{
    g_autoptr(Post) post = own_post(desk, id, false, error);
    if (!post)
        return !failed(error);
    g_autofree char *name = desk_author(desk->context, post, error);
    g_autofree char *key = g_strdup_printf("FA%" G_GINT64_FORMAT "/%s", id, desk->event->id);
    return name && desk_say(desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE,
                       phrase(desk->lang, "staff.answer.how", "name", name, NULL), desk->now, error);
}

/* What cannot be answered (the asker has left, asks to be forgotten, was answered meanwhile) is told to her in words.
 */
bool desk_answer(const Desk *desk, int64_t id, const char *text, GError **error)
{
    g_autoptr(GError) refused = NULL;
    g_autoptr(Post) post = own_post(desk, id, false, error);
    if (!post)
        return !failed(error);
    g_autofree char *name = desk_author(desk->context, post, error);
    if (!name)
        return false;
    if (!*text)
        return desk_reply(desk, phrase(desk->lang, "staff.answer.how", "name", name, NULL), error);
    if (!facilitate_answer(desk->context, post, desk->staff->id, text, false, false, desk->now, NULL, &refused)) {
        if (g_error_matches(refused, BARAZA_ERROR, BARAZA_ERROR_STATE) ||
            g_error_matches(refused, BARAZA_ERROR, BARAZA_ERROR_INPUT))
            return desk_reply(desk, g_strdup(refused->message), error);
        g_propagate_error(error, g_steal_pointer(&refused));
        return false;
    }
    return journal_decision(desk, post, "question.answered", error) &&
           desk_reply(desk, phrase(desk->lang, "staff.answered", "name", name, NULL), error);
}

/* "REJECT because ..." -> "because ..."; NULL when it does not begin with the word. */
static const char *after_reject(const Desk *desk, const char *text)
{
    const char *end = text + strcspn(text, " \n:,.");
    g_autofree char *first = g_strndup(text, (gsize)(end - text));
    return staff_word(desk->lang, first) == STAFF_REJECT ? end + strspn(end, " \n:,.") : NULL;
}

bool desk_quoted_item(const Desk *desk, int64_t id, const char *text, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (post && (post->state == POST_QUESTION || post->state == POST_SHARED))
        return desk_answer(desk, id, text, error);
    const char *why = after_reject(desk, text);
    if (why)
        return desk_decide(desk, id, false, why, error);
    if (staff_word(desk->lang, text) == STAFF_RELEASE)
        return desk_decide(desk, id, true, NULL, error);
    return desk_reply(desk, phrase(desk->lang, "staff.how", NULL), error);
}
