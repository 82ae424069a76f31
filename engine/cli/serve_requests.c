/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Webhooks are checked against their signature on the net thread, kept in one transaction, and answered with 200 after
 * its commit: what was answered is on disk. */
#include "error.h"
#include "log.h"
#include "serve.h"
#include <string.h>

enum { WEBHOOK, PAGES };

int serve_admit(const NetRequest *request, gpointer data)
{
    const Serve *s = data;
    if (!g_str_equal(request->path, settings_text(s->settings, "webhook", "path")))
        return 404;
    if (g_str_equal(request->method, "GET"))
        return 0;
    gsize size = 0;
    const void *body = request->body ? g_bytes_get_data(request->body, &size) : "";
    return webhook_verify(s->key, body, size, request->headers[NET_SIGNATURE]) ? 0 : 403;
}

static const char *query(const NetRequest *request, const char *name)
{
    return request->query ? g_hash_table_lookup(request->query, name) : NULL;
}

static void handshake(Serve *s, const NetRequest *request)
{
    const char *challenge = webhook_challenge(query(request, "hub.mode"), query(request, "hub.verify_token"),
        query(request, "hub.challenge"), s->verify_token);
    g_autoptr(GBytes) body = g_bytes_new(challenge ? challenge : "", challenge ? strlen(challenge) : 0);
    NetReply reply = { .content_type = "text/plain; charset=utf-8", .body = body };
    net_reply(s->net, request->id, challenge ? 200 : 403, &reply);
}

static bool keep(Serve *s, const GPtrArray *requests, const GPtrArray *bodies, GError **error)
{
    g_autoptr(GError) fault = NULL;
    bool kept = engine_accept(s->engine, s->clock.now, bodies, &fault);
    g_autofree NetAnswer *answers = g_new0(NetAnswer, requests->len);
    for (guint i = 0; i < requests->len; i++)
        answers[i] = (NetAnswer){ .id = ((const NetRequest *)requests->pdata[i])->id, .status = kept ? 200 : 503 };
    net_reply_many(s->net, answers, requests->len);
    if (kept)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

static void page(Serve *s, const NetRequest *request)
{
    g_auto(WebReply) reply = { 0 };
    web_handle(s->web, request, s->clock.now, &reply);
    net_reply(s->net, request->id, reply.status, &reply.reply);
}

bool serve_requests(Serve *s, GPtrArray *requests, GError **error)
{
    g_autoptr(GPtrArray) webhooks = g_ptr_array_new();
    g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint i = 0; i < requests->len; i++) {
        NetRequest *request = requests->pdata[i];
        if (request->listener == PAGES) {
            page(s, request);
        } else if (g_str_equal(request->method, "GET")) {
            handshake(s, request);
        } else {
            g_ptr_array_add(webhooks, request);
            g_ptr_array_add(bodies, request->body ? g_bytes_ref(request->body) : g_bytes_new_static("", 0));
        }
    }
    return webhooks->len == 0 || keep(s, webhooks, bodies, error);
}
