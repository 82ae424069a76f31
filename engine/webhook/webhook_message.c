/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inbound messages. A type is a row of the table; its reader fills the event from the member named after the type and
 * says whether that member was as expected. What was not is still an event, with its raw text. */
#include "webhook_priv.h"
#include <string.h>

typedef bool (*PartReader)(Event *event, const cJSON *part);

static bool read_text(Event *event, const cJSON *part)
{
    wire_take(&event->text, part, "body");
    return event->text != NULL;
}

static bool read_media(Event *event, const cJSON *part)
{
    wire_take(&event->media_id, part, "id");
    wire_take(&event->mime, part, "mime_type");
    wire_take(&event->sha256, part, "sha256");
    wire_take(&event->filename, part, "filename");
    wire_take(&event->text, part, "caption");
    event->voice = json_bool(part, "voice", false);
    return event->media_id != NULL;
}

static bool read_voice(Event *event, const cJSON *part)
{
    bool understood = read_media(event, part);
    event->voice = true;
    return understood;
}

/* A coordinate comes as a number or as text. Given. */
static char *coordinate(const cJSON *part, const char *member)
{
    if (json_string(part, member))
        return g_strdup(json_string(part, member));
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    return cJSON_IsNumber(json_at(part, member))
               ? g_strdup(g_ascii_dtostr(digits, sizeof digits, json_double(part, member, 0)))
               : NULL;
}

static bool read_location(Event *event, const cJSON *part)
{
    const char *name = json_string(part, "name"), *address = json_string(part, "address");
    if (name && address)
        event->text = g_strdup_printf("%s, %s", name, address);
    wire_set(&event->text, name);
    wire_set(&event->text, address);
    g_autofree char *latitude = coordinate(part, "latitude");
    g_autofree char *longitude = coordinate(part, "longitude");
    if (latitude && longitude)
        event->payload = g_strdup_printf("%s,%s", latitude, longitude);
    return event->payload != NULL;
}

/* The names are the text; the cards themselves stay raw. */
static bool read_contacts(Event *event, const cJSON *part)
{
    g_autoptr(GString) names = g_string_new(NULL);
    WIRE_EACH(card, part)
    {
        const char *name = json_string(card, "name.formatted_name");
        if (name && *name)
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", name);
    }
    wire_set(&event->text, names->str);
    return false;
}

/* An empty emoji takes the reaction away. */
static bool read_reaction(Event *event, const cJSON *part)
{
    const char *emoji = json_string(part, "emoji");
    event->emoji = g_strdup(emoji ? emoji : "");
    g_clear_pointer(&event->context_id, g_free);
    wire_take(&event->context_id, part, "message_id");
    return event->context_id != NULL;
}

static bool read_button(Event *event, const cJSON *part)
{
    wire_take(&event->text, part, "text");
    wire_take(&event->payload, part, "payload");
    return event->text || event->payload;
}

/* The form's answers: JSON inside a text, or, from some senders, the JSON itself. */
static bool read_form_reply(Event *event, const cJSON *reply)
{
    wire_take(&event->text, reply, "body");
    const cJSON *answers = json_at(reply, "response_json");
    if (cJSON_IsString(answers))
        wire_set(&event->payload, json_string(reply, "response_json"));
    else if (answers)
        event->payload = json_text(answers);
    return event->payload != NULL;
}

static bool read_interactive(Event *event, const cJSON *part)
{
    const cJSON *reply = NULL;
    if ((reply = json_at(part, "nfm_reply"))) {
        event->inbound = INBOUND_FORM_REPLY;
        return read_form_reply(event, reply);
    }
    if ((reply = json_at(part, "button_reply")))
        event->inbound = INBOUND_BUTTON_REPLY;
    else if ((reply = json_at(part, "list_reply")))
        event->inbound = INBOUND_LIST_REPLY;
    else
        return false;
    wire_take(&event->text, reply, "title");
    wire_take(&event->payload, reply, "id");
    return event->payload != NULL;
}

/* The cart is not ours to read: its note is the text, the rest stays raw. */
static bool read_order(Event *event, const cJSON *part)
{
    wire_take(&event->text, part, "text");
    return false;
}

/* A person's number or user id changed. `from` stays the old number; the new ones are told apart by shape. */
static bool read_system(Event *event, const cJSON *part)
{
    static const char *const new_ids[] = { "wa_id", "new_wa_id", "user_id", "new_user_id", NULL };
    static const char *const old_ids[] = { "customer", "previous_user_id", NULL };
    wire_take(&event->text, part, "body");
    wire_take(&event->system_type, part, "type");
    wire_take(&event->payload, part, "identity.hash");
    Event now = { 0 }, before = { 0 };
    wire_identities(&now, &now.from, part, new_ids);
    wire_identities(&before, &before.from, part, old_ids);
    wire_set(&event->from, before.from);
    wire_set(&event->previous_user_id, before.user_id);
    if (g_strcmp0(now.from, event->from) != 0)
        wire_set(&event->new_wa_id, now.from);
    wire_set(&event->new_user_id, now.user_id);
    char *const used[] = { now.from, now.user_id, now.parent_user_id, before.from, before.user_id,
        before.parent_user_id };
    for (size_t i = 0; i < G_N_ELEMENTS(used); i++)
        g_free(used[i]);
    return event->system_type != NULL;
}

