/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one patient lives, and what only one person there is. A village in which women fear gossip tells of nobody. */
#include "guard_priv.h"

#define NAME_WORDS 4 /* of a place, on either side of what is sure */
#define ONE_PATIENT (SAY(SAYS_PERSON) | SAY(SAYS_SHE) | SAY(SAYS_LIVES) | SAY(SAYS_TITLE))

/* A capital, or a number, that names one place. */
static bool names_place(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i);
    if (token->kind == TOKEN_DIGITS)
        return true;
    return token->kind == TOKEN_WORD && !token->line && !reading->shouting && !(token->says & SAY(SAYS_PLAIN)) &&
           ((token->capital && !token->upper) || token->stem);
}

/* With the words and numbers of its name before and behind: all of "12 Samora Machel Avenue". */
static void find_place(Reading *reading, int from, int to)
{
    for (int n = 0; n < NAME_WORDS && !reading_at(reading, from)->line && names_place(reading, from - 1); n++)
        from--;
    for (int n = 0; n < NAME_WORDS && reading_at(reading, to + 1)->kind == TOKEN_WORD && names_place(reading, to + 1);
         n++)
        to++;
    reading_find(reading, GUARD_PLACE, from, to);
}

/* "Chikore village", "kijiji cha Mlali", "house number 12", "23 Mugabe Road". */
static bool find_named_place(Reading *reading, int i)
{
    if (!reading_says(reading, i, SAY(SAYS_SETTLEMENT)))
        return false;
    const Token *before = reading_at(reading, i - 1);
    if (before->kind == TOKEN_WORD && names_place(reading, i - 1)) {
        find_place(reading, i - 1, i);
        return true;
    }
    int next = i + 1;
    while (next < i + 4 &&
           (reading_says(reading, next, SAY(SAYS_LINK) | SAY(SAYS_NO) | SAY(SAYS_SETTLEMENT)) ||
               token_is(reading_at(reading, next), ".")) &&
           !names_place(reading, next))
        next++;
    if (!names_place(reading, next))
        return false;
    find_place(reading, i, next);
    return true;
}

/* "the chief's wife", "femme du pasteur". */
static bool find_relation(Reading *reading, int i)
{
    if (!reading_says(reading, i, SAY(SAYS_ROLE)))
        return false;
    for (int k = i - 3; k <= i + 2; k++)
        if (k != i && reading_says(reading, k, SAY(SAYS_KIN))) {
            reading_find(reading, GUARD_PLACE, MIN(k, i), MAX(k, i));
            return true;
        }
    return false;
}

/* Something rare, or the only one, and a place in the same sentence: both. */
static void find_rare(Reading *reading, int i, int from, int to)
{
    if (!reading_says(reading, i, SAY(SAYS_ONLY) | SAY(SAYS_RARE)))
        return;
    bool found =
        reading_says_between(reading, from, to, SAY(SAYS_SETTLEMENT)) && reading_says(reading, i, SAY(SAYS_ONLY));
    for (int k = from + 1; k <= to; k++)
        if (names_place(reading, k) && reading_at(reading, k)->kind == TOKEN_WORD &&
            !(reading_at(reading, k)->says & ~(SAY(SAYS_NAME) | SAY(SAYS_NAME_SOFT)))) {
            reading_find(reading, GUARD_PLACE, k, k);
            found = true;
        }
    if (found)
        reading_find(reading, GUARD_PLACE, i, i);
}

void guard_places(Reading *reading)
{
    for (int i = 0; i < (int)reading->tokens->len; i++) {
        int from, to;
        static const guint64 wanted = SAY(SAYS_SETTLEMENT) | SAY(SAYS_ROLE) | SAY(SAYS_ONLY) | SAY(SAYS_RARE);
        if (!reading_says(reading, i, wanted))
            continue;
        reading_sentence(reading, i, &from, &to);
        if (!reading_says_between(reading, from, to, ONE_PATIENT))
            continue;
        if (!find_named_place(reading, i) && !find_relation(reading, i))
            find_rare(reading, i, from, to);
    }
}
