/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multipart.h"
#include "unit.h"

#define TYPE "multipart/form-data; boundary=xYz"
#define FIELD(name, value) "--xYz\r\nContent-Disposition: form-data; name=\"" name "\"\r\n\r\n" value "\r\n"
#define FILE_HEAD(name)                                                                                                \
    "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" name "\"\r\nContent-Type: image/png\r\n\r\n"
#define END "--xYz--\r\n"

static Multipart *read_text(const char *type, const char *text, GError **error)
{
    g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));
    return multipart_read(type, body, error);
}

START_TEST(a_form_with_a_file_is_read_as_the_browser_sent_it)
{
    GError *error = NULL;
    g_autoptr(Multipart) form = read_text(TYPE,
        FIELD("text", "one\r\ntwo")
            FILE_HEAD("C:\\pictures\\a \xc3\xa9.png") "PNG\r\n--xY\r\nrest\r\n" FIELD("go", "preview") END,
        &error);
    unit_assert_ok(error);
    ck_assert_str_eq(g_hash_table_lookup(form->fields, "text"), "one\ntwo");
    ck_assert_str_eq(g_hash_table_lookup(form->fields, "go"), "preview");
    ck_assert_str_eq(form->input, "file");
    ck_assert_str_eq(form->name, "a \xc3\xa9.png");
    gsize size = 0;
    const char *bytes = g_bytes_get_data(form->file, &size);
    ck_assert_uint_eq(size, strlen("PNG\r\n--xY\r\nrest"));
    ck_assert_mem_eq(bytes, "PNG\r\n--xY\r\nrest", size);
}
END_TEST

START_TEST(no_file_chosen_is_no_file)
{
    GError *error = NULL;
    g_autoptr(Multipart) form = read_text(TYPE, FIELD("text", "x") FILE_HEAD("") "\r\n" END, &error);
    unit_assert_ok(error);
    ck_assert_ptr_null(form->file);
}
END_TEST

START_TEST(what_no_browser_sends_is_refused_with_a_sentence)
{
    static const struct {
        const char *type, *body, *why;
    } cases[] = {
        { "application/json", "{}", "no boundary" },
        { "multipart/form-data; boundary=a b", FIELD("a", "1") END, "no boundary" },
        { TYPE, "preamble\r\n" FIELD("a", "1") END, "does not begin" },
        { TYPE, FIELD("a", "1"), "cut short" },
        { TYPE, FIELD("a", "1") "--xYz", "a boundary does not end" },
        { TYPE, FIELD("a", "1") END "--xYz--", "behind its end" },
        { TYPE, FIELD("a", "1") FIELD("a", "2") END, "twice" },
        { TYPE, FIELD("a", "\xff") END, "no text" },
        { TYPE, "--xYz\r\nX-Other: 1\r\n\r\nx\r\n" END, "a header that no form has" },
        { TYPE, "--xYz\r\nContent-Type: text/plain\r\n\r\nx\r\n" END, "no name" },
        { TYPE, FILE_HEAD("a\tb.png") "x\r\n" END, "signs that no name has" },
        { TYPE, FILE_HEAD("a.png") "x\r\n" FILE_HEAD("b.png") "y\r\n" END, "more than one file" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        GError *error = NULL;
        g_autoptr(Multipart) form = read_text(cases[i].type, cases[i].body, &error);
        ck_assert_msg(form == NULL, "%s", cases[i].body);
        unit_assert_error(error, cases[i].why);
    }
}
END_TEST

UNIT_MAIN("multipart", a_form_with_a_file_is_read_as_the_browser_sent_it, no_file_chosen_is_no_file,
    what_no_browser_sends_is_refused_with_a_sentence)
