/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "webhook.h"
#include <stddef.h>

static const char *const event_kinds[EVENT_KINDS] = {
    [EVENT_MESSAGE] = "message",
    [EVENT_STATUS] = "status",
    [EVENT_TEMPLATE] = "template",
    [EVENT_NUMBER] = "number",
    [EVENT_ACCOUNT] = "account",
    [EVENT_PREFERENCE] = "preference",
    [EVENT_GROUP] = "group",
    [EVENT_ERROR] = "error",
    [EVENT_UNKNOWN] = "unknown",
};

static const char *const inbound_kinds[INBOUND_KINDS] = {
    [INBOUND_TEXT] = "text",
    [INBOUND_IMAGE] = "image",
    [INBOUND_VIDEO] = "video",
    [INBOUND_AUDIO] = "audio",
    [INBOUND_DOCUMENT] = "document",
    [INBOUND_STICKER] = "sticker",
    [INBOUND_LOCATION] = "location",
    [INBOUND_CONTACTS] = "contacts",
    [INBOUND_REACTION] = "reaction",
    [INBOUND_BUTTON] = "button",
    [INBOUND_BUTTON_REPLY] = "button_reply",
    [INBOUND_LIST_REPLY] = "list_reply",
    [INBOUND_FORM_REPLY] = "form_reply",
    [INBOUND_ORDER] = "order",
    [INBOUND_SYSTEM] = "system",
    [INBOUND_UNSUPPORTED] = "unsupported",
    [INBOUND_EDIT] = "edit",
    [INBOUND_REVOKE] = "revoke",
    [INBOUND_OTHER] = "other",
};

static const char *const status_kinds[STATUS_KINDS] = {
    [STATUS_SENT] = "sent",
    [STATUS_DELIVERED] = "delivered",
    [STATUS_READ] = "read",
    [STATUS_PLAYED] = "played",
    [STATUS_FAILED] = "failed",
    [STATUS_OTHER] = "other",
};

const char *event_kind_name(EventKind kind)
{
    g_assert(kind >= 0 && kind < EVENT_KINDS);
    return event_kinds[kind];
}

const char *inbound_kind_name(InboundKind kind)
{
    g_assert(kind >= 0 && kind < INBOUND_KINDS);
    return inbound_kinds[kind];
}

const char *status_kind_name(StatusKind kind)
{
    g_assert(kind >= 0 && kind < STATUS_KINDS);
    return status_kinds[kind];
}

/* Every text of an event with its name in JSON, in the order of printing. Those before the break come before the
 * numbers. */
typedef struct {
    const char *name;
    size_t offset;
} TextMember;
#define MEMBER(json_name, member)                                                                                      \
    {                                                                                                                  \
        .name = json_name, .offset = offsetof(Event, member)                                                           \
    }
static const TextMember people[] = {
    MEMBER("from", from),
    MEMBER("user_id", user_id),
    MEMBER("parent_user_id", parent_user_id),
    MEMBER("username", username),
    MEMBER("profile_name", profile_name),
    MEMBER("recipient", recipient),
    MEMBER("participant", participant),
    MEMBER("group", group),
    MEMBER("number_id", number_id),
};
static const TextMember content[] = {
    MEMBER("text", text),
    MEMBER("payload", payload),
    MEMBER("context", context_id),
    MEMBER("emoji", emoji),
    MEMBER("media_id", media_id),
    MEMBER("mime", mime),
    MEMBER("sha256", sha256),
    MEMBER("filename", filename),
    MEMBER("system_type", system_type),
    MEMBER("new_wa_id", new_wa_id),
    MEMBER("new_user_id", new_user_id),
    MEMBER("previous_user_id", previous_user_id),
    MEMBER("tag", tag),
    MEMBER("price_category", price_category),
    MEMBER("price_type", price_type),
    MEMBER("change", event),
    MEMBER("name", name),
    MEMBER("language", language),
    MEMBER("detail", detail),
    MEMBER("raw", raw),
};
static const TextMember apart[] = { MEMBER("id", id), MEMBER("type", type), MEMBER("field", field) };

static char **slot(const Event *event, const TextMember *member)
{
    return (char **)((char *)event + member->offset);
}

static void free_members(Event *event, const TextMember *members, size_t n)
{
    for (size_t i = 0; i < n; i++)
        g_free(*slot(event, &members[i]));
}

static void put_members(cJSON *json, const Event *event, const TextMember *members, size_t n)
{
    for (size_t i = 0; i < n; i++)
        json_put(json, members[i].name, *slot(event, &members[i]));
}

void webhook_event_free(Event *event)
{
    if (!event)
        return;
    free_members(event, people, G_N_ELEMENTS(people));
    free_members(event, content, G_N_ELEMENTS(content));
    free_members(event, apart, G_N_ELEMENTS(apart));
    g_free(event);
}

static void put_kind(cJSON *json, const Event *event)
{
    if (event->kind == EVENT_STATUS) {
        json_put(json, "status", event->type ? event->type : status_kind_name(event->status));
        return;
    }
    json_put(json, "type", event->type);
    if (event->kind == EVENT_MESSAGE)
        json_put(json, "kind", inbound_kind_name(event->inbound));
}

cJSON *event_to_json(const Event *event)
{
    cJSON *json = cJSON_CreateObject();
    json_put(json, "event", event_kind_name(event->kind));
    json_put(json, "field", event->kind == EVENT_MESSAGE || event->kind == EVENT_STATUS ? NULL : event->field);
    json_put(json, "id", event->id);
    if (event->time > 0)
        json_put_int(json, "time", event->time);
    put_kind(json, event);
    put_members(json, event, people, G_N_ELEMENTS(people));
    if (event->forwarded)
        json_put_bool(json, "forwarded", true);
    if (event->voice)
        json_put_bool(json, "voice", true);
    if (event->code != 0)
        json_put_int(json, "code", event->code);
    put_members(json, event, content, G_N_ELEMENTS(content));
    return json;
}
