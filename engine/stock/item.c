/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an item is called. People write the same thing in many ways, and a wrong strength must never pass for a slip. */
#include "stock.h"
#include "error.h"
#include "stock_queries.h"
#include "text.h"

#include <string.h>

char *stock_key(const char *text)
{
    g_autofree char *plain = text_key(text);
    GString *key = g_string_new(NULL);
    bool gap = false;
    for (const char *p = plain; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        bool stays = g_unichar_isalnum(c);
        /* 20/120 is not 201/20. */
        if (stays && gap && key->len && g_ascii_isdigit(key->str[key->len - 1]) && g_ascii_isdigit(*p))
            g_string_append_c(key, ' ');
        if (stays)
            g_string_append_unichar(key, c);
        gap = !stays;
    }
    return g_string_free(key, FALSE);
}

static char *digits_of(const char *key)
{
    GString *out = g_string_new(NULL);
    for (const char *p = key; *p; p++)
        if (g_ascii_isdigit(*p) || (out->len && g_ascii_isdigit(p[-1])))
            g_string_append_c(out, g_ascii_isdigit(*p) ? *p : ' ');
    return g_strchomp(g_string_free(out, FALSE));
}

bool stock_same(const char *a, const char *b)
{
    if (strcmp(a, b) == 0)
        return true;
    size_t letters = MIN(text_length(a), text_length(b)), slips = letters >= 8 ? 2 : letters >= 5 ? 1 : 0;
    g_autofree char *x = digits_of(a), *y = digits_of(b);
    return slips && strcmp(x, y) == 0 && text_distance(a, b, slips) <= slips;
}

/* --- the list --- */

static bool refuse(GError **error, int line, const char *what)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "item %d: %s", line, what);
    return false;
}

static bool put_name(Store *store, int64_t cohort, const char *text, const char *shown, int line, GError **error)
{
    int64_t changed = 0;
    g_autofree char *bare = g_strstrip(g_strdup(text)), *key = stock_key(bare);
    if (!*key)
        return refuse(error, line, "a name is empty; write it as: Amoxicillin 250 mg = amoxil, amoxycillin");
    if (!store_run(store, &stock_item_put,
            ARGS(ARG_INT("cohort", cohort), ARG_TEXT("item", key), ARG_TEXT("shown", shown)), &changed, error))
        return false;
    /* 250 mg would pass for 500 mg. */
    g_autofree char *what =
        changed ? NULL : g_strdup_printf("\"%s\" already names another item; give it to one of the two alone", bare);
    return changed || refuse(error, line, what);
}

static bool put_line(Store *store, int64_t cohort, const char *text, int line, GError **error)
{
    g_auto(GStrv) sides = g_strsplit(text, "=", 2);
    const char *shown = g_strstrip(sides[0]);
    if (g_utf8_strlen(shown, -1) > STOCK_ITEM_LENGTH)
        return refuse(error, line, "its name has more than 60 characters");
    if (!put_name(store, cohort, shown, shown, line, error))
        return false;
    g_auto(GStrv) others = g_strsplit(sides[1] ? sides[1] : "", ",", -1);
    for (char **other = others; *other; other++)
        if (*g_strstrip(*other) && !put_name(store, cohort, *other, shown, line, error))
            return false;
    return true;
}

bool stock_items_set(Store *store, int64_t cohort, const char *const *lines, int *count, GError **error)
{
    *count = 0;
    if (!store_run(store, &stock_items_clear, ARGS(ARG_INT("cohort", cohort)), NULL, error))
        return false;
    for (int i = 0; lines[i]; i++, ++*count)
        if (i >= STOCK_NAMES)
            return refuse(error, i + 1, "a list has at most 500 items");
        else if (!put_line(store, cohort, lines[i], i + 1, error))
            return false;
    return true;
}

typedef struct {
    const char *key;
    char *exact, *near; /* shown; the first that fits */
} Search;

static bool compare(const StoreRow *row, gpointer data)
{
    Search *s = data;
    if (strcmp(store_text(row, 0), s->key) == 0) {
        s->exact = store_text_dup(row, 1);
        return false;
    }
    if (!s->near && stock_same(store_text(row, 0), s->key))
        s->near = store_text_dup(row, 1);
    return true;
}

bool stock_name(Store *store, int64_t cohort, const char *typed, int64_t now, char **item, char **shown, bool *known,
    GError **error)
{
    g_autofree char *key = stock_key(typed);
    Search search = { .key = key };
    bool good =
        store_each(store, &stock_names, ARGS(ARG_INT("cohort", cohort), ARG_INT("now", now)), compare, &search, error);
    *known = search.exact || search.near;
    *shown = g_strdup(search.exact ? search.exact : search.near ? search.near : typed);
    /* Of a listed item every way to write it is that item. */
    *item = stock_key(*shown);
    g_free(search.exact);
    g_free(search.near);
    return good;
}
