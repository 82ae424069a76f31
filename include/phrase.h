/* SPDX-License-Identifier: GPL-3.0-or-later */
/* phrase.h - the engine's own texts and the learners' command words, by language. Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* The text of `key` in `lang` (English where a language lacks it), with {name} replaced from NULL-ended pairs name,
 * value. An unknown key is a bug. A plural form is chosen by the pair "n": key.one when n is 1, else key. Given. */
char *phrase(const char *lang, const char *key, ...) G_GNUC_NULL_TERMINATED;
bool phrase_has(const char *lang, const char *key);
/* Languages there are, NULL-ended. Constant. */
const char *const *phrase_languages(void);

typedef enum {
    WORD_NONE,
    WORD_STOP,
    WORD_START,
    WORD_HELP,
    WORD_MENU,
    WORD_PROGRESS,
    WORD_PAUSE,
    WORD_FORGET,
    WORD_DONE,
    WORD_UNDO,
    WORD_LITE,
    WORD_FULL,
    WORD_SHARE,
    WORD_ASK,
    WORD_DISCARD,
    WORD_YES,
    WORD_NO,
    WORD_CONTINUE,
    WORDS
} Word;
/* The command that is the whole message (case, accents, invisible characters, end punctuation aside), in any language:
 * a safety word must work whatever the learner's language is set to. PAUSE 7 sets *number, else it is 0. */
Word phrase_word(const char *text, int *number);
