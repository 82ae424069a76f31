/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that begin a message and are about what follows. */
#include "layout_priv.h"
#include <string.h>

#define HEAD_WORDS 4

static const Word beginnings[] = { WORD_REPORT, WORD_BLOCK, WORD_UNBLOCK, WORD_ANON, WORD_SOCIAL, WORD_WELL_DONE,
    WORD_HERE, WORD_STOCK };

static Word word_of_head(const char *head)
{
    Said said;
    if (!phrase_read(head, false, &said) || *said.rest)
        return WORD_NONE;
    for (gsize i = 0; i < G_N_ELEMENTS(beginnings); i++)
        if (said.word == beginnings[i])
            return said.word;
    return WORD_NONE;
}

static bool is_loud(const char *head)
{
    bool any = false;
    for (const char *p = head; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_islower(c))
            return false;
        any = any || g_unichar_isupper(c);
    }
    return any;
}

/* The longest head that is a word wins: "well done" before "well". */
Word phrase_begins(const char *text, const char **rest, bool *marked)
{
    Word found = WORD_NONE;
    const char *p = text + strspn(text, " \t\n");
    const char *start = p;
    for (int i = 0; i < HEAD_WORDS && *p; i++) {
        p += strcspn(p, " \t\n:#");
        g_autofree char *head = g_strndup(start, (gsize)(p - start));
        const char *after = p + strspn(p, " \t\n:");
        Word word = *head && *after ? word_of_head(head) : WORD_NONE;
        if (word != WORD_NONE) {
            found = word;
            *rest = after;
            *marked = is_loud(head) || p[strspn(p, " ")] == ':';
        }
        if (*p == ':' || *p == '#')
            break;
        p += strspn(p, " \t\n");
    }
    return found;
}
