/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line about stock is read as tokens: the item comes first, then a quantity, and what is left is the place. */
#include "shortage.h"
#include "phrase.h"
#include "text.h"

#include <string.h>

#define QTY_MOST 1000000
#define OUT_WORDS 3 /* "out of stock" */

void shortage_clear(Shortage *s)
{
    g_clear_pointer(&s->item, g_free);
    g_clear_pointer(&s->facility, g_free);
}

/* --- tokens: words, and "," where something parts them --- */

static bool is_thousands(const char *text, const char *comma)
{
    return comma > text && g_ascii_isdigit(comma[-1]) && g_ascii_isdigit(comma[1]) && g_ascii_isdigit(comma[2]) &&
           g_ascii_isdigit(comma[3]) && !g_ascii_isdigit(comma[4]);
}

static void end_word(GPtrArray *tokens, GString *word)
{
    while (word->len && strchr(".!?)", word->str[word->len - 1]))
        g_string_truncate(word, word->len - 1);
    bool label = word->len && word->str[word->len - 1] == ':';
    if (word->len && (label || g_str_equal(word->str, "-") || g_str_equal(word->str, "–")))
        g_ptr_array_add(tokens, g_strdup(","));
    else if (word->len)
        g_ptr_array_add(tokens, g_strdup(word->str));
    g_string_truncate(word, 0);
}

static GPtrArray *tokens_of(const char *text)
{
    GPtrArray *tokens = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) word = g_string_new(NULL);
    for (const char *p = text; *p; p = g_utf8_next_char(p)) {
        if (*p == ',' && is_thousands(text, p))
            continue;
        bool parts = strchr(",;|\n", *p) != NULL;
        if (!parts && !g_unichar_isspace(g_utf8_get_char(p))) {
            g_string_append_unichar(word, g_utf8_get_char(p));
            continue;
        }
        end_word(tokens, word);
        if (parts)
            g_ptr_array_add(tokens, g_strdup(","));
    }
    end_word(tokens, word);
    return tokens;
}

static const char *token(const GPtrArray *tokens, guint i)
{
    return i < tokens->len ? tokens->pdata[i] : "";
}

/* --- the quantity --- */

/* "120", "x120", "120x"; -1 when it is none. */
static int64_t number_of(const char *word)
{
    g_autofree char *plain = text_key(word);
    const char *p = plain + (*plain == 'x');
    char *end = NULL;
    if (!g_ascii_isdigit(*p))
        return -1;
    guint64 n = g_ascii_strtoull(p, &end, 10);
    return n <= QTY_MOST && (*end == '\0' || strcmp(end, "x") == 0) ? (int64_t)n : -1;
}

static bool is_strength(const char *word)
{
    static const char *const units[] = { "mg", "g", "ml", "l", "mcg", "ug", "µg", "iu", "ui", "kg", "mm", "cm", "%",
        "mg/ml", "mg/5ml", "g/l", NULL };
    g_autofree char *plain = text_key(word);
    return g_strv_contains(units, plain);
}

/* Words for none at `i`: how many tokens; 0 for none. */
static guint out_at(const GPtrArray *tokens, guint i)
{
    g_autoptr(GString) words = g_string_new(NULL);
    guint found = 0;
    for (guint n = 0; n < OUT_WORDS && *token(tokens, i + n) && *token(tokens, i + n) != ','; n++) {
        g_string_append_printf(words, "%s%s", n ? " " : "", token(tokens, i + n));
        if (phrase_lists("stock_out", words->str))
            found = n + 1;
    }
    return found;
}

/* Whether a quantity stands at `i`: how many tokens; 0 for none. */
static guint quantity_at(const GPtrArray *tokens, guint i, int64_t *qty)
{
    int64_t n = number_of(token(tokens, i));
    const char *next = token(tokens, i + 1);
    *qty = MAX(n, 0);
    if (n < 0)
        return out_at(tokens, i);
    if (n > 0 && n < 1000 && g_str_equal(next, "000")) {
        *qty = n * 1000;
        return 2;
    }
    /* Of two numbers the first is the item's strength. */
    return is_strength(next) || number_of(next) >= 0 ? 0 : 1;
}

/* --- item and place --- */

static char *join(const GPtrArray *tokens, guint from, guint to)
{
    GString *out = g_string_new(NULL);
    for (guint i = from; i < to; i++)
        if (*token(tokens, i) != ',')
            g_string_append_printf(out, "%s%s", out->len ? " " : "", token(tokens, i));
    return g_string_free(out, FALSE);
}

static bool has_letter(const char *text)
{
    for (const char *p = text; *p; p = g_utf8_next_char(p))
        if (g_unichar_isalpha(g_utf8_get_char(p)))
            return true;
    return false;
}

/* Past "boxes", "left", "at". */
static guint skip_small(const GPtrArray *tokens, guint i)
{
    while (*token(tokens, i)) {
        g_autofree char *two = g_strdup_printf("%s %s", token(tokens, i), token(tokens, i + 1));
        if (phrase_lists("stock_unit", two))
            i += 2;
        else if (*token(tokens, i) == ',' || phrase_lists("stock_unit", token(tokens, i)) ||
                 phrase_lists("stock_at", token(tokens, i)))
            i++;
        else
            break;
    }
    return i;
}

bool shortage_read(const char *text, Shortage *shortage)
{
    *shortage = (Shortage){ 0 };
    g_autoptr(GPtrArray) tokens = tokens_of(text);
    guint n = 0, at = 0;
    while (at < tokens->len && *token(tokens, at) == ',')
        at++;
    for (guint first = at++; at < tokens->len && n == 0; at += n ? 0 : 1) {
        g_autofree char *item = join(tokens, first, at);
        n = has_letter(item) ? quantity_at(tokens, at, &shortage->qty) : 0;
    }
    if (n == 0)
        return false;
    shortage->item = join(tokens, 0, at);
    shortage->facility = join(tokens, skip_small(tokens, at + n), tokens->len);
    bool fits =
        text_length(shortage->item) <= STOCK_ITEM_LENGTH && text_length(shortage->facility) <= STOCK_PLACE_LENGTH;
    if (!fits)
        shortage_clear(shortage);
    return fits;
}

char *shortage_quantity(const char *lang, int64_t qty)
{
    return qty ? text_grouped(qty) : phrase(lang, "stock.none", NULL);
}
