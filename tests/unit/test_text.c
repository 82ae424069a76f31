/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "text.h"

START_TEST(only_whole_utf8_without_nul_passes)
{
    ck_assert(text_is_utf8("", 0) && text_is_utf8("caf\xc3\xa9", 5));
    ck_assert(!text_is_utf8("caf\xc3", 4));
    ck_assert(!text_is_utf8("a\0b", 3));
    ck_assert(!text_is_utf8("\xc0\xaf", 2));
    ck_assert(!text_is_utf8("\xed\xa0\x80", 3));
}
END_TEST

typedef struct {
    const char *text;
    size_t n;
    const char *cut;
} CutRow;

static const CutRow cut_rows[] = {
    { "short", 5, "short" },
    { "too long", 5, "too…" }, /* the blank before the cut goes too */
    { "abcdef", 4, "abc…" },
    { "abc", 0, "" },
    { "abc", 1, "…" },
    { "ab\u0301cd", 3, "a…" },        /* the accent stays with its letter */
    { "a👩‍⚕️bcd", 4, "a…" }, /* woman health worker is four code points */
    { "a👍🏽bcd", 3, "a…" },      /* skin tone */
    { "🇿🇼🇰🇪!", 4, "🇿🇼…" },            /* two flags are four letters */
    { "🇿🇼🇰🇪!", 3, "🇿🇼…" },
    { "🇿🇼🇰🇪!", 2, "…" },
};

START_TEST(a_cut_text_fits_and_splits_no_sequence)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cut_rows); i++) {
        g_autofree char *cut = text_cut(cut_rows[i].text, cut_rows[i].n);
        ck_assert_msg(strcmp(cut, cut_rows[i].cut) == 0, "row %zu: \"%s\"", i, cut);
        ck_assert_uint_le(text_length(cut), cut_rows[i].n);
    }
    ck_assert_uint_eq(text_length("né👍"), 3);
}
END_TEST

