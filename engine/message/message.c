/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message in memory, and how it reads to a person. */
#include "message.h"
#include "message_priv.h"

static const char *const kind_names[MESSAGE_KINDS] = {
    [MESSAGE_TEXT] = "text",
    [MESSAGE_MEDIA] = "media",
    [MESSAGE_BUTTONS] = "buttons",
    [MESSAGE_LIST] = "list",
    [MESSAGE_TEMPLATE] = "template",
};

static const char *const media_names[MEDIA_KINDS] = {
    [MEDIA_IMAGE] = "image",
    [MEDIA_AUDIO] = "audio",
    [MEDIA_VIDEO] = "video",
    [MEDIA_DOCUMENT] = "document",
};

static bool find_name(const char *const *names, int n, const char *name, int *index)
{
    for (int i = 0; i < n; i++)
        if (g_strcmp0(names[i], name) == 0) {
            *index = i;
            return true;
        }
    return false;
}

const char *message_kind_name(MessageKind kind)
{
    g_assert(kind < MESSAGE_KINDS);
    return kind_names[kind];
}

bool message_kind_from_name(const char *name, MessageKind *kind)
{
    int i;
    if (!find_name(kind_names, MESSAGE_KINDS, name, &i))
        return false;
    *kind = i;
    return true;
}

const char *media_kind_name(MediaKind kind)
{
    g_assert(kind < MEDIA_KINDS);
    return media_names[kind];
}

bool media_kind_from_name(const char *name, MediaKind *kind)
{
    int i;
    if (!find_name(media_names, MEDIA_KINDS, name, &i))
        return false;
    *kind = i;
    return true;
}

static void choice_free(gpointer data)
{
    MessageChoice *choice = data;
    g_free(choice->id);
    g_free(choice->title);
    g_free(choice->description);
    g_free(choice);
}

Message *message_new(MessageKind kind, const char *text)
{
    Message *message = g_new0(Message, 1);
    message->kind = kind;
    message->text = g_strdup(text);
    message->params = g_ptr_array_new_with_free_func(g_free);
    message->choices = g_ptr_array_new_with_free_func(choice_free);
    return message;
}

void message_free(Message *message)
{
    if (!message)
        return;
    g_free(message->text);
    g_free(message->footer);
    g_free(message->list_label);
    g_free(message->asset);
    g_free(message->mime);
    g_free(message->filename);
    g_free(message->template_name);
    g_free(message->language);
    g_free(message->quote);
    g_ptr_array_unref(message->params);
    g_ptr_array_unref(message->choices);
    g_free(message);
}

void message_add_choice(Message *message, const char *id, const char *title, const char *description)
{
    MessageChoice *choice = g_new0(MessageChoice, 1);
    choice->id = g_strdup(id);
    choice->title = g_strdup(title ? title : "");
    choice->description = g_strdup(description);
    g_ptr_array_add(message->choices, choice);
}

void message_add_param(Message *message, const char *param)
{
    g_ptr_array_add(message->params, g_strdup(param ? param : ""));
}

static void new_line(GString *out)
{
    if (out->len > 0)
        g_string_append_c(out, '\n');
}

static void plain_asset(GString *out, const Message *message)
{
    g_string_append_printf(out, "[%s%s%s]", media_kind_name(message->media), message->filename ? " " : "",
        message->filename ? message->filename : "");
}

static void plain_template(GString *out, const Message *message)
{
    g_string_append_printf(out, "[template %s, %s]", message->template_name ? message->template_name : "?",
        message->language ? message->language : "?");
    for (guint i = 0; i < message->params->len; i++) {
        new_line(out);
        g_string_append(out, message->params->pdata[i]);
    }
}

static void plain_choices(GString *out, const Message *message)
{
    if (message->kind == MESSAGE_LIST && message->list_label) {
        new_line(out);
        g_string_append_printf(out, "[%s]", message->list_label);
    }
    for (guint i = 0; i < message->choices->len; i++) {
        const MessageChoice *choice = message->choices->pdata[i];
        if (choice->title[0] == '\0')
            continue;
        new_line(out);
        g_string_append_printf(out, message->kind == MESSAGE_LIST ? "- %s" : "[%s]", choice->title);
        if (choice->description)
            g_string_append_printf(out, ": %s", choice->description);
    }
}

char *message_plain(const Message *message)
{
    GString *out = g_string_new(NULL);
    if (message->asset)
        plain_asset(out, message);
    if (message->kind == MESSAGE_TEMPLATE)
        plain_template(out, message);
    if (message->text && message->text[0]) {
        new_line(out);
        g_string_append(out, message->text);
    }
    if (message->footer) {
        new_line(out);
        g_string_append(out, message->footer);
    }
    plain_choices(out, message);
    return g_string_free(out, FALSE);
}
