/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Graph answers that leave late, as if the platform were far away. All are late by the same time, so they wait in
 * order. */
#include "wasim_priv.h"

typedef struct {
    int64_t due_ms, id;
    int status;
    char *content_type;
    GBytes *body;
} LateAnswer;

static void late_answer_free(LateAnswer *late)
{
    g_free(late->content_type);
    g_clear_pointer(&late->body, g_bytes_unref);
    g_free(late);
}

void wasim_late_answer(Wasim *wasim, int64_t id, const PlatformAnswer *answer)
{
    if (wasim->config.latency_ms <= 0) {
        net_reply(
            wasim->net, id, answer->status, &(NetReply){ .content_type = answer->content_type, .body = answer->body });
        return;
    }
    LateAnswer *late = g_new0(LateAnswer, 1);
    late->due_ms = clock_monotonic_ms() + wasim->config.latency_ms;
    late->id = id;
    late->status = answer->status;
    late->content_type = g_strdup(answer->content_type);
    late->body = answer->body ? g_bytes_ref(answer->body) : NULL;
    g_queue_push_tail(&wasim->late, late);
}

int wasim_late_turn(Wasim *wasim)
{
    int64_t now_ms = clock_monotonic_ms();
    for (LateAnswer *late; (late = g_queue_peek_head(&wasim->late));) {
        if (late->due_ms > now_ms)
            return (int)(late->due_ms - now_ms);
        g_queue_pop_head(&wasim->late);
        net_reply(
            wasim->net, late->id, late->status, &(NetReply){ .content_type = late->content_type, .body = late->body });
        late_answer_free(late);
    }
    return -1;
}

void wasim_late_clear(Wasim *wasim)
{
    g_queue_clear_full(&wasim->late, (GDestroyNotify)late_answer_free);
}
