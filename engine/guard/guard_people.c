/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of patients and of theirs: after a title, after a word for a patient, where it is said that a name comes, and
 * known names beside an age or what is told of patients. Colleagues may be named. */
#include "guard_priv.h"

#include <string.h>

#define NAMES (SAY(SAYS_NAME) | SAY(SAYS_NAME_SOFT))
/* What a word may say and be a name all the same. */
#define HARMLESS (NAMES | SAY(SAYS_MONTH_SOFT) | SAY(SAYS_DIGIT) | SAY(SAYS_TREATED) | SAY(SAYS_LINK))
#define AGE_NEAR 8

/* --- what looks like a name --- */

/* "Refused", "Living": how English words end that a capital was given to by mistake. */
static bool ends_like_verb(const Token *token)
{
    return g_str_has_suffix(token->key, "ed") || g_str_has_suffix(token->key, "ing") ||
           g_str_has_suffix(token->key, "tion");
}

static bool is_known(const Token *token, bool any_case)
{
    return (token->says & SAY(SAYS_NAME) && (any_case || token->capital)) ||
           (token->says & SAY(SAYS_NAME_SOFT) && token->capital);
}

static bool has_stem(const Reading *reading, const Token *token)
{
    return token->kind == TOKEN_WORD && token->stem && !(token->says & ~HARMLESS) && !reading->shouting;
}

static bool is_plain(const Token *token)
{
    return token->kind != TOKEN_WORD || token->says & SAY(SAYS_PLAIN) || token->says & ~HARMLESS;
}

/* By its capital alone, where nothing else explains it. */
static bool has_name_capital(const Reading *reading, const Token *token)
{
    return token->capital && !token->upper && token->letters >= 2 && !reading->shouting && !is_plain(token) &&
           !ends_like_verb(token);
}

static bool begins_sentence(const Reading *reading, int i)
{
    const Token *before = reading_at(reading, i - 1);
    return reading_at(reading, i)->line || token_is(before, ".") || token_is(before, "!") || token_is(before, "?");
}

/* The key under which the course knows the word: its own, or without a prefix (uNomvula); NULL when it does not. */
static const char *course_key(const Reading *reading, const Token *token)
{
    if (token->kind != TOKEN_WORD)
        return NULL;
    if (token->stem && guard_knows_name(reading->names, token->stem))
        return token->stem;
    return guard_knows_name(reading->names, token->key) ? token->key : NULL;
}

/* A name beside a name of the cases. A capital that only begins a sentence makes none: "Hope Chipo comes back". */
static bool is_name_beside(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i);
    if (token->kind != TOKEN_WORD)
        return false;
    if (token->says & SAY(SAYS_NAME) || course_key(reading, token))
        return true;
    return (is_known(token, false) || has_name_capital(reading, token)) && !begins_sentence(reading, i);
}

/* Whether the names at `i` and `i` + 1 make one of whom the cases know nothing: "Chipo" and "Mrs Moyo" of two cases do
 * not make Mrs Chipo Moyo one of them. Nobody is told by names on two lines. */
static bool is_third_person(const Reading *reading, int i)
{
    const Token *one = reading_at(reading, i), *two = reading_at(reading, i + 1);
    if (two->line || !is_name_beside(reading, i) || !is_name_beside(reading, i + 1))
        return false;
    const char *first = course_key(reading, one), *second = course_key(reading, two);
    g_autofree char *pair = first && second ? g_strjoin(" ", first, second, NULL) : NULL;
    return !pair || !guard_knows_name(reading->names, pair);
}

/* A name of the course's own cases. */
static bool is_invented(const Reading *reading, int i)
{
    return course_key(reading, reading_at(reading, i)) && !is_third_person(reading, i - 1) &&
           !is_third_person(reading, i);
}

/* By its capital, or because it is known; also one of the course's. */
static bool looks_like_name(const Reading *reading, int i, bool any_case)
{
    const Token *token = reading_at(reading, i);
    return token->kind == TOKEN_WORD && !token->line &&
           (is_known(token, any_case) || has_stem(reading, token) || has_name_capital(reading, token));
}

static bool looks_named(const Reading *reading, int i, bool any_case)
{
    return looks_like_name(reading, i, any_case) && !is_invented(reading, i);
}

/* With what follows of the same name, whoever else bears it. */
static void find_name(Reading *reading, int i)
{
    int end = i;
    while (looks_like_name(reading, end + 1, true))
        end++;
    reading_find(reading, GUARD_NAME, i, end);
}

/* The token after `i` when only these marks and words that link stand between; *marked says whether marks did. */
static int next_over(const Reading *reading, int i, const char *marks, bool links, bool *marked)
{
    int next = i + 1;
    for (int n = 0; n < 4; n++, next++) {
        const Token *token = reading_at(reading, next);
        bool mark = token->kind == TOKEN_MARK && *token->key && !token->key[1] && strchr(marks, *token->key);
        if (mark && marked)
            *marked = true;
        if (!mark && !(links && token->says & SAY(SAYS_LINK)))
            break;
    }
    return next;
}

