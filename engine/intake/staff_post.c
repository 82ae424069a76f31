/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a facilitator writes for a room: a draft until its room is known, then two minutes for UNDO, then a post as any
 * other, by *Facilitator*; her account stands beside it for the audit. */
#include "staff_priv.h"
#include "clock.h"
#include "missing.h"
#include "text.h"

#define UNDO_TIME (2 * MINUTE)
#define ROOMS_MAX 8

static bool add_draft(const Desk *desk, const char *text, Post *post, GError **error)
{
    *post = (Post){ .staff = desk->staff->id,
        .basis = BASIS_NONE,
        .text = *text ? (char *)text : NULL,
        .media = desk->event->media_id,
        .mime = desk->event->media_id ? desk->event->mime : NULL,
        .state = POST_DRAFT,
        .written = desk->now,
        .wamid = desk->event->id };
    return post_add(desk->store, post, error);
}

/* --- asking --- */

static void add_choice(const Desk *desk, Message *message, const char *id, const char *key, const char *room)
{
    const ChannelCaps *caps = context_caps(desk->context);
    bool list = message->kind == MESSAGE_LIST;
    g_autofree char *full = phrase(desk->lang, key, "room", room, NULL);
    g_autofree char *title = text_cut(full, (size_t)(list ? caps->row_title : caps->button_title));
    message_add_choice(message, id, title, list && g_strcmp0(title, full) != 0 ? full : NULL);
}

static bool add_rooms(const Desk *desk, Message *message, int64_t draft, const GArray *rooms, GError **error)
{
    for (guint i = 0; i < MIN(rooms->len, ROOMS_MAX); i++) {
        int64_t room = g_array_index(rooms, int64_t, i), cohort = 0;
        if (!room_cohort(desk->store, room, &cohort, error))
            return false;
        g_autofree char *title = desk_room_title(desk->context, room, cohort, error);
        g_autofree char *id = g_strdup_printf("f.room.%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, draft, room);
        if (!title)
            return false;
        add_choice(desk, message, id, "staff.ask.room", title);
    }
    return true;
}

static bool ask_for(const Desk *desk, const Post *draft, GError **error)
{
    g_autoptr(GArray) rooms = desk_rooms(desk->context, desk->staff, error);
    if (!rooms)
        return false;
    g_autofree char *why = context_guard(desk->context, draft->cohort, draft->text);
    g_autofree char *shown = why ? context_guard_shown(desk->lang, why) : NULL;
    g_autofree char *text =
        why ? phrase(desk->lang, "staff.ask.guard", "why", shown, NULL) : phrase(desk->lang, "staff.ask", NULL);
    g_autoptr(Message) message = message_new(rooms->len > 1 ? MESSAGE_LIST : MESSAGE_BUTTONS, text);
    message->list_label = rooms->len > 1 ? phrase(desk->lang, "staff.ask.list", NULL) : NULL;
    message->quote = g_strdup(desk->event->id);
    if (!add_rooms(desk, message, draft->id, rooms, error))
        return false;
    g_autofree char *note = g_strdup_printf("f.note.%" G_GINT64_FORMAT, draft->id);
    g_autofree char *drop = g_strdup_printf("f.drop.%" G_GINT64_FORMAT, draft->id);
    add_choice(desk, message, note, "staff.ask.note", "");
    add_choice(desk, message, drop, "staff.ask.drop", "");
    g_autofree char *key = g_strdup_printf("F/%s", desk->event->id);
    return desk_owe(
        desk->context, desk->staff, key, LANE_REPLY, OWED_NOTICE, g_steal_pointer(&message), desk->now, error);
}

bool desk_ask(const Desk *desk, const char *text, GError **error)
{
    Post draft;
    return add_draft(desk, text, &draft, error) && ask_for(desk, &draft, error);
}

/* --- placing --- */

/* Who the room will see. Given. */
static char *shown_name(const Desk *desk)
{
    return desk->staff->show_name ? g_strdup(desk->staff->name) : phrase(desk->lang, "facilitator", NULL);
}

/* A number in front of the text is the post that it answers in this room. */
static bool find_target(const Desk *desk, Post *post, const char **rest, GError **error)
{
    g_autoptr(GError) fault = NULL;
    *rest = post->text ? post->text : "";
    int number = discussion_reply_number(*rest, rest);
    g_autoptr(Post) target = number ? post_by_number(desk->store, post->room, number, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!target) {
        *rest = post->text ? post->text : "";
        return true;
    }
    post->reply_to = target->id;
    post->basis = BASIS_NUMBER;
    g_free(post->prompt);
    post->prompt = g_strdup(target->prompt);
    return true;
}

bool desk_place(const Desk *desk, int64_t id, int64_t room, GError **error)
{
    bool may = false, moved = false;
    int64_t cohort = 0;
    const char *rest = NULL;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) draft = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!draft || draft->staff != desk->staff->id || draft->state != POST_DRAFT)
        return desk_reply(desk, phrase(desk->lang, "staff.gone", NULL), error);
    if (!room_cohort(desk->store, room, &cohort, error) || !cohort || !desk_may(desk, cohort, &may, error))
        return !cohort && !(error && *error);
    if (!may)
        return desk_reply(desk, phrase(desk->lang, "staff.not_yours", NULL), error);
    draft->cohort = cohort;
    draft->room = room;
    if (!find_target(desk, draft, &rest, error))
        return false;
    g_autofree char *title = desk_room_title(desk->context, room, cohort, error), *name = shown_name(desk);
    return title && post_place(desk->store, draft, *rest ? rest : NULL, error) &&
           post_move(desk->store, id, POST_DRAFT, POST_UNDO, desk->now, NULL, &moved, error) &&
           post_set_until(desk->store, id, desk->now + UNDO_TIME, error) &&
           (!draft->media ||
               library_fetch_want(context_library(desk->context), id, draft->media, draft->mime, desk->now, error)) &&
           desk_note(desk, "post.written", "P", id, NULL, error) &&
           desk_reply(desk, phrase(desk->lang, "staff.posted", "room", title, "name", name, NULL), error);
}

