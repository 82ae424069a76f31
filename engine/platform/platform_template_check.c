/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the template reviewers' machine refuses at once: names, lengths, variables, buttons, missing examples. */
#include "platform_priv.h"
#include "text.h"

enum {
    SUB_EXISTS = 2388024,
    SUB_TOO_LONG = 2388040,
    SUB_HEADER = 2388047,
    SUB_BODY = 2388072,
    SUB_FOOTER = 2388073,
    SUB_TOO_MANY = 2388293,
    SUB_EDGE = 2388299
};

GPtrArray *template_names(const char *text)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *at = strstr(text, "{{"); at; at = strstr(at, "{{")) {
        const char *end = strstr(at, "}}");
        if (!end)
            break;
        g_ptr_array_add(names, g_strstrip(g_strndup(at + 2, (gsize)(end - at) - 2)));
        at = end + 2;
    }
    return names;
}

static bool is_name(const char *name, gsize max)
{
    gsize n = strlen(name);
    for (gsize i = 0; i < n; i++)
        if (!g_ascii_islower(name[i]) && !g_ascii_isdigit(name[i]) && name[i] != '_')
            return false;
    return n > 0 && n <= max;
}

/* Positional variables are {{1}}, {{2}} ... in order; named ones are lower-case words. */
static bool check_names(Request *request, const GPtrArray *names, bool named, int subcode)
{
    for (guint i = 0; i < names->len; i++) {
        const char *name = names->pdata[i];
        g_autofree char *number = g_strdup_printf("%u", i + 1);
        if (named ? !is_name(name, 64) || g_ascii_isdigit(*name) : !g_str_equal(name, number))
            return refuse_subcode(request, 100, subcode, "Variable {{%s}}: %s", name,
                named ? "names are lower-case letters, digits and underscores"
                      : "variables count from {{1}} without gaps");
    }
    return true;
}

static guint count_words(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t", -1);
    guint n = 0;
    for (char **word = words; *word; word++)
        n += **word && !strstr(*word, "{{");
    return n;
}

/* Variables neither first nor last nor adjacent, and enough words around them. */
static bool check_variables(Request *request, const char *text, const GPtrArray *names, bool is_body)
{
    if (names->len == 0)
        return true;
    if (is_body && (g_str_has_prefix(text, "{{") || g_str_has_suffix(text, "}}")))
        return refuse_subcode(request, 100, SUB_EDGE, "Variables cannot be at the start or end of the template");
    if (strstr(text, "}}{{") || strstr(text, "}} {{"))
        return refuse_subcode(request, 100, SUB_BODY, "Variables cannot stand side by side");
    if (is_body && count_words(text) < names->len * 2 + 1)
        return refuse_subcode(request, 100, SUB_TOO_MANY, "This template contains too many variables for its length");
    return true;
}

static bool check_header(Request *request, const cJSON *header, bool named)
{
    static const char *const formats[] = { "TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION", NULL };
    const char *format = json_string(header, "format"), *text = json_string(header, "text");
    if (!format || !g_strv_contains(formats, format))
        return refuse_subcode(
            request, 100, SUB_HEADER, "The header needs a format of TEXT, IMAGE, VIDEO, DOCUMENT or LOCATION");
    if (!g_str_equal(format, "TEXT"))
        return g_str_equal(format, "LOCATION") || json_at(header, "example.header_handle")
                   ? true
                   : refuse_subcode(request, 100, SUB_HEADER, "A media header needs example.header_handle");
    if (!text || !*text)
        return refuse_subcode(request, 100, SUB_HEADER, "The header needs a text");
    if (text_length(text) > LIMIT_HEADER)
        return refuse_subcode(request, 100, SUB_TOO_LONG, "The header is over %d characters", LIMIT_HEADER);
    g_autoptr(GPtrArray) names = template_names(text);
    if (names->len > 1)
        return refuse_subcode(request, 100, SUB_HEADER, "The header may have one variable");
    if (names->len && !json_at(header, named ? "example.header_text_named_params" : "example.header_text"))
        return refuse_subcode(request, 100, SUB_HEADER, "The header's variable needs an example");
    return check_names(request, names, named, SUB_HEADER) && check_variables(request, text, names, false);
}

