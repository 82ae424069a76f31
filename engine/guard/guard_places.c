/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one patient lives, and what only one person there is. A village in which women fear gossip tells of nobody. */
#include "guard_priv.h"

#define ONE_PATIENT (SAY(SAYS_PERSON) | SAY(SAYS_SHE) | SAY(SAYS_LIVES))

/* A capital, or a number, that names one place. */
static bool names_place(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i);
    if (token->kind == TOKEN_DIGITS)
        return true;
    return token->kind == TOKEN_WORD && !token->line && !reading->shouting && !(token->says & SAY(SAYS_PLAIN)) &&
           ((token->capital && !token->upper) || token->stem);
}

/* "Chikore village", "kijiji cha Mlali", "house number 12", "23 Mugabe Road". */
static bool is_named_place(const Reading *reading, int i)
{
    if (!reading_says(reading, i, SAY(SAYS_SETTLEMENT)))
        return false;
    const Token *before = reading_at(reading, i - 1);
    if (before->kind == TOKEN_WORD && names_place(reading, i - 1))
        return true;
    int next = i + 1;
    while (next < i + 4 &&
           (reading_says(reading, next, SAY(SAYS_LINK) | SAY(SAYS_NO) | SAY(SAYS_SETTLEMENT)) ||
               token_is(reading_at(reading, next), ".")) &&
           !names_place(reading, next))
        next++;
    return names_place(reading, next);
}

/* "the chief's wife", "femme du pasteur". */
static bool is_relation(const Reading *reading, int i)
{
    if (!reading_says(reading, i, SAY(SAYS_ROLE)))
        return false;
    return reading_says_between(reading, i - 3, i - 1, SAY(SAYS_KIN)) ||
           reading_says_between(reading, i + 1, i + 2, SAY(SAYS_KIN));
}

/* Something rare, or the only one, and a place in the same sentence. */
static bool is_rare_somewhere(const Reading *reading, int i, int from, int to)
{
    if (!reading_says(reading, i, SAY(SAYS_ONLY) | SAY(SAYS_RARE)))
        return false;
    for (int k = from + 1; k <= to; k++)
        if (names_place(reading, k) && reading_at(reading, k)->kind == TOKEN_WORD &&
            !(reading_at(reading, k)->says & ~(SAY(SAYS_NAME) | SAY(SAYS_NAME_SOFT))))
            return true;
    return reading_says_between(reading, from, to, SAY(SAYS_SETTLEMENT)) && reading_says(reading, i, SAY(SAYS_ONLY));
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
        if (is_named_place(reading, i) || is_relation(reading, i) || is_rare_somewhere(reading, i, from, to))
            reading_find(reading, GUARD_PLACE, i, i);
    }
}