START_TEST(texts_that_look_alike_have_one_key)
{
    static const struct {
        const char *text, *key;
    } rows[] = {
        { "  Rapid \t\n Test ", "rapid test" },
        { "CAFÉ", "cafe" },
        { "cafe\u0301", "cafe" },
        { "ＳＴＯＰ", "stop" },         /* full width */
        { "st\u200bo\u00adp", "stop" }, /* zero-width space, soft hyphen */
        { "\u200fSTOP\u200e", "stop" }, /* direction marks of an Arabic phone */
        { "\u2068stop\u2069", "stop" }, /* isolates round a mention */
        { "\ufeffstop", "stop" },
        { "\U000e0061stop", "stop" }, /* tag */
        { "Straße", "strasse" },
        { "İstanbul", "istanbul" },
        { "ﬁne", "fine" },
        { "١٢٣", "123" }, /* Arabic-Indic */
        { "۱۲۳", "123" }, /* Persian */
        { "१२३", "123" }, /* Devanagari */
        { "①", "1" },
        { "a\u00a0b", "a b" },
        { "❤️", "❤" },  /* variation selector */
        { "سَلَام", "سلام" }, /* vowel signs */
        { "한국", "한국" },
        { "", "" },
        { " \u200b ", "" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *key = text_key(rows[i].text), *again = text_key(key);
        ck_assert_msg(strcmp(key, rows[i].key) == 0, "row %zu: \"%s\"", i, key);
        ck_assert_str_eq(again, key);
    }
    g_autofree char *broken = text_key("a\xff");
    ck_assert(text_is_utf8(broken, strlen(broken)));
}
END_TEST

START_TEST(a_word_is_recognised_through_its_punctuation)
{
    static const struct {
        const char *text, *key;
    } rows[] = { { "B)", "b" }, { "(b)", "b" }, { "*STOP*.", "stop" }, { "~stop~", "stop" }, { "`b`", "b" },
        { "\u201cStop!\u201d", "stop" }, { "¿Qué?", "que" }, { "a, c", "a, c" }, { "...", "" }, { "👍", "👍" },
        { "१.", "1" }, { "-5", "5" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *key = text_word_key(rows[i].text);
        ck_assert_msg(strcmp(key, rows[i].key) == 0, "row %zu: \"%s\"", i, key);
    }
}
END_TEST

START_TEST(distance_counts_characters_and_stops_at_its_limit)
{
    ck_assert_uint_eq(text_distance("kitten", "sitting", 9), 3);
    ck_assert_uint_eq(text_distance("kitten", "sitting", 2), 3);
    ck_assert_uint_eq(text_distance("", "abc", 9), 3);
    ck_assert_uint_eq(text_distance("é", "e", 9), 1);
    ck_assert_uint_eq(text_distance("abc", "abcdefghijkl", 4), 5);
    ck_assert_uint_eq(text_distance("same", "same", 0), 0);
}
END_TEST

START_TEST(a_word_is_left_out_but_not_what_holds_it)
{
    static const struct {
        const char *text, *whole, *anywhere;
    } rows[] = {
        { "Thank you, Hope.", "Thank you, ….", "Thank you, …." },
        { "Hope, Hopeful and Hope's hope", "…, Hopeful and …'s hope", "…, …ful and …'s hope" },
        { "nothing", "nothing", "nothing" },
        { "éHope Hopeé", "éHope Hopeé", "é… …é" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        bool found = false;
        g_autofree char *whole = text_leave_out(rows[i].text, "Hope", "…", true, &found);
        g_autofree char *anywhere = text_leave_out(rows[i].text, "Hope", "…", false, NULL);
        ck_assert_str_eq(whole, rows[i].whole);
        ck_assert_str_eq(anywhere, rows[i].anywhere);
        ck_assert_int_eq(found, strcmp(rows[i].whole, rows[i].text) != 0);
    }
    g_autofree char *none = text_leave_out("abc", "", "…", false, NULL);
    ck_assert_str_eq(none, "abc");
}
END_TEST

START_TEST(the_nearest_name_is_found_or_none)
{
    static const char *const names[] = { "title", "text", "item", "release", NULL };
    ck_assert_str_eq(text_nearest("titel", names), "title");
    ck_assert_str_eq(text_nearest("relaese", names), "release");
    ck_assert_str_eq(text_nearest("item", names), "item");
    ck_assert_ptr_null(text_nearest("discussion", names));
    ck_assert_ptr_null(text_nearest("x", names));
    ck_assert_ptr_null(text_nearest("", names));
}
END_TEST

START_TEST(bytes_become_text_and_back)
{
    unsigned char bytes[3] = { 0x00, 0xab, 0xff }, back[3] = { 1, 1, 1 };
    g_autofree char *hex = text_hex(bytes, 3), *none = text_hex(bytes, 0);
    ck_assert_str_eq(hex, "00abff");
    ck_assert_str_eq(none, "");
    ck_assert(text_unhex("00ABff", back, 3) && memcmp(bytes, back, 3) == 0);
    ck_assert(!text_unhex("00abf", back, 3) && !text_unhex("00abfg", back, 3) && !text_unhex("00abff00", back, 3));
    static const struct {
        const char *text, *base32;
    } rows[] = { { "", "" }, { "f", "my" }, { "fo", "mzxq" }, { "foo", "mzxw6" }, { "foob", "mzxw6yq" },
        { "fooba", "mzxw6ytb" }, { "foobar", "mzxw6ytboi" } }; /* RFC 4648 section 10 */
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *base32 = text_base32(rows[i].text, strlen(rows[i].text));
        ck_assert_str_eq(base32, rows[i].base32);
    }
}
END_TEST

START_TEST(secrets_are_equal_or_not)
{
    ck_assert(text_equal_secret("abc", "abc") && text_equal_secret("", ""));
    ck_assert(!text_equal_secret("abc", "abd") && !text_equal_secret("abc", "ab") && !text_equal_secret("", "a"));
}
END_TEST

START_TEST(large_numbers_are_grouped)
{
    static const struct {
        int64_t n;
        const char *text;
    } rows[] = { { 0, "0" }, { 999, "999" }, { 1000, "1,000" }, { -1234567, "-1,234,567" }, { -999, "-999" },
        { INT64_MIN, "-9,223,372,036,854,775,808" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = text_grouped(rows[i].n);
        ck_assert_str_eq(text, rows[i].text);
    }
}
END_TEST

START_TEST(ascii_has_the_key_it_would_have_beside_other_letters)
{
    for (int c = 1; c < 0x80; c++) {
        char plain[] = { 'X', (char)c, (char)c, 'Y', '\0' };
        g_autofree char *beside = g_strconcat(plain, "\xc3\xa9", NULL);
        g_autofree char *key = text_key(plain), *mixed = text_key(beside);
        g_autofree char *expected = g_strconcat(key, "e", NULL);
        ck_assert_msg(g_str_equal(mixed, expected), "character %d: \"%s\", not \"%s\"", c, expected, mixed);
    }
}
END_TEST

UNIT_MAIN("text", ascii_has_the_key_it_would_have_beside_other_letters, only_whole_utf8_without_nul_passes,
    a_cut_text_fits_and_splits_no_sequence, texts_that_look_alike_have_one_key,
    a_word_is_recognised_through_its_punctuation, distance_counts_characters_and_stops_at_its_limit,
    the_nearest_name_is_found_or_none, a_word_is_left_out_but_not_what_holds_it, bytes_become_text_and_back,
    secrets_are_equal_or_not, large_numbers_are_grouped)
