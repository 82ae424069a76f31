/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sending a template: found and approved, its parameters of the right number and kind, the text as the phone will show
 * it. */
#include "platform_priv.h"
#include "text.h"

/* One group of parameters of the message: header, body, or a button by index. */
static const cJSON *find_part(const cJSON *components, const char *type, const char *sub_type, int index)
{
    const cJSON *component;
    cJSON_ArrayForEach(component, components)
    {
        const char *found = json_string(component, "type");
        if (!found || g_ascii_strcasecmp(found, type) != 0)
            continue;
        g_autofree char *at = json_id(component, "index");
        if (!sub_type || (g_strcmp0(json_string(component, "sub_type"), sub_type) == 0 && at &&
                             g_ascii_strtoll(at, NULL, 10) == index))
            return component;
    }
    return NULL;
}

static bool check_parameter(Request *request, const char *text)
{
    if (strpbrk(text, "\n\r\t") || strstr(text, "     "))
        return refuse(
            request, 132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces");
    return true;
}

/* The value of one text-like parameter; wrong kinds are 132012. */
static bool parameter_text(Request *request, const cJSON *parameter, const char **text)
{
    const char *type = json_string(parameter, "type");
    if (g_strcmp0(type, "text") == 0)
        *text = json_string(parameter, "text");
    else if (g_strcmp0(type, "currency") == 0)
        *text = json_string(parameter, "currency.fallback_value");
    else if (g_strcmp0(type, "date_time") == 0)
        *text = json_string(parameter, "date_time.fallback_value");
    else
        return refuse(request, 132012, "Parameter of type '%s' where a text is expected", type ? type : "(none)");
    if (!*text || !**text)
        return refuse(request, 131008, "Parameter 'text' is mandatory for component parameter type '%s'", type);
    return check_parameter(request, *text);
}

static const cJSON *pick(const cJSON *parameters, const char *name, guint index, bool named)
{
    const cJSON *parameter;
    if (!named)
        return cJSON_GetArrayItem(parameters, (int)index);
    cJSON_ArrayForEach(parameter, parameters)
    {
        if (g_strcmp0(json_string(parameter, "parameter_name"), name) == 0)
            return parameter;
    }
    return NULL;
}

/* Fills {{x}} of a registered text. Given, NULL when refused. */
static char *fill(Request *request, const Template *template, const char *text, const cJSON *part, const char *where)
{
    bool named = g_str_equal(template->format, "NAMED");
    const cJSON *parameters = json_at(part, "parameters");
    g_autoptr(GPtrArray) names = template_names(text);
    if ((guint)cJSON_GetArraySize(parameters) != names->len) {
        refuse(request, 132000,
            "%s: number of localizable_params (%d) does not match the expected number of params (%u)", where,
            cJSON_GetArraySize(parameters), names->len);
        return NULL;
    }
    GString *out = g_string_new(NULL);
    const char *at = text;
    for (guint i = 0; i < names->len; i++) {
        const cJSON *parameter = pick(parameters, names->pdata[i], i, named);
        const char *value = NULL, *open = strstr(at, "{{");
        if (!parameter)
            refuse(request, 132000, "%s: no parameter named '%s'", where, (const char *)names->pdata[i]);
        if (!parameter || !parameter_text(request, parameter, &value))
            return g_string_free(out, TRUE);
        g_string_append_len(out, at, open - at);
        g_string_append(out, value);
        at = strstr(open, "}}") + 2;
    }
    g_string_append(out, at);
    return g_string_free(out, FALSE);
}

static bool read_header(Request *request, const Template *template, const cJSON *components, Bubble *bubble)
{
    static const struct {
        const char *format, *type;
        PlatformKind kind;
    } media[] = { { "IMAGE", "image", PLATFORM_IMAGE }, { "VIDEO", "video", PLATFORM_VIDEO },
        { "DOCUMENT", "document", PLATFORM_DOCUMENT } };
    const cJSON *header = template_component(template, "HEADER"), *part = find_part(components, "header", NULL, 0);
    if (!header)
        return !part || refuse(request, 132000, "The template has no header");
    const char *format = json_string(header, "format"), *text = json_string(header, "text");
    if (g_strcmp0(format, "TEXT") == 0) {
        char *filled = fill(request, template, text ? text : "", part, "header");
        bubble->shown.header = filled;
        if (filled && text_length(filled) > LIMIT_HEADER)
            return refuse(request, 132005, "The header's text with its parameters is over %d characters", LIMIT_HEADER);
        return filled != NULL;
    }
    for (guint i = 0; i < G_N_ELEMENTS(media); i++) {
        if (g_strcmp0(format, media[i].format) != 0)
            continue;
        const cJSON *parameter = json_at(part, "parameters.0");
        if (!parameter)
            return refuse(request, 132000, "The header needs one %s", media[i].type);
        if (g_strcmp0(json_string(parameter, "type"), media[i].type) != 0)
            return refuse(request, 132012, "The header needs a parameter of type %s", media[i].type);
        return content_media(request, parameter, media[i].type, media[i].kind, bubble);
    }
    return true;
}

static bool read_body(Request *request, const Template *template, const cJSON *components, Bubble *bubble)
{
    const char *text = json_string(template_component(template, "BODY"), "text");
    char *filled = fill(request, template, text ? text : "", find_part(components, "body", NULL, 0), "body");
    bubble->shown.text = filled;
    if (!filled)
        return false;
    int limit = cJSON_GetArraySize(template->components) == 1 ? LIMIT_TEMPLATE_ALONE : LIMIT_BODY;
    if (text_length(filled) > (gsize)limit)
        return refuse(request, 132005, "The body's text with its parameters is over %d characters", limit);
    return true;
}

static bool read_button(
    Request *request, const cJSON *button, const cJSON *components, int index, Bubble *bubble, GArray *choices)
{
    const char *type = json_string(button, "type"), *title = json_string(button, "text"), *payload;
    if (g_strcmp0(type, "QUICK_REPLY") == 0) {
        const cJSON *part = find_part(components, "button", "quick_reply", index);
        if (!part) {
            bubble_choice(bubble, choices, title, title, NULL);
            return true;
        }
        if (g_strcmp0(json_string(part, "parameters.0.type"), "payload") != 0)
            return refuse(request, 132012, "A quick reply's parameter must be of type payload");
        if (!check_text(request, part, "parameters.0.payload", LIMIT_PAYLOAD, &payload))
            return false;
        bubble_choice(bubble, choices, payload, title, NULL);
        return true;
    }
    const char *url = json_string(button, "url");
    const cJSON *part = find_part(components, "button", "url", index);
    if (g_strcmp0(type, "URL") == 0 && (url && strstr(url, "{{")) != (json_at(part, "parameters.0") != NULL))
        return refuse(
            request, 132000, "Button %d: its URL has %s variable", index, url && strstr(url, "{{") ? "a" : "no");
    return true;
}

static bool check_indices(Request *request, const cJSON *components, const cJSON *buttons)
{
    const cJSON *component;
    cJSON_ArrayForEach(component, components)
    {
        const char *type = json_string(component, "type");
        if (!type || (g_ascii_strcasecmp(type, "header") && g_ascii_strcasecmp(type, "body") &&
                         g_ascii_strcasecmp(type, "button")))
            return refuse(request, 132012, "Component of type '%s' is not known", type ? type : "(none)");
        if (g_ascii_strcasecmp(type, "button") != 0)
            continue;
        g_autofree char *at = json_id(component, "index");
        const cJSON *button = at ? cJSON_GetArrayItem(buttons, (int)g_ascii_strtoll(at, NULL, 10)) : NULL;
        const char *kind = json_string(button, "type"), *sub_type = json_string(component, "sub_type");
        if (!button || !kind || !sub_type || g_ascii_strcasecmp(kind, sub_type) != 0)
            return refuse(request, 132000, "Button '%s' of type '%s' is not in the template", at ? at : "(none)",
                sub_type ? sub_type : "");
    }
    return true;
}

static bool read_buttons(Request *request, const Template *template, const cJSON *components, Bubble *bubble)
{
    const cJSON *buttons = json_at(template_component(template, "BUTTONS"), "buttons"), *button;
    if (!check_indices(request, components, buttons))
        return false;
    GArray *choices = g_array_new(FALSE, FALSE, sizeof(PlatformChoice));
    bool good = true;
    int index = 0;
    cJSON_ArrayForEach(button, buttons)
    {
        good = good && read_button(request, button, components, index, bubble, choices);
        index++;
    }
    bubble_take_choices(bubble, choices);
    return good;
}

static Template *find_usable(Request *request, const char *name, const char *language)
{
    Template *template = template_find(request->platform, name, language);
    static const struct {
        const char *status;
        int code;
    } rows[] = { { "PAUSED", 132015 }, { "DISABLED", 132016 } };
    for (guint i = 0; template && i < G_N_ELEMENTS(rows); i++)
        if (g_str_equal(template->status, rows[i].status)) {
            refuse(request, rows[i].code, "Template %s is %s", name, rows[i].status);
            return NULL;
        }
    if (template && g_str_equal(template->status, "APPROVED"))
        return template;
    refuse(request, 132001, "template name (%s) does not exist in %s%s", name, language,
        template ? " as an approved one" : "");
    return NULL;
}

bool template_read(Request *request, const cJSON *body, Bubble *bubble)
{
    const cJSON *template;
    const char *name, *language;
    if (!check_object(request, body, "template", &template) ||
        !check_text(request, template, "name", LIMIT_TEMPLATE_NAME, &name) ||
        !check_text(request, template, "language.code", 16, &language))
        return false;
    const Template *found = find_usable(request, name, language);
    const cJSON *components = json_at(template, "components");
    if (!found)
        return false;
    if (components && !cJSON_IsArray(components))
        return refuse(request, 131009, "Parameter 'template.components' must be an array");
    if (!read_header(request, found, components, bubble) || !read_body(request, found, components, bubble) ||
        !read_buttons(request, found, components, bubble))
        return false;
    static const char *const categories[] = { "utility", "marketing", "authentication" };
    const char *category = categories[0];
    for (guint i = 0; i < G_N_ELEMENTS(categories); i++)
        if (g_ascii_strcasecmp(categories[i], found->category) == 0)
            category = categories[i];
    bubble->shown.footer = g_strdup(json_string(template_component(found, "FOOTER"), "text"));
    bubble->shown.template_name = g_strdup(name);
    bubble->shown.template_language = g_strdup(language);
    bubble->expires = request->platform->now + found->ttl;
    const int phone = bubble->shown.phone;
    price_set(request->platform, phone < 0 ? NULL : request->platform->phones->pdata[phone], bubble, category);
    return true;
}