/* Words that could name a patient are never posted without being asked about. */
static bool post_or_ask(const Desk *desk, const char *text, int64_t room, GError **error)
{
    Post draft;
    if (!add_draft(desk, text, &draft, error))
        return false;
    int64_t cohort = 0;
    if (!room_cohort(desk->store, room, &cohort, error))
        return false;
    draft.cohort = cohort;
    g_autofree char *why = context_guard(desk->context, cohort, *text ? text : NULL);
    return why ? ask_for(desk, &draft, error) : desk_place(desk, draft.id, room, error);
}

bool desk_to_room(const Desk *desk, int64_t room, const char *text, GError **error)
{
    return post_or_ask(desk, text, room, error);
}

bool desk_number(const Desk *desk, const char *text, bool *handled, GError **error)
{
    const char *rest = NULL;
    int number = discussion_reply_number(text, &rest), found = 0;
    int64_t where = 0;
    *handled = number > 0 && (*rest || desk->event->media_id);
    if (!*handled)
        return true;
    g_autoptr(GArray) rooms = desk_rooms(desk->context, desk->staff, error);
    for (guint i = 0; rooms && i < rooms->len; i++) {
        g_autoptr(GError) fault = NULL;
        int64_t room = g_array_index(rooms, int64_t, i);
        g_autoptr(Post) post = post_by_number(desk->store, room, number, &fault);
        if (!missing_only(g_steal_pointer(&fault), error))
            return false;
        where = post ? room : where;
        found += post != NULL;
    }
    if (!rooms)
        return false;
    g_autofree char *n = g_strdup_printf("%d", number);
    if (found == 0)
        return desk_reply(desk, phrase(desk->lang, "staff.no_number", "number", n, NULL), error);
    bool aside = false;
    if (found == 1 && !desk_aside(desk, number, rest, where, &aside, error))
        return false;
    if (aside)
        return true;
    return found == 1 ? post_or_ask(desk, text, where, error) : desk_ask(desk, text, error);
}

/* --- not placing --- */

bool desk_drop(const Desk *desk, int64_t id, bool note, GError **error)
{
    bool moved = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) draft = post_get(desk->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!draft || draft->staff != desk->staff->id || draft->state != POST_DRAFT)
        return desk_reply(desk, phrase(desk->lang, "staff.gone", NULL), error);
    g_autoptr(cJSON) json = json_put(cJSON_CreateObject(), "text", draft->text);
    g_autofree char *payload = json_text(json);
    return post_move(desk->store, id, POST_DRAFT, POST_DISCARDED, desk->now, NULL, &moved, error) &&
           (!note || desk_note(desk, "staff.noted", "S", desk->staff->id, payload, error)) &&
           desk_reply(desk, phrase(desk->lang, note ? "staff.noted" : "staff.dropped", NULL), error);
}

bool desk_undo(const Desk *desk, GError **error)
{
    bool moved = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_newest_of_staff(desk->store, desk->staff->id, POST_UNDO, desk->now - DAY, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (post && !post_move(desk->store, post->id, POST_UNDO, POST_WITHDRAWN, desk->now, "UNDO", &moved, error))
        return false;
    return (!moved || desk_note(desk, "post.undone", "P", post->id, NULL, error)) &&
           desk_reply(desk, phrase(desk->lang, moved ? "staff.undone" : "undo.nothing", NULL), error);
}
