/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform would refuse is refused here, with a sentence for the author: over-long values are never cut by the
 * platform, the whole message fails. */
#include "channel_priv.h"
#include "channel_limits.h"
#include "error.h"
#include "text.h"
#include <string.h>

static bool wrong(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool wrong(GError **error, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    if (error)
        *error = g_error_new_valist(BARAZA_ERROR, BARAZA_ERROR_INPUT, format, values);
    va_end(values);
    return false;
}

/* `text` has 1 to `max` characters. */
static bool fits(const char *what, const char *text, size_t max, GError **error)
{
    if (!text || !*text)
        return wrong(error, "%s is empty", what);
    if (strlen(text) <= max) /* bytes are never fewer than characters */
        return true;
    size_t length = text_length(text);
    return length <= max || wrong(error, "%s has %zu characters; WhatsApp takes %zu", what, length, max);
}

static bool fits_or_absent(const char *what, const char *text, size_t max, GError **error)
{
    return !text || fits(what, text, max, error);
}

static bool no_footer(const Message *message, GError **error)
{
    return !message->footer || wrong(error, "a footer needs buttons or a list to stand under");
}

static bool has_file(const ChannelSend *send, GError **error)
{
    if (send->media_id && *send->media_id)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "the file %s is not uploaded to this number",
        send->message->asset ? send->message->asset : "of the message");
    return false;
}

/* The file types the platform plays, by kind (business-phone-numbers/media); a document may be of any type. */
static const struct {
    const char *mime;
    MediaKind kind;
    gsize bytes;
} types[] = {
    { .mime = "image/jpeg", .kind = MEDIA_IMAGE, .bytes = LIMIT_IMAGE_BYTES },
    { .mime = "image/png", .kind = MEDIA_IMAGE, .bytes = LIMIT_IMAGE_BYTES },
    { .mime = "audio/aac", .kind = MEDIA_AUDIO, .bytes = LIMIT_AUDIO_BYTES },
    { .mime = "audio/amr", .kind = MEDIA_AUDIO, .bytes = LIMIT_AUDIO_BYTES },
    { .mime = "audio/mpeg", .kind = MEDIA_AUDIO, .bytes = LIMIT_AUDIO_BYTES },
    { .mime = "audio/mp4", .kind = MEDIA_AUDIO, .bytes = LIMIT_AUDIO_BYTES },
    { .mime = "audio/ogg", .kind = MEDIA_AUDIO, .bytes = LIMIT_AUDIO_BYTES },
    { .mime = "video/mp4", .kind = MEDIA_VIDEO, .bytes = LIMIT_VIDEO_BYTES },
    { .mime = "video/3gpp", .kind = MEDIA_VIDEO, .bytes = LIMIT_VIDEO_BYTES },
};

static bool same_type(const char *mime, const char *known)
{
    size_t length = strcspn(mime, "; ");
    return length == strlen(known) && g_ascii_strncasecmp(mime, known, length) == 0;
}

static bool type_plays(const Message *message, GError **error)
{
    if (!message->mime || message->media == MEDIA_DOCUMENT)
        return true;
    for (size_t i = 0; i < G_N_ELEMENTS(types); i++)
        if (types[i].kind == message->media && same_type(message->mime, types[i].mime))
            return true;
    return wrong(error, "WhatsApp takes no %s of type %s", media_kind_name(message->media), message->mime);
}

bool channel_check_file(const char *mime, gsize size, GError **error)
{
    gsize limit = LIMIT_DOCUMENT_BYTES;
    for (size_t i = 0; mime && i < G_N_ELEMENTS(types); i++)
        if (same_type(mime, types[i].mime))
            limit = types[i].bytes;
    if (!mime || !*mime)
        return wrong(error, "the file's type is not known");
    if (size == 0)
        return wrong(error, "the file is empty");
    return size <= limit || wrong(error, "the file has %zu bytes; WhatsApp takes %zu of %s", size, limit, mime);
}

static bool check_text(const ChannelSend *send, GError **error)
{
    return fits("the text", send->message->text, LIMIT_TEXT, error) && no_footer(send->message, error);
}

static bool check_media(const ChannelSend *send, GError **error)
{
    const Message *message = send->message;
    const char *caption = message->text && *message->text ? message->text : NULL;
    if (caption && message->media == MEDIA_AUDIO)
        return wrong(error, "a sound takes no caption");
    return type_plays(message, error) && fits_or_absent("the caption", caption, LIMIT_CAPTION, error) &&
           no_footer(message, error) && has_file(send, error);
}

static const MessageChoice *choice_at(const Message *message, guint i)
{
    return g_ptr_array_index(message->choices, i);
}

static bool blank_ends(const char *text)
{
    return g_ascii_isspace(text[0]) || g_ascii_isspace(text[strlen(text) - 1]);
}

static bool count_fits(const Message *message, guint max, const char *what, GError **error)
{
    guint n = message->choices->len;
    return (n >= 1 && n <= max) || wrong(error, "the message has %u %s; WhatsApp takes 1 to %u", n, what, max);
}

/* Ids, and for buttons titles, may each be there once. */
static bool is_unique(const Message *message, guint at, bool titles, GError **error)
{
    const MessageChoice *choice = choice_at(message, at);
    for (guint i = 0; i < at; i++) {
        if (strcmp(choice_at(message, i)->id, choice->id) == 0)
            return wrong(error, "two choices have the id \"%s\"", choice->id);
        if (titles && strcmp(choice_at(message, i)->title, choice->title) == 0)
            return wrong(error, "two choices say \"%s\"", choice->title);
    }
    return true;
}

