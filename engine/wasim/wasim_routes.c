/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who answers what: the Graph API to the engine, pages and a few verbs to whoever sits in front of the machine. */
#include "wasim_priv.h"

#include <stdlib.h>
#include <string.h>

static const char *const page_headers[] = { "Content-Security-Policy",
    "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer", "Cache-Control", "no-store", NULL };

void wasim_reply_text(
    Wasim *wasim, const NetRequest *request, int status, const char *content_type, const char *text, gssize size)
{
    g_autoptr(GBytes) body = g_bytes_new(text, size < 0 ? strlen(text) : (gsize)size);
    net_reply(wasim->net, request->id, status,
        &(NetReply){ .content_type = content_type, .headers = page_headers, .body = body });
}

void wasim_reply_json(Wasim *wasim, const NetRequest *request, int status, const cJSON *json)
{
    g_autofree char *text = json_text(json);
    g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));
    net_reply(wasim->net, request->id, status, &(NetReply){ .content_type = "application/json", .body = body });
}

void wasim_reply_to(Wasim *wasim, const NetRequest *request, const char *path)
{
    const char *const headers[] = { "Location", path, NULL };
    net_reply(wasim->net, request->id, 303, &(NetReply){ .headers = headers });
}

/* --- the Graph API --- */

static void not_found(Wasim *wasim, const NetRequest *request)
{
    wasim_reply_text(wasim, request, 404, "text/plain", "There is no such page. The phones are at /wasim/phones\n", -1);
}

static void graph(Wasim *wasim, const NetRequest *request)
{
    if (request->headers[NET_FETCH_SITE] || strcmp(request->path, "/favicon.ico") == 0) {
        not_found(wasim, request); /* a browser's own curiosity is no broken rule of the engine's */
        return;
    }
    const char *bearer = request->headers[NET_AUTHORIZATION];
    if (bearer)
        bearer = g_ascii_strncasecmp(bearer, "Bearer ", 7) == 0 ? bearer + 7 : NULL;
    gsize size = 0;
    const void *body = request->body ? g_bytes_get_data(request->body, &size) : NULL;
    g_auto(PlatformAnswer) answer = { 0 };
    platform_request(wasim->platform, wasim->clock.now, request->method, request->target, bearer,
        request->headers[NET_CONTENT_TYPE], body, size, &answer);
    wasim_late_answer(wasim, request->id, &answer);
}

/* --- what a person does by hand --- */

static GHashTable *form_of(const NetRequest *request)
{
    gsize size = 0;
    const char *data = request->body ? g_bytes_get_data(request->body, &size) : "";
    GHashTable *form = net_form(data, size);
    return form ? form : net_form("", 0);
}

static void do_text(Wasim *wasim, const NetRequest *request, int phone)
{
    g_autoptr(GHashTable) form = form_of(request);
    const char *text = g_hash_table_lookup(form, "text");
    const char *quote = g_hash_table_lookup(form, "quote");
    if (text && *text)
        platform_phone_text(wasim->platform, wasim->clock.now, phone, text, quote && *quote ? quote : NULL);
}

static void do_tap(Wasim *wasim, const NetRequest *request, int phone)
{
    g_autoptr(GHashTable) form = form_of(request);
    const char *wamid = g_hash_table_lookup(form, "wamid"), *choice = g_hash_table_lookup(form, "choice");
    if (wamid && choice)
        platform_phone_tap(wasim->platform, wasim->clock.now, phone, wamid, (guint)g_ascii_strtoull(choice, NULL, 10));
}

static void do_read(Wasim *wasim, const NetRequest *request, int phone)
{
    platform_phone_read(wasim->platform, wasim->clock.now, phone);
}

static void do_online(Wasim *wasim, const NetRequest *request, int phone)
{
    bool online = platform_phone_is_online(wasim->platform, phone);
    platform_phone_online(wasim->platform, wasim->clock.now, phone, !online);
}

static const struct {
    const char *name;
    void (*act)(Wasim *wasim, const NetRequest *request, int phone);
} deeds[] = { { "text", do_text }, { "tap", do_tap }, { "read", do_read }, { "online", do_online } };

