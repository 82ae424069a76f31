/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body is read between its arrival and its turn. Bodies are known by their bytes, so that it does not matter which of
 * them were stored, in which order, or whether their transaction was taken back. */
#include "webhook_ahead.h"

#include "beside.h"
#include <string.h>

#define WORTH_IT 3000              /* bytes: fewer are read sooner than a thread wakes */
#define BODIES_MAX 64              /* so many, */
#define BYTES_MAX ((gsize)1 << 18) /* and so large: they stand in memory twice */

typedef struct {
    GBytes *bytes;
    GPtrArray *events; /* NULL: not to be read, or taken */
} Body;

struct WebhookAhead {
    GArray *bodies; /* Body, in the order of their coming */
    guint next;     /* nearly always the one that is asked for */
    Beside *beside;
};

static void body_clear(gpointer data)
{
    Body *body = data;
    g_bytes_unref(body->bytes);
    g_clear_pointer(&body->events, g_ptr_array_unref);
}

static void read_all(gpointer data)
{
    WebhookAhead *ahead = data;
    for (guint i = 0; i < ahead->bodies->len; i++) {
        Body *body = &g_array_index(ahead->bodies, Body, i);
        gsize size = 0;
        const char *bytes = g_bytes_get_data(body->bytes, &size);
        body->events = webhook_parse(bytes, size, NULL);
    }
}

WebhookAhead *webhook_ahead_new(void)
{
    WebhookAhead *ahead = g_new0(WebhookAhead, 1);
    ahead->bodies = g_array_new(FALSE, FALSE, sizeof(Body));
    g_array_set_clear_func(ahead->bodies, body_clear);
    ahead->beside = beside_new(read_all, ahead);
    return ahead;
}

void webhook_ahead_free(WebhookAhead *ahead)
{
    if (!ahead)
        return;
    beside_free(ahead->beside);
    g_array_unref(ahead->bodies);
    g_free(ahead);
}

void webhook_ahead_begin(WebhookAhead *ahead, const GPtrArray *bodies)
{
    beside_wait(ahead->beside);
    g_array_set_size(ahead->bodies, 0);
    ahead->next = 0;
    gsize left = BYTES_MAX;
    for (guint i = 0; i < MIN(bodies->len, BODIES_MAX); i++) {
        gsize size = g_bytes_get_size(bodies->pdata[i]);
        if (size > left)
            break;
        left -= size;
        Body body = { .bytes = g_bytes_ref(bodies->pdata[i]) };
        g_array_append_val(ahead->bodies, body);
    }
    if (BYTES_MAX - left >= WORTH_IT)
        beside_begin(ahead->beside);
}

static GPtrArray *take(WebhookAhead *ahead, const char *text, gsize size)
{
    const guint n = ahead->bodies->len;
    for (guint i = 0; i < n; i++) {
        const guint at = (ahead->next + i) % n;
        Body *body = &g_array_index(ahead->bodies, Body, at);
        gsize length = 0;
        const char *bytes = g_bytes_get_data(body->bytes, &length);
        if (!body->events || length != size || memcmp(bytes, text, size) != 0)
            continue;
        ahead->next = at + 1;
        return g_steal_pointer(&body->events);
    }
    return NULL;
}

GPtrArray *webhook_ahead_take(WebhookAhead *ahead, const char *body, gsize size, GError **error)
{
    beside_wait(ahead->beside);
    GPtrArray *events = take(ahead, body, size);
    return events ? events : webhook_parse(body, size, error);
}
