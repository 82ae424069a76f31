/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "error.h"
#include "json_doc.h"

#include <math.h>

/* A document says the same of the same bytes; `exact` has none behind `size`, and the block is full to its end. */
static void same_as_document(const char *bytes, gsize size, const cJSON *value, const GError *error)
{
    g_autoptr(GError) other = NULL;
    g_autofree char *exact = g_memdup2(bytes, size);
    g_autoptr(JsonDoc) doc = json_doc_parse(exact, size, &other);
    ck_assert_int_eq(doc != NULL, value != NULL);
    ck_assert_int_eq(other != NULL, error != NULL);
    if (error)
        ck_assert_str_eq(other->message, error->message);
    if (value) {
        g_autofree char *one = json_text(value), *same = json_text(json_doc_root(doc));
        ck_assert_str_eq(one, same);
    }
}

static cJSON *parse(const char *bytes, gsize size, GError **error)
{
    GError *own = NULL;
    cJSON *value = json_parse(bytes, size, &own);
    same_as_document(bytes, size, value, own);
    if (own)
        g_propagate_error(error, own);
    return value;
}

static cJSON *parsed(const char *text)
{
    GError *error = NULL;
    cJSON *value = parse(text, strlen(text), &error);
    unit_assert_ok(error);
    return value;
}

START_TEST(what_is_json_is_taken)
{
    static const char *const texts[] = { "0", "-0.5e+10", "\"\"", " [ ] ", "{}", "[1,2,{\"a\":[]}]", "null", "true",
        "{\"\":{\"b\":[[],{}]}}", "\"\\u00e9 \\ud83d\\ude00 \\\\u0000\"", "[[[]],[]]", "1E5" };
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(cJSON) value = parsed(texts[i]);
        ck_assert_msg(value != NULL, "%s", texts[i]);
    }
}
END_TEST

START_TEST(what_is_not_json_is_refused_with_the_byte)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        { "", "there is nothing" },
        { " ", "value is expected" },
        { "{\"a\":1} x", "byte 8: something follows" },
        { "{}{}", "byte 2: something follows" },
        { "[1,]", "byte 3: a value" },
        { "{\"a\":1,}", "byte 7: a string" },
        { "{a:1}", "byte 1: a string" },
        { "{\"a\" 1}", "byte 5: a colon" },
        { "[1 2]", "byte 3: a comma" },
        { "[1}", "byte 2: a comma" },
        { "[1", "byte 2: a bracket is not closed" },
        { "\"a", "byte 2: a string is not closed" },
        { "\"a\nb\"", "byte 2: a control" },
        { "\"\\x\"", "byte 2: an unknown escape" },
        { "\"\\u0000\"", "\\u0000" },
        { "{\"\\u0000\":1}", "\\u0000" },
        { "\"\\ud83d\"", "surrogate" },
        { "\"\\ude00\"", "surrogate" },
        { "\"\\ud83d\\u0041\"", "surrogate" },
        { "\"\\u12\"", "hex" },
        { "01", "byte 1: something" },
        { "1.", "digit" },
        { "-", "digit" },
        { "+1", "value" },
        { "1e", "digit" },
        { ".5", "value" },
        { "NaN", "value" },
        { "tru", "value" },
        { "nulll", "something follows" },
        { "'a'", "value" },
        { "\"\xff\"", "byte 1: not valid UTF-8" },
        { "\xef\xbb\xbf{}", "byte 0: a value" },
        { "[1]/* */", "something" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        ck_assert_msg(!parse(rows[i].text, strlen(rows[i].text), &error), "row %zu: %s", i, rows[i].text);
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT));
        unit_assert_error(error, rows[i].says);
    }
}
END_TEST

START_TEST(only_the_given_bytes_are_read)
{
    g_autoptr(cJSON) value = parse("[1]garbage", 3, NULL);
    ck_assert_ptr_nonnull(value);
    GError *error = NULL;
    ck_assert_ptr_null(parse("[1]\0", 4, &error));
    unit_assert_error(error, "UTF-8");
    char *exact = g_memdup2("\"ab\"", 4); /* without a NUL: a read beyond it is an overflow */
    g_autoptr(cJSON) text = parse(exact, 4, NULL);
    ck_assert_str_eq(cJSON_GetStringValue(text), "ab");
    g_free(exact);
}
END_TEST

