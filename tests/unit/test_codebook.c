/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codebooks in both forms: what is written is read again, and what is wrong is said with its line. */
#include "codebook.h"
#include "unit.h"

#include <math.h>

static Codebook *read_as(const char *text, const char *name, GPtrArray *notes, GError **error)
{
    return codebook_read(text, strlen(text), name, NULL, notes, error);
}

START_TEST(every_shipped_book_is_read_and_written_and_read_the_same)
{
    int n = 0;
    for (const EmbeddedFile *file = codebook_files; file->name; file++, n++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Codebook) book = codebook_read(file->data, file->size, file->name, NULL, NULL, &error);
        ck_assert_msg(book != NULL, "%s", error ? error->message : "");
        g_autofree char *name = g_strconcat(book->id, ".xml", NULL), *own = codebook_write(book);
        ck_assert_str_eq(name, file->name);
        g_autoptr(Codebook) again = read_as(own, "again.xml", NULL, &error);
        ck_assert_msg(again != NULL, "%s: %s\n%s", file->name, error ? error->message : "", own);
        g_autofree char *twice = codebook_write(again);
        ck_assert_str_eq(own, twice);
        for (guint i = 0; i < book->codes->len; i++) {
            const Code *code = book->codes->pdata[i];
            ck_assert_int_eq(codebook_find(book, code->id), (int)i);
            ck_assert(*code_title(book, code, "sw"));
        }
    }
    ck_assert_int_eq(n, 10);
}
END_TEST

START_TEST(a_qdc_brings_back_all_that_was_in_the_book)
{
    for (const EmbeddedFile *file = codebook_files; file->name; file++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
        g_autoptr(Codebook) book = codebook_read(file->data, file->size, file->name, NULL, NULL, &error);
        g_autofree char *qdc = codebook_write_qdc(book, "Baraza");
        g_autoptr(Codebook) again = read_as(qdc, "x.qdc", notes, &error);
        ck_assert_msg(again != NULL, "%s: %s\n%s", file->name, error ? error->message : "", qdc);
        ck_assert_uint_eq(notes->len, 0);
        g_autofree char *second = codebook_write_qdc(again, "Baraza");
        ck_assert_str_eq(qdc, second);
        g_autofree char *ours = codebook_write(book), *back = codebook_write(again);
        ck_assert_str_eq(ours, back);
        ck_assert_str_eq(again->id, book->id);
        ck_assert_uint_eq(again->codes->len, book->codes->len);
        for (guint i = 0; i < book->codes->len; i++) {
            const Code *a = book->codes->pdata[i], *b = again->codes->pdata[i];
            ck_assert_str_eq(a->id, b->id);
            ck_assert_str_eq(code_summary(book, a, NULL), code_summary(again, b, NULL));
            ck_assert(a->parent == b->parent && a->codable == b->codable && a->one == b->one &&
                      a->ordinal == b->ordinal && a->alarm == b->alarm);
            ck_assert(a->points == b->points || (isnan(a->points) && isnan(b->points)));
            ck_assert(a->expected == b->expected || (isnan(a->expected) && isnan(b->expected)));
        }
    }
}
END_TEST

/* As another program writes one: braces, a byte-order mark, codes under codes, a set, names alike, no description. */
#define FOREIGN                                                                                                        \
    "\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\" "            \
    "origin=\"Other 7\"><Codes>"                                                                                       \
    "<Code guid=\"{6F9619FF-8B86-D011-B42D-00C04FC964FF}\" name=\"Émotion &amp; joie\" isCodable=\"true\" "           \
    "color=\"#f0A\"><Description>Two\nlines</Description><Code guid=\"00000000-0000-0000-0000-000000000001\" "         \
    "name=\"Joie\" isCodable=\"true\"/></Code>"                                                                        \
    "<Code guid=\"00000000-0000-0000-0000-000000000002\" name=\"Joie\" isCodable=\"1\"/></Codes>"                      \
    "<Sets><Set guid=\"00000000-0000-0000-0000-000000000003\" name=\"s\"/></Sets></CodeBook>"

