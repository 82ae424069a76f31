/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns: found by name, chosen by range, converted to numbers, texts or groups. */
#include "frame_priv.h"

#include "error.h"
#include "text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NAMED_MOST 30 /* columns named in an error */

/* -1 not there, -2 there more than once */
static int look_up(const Frame *f, const char *name, bool exact)
{
    int found = -1;
    g_autofree char *wanted = exact ? NULL : text_key(name);
    for (int i = 0; i < frame_columns(f); i++) {
        g_autofree char *key = exact ? NULL : text_key(frame_header(f, i));
        if (strcmp(exact ? frame_header(f, i) : key, exact ? name : wanted) == 0)
            found = found == -1 ? i : -2;
    }
    return found;
}

static int named(const Frame *f, const char *name)
{
    int found = look_up(f, name, true);
    return found == -1 ? look_up(f, name, false) : found;
}

static int unknown(const Frame *f, const char *name, GError **error)
{
    g_autoptr(GString) all = g_string_new(NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (int i = 0; i < frame_columns(f); i++) {
        g_ptr_array_add(names, f->headers->pdata[i]);
        if (i < NAMED_MOST)
            g_string_append_printf(all, "%s%s", i ? ", " : "", frame_header(f, i));
    }
    if (frame_columns(f) > NAMED_MOST)
        g_string_append_printf(all, " and %d more", frame_columns(f) - NAMED_MOST);
    g_ptr_array_add(names, NULL);
    const char *near = text_nearest(name, (const char *const *)names->pdata);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "%s has no column \"%s\"%s%s%s; there are: %s", f->name,
        name, near ? ", did you mean \"" : "", near ? near : "", near ? "\"?" : "", all->str);
    return -1;
}

static int found_or_error(const Frame *f, const char *name, int found, GError **error)
{
    if (found == -2)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s has more than one column \"%s\": rename all but one",
            f->name, name);
    return found == -1 ? unknown(f, name, error) : MAX(found, -1);
}

int frame_find(const Frame *frame, const char *name, GError **error)
{
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    return found_or_error(frame, valid, named(frame, valid), error);
}

/* A name, a position from 1 or a spreadsheet's letters. */
static int placed(const Frame *f, const char *name)
{
    int found = named(f, name);
    gint64 place = 0;
    gsize letters = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (found != -1)
        return found;
    if (*name && strspn(name, "0123456789") == strlen(name))
        place = g_ascii_strtoll(name, NULL, 10);
    else if (*name && letters == strlen(name) && letters <= 3)
        for (; *name; name++)
            place = place * 26 + (*name - 'A' + 1);
    return place >= 1 && place <= frame_columns(f) ? (int)place - 1 : -1;
}

/* The first and last column of "q1-q20"; names may hold dashes themselves. */
static bool range(const Frame *f, const char *part, int *from, int *to, GError **error)
{
    *from = *to = placed(f, part);
    for (const char *dash = strchr(part, '-'); *from == -1 && dash; dash = strchr(dash + 1, '-')) {
        g_autofree char *left = g_strstrip(g_strndup(part, (gsize)(dash - part))),
                        *right = g_strstrip(g_strdup(dash + 1));
        int a = placed(f, left), b = placed(f, right);
        if (a == -2 || b == -2)
            return found_or_error(f, a == -2 ? left : right, -2, error) >= 0;
        if (a >= 0 && b >= 0) {
            *from = MIN(a, b);
            *to = MAX(a, b);
        } else if (a >= 0 || b >= 0)
            return unknown(f, a >= 0 ? right : left, error) >= 0;
    }
    return found_or_error(f, part, *from, error) >= 0;
}

int *frame_select(const Frame *frame, const char *text, int *k, GError **error)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_auto(GStrv) parts = g_strsplit(valid, ",", -1);
    g_autoptr(GArray) chosen = g_array_new(FALSE, FALSE, sizeof(int));
    for (char **part = parts; *part; part++) {
        int from, to;
        if (!range(frame, g_strstrip(*part), &from, &to, error))
            return NULL;
        for (int c = from; c <= to; c++) {
            for (guint i = 0; i < chosen->len; i++)
                if (g_array_index(chosen, int, i) == c) {
                    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_USAGE, "\"%s\" names the column \"%s\" twice", valid,
                        frame_header(frame, c));
                    return NULL;
                }
            g_array_append_val(chosen, c);
        }
    }
    *k = (int)chosen->len;
    g_array_append_val(chosen, *k); /* never NULL */
    return (int *)g_array_free(g_steal_pointer(&chosen), FALSE);
}