static char *nested(int depth)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < depth; i++)
        g_string_append(text, i % 2 ? "{\"a\":" : "[");
    g_string_append(text, "1");
    for (int i = depth - 1; i >= 0; i--)
        g_string_append_c(text, i % 2 ? '}' : ']');
    return g_string_free(text, FALSE);
}

START_TEST(sixty_four_levels_pass_and_one_more_does_not)
{
    g_autofree char *deep = nested(64), *deeper = nested(65), *abyss = g_strnfill(1000000, '[');
    g_autoptr(cJSON) value = parsed(deep);
    ck_assert_ptr_nonnull(value);
    GError *error = NULL;
    ck_assert_ptr_null(parse(deeper, strlen(deeper), &error));
    unit_assert_error(error, "64 deep");
    ck_assert_ptr_null(parse(abyss, strlen(abyss), &error));
    unit_assert_error(error, "64 deep");
}
END_TEST

START_TEST(members_are_found_by_path_and_type)
{
    g_autoptr(cJSON) v = parsed("{\"text\":{\"body\":\"hi\"},\"errors\":[{\"code\":131026},{\"code\":\"7\"}],"
                                "\"id\":1234567890123,\"half\":0.5,\"yes\":true,\"Text\":\"other\"}");
    ck_assert_str_eq(json_string(v, "text.body"), "hi");
    ck_assert_ptr_null(json_string(v, "text.none"));
    ck_assert_ptr_null(json_string(v, "text"));
    ck_assert_ptr_null(json_string(v, "TEXT"));
    ck_assert_int_eq(json_int(v, "errors.0.code", -1), 131026);
    ck_assert_int_eq(json_int(v, "errors.1.code", -1), 7);
    ck_assert_int_eq(json_int(v, "errors.2.code", -1), -1);
    ck_assert_int_eq(json_int(v, "errors.x.code", -1), -1);
    ck_assert_int_eq(json_int(v, "half", -1), -1);
    ck_assert_double_eq(json_double(v, "half", 0), 0.5);
    ck_assert(json_bool(v, "yes", false) && !json_bool(v, "half", false));
    g_autofree char *id = json_id(v, "id"), *code = json_id(v, "errors.1.code"), *none = json_id(v, "yes");
    ck_assert_str_eq(id, "1234567890123");
    ck_assert_str_eq(code, "7");
    ck_assert_ptr_null(none);
}
END_TEST

START_TEST(a_needed_member_that_is_not_there_is_named)
{
    g_autoptr(cJSON) v = parsed("{\"a\":{\"b\":1}}");
    GError *error = NULL;
    int64_t n = 0;
    ck_assert_ptr_null(json_need_string(v, "a.c", &error));
    unit_assert_error(error, "\"a.c\" is missing");
    ck_assert_ptr_null(json_need_string(v, "a.b", &error));
    unit_assert_error(error, "\"a.b\" is not a text");
    ck_assert(json_need_int(v, "a.b", &n, &error) && n == 1);
    ck_assert(!json_need_int(v, "a", &n, &error));
    unit_assert_error(error, "\"a\" is not a whole number");
    ck_assert(!json_need_int(v, "z", &n, &error));
    unit_assert_error(error, "\"z\" is missing");
}
END_TEST

START_TEST(integers_of_64_bits_survive_the_way_out_and_in)
{
    static const int64_t values[] = { 0, -1, INT64_C(9007199254740992), INT64_C(9007199254740993), INT64_MAX,
        INT64_MIN };
    for (gsize i = 0; i < G_N_ELEMENTS(values); i++) {
        g_autoptr(cJSON) object = json_put_int(cJSON_CreateObject(), "n", values[i]);
        g_autofree char *text = json_text(object);
        g_autoptr(cJSON) back = parsed(text);
        ck_assert_int_eq(json_int(back, "n", 5), values[i]);
    }
}
END_TEST

