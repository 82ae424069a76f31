/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are compared by what a reader sees: a Cyrillic o is an o, and S.T.O.P is STOP. */
#include "layout_priv.h"
#include "text.h"
#include <string.h>

/* Small letters that look like the Latin one of either case, each string in pairs: what is seen, what is meant. */
static gunichar latin_of(gunichar c)
{
    static const char pairs[] = "аaвbеeѕsіiјjкkмmнhоoрpсcтtуyхxԁdԛqԝwһhӏlզqοoαaβbεeηnιiκkμmνnρpτtυyχxζzγyσsςsωw"
                                "ıiłløođdħhŧtɑaɡgꜱsᴛtᴏoᴘpᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴍmɴnʀrᴜuᴠvᴡwʏyᴢz";
    for (const char *p = pairs; *p; p = g_utf8_next_char(p) + 1)
        if (g_utf8_get_char(p) == c)
            return (gunichar)*g_utf8_next_char(p);
    return c;
}

static bool is_apostrophe(gunichar c)
{
    return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018 || c == 0x02bc || c == 0x00b4;
}

/* Letters and digits, single blanks between. */
static GString *bare(const char *text)
{
    g_autofree char *key = text_key(text);
    GString *out = g_string_sized_new(strlen(key));
    bool blank = false;
    for (const char *p = key; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        c = c < 0x80 ? c : latin_of(c);
        if (is_apostrophe(c))
            continue;
        if (!g_unichar_isalnum(c)) {
            blank = out->len > 0;
            continue;
        }
        if (blank)
            g_string_append_c(out, ' ');
        blank = false;
        g_string_append_unichar(out, c);
    }
    return out;
}

/* Three and more of a letter in a row are one: "stooop". */
static void squeeze(GString *text)
{
    gsize out = 0;
    for (gsize i = 0; i < text->len;) {
        gsize run = 1;
        while (i + run < text->len && text->str[i + run] == text->str[i])
            run++;
        bool many = run >= 3 && g_ascii_isalpha(text->str[i]);
        for (gsize k = 0; k < (many ? 1 : run); k++)
            text->str[out++] = text->str[i];
        i += run;
    }
    g_string_truncate(text, out);
}

/* "s t o p" is one word. */
static void join_letters(GString *text)
{
    if (text->len < 5 || text->len % 2 == 0)
        return;
    for (gsize i = 0; i < text->len; i++)
        if (i % 2 ? text->str[i] != ' ' : !g_ascii_isalpha(text->str[i]))
            return;
    for (gsize i = 0; i * 2 < text->len; i++)
        text->str[i] = text->str[i * 2];
    g_string_truncate(text, text->len / 2 + 1);
}

char *words_key(const char *text)
{
    GString *out = bare(text);
    squeeze(out);
    join_letters(out);
    return g_string_free(out, FALSE);
}

bool words_near(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > m)
        return words_near(b, a);
    if (m - n > 1)
        return false;
    size_t i = 0;
    while (i < n && a[i] == b[i])
        i++;
    if (n < m)
        return strcmp(a + i, b + i + 1) == 0;
    if (i == n || strcmp(a + i + 1, b + i + 1) == 0)
        return true;
    return a[i + 1] && a[i] == b[i + 1] && a[i + 1] == b[i] && strcmp(a + i + 2, b + i + 2) == 0;
}
