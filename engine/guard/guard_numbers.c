/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that are somebody's: of her phone, her papers, her file. Doses, counts, money, years, hours, public lines and
 * the numbers of posts are nobody's. What is neither is taken for somebody's from five digits on. */
#include "guard_priv.h"

#include <string.h>

#define BARE_MAX 40

/* What stands between two blanks, without the marks around it. */
typedef struct {
    int from, to;
    char bare[BARE_MAX + 1];                        /* its digits and capital letters */
    char shape[BARE_MAX + 1];                       /* the same as 9 and A */
    int digits, letters, longest, groups, width[3]; /* width: of the first groups of digits */
    bool plain;                                     /* digits, and the marks that people put into phone numbers */
    bool plus, hash, slash, colon, comma, point, hyphen;
    const char *longest_key, *first;
} Chunk;

static void add_token(Chunk *c, const Token *token)
{
    if (token->kind == TOKEN_DIGITS) {
        if (c->groups < 3)
            c->width[c->groups] = (int)token->letters;
        c->first = c->first ? c->first : token->key;
        c->groups++;
        c->digits += (int)token->letters;
        if ((int)token->letters > c->longest) {
            c->longest = (int)token->letters;
            c->longest_key = token->key;
        }
    } else if (token->kind == TOKEN_MARK) {
        c->plus |= g_str_equal(token->key, "+");
        c->hash |= g_str_equal(token->key, "#");
        c->slash |= g_str_equal(token->key, "/");
        c->colon |= g_str_equal(token->key, ":");
        c->comma |= g_str_equal(token->key, ",");
        c->point |= g_str_equal(token->key, ".");
        c->hyphen |= g_str_equal(token->key, "-");
        c->plain &= strchr("+()-.", *token->key) != NULL;
        return;
    } else {
        c->plain = false;
        c->letters += (int)token->letters;
    }
    gsize n = strlen(c->bare);
    for (const char *p = token->key; *p && n < BARE_MAX; p++, n++) {
        bool digit = g_ascii_isdigit(*p);
        c->bare[n] = g_ascii_toupper(*p);
        c->shape[n] = digit ? '9' : 'A';
    }
}

static bool opens(const Token *token)
{
    return token_is(token, "+") || token_is(token, "(") || token_is(token, "#");
}

/* The chunk that begins at token `i`. */
static Chunk read_chunk(const Reading *reading, int i)
{
    Chunk c = { .from = i, .to = i, .plain = true };
    while (c.to + 1 < (int)reading->tokens->len && !reading_at(reading, c.to + 1)->spaced)
        c.to++;
    int last = c.to;
    while (c.from < c.to && reading_at(reading, c.from)->kind == TOKEN_MARK && !opens(reading_at(reading, c.from)))
        c.from++;
    while (last > c.from && reading_at(reading, last)->kind == TOKEN_MARK)
        last--;
    for (int k = c.from; k <= last; k++)
        add_token(&c, reading_at(reading, k));
    c.to = last;
    return c;
}

static GArray *read_chunks(const Reading *reading)
{
    GArray *chunks = g_array_new(FALSE, FALSE, sizeof(Chunk));
    for (int i = 0; i < (int)reading->tokens->len; i++) {
        if (!reading_at(reading, i)->spaced)
            continue;
        Chunk c = read_chunk(reading, i);
        g_array_append_val(chunks, c);
    }
    return chunks;
}

static const Chunk *chunk_at(const GArray *chunks, guint i)
{
    static const Chunk none = { .from = -1, .to = -1 };
    return i < chunks->len ? &g_array_index(chunks, Chunk, i) : &none;
}

static bool is_year(const char *key)
{
    return strlen(key) == 4 && (g_str_has_prefix(key, "19") || g_str_has_prefix(key, "20"));
}

/* --- what stands around it --- */

