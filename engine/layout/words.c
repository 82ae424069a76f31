/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command words, by language. A word counts only as the whole message, in whatever language it is. */
#include "phrase.h"
#include "layout_priv.h"
#include "text.h"
#include <string.h>

static const char *const word_names[WORDS] = {
    [WORD_NONE] = "",
    [WORD_STOP] = "stop",
    [WORD_START] = "start",
    [WORD_HELP] = "help",
    [WORD_MENU] = "menu",
    [WORD_PROGRESS] = "progress",
    [WORD_PAUSE] = "pause",
    [WORD_FORGET] = "forget",
    [WORD_DONE] = "done",
    [WORD_UNDO] = "undo",
    [WORD_LITE] = "lite",
    [WORD_FULL] = "full",
    [WORD_SHARE] = "share",
    [WORD_ASK] = "ask",
    [WORD_DISCARD] = "discard",
    [WORD_YES] = "yes",
    [WORD_NO] = "no",
    [WORD_CONTINUE] = "continue",
};

static Word word_of(const char *line, size_t name)
{
    for (Word w = WORD_STOP; w < WORDS; w++)
        if (strlen(word_names[w]) == name && strncmp(line, word_names[w], name) == 0)
            return w;
    return WORD_NONE;
}

static bool lists(const char *words, const char *key)
{
    g_auto(GStrv) parts = g_strsplit(words, ",", -1);
    for (char **p = parts; *p; p++) {
        g_autofree char *own = text_word_key(*p);
        if (strcmp(own, key) == 0)
            return true;
    }
    return false;
}

static Word find(const char *key)
{
    g_auto(GStrv) lines = g_strsplit(layout_words[0].data, "\n", -1);
    for (char **line = lines; *line; line++) {
        const char *words = strstr(*line, " = ");
        if (**line != '#' && words && lists(words + 3, key))
            return word_of(*line, strcspn(*line, "."));
    }
    return WORD_NONE;
}

Word phrase_word(const char *text, int *number)
{
    if (number)
        *number = 0;
    g_autofree char *key = text_word_key(text);
    if (*key == '\0' || strlen(key) > 60)
        return WORD_NONE;
    Word word = find(key);
    char *blank = strrchr(key, ' ');
    guint64 days = 0;
    if (word != WORD_NONE || !blank || !g_ascii_string_to_unsigned(blank + 1, 10, 1, 999, &days, NULL))
        return word;
    *blank = '\0';
    if (find(key) != WORD_PAUSE)
        return WORD_NONE;
    if (number)
        *number = (int)days;
    return WORD_PAUSE;
}
