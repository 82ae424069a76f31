/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files as evaluators have them: separators, quotes, decimal commas, gaps, and the sentences for what is wrong. */
#include "frame.h"

#include <math.h>

#include "error.h"
#include "unit.h"

static Frame *parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    Frame *frame = frame_parse(text, strlen(text), "x.csv", &error);
    unit_assert_ok(error);
    return frame;
}

static void assert_fails(const char *text, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Frame) frame = frame_parse(text, strlen(text), "x.csv", &error);
    int columns[] = { 0, 1 };
    g_autofree double *values = frame ? frame_numbers(frame, columns, 2, &error) : NULL;
    ck_assert_ptr_null(values);
    unit_assert_error(error, part);
}

START_TEST(numbers_are_read_in_the_ways_that_people_write_them)
{
    static const struct {
        const char *cell;
        double value;
    } cells[] = { { "7", 7 }, { " 7.25 ", 7.25 }, { "-0.5", -.5 }, { "+3", 3 }, { ".5", .5 }, { "5.", 5 },
        { "1e3", 1000 }, { "\"8.5\"", 8.5 }, { "0.1", .1 }, { "3.14159265358979312", 3.14159265358979312 },
        { "123456789012345678", 123456789012345678. }, { "0.000001", 1e-6 },
        { "1.7976931348623157e308", 0x1.fffffffffffffp1023 } };
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_autofree char *text = g_strdup_printf("a,b\n%s,1\n", cells[i].cell);
        g_autoptr(Frame) f = parse(text);
        int column = 0;
        g_autofree double *value = frame_numbers(f, &column, 1, NULL);
        ck_assert_msg(value && value[0] == cells[i].value, "%s", cells[i].cell);
    }
}
END_TEST

START_TEST(what_is_missing_is_nan)
{
    g_autoptr(Frame) f = parse("a,b\n,1\nNA,2\nnan,3\n.,4\nn/a,5\n\"\",6\n");
    int column = 0;
    g_autofree double *value = frame_numbers(f, &column, 1, NULL);
    ck_assert_int_eq(frame_rows(f), 6);
    for (int i = 0; i < 6; i++)
        ck_assert_msg(isnan(value[i]), "row %d", i);
}
END_TEST

START_TEST(a_short_row_lacks_its_last_cells)
{
    g_autoptr(Frame) f = parse("a,b,c\n1,2\n");
    int columns[] = { 2, 0 };
    g_autofree double *value = frame_numbers(f, columns, 2, NULL);
    ck_assert(isnan(value[0]) && value[1] == 1);
}
END_TEST

START_TEST(semicolons_tabs_marks_and_line_ends_of_any_kind)
{
    static const char *const files[] = { "\xef\xbb\xbf"
                                         "a;b\r\n1,5;2\r\n\r\n;\r\n3;4,25\r\n",
        "a\tb\n1,5\t2\n3\t4.25", "a,b\r1.5,2\r3,4.25\r", "\"a\",\"b\"\n\"1.5\",2\n3,\"4.25\"\n",
        "\n\na;b\n1.5;2\n3;4,25\n" };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(Frame) f = parse(files[i]);
        int columns[] = { 0, 1 };
        g_autofree double *v = frame_numbers(f, columns, 2, NULL);
        ck_assert_msg(v && frame_rows(f) == 2 && v[0] == 1.5 && v[1] == 2 && v[2] == 3 && v[3] == 4.25, "file %zu", i);
    }
}
END_TEST

START_TEST(an_error_names_line_and_column)
{
    assert_fails("a,b\n1,2\n3,four\n", "x.csv:3: column \"b\": \"four\" is not a number");
    assert_fails("a,b\n\"1\n2\",2\n3,inf\n", "x.csv:2: column \"a\"");
    assert_fails("a,b\n1,2\n\n3,inf\n", "x.csv:4: column \"b\": \"inf\"");
    assert_fails("a,b\n1,85%\n", "\"85%\"");
    assert_fails("a,b\n1,2,3\n", "x.csv:2: the row has 3 cells, but the first row names 2");
    assert_fails("a,b\n1,\"2\n", "x.csv:2: a quote is not closed");
    assert_fails("", "is empty");
    assert_fails("\n \n", "is empty");
    assert_fails("a,b\n\"1,5\",2\n", "is not a number");
    assert_fails("a,b\n1,2e999\n", "is not a number");
}
END_TEST

