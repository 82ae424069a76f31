/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard_priv.h - a text as tokens, what each may mean, and the rules that read them. */
#pragma once
#include "guard.h"

/* What a word or phrase may mean; the names in the files are in guard_words.c. */
typedef enum {
    SAYS_TITLE,      /* the next word is a name: Mrs */
    SAYS_TITLE_SOFT, /* it is one when it has a capital, or is a known name: Baby */
    SAYS_STAFF,      /* whoever follows is a colleague: Dr */
    SAYS_PERSON,     /* one patient or one of hers: client, husband */
    SAYS_SHE,        /* she, her: one person is spoken of */
    SAYS_NAMED,      /* a name follows, whatever it looks like */
    SAYS_CALLED,     /* a name follows when it looks like one */
    SAYS_TREATED,    /* what is done to a patient: counselled */
    SAYS_CLINICAL,   /* what is told of a patient: defaulted */
    SAYS_TALK,       /* what is said to colleagues: thanks, agree */
    SAYS_NAME,       /* a known name */
    SAYS_NAME_SOFT,  /* a known name that is a word, too: Grace */
    SAYS_PLAIN,      /* no name, although it has a capital */
    SAYS_LINK,       /* stands between a word and what it speaks of: is, of, ya */
    SAYS_INITIALS,
    SAYS_YEARS, /* an age stands beside it */
    SAYS_MONTH,
    SAYS_MONTH_SOFT, /* a month that is a word, too: may */
    SAYS_DAY,        /* a day follows: tarehe */
    SAYS_BIRTH,      /* a date near it is a patient's: born, LMP */
    SAYS_PUBLIC,     /* a date near it is everybody's: guideline, training */
    SAYS_FILE,       /* a number after it is a patient's: folder */
    SAYS_REGISTER,   /* so is a long one: ANC */
    SAYS_NO,         /* no., number */
    SAYS_PHONE,
    SAYS_UNIT,    /* the number before it is an amount: mg, copies */
    SAYS_MEASURE, /* the number after it is one: VL, KES */
    SAYS_DIGIT,   /* a digit in words */
    SAYS_LIVES,
    SAYS_SETTLEMENT, /* village, street */
    SAYS_ROLE,       /* a person of whom there is one: chief */
    SAYS_KIN,        /* hers: wife */
    SAYS_ONLY,
    SAYS_RARE, /* what few are: albino */
    SAYS
} Says;
#define SAY(what) (G_GUINT64_CONSTANT(1) << (what))

typedef enum { TOKEN_WORD, TOKEN_DIGITS, TOKEN_MARK, TOKEN_WEB } TokenKind;
typedef struct {
    TokenKind kind;
    gsize start, end; /* bytes */
    guint64 says;     /* a set of Says; of a phrase, at each of its words */
    const char *key;  /* folded; digits as ASCII; of a mark, the mark */
    const char *stem; /* of kwaMoyo, nguSithembile, VaMoyo: the key from the inner capital on, else NULL */
    guint letters;
    bool capital, upper; /* begins with a capital; all of two letters or more are */
    bool spaced;         /* a blank stands before it */
    bool line;           /* so does the end of a line */
    bool phrase;         /* goes on with the phrase that began before it */
} Token;

/* A text that was read. Token at `i`, or one that is nothing outside the text. */
typedef struct {
    const Guard *guard;
    const GuardNames *names;
    const char *text;
    GArray *tokens;
    GStringChunk *keys;
    GArray *found;
    bool shouting; /* capitals say nothing here: all words have them */
} Reading;
void reading_init(Reading *reading, const Guard *guard, const GuardNames *names, const char *text);
void reading_clear(Reading *reading);
const Token *reading_at(const Reading *reading, int i);
bool reading_says(const Reading *reading, int i, guint64 set);
void reading_find(Reading *reading, GuardKind kind, int from, int to);
/* The first and the last token of the sentence around `i`, at most 24 tokens away. */
void reading_sentence(const Reading *reading, int i, int *from, int *to);
bool reading_says_between(const Reading *reading, int from, int to, guint64 set);
bool token_is(const Token *token, const char *mark);

/* Splits `text` into tokens (keys go to `keys`); says nothing of their meaning. */
GArray *guard_tokens(const char *text, GStringChunk *keys);
/* Gives each token what it says. */
void guard_meanings(const Guard *guard, GArray *tokens);

/* A date in digits that begins at `i`: 12/03/1999, 2026-01-17; *end is its last token. */
bool reading_is_date(const Reading *reading, int i, int *end);
/* An age that begins at `i`: 24yrs, 24 years, miaka 24. */
bool reading_is_age(const Reading *reading, int i);

/* Whether digits alone make a number that anybody may be given: a public line. */
bool guard_is_public_line(const Guard *guard, const char *digits);
/* Whether digits and letters, without what stands between them, are built like a country's identity number. */
bool guard_is_identity(const Guard *guard, const char *shape);
/* Whether digits begin with a country's code and are as many as its numbers have. */
bool guard_is_abroad(const Guard *guard, const char *digits);
bool guard_knows_name(const GuardNames *names, const char *key);

/* The rules. Each adds what it finds. */
void guard_dates(Reading *reading);
void guard_numbers(Reading *reading);
void guard_people(Reading *reading);
void guard_places(Reading *reading);
