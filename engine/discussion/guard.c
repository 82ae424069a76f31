/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may not reach a room unseen: numbers that could name a patient, dates, and names after a title or "my client".
 * The rule is meant to hold too much rather than too little: a facilitator releases in seconds what was harmless. */
#include "discussion.h"
#include "text.h"
#include <string.h>

/* A run of digits with the separators people put between them. */
typedef struct {
    int digits, groups, longest;
    bool dates; /* built like 12/03/2026, 12-3-26, 2026-03-12 */
    bool plus;
} Run;

static bool is_separator(gunichar c)
{
    return c == '-' || c == '/' || c == '.' || c == ' ' || c == '(' || c == ')' || c == 0x2011 || c == 0x2013;
}

static bool date_like(const char *start, const char *end)
{
    int part[3] = { 0 }, width[3] = { 0 }, n = 0;
    char separator = 0;
    for (const char *p = start; p < end; p++) {
        if (g_ascii_isdigit(*p)) {
            part[n] = part[n] * 10 + (*p - '0');
            if (++width[n] > 4)
                return false;
        } else if (strchr("/-.", *p) && width[n] && n < 2 && (!separator || separator == *p)) {
            separator = *p;
            n++;
        } else {
            return false;
        }
    }
    if (n < 2)
        return separator == '/' && n == 1 && width[0] <= 2 && width[1] == 4 && part[0] >= 1 && part[0] <= 12;
    bool year_first = width[0] == 4 && part[1] <= 12 && part[2] <= 31;
    bool year_last = width[0] <= 2 && width[1] <= 2 && (width[2] == 4 || width[2] == 2) && part[0] <= 31 &&
                     part[1] <= 31 && part[0] && part[1];
    return year_first || year_last;
}

/* Reads one run from p on; returns where it ends. */
static const char *read_run(const char *p, Run *run)
{
    const char *start = p, *last = p;
    int group = 0;
    *run = (Run){ 0 };
    while (*p) {
        gunichar c = g_utf8_get_char(p);
        if (c < 128 && g_ascii_isdigit((char)c)) {
            run->digits++;
            group++;
            run->longest = MAX(run->longest, group);
            last = p + 1;
        } else if (is_separator(c) && group) {
            run->groups++;
            group = 0;
        } else if (!is_separator(c)) {
            break;
        }
        p = g_utf8_next_char(p);
    }
    run->dates = date_like(start, last);
    return p;
}

static const char *numbers(const char *text)
{
    for (const char *p = text; *p;) {
        if (!g_ascii_isdigit(*p)) {
            p = g_utf8_next_char(p);
            continue;
        }
        bool letter_before = p > text && (g_unichar_isalpha(g_utf8_get_char(g_utf8_prev_char(p))) || p[-1] == '#');
        bool plus = p > text && p[-1] == '+';
        Run run;
        p = read_run(p, &run);
        if (run.dates)
            return "date";
        if (plus || (run.digits >= 9 && run.digits <= 15))
            return "phone number";
        if (run.longest >= 5 || (run.digits >= 6 && run.groups <= 3 && run.longest >= 3) ||
            (letter_before && run.digits >= 4))
            return "identity or hospital number";
    }
    return NULL;
}

static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july", "august",
    "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep",
    "oct", "nov", "dec", NULL };
/* After these a capital letter, or any word that is no common one, is taken for a name. */
static const char *const titles[] = { "mrs", "mr", "ms", "miss", "mai", "mama", "baba", "baby", "amai", "sister",
    "sekuru", "gogo", "ambuya", "dr", NULL };
static const char *const people[] = { "client", "patient", "mother", "neighbour", "neighbor", "wife", "husband",
    "child", "girl", "woman", "boy", "man", "named", "called", NULL };
/* After these any word at all is taken for one. */
static const char *const strong_titles[] = { "mrs", "mr", "mai", "amai", "sekuru", "gogo", "ambuya", NULL };
/* Capital words of the trade that follow "client" or "mother" without naming anyone. */
static const char *const known[] = { "support", "retention", "mentor", "mentors", "baby", "infant", "register", "card",
    "education", NULL };
/* Words that begin a sentence's next part rather than a name. */
static const char *const plain[] = { "i", "who", "with", "is", "was", "has", "had", "and", "to", "in", "on", "at",
    "hiv", "art", "pmtct", "anc", "tb", "vl", "eid", "nat", "the", "a", "an", "she", "he", "from", "but", "came", "did",
    "does", "living", "whose", "for", "of", "or", "if", "when", "then", "we", "my", "our", "her", "his", "may", "will",
    "can", "must", "should", "needs", NULL };

static bool listed(const char *const *list, const char *word)
{
    return g_strv_contains(list, word);
}

static bool is_capital(const char *word)
{
    return g_unichar_isupper(g_utf8_get_char(word));
}

/* What a word says after the one before it. */
static const char *judge_word(const char *before, const char *word, const char *key)
{
    if (!before || !*key)
        return NULL;
    bool digit_before = g_ascii_isdigit(*before), digit = g_ascii_isdigit(*key);
    if ((digit_before && listed(months, key)) || (listed(months, before) && digit))
        return "date";
    if (listed(plain, key) || digit)
        return NULL;
    bool capital = is_capital(word);
    if (listed(titles, before) && (capital || listed(strong_titles, before)))
        return "name";
    return capital && listed(people, before) && !listed(known, key) ? "name" : NULL;
}

static const char *names(const char *text)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \t\n\r,;:!?()\"", -1);
    g_autofree char *before = NULL;
    for (char **word = words; *word; word++) {
        if (!**word)
            continue;
        g_autofree char *key = text_word_key(*word);
        const char *why = judge_word(before, *word, key);
        if (why)
            return why;
        /* A full stop ends what a word can say about the next, but for "Mrs." and "Dr." */
        bool ends = g_str_has_suffix(*word, ".") && !listed(titles, key);
        g_free(before);
        before = ends ? NULL : g_steal_pointer(&key);
    }
    return NULL;
}

const char *discussion_guard(const char *text)
{
    /* Digits of any script count as digits. */
    g_autoptr(GString) plain_digits = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        int digit = g_unichar_digit_value(c);
        if (digit >= 0)
            g_string_append_c(plain_digits, (char)('0' + digit));
        else if (!g_unichar_iszerowidth(c) || g_unichar_ismark(c))
            g_string_append_unichar(plain_digits, c);
    }
    const char *why = numbers(plain_digits->str);
    return why ? why : names(plain_digits->str);
}

int discussion_reply_number(const char *text, const char **rest)
{
    const char *p = text;
    while (*p == ' ')
        p++;
    if (*p != '#')
        return 0;
    int number = 0, digits = 0;
    for (p++; *p; p = g_utf8_next_char(p)) {
        int digit = g_unichar_digit_value(g_utf8_get_char(p));
        if (digit < 0)
            break;
        if (++digits > 7)
            return 0;
        number = number * 10 + digit;
    }
    if (!digits || (*p && *p != ' ' && *p != ':' && *p != '\n'))
        return 0;
    while (*p == ' ' || *p == ':' || *p == '\n')
        p++;
    if (rest)
        *rest = p;
    return number;
}

char *discussion_line(int number, const char *name, const char *role, const char *text, int reply_number)
{
    g_autofree char *who = role ? g_strdup_printf("%s (%s)", name, role) : g_strdup(name);
    if (reply_number > 0)
        return g_strdup_printf("#%d %s to #%d: %s", number, who, reply_number, text);
    return g_strdup_printf("#%d %s: %s", number, who, text);
}
