/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are read as the head of a request, as a chunked body and as a form. */
#define REPLAY_CUTS 512
#include "net_priv.h"
#include "replay.h"
#include <string.h>

static void check_head(const char *data, size_t size)
{
    NetHead head;
    int got = net_head_parse(data, size, &head);
    if (got != 0 && got != 1 && (got < 400 || got > 505))
        g_error("neither more, nor done, nor a status: %d", got);
    if (got != 1)
        return;
    if (head.size > size || memcmp(data + head.size - 4, "\r\n\r\n", 4) != 0 ||
        (head.chunked && head.content_length >= 0))
        g_error("a head of %zu bytes that does not end as one", head.size);
    NetHead again;
    for (size_t cut = head.size; cut-- > 0;)
        if (net_head_parse(data, cut, &again) == 1)
            g_error("the head also ends at %zu", cut);
}

static void check_chunks(const char *data, size_t size)
{
    size_t at = 0, total = 0;
    int got = net_chunks_scan(data, size, 1000, &at, &total);
    if (at > size || total > 1000)
        g_error("stepped out of the body");
    if (got != 1)
        return;
    g_autoptr(GBytes) body = net_chunks_join(data, at);
    if (g_bytes_get_size(body) != total)
        g_error("joined %zu of %zu bytes", g_bytes_get_size(body), total);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    /* A copy of exact size: reading beyond it is seen. */
    g_autofree char *data = g_memdup2(bytes, size ? size : 1);
    check_head(data, size);
    check_chunks(data, size);
    g_autoptr(GHashTable) form = net_form(data, size);
    return 0;
}
