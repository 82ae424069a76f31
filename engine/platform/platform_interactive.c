/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interactive messages: reply buttons, lists, links, forms, and the two requests; each with the limits of its page. */
#include "platform_priv.h"
#include "text.h"

void bubble_choice(Bubble *bubble, GArray *choices, const char *payload, const char *title, const char *description)
{
    PlatformChoice choice = { .title = g_strdup(title), .description = g_strdup(description) };
    g_array_append_val(choices, choice);
    if (!bubble->payloads)
        bubble->payloads = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(bubble->payloads, g_strdup(payload));
}

void bubble_take_choices(Bubble *bubble, GArray *choices)
{
    bubble->shown.n_choices = choices->len;
    bubble->shown.choices = (PlatformChoice *)(void *)g_array_free(choices, FALSE);
}

/* Whether an earlier choice has this id or, where they must differ, this title. */
static bool is_taken(const Bubble *bubble, const GArray *choices, const char *id, const char *title)
{
    for (guint i = 0; i < choices->len; i++)
        if (g_str_equal(bubble->payloads->pdata[i], id) ||
            (title && g_str_equal(g_array_index(choices, PlatformChoice, i).title, title)))
            return true;
    return false;
}

static bool check_id(Request *request, const cJSON *object, const char *path, guint max, const char **id)
{
    if (!check_text(request, object, path, max, id))
        return false;
    if (g_ascii_isspace((*id)[0]) || g_ascii_isspace((*id)[strlen(*id) - 1]))
        return refuse(request, 131009, "Parameter '%s' must not begin or end with a blank", path);
    return true;
}

static bool read_reply_buttons(Request *request, const cJSON *interactive, Bubble *bubble, GArray *choices)
{
    const cJSON *buttons, *button;
    if (!check_array(request, interactive, "action.buttons", 1, LIMIT_BUTTONS, &buttons))
        return false;
    cJSON_ArrayForEach(button, buttons)
    {
        const char *id, *title;
        if (g_strcmp0(json_string(button, "type"), "reply") != 0)
            return refuse(request, 131009, "Parameter 'type' of a button must be 'reply'");
        if (!check_id(request, button, "reply.id", LIMIT_BUTTON_ID, &id) ||
            !check_text(request, button, "reply.title", LIMIT_BUTTON_TITLE, &title))
            return false;
        if (is_taken(bubble, choices, id, title))
            return refuse(request, 131009, "Button ids and titles must be unique: '%s', '%s'", id, title);
        bubble_choice(bubble, choices, id, title, NULL);
    }
    return true;
}

static bool read_rows(Request *request, const cJSON *section, Bubble *bubble, GArray *choices)
{
    const cJSON *rows, *row;
    if (!check_array(request, section, "rows", 1, LIMIT_ROWS, &rows))
        return false;
    cJSON_ArrayForEach(row, rows)
    {
        const char *id, *title, *description;
        if (!check_id(request, row, "id", LIMIT_ROW_ID, &id) ||
            !check_text(request, row, "title", LIMIT_ROW_TITLE, &title) ||
            !check_optional(request, row, "description", LIMIT_ROW_DESCRIPTION, &description))
            return false;
        if (is_taken(bubble, choices, id, NULL))
            return refuse(request, 131009, "Row ids must be unique: '%s'", id);
        bubble_choice(bubble, choices, id, title, description);
    }
    return true;
}

static bool read_list(Request *request, const cJSON *interactive, Bubble *bubble, GArray *choices)
{
    const cJSON *sections, *section;
    const char *label, *title;
    if (!check_text(request, interactive, "action.button", LIMIT_LIST_LABEL, &label) ||
        !check_array(request, interactive, "action.sections", 1, LIMIT_SECTIONS, &sections))
        return false;
    bubble->shown.label = g_strdup(label);
    cJSON_ArrayForEach(section, sections)
    {
        if (!check_optional(request, section, "title", LIMIT_SECTION_TITLE, &title))
            return false;
        if (!title && cJSON_GetArraySize(sections) > 1)
            return refuse(
                request, 131008, "Parameter 'title' is mandatory for every section when there is more than one");
        if (!read_rows(request, section, bubble, choices))
            return false;
    }
    if (choices->len > LIMIT_ROWS)
        return refuse(request, 131009, "Total row count is %u, allowed are 1 to %d", choices->len, LIMIT_ROWS);
    return true;
}

