/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wire, in process. A request is carried out at once and its answer waits to be drained; a webhook is 200 when the
 * engine has committed it. Trouble is drawn from a seed. */
#include "stage_priv.h"

#include "rng.h"

#define REVERSE_AFTER (30)

static HttpResponse *respond(const HttpRequest *request, HttpEnd end, const char *reason)
{
    HttpResponse *response = g_new0(HttpResponse, 1);
    response->id = request->id;
    response->end = end;
    response->reason = g_strdup(reason);
    return response;
}

static void promise(Link *link, guint taken, guint sent)
{
    link->taken += taken;
    link->sent += sent;
    if (link->promised && taken + sent > 0)
        link->promised(link->promised_data, link->taken, link->sent);
}

/* Takes the request. */
static void carry_out(Link *link, HttpRequest *request, int64_t now)
{
    g_autoptr(HttpRequest) owned = request;
    if (now < link->down_until) {
        g_ptr_array_add(link->responses, respond(request, HTTP_NEVER_LEFT, "the network is down"));
        return;
    }
    promise(link, 0, g_str_has_suffix(request->path, "/messages"));
    g_auto(PlatformAnswer) answer = { 0 };
    gsize size = 0;
    const void *body = request->body ? g_bytes_get_data(request->body, &size) : "";
    platform_request(link->platform, now, request->method, request->path, request->bearer, request->content_type, body,
        size, &answer);
    if (link->lose > 0 && rng_unit(&link->rng) < link->lose) {
        g_ptr_array_add(link->responses, respond(request, HTTP_UNKNOWN, "the connection broke before the answer"));
        return;
    }
    HttpResponse *response = respond(request, HTTP_DONE, NULL);
    response->status = answer.status;
    response->body = g_steal_pointer(&answer.body);
    g_ptr_array_add(link->responses, response);
}

static void link_submit(HttpTransport *transport, HttpRequest *request)
{
    Link *link = (Link *)transport;
    if (link->clock->now < link->jammed_until)
        g_ptr_array_add(link->jammed, request);
    else
        carry_out(link, request, link->clock->now);
}

static void leave(Link *link)
{
    while (link->jammed->len > 0 && link->clock->now >= link->jammed_until)
        carry_out(link, g_ptr_array_steal_index(link->jammed, 0), link->clock->now);
}

static guint link_drain(HttpTransport *transport, GPtrArray *responses)
{
    Link *link = (Link *)transport;
    leave(link);
    guint n = link->responses->len;
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(responses, g_steal_pointer(&link->responses->pdata[i]));
    g_ptr_array_set_size(link->responses, 0);
    return n;
}

/* What was not kept back has been carried out. */
static bool link_recall(HttpTransport *transport, int64_t id)
{
    GPtrArray *jammed = ((Link *)transport)->jammed;
    for (guint i = 0; i < jammed->len; i++) {
        if (((const HttpRequest *)jammed->pdata[i])->id == id) {
            g_ptr_array_remove_index(jammed, i);
            return true;
        }
    }
    return false;
}

static guint link_in_flight(HttpTransport *transport)
{
    const Link *link = (const Link *)transport;
    return link->responses->len + link->jammed->len;
}

static void response_free(gpointer data)
{
    if (data)
        http_response_free(data);
}

static void link_transport_free(HttpTransport *transport)
{
    link_free((Link *)transport);
}

Link *link_new(Platform *platform, const Clock *clock, uint64_t seed)
{
    Link *link = g_new0(Link, 1);
    link->transport = (HttpTransport){ .submit = link_submit,
        .drain = link_drain,
        .recall = link_recall,
        .in_flight = link_in_flight,
        .free = link_transport_free };
    link->platform = platform;
    link->clock = clock;
    link->rng = rng_stream(seed, "link");
    link->jammed = g_ptr_array_new_with_free_func((GDestroyNotify)http_request_free);
    link->responses = g_ptr_array_new_with_free_func(response_free);
    link->handed = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    link->kept = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    link->kept_until = INT64_MAX;
    return link;
}

void link_free(Link *link)
{
    if (!link)
        return;
    g_ptr_array_unref(link->responses);
    g_ptr_array_unref(link->jammed);
    g_array_unref(link->handed);
    g_array_unref(link->kept);
    g_free(link);
}

static void tell(Link *link, const GArray *webhooks, bool ok)
{
    for (guint i = 0; i < webhooks->len; i++)
        platform_webhook_done(link->platform, link->clock->now, g_array_index(webhooks, PlatformWebhook, i).id, ok);
}

void link_break(Link *link)
{
    g_ptr_array_set_size(link->responses, 0);
    g_ptr_array_set_size(link->jammed, 0);
    tell(link, link->handed, false);
    g_array_set_size(link->handed, 0);
}

/* Keeps webhooks back for a while, then gives all, the last first. */
static void reverse(Link *link, GArray *due)
{
    int64_t now = link->clock->now;
    if (link->kept->len == 0 && due->len > 0)
        link->kept_until = now + REVERSE_AFTER;
    g_array_append_vals(link->kept, due->data, due->len);
    g_array_set_size(due, 0);
    if (now < link->kept_until && link->order == LINK_REVERSED)
        return;
    for (guint i = link->kept->len; i > 0; i--)
        g_array_append_val(due, g_array_index(link->kept, PlatformWebhook, i - 1));
    g_array_set_size(link->kept, 0);
    link->kept_until = INT64_MAX;
}

bool link_deliver(Link *link, Engine *engine, guint *n, GError **error)
{
    int64_t now = link->clock->now;
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(PlatformWebhook));
    *n = 0;
    platform_webhooks(link->platform, now, due);
    if (now < MAX(link->down_until, link->deaf_until)) {
        tell(link, due, false);
        return true;
    }
    if (link->order == LINK_REVERSED || link->kept->len > 0)
        reverse(link, due);
    if (due->len == 0)
        return true;
    g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (guint i = 0; i < due->len; i++) {
        const PlatformWebhook *webhook = &g_array_index(due, PlatformWebhook, i);
        for (int times = link->order == LINK_TWICE ? 2 : 1; times > 0; times--)
            g_ptr_array_add(bodies, g_bytes_new(webhook->body, webhook->size));
    }
    g_autoptr(GError) fault = NULL;
    g_array_append_vals(link->handed, due->data, due->len);
    bool ok = engine_accept(engine, now, bodies, &fault);
    promise(link, ok ? bodies->len : 0, 0);
    tell(link, link->handed, ok);
    g_array_set_size(link->handed, 0);
    *n = bodies->len;
    if (ok || g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_FULL))
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

int64_t link_next(const Link *link)
{
    return MIN(link->kept_until, link->jammed->len > 0 ? link->jammed_until : INT64_MAX);
}