/* What it was on the sender's phone: "edit", "poll_creation" ... */
static bool read_unsupported(Event *event, const cJSON *part)
{
    wire_take(&event->event, part, "type");
    return true;
}

static bool read_original(Event *event, const cJSON *part)
{
    g_clear_pointer(&event->context_id, g_free);
    wire_take(&event->context_id, part, "original_message_id");
    return event->context_id != NULL;
}

static bool read_edit(Event *event, const cJSON *part)
{
    wire_take(&event->text, part, "message.text.body");
    const char *type = json_string(part, "message.type");
    const cJSON *media = type ? cJSON_GetObjectItemCaseSensitive(json_at(part, "message"), type) : NULL;
    wire_take(&event->text, media, "caption");
    return read_original(event, part);
}

static bool read_nothing(Event *event, const cJSON *part)
{
    return false;
}

static const struct {
    const char *type;
    InboundKind inbound;
    PartReader read;
} types[] = {
    { .type = "text", .inbound = INBOUND_TEXT, .read = read_text },
    { .type = "interactive", .inbound = INBOUND_OTHER, .read = read_interactive },
    { .type = "button", .inbound = INBOUND_BUTTON, .read = read_button },
    { .type = "image", .inbound = INBOUND_IMAGE, .read = read_media },
    { .type = "video", .inbound = INBOUND_VIDEO, .read = read_media },
    { .type = "audio", .inbound = INBOUND_AUDIO, .read = read_media },
    { .type = "voice", .inbound = INBOUND_AUDIO, .read = read_voice },
    { .type = "document", .inbound = INBOUND_DOCUMENT, .read = read_media },
    { .type = "sticker", .inbound = INBOUND_STICKER, .read = read_media },
    { .type = "location", .inbound = INBOUND_LOCATION, .read = read_location },
    { .type = "contacts", .inbound = INBOUND_CONTACTS, .read = read_contacts },
    { .type = "reaction", .inbound = INBOUND_REACTION, .read = read_reaction },
    { .type = "order", .inbound = INBOUND_ORDER, .read = read_order },
    { .type = "system", .inbound = INBOUND_SYSTEM, .read = read_system },
    { .type = "edit", .inbound = INBOUND_EDIT, .read = read_edit },
    { .type = "revoke", .inbound = INBOUND_REVOKE, .read = read_original },
    { .type = "unsupported", .inbound = INBOUND_UNSUPPORTED, .read = read_unsupported },
    { .type = "unknown", .inbound = INBOUND_UNSUPPORTED, .read = read_unsupported },
    { .type = NULL, .inbound = INBOUND_OTHER, .read = read_nothing },
};

/* The row of the message's type; where the type is missing, of the first member that is named like one. */
static size_t find_type(const cJSON *message, const char *type)
{
    size_t i = 0;
    for (; types[i].type; i++) {
        if (type ? strcmp(type, types[i].type) == 0 : cJSON_GetObjectItemCaseSensitive(message, types[i].type) != NULL)
            break;
    }
    return i;
}

static void read_context(Event *event, const cJSON *message)
{
    const cJSON *context = json_at(message, "context");
    wire_take(&event->context_id, context, "id");
    wire_take(&event->context_id, context, "message_id");
    event->forwarded = json_bool(context, "forwarded", false) || json_bool(context, "frequently_forwarded", false);
}

void webhook_read_message(const WireChange *change, const cJSON *message, bool only)
{
    static const char *const sender[] = { "from", "from_user_id", "from_parent_user_id", NULL };
    Event *event = wire_event(change, EVENT_MESSAGE);
    wire_take(&event->id, message, "id");
    event->time = wire_time(message, "timestamp");
    wire_take(&event->group, message, "group_id");
    wire_identities(event, &event->from, message, sender);
    wire_contact(event, &event->from, change, only);
    read_context(event, message);
    wire_error(event, json_at(message, "errors"));
    wire_take(&event->type, message, "type");
    size_t row = find_type(message, event->type);
    wire_set(&event->type, types[row].type);
    event->inbound = types[row].inbound;
    const cJSON *part = types[row].type ? cJSON_GetObjectItemCaseSensitive(message, types[row].type) : NULL;
    bool understood = types[row].read(event, part);
    if (!understood || !event->id)
        wire_keep_raw(event, message);
}
