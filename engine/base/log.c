/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log.h"

#include "clock.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static int max_level = LOG_INFO;

void log_set_level(LogLevel level)
{
    g_atomic_int_set(&max_level, (int)level);
}

/* Quoted where a blank, a quote or a control character would break the pair; a line stays one line. */
static void append_value(GString *line, const char *value)
{
    if (!value)
        value = "";
    bool plain = *value != '\0';
    for (const char *c = value; *c; c++)
        plain = plain && (unsigned char)*c > ' ' && *c != '"' && *c != '=' && *c != '\\' && *c != 0x7f;
    if (plain) {
        g_string_append(line, value);
        return;
    }
    g_string_append_c(line, '"');
    for (const char *c = value; *c; c++) {
        if (*c == '"' || *c == '\\')
            g_string_append_printf(line, "\\%c", *c);
        else if ((unsigned char)*c < ' ' || *c == 0x7f)
            g_string_append_printf(line, "\\x%02x", (unsigned)*c);
        else
            g_string_append_c(line, *c);
    }
    g_string_append_c(line, '"');
}

static void append_time(GString *line)
{
    int64_t us = clock_wall_us();
    g_autofree char *seconds = civil_utc_text(us / 1000000);
    seconds[strlen(seconds) - 1] = '\0';
    g_string_append_printf(line, "time=%s.%03dZ", seconds, (int)(us / 1000 % 1000));
}

void log_event(LogLevel level, const char *event, ...)
{
    static const char *const names[LOG_LEVELS] = { "error", "warn", "info", "debug" };
    if ((int)level > g_atomic_int_get(&max_level))
        return;
    g_autoptr(GString) line = g_string_new(NULL);
    append_time(line);
    g_string_append_printf(line, " level=%s event=%s", names[level], event);
    va_list pairs;
    va_start(pairs, event);
    for (const char *name; (name = va_arg(pairs, const char *));) {
        g_string_append_printf(line, " %s=", name);
        append_value(line, va_arg(pairs, const char *));
    }
    va_end(pairs);
    g_string_append_c(line, '\n');
    fwrite(line->str, 1, line->len, stderr); /* one call, so that lines of two threads do not mix */
    fflush(stderr);
}

char *log_mask_phone(const char *phone)
{
    size_t length = phone ? strlen(phone) : 0, plus = length && phone[0] == '+';
    if (length < 8 + plus)
        return g_strdup("***");
    return g_strdup_printf("%.*s***%s", (int)(4 + plus), phone, phone + length - 2);
}
