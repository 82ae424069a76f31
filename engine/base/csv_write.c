/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A spreadsheet runs a cell that begins with = + - @ (OWASP, "CSV Injection"); an apostrophe before it makes it text.
 */
#include "csv.h"

#include <math.h>
#include <string.h>

/* "-5", "+2.5e3": what a formula guard would only spoil. */
static bool is_plain_number(const char *cell)
{
    const char *at = cell + (*cell == '-' || *cell == '+');
    if (!g_ascii_isdigit(*at) && *at != '.')
        return false;
    char *end = NULL;
    double value = g_ascii_strtod(cell, &end);
    return isfinite(value) && *end == '\0' && strspn(cell, "+-.0123456789eE") == strlen(cell);
}

static bool is_formula(const char *cell)
{
    return *cell && strchr("=+-@\t\r", *cell) && !is_plain_number(cell);
}

/* Whether a cell stands before on this row. */
static bool row_has_begun(const GString *out)
{
    return out->len > 0 && out->str[out->len - 1] != '\n';
}

/* An empty first cell too: without quotes it would leave no trace, and the next one no comma. */
static bool needs_quotes(const char *cell, bool first)
{
    if (*cell == '\0')
        return first;
    return strpbrk(cell, ",;\t\"\r\n") || *cell == ' ' || cell[strlen(cell) - 1] == ' ';
}

void csv_put(GString *out, const char *cell)
{
    if (!cell)
        cell = "";
    bool first = !row_has_begun(out), quote = needs_quotes(cell, first);
    if (!first)
        g_string_append_c(out, ',');
    if (quote)
        g_string_append_c(out, '"');
    if (is_formula(cell))
        g_string_append_c(out, '\'');
    for (; *cell; cell++) {
        if (*cell == '"')
            g_string_append_c(out, '"');
        g_string_append_c(out, *cell);
    }
    if (quote)
        g_string_append_c(out, '"');
}

void csv_put_int(GString *out, int64_t value)
{
    g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT, value);
    csv_put(out, text);
}

void csv_put_double(GString *out, double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE] = "";
    if (!isnan(value))
        g_ascii_formatd(text, sizeof text, "%.17g", value);
    csv_put(out, text);
}

void csv_end_row(GString *out)
{
    g_string_append(out, "\r\n");
}
