/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "csv.h"

#include <math.h>

static CsvTable *parsed(const char *text)
{
    GError *error = NULL;
    CsvTable *table = csv_parse(text, strlen(text), "t.csv", &error);
    unit_assert_ok(error);
    return table;
}

/* "a|b/c": cells and rows of a table, as one text. */
static char *flat(const CsvTable *table)
{
    GString *out = g_string_new(NULL);
    for (guint r = 0; r < csv_rows(table); r++)
        for (guint c = 0; c < csv_columns(table, r); c++)
            g_string_append_printf(out, "%s%s", c ? "|" : r ? "/" : "", csv_cell(table, r, c));
    return g_string_free(out, FALSE);
}

START_TEST(every_dialect_gives_the_same_cells)
{
    static const struct {
        const char *text, *cells;
    } rows[] = {
        { "", "" },
        { "a,b\r\nc,d\r\n", "a|b/c|d" },
        { "a,b\nc,d", "a|b/c|d" },
        { "a,b\rc,d", "a|b/c|d" },
        { "\xef\xbb\xbf"
          "a;b\nc;d,e",
            "a|b/c|d,e" },
        { "a\tb\nc\td", "a|b/c|d" },
        { "\"a,a,a\";b\nc;d", "a,a,a|b/c|d" },
        { " a , b \n", "a|b" },
        { "\"a\"\"b\",\"\"\n", "a\"b|" },
        { "\"two\r\nlines\",x\ny,z\n", "two\r\nlines|x/y|z" },
        { "a,\n,b\n", "a|/|b" },
        { "a,b\n\n,,\n  \nc,d\n", "a|b/c|d" },
        { "a, \"b\" ,c", "a|b|c" },
        { "caf\xe9,\x80 5\x97\n", "café|€ 5—" },
        { "n\xc3\xa9,x", "né|x" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(CsvTable) table = parsed(rows[i].text);
        g_autofree char *cells = flat(table);
        ck_assert_msg(strcmp(cells, rows[i].cells) == 0, "row %zu: %s", i, cells);
    }
}
END_TEST

START_TEST(rows_know_their_line_also_after_a_quoted_one)
{
    g_autoptr(CsvTable) table = parsed("Name,\"Phone\nnumber\"\n\nTendai,1\n\"a\n\nb\",2\nz,3");
    ck_assert_uint_eq(csv_rows(table), 4);
    ck_assert_uint_eq(csv_line(table, 0), 1);
    ck_assert_uint_eq(csv_line(table, 1), 4);
    ck_assert_uint_eq(csv_line(table, 2), 5);
    ck_assert_uint_eq(csv_line(table, 3), 8);
    ck_assert_uint_eq(csv_line(table, 4), 0);
    ck_assert_str_eq(csv_cell(table, 9, 0), "");
    ck_assert_str_eq(csv_cell(table, 1, 9), "");
}
END_TEST

START_TEST(headers_are_found_by_key)
{
    g_autoptr(CsvTable) table = parsed("First  Name,PRÉNOM,phone\n");
    ck_assert_int_eq(csv_find(table, "first name"), 0);
    ck_assert_int_eq(csv_find(table, "prenom"), 1);
    ck_assert_int_eq(csv_find(table, "fax"), -1);
}
END_TEST

START_TEST(a_broken_quote_is_named_with_its_line)
{
    GError *error = NULL;
    ck_assert_ptr_null(csv_parse("a,b\nc,\"d\ne\n", 11, "nurses.csv", &error));
    unit_assert_error(error, "nurses.csv:2: a quote is not closed");
    ck_assert_ptr_null(csv_parse("a,b\n\"c\"x,d\n", 11, "nurses.csv", &error));
    unit_assert_error(error, "nurses.csv:2: text stands after");
}
END_TEST

START_TEST(formulas_are_defused_and_numbers_are_not)
{
    static const struct {
        const char *cell, *written;
    } rows[] = {
        { "=1+1", "'=1+1" },
        { "+263771234567", "+263771234567" },
        { "-5", "-5" },
        { "-5.5e3", "-5.5e3" },
        { "-1+1", "'-1+1" },
        { "@SUM(A1)", "'@SUM(A1)" },
        { "\tx", "\"'\tx\"" },
        { "\rx", "\"'\rx\"" },
        { "+", "'+" },
        { "-", "'-" },
        { "+0x10", "'+0x10" },
        { "-inf", "'-inf" },
        { "a=b", "a=b" },
        { "=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
        { " a", "\" a\"" },
        { "a\nb", "\"a\nb\"" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GString) out = g_string_new(NULL);
        csv_put(out, rows[i].cell);
        ck_assert_msg(strcmp(out->str, rows[i].written) == 0, "row %zu: %s", i, out->str);
    }
}
END_TEST

START_TEST(what_is_written_is_read_back)
{
    g_autoptr(GString) out = g_string_new(NULL);
    csv_put(out, "");
    csv_put(out, "a,\"b\"\r\nc;");
    csv_put_int(out, INT64_MIN);
    csv_end_row(out);
    csv_put_double(out, 0.1);
    csv_put_double(out, NAN);
    csv_put(out, NULL);
    csv_end_row(out);
    ck_assert_str_eq(out->str, "\"\",\"a,\"\"b\"\"\r\nc;\",-9223372036854775808\r\n0.10000000000000001,,\r\n");
    g_autoptr(CsvTable) table = parsed(out->str);
    ck_assert_str_eq(csv_cell(table, 0, 1), "a,\"b\"\r\nc;");
    ck_assert_uint_eq(csv_columns(table, 1), 3);
}
END_TEST

UNIT_MAIN("csv", every_dialect_gives_the_same_cells, rows_know_their_line_also_after_a_quoted_one,
    headers_are_found_by_key, a_broken_quote_is_named_with_its_line, formulas_are_defused_and_numbers_are_not,
    what_is_written_is_read_back)