/* What is said before a number, nearest first: *set gets what file, register, "no." or phone is near it. */
static guint64 said_before(const Reading *reading, int from)
{
    guint64 said = 0;
    static const guint64 wanted = SAY(SAYS_FILE) | SAY(SAYS_REGISTER) | SAY(SAYS_NO) | SAY(SAYS_PHONE);
    for (int i = from - 1, n = 0; i >= 0 && n < 5; i--, n++) {
        const Token *token = reading_at(reading, i);
        if (reading_at(reading, i + 1)->line)
            break;
        if (token->kind == TOKEN_MARK && !strchr(":.#-(=", *token->key) && !g_str_equal(token->key, "°") &&
            !g_str_equal(token->key, "º"))
            break;
        if (token_is(token, "#") || token_is(token, "°") || token_is(token, "º"))
            said |= SAY(SAYS_NO);
        if (token->kind == TOKEN_DIGITS)
            break;
        if (token->kind == TOKEN_WORD && !(token->says & (wanted | SAY(SAYS_LINK) | SAY(SAYS_SHE) | SAY(SAYS_PERSON))))
            n += 2; /* another word loosens the tie */
        said |= token->says & wanted;
    }
    return said;
}

/* An amount, and whose: by its unit, by what was measured, by a sign. */
static bool is_amount(const Reading *reading, const Chunk *c)
{
    const Token *before = reading_at(reading, c->from - 1), *after = reading_at(reading, c->to + 1);
    if ((after->says & SAY(SAYS_UNIT)) || token_is(after, "%") || token_is(after, "/"))
        return true;
    if (reading_says_between(reading, c->from + 1, c->to, SAY(SAYS_UNIT)))
        return true;
    if (before->kind == TOKEN_MARK && strchr("$<>=~", *before->key) && *before->key)
        return true;
    if (reading_at(reading, c->from)->kind == TOKEN_WORD && reading_says(reading, c->from, SAY(SAYS_MEASURE)))
        return true;
    for (int i = c->from - 1, n = 0; i >= 0 && n < 4; i--, n++) {
        const Token *token = reading_at(reading, i);
        if (token->says & SAY(SAYS_MEASURE))
            return true;
        if ((token->kind == TOKEN_MARK && strchr(".;!?", *token->key)) || reading_at(reading, i + 1)->line)
            return false;
    }
    return false;
}

/* --- phones --- */

/* 45 000 or 1 200 000, which is no phone number. */
static bool is_thousands(const GArray *chunks, guint from, guint to)
{
    for (guint i = from; i <= to; i++) {
        const Chunk *c = chunk_at(chunks, i);
        if (c->groups != 1 || (i > from ? c->digits != 3 : c->digits > 3 || *c->bare == '0'))
            return false;
    }
    return to > from;
}

typedef struct {
    char digits[20];
    int n, groups, singles, shortest, longest;
    guint to;
} Joined;

static bool is_phone(const Reading *reading, const GArray *chunks, guint from, const Joined *j, bool more)
{
    const Chunk *first = chunk_at(chunks, from), *last = chunk_at(chunks, j->to);
    bool asked = said_before(reading, first->from) & SAY(SAYS_PHONE);
    if (first->plus || g_str_has_prefix(j->digits, "00"))
        return j->n >= 9;
    if (guard_is_abroad(reading->guard, j->digits))
        return true;
    if (j->singles == j->groups && j->groups >= 8)
        return true;
    if (j->shortest < 2)
        return false;
    if (*j->digits == '0' && j->n >= 9 && j->n <= 11)
        return j->n >= 10 || !more;
    if (more || is_amount(reading, last))
        return false;
    if (asked && j->n >= 6 && j->n <= 12)
        return true;
    if (j->groups == 1)
        return j->n == 9 && strchr("6789", *j->digits);
    return j->n >= 8 && j->n <= 10 && j->groups >= 3 && j->longest <= 4 &&
           !(j->n < 9 && is_thousands(chunks, from, j->to)) && !is_amount(reading, first);
}

