/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of templates: created and pending, judged after a while, listed by pages, paused, deleted. */
#include "platform_priv.h"

void template_free(gpointer data)
{
    Template *template = data;
    char *const texts[] = { template->id, template->name, template->language, template->category, template->status,
        template->format };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(texts[i]);
    cJSON_Delete(template->components);
    g_free(template);
}

Template *template_find(Platform *platform, const char *name, const char *language)
{
    for (guint i = 0; i < platform->templates->len; i++) {
        Template *template = platform->templates->pdata[i];
        if (g_str_equal(template->name, name) && (!language || g_str_equal(template->language, language)))
            return template;
    }
    return NULL;
}

const cJSON *template_component(const Template *template, const char *type)
{
    const cJSON *component;
    cJSON_ArrayForEach(component, template->components)
    {
        const char *found = json_string(component, "type");
        if (found && g_ascii_strcasecmp(found, type) == 0)
            return component;
    }
    return NULL;
}

void template_verdict(Platform *platform, Template *template, const char *status)
{
    if (g_str_equal(template->status, "DELETED"))
        return;
    g_free(template->status);
    template->status = g_strdup(status);
    const bool bad = g_str_equal(status, "REJECTED");
    cJSON *value = json_put(cJSON_CreateObject(), "event", status);
    cJSON_AddNumberToObject(value, "message_template_id", g_ascii_strtod(template->id, NULL));
    json_put(json_put(value, "message_template_name", template->name), "message_template_language", template->language);
    json_put(
        json_put(value, "reason", bad ? "INVALID_FORMAT" : "NONE"), "message_template_category", template->category);
    tell_value(platform, "message_template_status_update", value);
}

static Template *store(Platform *platform, const char *name, const char *language, const char *category,
    const char *status, const cJSON *components)
{
    Template *template = g_new0(Template, 1);
    template->id = g_strdup_printf("%" G_GINT64_FORMAT, INT64_C(1689556908129800) + ++platform->next_id);
    template->name = g_strdup(name);
    template->language = g_strdup(language);
    template->category = g_strdup(category);
    template->status = g_strdup(status);
    template->format = g_strdup("POSITIONAL");
    template->components = cJSON_Duplicate(components, true);
    template->ttl = MESSAGE_TTL;
    g_ptr_array_add(platform->templates, template);
    return template;
}

bool platform_template_set(Platform *platform, int64_t now, const char *name, const char *language, const char *status)
{
    platform_advance(platform, now);
    Template *template = template_find(platform, name, language);
    if (template)
        template_verdict(platform, template, status);
    return template != NULL;
}

bool platform_template_add(
    Platform *platform, const char *name, const char *language, const char *category, const char *components)
{
    g_autoptr(cJSON) parsed = json_parse(components, strlen(components), NULL);
    if (!cJSON_IsArray(parsed) || template_find(platform, name, language))
        return false;
    store(platform, name, language, category, "APPROVED", parsed);
    return true;
}

/* 100 creations an hour. */
static bool check_creations(Request *request)
{
    Platform *platform = request->platform;
    while (platform->creations->len && g_array_index(platform->creations, int64_t, 0) <= platform->now - 3600)
        g_array_remove_index(platform->creations, 0);
    if (platform->creations->len >= LIMIT_CREATIONS)
        return refuse(request, 80007, "There have been too many template creations; wait an hour");
    if (platform->templates->len >= LIMIT_TEMPLATES)
        return refuse_subcode(request, 100, 2388019, "The limit of %d templates is reached", LIMIT_TEMPLATES);
    g_array_append_val(platform->creations, platform->now);
    return true;
}