START_TEST(a_book_of_another_program_is_read)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Codebook) book = read_as(FOREIGN, "dir/My codes.qdc", notes, &error);
    ck_assert_msg(book != NULL, "%s", error ? error->message : "");
    ck_assert_str_eq(book->id, "my-codes");
    ck_assert_uint_eq(book->codes->len, 3);
    const Code *first = book->codes->pdata[0], *second = book->codes->pdata[1], *third = book->codes->pdata[2];
    ck_assert_str_eq(first->guid, "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    ck_assert_str_eq(first->color, "#ff00AA");
    ck_assert_str_eq(code_title(book, first, NULL), "Émotion & joie");
    ck_assert_str_eq(code_summary(book, first, NULL), "Two\nlines");
    ck_assert_int_eq(second->parent, 0);
    ck_assert(first->codable && second->codable && third->codable);
    ck_assert_str_eq(second->id, "joie");
    ck_assert_str_eq(third->id, "joie-2");
    ck_assert_uint_eq(notes->len, 1);
    ck_assert_ptr_nonnull(strstr(notes->pdata[0], "a set of codes was left out"));
    g_autofree char *own = codebook_write(book);
    g_autoptr(Codebook) again = read_as(own, "own.xml", NULL, &error);
    ck_assert_msg(again != NULL, "%s\n%s", error ? error->message : "", own);
    ck_assert_str_eq(((const Code *)again->codes->pdata[0])->guid, first->guid);
}
END_TEST

START_TEST(what_is_no_codebook_is_refused_with_its_line)
{
#define BOOK "<codebook xmlns=\"urn:baraza:course:1\" id=\"b\">\n<title>B</title>\n"
    static const struct {
        const char *text, *says;
    } bad[] = {
        { "<html/>", "neither <codebook> of ours nor <CodeBook>" },
        { BOOK "</codebook>", "f:1: " },
        { BOOK "<code id=\"a\"><title>A</title></code>\n<code id=\"a\"><title>A</title></code></codebook>",
            "f:4: the code \"a\" is there twice" },
        { BOOK "<code id=\"a\" choose=\"two\"><title>A</title></code></codebook>", "f:3: " },
        { BOOK "<code id=\"a\" codable=\"false\"><title>A</title></code></codebook>", "no code can be given" },
        { "<CodeBook xmlns=\"urn:QDA-XML:codebook:1.0\"/>", "f:1: the <CodeBook> has no <Codes>" },
        { "<CodeBook><Codes/></CodeBook>", "no code can be given" },
        { "<!DOCTYPE x><CodeBook/>", "DOCTYPE" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(Codebook) book = read_as(bad[i].text, "f", NULL, &error);
        ck_assert_msg(!book, "%s was read", bad[i].text);
        unit_assert_error(error, bad[i].says);
    }
}
END_TEST

START_TEST(a_guid_is_made_of_the_ids)
{
    g_autofree char *a = codebook_guid("iam", "phase1"), *b = codebook_guid("iam", "phase1"),
                    *c = codebook_guid("iam", NULL);
    ck_assert_str_eq(a, b);
    ck_assert_str_ne(a, c);
    ck_assert(g_uuid_string_is_valid(a) && g_uuid_string_is_valid(c));
    ck_assert_int_eq(a[14], '5');
}
END_TEST

START_TEST(the_phases_exclude_each_other_and_have_an_order)
{
    g_autoptr(Codebook) iam = codebook_shipped("iam"), coi = codebook_shipped("coi");
    ck_assert(iam && coi && !codebook_shipped("no-such"));
    ck_assert(codebook_excludes(iam, -1) && codebook_ordered(iam, -1));
    ck_assert(!codebook_excludes(coi, -1) && codebook_excludes(coi, codebook_find(coi, "cognitive")));
    ck_assert_double_eq_tol(((const Code *)iam->codes->pdata[0])->expected, .65, 1e-12);
    ck_assert(!((const Code *)coi->codes->pdata[0])->codable);
}
END_TEST

UNIT_MAIN("codebook", every_shipped_book_is_read_and_written_and_read_the_same,
    a_qdc_brings_back_all_that_was_in_the_book, a_book_of_another_program_is_read,
    what_is_no_codebook_is_refused_with_its_line, a_guid_is_made_of_the_ids,
    the_phases_exclude_each_other_and_have_an_order)
