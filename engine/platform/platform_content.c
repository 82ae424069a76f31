/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a message may say, type by type. A mistake in the body is refused at once; a file that cannot be loaded is found
 * out later, as on the real platform, and comes back as a `failed` status. */
#include "platform_priv.h"
#include "text.h"

void bubble_fail(Bubble *bubble, int code, bool injected, const char *details)
{
    if (bubble->fail_code)
        return;
    bubble->fail_code = code;
    bubble->fail_injected = injected;
    bubble->fail_details = g_strdup(details);
}

static bool read_text(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    const char *text = json_string(body, "text.body");
    if (!json_at(body, "text") || !json_at(body, "text.body"))
        return refuse(request, 131008, "Parameter 'text.body' is mandatory");
    if (!text || !*text)
        return refuse(request, 131009, "Parameter 'text.body' must be a string that is not empty");
    if (text_length(text) > LIMIT_TEXT)
        return refuse(request, 100, "Param text['body'] must be at most %d characters long.", LIMIT_TEXT);
    const cJSON *preview = json_at(body, "text.preview_url");
    if (preview && !cJSON_IsBool(preview))
        return refuse(request, 131009, "Parameter 'text.preview_url' must be true or false");
    bubble->shown.text = g_strdup(text);
    return true;
}

/* A public https address; the platform cannot fetch from a private one. */
static bool read_link(Request *request, const char *path, const char *link, PlatformKind kind, Bubble *bubble)
{
    static const char *const unreachable[] = { "localhost", "127.", "10.", "192.168.", "169.254.", "[" };
    if (!g_str_has_prefix(link, "https://"))
        return refuse(request, 131009, "Parameter '%s.link' must begin with https://", path);
    for (guint i = 0; i < G_N_ELEMENTS(unreachable); i++)
        if (g_str_has_prefix(link + strlen("https://"), unreachable[i]))
            bubble_fail(bubble, 131053, false, "Media download error: the link cannot be reached");
    bubble->shown.media_id = g_strdup(link);
    return true;
}

static bool read_media_id(Request *request, const char *path, const char *id, PlatformKind kind, Bubble *bubble)
{
    const Media *media = media_find(request->platform, id);
    gsize cap = 0;
    if (!media)
        return refuse(request, 131009, "Parameter '%s.id': no media '%s' of this number, or it has expired", path, id);
    if (!media_allowed(media->mime, kind, &cap)) {
        g_autofree char *details =
            g_strdup_printf("Media of type %s cannot be sent as %s", media->mime, platform_kind_name(kind));
        bubble_fail(bubble, 131053, false, details);
    } else if (g_bytes_get_size(media->bytes) > cap) {
        bubble_fail(bubble, 131053, false, "Media is larger than its kind allows");
    }
    bubble->shown.media_id = g_strdup(id);
    bubble->shown.mime = g_strdup(media->mime);
    return true;
}

bool content_media(Request *request, const cJSON *object, const char *path, PlatformKind kind, Bubble *bubble)
{
    const cJSON *media;
    const char *link, *filename;
    if (!check_object(request, object, path, &media))
        return false;
    if (!json_at(media, "id") == !json_at(media, "link"))
        return refuse(request, json_at(media, "id") ? 131009 : 131008,
            "Parameter '%s' needs exactly one of 'id' and 'link'", path);
    if (!check_optional(request, media, "link", 2048, &link) ||
        !check_optional(request, media, "filename", 240, &filename))
        return false;
    g_autofree char *id = json_id(media, "id");
    if (!link && !id)
        return refuse(request, 131009, "Parameter '%s.id' must be a string", path);
    if (filename && kind == PLATFORM_DOCUMENT)
        bubble->shown.filename = g_strdup(filename);
    return link ? read_link(request, path, link, kind, bubble) : read_media_id(request, path, id, kind, bubble);
}

static bool read_media(Request *request, const cJSON *body, PlatformKind kind, Bubble *bubble)
{
    const char *name = platform_kind_name(kind), *caption;
    if (!content_media(request, body, name, kind, bubble))
        return false;
    const cJSON *media = json_at(body, name);
    if (!check_optional(request, media, "caption", LIMIT_CAPTION, &caption))
        return false;
    if (caption && (kind == PLATFORM_AUDIO || kind == PLATFORM_STICKER))
        return refuse(request, 131009, "Parameter 'caption' is not allowed for %s", name);
    bubble->shown.text = g_strdup(caption ? caption : "");
    return true;
}

static bool read_image(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return read_media(request, body, PLATFORM_IMAGE, bubble);
}

static bool read_audio(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return read_media(request, body, PLATFORM_AUDIO, bubble);
}

static bool read_video(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return read_media(request, body, PLATFORM_VIDEO, bubble);
}

static bool read_document(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return read_media(request, body, PLATFORM_DOCUMENT, bubble);
}

static bool read_sticker(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return read_media(request, body, PLATFORM_STICKER, bubble);
}

