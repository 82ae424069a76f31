/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Webhooks to the engine, as the platform does it: a handshake first, then signed POSTs, several at a time, each again
 * until it was answered 200. The signature is made here and not by the engine's own code, so that a misreading of the
 * rule is not shared by both sides. */
#include "wasim_priv.h"

#include "error.h"
#include "log.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <string.h>

#define VERIFY_ID (-1)
#define VERIFY_AGAIN_MS 250
#define CHALLENGE "1158201444"

char *wasim_sign(const char *secret, const void *body, gsize size)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned int n = 0;
    HMAC(EVP_sha256(), secret, (int)strlen(secret), body, size, digest, &n);
    GString *text = g_string_new("sha256=");
    for (unsigned int i = 0; i < n; i++) {
        g_string_append_c(text, hex[digest[i] >> 4]);
        g_string_append_c(text, hex[digest[i] & 15]);
    }
    return g_string_free(text, FALSE);
}

bool wasim_hook_open(Wasim *wasim, GError **error)
{
    wasim->posted = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    wasim->verified = !wasim->config.verify_token;
    if (!wasim->config.webhook)
        return true;
    const char *host = strstr(wasim->config.webhook, "://");
    const char *path = host ? strchr(host + 3, '/') : NULL;
    g_autofree char *base = path ? g_strndup(wasim->config.webhook, (gsize)(path - wasim->config.webhook)) : NULL;
    wasim->hook_path = g_strdup(path ? path : "/");
    NetTarget target = { .base_url = base ? base : wasim->config.webhook,
        .max_in_flight = wasim->config.parallel ? wasim->config.parallel : 8,
        .timeout_ms = 20000 };
    wasim->hook = net_transport_new(wasim->net, &target, error);
    return wasim->hook != NULL;
}

void wasim_hook_close(Wasim *wasim)
{
    if (wasim->hook)
        wasim->hook->free(wasim->hook);
    g_free(wasim->hook_path);
    g_clear_pointer(&wasim->posted, g_hash_table_unref);
}

bool wasim_hook_is_idle(const Wasim *wasim)
{
    return !wasim->hook || (wasim->verified && g_hash_table_size(wasim->posted) == 0);
}

static void verify(Wasim *wasim)
{
    if (wasim->verified || wasim->verifying || clock_monotonic_ms() < wasim->verify_at_ms)
        return;
    wasim->verifying = true;
    g_autofree char *token = g_uri_escape_string(wasim->config.verify_token, NULL, false);
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->id = VERIFY_ID;
    request->method = g_strdup("GET");
    request->path = g_strdup_printf("%s%chub.mode=subscribe&hub.challenge=" CHALLENGE "&hub.verify_token=%s",
        wasim->hook_path, strchr(wasim->hook_path, '?') ? '&' : '?', token);
    wasim->hook->submit(wasim->hook, request);
}

static void take_verification(Wasim *wasim, const HttpResponse *response)
{
    gsize size = 0;
    const char *body = response->body ? g_bytes_get_data(response->body, &size) : NULL;
    wasim->verifying = false;
    wasim->verified = response->end == HTTP_DONE && response->status == 200 && size == strlen(CHALLENGE) &&
                      memcmp(body, CHALLENGE, size) == 0;
    wasim->verify_at_ms = clock_monotonic_ms() + VERIFY_AGAIN_MS;
    if (wasim->verified)
        log_event(LOG_INFO, "wasim.verified", NULL);
    else if (response->end == HTTP_DONE && !wasim->refusal_told)
        log_event(LOG_WARN, "wasim.callback_refused", "hint", "the verify token of both sides must be equal", NULL);
    wasim->refusal_told = response->end == HTTP_DONE;
}

static void take_answers(Wasim *wasim)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify)http_response_free);
    wasim->hook->drain(wasim->hook, responses);
    for (guint i = 0; i < responses->len; i++) {
        const HttpResponse *response = responses->pdata[i];
        if (response->id == VERIFY_ID) {
            take_verification(wasim, response);
            continue;
        }
        bool ok = response->end == HTTP_DONE && response->status == 200; /* nothing else is an acceptance */
        platform_webhook_done(wasim->platform, wasim->clock.now, response->id, ok);
        g_hash_table_remove(wasim->posted, &response->id);
    }
}

static void post(Wasim *wasim, const PlatformWebhook *webhook)
{
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->id = webhook->id;
    request->method = g_strdup("POST");
    request->path = g_strdup(wasim->hook_path);
    request->content_type = g_strdup("application/json");
    /* The platform keeps the bytes until it is told how it went, and that is after the last use here. */
    request->body = g_bytes_new_static(webhook->body, webhook->size);
    if (wasim->config.app_secret)
        request->signature = wasim_sign(wasim->config.app_secret, webhook->body, webhook->size);
    g_hash_table_add(wasim->posted, g_memdup2(&webhook->id, sizeof webhook->id));
    wasim->hook->submit(wasim->hook, request);
}

guint wasim_hook_turn(Wasim *wasim)
{
    if (!wasim->hook) {
        platform_advance(wasim->platform, wasim->clock.now);
        return 0;
    }
    take_answers(wasim);
    if (!wasim->verified) {
        verify(wasim);
        return 0;
    }
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    platform_webhooks(wasim->platform, wasim->clock.now, due);
    for (guint i = 0; i < due->len; i++)
        post(wasim, &g_array_index(due, PlatformWebhook, i));
    return due->len;
}
