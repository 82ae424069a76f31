/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "number.h"
#include "text.h"
#include <glib.h>
#include <math.h>
#include <string.h>

/* Every letter of `word` in `whole`, in order: "wks" of "weeks". */
static bool is_short_for(const char *word, const char *whole)
{
    for (; *whole && *word; whole++)
        word += *word == *whole;
    return *word == '\0';
}

/* The letters by which the spelled measure of a sign is known, in English, French, Portuguese and Swahili; NULL for a
 * word that is no sign. */
static const char *spelled(const char *word)
{
    static const struct {
        const char *sign, *letters;
    } measures[] = { { "g", "gram" }, { "mg", "milg" }, { "mcg", "mirog" }, { "kg", "kig" }, { "l", "lit" },
        { "ml", "milit" }, { "dl", "delit" }, { "mm", "milmet" }, { "cm", "cenmet" }, { "km", "kimet" },
        { "mol", "mole" }, { "mmol", "milmol" } };
    for (size_t i = 0; i < G_N_ELEMENTS(measures); i++) {
        size_t n = strlen(measures[i].sign);
        if (strncmp(word, measures[i].sign, n) == 0 && (word[n] == '\0' || strcmp(word + n, "s") == 0))
            return measures[i].letters;
    }
    return NULL;
}

/* "weeks", "week", "wks", "w" for a unit of weeks. "mg" is short for no micrograms and one letter from "mcg": a sign
 * stands for its own measure alone, and mg/kg is no mg. */
static bool is_unit(const char *word, const char *unit)
{
    if (*word == '\0')
        return true;
    if (!unit)
        return false;
    g_autofree char *own = text_word_key(unit);
    size_t sign = strcspn(own, "/ "); /* of "mmol/l" */
    bool begins = sign > 0 && strncmp(word, own, sign) == 0;
    if (strcmp(word, own) == 0 || (begins && (word[sign] == '\0' || strcmp(word + sign, "s") == 0)))
        return true;
    const char *letters = spelled(word);
    if (letters)
        return is_short_for(letters, own);
    if (*own && g_str_has_prefix(word, own))
        return word[strlen(own)] != '/';
    return own[0] == word[0] && (is_short_for(word, own) || (strlen(own) > 4 && text_distance(word, own, 1) <= 1));
}

/* Signs of digits groups and decimals, made ASCII: Arabic separators, minus, no-break blanks are already blanks. */
static char *ascii_signs(const char *key)
{
    GString *out = g_string_new(NULL);
    for (const char *p = key; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == 0x066b)
            c = '.';
        else if (c == 0x066c || c == 0x2019)
            c = '\'';
        else if (c == 0x2212 || c == 0x2013)
            c = '-';
        g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

/* "1234.5" from digits in which `point` is the decimal sign, or '\0' for none; anything else between digits groups
 * them. */
static double assemble(const char *digits, size_t n, char point)
{
    GString *plain = g_string_new(NULL);
    const char *last = point ? memrchr(digits, point, n) : NULL;
    for (const char *p = digits; p < digits + n; p++) {
        if (g_ascii_isdigit(*p))
            g_string_append_c(plain, *p);
        else if (p == last)
            g_string_append_c(plain, '.');
    }
    g_autofree char *text = g_string_free(plain, FALSE);
    return g_ascii_strtod(text, NULL);
}

static int count(const char *digits, size_t n, char sign)
{
    int found = 0;
    for (size_t i = 0; i < n; i++)
        found += digits[i] == sign;
    return found;
}

/* Every group after the first holds three digits, as thousands do. */
static bool is_grouped(const char *digits, size_t n, char sign)
{
    const char *p = memchr(digits, sign, n);
    if (!p || p == digits || p - digits > 3 || digits[0] == '0')
        return false;
    for (; p; p = memchr(p + 1, sign, (size_t)(digits + n - p - 1)))
        if (digits + n - p < 4 || !g_ascii_isdigit(p[1]) || !g_ascii_isdigit(p[2]) || !g_ascii_isdigit(p[3]) ||
            (digits + n - p > 4 && g_ascii_isdigit(p[4])))
            return false;
    return true;
}

static bool comma_is_decimal(const char *lang)
{
    return lang && (g_str_has_prefix(lang, "fr") || g_str_has_prefix(lang, "pt") || g_str_has_prefix(lang, "es"));
}

static bool read_digits(const char *digits, size_t n, const char *lang, double *value, double *other)
{
    int commas = count(digits, n, ','), points = count(digits, n, '.');
    *other = NAN;
    if (commas && points) {
        char decimal = '.';
        for (size_t i = 0; i < n; i++)
            if (digits[i] == ',' || digits[i] == '.')
                decimal = digits[i]; /* the last one */
        *value = assemble(digits, n, decimal);
        size_t whole = (size_t)((const char *)memchr(digits, decimal, n) - digits);
        return count(digits, n, decimal) == 1 && is_grouped(digits, whole, decimal == ',' ? '.' : ',');
    }
    char sign = commas ? ',' : points ? '.' : '\0';
    bool grouped = sign && is_grouped(digits, n, sign);
    if (commas + points > 1 && !grouped)
        return false;
    bool decimal = sign && (!grouped || (commas + points == 1 && (sign == ',') == comma_is_decimal(lang)));
    *value = assemble(digits, n, decimal ? sign : '\0');
    if (grouped && commas + points == 1)
        *other = assemble(digits, n, decimal ? '\0' : sign);
    return true;
}

/* Blanks and apostrophes between groups of three digits belong to the number. */
static size_t number_length(const char *p)
{
    size_t n = 0;
    for (;;) {
        n += strspn(p + n, "0123456789.,");
        if (n > 0 && (p[n] == ' ' || p[n] == '\'') && strspn(p + n + 1, "0123456789") == 3)
            n++;
        else
            break;
    }
    while (n > 0 && !g_ascii_isdigit(p[n - 1]))
        n--;
    return n;
}

static bool says_percent(const char *key)
{
    return strcmp(key, "%") == 0 || strcmp(key, "percent") == 0 || strcmp(key, "per cent") == 0;
}

/* A per cent sign is no word, so it would be passed over: 5 % is not 5 mg. Where no unit is asked for it may stand. */
static bool is_measure(const char *tail, const char *unit)
{
    g_autofree char *rest = text_word_key(tail), *asked = text_word_key(unit ? unit : "");
    bool sign = strchr(tail, '%') != NULL, none = !unit || !*unit;
    bool percent = !none && (*unit == '%' || says_percent(asked));
    if (sign && !none && !percent)
        return false;
    return (percent && (says_percent(rest) || (sign && !*rest))) || is_unit(rest, unit);
}

bool number_read(const char *text, const char *unit, const char *lang, double *value, double *other)
{
    g_autofree char *plain = text_key(text);
    g_autofree char *key = ascii_signs(plain);
    const char *p = key;
    bool minus = *p == '-';
    if (*p == '-' || *p == '+')
        p++;
    while (*p == ' ')
        p++;
    size_t n = number_length(p);
    if (n == 0 || n > 40 || !read_digits(p, n, lang, value, other))
        return false;
    if (minus) {
        *value = -*value;
        *other = -*other;
    }
    return is_measure(p + n, unit);
}
