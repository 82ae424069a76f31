/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message's text as a phone shows it: *bold*, _italic_, ~struck~ and `code`. A mark opens after a blank or a sign and
 * before a letter, closes the other way round, and reaches no further than its line. */
#include "wasim_priv.h"

#include <string.h>

#define DEPTH_MAX 4

static const struct {
    char mark;
    const char *element;
} styles[] = { { '*', "strong" }, { '_', "em" }, { '~', "del" }, { '`', "code" } };

static const char *element_of(char mark)
{
    for (guint i = 0; i < G_N_ELEMENTS(styles); i++)
        if (styles[i].mark == mark)
            return styles[i].element;
    return NULL;
}

/* A letter or digit of any script: every byte of a longer character counts as one. */
static bool is_word(char c)
{
    return g_ascii_isalnum(c) || (unsigned char)c >= 0x80;
}

/* Where the mark at `at` is closed; 0 when it is no opening mark. */
static size_t closing(const char *text, size_t size, size_t at)
{
    if ((at > 0 && is_word(text[at - 1])) || at + 2 >= size || g_ascii_isspace(text[at + 1]) ||
        text[at + 1] == text[at])
        return 0;
    for (size_t i = at + 2; i < size && text[i] != '\n'; i++)
        if (text[i] == text[at] && !g_ascii_isspace(text[i - 1]) && (i + 1 == size || !is_word(text[i + 1])))
            return i;
    return 0;
}

static void put_plain(XmlWriter *writer, const char *text, size_t size)
{
    g_autofree char *plain = g_strndup(text, size);
    xml_put(writer, plain);
}

static void put_styled(XmlWriter *writer, const char *text, size_t size, int depth)
{
    size_t plain = 0;
    for (size_t i = 0; i < size; i++) {
        const char *element = element_of(text[i]);
        size_t end = element && depth < DEPTH_MAX ? closing(text, size, i) : 0;
        if (!end)
            continue;
        put_plain(writer, text + plain, i - plain);
        xml_open(writer, element, NULL);
        put_styled(writer, text + i + 1, end - i - 1, text[i] == '`' ? DEPTH_MAX : depth + 1);
        xml_close(writer);
        i = end;
        plain = end + 1;
    }
    put_plain(writer, text + plain, size - plain);
}

Markup *wasim_markup(const char *text)
{
    XmlWriter *writer = xml_writer_new();
    put_styled(writer, text, strlen(text), 0);
    return xml_writer_end(writer);
}
