/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Data forms: their files, what messages answer, which values fit. */
#include "rng.h"
#include "sheet.h"
#include "unit.h"

#define FORM                                                                                                           \
    "# each month\ntitle = Monthly report\nwomen = number 0-500: How many women came?\n"                               \
    "weight = decimal 0-50: Mean weight of the babies?\ntests = choice yes/no/some: Tests in stock?\n"                 \
    "visit = date: Last supervision?\nremarks = text: What else?\n"

static SheetForm *form_of(const char *text)
{
    g_autoptr(GError) error = NULL;
    SheetForm *form = sheet_form_read(text, &error);
    unit_assert_ok(error);
    return form;
}

START_TEST(a_form_is_read_and_what_is_wrong_in_it_is_named_with_its_line)
{
    static const char *const bad[][2] = { { "women = number 0-500: How many?\n", "the title is missing" },
        { "title = T\n", "it asks nothing" },
        { "title = T\nx = number: How many?\n", "line 2: a number needs its range" },
        { "title = T\nx = number 9-1: How many?\n", "needs its range" },
        { "title = T\nx = choice yes: ?\n", "2 to 10" },
        { "title = T\nx = choice yes/no/Yes: ?\n", "each another word" }, { "", "line 1: the title is missing" },
        { "title = T\nX = date: When?\n", "no new name" }, { "title = T\nx = date: A?\nx = date: B?\n", "line 3" },
        { "title = T\nx = phone: Which?\n", "no kind of answer" }, { "title = T\nx = date\n", "question is missing" },
        { "title = T\nhello\n", "write it as" } };
    g_autoptr(SheetForm) form = form_of(FORM);
    ck_assert_str_eq(form->title, "Monthly report");
    ck_assert_int_eq(form->fields->len, 5);
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(SheetForm) none = sheet_form_read(bad[i][0], &error);
        ck_assert_msg(!none && error, "%s", bad[i][0]);
        unit_assert_error(error, bad[i][1]);
    }
}
END_TEST

static char *heard(const char *text)
{
    g_autoptr(GArray) said = sheet_said(text, 5);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < said->len; i++) {
        const SheetSaid *s = &g_array_index(said, SheetSaid, i);
        g_string_append_printf(out, "%d=%s;", s->number, s->value);
    }
    return g_string_free(out, FALSE);
}

START_TEST(answers_are_heard_in_one_message_or_line_by_line)
{
    static const char *const said[][2] = { { "1: 12 2: 4,5 3: yes", "1=12;2=4,5;3=yes;" },
        { "1. 12\n2) 3.4\n5: all is well, at 12:30", "1=12;2=3.4;5=all is well, at 12:30;" },
        { " 3 = no, 1=7;", "3=no;1=7;" }, { "1: 2 1: 3", "1=3;" }, { "1:12", "1=12;" }, { "12 women came", "" },
        { "1.5 is the mean", "" }, { "9: x", "" }, { "yes", "" }, { "", "" }, { "2:", "2=;" },
        { "1: 5\n\n4: 5/12/2026", "1=5;4=5/12/2026;" } };
    for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
        g_autofree char *is = heard(said[i][0]);
        ck_assert_msg(g_str_equal(is, said[i][1]), "%s: %s", said[i][0], is);
    }
}
END_TEST

START_TEST(a_value_that_fits_is_kept_in_one_form_and_another_is_none)
{
    static const struct {
        int field;
        const char *said, *kept;
    } values[] = { { 0, "12", "12" }, { 0, " 0 ", "0" }, { 0, "-0", "0" }, { 0, "501", NULL }, { 0, "-1", NULL },
        { 0, "1.5", NULL }, { 0, "many", NULL }, { 0, "", NULL }, { 0, "١٢", "12" }, { 1, "3,4", "3.4" },
        { 1, "3.25", "3.25" }, { 1, "1,234", NULL }, { 2, "YES", "yes" }, { 2, "y", "yes" }, { 2, "Some!", "some" },
        { 2, "maybe", NULL }, { 2, "", NULL }, { 3, "5/12/2026", "2026-12-05" }, { 3, "2026-12-05", "2026-12-05" },
        { 3, "31/2/2026", NULL }, { 3, "yesterday", NULL }, { 4, "No gloves", "No gloves" }, { 4, "  ", NULL } };
    g_autoptr(SheetForm) form = form_of(FORM);
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *kept = sheet_check(form->fields->pdata[values[i].field], values[i].said, NULL);
        ck_assert_msg(g_strcmp0(kept, values[i].kept) == 0, "%s: %s", values[i].said, kept ? kept : "none");
    }
    g_autoptr(SheetForm) large = form_of("title = T\nx = number 0-100000: N?\n");
    g_autofree char *n = sheet_check(large->fields->pdata[0], "12,500", NULL),
                    *m = sheet_check(large->fields->pdata[0], "12 500", NULL);
    ck_assert_str_eq(n, "12500");
    ck_assert_str_eq(m, "12500");
}
END_TEST

