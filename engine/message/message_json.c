/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored form of a message. A version newer than ours is refused, so that an older program never sends half of what
 * a newer one meant. */
#include "message.h"
#include "message_priv.h"
#include "error.h"
#include "json_doc.h"
#include <string.h>

char *message_to_json(const Message *message)
{
    g_autoptr(cJSON) object = cJSON_CreateObject();
    json_put_int(object, "v", MESSAGE_VERSION);
    json_put(object, "kind", message_kind_name(message->kind));
    json_put(object, "text", message->text);
    json_put(object, "footer", message->footer);
    json_put(object, "list_label", message->list_label);
    json_put(object, "asset", message->asset);
    if (message->asset)
        json_put(object, "media", media_kind_name(message->media));
    json_put(object, "mime", message->mime);
    json_put(object, "filename", message->filename);
    json_put(object, "template", message->template_name);
    json_put(object, "language", message->language);
    if (message->params->len > 0) {
        cJSON *params = cJSON_CreateArray();
        for (guint i = 0; i < message->params->len; i++)
            cJSON_AddItemToArray(params, cJSON_CreateString(message->params->pdata[i]));
        json_put_item(object, "params", params);
    }
    if (message->choices->len > 0) {
        cJSON *choices = cJSON_CreateArray();
        for (guint i = 0; i < message->choices->len; i++) {
            const MessageChoice *choice = message->choices->pdata[i];
            cJSON *row = cJSON_CreateObject();
            json_put(row, "id", choice->id);
            json_put(row, "title", choice->title);
            json_put(row, "description", choice->description);
            cJSON_AddItemToArray(choices, row);
        }
        json_put_item(object, "choices", choices);
    }
    json_put(object, "quote", message->quote);
    return json_text(object);
}

static bool refuse(GError **error, const char *what)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "stored message: %s", what);
    return false;
}

static bool read_params(Message *message, const cJSON *object, GError **error)
{
    const cJSON *param, *params = json_at(object, "params");
    if (params && !cJSON_IsArray(params))
        return refuse(error, "\"params\" is not a list");
    cJSON_ArrayForEach(param, params)
    {
        if (!cJSON_IsString(param))
            return refuse(error, "a member of \"params\" is not a text");
        message_add_param(message, param->valuestring);
    }
    return true;
}

static bool read_choices(Message *message, const cJSON *object, GError **error)
{
    const cJSON *row, *choices = json_at(object, "choices");
    if (choices && !cJSON_IsArray(choices))
        return refuse(error, "\"choices\" is not a list");
    cJSON_ArrayForEach(row, choices)
    {
        const char *id = json_need_string(row, "id", error);
        if (!id) {
            g_prefix_error(error, "stored message: choices: ");
            return false;
        }
        message_add_choice(message, id, json_string(row, "title"), json_string(row, "description"));
    }
    return true;
}

/* What each kind cannot be sent without. */
static bool is_complete(const Message *message, GError **error)
{
    guint n = message->choices->len;
    switch (message->kind) {
    case MESSAGE_TEXT:
        return message->text ? true : refuse(error, "a text without \"text\"");
    case MESSAGE_MEDIA:
        return message->asset ? true : refuse(error, "media without \"asset\"");
    case MESSAGE_BUTTONS:
        if (!message->text)
            return refuse(error, "buttons without \"text\"");
        return n >= 1 && n <= 3 ? true : refuse(error, "buttons need 1 to 3 \"choices\"");
    case MESSAGE_LIST:
        if (!message->text || !message->list_label)
            return refuse(error, "a list without \"text\" or \"list_label\"");
        return n >= 1 && n <= 10 ? true : refuse(error, "a list needs 1 to 10 \"choices\"");
    case MESSAGE_TEMPLATE:
        return message->template_name && message->language
                   ? true
                   : refuse(error, "a template without \"template\" or \"language\"");
    case MESSAGE_KINDS:
        break;
    }
    return refuse(error, "no such kind");
}

static bool read_kinds(Message *message, const cJSON *object, GError **error)
{
    const char *kind = json_need_string(object, "kind", error);
    if (!kind) {
        g_prefix_error(error, "stored message: ");
        return false;
    }
    if (!message_kind_from_name(kind, &message->kind)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "stored message: no kind \"%s\"", kind);
        return false;
    }
    const char *media = json_string(object, "media");
    if (media && !media_kind_from_name(media, &message->media)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "stored message: no media kind \"%s\"", media);
        return false;
    }
    return true;
}

static void read_texts(Message *message, const cJSON *object)
{
    message->text = g_strdup(json_string(object, "text"));
    message->footer = g_strdup(json_string(object, "footer"));
    message->list_label = g_strdup(json_string(object, "list_label"));
    message->asset = g_strdup(json_string(object, "asset"));
    message->mime = g_strdup(json_string(object, "mime"));
    message->filename = g_strdup(json_string(object, "filename"));
    message->template_name = g_strdup(json_string(object, "template"));
    message->language = g_strdup(json_string(object, "language"));
    message->quote = g_strdup(json_string(object, "quote"));
}

Message *message_from_json(const char *json, GError **error)
{
    g_autoptr(JsonDoc) doc = json_doc_parse(json, strlen(json), error);
    const cJSON *object = json_doc_root(doc);
    if (!object) {
        g_prefix_error(error, "stored message: ");
        return NULL;
    }
    int64_t version = json_int(object, "v", 0);
    if (version != MESSAGE_VERSION) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "stored message: version %" G_GINT64_FORMAT " is not one this program knows (%d)", version,
            MESSAGE_VERSION);
        return NULL;
    }
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, NULL);
    if (!read_kinds(message, object, error))
        return NULL;
    read_texts(message, object);
    if (!read_params(message, object, error) || !read_choices(message, object, error) || !is_complete(message, error))
        return NULL;
    return g_steal_pointer(&message);
}
