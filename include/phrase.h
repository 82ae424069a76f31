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
/* Whether a native speaker has read the engine's texts and words in `lang`: both files then begin "# Review: done". */
bool phrase_reviewed(const char *lang);

typedef enum {
    WORD_NONE,
    WORD_STOP,
    WORD_START,
    WORD_HELP,
    WORD_MENU,
    WORD_PROGRESS,
    WORD_PAUSE,
    WORD_LATER,
    WORD_CPD,
    WORD_FORGET,
    WORD_DONE,
    WORD_UNDO,
    WORD_LITE,
    WORD_FULL,
    WORD_LANGUAGE,
    WORD_NAME,
    WORD_MY_DATA,
    WORD_STUDY_NO,
    WORD_STUDY_YES,
    WORD_SHARE,
    WORD_ASK,
    WORD_DISCARD,
    WORD_YES,
    WORD_NO,
    WORD_CONTINUE,
    WORD_COURSES_ON,
    WORD_COURSES_OFF,
    WORD_VOLUNTEER,
    WORD_SWAP,
    WORD_NOT_THIS_WEEK,
    WORD_RULES,
    WORD_MEMBERS,
    WORD_REPORT,
    WORD_BLOCK,
    WORD_UNBLOCK,
    WORD_ANON,
    WORD_SOCIAL,
    WORD_SOCIAL_OFF,
    WORD_SOCIAL_ON,
    WORD_WELL_DONE,
    WORD_HERE,
    WORD_STOCK,
    WORD_SENIOR_ON,
    WORD_SENIOR_OFF,
    WORDS
} Word;
#define SAID_REST 120
/* What a whole message says. */
typedef struct {
    Word word;
    bool slip;            /* one slip of the finger away: what it would harm must be asked about first */
    bool bare;            /* the name of a language alone */
    int number;           /* PAUSE 3: days; else 0 */
    int minute;           /* LATER 20:00: minutes after midnight; else -1 */
    bool half_day;        /* LATER 8 may be the morning or the evening */
    char rest[SAID_REST]; /* NAME Rudo: as typed; LANGUAGE français: "fr", or as typed when no language is called so */
} Said;
/* The command that is the whole message, in any language: a safety word must work whatever the learner's language is
 * set to. Case, accents, invisible characters, signs and emoji at the ends, wide and look-alike letters, letters that
 * are repeated or spaced, and "please" make no difference. `slips`: also what is one letter off (added, left out,
 * changed, or two changed over) a single command of four letters or more. False when it is none. */
bool phrase_read(const char *text, bool slips, Said *said);
/* A word that begins a message and is about what follows: "REPORT #12", "BLOCK Rudo", "ANON: text". WORD_NONE where the
 * message begins with none of these, or holds nothing more; *rest is what follows, as typed. *marked: the word stands
 * in capitals, or a colon follows it, so that it is no beginning of a sentence. */
Word phrase_begins(const char *text, const char **rest, bool *marked);
/* The language in whose file a command is written like this; NULL when in none. Given. */
char *phrase_said_in(const char *text, Word word);
/* Whether `word` is one of a line of the word files that is no command ("stock_out"), in any language. */
bool phrase_lists(const char *line, const char *word);
/* The same without slips; PAUSE 7 sets *number, else it is 0. */
Word phrase_word(const char *text, int *number);
/* The name of a command in the word files: "stop". Constant. */
const char *phrase_word_name(Word word);