/* "/wasim/phones/N" and "/wasim/phones/N/DEED"; phones count from 1. */
static void phones(Wasim *wasim, const NetRequest *request, const char *rest)
{
    char *end;
    long phone = strtol(rest, &end, 10) - 1;
    bool known = end != rest && phone >= 0 && phone < platform_phones(wasim->platform);
    if (known && *end == '\0' && strcmp(request->method, "GET") == 0) {
        wasim_page_phone(wasim, request, (int)phone);
        return;
    }
    for (guint i = 0; known && *end == '/' && i < G_N_ELEMENTS(deeds); i++) {
        if (strcmp(end + 1, deeds[i].name) != 0 || strcmp(request->method, "POST") != 0)
            continue;
        deeds[i].act(wasim, request, (int)phone);
        g_autofree char *page = g_strdup_printf("/wasim/phones/%ld#end", phone + 1);
        wasim_reply_to(wasim, request, page);
        return;
    }
    not_found(wasim, request);
}

static void media(Wasim *wasim, const NetRequest *request, const char *rest)
{
    wasim_page_media(wasim, request, rest);
}

/* --- the table --- */

static void record(Wasim *wasim, const NetRequest *request)
{
    g_autoptr(cJSON) json = wasim_record(wasim);
    wasim_reply_json(wasim, request, 200, json);
}

static void people(Wasim *wasim, const NetRequest *request)
{
    bool late = request->query && g_hash_table_contains(request->query, "late");
    g_autofree char *csv = wasim_people_csv(cast_people(wasim->people), late, wasim->clock.now);
    wasim_reply_text(wasim, request, 200, "text/csv; charset=utf-8", csv, -1);
}

static void home(Wasim *wasim, const NetRequest *request)
{
    wasim_reply_to(wasim, request, "/wasim/phones");
}

static const struct {
    const char *method, *path;
    void (*answer)(Wasim *wasim, const NetRequest *request);
} routes[] = {
    { "GET", "/", home },
    { "GET", "/wasim", home },
    { "GET", "/wasim/phones", wasim_page_phones },
    { "GET", "/wasim/style.css", wasim_page_style },
    { "GET", "/wasim/people.csv", people },
    { "GET", "/wasim/record.json", record },
    { "GET", "/wasim/clock", wasim_clock_get },
    { "POST", "/wasim/clock", wasim_clock_post },
};

static const struct {
    const char *prefix;
    void (*answer)(Wasim *wasim, const NetRequest *request, const char *rest);
} folders[] = { { "/wasim/phones/", phones }, { "/wasim/media/", media } };

bool wasim_is_foreign(const NetRequest *request)
{
    const char *site = request->headers[NET_FETCH_SITE], *host = request->headers[NET_HOST];
    if (site && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0)
        return true;
    g_autofree char *name = g_strdup(host ? host : "");
    char *colon = strrchr(name, ':');
    if (colon && !strchr(colon, ']'))
        *colon = '\0';
    return strcmp(name, "127.0.0.1") != 0 && strcmp(name, "localhost") != 0 && strcmp(name, "[::1]") != 0;
}

void wasim_answer(Wasim *wasim, const NetRequest *request)
{
    bool own = strcmp(request->path, "/") == 0 || strcmp(request->path, "/wasim") == 0 ||
               g_str_has_prefix(request->path, "/wasim/");
    if (!own) {
        graph(wasim, request);
        return;
    }
    if (wasim_is_foreign(request)) {
        wasim_reply_text(wasim, request, 403, "text/plain", "Only for this machine.\n", -1);
        return;
    }
    for (guint i = 0; i < G_N_ELEMENTS(routes); i++) {
        if (strcmp(routes[i].path, request->path) == 0 && strcmp(routes[i].method, request->method) == 0) {
            routes[i].answer(wasim, request);
            return;
        }
    }
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        if (g_str_has_prefix(request->path, folders[i].prefix)) {
            folders[i].answer(wasim, request, request->path + strlen(folders[i].prefix));
            return;
        }
    }
    not_found(wasim, request);
}