static bool create(Request *request)
{
    Platform *platform = request->platform;
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) body = json_parse(request->body, request->size, &error);
    if (!body || !cJSON_IsObject(body))
        return refuse(request, 100, "The body is not a JSON object: %s", error ? error->message : "another type");
    if (!template_check(request, body))
        return false;
    const char *name = json_string(body, "name"), *language = json_string(body, "language");
    if (template_find(platform, name, language))
        return refuse_subcode(request, 100, 2388024, "There is already content of '%s' in language %s", name, language);
    if (!check_creations(request))
        return false;
    const char *category = json_string(body, "category"), *format = json_string(body, "parameter_format");
    if (platform->config.utility_as_marketing && g_str_equal(category, "UTILITY"))
        category = "MARKETING";
    Template *template = store(platform, name, language, category, "PENDING", json_at(body, "components"));
    if (format && g_ascii_strcasecmp(format, "named") == 0) {
        g_free(template->format);
        template->format = g_strdup("NAMED");
    }
    int64_t ttl = json_int(body, "message_send_ttl_seconds", MESSAGE_TTL);
    template->ttl = ttl > 0 ? ttl : MESSAGE_TTL;
    Rng rng = phone_draw(platform, NULL);
    heap_push(platform,
        platform->now + draw_between(&rng, platform->config.approval_min, platform->config.approval_max), EVENT_VERDICT,
        template);
    cJSON *answer = json_put(json_put(cJSON_CreateObject(), "id", template->id), "status", "PENDING");
    answer_json(request, 200, json_put(answer, "category", category));
    return true;
}

static char *query_value(const Request *request, const char *name)
{
    g_auto(GStrv) pairs = g_strsplit(request->query ? request->query : "", "&", -1);
    g_autofree char *key = g_strconcat(name, "=", NULL);
    for (char **pair = pairs; *pair; pair++)
        if (g_str_has_prefix(*pair, key))
            return g_uri_unescape_string(*pair + strlen(key), NULL);
    return NULL;
}

static bool is_listed(const Template *template, const char *name, const char *status)
{
    return (!name || g_str_equal(template->name, name)) && (!status || g_str_equal(template->status, status)) &&
           !g_str_equal(template->status, "DELETED");
}

static cJSON *template_json(const Template *template)
{
    cJSON *item = json_put(json_put(cJSON_CreateObject(), "name", template->name), "status", template->status);
    json_put(json_put(item, "category", template->category), "language", template->language);
    json_put_item(item, "components", cJSON_Duplicate(template->components, true));
    return json_put(json_put(item, "parameter_format", template->format), "id", template->id);
}

static bool list(Request *request)
{
    const GPtrArray *templates = request->platform->templates;
    g_autofree char *name = query_value(request, "name"), *status = query_value(request, "status");
    g_autofree char *limit = query_value(request, "limit"), *after = query_value(request, "after");
    guint64 from = 0, most = limit ? g_ascii_strtoull(limit, NULL, 10) : 25;
    if (after && (!g_str_has_prefix(after, "QVFI") ||
                     !g_ascii_string_to_unsigned(after + 4, 10, 0, templates->len, &from, NULL)))
        return refuse(request, 131059, "The paging cursor is not valid");
    cJSON *data = cJSON_CreateArray(), *paging = cJSON_CreateObject();
    guint i = (guint)from;
    for (guint64 n = 0; i < templates->len && n < MAX(most, 1); i++) {
        if (!is_listed(templates->pdata[i], name, status))
            continue;
        cJSON_AddItemToArray(data, template_json(templates->pdata[i]));
        n++;
    }
    g_autofree char *cursor = g_strdup_printf("QVFI%u", i), *start = g_strdup_printf("QVFI%u", (guint)from);
    json_put_item(paging, "cursors", json_put(json_put(cJSON_CreateObject(), "before", start), "after", cursor));
    if (i < templates->len)
        json_put(paging, "next", "https://graph.facebook.com/next");
    answer_json(request, 200, json_put_item(json_put_item(cJSON_CreateObject(), "data", data), "paging", paging));
    return true;
}

/* A deleted template keeps its row, so that a verdict under way finds it; its name is blocked as on the real platform.
 */
static bool delete (Request *request)
{
    g_autofree char *name = query_value(request, "name");
    if (!name)
        return refuse(request, 100, "The parameter name is required.");
    bool found = false;
    for (guint i = 0; i < request->platform->templates->len; i++) {
        Template *template = request->platform->templates->pdata[i];
        if (!g_str_equal(template->name, name) || g_str_equal(template->status, "DELETED"))
            continue;
        g_free(template->status);
        template->status = g_strdup("DELETED");
        found = true;
    }
    if (!found)
        return refuse(request, 100, "There is no template '%s'", name);
    answer_json(request, 200, json_put_bool(cJSON_CreateObject(), "success", true));
    return true;
}

void template_request(Request *request)
{
    if (g_str_equal(request->method, "POST"))
        create(request);
    else if (g_str_equal(request->method, "GET"))
        list(request);
    else
        delete (request);
}