/* --- ages --- */

bool reading_is_age(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i);
    if (token->kind != TOKEN_DIGITS || token->letters > 2)
        return false;
    int after = token_is(reading_at(reading, i + 1), "-") ? i + 2 : i + 1;
    if (reading_says(reading, after, SAY(SAYS_YEARS)))
        return true;
    for (int k = i - 1; k >= i - 2; k--)
        if (reading_says(reading, k, SAY(SAYS_YEARS)))
            return true;
    const Token *sex = reading_at(reading, i + 1);
    return !sex->spaced && sex->kind == TOKEN_WORD && (g_str_equal(sex->key, "f") || g_str_equal(sex->key, "m"));
}

/* "Chipo, 24," and "Chipo (24)": a bare number behind a name. */
static bool is_bare_age(const Reading *reading, int i)
{
    const Token *open = reading_at(reading, i + 1), *age = reading_at(reading, i + 2),
                *end = reading_at(reading, i + 3);
    return (token_is(open, ",") || token_is(open, "(")) && age->kind == TOKEN_DIGITS && age->letters == 2 &&
           (token_is(end, ",") || token_is(end, ")"));
}

static bool age_between(const Reading *reading, int from, int to)
{
    for (int i = from; i <= to; i++)
        if (reading_is_age(reading, i))
            return true;
    return false;
}

/* --- rules: each looks at the word `i` --- */

static bool is_initial(const Token *token)
{
    return token->kind == TOKEN_WORD && token->letters == 1 && token->capital;
}

static void after_title(Reading *reading, int i, bool soft)
{
    int next = token_is(reading_at(reading, i + 1), ".") ? i + 2 : i + 1;
    const Token *name = reading_at(reading, next);
    if (reading_says_between(reading, next, next + 1, SAY(SAYS_STAFF)) || name->line || is_invented(reading, next))
        return;
    if (is_initial(name))
        return;
    bool strong =
        !soft && name->kind == TOKEN_WORD && name->letters >= 3 && !is_plain(name) && (next == i + 1 || name->capital);
    if (strong || looks_named(reading, next, true))
        find_name(reading, next);
}

static void after_person(Reading *reading, int i)
{
    bool marked = false;
    int next = next_over(reading, i, "(:-\"", false, &marked);
    if (looks_named(reading, next, true) && !reading_says(reading, next - 1, SAY(SAYS_STAFF))) {
        find_name(reading, next);
        return;
    }
    /* "my client, Rudo, ..." */
    if (token_is(reading_at(reading, i + 1), ",") && is_known(reading_at(reading, i + 2), true) &&
        looks_named(reading, i + 2, true) && reading_at(reading, i + 3)->kind == TOKEN_MARK)
        find_name(reading, i + 2);
}

static void after_naming(Reading *reading, int i, bool surely)
{
    int next = next_over(reading, i, ":-=\"(", true, NULL);
    const Token *name = reading_at(reading, next);
    if (surely && name->kind == TOKEN_WORD && !name->line && name->letters >= 3 && !is_plain(name) &&
        !is_invented(reading, next))
        find_name(reading, next);
    else if (looks_named(reading, next, true))
        find_name(reading, next);
}

static void after_treating(Reading *reading, int i)
{
    int next = next_over(reading, i, "", true, NULL);
    if (is_known(reading_at(reading, next), true) && looks_named(reading, next, true))
        find_name(reading, next);
}

/* Whether a colleague is spoken to or of: thanks, agree, @, Sr. */
static bool is_colleague(const Reading *reading, int i)
{
    if (token_is(reading_at(reading, i - 1), "@"))
        return true;
    for (int k = i - 1; k >= i - 4; k--) {
        const Token *token = reading_at(reading, k);
        if (token->says & (SAY(SAYS_TALK) | SAY(SAYS_STAFF)))
            return true;
        if (reading_at(reading, k + 1)->line || (token->kind == TOKEN_MARK && strchr(".!?", *token->key)))
            return false;
    }
    return false;
}

/* What is told of a patient, in the sentence on from a known name. */
static bool told_of_patient(const Reading *reading, int i, int to)
{
    int poss = g_str_equal(reading_at(reading, i + 1)->key, "s") && !reading_at(reading, i + 1)->spaced ? i + 2 : 0;
    if (poss && reading_says(reading, poss, SAY(SAYS_MEASURE) | SAY(SAYS_REGISTER) | SAY(SAYS_CLINICAL)))
        return true;
    if (is_bare_age(reading, i) || age_between(reading, i + 1, MIN(to, i + AGE_NEAR)))
        return true;
    return reading_says_between(reading, i + 1, MIN(to, i + 4), SAY(SAYS_CLINICAL));
}

