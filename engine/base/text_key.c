/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "text.h"

#include <glib.h>
#include <string.h>

bool text_is_ignorable(uint32_t c)
{
    static const gunichar ranges[][2] = {
        { 0x00ad, 0x00ad },   /* soft hyphen */
        { 0x034f, 0x034f },   /* combining grapheme joiner */
        { 0x061c, 0x061c },   /* Arabic letter mark */
        { 0x115f, 0x1160 },   /* Hangul fillers */
        { 0x17b4, 0x17b5 },   /* Khmer inherent vowels */
        { 0x180b, 0x180f },   /* Mongolian selectors */
        { 0x200b, 0x200f },   /* zero-width space, joiners, direction marks */
        { 0x202a, 0x202e },   /* direction embeddings and overrides */
        { 0x2060, 0x206f },   /* word joiner to deprecated format characters, direction isolates among them */
        { 0x3164, 0x3164 },   /* Hangul filler */
        { 0xfe00, 0xfe0f },   /* variation selectors */
        { 0xfeff, 0xfeff },   /* byte-order mark */
        { 0xffa0, 0xffa0 },   /* halfwidth Hangul filler */
        { 0xfff0, 0xfff8 },   /* unassigned specials */
        { 0x1bca0, 0x1bca3 }, /* shorthand format controls */
        { 0x1d173, 0x1d17a }, /* musical format controls */
        { 0xe0000, 0xe0fff }, /* tags, more variation selectors */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(ranges); i++)
        if (c <= ranges[i][1])
            return c >= ranges[i][0];
    return false;
}

/* What is left of decomposed text when ignorables and non-spacing marks are out and digits are ASCII. */
static char *strip(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        GUnicodeType type = g_unichar_type(c);
        if (text_is_ignorable(c) || type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK)
            continue;
        if (type == G_UNICODE_DECIMAL_NUMBER)
            g_string_append_c(out, (char)('0' + g_unichar_digit_value(c)));
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Decomposes and strips; text that is not UTF-8 has its bad bytes replaced first. */
static char *decompose(const char *text)
{
    g_autofree char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_ALL);
    if (!apart) {
        g_autofree char *valid = g_utf8_make_valid(text, -1);
        apart = g_utf8_normalize(valid, -1, G_NORMALIZE_ALL);
    }
    return strip(apart);
}

static char *single_blanks(const char *text)
{
    GString *out = g_string_sized_new(strlen(text));
    bool blank = false;
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
            blank = true;
            continue;
        }
        if (blank && out->len)
            g_string_append_c(out, ' ');
        blank = false;
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* Most text is ASCII, where folding is lower case and nothing comes apart; NULL when it is not. */
static char *ascii_key(const char *text)
{
    g_autofree char *key = g_malloc(strlen(text) + 1);
    char *out = key;
    bool blank = false;
    for (const char *p = text; *p; p++) {
        if ((unsigned char)*p >= 0x80)
            return NULL;
        if (*p <= ' ' || *p == 0x7f) {
            blank = true;
            continue;
        }
        if (blank && out > key)
            *out++ = ' ';
        blank = false;
        *out++ = g_ascii_tolower(*p);
    }
    *out = '\0';
    return g_steal_pointer(&key);
}

char *text_key(const char *text)
{
    char *plain = ascii_key(text);
    if (plain)
        return plain;
    g_autofree char *bare = decompose(text);
    g_autofree char *folded = g_utf8_casefold(bare, -1);
    g_autofree char *again = decompose(folded); /* folding makes new marks: I with a dot is i and a dot */
    g_autofree char *composed = g_utf8_normalize(again, -1, G_NORMALIZE_ALL_COMPOSE);
    return single_blanks(composed);
}

/* Also the signs of WhatsApp's markup that Unicode calls symbols. */
static bool is_edge(gunichar c)
{
    return g_unichar_ispunct(c) ? g_unichar_type(c) != G_UNICODE_OTHER_SYMBOL : c == ' ';
}

char *text_word_key(const char *text)
{
    g_autofree char *key = text_key(text);
    char *from = key, *to = key + strlen(key);
    while (from < to && is_edge(g_utf8_get_char(from)))
        from = g_utf8_next_char(from);
    while (from < to && is_edge(g_utf8_get_char(g_utf8_prev_char(to))))
        to = g_utf8_prev_char(to);
    return g_strndup(from, (gsize)(to - from));
}
