/* SPDX-License-Identifier: GPL-3.0-or-later */
/* markup_priv.h - one line of styled characters becomes one line of WhatsApp markup. Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>

enum {
    MARKUP_BOLD = 1,
    MARKUP_ITALIC = 2,
    MARKUP_STRIKE = 4,
    MARKUP_CODE = 8,
    MARKUP_RAW = 16, /* an address or a value: its characters are never touched */
};

/* Appends `text` (n bytes of UTF-8 without newline) with markers for `style` (n bytes). Characters of the author's that
 * the client would take for markers get U+2060 beside them. */
void markup_line(GString *out, const char *text, const char *style, gsize n);
