/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frame.h - a table of data for the statistics: the columns of a CSV file as numbers, as texts or as groups. Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>

/* A file whose first row names the columns. Rows of nothing but separators are not counted. */
typedef struct Frame Frame;

/* Reads text with , ; or tab (the most frequent on the first line), quotes, LF, CRLF or CR, with or without a
 * byte-order mark. A row may be shorter than the header (the rest is missing), not longer. `bytes` is borrowed until
 * frame_free; `name` stands before the line in errors. */
Frame *frame_parse(const char *bytes, gsize size, const char *name, GError **error);
void frame_free(Frame *frame);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Frame, frame_free)
int frame_rows(const Frame *frame);
int frame_columns(const Frame *frame);
/* The name of a column. Borrowed. */
const char *frame_header(const Frame *frame, int column);
/* The line of the file (from 1) on which row `row` begins. */
guint frame_line(const Frame *frame, int row);

/* The column of this name, compared as it stands, then by text_key; -1 with an error that names the columns there are
 * and the nearest one. */
int frame_find(const Frame *frame, const char *name, GError **error);
/* Columns by "q1-q20", "q1,q3,q7-q9": names first; what is no name is a spreadsheet's letters ("B-U") or positions from
 * 1 ("2-21"). In the order given, each once. Given; *k columns. */
int *frame_select(const Frame *frame, const char *text, int *k, GError **error);

/* The cells of `columns` as rows of k doubles. Missing (NaN): empty, NA, N/A, NaN, "." Decimal commas are read where the
 * separator is not the comma. Anything else that is no finite number is an error with line and column. Given. */
double *frame_numbers(const Frame *frame, const int *columns, int k, GError **error);
/* One cell, trimmed, in UTF-8; "" where it is missing. Given. */
char *frame_text(const Frame *frame, int row, int column);
/* The column as groups: for each row its place in *labels, or -1 where it is missing. Labels are in the order of
 * numbers when all are numbers, else of code points. Given, both; *labels ends with NULL. */
int *frame_groups(const Frame *frame, int column, char ***labels);
