/* SPDX-License-Identifier: GPL-3.0-or-later */
/* csv.h - RFC 4180 in and out; out with spreadsheet formulas defused. Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* A parsed file: rows of cells (valid UTF-8). Row 0 is the header when the file has one. */
typedef struct CsvTable CsvTable;

/* Reads text with , ; or tab (found from the first line), quotes, CRLF or LF, with or without a byte-order mark; text
 * that is not UTF-8 is taken as Windows-1252. `name` is put before the line in an error: "nurses.csv:12: a quote is not
 * closed". */
CsvTable *csv_parse(const char *bytes, gsize size, const char *name, GError **error);
void csv_free(CsvTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvTable, csv_free)
guint csv_rows(const CsvTable *table);
guint csv_columns(const CsvTable *table, guint row);
/* The cell, trimmed, or "" beyond the row's end. Borrowed. */
const char *csv_cell(const CsvTable *table, guint row, guint column);
/* The line of the file (from 1) on which a row begins. */
guint csv_line(const CsvTable *table, guint row);
/* Column with this header, compared by text_key; -1 when there is none. */
int csv_find(const CsvTable *table, const char *header);

/* Appends one cell / ends the row (CRLF). A cell that begins with = + - @ tab or CR gets a leading apostrophe, unless
 * it is a plain number. */
void csv_put(GString *out, const char *cell);
void csv_put_int(GString *out, int64_t value);
/* 17 significant digits, or an empty cell for NaN. */
void csv_put_double(GString *out, double value);
void csv_end_row(GString *out);
