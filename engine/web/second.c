/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second factor: an app on her phone shows a code that is good for thirty seconds and once. After her password she
 * is half in, which opens nothing but the page that asks for the code. Whoever runs the machine or sees names must have
 * one where the pages are open to others. */
#include "web_priv.h"

#include "factor.h"
#include "qr.h"
#include "template.h"
#include "text.h"
#include "totp.h"

#include <sodium.h>
#include <string.h>

#define WORD_BYTES 10 /* of a recovery word: 80 bits, four groups of four */

/* Lower case without what was put between for reading; its SHA-256. Given. */
static char *word_hash(const char *word)
{
    g_autoptr(GString) plain = g_string_new("");
    for (; *word; word++)
        if (g_ascii_isalnum(*word))
            g_string_append_c(plain, g_ascii_tolower(*word));
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, plain->str, -1);
}

static bool may_try(const WebPage *page, const char *name)
{
    g_autofree char *fold = g_utf8_casefold(name, -1), *key = g_strconcat("code of ", fold, NULL);
    return sessions_may_try(&page->web->sessions, key, page->request->peer, page_ms(page));
}

/* --- at log-in --- */

static bool ask(WebPage *page, int status, const char *sentence, GError **error)
{
    return page_render(
        page, status, "second_ask", "Your code", json_put(cJSON_CreateObject(), "sentence", sentence), error);
}

bool second_ask(WebPage *page, GError **error)
{
    return page->half ? ask(page, 200, "", error) : page_redirect(page, page->session ? "/" : "/login");
}

/* The verb takes a code or word that is fresh: its answer, or NULL with a sentence for the person in *wrong. */
static cJSON *use(WebPage *page, const Staff *staff, const Factor *factor, GError **wrong)
{
    const char *code = page_field(page, "code");
    int64_t step = totp_match(factor->secret, code, page->now, factor->step);
    cJSON *params = json_put(cJSON_CreateObject(), "name", staff->name);
    if (step)
        return page_ask(page, "staff.factor.use", json_put_int(params, "step", step), wrong);
    g_autofree char *hash = word_hash(code);
    return page_ask(page, "staff.factor.use", json_put(params, "word", hash), wrong);
}

bool second_enter(WebPage *page, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    WebSessions *sessions = &page->web->sessions;
    if (!page->half)
        return page_redirect(page, "/login");
    g_autoptr(Staff) staff = staff_get(page->web->store, page->half->id, &wrong);
    g_autoptr(Factor) factor = staff ? factor_get(page->web->store, page->web->config.vault, staff->id, &wrong) : NULL;
    if (wrong) {
        g_propagate_error(error, g_steal_pointer(&wrong));
        return false;
    }
    if (!factor || strcmp(staff->password, page->half->password) != 0) { /* taken away meanwhile, or the account */
        sessions_end(sessions, page->token);
        page->half = NULL;
        return page_redirect(page, "/login");
    }
    if (!may_try(page, staff->name))
        return ask(page, 429, "Too many tries. Wait a minute.", error);
    g_autoptr(cJSON) used = use(page, staff, factor, &wrong);
    if (!used && wrong->code != BARAZA_ERROR_DENIED)
        return ask(page, 409, wrong->message, error);
    if (!used)
        return ask(page, 403, "This code is not right, or was used already. Wait for the next one.", error);
    g_autofree char *token = sessions_token();
    sessions_end(sessions, page->token);
    page->half = NULL;
    sessions_begin(sessions, token, staff, page_ms(page));
    page->new_cookie = sessions_set_cookie(sessions, token);
    return page_redirect(page, json_int(used, "left", 0) < factor->words ? "/second" : "/");
}

/* --- setting it up --- */

/* "ABCD EFGH ...": as apps and people take it. Given. */
static char *in_fours(const char *text)
{
    GString *out = g_string_new("");
    for (gsize i = 0; text[i]; i++)
        g_string_append_printf(out, "%s%c", i && i % 4 == 0 ? " " : "", text[i]);
    return g_string_free(out, FALSE);
}

static bool put_secret(WebPage *page, cJSON *view, GError **error)
{
    WebSession *session = page->session;
    if (!session->secret)
        session->secret = totp_secret();
    g_autofree char *uri = totp_uri("Baraza", session->name, session->secret), *shown = in_fours(session->secret);
    g_autoptr(Qr) qr = qr_new(uri, error);
    g_autoptr(Markup) svg = qr ? qr_svg(qr, "The code that your app scans") : NULL;
    if (!svg)
        return false;
    template_put_markup(view, "qr", svg);
    json_put(json_put(view, "secret", shown), "uri", uri);
    return true;
}

static bool second_page(WebPage *page, int status, const char *sentence, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(cJSON) view = json_put(cJSON_CreateObject(), "sentence", sentence);
    g_autoptr(Factor) factor = factor_get(page->web->store, page->web->config.vault, page->session->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autofree char *since = web_moment("UTC", factor ? factor->since : 0);
    json_put_bool(json_put_bool(view, "there", factor != NULL), "needed", page->must_enrol);
    json_put_int(json_put(view, "since", since), "left", factor ? factor->words : 0);
    return put_secret(page, view, error) &&
           page_render(page, status, "second", "Second factor", g_steal_pointer(&view), error);
}

bool second_show(WebPage *page, GError **error)
{
    return second_page(page, 200, "", error);
}

/* Ten words with their hashes put into `params`; as the page shows them, once. Given. */
static cJSON *make_words(cJSON *params)
{
    cJSON *shown = cJSON_CreateArray(), *hashes = cJSON_CreateArray();
    json_put_item(params, "words", hashes);
    for (int i = 0; i < FACTOR_WORDS; i++) {
        guint8 random[WORD_BYTES];
        randombytes_buf(random, sizeof random);
        g_autofree char *word = text_base32(random, sizeof random), *hash = word_hash(word), *read = in_fours(word);
        json_put_item(hashes, NULL, cJSON_CreateString(hash));
        json_put_item(shown, NULL, json_put(cJSON_CreateObject(), "word", read));
        sodium_memzero(random, sizeof random);
    }
    return shown;
}

static bool set_up(WebPage *page, int64_t step, GError **error)
{
    g_autoptr(GError) wrong = NULL;
    cJSON *params = json_put(cJSON_CreateObject(), "name", page->session->name);
    json_put_int(json_put(params, "secret", page->session->secret), "step", step);
    g_autoptr(cJSON) shown = make_words(params);
    if (!page_change(page, "staff.factor", params, &wrong))
        return second_page(page, 409, wrong->message, error);
    g_clear_pointer(&page->session->secret, g_free);
    return page_render(page, 200, "second_words", "Recovery words",
        json_put_item(cJSON_CreateObject(), "words", g_steal_pointer(&shown)), error);
}

bool second_set(WebPage *page, GError **error)
{
    g_autoptr(Staff) staff = staff_get(page->web->store, page->session->id, error);
    if (!staff)
        return false;
    if (!may_try(page, staff->name))
        return second_page(page, 429, "Too many tries. Wait a minute.", error);
    if (!password_is(staff, page_field(page, "password")))
        return second_page(page, 403, "That is not your password.", error);
    const char *secret = page->session->secret;
    int64_t step = secret ? totp_match(secret, page_field(page, "code"), page->now, 0) : 0;
    if (!step)
        return second_page(page, 422,
            "The code does not belong to this secret. Scan it, then type the six digits that the app shows now; is the "
            "phone's clock right?",
            error);
    return set_up(page, step, error);
}
