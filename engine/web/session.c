/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session is 32 random bytes in a cookie; the program keeps only their hash, in memory, so that a restart or a stolen
 * database logs nobody in. A form carries a MAC of the cookie, which another site can neither read nor make. */
#include "web_priv.h"

#include "clock.h"
#include "text.h"

#include <sodium.h>
#include <string.h>

#define TOKEN_BYTES 32
#define IDLE_MS (30 * MINUTE * 1000)
#define AGE_MS (12 * HOUR * 1000)
#define HALF_MS (5 * MINUTE * 1000) /* for the code after the password */
#define SESSIONS_MAX 1000
#define TRIES_OF_ONE 5
#define TRIES_OF_PEER 10
#define TRIES_OF_ALL 30

static const struct {
    const char *name;
    unsigned role;
} roles[] = {
    { "admin", WEB_ADMIN },
    { "coordinator", WEB_COORDINATOR },
    { "facilitator", WEB_FACILITATOR },
    { "evaluator", WEB_EVALUATOR },
    { "auditor", WEB_AUDITOR },
};

unsigned web_role(const char *name)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
        if (g_strcmp0(name, roles[i].name) == 0)
            return roles[i].role;
    return 0;
}

static const char *role_name(unsigned role)
{
    for (gsize i = 0; i < G_N_ELEMENTS(roles); i++)
        if (roles[i].role == role)
            return roles[i].name;
    return "";
}

static void session_free(gpointer data)
{
    WebSession *session = data;
    g_hash_table_unref(session->tickets);
    g_free(session->told);
    g_clear_pointer(&session->file, g_bytes_unref);
    g_free(session->file_name);
    g_free(session->file_sum);
    g_free(session->name);
    g_free(session->password);
    if (session->secret)
        sodium_memzero(session->secret, strlen(session->secret));
    g_free(session->secret);
    g_free(session);
}

void sessions_init(WebSessions *sessions, bool secure)
{
    sessions->by_hash = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, session_free);
    sessions->tries = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sessions->secure = secure;
    randombytes_buf(sessions->key, sizeof sessions->key);
}

void sessions_clear(WebSessions *sessions)
{
    g_clear_pointer(&sessions->by_hash, g_hash_table_unref);
    g_clear_pointer(&sessions->tries, g_hash_table_unref);
    sodium_memzero(sessions->key, sizeof sessions->key);
}

char *sessions_token(void)
{
    unsigned char bytes[TOKEN_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    return text_hex(bytes, sizeof bytes);
}

static const char *cookie_name(const WebSessions *sessions)
{
    return sessions->secure ? "__Host-baraza" : "baraza";
}

char *sessions_cookie(const WebSessions *sessions, const char *header)
{
    if (!header)
        return NULL;
    g_autofree char *start = g_strconcat(cookie_name(sessions), "=", NULL);
    g_auto(GStrv) pairs = g_strsplit(header, ";", 50);
    for (char **pair = pairs; *pair; pair++) {
        const char *value = g_strstrip(*pair);
        unsigned char bytes[TOKEN_BYTES];
        if (g_str_has_prefix(value, start) && text_unhex(value + strlen(start), bytes, sizeof bytes))
            return g_strdup(value + strlen(start));
    }
    return NULL;
}

char *sessions_set_cookie(const WebSessions *sessions, const char *token)
{
    return g_strdup_printf("%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s", cookie_name(sessions), token ? token : "",
        sessions->secure ? "; Secure" : "", token ? "" : "; Max-Age=0");
}

static char *hash_of(const char *token)
{
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, token, -1);
}

static bool is_over(const WebSession *session, int64_t now_ms)
{
    int64_t age_ms = session->half ? HALF_MS : AGE_MS;
    return now_ms - session->seen_ms >= IDLE_MS || now_ms - session->began_ms >= age_ms;
}

WebSession *sessions_find(WebSessions *sessions, const char *token, int64_t now_ms)
{
    if (!token)
        return NULL;
    g_autofree char *hash = hash_of(token);
    WebSession *session = g_hash_table_lookup(sessions->by_hash, hash);
    if (session && is_over(session, now_ms)) {
        g_hash_table_remove(sessions->by_hash, hash);
        return NULL;
    }
    if (session)
        session->seen_ms = now_ms;
    return session;
}

static gboolean drop_over(gpointer hash, gpointer session, gpointer now_ms)
{
    return is_over(session, *(int64_t *)now_ms);
}

void session_set_role(WebSession *session, const char *role)
{
    session->role = web_role(role);
    session->role_name = role_name(session->role);
}

static WebSession *begin(WebSessions *sessions, const char *token, const Staff *staff, int64_t now_ms)
{
    g_hash_table_foreach_remove(sessions->by_hash, drop_over, &now_ms);
    if (g_hash_table_size(sessions->by_hash) >= SESSIONS_MAX)
        g_hash_table_remove_all(sessions->by_hash);
    WebSession *session = g_new0(WebSession, 1);
    *session = (WebSession){ .id = staff->id, .name = g_strdup(staff->name), .began_ms = now_ms, .seen_ms = now_ms };
    session->password = g_strdup(staff->password);
    session->tickets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    session_set_role(session, staff->role);
    g_hash_table_insert(sessions->by_hash, hash_of(token), session);
    return session;
}

void sessions_begin(WebSessions *sessions, const char *token, const Staff *staff, int64_t now_ms)
{
    begin(sessions, token, staff, now_ms);
}

void sessions_begin_half(WebSessions *sessions, const char *token, const Staff *staff, int64_t now_ms)
{
    begin(sessions, token, staff, now_ms)->half = true;
}

void sessions_end(WebSessions *sessions, const char *token)
{
    g_autofree char *hash = token ? hash_of(token) : NULL;
    if (hash)
        g_hash_table_remove(sessions->by_hash, hash);
}

char *sessions_form_token(const WebSessions *sessions, const char *token)
{
    unsigned char mac[TOKEN_BYTES];
    crypto_generichash(
        mac, sizeof mac, (const unsigned char *)token, strlen(token), sessions->key, sizeof sessions->key);
    return text_hex(mac, sizeof mac);
}

static bool count_try(WebSessions *sessions, const char *kind, const char *who, int most)
{
    char *key = g_strconcat(kind, who, NULL);
    int tries = GPOINTER_TO_INT(g_hash_table_lookup(sessions->tries, key)) + 1;
    g_hash_table_insert(sessions->tries, key, GINT_TO_POINTER(MIN(tries, most + 1)));
    return tries <= most;
}

static bool is_here(const char *peer)
{
    return !*peer || strcmp(peer, "unix") == 0 || strcmp(peer, "::1") == 0 || g_str_has_prefix(peer, "127.");
}

bool sessions_may_try(WebSessions *sessions, const char *name, const char *peer, int64_t now_ms)
{
    int64_t minute = now_ms / (MINUTE * 1000);
    if (minute != sessions->tries_minute) {
        g_hash_table_remove_all(sessions->tries);
        sessions->tries_minute = minute;
        sessions->tries_all = 0;
    }
    /* What one peer tries in vain is not to keep the others out. */
    if (!is_here(peer) && !count_try(sessions, "from ", peer, TRIES_OF_PEER))
        return false;
    if (sessions->tries_all >= TRIES_OF_ALL || !count_try(sessions, "name ", name, TRIES_OF_ONE))
        return false;
    sessions->tries_all++;
    return true;
}
