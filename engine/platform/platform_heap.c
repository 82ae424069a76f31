/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A binary heap of what is to happen, ordered by time and then by the order of pushing, so that equal seeds replay. */
#include "platform_priv.h"

static bool earlier(const HeapEvent *a, const HeapEvent *b)
{
    return a->time != b->time ? a->time < b->time : a->seq < b->seq;
}

void heap_push(Platform *platform, int64_t time, EventKind kind, gpointer what)
{
    HeapEvent event = { .time = MAX(time, platform->now), .seq = platform->seq++, .kind = kind, .what = what };
    g_array_append_val(platform->heap, event);
    HeapEvent *at = (HeapEvent *)(void *)platform->heap->data;
    guint i = platform->heap->len - 1;
    while (i > 0 && earlier(&event, &at[(i - 1) / 2])) {
        at[i] = at[(i - 1) / 2];
        i = (i - 1) / 2;
    }
    at[i] = event;
}

bool heap_pop_due(Platform *platform, int64_t now, HeapEvent *event)
{
    HeapEvent *at = (HeapEvent *)(void *)platform->heap->data;
    if (platform->heap->len == 0 || at[0].time > now)
        return false;
    *event = at[0];
    HeapEvent last = at[platform->heap->len - 1];
    g_array_set_size(platform->heap, platform->heap->len - 1);
    guint n = platform->heap->len, i = 0;
    while (2 * i + 1 < n) {
        guint child = 2 * i + 1;
        if (child + 1 < n && earlier(&at[child + 1], &at[child]))
            child++;
        if (!earlier(&at[child], &last))
            break;
        at[i] = at[child];
        i = child;
    }
    if (n > 0)
        at[i] = last;
    return true;
}

int64_t heap_next(const Platform *platform)
{
    return platform->heap->len ? g_array_index(platform->heap, HeapEvent, 0).time : INT64_MAX;
}
