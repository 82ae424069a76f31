/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Graph API's front door: version, token, path; then the one who knows. */
#include "platform_priv.h"

void platform_answer_clear(PlatformAnswer *answer)
{
    g_clear_pointer(&answer->content_type, g_free);
    g_clear_pointer(&answer->body, g_bytes_unref);
    answer->status = 0;
}

/* "/v25.0/106/messages" -> "/106/messages"; a path without version is served too. */
static const char *skip_version(const char *path)
{
    if (path[0] != '/' || path[1] != 'v' || !g_ascii_isdigit(path[2]))
        return path;
    const char *at = path + 2;
    while (g_ascii_isdigit(*at))
        at++;
    if (*at != '.' || !g_ascii_isdigit(at[1]))
        return path;
    at++;
    while (g_ascii_isdigit(*at))
        at++;
    return *at == '/' ? at : path;
}

static void number_details(Request *request)
{
    const PlatformConfig *config = &request->platform->config;
    g_autofree char *shown = g_strconcat("+", config->display_number, NULL);
    cJSON *answer = json_put(cJSON_CreateObject(), "id", config->phone_id);
    json_put(json_put(answer, "display_phone_number", shown), "verified_name", "Baraza");
    json_put(json_put(answer, "quality_rating", "GREEN"), "name_status", "APPROVED");
    json_put_item(answer, "throughput", json_put(cJSON_CreateObject(), "level", "STANDARD"));
    json_put(answer, "account_mode", config->test_number ? "SANDBOX" : "LIVE");
    answer_json(request, 200, answer);
}

static void subscribe(Request *request)
{
    answer_json(request, 200, json_put_bool(cJSON_CreateObject(), "success", true));
}

/* Whose id the path begins with, what follows it, and who answers. */
typedef enum { OWNER_NUMBER, OWNER_ACCOUNT } Owner;
typedef struct {
    const char *method;
    Owner owner;
    const char *rest;
    void (*answer)(Request *request);
} Route;

static const Route routes[] = {
    { "POST", OWNER_NUMBER, "/messages", send_message },
    { "POST", OWNER_NUMBER, "/media", media_upload },
    { "GET", OWNER_NUMBER, "", number_details },
    { "POST", OWNER_ACCOUNT, "/message_templates", template_request },
    { "GET", OWNER_ACCOUNT, "/message_templates", template_request },
    { "DELETE", OWNER_ACCOUNT, "/message_templates", template_request },
    { "POST", OWNER_ACCOUNT, "/subscribed_apps", subscribe },
};

static void route(Request *request)
{
    const PlatformConfig *config = &request->platform->config;
    for (guint i = 0; i < G_N_ELEMENTS(routes); i++) {
        const char *id = routes[i].owner == OWNER_NUMBER ? config->phone_id : config->waba_id;
        if (g_str_equal(routes[i].method, request->method) && g_str_has_prefix(request->path + 1, id) &&
            g_str_equal(request->path + 1 + strlen(id), routes[i].rest)) {
            routes[i].answer(request);
            return;
        }
    }
    if (media_request(request))
        return;
    refuse_subcode(request, 100, 33,
        "Unsupported %s request. Object with ID '%s' does not exist, cannot be loaded due to missing permissions, or "
        "does not "
        "support this operation.",
        request->method, request->path);
}

void platform_request(Platform *platform, int64_t now, const char *method, const char *path, const char *bearer,
    const char *content_type, const void *body, gsize size, PlatformAnswer *answer)
{
    platform_advance(platform, now);
    platform->counts.requests++;
    g_autofree char *asked = g_strdup_printf("%s %s", method, path), *given = g_utf8_make_valid(asked, -1);
    g_autofree char *plain = g_strndup(path, strcspn(path, "?"));
    const char *query = strchr(path, '?');
    Request request = { .platform = platform,
        .method = method,
        .path = skip_version(plain),
        .given = given,
        .query = query ? query + 1 : NULL,
        .content_type = content_type,
        .body = body ? body : "",
        .size = size,
        .answer = answer };
    *answer = (PlatformAnswer){ 0 };
    if (!bearer || !*bearer)
        refuse(&request, 190, "An access token is required to request this resource.");
    else if (!g_str_equal(bearer, platform->config.token))
        refuse(&request, 190, "Error validating access token");
    else if (request.path[0] != '/' || request.path[1] == '\0')
        refuse(&request, 2500, "Unknown path components: %s", path);
    else
        route(&request);
}