static bool no_number(const Frame *f, int row, int column, FrameCell cell, GError **error)
{
    g_autofree char *text = frame_cell_text(cell), *shown = text_cut(text, 30);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: column \"%s\": \"%s\" is not a number", f->name,
        frame_line(f, row), frame_header(f, column), shown);
    return false;
}

/* Most cells of a test are one digit: these are taken without a look at the rest of the rules. */
static bool one_digit(const Frame *f, const char **at, double *value)
{
    const char *c = *at;
    if (f->end - c < 2 || c[0] < '0' || c[0] > '9')
        return false;
    bool last = c[1] == '\n' || c[1] == '\r';
    if (!last && c[1] != f->separator)
        return false;
    *value = c[0] - '0';
    *at = last ? NULL : c + 2;
    return true;
}

static bool read_row(const Frame *f, int row, const int *slot, int last, double *into, GError **error)
{
    const char *at = g_array_index(f->rows, FrameRow, row).at;
    FrameCell cell;
    double aside;
    for (int c = 0; c <= last && at; c++)
        if (!one_digit(f, &at, slot[c] >= 0 ? &into[slot[c]] : &aside) && frame_next(f, &at, &cell) && slot[c] >= 0 &&
            !frame_cell_number(cell, f->separator, &into[slot[c]]))
            return no_number(f, row, c, cell, error);
    return true;
}

double *frame_numbers(const Frame *frame, const int *columns, int k, GError **error)
{
    int last = -1;
    g_autofree int *slot = g_new(int, frame_columns(frame));
    for (int c = 0; c < frame_columns(frame); c++)
        slot[c] = -1;
    for (int j = 0; j < k; j++) {
        slot[columns[j]] = j;
        last = MAX(last, columns[j]);
    }
    g_autofree double *values = g_new(double, (gsize)frame_rows(frame) * k + 1);
    for (int i = 0; i < frame_rows(frame); i++) {
        double *row = values + (gsize)i * k;
        for (int j = 0; j < k; j++)
            row[j] = NAN;
        if (!read_row(frame, i, slot, last, row, error))
            return NULL;
    }
    return g_steal_pointer(&values);
}

char *frame_text(const Frame *frame, int row, int column)
{
    const char *at = g_array_index(frame->rows, FrameRow, row).at;
    FrameCell cell = { at, at };
    double number = 0;
    for (int c = 0; c <= column; c++)
        if (!frame_next(frame, &at, &cell))
            return g_strdup("");
    bool missing = frame_cell_number(cell, frame->separator, &number) && isnan(number);
    return missing ? g_strdup("") : frame_cell_text(cell);
}

static int by_number(gconstpointer a, gconstpointer b)
{
    double x = g_ascii_strtod(*(const char *const *)a, NULL), y = g_ascii_strtod(*(const char *const *)b, NULL);
    return x < y ? -1 : x > y ? 1 : strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool all_numbers(const GPtrArray *labels)
{
    for (guint i = 0; i < labels->len; i++) {
        const char *text = labels->pdata[i];
        double value;
        if (!frame_cell_number((FrameCell){ text, text + strlen(text) }, ',', &value))
            return false;
    }
    return true;
}

int *frame_groups(const Frame *frame, int column, char ***labels)
{
    int n = frame_rows(frame), *of = g_new(int, n + 1);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) sorted = g_ptr_array_new(), texts = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < n; i++) {
        char *text = frame_text(frame, i, column);
        g_ptr_array_add(texts, text);
        if (*text && g_hash_table_add(seen, text))
            g_ptr_array_add(sorted, text);
    }
    g_ptr_array_sort(sorted, all_numbers(sorted) ? by_number : by_text);
    g_hash_table_remove_all(seen);
    for (guint i = 0; i < sorted->len; i++) {
        g_hash_table_insert(seen, sorted->pdata[i], GUINT_TO_POINTER(i + 1));
        sorted->pdata[i] = g_strdup(sorted->pdata[i]);
    }
    for (int i = 0; i < n; i++)
        of[i] = (int)GPOINTER_TO_UINT(g_hash_table_lookup(seen, texts->pdata[i])) - 1;
    g_ptr_array_add(sorted, NULL);
    *labels = (char **)g_ptr_array_free(g_steal_pointer(&sorted), FALSE);
    return of;
}
