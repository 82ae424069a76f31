/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <glib.h>
#include <string.h>

#define ZERO_WIDTH_JOINER 0x200d

bool text_is_utf8(const char *bytes, size_t size)
{
    return size == 0 || (size <= G_MAXSSIZE && g_utf8_validate(bytes, (gssize)size, NULL));
}

size_t text_length(const char *text)
{
    return (size_t)g_utf8_strlen(text, -1);
}

/* Belongs to the character before it: marks, joiners, variation selectors, skin tones, tags. */
static bool continues(gunichar c)
{
    return text_is_ignorable(c) || g_unichar_ismark(c) || (c >= 0x1f3fb && c <= 0x1f3ff);
}

static bool is_flag_letter(gunichar c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* A flag is two letters: a cut after an odd number of them parts one. */
static bool parts_flag(const char *start, const char *at)
{
    if (!is_flag_letter(g_utf8_get_char(at)))
        return false;
    bool odd = false;
    while (at > start && is_flag_letter(g_utf8_get_char(g_utf8_prev_char(at)))) {
        at = g_utf8_prev_char(at);
        odd = !odd;
    }
    return odd;
}

static bool may_cut(const char *start, const char *at)
{
    if (at == start)
        return true;
    return !continues(g_utf8_get_char(at)) && g_utf8_get_char(g_utf8_prev_char(at)) != ZERO_WIDTH_JOINER &&
           !parts_flag(start, at);
}

char *text_cut(const char *text, size_t n)
{
    if (text_length(text) <= n)
        return g_strdup(text);
    if (n == 0)
        return g_strdup("");
    const char *end = g_utf8_offset_to_pointer(text, (glong)n - 1);
    while (!may_cut(text, end))
        end = g_utf8_prev_char(end);
    while (end > text && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    return g_strdup_printf("%.*s…", (int)(end - text), text);
}

size_t text_distance(const char *a, const char *b, size_t limit)
{
    glong n = 0, m = 0;
    g_autofree gunichar *x = g_utf8_to_ucs4_fast(a, -1, &n);
    g_autofree gunichar *y = g_utf8_to_ucs4_fast(b, -1, &m);
    if ((size_t)ABS(n - m) > limit)
        return limit + 1;
    g_autofree size_t *row = g_new(size_t, (gsize)m + 1);
    for (glong j = 0; j <= m; j++)
        row[j] = (size_t)j;
    for (glong i = 1; i <= n; i++) {
        size_t diagonal = row[0], least = row[0] = (size_t)i;
        for (glong j = 1; j <= m; j++) {
            size_t changed = diagonal + (x[i - 1] != y[j - 1]);
            diagonal = row[j];
            row[j] = MIN(changed, MIN(row[j], row[j - 1]) + 1);
            least = MIN(least, row[j]);
        }
        if (least > limit)
            return limit + 1;
    }
    return MIN(row[m], limit + 1);
}

const char *text_nearest(const char *word, const char *const *names)
{
    size_t length = text_length(word);
    if (length < 2)
        return NULL;
    size_t limit = MIN(MAX(length / 3, 2), length - 1); /* a word of two letters is not near to every other */
    const char *nearest = NULL;
    for (; *names; names++) {
        size_t distance = text_distance(word, *names, limit);
        if (distance > limit)
            continue;
        nearest = *names;
        if (distance == 0)
            break;
        limit = distance - 1;
    }
    return nearest;
}

static bool is_of_word(gunichar c)
{
    return g_unichar_isalnum(c) || g_unichar_ismark(c);
}

static bool is_within_word(const char *text, const char *at, size_t size)
{
    return (at > text && is_of_word(g_utf8_get_char(g_utf8_prev_char(at)))) || is_of_word(g_utf8_get_char(at + size));
}

char *text_leave_out(const char *text, const char *word, const char *instead, bool whole, bool *found)
{
    GString *out = g_string_new(NULL);
    size_t size = strlen(word);
    const char *from = text, *at;
    if (found)
        *found = false;
    for (const char *look = text; size && (at = strstr(look, word)); look = at + size) {
        if (whole && is_within_word(text, at, size))
            continue;
        g_string_append_len(out, from, at - from);
        g_string_append(out, instead);
        from = at + size;
        if (found)
            *found = true;
    }
    g_string_append(out, from);
    return g_string_free(out, FALSE);
}

char *text_grouped(int64_t n)
{
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, n);
    GString *out = g_string_new(NULL);
    size_t sign = digits[0] == '-', length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        if (i > sign && (length - i) % 3 == 0)
            g_string_append_c(out, ',');
        g_string_append_c(out, digits[i]);
    }
    return g_string_free(out, FALSE);
}