/* Kilograms to the gram: a machine that takes twelve and a half for twelve thousand asks in vain, or keeps it. */
START_TEST(a_lone_sign_is_what_the_field_and_the_language_make_of_it)
{
    static const struct {
        bool decimals;
        const char *lang, *said, *kept;
    } values[] = { { true, NULL, "12.500", "12.5" }, { true, "fr", "12,500", "12.5" },
        { true, "fr", "12.500", "12500" }, { true, "en", "12,500", "12500" }, { true, "pt", "1.234,5", "1234.5" },
        { false, NULL, "12.500", "12500" }, { false, "fr", "12,500", "12500" }, { false, NULL, "12.5", NULL } };
    g_autoptr(SheetForm) form = form_of("title = T\nx = decimal 0-100000: Weight?\ny = number 0-100000: People?\n");
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autofree char *kept = sheet_check(form->fields->pdata[!values[i].decimals], values[i].said, values[i].lang);
        ck_assert_msg(g_strcmp0(kept, values[i].kept) == 0, "%s in %s: %s", values[i].said,
            values[i].lang ? values[i].lang : "no language", kept ? kept : "none");
    }
}
END_TEST

/* Births in a province, or a budget: no figure is rounded, and none is told as 1e+06. */
START_TEST(large_numbers_keep_all_their_digits)
{
    g_autoptr(SheetForm) form =
        form_of("title = T\nx = decimal 0-1000000000: Budget?\ny = number 0-10000000: People?\n");
    g_autofree char *x = sheet_check(form->fields->pdata[0], "12345678,5", NULL),
                    *y = sheet_check(form->fields->pdata[1], "9,876,543", "en"),
                    *range = sheet_range(form->fields->pdata[0]);
    ck_assert_str_eq(x, "12345678.5");
    ck_assert_str_eq(y, "9876543");
    ck_assert_str_eq(range, "0 - 1000000000");
}
END_TEST

START_TEST(whatever_is_written_is_read_or_refused)
{
    static const char *const pieces[] = { "title", "=", "number", "0-9", ":", " ", "\n", "choice", "/", "1",
        "2:", "19)", ".", "é", "x", ",", "date", "-", "#", "٣" };
    Rng rng = rng_stream(1, "sheet");
    for (int i = 0; i < 3000; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (uint64_t n = rng_below(&rng, 24); n; n--)
            g_string_append(text, pieces[rng_below(&rng, G_N_ELEMENTS(pieces))]);
        g_autoptr(GError) error = NULL;
        g_autoptr(SheetForm) form = sheet_form_read(text->str, &error);
        ck_assert_msg((form == NULL) == (error != NULL), "%s", text->str);
        g_autoptr(GArray) said = sheet_said(text->str, 20);
        for (guint k = 0; k < said->len; k++) {
            const SheetSaid *one = &g_array_index(said, SheetSaid, k);
            ck_assert_msg(one->number >= 1 && one->number <= 20 && one->value, "%s", text->str);
        }
    }
}
END_TEST

UNIT_MAIN("sheet", whatever_is_written_is_read_or_refused,
    a_form_is_read_and_what_is_wrong_in_it_is_named_with_its_line, answers_are_heard_in_one_message_or_line_by_line,
    a_value_that_fits_is_kept_in_one_form_and_another_is_none,
    a_lone_sign_is_what_the_field_and_the_language_make_of_it, large_numbers_keep_all_their_digits)
