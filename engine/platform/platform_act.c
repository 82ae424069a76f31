/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does on a phone becomes a message object; it leaves when the phone is on, and opens the 24-hour window
 * then. */
#include "platform_priv.h"

void bubble_transmit(Platform *platform, Phone *phone, Bubble *bubble)
{
    const PlatformIdentity identity = platform->config.identity;
    cJSON *message = cJSON_CreateObject(), *rest = g_steal_pointer(&bubble->wire);
    g_autofree char *time = g_strdup_printf("%" G_GINT64_FORMAT, platform->now);
    if (identity != PLATFORM_ID_USER_ONLY)
        json_put(message, "from", phone->number);
    if (identity != PLATFORM_ID_PHONE)
        json_put(message, "from_user_id", phone->user_id);
    json_put(json_put(message, "id", bubble->shown.wamid), "timestamp", time);
    while (rest->child) {
        cJSON *member = cJSON_DetachItemViaPointer(rest, rest->child);
        json_put_item(message, member->string, member);
    }
    cJSON_Delete(rest);
    Media *media = bubble->shown.media_id ? g_hash_table_lookup(platform->media, bubble->shown.media_id) : NULL;
    if (media)
        media->expires = platform->now + MEDIA_RECEIVED_TTL;
    phone->last_inbound = platform->now;
    bubble->shown.sent = platform->now;
    bubble->shown.state = PLATFORM_DELIVERED;
    platform->counts.inbound++;
    tell_message(platform, phone, message);
}

/* A bubble of that phone's chat that can be quoted or tapped, or NULL. */
static Bubble *chat_bubble(Platform *platform, int phone, const char *wamid)
{
    Bubble *bubble = wamid ? g_hash_table_lookup(platform->by_wamid, wamid) : NULL;
    return bubble && bubble->shown.phone == phone && bubble->shown.time >= 0 ? bubble : NULL;
}

static void put_context(Platform *platform, cJSON *wire, const Bubble *quoted)
{
    const Phone *phone = phone_of(platform, quoted);
    cJSON *context = json_put(
        cJSON_CreateObject(), "from", quoted->shown.from_business ? platform->config.display_number : phone->number);
    json_put_item(wire, "context", json_put(context, "id", quoted->shown.wamid));
}

/* Shows the own bubble and sends it, now or when the phone is on. Takes `wire`. */
static const PlatformBubble *say(Platform *platform, int index, PlatformKind kind, const char *text,
    const Bubble *quoted, Bubble *bubble, cJSON *wire)
{
    Phone *phone = platform->phones->pdata[index];
    bubble->shown.kind = kind;
    bubble->shown.text = g_strdup(text ? text : "");
    bubble->shown.time = platform->now;
    bubble->wire = wire;
    if (quoted) {
        bubble->shown.quote = g_strdup(quoted->shown.wamid);
        if (kind != PLATFORM_REACTION)
            put_context(platform, wire, quoted);
    }
    bubble_keep(platform, phone, bubble);
    if (kind != PLATFORM_REACTION) {
        bubble->shown.place = phone->chat->len;
        g_ptr_array_add(phone->chat, bubble);
    }
    if (phone->online)
        bubble_transmit(platform, phone, bubble);
    else
        g_ptr_array_add(phone->unsent, bubble);
    return &bubble->shown;
}

const PlatformBubble *platform_phone_text(
    Platform *platform, int64_t now, int phone, const char *text, const char *quote)
{
    platform_advance(platform, now);
    const Bubble *quoted = chat_bubble(platform, phone, quote);
    if (quote && !quoted)
        return NULL;
    cJSON *wire = json_put(cJSON_CreateObject(), "type", "text");
    json_put_item(wire, "text", json_put(cJSON_CreateObject(), "body", text));
    return say(platform, phone, PLATFORM_TEXT, text, quoted, bubble_new(platform->phones->pdata[phone]), wire);
}

const PlatformBubble *platform_phone_tap(Platform *platform, int64_t now, int phone, const char *wamid, guint choice)
{
    platform_advance(platform, now);
    const Bubble *target = chat_bubble(platform, phone, wamid);
    if (!target || !target->shown.from_business || choice >= target->shown.n_choices)
        return NULL;
    const PlatformChoice *shown = &target->shown.choices[choice];
    const char *payload = target->payloads->pdata[choice];
    cJSON *wire = cJSON_CreateObject();
    if (target->shown.kind == PLATFORM_TEMPLATE) {
        json_put(wire, "type", "button");
        json_put_item(
            wire, "button", json_put(json_put(cJSON_CreateObject(), "payload", payload), "text", shown->title));
    } else {
        const char *type = target->shown.kind == PLATFORM_LIST ? "list_reply" : "button_reply";
        cJSON *reply = json_put(json_put(cJSON_CreateObject(), "id", payload), "title", shown->title);
        json_put(reply, "description", shown->description);
        json_put(wire, "type", "interactive");
        json_put_item(wire, "interactive", json_put_item(json_put(cJSON_CreateObject(), "type", type), type, reply));
    }
    return say(platform, phone, PLATFORM_TEXT, shown->title, target, bubble_new(platform->phones->pdata[phone]), wire);
}

const PlatformBubble *platform_phone_media(Platform *platform, int64_t now, int phone, PlatformKind kind,
    const char *mime, const char *filename, const char *caption, GBytes *bytes, const char *quote)
{
    platform_advance(platform, now);
    const Bubble *quoted = chat_bubble(platform, phone, quote);
    if (quote && !quoted)
        return NULL;
    Media *media = media_store(platform, mime, filename, bytes, MEDIA_RECEIVED_TTL);
    g_autofree guchar *digest = g_malloc(32);
    gsize n = 32;
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
    g_checksum_get_digest(sum, digest, &n);
    g_autofree char *sha256 = g_base64_encode(digest, n), *url = media_url(platform, media);
    cJSON *object = json_put(json_put(cJSON_CreateObject(), "mime_type", mime), "sha256", sha256);
    json_put(json_put(object, "id", media->id), "url", url);
    json_put(object, "caption", kind == PLATFORM_AUDIO ? NULL : caption);
    if (kind == PLATFORM_DOCUMENT)
        json_put(object, "filename", filename);
    if (kind == PLATFORM_AUDIO)
        json_put_bool(object, "voice", true);
    cJSON *wire = json_put(cJSON_CreateObject(), "type", platform_kind_name(kind));
    json_put_item(wire, platform_kind_name(kind), object);
    Bubble *bubble = bubble_new(platform->phones->pdata[phone]);
    bubble->shown.mime = g_strdup(mime);
    bubble->shown.filename = g_strdup(filename);
    bubble->shown.media_id = g_strdup(media->id);
    return say(platform, phone, kind, caption, quoted, bubble, wire);
}

const PlatformBubble *platform_phone_react(
    Platform *platform, int64_t now, int phone, const char *wamid, const char *emoji)
{
    platform_advance(platform, now);
    Bubble *target = chat_bubble(platform, phone, wamid);
    if (!target || target->shown.kind == PLATFORM_REACTION)
        return NULL;
    cJSON *reaction = json_put(json_put(cJSON_CreateObject(), "message_id", wamid), "emoji", *emoji ? emoji : NULL);
    cJSON *wire = json_put_item(json_put(cJSON_CreateObject(), "type", "reaction"), "reaction", reaction);
    return say(platform, phone, PLATFORM_REACTION, emoji, target, bubble_new(platform->phones->pdata[phone]), wire);
}
