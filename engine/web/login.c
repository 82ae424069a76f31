/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logging in and out, passwords, and the first account. Passwords are kept as Argon2id strings; an unknown name costs
 * as much time as a wrong password, and neither answer says which it was. */
#include "web_priv.h"

#include "factor.h"
#include "text.h"

#include <sodium.h>
#include <string.h>

#define OPS 3
#define MEMORY (64 * 1024 * 1024)
#define PASSWORD_MIN 12
#define PASSWORD_MAX 256
#define NAME_MAX_LENGTH 60

/* Of a word that nobody knows, at the cost of our own: what is checked when there is no password to check. */
#define NOBODYS "$argon2id$v=19$m=65536,t=3,p=1$fw91LFPgvdakC4Vba8OZvw$QRTupHnoETDNiCxPB9M5qDeuekT6Sbyrr5GkC5SyW34"

/* A form before log-in has a cookie of its own, so that its token can be checked the same way. */
void page_need_cookie(WebPage *page)
{
    if (page->token)
        return;
    page->token = sessions_token();
    page->new_cookie = sessions_set_cookie(&page->web->sessions, page->token);
}

static bool form(WebPage *page, int status, const char *sentence, GError **error)
{
    page_need_cookie(page);
    cJSON *view = json_put(json_put(cJSON_CreateObject(), "sentence", sentence), "name", page_field(page, "name"));
    return page_render(page, status, "login", "Log in", view, error);
}

bool login_show(WebPage *page, GError **error)
{
    if (page->session)
        return page_redirect(page, "/");
    return form(page, 200, "", error);
}

static bool hash_password(const char *password, char hash[crypto_pwhash_STRBYTES], GError **error)
{
    if (crypto_pwhash_str(hash, password, strlen(password), OPS, MEMORY) == 0)
        return true;
    g_set_error(
        error, BARAZA_ERROR, BARAZA_ERROR_STORE, "Checking a password needs 64 MB of memory, which is not free now.");
    return false;
}

/* Always one check: an account without a password takes as long as one that does not exist. */
bool password_is(const Staff *staff, const char *password)
{
    const char *kept = staff && *staff->password ? staff->password : NULL;
    bool same = crypto_pwhash_str_verify(kept ? kept : NOBODYS, password, strlen(password)) == 0;
    return kept && same;
}

bool login_enter(WebPage *page, GError **error)
{
    const char *name = page_field(page, "name"), *password = page_field(page, "password");
    g_autofree char *key = g_utf8_casefold(name, -1);
    if (strlen(name) > 4 * NAME_MAX_LENGTH || strlen(password) > 4 * PASSWORD_MAX)
        return form(page, 403, "Name and password do not belong together.", error);
    if (!sessions_may_try(&page->web->sessions, key, page->request->peer, page_ms(page)))
        return form(page, 429, "Too many tries. Wait a minute.", error);
    GError *broken = NULL;
    g_autoptr(Staff) staff = staff_find(page->web->store, name, &broken);
    if (broken) {
        g_propagate_error(error, broken);
        return false;
    }
    if (!password_is(staff, password))
        return form(page, 403, "Name and password do not belong together.", error);
    bool second = false;
    if (!factor_is_set(page->web->store, staff->id, &second, error))
        return false;
    g_autofree char *token = sessions_token();
    sessions_end(&page->web->sessions, page->token);
    page->half = NULL;
    (second ? sessions_begin_half : sessions_begin)(&page->web->sessions, token, staff, page_ms(page));
    page->new_cookie = sessions_set_cookie(&page->web->sessions, token);
    return page_redirect(page, second ? "/login/code" : "/");
}

bool login_leave(WebPage *page, GError **error)
{
    sessions_end(&page->web->sessions, page->token);
    page->session = NULL;
    page->new_cookie = sessions_set_cookie(&page->web->sessions, NULL);
    return page_redirect(page, "/login");
}

static bool refuse(const char *sentence, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s", sentence);
    return false;
}

char *password_field(const WebPage *page, GError **error)
{
    const char *password = page_field(page, "password");
    char hash[crypto_pwhash_STRBYTES];
    bool good = false;
    if (text_length(password) < PASSWORD_MIN || text_length(password) > PASSWORD_MAX)
        refuse("A password needs at least 12 characters; a few words with blanks between them are good.", error);
    else if (strcmp(password, page_field(page, "again")) != 0)
        refuse("The two passwords are not the same.", error);
    else
        good = hash_password(password, hash, error);
    return good ? g_strdup(hash) : NULL;
}

bool staff_make(WebPage *page, const char *role, GError **error)
{
    g_autofree char *name = g_strstrip(g_strdup(page_field(page, "name")));
    if (!*name || text_length(name) > NAME_MAX_LENGTH)
        return refuse("An account needs a name of at most 60 characters.", error);
    if (!web_role(role))
        return refuse("An account needs one of the roles of the list.", error);
    g_autofree char *hash = password_field(page, error);
    if (!hash)
        return false;
    cJSON *params = json_put(json_put(cJSON_CreateObject(), "name", name), "role", role);
    return page_change(page, "staff.add", json_put(params, "password", hash), error);
}

static bool is_setup(const WebPage *page, const char *word, GError **error)
{
    int64_t accounts = 0;
    if (!staff_count(page->web->store, &accounts, error))
        return false;
    if (page->web->setup && accounts == 0 && text_equal_secret(page->web->setup, word))
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
        "This link has been used, or the engine was started again since. While there is no account, the engine prints "
        "a new "
        "link each time it starts.");
    return false;
}

static bool setup_form(WebPage *page, int status, const char *sentence, GError **error)
{
    page_need_cookie(page);
    cJSON *view = json_put(json_put(cJSON_CreateObject(), "sentence", sentence), "word", page->web->setup);
    json_put(view, "name", page_field(page, "name"));
    return page_render(page, status, "setup", "The first account", view, error);
}

bool setup_show(WebPage *page, GError **error)
{
    return is_setup(page, page_query(page, "t"), error) && setup_form(page, 200, "", error);
}

bool setup_make(WebPage *page, GError **error)
{
    if (!is_setup(page, page_field(page, "t"), error))
        return false;
    g_autoptr(GError) wrong = NULL;
    if (!staff_make(page, "admin", &wrong)) {
        if (g_error_matches(wrong, BARAZA_ERROR, BARAZA_ERROR_INPUT))
            return setup_form(page, 422, wrong->message, error);
        g_propagate_error(error, g_steal_pointer(&wrong));
        return false;
    }
    g_clear_pointer(&page->web->setup, g_free);
    return page_redirect(page, "/login");
}
