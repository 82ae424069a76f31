/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as words, digits and marks. Letters are folded as everywhere (text_key), digits of any script are digits, what
 * is invisible is not there; an apostrophe or hyphen between letters parts two words and is no mark. */
#include "guard_priv.h"
#include "text.h"

#include <string.h>

/* Longer ones are cut: no name or number is. */
#define KEY_MAX 64

static bool is_letter(gunichar c)
{
    return g_unichar_isalpha(c) || g_unichar_ismark(c);
}

static bool is_apostrophe(gunichar c)
{
    return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC || c == '`' || c == 0xB4;
}

static bool is_hyphen(gunichar c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

/* The next character that is visible. */
static const char *visible(const char *p)
{
    while (*p && text_is_ignorable(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

static const char *after(const char *p)
{
    return visible(g_utf8_next_char(p));
}

/* Bantu languages put a small prefix before a name's capital, or a short title: nguSithembile, VaMoyo. */
static const char *read_stem(const char *word, GStringChunk *keys)
{
    const char *p = word;
    guint before = 0;
    for (; *p && (before == 0 || !g_unichar_isupper(g_utf8_get_char(p))); p = g_utf8_next_char(p))
        before++;
    const char *second = *p ? g_utf8_next_char(p) : p;
    if (!*second || before > 7 || !g_unichar_islower(g_utf8_get_char(second)))
        return NULL;
    g_autofree char *key = text_key(p);
    return g_string_chunk_insert(keys, key);
}

static const char *read_word(const char *p, Token *token, GStringChunk *keys)
{
    const char *start = p;
    guint upper = 0;
    token->kind = TOKEN_WORD;
    token->capital = g_unichar_isupper(g_utf8_get_char(p)) || g_unichar_istitle(g_utf8_get_char(p));
    for (; *p && is_letter(g_utf8_get_char(p)); p = after(p)) {
        token->letters++;
        upper += g_unichar_isupper(g_utf8_get_char(p));
    }
    token->upper = upper == token->letters && upper >= 2;
    g_autofree char *cut = g_strndup(start, MIN((gsize)(p - start), KEY_MAX * 4));
    g_autofree char *whole = g_utf8_make_valid(cut, -1);
    g_autofree char *key = text_key(whole);
    token->key = g_string_chunk_insert(keys, key);
    token->stem = read_stem(whole, keys);
    return p;
}

static const char *read_digits(const char *p, Token *token, GStringChunk *keys)
{
    char digits[KEY_MAX + 1];
    gsize n = 0;
    token->kind = TOKEN_DIGITS;
    for (; *p && g_unichar_isdigit(g_utf8_get_char(p)); p = after(p))
        if (n < KEY_MAX)
            digits[n++] = (char)('0' + g_unichar_digit_value(g_utf8_get_char(p)));
    digits[n] = '\0';
    token->key = g_string_chunk_insert(keys, digits);
    token->letters = (guint)n;
    return p;
}

/* A number in which the letter O stands for a nought: O772, 3O4. */
static const char *read_noughts(const char *p, Token *token, GStringChunk *keys)
{
    char digits[KEY_MAX + 1];
    gsize n = 0, noughts = 0, real = 0;
    const char *end = p;
    for (; n < KEY_MAX; end = after(end)) {
        gunichar c = *end ? g_utf8_get_char(end) : 0;
        bool nought = c == 'O' || c == 'o';
        if (!nought && !g_unichar_isdigit(c)) {
            if (is_letter(c) || real < 2 || !noughts)
                return NULL;
            break;
        }
        noughts += nought;
        real += !nought;
        digits[n++] = nought ? '0' : (char)('0' + g_unichar_digit_value(c));
    }
    digits[n] = '\0';
    token->kind = TOKEN_DIGITS;
    token->key = g_string_chunk_insert(keys, digits);
    token->letters = (guint)n;
    return end;
}

static const char *end_of_chunk(const char *p)
{
    while (*p && !g_unichar_isspace(g_utf8_get_char(p)))
        p = g_utf8_next_char(p);
    return p;
}

/* An address of the web or an e-mail address is one token: the digits in it say nothing. */
static const char *read_web(const char *p, Token *token, GStringChunk *keys)
{
    const char *end = end_of_chunk(p);
    g_autofree char *cut = g_strndup(p, MIN((gsize)(end - p), 500)), *whole = g_utf8_make_valid(cut, -1);
    g_autofree char *chunk = g_utf8_strdown(whole, -1);
    const char *at = strchr(chunk, '@');
    bool mail = at && at > chunk && strchr(at, '.') && g_ascii_isalnum(at[-1]) && g_ascii_isalnum(at[1]);
    if (!strstr(chunk, "://") && !g_str_has_prefix(chunk, "www.") && !g_str_has_prefix(chunk, "wa.me/") && !mail)
        return NULL;
    while (end > p + 1 && strchr(".,;:!?)", end[-1]))
        end--;
    token->kind = TOKEN_WEB;
    token->key = g_string_chunk_insert(keys, chunk);
    return end;
}

static const char *read_mark(const char *p, Token *token, GStringChunk *keys)
{
    gunichar c = g_utf8_get_char(p);
    char mark[8] = { 0 };
    g_unichar_to_utf8(is_hyphen(c) ? '-' : c == 0xFF0B ? '+' : c, mark);
    token->kind = TOKEN_MARK;
    token->key = g_string_chunk_insert_const(keys, mark);
    return after(p);
}

/* Whether what stands at `p` joins the letters on its two sides. */
static bool joins(const char *text, const char *p, const GArray *tokens)
{
    gunichar c = g_utf8_get_char(p);
    if (!tokens->len || (!is_apostrophe(c) && !is_hyphen(c)))
        return false;
    const Token *before = &g_array_index(tokens, Token, tokens->len - 1);
    return before->kind == TOKEN_WORD && text + before->end == p && is_letter(g_utf8_get_char(after(p)));
}

static const char *read_token(const char *p, bool chunk, Token *token, GStringChunk *keys)
{
    gunichar c = g_utf8_get_char(p);
    const char *end = chunk ? read_web(p, token, keys) : NULL;
    if (!end && (c == 'O' || c == 'o' || g_unichar_isdigit(c)))
        end = read_noughts(p, token, keys);
    if (end)
        return end;
    if (is_letter(c))
        return read_word(p, token, keys);
    return g_unichar_isdigit(c) ? read_digits(p, token, keys) : read_mark(p, token, keys);
}

GArray *guard_tokens(const char *text, GStringChunk *keys)
{
    GArray *tokens = g_array_new(FALSE, TRUE, sizeof(Token));
    bool spaced = true, line = true;
    for (const char *p = visible(text); *p;) {
        gunichar c = g_utf8_get_char(p);
        if (g_unichar_isspace(c) || g_unichar_iscntrl(c)) {
            line = line || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
            spaced = true;
            p = after(p);
            continue;
        }
        if (joins(text, p, tokens)) {
            p = after(p);
            continue;
        }
        Token token = { .spaced = spaced, .line = line };
        const char *end = read_token(p, spaced, &token, keys);
        token.start = (gsize)(p - text);
        token.end = (gsize)(end - text);
        g_array_append_val(tokens, token);
        spaced = line = false;
        p = end;
    }
    return tokens;
}