START_TEST(columns_by_name_position_letter_and_range)
{
    g_autoptr(Frame) f = parse("id,q1,q2,q3,Post Total,pre-test\n1,1,1,1,1,1\n");
    static const struct {
        const char *text;
        int k, first, last;
    } cases[] = { { "q1-q3", 3, 1, 3 }, { "q3-q1", 3, 1, 3 }, { "q3,q1", 2, 3, 1 }, { "2-4", 3, 1, 3 },
        { "B-D", 3, 1, 3 }, { "post total", 1, 4, 4 }, { "pre-test", 1, 5, 5 }, { "q3-pre-test", 3, 3, 5 },
        { "q1 - q2, 6", 3, 1, 5 } };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        int k = 0;
        g_autofree int *columns = frame_select(f, cases[i].text, &k, NULL);
        ck_assert_msg(columns && k == cases[i].k && columns[0] == cases[i].first && columns[k - 1] == cases[i].last,
            "%s", cases[i].text);
    }
}
END_TEST

START_TEST(an_unknown_column_names_the_others_and_the_nearest)
{
    g_autoptr(Frame) f = parse("id,score,score,other\n1,1,1,1\n");
    g_autoptr(GError) error = NULL;
    int k;
    ck_assert_int_eq(frame_find(f, "othr", &error), -1);
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING));
    unit_assert_error(error, "has no column \"othr\", did you mean \"other\"?; there are: id, score, score, other");
    ck_assert_int_eq(frame_find(f, "score", &error), -1);
    unit_assert_error(error, "more than one column \"score\"");
    ck_assert_ptr_null(frame_select(f, "id-zzzzzz", &k, &error));
    unit_assert_error(error, "no column \"zzzzzz\"");
    ck_assert_ptr_null(frame_select(f, "id,1", &k, &error));
    unit_assert_error(error, "\"id\" twice");
    ck_assert_ptr_null(frame_select(f, "9-12", &k, &error));
    unit_assert_error(error, "no column \"9-12\"");
}
END_TEST

START_TEST(groups_are_numbered_in_the_order_of_their_labels)
{
    g_autoptr(Frame) f = parse("arm,site\ncontrol,10\nNA,9\n\"app, new\",10\ncontrol,\n");
    g_auto(GStrv) arms = NULL, sites = NULL;
    g_autofree int *arm = frame_groups(f, 0, &arms), *site = frame_groups(f, 1, &sites);
    ck_assert_str_eq(arms[0], "app, new");
    ck_assert_str_eq(sites[0], "9");
    ck_assert(arm[0] == 1 && arm[1] == -1 && arm[2] == 0 && arm[3] == 1);
    ck_assert(site[0] == 1 && site[1] == 0 && site[2] == 1 && site[3] == -1);
}
END_TEST

START_TEST(texts_come_without_quotes_in_utf8)
{
    g_autoptr(Frame) f = parse("a,b\n\"say \"\"hi\"\"\",caf\xe9\n");
    g_autofree char *a = frame_text(f, 0, 0), *b = frame_text(f, 0, 1), *c = frame_text(f, 0, 1);
    ck_assert_str_eq(a, "say \"hi\"");
    ck_assert_str_eq(b, "café");
    ck_assert_str_eq(c, b);
}
END_TEST

UNIT_MAIN("frame", numbers_are_read_in_the_ways_that_people_write_them, what_is_missing_is_nan,
    a_short_row_lacks_its_last_cells, semicolons_tabs_marks_and_line_ends_of_any_kind, an_error_names_line_and_column,
    columns_by_name_position_letter_and_range, an_unknown_column_names_the_others_and_the_nearest,
    groups_are_numbered_in_the_order_of_their_labels, texts_come_without_quotes_in_utf8)
