/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days of a calendar that are a patient's: her birth, a visit, her last period. The day of a guideline or a training is
 * everybody's, unless the sentence also speaks of a patient. */
#include "guard_priv.h"

#include <string.h>

#define A_PATIENT (SAY(SAYS_PERSON) | SAY(SAYS_SHE) | SAY(SAYS_BIRTH) | SAY(SAYS_TITLE))
#define MONTHS (SAY(SAYS_MONTH) | SAY(SAYS_MONTH_SOFT))

static int number(const Token *token)
{
    return token->kind == TOKEN_DIGITS && token->letters <= 4 ? (int)g_ascii_strtoll(token->key, NULL, 10) : -1;
}

static bool is_day(const Token *token)
{
    return token->letters <= 2 && number(token) >= 1 && number(token) <= 31;
}

static bool is_year(const Token *token)
{
    return token->letters == 4 && number(token) >= 1900 && number(token) <= 2100;
}

static bool is_date(const Token *a, const Token *b, const Token *c)
{
    if (is_year(a))
        return is_day(b) && is_day(c) && number(b) <= 12;
    bool year = is_year(c) || (c->kind == TOKEN_DIGITS && c->letters == 2);
    return is_day(a) && is_day(b) && year && (number(a) <= 12 || number(b) <= 12);
}

static bool parts_dates(const Token *mark)
{
    return token_is(mark, "/") || token_is(mark, "-") || token_is(mark, ".");
}

bool reading_is_date(const Reading *reading, int i, int *end)
{
    const Token *mark = reading_at(reading, i + 1), *second = reading_at(reading, i + 3);
    if (!parts_dates(mark) || !token_is(second, mark->key) || second->line)
        return false;
    *end = i + 4;
    return is_date(reading_at(reading, i), reading_at(reading, i + 2), reading_at(reading, i + 4));
}

static bool is_patients(const Reading *reading, int i)
{
    int from, to;
    reading_sentence(reading, i, &from, &to);
    return !reading_says_between(reading, from, to, SAY(SAYS_PUBLIC)) ||
           reading_says_between(reading, from, to, A_PATIENT);
}

/* "3rd", "1er", "3 de", "20 mwezi wa": what may stand between a day and its month. Where the month would be. */
static int skip_ordinal(const Reading *reading, int i)
{
    static const char *const ordinals[] = { "st", "nd", "rd", "th", "er", "o", "a", "of", "de", "do", "ya", "wa",
        "mwezi", NULL };
    for (int n = 0; n < 3 && g_strv_contains(ordinals, reading_at(reading, i)->key); n++)
        i++;
    return i;
}

static bool is_amount(const Reading *reading, int i)
{
    return reading_says(reading, i, SAY(SAYS_UNIT) | SAY(SAYS_YEARS)) || token_is(reading_at(reading, i), "%");
}

/* A day and its month, in either order, from `i` on: where it ends, or -1. */
static int day_and_month(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i);
    if (is_day(token)) {
        int month = skip_ordinal(reading, i + 1);
        return reading_says(reading, month, MONTHS) && !reading_at(reading, month)->line ? month : -1;
    }
    const Token *day = reading_at(reading, i + 1);
    bool hard = (token->says & SAY(SAYS_MONTH)) || token->capital;
    return (token->says & MONTHS) && hard && is_day(day) && !is_amount(reading, i + 2) &&
                   !token_is(reading_at(reading, i + 2), "/")
               ? i + 1
               : -1;
}

/* What only a word before makes a date: "LMP 3/11", "tarehe 20", "born in March 2001". */
static int told_by_word(const Reading *reading, int i)
{
    const Token *a = reading_at(reading, i), *mark = reading_at(reading, i + 1), *b = reading_at(reading, i + 2);
    bool day = reading_says(reading, i - 1, SAY(SAYS_DAY));
    bool birth = reading_says_between(reading, i - 4, i - 1, SAY(SAYS_BIRTH));
    if (reading_says(reading, i - 1, SAY(SAYS_MEASURE)))
        return -1;
    if ((day || birth) && is_day(a) && parts_dates(mark) && !mark->spaced && is_day(b) && !b->spaced &&
        (number(a) <= 12 || number(b) <= 12) && !is_amount(reading, i + 3))
        return i + 2;
    if (day && is_day(a) && !is_amount(reading, i + 1))
        return i;
    if (birth && (a->says & MONTHS) && is_year(reading_at(reading, i + 1)))
        return i + 1;
    return birth && is_day(a) && token_is(mark, "/") && is_year(b) ? i + 2 : -1;
}

/* Part of a longer number: 04-0A-12-2019-A-00123. */
static bool is_inside(const Reading *reading, int i)
{
    const Token *before = reading_at(reading, i - 1), *token = reading_at(reading, i);
    return !token->spaced && (parts_dates(before) || token_is(before, "#")) && !before->spaced &&
           reading_at(reading, i - 2)->kind != TOKEN_MARK;
}

void guard_dates(Reading *reading)
{
    for (int i = 0; i < (int)reading->tokens->len; i++) {
        const Token *token = reading_at(reading, i);
        int end = -1;
        if ((token->kind != TOKEN_DIGITS && !(token->says & MONTHS)) || is_inside(reading, i))
            continue;
        if (!reading_is_date(reading, i, &end) || is_amount(reading, end + 1))
            end = day_and_month(reading, i);
        if (end < 0)
            end = told_by_word(reading, i);
        if (end < 0)
            continue;
        if (is_patients(reading, i))
            reading_find(reading, GUARD_DATE, i, end + is_year(reading_at(reading, end + 1)));
        i = end;
    }
}