/* "Nomsa my client", "Anna (client)". */
static bool is_said_patient(const Reading *reading, int i)
{
    const Token *next = reading_at(reading, i + 1);
    bool opens = token_is(next, "(") || token_is(next, ",");
    int k = opens ? i + 2 : i + 1;
    bool own = reading_says(reading, k, SAY(SAYS_LINK));
    return (own || token_is(next, "(")) && reading_says(reading, own ? k + 1 : k, SAY(SAYS_PERSON)) &&
           (!opens || own || token_is(next, "("));
}

/* At the beginning: "Rudo, has anybody ..." calls a colleague, and Grace may have its capital from there. */
static bool is_only_first(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i), *next = reading_at(reading, i + 1);
    bool calls = token_is(next, ",") || token_is(next, ":") || token_is(next, "-");
    return token->line && !is_bare_age(reading, i) && (calls || !(token->says & SAY(SAYS_NAME)));
}

static void known_name(Reading *reading, int i)
{
    int from, to;
    if (!is_known(reading_at(reading, i), false) || is_invented(reading, i) || is_only_first(reading, i) ||
        is_colleague(reading, i))
        return;
    reading_sentence(reading, i, &from, &to);
    if (is_said_patient(reading, i) || told_of_patient(reading, i, to))
        find_name(reading, i);
}

/* VaMoyo, MaNdlovu: the prefix is a title. */
static void titled_stem(Reading *reading, int i)
{
    static const char *const titles[] = { "va", "ma", "uma", "amai", "nya", "mai", NULL };
    const Token *token = reading_at(reading, i);
    gsize key = strlen(token->key), stem = token->stem ? strlen(token->stem) : 0;
    if (!has_stem(reading, token) || stem < 3 || key <= stem || is_invented(reading, i))
        return;
    g_autofree char *prefix = g_strndup(token->key, key - stem);
    if (g_strv_contains(titles, prefix))
        reading_find(reading, GUARD_NAME, i, i);
}

/* --- initials --- */

/* "T.M.", "A.K": where it ends, or -1. What is short for something else is none: B.P. */
static int dotted(const Reading *reading, int i)
{
    char letters[8] = "";
    int end = -1, n = 0;
    for (int k = i; n < 4 && is_initial(reading_at(reading, k)); k += 2, n++) {
        if (n && reading_at(reading, k)->spaced)
            break;
        g_strlcat(letters, reading_at(reading, k)->key, sizeof letters);
        end = token_is(reading_at(reading, k + 1), ".") ? k + 1 : k;
        if (end == k) {
            n++;
            break;
        }
    }
    if (n < 2)
        return -1;
    g_autoptr(GStringChunk) keys = g_string_chunk_new(16);
    g_autoptr(GArray) tokens = guard_tokens(letters, keys);
    guard_meanings(reading->guard, tokens);
    return g_array_index(tokens, Token, 0).says ? -1 : end;
}

/* "SM", "C G": letters that are initials only where something says so. */
static int undotted(const Reading *reading, int i)
{
    const Token *token = reading_at(reading, i);
    if (token->upper && token->letters <= 3 && !token->says && !reading->shouting)
        return i;
    return is_initial(token) && is_initial(reading_at(reading, i + 1)) ? i + 1 : -1;
}

static void initials(Reading *reading, int i)
{
    bool told = reading_says_between(reading, i - 3, i - 1, SAY(SAYS_INITIALS));
    bool person = reading_says_between(
        reading, i - 2, i - 1, SAY(SAYS_PERSON) | SAY(SAYS_TITLE) | SAY(SAYS_TITLE_SOFT) | SAY(SAYS_NAMED));
    int end = dotted(reading, i);
    if (end >= 0 && (told || person || age_between(reading, i - 6, end + 6))) {
        reading_find(reading, GUARD_INITIALS, i, end);
        return;
    }
    end = undotted(reading, i);
    if (end >= 0 && (told || (person && age_between(reading, i - 4, end + 4)) ||
                        (reading_is_age(reading, end + 1) ||
                            (token_is(reading_at(reading, end + 1), ",") && reading_is_age(reading, end + 2)))))
        reading_find(reading, GUARD_INITIALS, i, end);
}

void guard_people(Reading *reading)
{
    for (int i = 0; i < (int)reading->tokens->len; i++) {
        const Token *token = reading_at(reading, i);
        if (token->kind != TOKEN_WORD)
            continue;
        if (token->capital)
            initials(reading, i);
        if (token->stem)
            titled_stem(reading, i);
        if (token->says & NAMES)
            known_name(reading, i);
        if (!token->says || reading_at(reading, i + 1)->phrase)
            continue;
        if (token->says & SAY(SAYS_NAMED))
            after_naming(reading, i, true);
        if (token->says & SAY(SAYS_CALLED))
            after_naming(reading, i, false);
        if (token->says & SAY(SAYS_TITLE))
            after_title(reading, i, false);
        if (token->says & SAY(SAYS_TITLE_SOFT))
            after_title(reading, i, true);
        if (token->says & SAY(SAYS_PERSON))
            after_person(reading, i);
        if (token->says & SAY(SAYS_TREATED))
            after_treating(reading, i);
    }
}
