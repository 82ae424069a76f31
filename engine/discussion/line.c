/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a post names another, and how a room sees it. */
#include "discussion.h"

int discussion_reply_number(const char *text, const char **rest)
{
    const char *p = text;
    while (*p == ' ')
        p++;
    if (*p != '#')
        return 0;
    int number = 0, digits = 0;
    for (p++; *p; p = g_utf8_next_char(p)) {
        int digit = g_unichar_digit_value(g_utf8_get_char(p));
        if (digit < 0)
            break;
        if (++digits > 7)
            return 0;
        number = number * 10 + digit;
    }
    if (!digits || (*p && *p != ' ' && *p != ':' && *p != '\n'))
        return 0;
    while (*p == ' ' || *p == ':' || *p == '\n')
        p++;
    if (rest)
        *rest = p;
    return number;
}

char *discussion_line(int number, const char *name, const char *role, const char *text, const char *to)
{
    g_autofree char *who = role ? g_strdup_printf("%s (%s)", name, role) : g_strdup(name);
    return g_strdup_printf("#%d %s%s%s: %s", number, who, to ? " " : "", to ? to : "", text);
}