START_TEST(numbers_come_out_as_they_went_in)
{
    static const struct {
        double number;
        const char *text;
    } rows[] = { { 0.1, "0.1" }, { 1.0 / 3, "0.3333333333333333" }, { 1e21, "1e+21" }, { -0.5, "-0.5" }, { 12, "12" },
        { 0.1 + 0.2, "0.30000000000000004" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(cJSON) number = cJSON_CreateNumber(rows[i].number);
        g_autofree char *text = json_text(number);
        ck_assert_str_eq(text, rows[i].text);
    }
    g_autoptr(cJSON) object = json_put_double(cJSON_CreateObject(), "n", NAN);
    g_autofree char *text = json_text(object);
    ck_assert_str_eq(text, "{\"n\":null}");
}
END_TEST

START_TEST(building_is_compact_and_keeps_order)
{
    g_autoptr(cJSON) object = cJSON_CreateObject();
    json_put(json_put_bool(json_put_double(object, "d", 0.1), "b", false), "t", "a\"\x01\n\\é");
    json_put(object, "none", NULL);
    json_put_item(object, "list", json_put_item(cJSON_CreateArray(), NULL, cJSON_CreateNumber(2)));
    g_autofree char *text = json_text(object);
    ck_assert_str_eq(text, "{\"d\":0.1,\"b\":false,\"t\":\"a\\\"\\u0001\\n\\\\é\",\"list\":[2]}");
}
END_TEST

/* Strings are read eight bytes at a time: each kind of end must be seen at each place. */
START_TEST(a_string_is_read_wherever_its_escapes_stand)
{
    static const struct {
        const char *escape, *means;
    } rows[] = { { "", "" }, { "\\n", "\n" }, { "\\\"", "\"" }, { "\\\\", "\\" }, { "\\/", "/" },
        { "\\b\\f\\r\\t", "\b\f\r\t" }, { "\\u00e9", "é" }, { "\\u20AC", "€" }, { "\\ud83d\\ude00x", "😀x" },
        { "é€😀", "é€😀" } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        for (int before = 0; before < 19; before++)
            for (int after = 0; after < 10; after++) {
                g_autofree char *a = g_strnfill((gsize)before, '~'), *z = g_strnfill((gsize)after, ' ');
                g_autofree char *text = g_strdup_printf("{\"%s\" : \"%s%s%s\"}", rows[i].escape, a, rows[i].escape, z);
                g_autofree char *means = g_strconcat(a, rows[i].means, z, NULL);
                g_autofree char *exact = g_memdup2(text, strlen(text));
                g_autoptr(cJSON) value = parse(exact, strlen(text), NULL);
                ck_assert_msg(value != NULL, "%s", text);
                ck_assert_str_eq(value->child->string, rows[i].means);
                ck_assert_str_eq(value->child->valuestring, means);
                g_autofree char *again = json_text(value);
                g_autoptr(cJSON) back = parsed(again);
                ck_assert(cJSON_Compare(value, back, true));
            }
}
END_TEST

START_TEST(a_byte_that_may_not_stand_in_a_string_is_seen_at_each_place)
{
    static const char *const says[] = { "UTF-8", "control", "control", "UTF-8", "not closed" };
    static const char bad[] = { '\0', '\x01', '\x1f', '\xff', '\0' };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        for (int before = 0; before < 19; before++) {
            GError *error = NULL;
            g_autofree char *a = g_strnfill((gsize)before, 'a');
            g_autofree char *text = g_strdup_printf("\"%s_%s\"", a, a);
            text[before + 1] = bad[i];
            gsize size = i == 4 ? (gsize)before + 1 : strlen(a) * 2 + 3;
            ck_assert_ptr_null(parse(text, size, &error));
            unit_assert_error(error, says[i]);
        }
}
END_TEST

START_TEST(a_tree_can_be_changed_after_it_was_read)
{
    g_autoptr(cJSON) value = parsed("[{\"a\":1,\"b\":[true,false,null]},-0.25,123456789012345,1234567890123456]");
    cJSON_AddItemToArray(value, cJSON_CreateString("z"));
    cJSON_DeleteItemFromArray(value->child->child->next, 1);
    cJSON_DeleteItemFromObjectCaseSensitive(value->child, "a");
    g_autofree char *text = json_text(value);
    ck_assert_str_eq(text, "[{\"b\":[true,null]},-0.25,123456789012345,1234567890123456,\"z\"]");
    ck_assert_int_eq(cJSON_GetArrayItem(value, 2)->valueint, INT_MAX);
}
END_TEST

UNIT_MAIN("json", a_string_is_read_wherever_its_escapes_stand,
    a_byte_that_may_not_stand_in_a_string_is_seen_at_each_place, a_tree_can_be_changed_after_it_was_read,
    what_is_json_is_taken, what_is_not_json_is_refused_with_the_byte, only_the_given_bytes_are_read,
    sixty_four_levels_pass_and_one_more_does_not, members_are_found_by_path_and_type,
    a_needed_member_that_is_not_there_is_named, integers_of_64_bits_survive_the_way_out_and_in,
    numbers_come_out_as_they_went_in, building_is_compact_and_keeps_order)
