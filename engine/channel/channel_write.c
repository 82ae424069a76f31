/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "channel_priv.h"

/* Only these must be escaped in JSON; the rest of UTF-8 goes as it is. */
static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\';
}

void channel_write_string(GString *json, const char *value)
{
    g_string_append_c(json, '"');
    for (const char *c = value; *c;) {
        const char *run = c;
        while (*c && is_plain((unsigned char)*c))
            c++;
        g_string_append_len(json, run, c - run);
        if (!*c)
            break;
        if (*c == '"' || *c == '\\')
            g_string_append_printf(json, "\\%c", *c);
        else if (*c == '\n')
            g_string_append(json, "\\n");
        else
            g_string_append_printf(json, "\\u%04x", (unsigned)*c);
        c++;
    }
    g_string_append_c(json, '"');
}

void channel_write_member(GString *json, const char *before, const char *name, const char *value)
{
    g_string_append(json, before);
    g_string_append_c(json, '"');
    g_string_append(json, name);
    g_string_append(json, "\":");
    channel_write_string(json, value);
}
