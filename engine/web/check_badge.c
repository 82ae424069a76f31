/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate for other systems: /badge/CODE is the signed credential, /badge/issuer the key by which it is verified.
 * Both are open to everyone, as the page that checks a code is, and name nobody. A badge is served while its
 * certificate is valid; afterwards 410, so that who asks its address learns that it ended. */
#include "web_priv.h"

#include "badge.h"
#include "certificate.h"
#include "text.h"

#include <string.h>

#define ISSUER "Baraza"

/* The key that signs: a child of the installation's own, so that it is in every backup and in no file of its own. */
static void seed_of(const WebPage *page, guint8 *seed)
{
    static const char *const halves[] = { "1", "2" };
    for (gsize i = 0; i < G_N_ELEMENTS(halves); i++) {
        g_autofree char *hex = vault_lookup(page->web->config.vault, "badge-key", halves[i]);
        text_unhex(hex, seed + i * BADGE_SEED / 2, BADGE_SEED / 2);
    }
}

static bool send_json(WebPage *page, int status, cJSON *json)
{
    g_autoptr(cJSON) owned = json;
    g_autofree char *text = json_text(owned);
    page_body(page, status, "application/ld+json", text, strlen(text));
    page_header(page, "Access-Control-Allow-Origin", "*"); /* verifiers run in browsers, too */
    return true;
}

static bool refuse(WebPage *page, int status, const char *why)
{
    return send_json(page, status, json_put(cJSON_CreateObject(), "error", why));
}

static const char *or_else(const char *text, const char *otherwise)
{
    return text && *text ? text : otherwise;
}

static bool send_badge(WebPage *page, const Certificate *c, const cJSON *paper, const guint8 *seed)
{
    g_autofree char *code = certificate_code_print(c->code);
    const char *title = or_else(json_string(paper, "title"), "-");
    const Badge badge = { .origin = page->web->origin,
        .code = code,
        .name = title,
        .description = or_else(json_string(paper, "heading"), title),
        .edition = or_else(json_string(paper, "edition"), "-"),
        .issuer = or_else(json_string(paper, "provider"), ISSUER),
        .issued = c->issued,
        .minutes = (int)json_int(paper, "minutes", 0) };
    return send_json(page, 200, badge_json(&badge, seed));
}

bool badge_possible(const WebPage *page)
{
    return page->web->origin && g_str_has_prefix(page->web->origin, "https://");
}

bool badge_show(WebPage *page, GError **error)
{
    guint8 seed[BADGE_SEED] = { 0 };
    if (!badge_possible(page))
        return refuse(page, 404, "Badges need the public address of these pages: [web] public_url is not set to one.");
    if (!check_may_look(page))
        return refuse(page, 429, "Too many codes were looked up. Wait a minute.");
    seed_of(page, seed);
    if (g_str_equal(page->word, "issuer"))
        return send_json(page, 200, badge_issuer(page->web->origin, seed));
    g_autofree char *code = strlen(page->word) > 100 ? NULL : certificate_code_read(page->word);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) c = certificate_find(page->web->store, code ? code : "", &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autoptr(cJSON) paper = c ? check_words(page, c) : NULL;
    if (!c)
        return refuse(page, 404, "No certificate with this code was issued here.");
    if (c->revoked || !paper)
        return refuse(page, 410, "This certificate is not valid any more.");
    if (json_at(paper, "stamp"))
        return refuse(page, 404, "A specimen of a rehearsal is no badge.");
    return send_badge(page, c, paper, seed);
}
