/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stepped time, for the demo and for stories over HTTP: when the inbox is drained, nothing is in flight and nothing is
 * due, the simulator is asked to move on. It waits until each of its webhooks has its 200, and moves to the earlier of
 * what it and what we have next; so eight weeks pass in seconds and no rule is bent. */
#include "discussion.h"
#include "error.h"
#include "outbox.h"
#include "quiz.h"
#include "serve.h"
#include <stdio.h>
#include <string.h>

#define CLOCK_PATH "/wasim/clock"

bool serve_first_instant(Serve *s, GError **error)
{
    NetTarget target = { .base_url = settings_text(s->settings, "engine", "stepped_url"), .timeout_ms = 600000 };
    HttpRequest request = { .method = (char *)"GET", .path = (char *)CLOCK_PATH };
    g_autoptr(HttpResponse) response = net_call(&target, &request, error);
    if (!response)
        return false;
    gsize size = 0;
    const char *body = g_bytes_get_data(response->body, &size);
    g_autoptr(cJSON) json = json_parse(body, size, error);
    int64_t now = 0;
    if (!json || !json_need_int(json, "now", &now, error))
        return false;
    clock_set(&s->clock, now);
    return (s->steps = net_transport_new(s->net, &target, error)) != NULL;
}

static void ask(Serve *s, int64_t wake)
{
    g_autofree char *text = wake == INT64_MAX
                                ? g_strdup("{}")
                                : g_strdup_printf("{\"wake\":%" G_GINT64_FORMAT "}", MAX(wake, s->clock.now));
    HttpRequest *request = g_new0(HttpRequest, 1);
    request->method = g_strdup("POST");
    request->path = g_strdup(CLOCK_PATH);
    request->content_type = g_strdup("application/json");
    request->body = g_bytes_new(text, strlen(text));
    s->steps->submit(s->steps, request);
    s->asked = true;
}

static bool take_answer(Serve *s, const HttpResponse *response, GError **error)
{
    s->asked = false;
    if (response->end != HTTP_DONE || (response->status != 200 && response->status != 409)) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_NETWORK, "the simulated platform's clock does not answer: %s",
            response->reason ? response->reason : "unexpected status");
        return false;
    }
    if (response->status == 409)
        return true;
    gsize size = 0;
    const char *body = g_bytes_get_data(response->body, &size);
    g_autoptr(cJSON) json = json_parse(body, size, error);
    int64_t now = 0;
    if (!json || !json_need_int(json, "now", &now, error))
        return false;
    clock_set(&s->clock, MAX(now, s->clock.now));
    return true;
}

bool serve_step(Serve *s, int64_t wake, GError **error)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func((GDestroyNotify)http_response_free);
    s->steps->drain(s->steps, responses);
    for (guint i = 0; i < responses->len; i++)
        if (!take_answer(s, responses->pdata[i], error))
            return false;
    s->moved = responses->len > 0;
    if (s->moved)
        serve_tell_day(s);
    if (s->until && s->clock.now >= s->until) {
        s->over = true;
        return true;
    }
    /* Before anyone is enrolled time stands still: a coordinator is at work. */
    s->started |= wake != INT64_MAX;
    bool idle = false;
    if (!s->started || s->moved || s->asked || wake <= s->clock.now || !engine_idle(s->engine, &idle, error) || !idle)
        return error == NULL || *error == NULL;
    ask(s, wake);
    return true;
}

void serve_tell_day(Serve *s)
{
    int64_t day = s->clock.now / DAY, answers = 0, posts = 0;
    OutboxCounts counts;
    if (!s->progress || day == s->day)
        return;
    s->day = day;
    g_autofree char *date = civil_utc_text(s->clock.now);
    if (!outbox_counts(s->store, 0, &counts, NULL) || !quiz_answer_total(s->store, &answers, NULL) ||
        !post_total(s->store, &posts, NULL))
        return;
    int64_t delivered = counts.delivered + counts.read;
    printf("%.10s  %6" G_GINT64_FORMAT " sent %6" G_GINT64_FORMAT " delivered %6" G_GINT64_FORMAT
           " answers %5" G_GINT64_FORMAT " posts  %5.1f s\n",
        date, counts.done_by[DONE_ACCEPTED], delivered, answers, posts,
        (double)(clock_monotonic_ms() - s->begun_ms) / 1000);
    fflush(stdout);
}