/* Numbers or numeric strings are accepted. */
static bool check_degrees(Request *request, const cJSON *location, const char *name, double limit)
{
    const cJSON *found = json_at(location, name);
    if (!found)
        return refuse(request, 131008, "Parameter 'location.%s' is mandatory", name);
    char *end = NULL;
    double value = cJSON_IsString(found) ? g_ascii_strtod(found->valuestring, &end) : found->valuedouble;
    bool number = cJSON_IsNumber(found) || (end && end != found->valuestring && !*end);
    if (!number || value < -limit || value > limit)
        return refuse(request, 131009, "Parameter 'location.%s' is no number of degrees", name);
    return true;
}

static bool read_location(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    const cJSON *location;
    if (!check_object(request, body, "location", &location) || !check_degrees(request, location, "latitude", 90) ||
        !check_degrees(request, location, "longitude", 180))
        return false;
    const char *name = json_string(location, "name");
    bubble->shown.text = g_strdup(name ? name : "");
    return true;
}

static bool read_contacts(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    static const char *const parts[] = { "first_name", "last_name", "middle_name", "suffix", "prefix" };
    const cJSON *contacts, *contact;
    const char *name;
    g_autoptr(GString) shown = g_string_new(NULL);
    if (!check_array(request, body, "contacts", 1, LIMIT_CONTACTS, &contacts))
        return false;
    cJSON_ArrayForEach(contact, contacts)
    {
        if (!check_text(request, contact, "name.formatted_name", 1024, &name))
            return false;
        bool more = false;
        for (guint i = 0; i < G_N_ELEMENTS(parts); i++)
            more = more || json_string(json_at(contact, "name"), parts[i]);
        if (!more)
            return refuse(request, 131008, "Parameter 'contacts.name' needs one more part beside formatted_name");
        g_string_append_printf(shown, "%s%s", shown->len ? ", " : "", name);
    }
    bubble->shown.text = g_strdup(shown->str);
    return true;
}

static bool read_reaction(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    const char *id, *emoji = json_string(body, "reaction.emoji");
    if (!check_text(request, body, "reaction.message_id", 512, &id))
        return false;
    if (json_at(body, "context"))
        return refuse(request, 131009, "A reaction cannot carry 'context'");
    if (!emoji)
        return refuse(request, 131008, "Parameter 'reaction.emoji' is mandatory");
    if (text_length(emoji) > 12)
        return refuse(request, 131009, "Parameter 'reaction.emoji' must be one emoji");
    const Bubble *target = g_hash_table_lookup(request->platform->by_wamid, id);
    const int64_t oldest = request->platform->now - MESSAGE_TTL;
    if (!target || phone_of(request->platform, target) != phone || target->shown.accepted < oldest ||
        target->shown.kind == PLATFORM_REACTION)
        bubble_fail(
            bubble, 131009, false, "The message to react to does not exist, is too old or is itself a reaction");
    bubble->shown.text = g_strdup(emoji);
    bubble->shown.quote = g_strdup(id);
    bubble->reaction_only = true;
    return true;
}

static bool read_interactive(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return interactive_read(request, body, bubble);
}

static bool read_template(Request *request, const cJSON *body, Bubble *bubble, Phone *phone)
{
    return template_read(request, body, bubble);
}

typedef struct {
    const char *type;
    PlatformKind kind;
    bool (*read)(Request *request, const cJSON *body, Bubble *bubble, Phone *phone);
} TypeRow;

static const TypeRow types[] = {
    { "text", PLATFORM_TEXT, read_text },
    { "image", PLATFORM_IMAGE, read_image },
    { "audio", PLATFORM_AUDIO, read_audio },
    { "video", PLATFORM_VIDEO, read_video },
    { "document", PLATFORM_DOCUMENT, read_document },
    { "sticker", PLATFORM_STICKER, read_sticker },
    { "location", PLATFORM_LOCATION, read_location },
    { "contacts", PLATFORM_CONTACTS, read_contacts },
    { "reaction", PLATFORM_REACTION, read_reaction },
    { "interactive", PLATFORM_BUTTONS, read_interactive },
    { "template", PLATFORM_TEMPLATE, read_template },
};

bool content_read(Request *request, const cJSON *body, const char *type, Bubble *bubble, Phone *phone)
{
    for (guint i = 0; i < G_N_ELEMENTS(types); i++) {
        if (!g_str_equal(types[i].type, type))
            continue;
        bubble->shown.kind = types[i].kind;
        return types[i].read(request, body, bubble, phone);
    }
    if (g_str_equal(type, "pin"))
        return refuse(request, 131051, "Message type 'pin' is for groups only");
    return refuse(request, 131009, "Parameter 'type': '%s' is not a supported message type", type);
}

const char *platform_kind_name(PlatformKind kind)
{
    static const char *const names[PLATFORM_KINDS] = { "text", "image", "audio", "video", "document", "sticker",
        "location", "contacts", "reaction", "button", "list", "cta_url", "flow", "request", "template" };
    return names[kind];
}
