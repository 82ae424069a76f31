/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: the bytes become UTF-8, the first line tells the separator, then one pass makes cells. */
#include "csv.h"

#include "error.h"
#include "text.h"

#include <string.h>

typedef struct {
    GPtrArray *cells; /* char * */
    guint line;
} CsvRow;

struct CsvTable {
    GPtrArray *rows; /* CsvRow * */
};

typedef struct {
    const char *at, *end;
    char separator;
    guint line; /* of `at`, from 1 */
    const char *name;
} Reader;

static void row_free(gpointer data)
{
    CsvRow *row = data;
    g_ptr_array_unref(row->cells);
    g_free(row);
}

void csv_free(CsvTable *table)
{
    if (!table)
        return;
    g_ptr_array_unref(table->rows);
    g_free(table);
}

/* The bytes as UTF-8 without a byte-order mark. Windows-1252 leaves five bytes undefined; they become U+FFFD. */
static char *to_utf8(const char *bytes, gsize size, gsize *utf8_size)
{
    /* Code points of 0x80 to 0x9f: WHATWG Encoding Standard, index windows-1252; the rest is Latin-1. */
    static const gunichar high[32] = { 0x20ac, 0xfffd, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030,
        0x0160, 0x2039, 0x0152, 0xfffd, 0x017d, 0xfffd, 0xfffd, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0xfffd, 0x017e, 0x0178 };
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        bytes += 3;
        size -= 3;
    }
    GString *out = g_string_sized_new(size);
    if (text_is_utf8(bytes, size)) {
        g_string_append_len(out, bytes, (gssize)size);
    } else {
        for (gsize i = 0; i < size; i++) {
            unsigned char c = (unsigned char)bytes[i];
            g_string_append_unichar(out, c == 0 ? 0xfffd : c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c);
        }
    }
    *utf8_size = out->len;
    return g_string_free(out, FALSE);
}

/* Of , ; and tab the one that is most frequent outside quotes on the first line; a comma when there is none. */
static char find_separator(const char *at, const char *end)
{
    static const char candidates[] = { ',', ';', '\t' };
    guint counts[G_N_ELEMENTS(candidates)] = { 0 };
    bool quoted = false;
    for (; at < end && (quoted || (*at != '\n' && *at != '\r')); at++) {
        if (*at == '"')
            quoted = !quoted;
        for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++)
            counts[i] += !quoted && *at == candidates[i];
    }
    gsize best = 0;
    for (gsize i = 1; i < G_N_ELEMENTS(candidates); i++)
        if (counts[i] > counts[best])
            best = i;
    return candidates[best];
}

static bool at_line_end(const Reader *r)
{
    return r->at == r->end || *r->at == '\n' || *r->at == '\r';
}

static void skip_line_end(Reader *r)
{
    if (r->at < r->end && *r->at == '\r')
        r->at++;
    if (r->at < r->end && *r->at == '\n')
        r->at++;
    r->line++;
}

static bool complain(const Reader *r, guint line, const char *what, GError **error)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: %s", r->name, line, what);
    return false;
}

static bool read_quoted(Reader *r, GString *cell, GError **error)
{
    guint opened = r->line;
    for (r->at++; r->at < r->end; r->at++) {
        if (*r->at == '"' && (r->at + 1 == r->end || r->at[1] != '"')) {
            r->at++;
            while (r->at < r->end && *r->at == ' ' && r->separator != ' ')
                r->at++;
            return at_line_end(r) || *r->at == r->separator ||
                   complain(
                       r, r->line, "text stands after a closing quote; a quote inside a cell is written twice", error);
        }
        r->at += *r->at == '"';
        r->line += *r->at == '\n' || (*r->at == '\r' && (r->at + 1 == r->end || r->at[1] != '\n'));
        g_string_append_c(cell, *r->at);
    }
    return complain(r, opened, "a quote is not closed", error);
}

/* A cell: the quotes may follow blanks. Added trimmed. */
static bool read_cell(Reader *r, GPtrArray *cells, GError **error)
{
    g_autoptr(GString) cell = g_string_new(NULL);
    const char *start = r->at;
    while (start < r->end && *start == ' ')
        start++;
    if (start < r->end && *start == '"') {
        r->at = start;
        if (!read_quoted(r, cell, error))
            return false;
    } else {
        start = r->at;
        while (!at_line_end(r) && *r->at != r->separator)
            r->at++;
        g_string_append_len(cell, start, r->at - start);
    }
    g_ptr_array_add(cells, g_strdup(g_strstrip(cell->str)));
    return true;
}

static bool read_row(Reader *r, CsvTable *table, GError **error)
{
    CsvRow *row = g_new0(CsvRow, 1);
    row->cells = g_ptr_array_new_with_free_func(g_free);
    row->line = r->line;
    g_ptr_array_add(table->rows, row);
    for (;;) {
        if (!read_cell(r, row->cells, error))
            return false;
        if (at_line_end(r))
            break;
        r->at++;
    }
    skip_line_end(r);
    return true;
}

/* Spreadsheets leave rows of nothing but separators behind the last one. */
static bool row_is_empty(const CsvRow *row)
{
    for (guint i = 0; i < row->cells->len; i++)
        if (*(const char *)row->cells->pdata[i])
            return false;
    return true;
}

CsvTable *csv_parse(const char *bytes, gsize size, const char *name, GError **error)
{
    gsize utf8_size = 0;
    g_autofree char *text = to_utf8(bytes, size, &utf8_size);
    Reader r = { .at = text, .end = text + utf8_size, .line = 1, .name = name };
    r.separator = find_separator(r.at, r.end);
    g_autoptr(CsvTable) table = g_new0(CsvTable, 1);
    table->rows = g_ptr_array_new_with_free_func(row_free);
    while (r.at < r.end) {
        if (!read_row(&r, table, error))
            return NULL;
        if (row_is_empty(table->rows->pdata[table->rows->len - 1]))
            g_ptr_array_set_size(table->rows, (int)table->rows->len - 1);
    }
    return g_steal_pointer(&table);
}

guint csv_rows(const CsvTable *table)
{
    return table->rows->len;
}

static const CsvRow *row_at(const CsvTable *table, guint row)
{
    return row < table->rows->len ? table->rows->pdata[row] : NULL;
}

guint csv_columns(const CsvTable *table, guint row)
{
    const CsvRow *found = row_at(table, row);
    return found ? found->cells->len : 0;
}

const char *csv_cell(const CsvTable *table, guint row, guint column)
{
    return column < csv_columns(table, row) ? row_at(table, row)->cells->pdata[column] : "";
}

guint csv_line(const CsvTable *table, guint row)
{
    const CsvRow *found = row_at(table, row);
    return found ? found->line : 0;
}

int csv_find(const CsvTable *table, const char *header)
{
    g_autofree char *wanted = text_key(header);
    for (guint i = 0; i < csv_columns(table, 0); i++) {
        g_autofree char *key = text_key(csv_cell(table, 0, i));
        if (strcmp(key, wanted) == 0)
            return (int)i;
    }
    return -1;
}
