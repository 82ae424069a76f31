/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "settings_priv.h"

#include "error.h"

#include <gio/gio.h>
#include <string.h>

static bool refuse(const char *group, const char *key, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "[%s] %s %s", group, key, what);
    return false;
}

static bool is_loopback(GUri *uri)
{
    const char *host = g_uri_get_host(uri);
    if (g_ascii_strcasecmp(host, "localhost") == 0)
        return true;
    g_autoptr(GInetAddress) address = g_inet_address_new_from_string(host);
    return address && g_inet_address_get_is_loopback(address);
}

/* An http or https address without user, query or fragment; NULL when it is none. */
static GUri *parse_url(const char *text)
{
    g_autoptr(GUri) uri = g_uri_parse(text, G_URI_FLAGS_NONE, NULL);
    if (!uri || !g_uri_get_host(uri) || !*g_uri_get_host(uri) || g_uri_get_userinfo(uri) || g_uri_get_query(uri) ||
        g_uri_get_fragment(uri))
        return NULL;
    const char *scheme = g_uri_get_scheme(uri);
    return strcmp(scheme, "https") == 0 || strcmp(scheme, "http") == 0 ? g_steal_pointer(&uri) : NULL;
}

static bool check_graph_url(const Settings *settings, bool *local, GError **error)
{
    g_autoptr(GUri) uri = parse_url(settings_text(settings, "whatsapp", "graph_url"));
    if (!uri)
        return refuse("whatsapp", "graph_url", "must be an address such as https://graph.facebook.com", error);
    *local = is_loopback(uri);
    if (!*local && strcmp(g_uri_get_scheme(uri), "https") != 0)
        return refuse("whatsapp", "graph_url", "must begin with https:// unless it is on this machine", error);
    return true;
}

static bool check_clock(const Settings *settings, bool local, GError **error)
{
    const char *clock = settings_text(settings, "engine", "clock"),
               *url = settings_text(settings, "engine", "stepped_url");
    bool stepped = strcmp(clock, "stepped") == 0;
    if (!stepped && strcmp(clock, "system") != 0)
        return refuse("engine", "clock", "must be system or stepped", error);
    if (stepped != (*url != '\0'))
        return refuse("engine", "stepped_url", "belongs to clock = stepped, and that needs it", error);
    if (!stepped)
        return true;
    if (!local)
        return refuse("engine", "clock", "may be stepped only with a [whatsapp] graph_url on this machine", error);
    g_autoptr(GUri) uri = parse_url(url);
    return (uri && is_loopback(uri)) || refuse("engine", "stepped_url", "must be an address on this machine", error);
}

static bool check_xapi(const Settings *settings, GError **error)
{
    const char *endpoint = settings_text(settings, "xapi", "endpoint");
    g_autoptr(GUri) uri = *endpoint ? parse_url(endpoint) : NULL;
    if (*endpoint && !uri)
        return refuse("xapi", "endpoint", "must be an address such as https://lrs.example.org/xapi", error);
    if (uri && !is_loopback(uri) && strcmp(g_uri_get_scheme(uri), "https") != 0)
        return refuse("xapi", "endpoint", "must begin with https:// unless it is on this machine", error);
    if (strchr(settings_text(settings, "xapi", "user"), ':'))
        return refuse("xapi", "user", "cannot hold a colon, which ends it in what is sent", error);
    const char *study = settings_text(settings, "xapi", "study");
    return !*study || g_regex_match_simple("^[a-z0-9_-]{1,40}$", study, 0, 0) ||
           refuse("xapi", "study", "is at most 40 small letters, digits, - and _, such as thesis-2027", error);
}

static bool check_modes(const Settings *settings, GError **error)
{
    const char *patients = settings_text(settings, "modes", "patients");
    return g_str_equal(patients, "no") || g_str_equal(patients, "yes") ||
           refuse("modes", "patients", "must be yes or no", error);
}

/* Whether the pages are open to others, and so need more, is told by how the address begins. */
static bool check_web(const Settings *settings, GError **error)
{
    static const char *const factors[] = { "auto", "required", "offered", NULL };
    const char *public_url = settings_text(settings, "web", "public_url");
    g_autoptr(GUri) uri = *public_url ? parse_url(public_url) : NULL;
    if (*public_url && (!uri || !(g_str_has_prefix(public_url, "https://") || g_str_has_prefix(public_url, "http://"))))
        return refuse("web", "public_url", "must begin with https:// or http://", error);
    return g_strv_contains(factors, settings_text(settings, "web", "second_factor")) ||
           refuse("web", "second_factor", "must be required, offered or auto", error);
}

bool settings_check(const Settings *settings, GError **error)
{
    bool local = false;
    if (!check_xapi(settings, error) || !check_graph_url(settings, &local, error) ||
        !check_clock(settings, local, error))
        return false;
    if (!g_regex_match_simple("^v[0-9]+\\.[0-9]+$", settings_text(settings, "whatsapp", "api_version"), 0, 0))
        return refuse("whatsapp", "api_version", "must look like v25.0", error);
    if (!g_regex_match_simple("^[A-Za-z0-9_-]{1,32}$", settings_text(settings, "whatsapp", "number"), 0, 0))
        return refuse("whatsapp", "number", "must be a short name of letters and digits, such as N1", error);
    if (!g_regex_match_simple("^/[A-Za-z0-9/._~-]*$", settings_text(settings, "webhook", "path"), 0, 0))
        return refuse("webhook", "path", "must begin with / and hold only letters, digits and / . _ ~ -", error);
    return check_modes(settings, error) && check_web(settings, error);
}
