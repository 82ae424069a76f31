/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Anyone who holds a certificate's code sees whether it is valid, of which course, how many hours and when. Of the
 * holder she sees the initials only: the paper shows the name, and nobody agreed to have it read by whoever finds a
 * code. No cookie, no log-in. A code that cannot be one is looked up all the same, so that no answer comes sooner than
 * another; codes have 85 bits, and all visitors together have so many looks a minute. */
#include "web_priv.h"

#include "certify.h"
#include "clock.h"

#include <string.h>

#define LOOKS_A_MINUTE 240

bool check_may_look(WebPage *page)
{
    int64_t minute = page_ms(page) / 60000;
    if (page->web->check_minute != minute)
        page->web->checks = 0;
    page->web->check_minute = minute;
    return ++page->web->checks <= LOOKS_A_MINUTE;
}

/* "T. M."; given. */
static char *initials(const char *name)
{
    g_autoptr(GString) out = g_string_new(NULL);
    g_auto(GStrv) words = g_strsplit_set(name ? name : "", " -\t", -1);
    for (char **word = words; *word; word++) {
        gunichar first = g_utf8_get_char(*word);
        if (!g_unichar_isalpha(first))
            continue;
        if (out->len)
            g_string_append_c(out, ' ');
        g_string_append_unichar(out, g_unichar_totitle(first));
        g_string_append_c(out, '.');
    }
    return g_strdup(out->str);
}

static char *date(const Cohort *cohort, int64_t at)
{
    char *text = civil_local_text(cohort_zone(cohort), at);
    text[10] = '\0';
    return text;
}

cJSON *check_words(const WebPage *page, const Certificate *c)
{
    gsize size = 0;
    const void *sealed = c->printed ? g_bytes_get_data(c->printed, &size) : NULL;
    g_autofree char *words = sealed ? vault_open(page->web->config.vault, sealed, size) : NULL;
    return words ? json_parse(words, strlen(words), NULL) : NULL;
}

static void put_paper(cJSON *view, const cJSON *paper)
{
    g_autofree char *holder = initials(json_string(paper, "name"));
    int minutes = (int)json_int(paper, "minutes", 0);
    g_autofree char *hours = certify_hours(minutes);
    const char *title = json_string(paper, "title"), *edition = json_string(paper, "edition"),
               *provider = json_string(paper, "provider");
    json_put(json_put(view, "holder", holder), "hours", minutes ? hours : "");
    json_put(json_put(view, "course", title ? title : ""), "edition", edition ? edition : "");
    json_put_bool(json_put(view, "provider", provider ? provider : ""), "specimen", json_at(paper, "stamp") != NULL);
}

static bool put_certificate(WebPage *page, cJSON *view, const Certificate *c, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_get(page->web->store, c->cohort, error);
    if (!cohort)
        return false;
    g_autofree char *issued = date(cohort, c->issued), *revoked = c->revoked ? date(cohort, c->revoked) : NULL;
    g_autofree char *code = certificate_code_print(c->code);
    g_autoptr(cJSON) paper = check_words(page, c);
    json_put_bool(json_put_bool(view, "valid", !c->revoked), "replaced", c->replaced_by != 0);
    json_put_bool(view, "revoked", c->revoked && !c->replaced_by);
    json_put(json_put(json_put(view, "issued", issued), "ended", revoked ? revoked : ""), "code", code);
    bool badge = !c->revoked && paper && !json_at(paper, "stamp") && badge_possible(page);
    g_autofree char *address = badge ? g_strdup_printf("/badge/%s", code) : g_strdup("");
    json_put_bool(json_put(view, "badge", address), "known", true);
    put_paper(view, paper);
    return true;
}

static cJSON *empty_view(const char *typed)
{
    static const char *const texts[] = { "holder", "hours", "course", "edition", "provider", "issued", "ended", "code",
        "badge" };
    static const char *const flags[] = { "valid", "replaced", "revoked", "known", "specimen" };
    cJSON *view = json_put(cJSON_CreateObject(), "typed", typed);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
        json_put(view, texts[i], "");
    for (gsize i = 0; i < G_N_ELEMENTS(flags); i++)
        json_put_bool(view, flags[i], false);
    return view;
}

static bool answer(WebPage *page, const char *typed, GError **error)
{
    if (!check_may_look(page)) {
        page_fail_status(page, 429, "Too many codes were looked up. Wait a minute.");
        return true;
    }
    g_autofree char *code = certificate_code_read(typed);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Certificate) c = certificate_find(page->web->store, code ? code : typed, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autoptr(cJSON) view = c ? cJSON_CreateObject() : empty_view(typed);
    json_put_bool(view, "asked", true);
    json_put_bool(json_put_bool(view, "unknown", !c && code), "no_code", !code);
    if (c)
        json_put(view, "typed", "");
    if (c && !put_certificate(page, view, c, error))
        return false;
    return page_render(page, c ? 200 : 404, "check", "Check a certificate", g_steal_pointer(&view), error);
}

/* /check, and /check?code=... from its form. */
bool check_show(WebPage *page, GError **error)
{
    const char *typed = page_query(page, "code");
    if (*typed && strlen(typed) <= 100)
        return answer(page, typed, error);
    cJSON *view = empty_view("");
    json_put_bool(json_put_bool(json_put_bool(view, "asked", false), "unknown", false), "no_code", false);
    return page_render(page, 200, "check", "Check a certificate", view, error);
}

/* /check/CODE, as in the paper's square. */
bool check_code(WebPage *page, GError **error)
{
    return strlen(page->word) > 100 ? answer(page, "", error) : answer(page, page->word, error);
}
