/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are a file that somebody sent: it is cleaned, never longer than it was, or refused with a sentence;
 * what is clean stays as it is. */
#include "received.h"
#include "replay.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    /* A copy of exact size: reading beyond it is seen. */
    g_autofree guint8 *copy = g_memdup2(bytes, size);
    g_autoptr(GBytes) in = g_bytes_new_static(copy, size);
    g_autoptr(GError) error = NULL;
    const char *mime = NULL;
    g_autoptr(GBytes) out = received_clean(in, NULL, &mime, &error);
    if ((out == NULL) != (error != NULL) || (error && !g_utf8_validate(error->message, -1, NULL)))
        g_error("either a file or an error in UTF-8, not both and not neither");
    if (!out)
        return 0;
    g_autoptr(GBytes) again = received_clean(out, mime, &mime, &error);
    if (g_bytes_get_size(out) > size || !again || !g_bytes_equal(out, again))
        g_error("a clean file is no longer than it was, and stays as it is");
    return 0;
}
