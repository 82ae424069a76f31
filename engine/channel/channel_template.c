/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel_priv.h"
#include "channel_limits.h"
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A run of blanks with a break in it, or longer than the platform takes, becomes one blank. */
char *channel_clean_param(const char *param)
{
    GString *clean = g_string_new(NULL);
    for (const char *c = param ? param : ""; *c;) {
        const char *run = c;
        while (is_blank(*c))
            c++;
        if (c == run) {
            g_string_append_c(clean, *c++);
            continue;
        }
        size_t length = (size_t)(c - run);
        bool kept = length <= LIMIT_PARAM_BLANKS && strspn(run, " ") >= length;
        if (clean->len > 0 && *c)
            g_string_append_len(clean, kept ? run : " ", kept ? (gssize)length : 1);
    }
    return g_string_free(clean, FALSE);
}

static void write_header(GString *json, const ChannelSend *send)
{
    const char *kind = media_kind_name(send->message->media);
    channel_write_member(json, "{\"type\":\"header\",\"parameters\":[{", "type", kind);
    g_string_append_printf(json, ",\"%s\":{", kind);
    channel_write_member(json, "", "id", send->media_id);
    if (send->message->media == MEDIA_DOCUMENT && send->message->filename)
        channel_write_member(json, ",", "filename", send->message->filename);
    g_string_append(json, "}}]}");
}

static void write_body(GString *json, const GPtrArray *params)
{
    g_string_append(json, "{\"type\":\"body\",\"parameters\":[");
    for (guint i = 0; i < params->len; i++) {
        g_autofree char *clean = channel_clean_param(g_ptr_array_index(params, i));
        channel_write_member(json, i ? ",{\"type\":\"text\"," : "{\"type\":\"text\",", "text", clean);
        g_string_append_c(json, '}');
    }
    g_string_append(json, "]}");
}

static void write_button(GString *json, guint index, const char *payload)
{
    g_string_append_printf(
        json, "{\"type\":\"button\",\"sub_type\":\"quick_reply\",\"index\":\"%u\",\"parameters\":[", index);
    channel_write_member(json, "{\"type\":\"payload\",", "payload", payload);
    g_string_append(json, "}]}");
}

void channel_write_template(GString *json, const ChannelSend *send)
{
    const Message *message = send->message;
    channel_write_member(json, "{", "name", message->template_name);
    channel_write_member(json, ",\"language\":{", "code", message->language);
    g_string_append(json, "},\"components\":[");
    const char *comma = "";
    if (message->asset) {
        write_header(json, send);
        comma = ",";
    }
    if (message->params->len > 0) {
        g_string_append(json, comma);
        write_body(json, message->params);
        comma = ",";
    }
    for (guint i = 0; i < message->choices->len; i++) {
        const MessageChoice *choice = g_ptr_array_index(message->choices, i);
        g_string_append(json, comma);
        write_button(json, i, choice->id);
        comma = ",";
    }
    g_string_append(json, "]}");
}