static void join(Joined *j, const Chunk *c, const Reading *reading, guint at)
{
    for (int i = c->from; i <= c->to; i++) {
        const Token *token = reading_at(reading, i);
        if (token->kind != TOKEN_DIGITS)
            continue;
        int n = (int)token->letters;
        j->groups++;
        j->singles += n == 1;
        j->shortest = j->groups == 1 ? n : MIN(j->shortest, n);
        j->longest = MAX(j->longest, n);
        g_strlcat(j->digits, token->key, sizeof j->digits);
        j->n += n;
    }
    j->to = at;
}

static bool joins_on(const Reading *reading, const Chunk *c)
{
    return c->from >= 0 && c->plain && c->digits && !c->plus && !reading_at(reading, c->from)->line;
}

/* A phone number that begins with chunk `from`: the chunk it ends with, or -1. A public line is none, but is passed. */
static int phone_at(const Reading *reading, const GArray *chunks, guint from, bool *public)
{
    const Chunk *first = chunk_at(chunks, from);
    int end = -1, date_end = 0;
    Joined j = { 0 };
    if (!first->plain || !first->digits || first->hash || reading_is_date(reading, first->from, &date_end))
        return -1;
    for (guint i = from; i == from || joins_on(reading, chunk_at(chunks, i)); i++) {
        join(&j, chunk_at(chunks, i), reading, i);
        if (j.n > 15)
            break;
        if (guard_is_public_line(reading->guard, j.digits) && j.n >= 6) {
            *public = true;
            end = (int)i;
        } else if (end < 0 && is_phone(reading, chunks, from, &j, joins_on(reading, chunk_at(chunks, i + 1)))) {
            return (int)i;
        }
    }
    return end;
}

/* --- papers and files --- */

/* Digits, or one capital between them. */
static bool is_piece(const Reading *reading, const Chunk *c, bool first)
{
    const Token *token = reading_at(reading, c->from);
    return c->digits || (!first && !token->line && c->from == c->to && token->letters == 1 && token->capital);
}

static int identity_at(const Reading *reading, const GArray *chunks, guint from)
{
    char shape[BARE_MAX + 1] = "";
    for (guint i = from; i < from + 6 && i < chunks->len; i++) {
        const Chunk *c = chunk_at(chunks, i);
        if (!is_piece(reading, c, i == from))
            break;
        if (strlen(shape) + strlen(c->shape) > BARE_MAX)
            break;
        g_strlcat(shape, c->shape, sizeof shape);
        if (guard_is_identity(reading->guard, shape))
            return (int)i;
    }
    return -1;
}

/* 2019, 2019-2025, 2024/25. */
static bool is_years(const Chunk *c)
{
    return !c->letters && is_year(c->first) &&
           (c->groups == 1 || (c->groups == 2 && (c->width[1] == 4 || c->width[1] == 2)));
}

/* 20,000 or 1.250.000: groups of three behind the first. */
static bool is_written_amount(const Chunk *c)
{
    bool only = (c->comma || c->point) && !c->slash && !c->hyphen && !c->letters;
    return only && c->width[0] <= 3 && (c->groups < 2 || c->width[1] == 3 || c->longest <= 4) && c->longest <= 4;
}

/* 0123/25 or 1234/2025, as registers number their pages; 140/90 is a pressure. */
static bool is_register_page(const Chunk *c)
{
    bool year = c->groups == 2 && (c->width[1] == 2 || c->width[1] == 4);
    return c->slash && year && !is_year(c->first) && (c->width[0] >= 4 || (c->width[0] == 3 && *c->first == '0'));
}

static bool is_range(const Chunk *c)
{
    return c->groups == 2 && c->hyphen && c->longest <= 4 && ABS(c->width[0] - c->width[1]) <= 1;
}