static bool read_link(Request *request, const cJSON *interactive, Bubble *bubble, GArray *choices)
{
    const char *label, *url;
    if (!check_text(request, interactive, "action.parameters.display_text", LIMIT_BUTTON_TITLE, &label) ||
        !check_text(request, interactive, "action.parameters.url", 2000, &url))
        return false;
    if (!g_str_has_prefix(url, "https://") && !g_str_has_prefix(url, "http://"))
        return refuse(request, 131009, "Parameter 'url' must begin with https:// or http://");
    bubble->shown.label = g_strdup(label);
    return true;
}

static bool read_flow(Request *request, const cJSON *interactive, Bubble *bubble, GArray *choices)
{
    const char *label, *text;
    const cJSON *parameters;
    if (!check_object(request, interactive, "action.parameters", &parameters) ||
        !check_text(request, parameters, "flow_cta", LIMIT_FLOW_LABEL, &label) ||
        !check_text(request, parameters, "flow_message_version", 4, &text))
        return false;
    if (!json_string(parameters, "flow_id") == !json_string(parameters, "flow_name"))
        return refuse(request, 131009, "Exactly one of 'flow_id' and 'flow_name' is expected");
    const cJSON *data = json_at(parameters, "flow_action_payload.data");
    if (data && (!cJSON_IsObject(data) || cJSON_GetArraySize(data) == 0))
        return refuse(request, 131009, "Parameter 'flow_action_payload.data' must be an object that is not empty");
    bubble->shown.label = g_strdup(label);
    return true;
}

static bool read_nothing(Request *request, const cJSON *interactive, Bubble *bubble, GArray *choices)
{
    return true;
}

typedef struct {
    const char *type, *action; /* action.name, or NULL where there is none */
    PlatformKind kind;
    bool media_header;
    bool (*read)(Request *request, const cJSON *interactive, Bubble *bubble, GArray *choices);
} InteractiveRow;

static const InteractiveRow kinds[] = {
    { "button", NULL, PLATFORM_BUTTONS, true, read_reply_buttons },
    { "list", NULL, PLATFORM_LIST, false, read_list },
    { "cta_url", "cta_url", PLATFORM_LINK, true, read_link },
    { "flow", "flow", PLATFORM_FLOW, true, read_flow },
    { "location_request_message", "send_location", PLATFORM_ASK, false, read_nothing },
    { "request_contact_info", "request_contact_info", PLATFORM_ASK, false, read_nothing },
};

static bool read_header(Request *request, const cJSON *interactive, const InteractiveRow *row, Bubble *bubble)
{
    static const struct {
        const char *type;
        PlatformKind kind;
    } media[] = { { "image", PLATFORM_IMAGE }, { "video", PLATFORM_VIDEO }, { "document", PLATFORM_DOCUMENT } };
    const cJSON *header = json_at(interactive, "header");
    const char *type, *text;
    if (!header)
        return true;
    if (!check_text(request, header, "type", 20, &type))
        return false;
    if (g_str_equal(type, "text")) {
        if (!check_text(request, header, "text", LIMIT_HEADER, &text))
            return false;
        bubble->shown.header = g_strdup(text);
        return true;
    }
    for (guint i = 0; row->media_header && i < G_N_ELEMENTS(media); i++)
        if (g_str_equal(type, media[i].type))
            return content_media(request, header, type, media[i].kind, bubble);
    return refuse(request, 131009, "A header of type '%s' is not allowed for interactive type '%s'", type, row->type);
}

bool interactive_read(Request *request, const cJSON *body, Bubble *bubble)
{
    const cJSON *interactive;
    const char *type, *text, *footer;
    if (!check_object(request, body, "interactive", &interactive) ||
        !check_text(request, interactive, "type", 40, &type))
        return false;
    const InteractiveRow *row = NULL;
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (g_str_equal(kinds[i].type, type))
            row = &kinds[i];
    if (!row)
        return refuse(request, 131009, "Interactive type '%s' is not one of the supported types", type);
    if (!check_text(request, interactive, "body.text", LIMIT_BODY, &text) ||
        !check_optional(request, interactive, "footer.text", LIMIT_FOOTER, &footer) ||
        !read_header(request, interactive, row, bubble))
        return false;
    if (!json_at(interactive, "action"))
        return refuse(request, 131008, "Parameter 'action' is mandatory");
    if (row->action && g_strcmp0(json_string(interactive, "action.name"), row->action) != 0)
        return refuse(request, 131009, "Parameter 'action.name' must be '%s'", row->action);
    bubble->shown.kind = row->kind;
    bubble->shown.text = g_strdup(text);
    bubble->shown.footer = g_strdup(footer);
    GArray *choices = g_array_new(FALSE, FALSE, sizeof(PlatformChoice));
    bool good = row->read(request, interactive, bubble, choices);
    bubble_take_choices(bubble, choices);
    return good;
}
