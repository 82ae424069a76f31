/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message of ours as a request body of POST /{number}/messages. Written straight into a text: this is the hot path.
 */
#include "channel_priv.h"

static void write_text(GString *json, const ChannelSend *send)
{
    channel_write_member(json, "{", "body", send->message->text);
    g_string_append_c(json, '}');
}

/* The object of a file, as a message or as the header of one. */
static void write_file(GString *json, const ChannelSend *send, const char *caption)
{
    const Message *message = send->message;
    channel_write_member(json, "{", "id", send->media_id);
    if (caption && *caption)
        channel_write_member(json, ",", "caption", caption);
    if (message->media == MEDIA_DOCUMENT && message->filename)
        channel_write_member(json, ",", "filename", message->filename);
    g_string_append_c(json, '}');
}

/* Sound in an ogg file goes as a voice note: only those say when they were played. */
static void write_media(GString *json, const ChannelSend *send)
{
    const Message *message = send->message;
    if (message->media == MEDIA_AUDIO && message->mime && g_str_has_prefix(message->mime, "audio/ogg")) {
        channel_write_member(json, "{", "id", send->media_id);
        g_string_append(json, ",\"voice\":true}");
        return;
    }
    write_file(json, send, message->text);
}

static void write_body(GString *json, const Message *message)
{
    channel_write_member(json, "\"body\":{", "text", message->text);
    g_string_append_c(json, '}');
    if (message->footer) {
        channel_write_member(json, ",\"footer\":{", "text", message->footer);
        g_string_append_c(json, '}');
    }
}

static void write_buttons(GString *json, const ChannelSend *send)
{
    const Message *message = send->message;
    g_string_append(json, "{\"type\":\"button\",");
    if (message->asset) {
        const char *kind = media_kind_name(message->media);
        g_string_append_printf(json, "\"header\":{\"type\":\"%s\",\"%s\":", kind, kind);
        write_file(json, send, NULL);
        g_string_append(json, "},");
    }
    write_body(json, message);
    g_string_append(json, ",\"action\":{\"buttons\":[");
    for (guint i = 0; i < message->choices->len; i++) {
        const MessageChoice *choice = g_ptr_array_index(message->choices, i);
        channel_write_member(
            json, i ? ",{\"type\":\"reply\",\"reply\":{" : "{\"type\":\"reply\",\"reply\":{", "id", choice->id);
        channel_write_member(json, ",", "title", choice->title);
        g_string_append(json, "}}");
    }
    g_string_append(json, "]}}");
}

static void write_list(GString *json, const ChannelSend *send)
{
    const Message *message = send->message;
    g_string_append(json, "{\"type\":\"list\",");
    write_body(json, message);
    channel_write_member(json, ",\"action\":{", "button", message->list_label);
    g_string_append(json, ",\"sections\":[{\"rows\":[");
    for (guint i = 0; i < message->choices->len; i++) {
        const MessageChoice *choice = g_ptr_array_index(message->choices, i);
        channel_write_member(json, i ? ",{" : "{", "id", choice->id);
        channel_write_member(json, ",", "title", choice->title);
        if (choice->description && *choice->description)
            channel_write_member(json, ",", "description", choice->description);
        g_string_append_c(json, '}');
    }
    g_string_append(json, "]}]}}");
}

/* The member named after the type; the type of media is its kind's name. */
static const struct {
    const char *type;
    void (*write)(GString *json, const ChannelSend *send);
} kinds[MESSAGE_KINDS] = {
    [MESSAGE_TEXT] = { .type = "text", .write = write_text },
    [MESSAGE_MEDIA] = { .type = NULL, .write = write_media },
    [MESSAGE_BUTTONS] = { .type = "interactive", .write = write_buttons },
    [MESSAGE_LIST] = { .type = "interactive", .write = write_list },
    [MESSAGE_TEMPLATE] = { .type = "template", .write = channel_write_template },
};

char *channel_cloud_encode(const ChannelSend *send, GError **error)
{
    if (!channel_check(send, error))
        return NULL;
    const Message *message = send->message;
    const char *type = kinds[message->kind].type ? kinds[message->kind].type : media_kind_name(message->media);
    GString *json = g_string_sized_new(512);
    g_string_append(json, "{\"messaging_product\":\"whatsapp\",\"recipient_type\":\"individual\"");
    channel_write_member(json, ",", send->to_is_user_id ? "recipient" : "to", send->to);
    channel_write_member(json, ",", "type", type);
    g_string_append_printf(json, ",\"%s\":", type);
    kinds[message->kind].write(json, send);
    if (message->quote && *message->quote) {
        channel_write_member(json, ",\"context\":{", "message_id", message->quote);
        g_string_append_c(json, '}');
    }
    if (send->tag)
        channel_write_member(json, ",", "biz_opaque_callback_data", send->tag);
    g_string_append_c(json, '}');
    return g_string_free(json, FALSE);
}