static bool is_number(const Reading *reading, const Chunk *c)
{
    guint64 said = said_before(reading, c->from);
    bool file = said & SAY(SAYS_FILE), listed = said & SAY(SAYS_REGISTER), no = said & SAY(SAYS_NO);
    if (c->hash && c->digits <= 4)
        return false;
    if (file && !is_years(c) && (c->digits >= 3 || (c->digits >= 2 && c->slash)))
        return true;
    if (is_years(c) || c->colon || is_written_amount(c) || is_amount(reading, c))
        return false;
    if (no && ((listed && c->digits >= 3) || c->digits >= 4))
        return true;
    if (listed && ((c->slash && c->digits >= 4) || c->digits >= 5))
        return true;
    if (c->longest >= 5 || is_register_page(c))
        return true;
    if (c->letters)
        return c->longest == 4 && !is_year(c->longest_key) && c->digits >= 4;
    return c->hyphen && c->digits >= 7 && !is_range(c);
}

/* --- the rest --- */

static void find_web(Reading *reading, int i)
{
    static const char *const maps[] = { "maps.google", "google.com/maps", "goo.gl", "maps.app", "openstreetmap",
        "what3words", NULL };
    const char *key = reading_at(reading, i)->key;
    bool address = strchr(key, '@') && !strstr(key, "://");
    for (int m = 0; maps[m]; m++)
        address |= strstr(key, maps[m]) != NULL;
    if (address)
        reading_find(reading, GUARD_CONTACT, i, i);
    else if (strstr(key, "wa.me/") || strstr(key, "tel:"))
        reading_find(reading, GUARD_PHONE, i, i);
}

/* 17.8252, 31.0335 with three decimals or more; *end is their last token. */
static bool is_coordinates(const Reading *reading, int i, int *end)
{
    int second = i + 3;
    while (second < i + 6 && reading_at(reading, second)->kind == TOKEN_MARK)
        second++;
    *end = second + 2;
    for (int k = 0; k < 2; k++, i = second)
        if (reading_at(reading, i)->kind != TOKEN_DIGITS || reading_at(reading, i)->letters > 3 ||
            !token_is(reading_at(reading, i + 1), ".") || reading_at(reading, i + 2)->kind != TOKEN_DIGITS ||
            reading_at(reading, i + 2)->letters < 3 || reading_at(reading, i + 2)->spaced)
            return false;
    return true;
}

/* Digits in words, as many as a phone number has. */
static int spelled(const Reading *reading, int i)
{
    int end = i;
    while (reading_says(reading, end, SAY(SAYS_DIGIT)))
        end++;
    return end - i;
}

static void find_chunk(Reading *reading, const GArray *chunks, guint *at)
{
    const Chunk *c = chunk_at(chunks, *at);
    bool public = false;
    int end = identity_at(reading, chunks, *at), unused = 0;
    if (end >= 0) {
        reading_find(reading, GUARD_NUMBER, c->from, chunk_at(chunks, (guint)end)->to);
    } else if ((end = phone_at(reading, chunks, *at, &public)) >= 0) {
        if (!public)
            reading_find(reading, GUARD_PHONE, c->from, chunk_at(chunks, (guint)end)->to);
    } else if (c->digits && !reading_is_date(reading, c->from, &unused) && is_number(reading, c)) {
        reading_find(reading, GUARD_NUMBER, c->from, c->to);
    }
    *at = end >= 0 ? (guint)end : *at;
}

void guard_numbers(Reading *reading)
{
    g_autoptr(GArray) chunks = read_chunks(reading);
    for (guint i = 0; i < chunks->len; i++)
        if (reading_at(reading, chunk_at(chunks, i)->from)->kind != TOKEN_WEB)
            find_chunk(reading, chunks, &i);
    for (int i = 0; i < (int)reading->tokens->len; i++) {
        int end = i;
        if (reading_at(reading, i)->kind == TOKEN_WEB)
            find_web(reading, i);
        else if (is_coordinates(reading, i, &end))
            reading_find(reading, GUARD_CONTACT, i, end);
        int words = spelled(reading, i);
        if (words >= 7)
            reading_find(reading, GUARD_PHONE, i, i + words - 1);
        i += MAX(words - 1, 0);
    }
}
