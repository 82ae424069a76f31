/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text at all: findings inside it, in order, at the boundaries of characters. */
#include "guard.h"
#include "replay.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static Guard *guard; /* made once: the target is called often */
    if (!guard)
        guard = guard_new();
    g_autofree char *raw = g_strndup((const char *)bytes, size);
    g_autofree char *text = g_utf8_make_valid(raw, -1);
    g_autoptr(GArray) found = guard_find(guard, NULL, text);
    gsize last = 0;
    for (guint i = 0; i < found->len; i++) {
        const GuardFinding *finding = &g_array_index(found, GuardFinding, i);
        if (finding->start < last || finding->end <= finding->start || finding->end > strlen(text) ||
            !g_utf8_validate(text + finding->start, (gssize)(finding->end - finding->start), NULL))
            g_error("a finding that is not in the text");
        last = finding->start;
    }
    return 0;
}