static bool check_choice(const Message *message, guint at, size_t max_id, size_t max_title, GError **error)
{
    const MessageChoice *choice = choice_at(message, at);
    if (!fits("the id of a choice", choice->id, max_id, error) || !fits("a choice", choice->title, max_title, error)) {
        g_prefix_error(error, "choice %u: ", at + 1);
        return false;
    }
    return !blank_ends(choice->id) || wrong(error, "choice %u: the id begins or ends with a blank", at + 1);
}

static bool check_buttons(const ChannelSend *send, GError **error)
{
    const Message *message = send->message;
    if (!fits("the text over the buttons", message->text, LIMIT_BODY, error) ||
        !fits_or_absent("the footer", message->footer, LIMIT_FOOTER, error) ||
        !count_fits(message, LIMIT_BUTTONS, "buttons", error))
        return false;
    for (guint i = 0; i < message->choices->len; i++)
        if (!check_choice(message, i, LIMIT_BUTTON_ID, LIMIT_BUTTON_TITLE, error) ||
            !is_unique(message, i, true, error))
            return false;
    if (!message->asset)
        return true;
    if (message->media == MEDIA_AUDIO)
        return wrong(error, "a sound cannot stand over buttons");
    return type_plays(message, error) && has_file(send, error);
}

static bool check_list(const ChannelSend *send, GError **error)
{
    const Message *message = send->message;
    if (!fits("the text over the list", message->text, LIMIT_BODY, error) ||
        !fits_or_absent("the footer", message->footer, LIMIT_FOOTER, error) ||
        !fits("the list's button", message->list_label, LIMIT_LIST_LABEL, error) ||
        !count_fits(message, LIMIT_ROWS, "rows", error))
        return false;
    for (guint i = 0; i < message->choices->len; i++) {
        const char *description = choice_at(message, i)->description;
        if (!check_choice(message, i, LIMIT_ROW_ID, LIMIT_ROW_TITLE, error) || !is_unique(message, i, false, error) ||
            !fits_or_absent(
                "a row's description", description && *description ? description : NULL, LIMIT_ROW_DESCRIPTION, error))
            return false;
    }
    return !message->asset || wrong(error, "no file can stand over a list");
}

static bool check_template_name(const Message *message, GError **error)
{
    if (!fits("the template's name", message->template_name, LIMIT_TEMPLATE_NAME, error))
        return false;
    for (const char *c = message->template_name; *c; c++)
        if (!g_ascii_islower(*c) && !g_ascii_isdigit(*c) && *c != '_')
            return wrong(error, "the template's name \"%s\" has more than a-z, 0-9 and _", message->template_name);
    return fits("the template's language", message->language, 20, error);
}

static bool check_template(const ChannelSend *send, GError **error)
{
    const Message *message = send->message;
    if (!check_template_name(message, error))
        return false;
    size_t total = 0;
    for (guint i = 0; i < message->params->len; i++) {
        g_autofree char *clean = channel_clean_param(g_ptr_array_index(message->params, i));
        if (!*clean)
            return wrong(error, "parameter %u of template \"%s\" is empty", i + 1, message->template_name);
        total += text_length(clean);
    }
    if (total > LIMIT_TEMPLATE_BODY)
        return wrong(error,
            "the parameters of template \"%s\" have %zu characters; WhatsApp takes %d with its own text",
            message->template_name, total, LIMIT_TEMPLATE_BODY);
    if (message->choices->len > LIMIT_TEMPLATE_BUTTONS)
        return wrong(error, "template \"%s\" has %u buttons; WhatsApp takes %d", message->template_name,
            message->choices->len, LIMIT_TEMPLATE_BUTTONS);
    for (guint i = 0; i < message->choices->len; i++)
        if (!fits("the payload of a template's button", choice_at(message, i)->id, LIMIT_TEMPLATE_PAYLOAD, error))
            return false;
    return !message->asset || (type_plays(message, error) && has_file(send, error));
}

/* A phone without + would be taken as a number of our own country. */
static bool check_address(const ChannelSend *send, GError **error)
{
    const char *to = send->to ? send->to : "";
    size_t length = strlen(to);
    bool good = false;
    if (send->to_is_user_id) {
        good = length > 3 && length <= 3 + LIMIT_USER_ID && g_ascii_isupper(to[0]) && g_ascii_isupper(to[1]) &&
               to[2] == '.';
        for (size_t i = 3; good && i < length; i++)
            good = g_ascii_isalnum(to[i]) || to[i] == '.';
    } else {
        good = to[0] == '+' && length > LIMIT_PHONE_MIN && length <= LIMIT_PHONE_MAX + 1 && to[1] != '0' &&
               strspn(to + 1, "0123456789") == length - 1;
    }
    if (!good)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the address is no %s",
            send->to_is_user_id ? "business-scoped user id" : "phone number with + and country code");
    return good;
}

static bool (*const checks[MESSAGE_KINDS])(const ChannelSend *send, GError **error) = {
    [MESSAGE_TEXT] = check_text,
    [MESSAGE_MEDIA] = check_media,
    [MESSAGE_BUTTONS] = check_buttons,
    [MESSAGE_LIST] = check_list,
    [MESSAGE_TEMPLATE] = check_template,
};

bool channel_check(const ChannelSend *send, GError **error)
{
    g_assert(send->message && send->message->kind >= 0 && send->message->kind < MESSAGE_KINDS);
    return check_address(send, error) && fits_or_absent("the tag", send->tag, LIMIT_TAG, error) &&
           checks[send->message->kind](send, error);
}