static bool check_body(Request *request, const cJSON *body, bool named)
{
    const char *text = json_string(body, "text");
    if (!text || !*text)
        return refuse_subcode(request, 100, SUB_BODY, "The body needs a text");
    if (text_length(text) > LIMIT_BODY)
        return refuse_subcode(request, 100, SUB_TOO_LONG, "The body is over %d characters", LIMIT_BODY);
    g_autoptr(GPtrArray) names = template_names(text);
    const cJSON *example = json_at(body, named ? "example.body_text_named_params" : "example.body_text.0");
    if (names->len && (guint)cJSON_GetArraySize(example) != names->len)
        return refuse_subcode(request, 100, SUB_BODY, "The body has %u variables and %d examples", names->len,
            cJSON_GetArraySize(example));
    return check_names(request, names, named, SUB_BODY) && check_variables(request, text, names, true);
}

static bool check_footer(Request *request, const cJSON *footer, bool named)
{
    const char *text = json_string(footer, "text");
    if (!text || !*text || text_length(text) > LIMIT_FOOTER || strstr(text, "{{"))
        return refuse_subcode(
            request, 100, SUB_FOOTER, "The footer is 1 to %d characters without variables", LIMIT_FOOTER);
    return true;
}

static bool check_buttons(Request *request, const cJSON *component, bool named)
{
    static const char *const types[] = { "QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "FLOW", NULL };
    const cJSON *buttons, *button;
    const char *text;
    int changes = 0, links = 0, was_reply = -1;
    if (!check_array(request, component, "buttons", 1, LIMIT_TEMPLATE_BUTTONS, &buttons))
        return false;
    cJSON_ArrayForEach(button, buttons)
    {
        const char *type = json_string(button, "type");
        if (!type || !g_strv_contains(types, type))
            return refuse(request, 100, "A button of type '%s' is not supported", type ? type : "(none)");
        if (!check_text(request, button, "text", LIMIT_TEMPLATE_LABEL, &text))
            return false;
        int is_reply = g_str_equal(type, "QUICK_REPLY");
        changes += was_reply >= 0 && is_reply != was_reply;
        was_reply = is_reply;
        links += g_str_equal(type, "URL");
    }
    if (changes > 1)
        return refuse(request, 100, "Quick replies and other buttons must be two groups");
    return links <= 2 || refuse(request, 100, "A template may have two URL buttons");
}

static bool check_components(Request *request, const cJSON *components, bool named)
{
    static const struct {
        const char *type;
        bool (*check)(Request *request, const cJSON *component, bool named);
    } rows[] = { { "HEADER", check_header }, { "BODY", check_body }, { "FOOTER", check_footer },
        { "BUTTONS", check_buttons } };
    guint seen[G_N_ELEMENTS(rows)] = { 0 };
    const cJSON *component;
    cJSON_ArrayForEach(component, components)
    {
        const char *type = json_string(component, "type");
        guint i = 0;
        while (i < G_N_ELEMENTS(rows) && (!type || g_ascii_strcasecmp(rows[i].type, type) != 0))
            i++;
        if (i == G_N_ELEMENTS(rows) || seen[i]++)
            return refuse(request, 100, "Component '%s' is unknown or there twice", type ? type : "(none)");
        if (!rows[i].check(request, component, named))
            return false;
    }
    return seen[1] || refuse_subcode(request, 100, SUB_BODY, "A template needs a BODY");
}

bool template_check(Request *request, const cJSON *body)
{
    static const char *const categories[] = { "UTILITY", "MARKETING", "AUTHENTICATION", NULL };
    const char *name = json_string(body, "name"), *language = json_string(body, "language");
    const char *category = json_string(body, "category"), *format = json_string(body, "parameter_format");
    const cJSON *components;
    if (!name || !is_name(name, LIMIT_TEMPLATE_NAME))
        return refuse(
            request, 100, "Param name must be 1 to %d lower-case letters, digits and underscores", LIMIT_TEMPLATE_NAME);
    if (!language || strlen(language) < 2 || strlen(language) > 10)
        return refuse(request, 100, "Param language must be a language code");
    if (!category || !g_strv_contains(categories, category))
        return refuse(request, 100, "Param category must be one of {AUTHENTICATION, MARKETING, UTILITY}");
    bool named = format && g_ascii_strcasecmp(format, "named") == 0;
    if (format && !named && g_ascii_strcasecmp(format, "positional") != 0)
        return refuse(request, 100, "Param parameter_format must be one of {named, positional}");
    int64_t ttl = json_int(body, "message_send_ttl_seconds", -1);
    int64_t most = category[0] == 'U'   ? 43200
                   : category[0] == 'M' ? 2592000
                                        : 900,
            least = category[0] == 'M' ? 43200 : 30;
    if (ttl != -1 && (ttl < least || ttl > most))
        return refuse(request, 100, "Param message_send_ttl_seconds must be -1 or %d to %d", (int)least, (int)most);
    return check_array(request, body, "components", 1, 4, &components) && check_components(request, components, named);
}
