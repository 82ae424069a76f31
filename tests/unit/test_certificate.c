/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "certificate.h"
#include "clock.h"
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>

#define NOW 1767268800

static cJSON *sample(const char *name, const char *lang)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = g_strdup_printf(
        "{\"lang\":\"%s\",\"heading\":\"Certificate of completion\",\"intro\":\"This is to certify that\","
        "\"name\":\"%s\",\"lines\":[\"Registration number RGN 12345\"],\"verb\":\"has completed the course\","
        "\"title\":\"Keeping mothers and babies in care\","
        "\"facts\":[{\"label\":\"Hours\",\"value\":\"8\"},{\"label\":\"Final test\",\"value\":\"83 %%\"},"
        "{\"label\":\"Dates\",\"value\":\"5 January to 4 March 2026\"}],\"provider\":\"Ward school (C-7)\","
        "\"issued\":\"Issued on 6 March 2026\",\"code_label\":\"Certificate code\",\"code\":\"7K3QXM-9TPW2A-HE04ZB\","
        "\"check\":\"Check it at https://baraza.example.org/check\","
        "\"url\":\"https://baraza.example.org/check/7K3QXM-9TPW2A-HE04ZB\"}",
        lang, name);
    cJSON *paper = json_parse(text, strlen(text), &error);
    unit_assert_ok(error);
    return paper;
}

static GBytes *draw(const char *name, const char *lang)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) paper = sample(name, lang);
    GBytes *pdf = certificate_draw(paper, NOW, &error);
    unit_assert_ok(error);
    return pdf;
}

/* What a poppler tool prints of a PDF. */
static char *poppler(GBytes *pdf, const char *tool, const char *option, const char *after)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    int fd = g_file_open_tmp("baraza-XXXXXX.pdf", &path, &error);
    ck_assert_int_ge(fd, 0);
    g_close(fd, NULL);
    gsize size = 0;
    const char *data = g_bytes_get_data(pdf, &size);
    ck_assert(g_file_set_contents(path, data, (gssize)size, &error));
    char *out = NULL;
    const char *argv[] = { tool, option ? option : path, option ? path : after, option ? after : NULL, NULL };
    ck_assert(g_spawn_sync(NULL, (char **)argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, NULL, NULL, &error));
    unit_assert_ok(error);
    g_unlink(path);
    return out;
}

/* clang-format off */
static const struct {
    const char *lang, *name;
} names[] = {
    { "en", "Tendai Moyo" },
    { "fr", "Aïssatou Kébé-N’Diaye" },
    { "yo", "Olúwaṣẹ̀un Adébáyọ̀" }, /* with combining accents */
    { "am", "አበበ በቀለ ደስታ" },
    { "hi", "श्रद्धा कुलकर्णी" },
    { "ar", "فاطمة الزهراء" },
};
/* clang-format on */

static void check_name(const char *name, const char *lang)
{
    g_autoptr(GBytes) pdf = draw(name, lang);
    ck_assert_uint_lt(g_bytes_get_size(pdf), 200000);
    g_autofree char *text = poppler(pdf, "pdftotext", NULL, "-");
    g_autofree char *fonts = poppler(pdf, "pdffonts", NULL, NULL);
    g_autofree char *plain = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
    g_auto(GStrv) words = g_strsplit(name, " ", -1);
    for (char **word = words; *word; word++) {
        g_autofree char *wanted = g_utf8_normalize(*word, -1, G_NORMALIZE_NFKC);
        ck_assert_msg(strstr(plain, wanted) != NULL, "%s: \"%s\" is not in:\n%s", lang, wanted, plain);
    }
    ck_assert_msg(strstr(plain, "7K3QXM-9TPW2A-HE04ZB") != NULL, "%s: %s", lang, plain);
    ck_assert_msg(strstr(plain, "83 %") != NULL, "%s: %s", lang, plain);
    g_auto(GStrv) lines = g_strsplit(fonts, "\n", -1);
    ck_assert_uint_gt(g_strv_length(lines), 3);
    for (guint i = 2; lines[i] && *lines[i]; i++)
        ck_assert_msg(strstr(lines[i], " yes yes ") != NULL, "%s: not embedded: %s", lang, lines[i]);
}

START_TEST(a_name_is_on_the_paper_in_any_script)
{
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        check_name(names[i].name, names[i].lang);
}
END_TEST

START_TEST(the_same_paper_has_the_same_bytes)
{
    g_autoptr(GBytes) one = draw("Tendai Moyo", "en");
    g_autoptr(GBytes) two = draw("Tendai Moyo", "en");
    g_autoptr(GBytes) other = draw("Tendai Moyo-Ncube", "en");
    ck_assert(g_bytes_equal(one, two));
    ck_assert(!g_bytes_equal(one, other));
}
END_TEST

START_TEST(a_very_long_name_stays_on_one_page)
{
    g_autoptr(GBytes) pdf = draw("Nomathemba Sibusisiwe Thandolwenkosi Mkhwananzi-Ndlovu wa Chimutengwende "
                                 "Ramaphosa-Mapfumo of the second house",
        "en");
    g_autofree char *info = poppler(pdf, "pdfinfo", NULL, NULL);
    ck_assert_msg(strstr(info, "Pages:           1") != NULL, "%s", info);
    g_autofree char *text = poppler(pdf, "pdftotext", NULL, "-");
    ck_assert_msg(strstr(text, "second house") != NULL, "%s", text);
}
END_TEST

START_TEST(the_file_tells_no_other_date_than_its_own)
{
    g_autoptr(GBytes) pdf = draw("Tendai Moyo", "en");
    g_autofree char *info = poppler(pdf, "pdfinfo", "-isodates", NULL);
    ck_assert_msg(strstr(info, "2026-01-01T12:00:00") != NULL, "%s", info);
    ck_assert_msg(strstr(info, "ModDate") == NULL, "%s", info);
}
END_TEST

START_TEST(a_code_is_read_as_people_write_it)
{
    const guint8 random[11] = { 1, 2, 3, 4, 250, 6, 7, 8, 9, 10, 11 };
    g_autofree char *code = certificate_code(random), *printed = certificate_code_print(code);
    ck_assert_uint_eq(strlen(code), CERTIFICATE_CODE);
    ck_assert_uint_eq(strlen(printed), CERTIFICATE_CODE + 2);
    g_autofree char *lower = g_ascii_strdown(printed, -1);
    g_autofree char *spaced = g_strdup_printf("  %.3s %s ", lower, lower + 3);
    g_strdelimit(spaced, "0", 'o');
    g_strdelimit(spaced, "1", 'l');
    g_autofree char *read = certificate_code_read(spaced);
    ck_assert_str_eq(read, code);
    ck_assert_ptr_null(certificate_code_read(""));
    ck_assert_ptr_null(certificate_code_read("7K3QXM-9TPW2A"));
    ck_assert_ptr_null(certificate_code_read("not a code at all!"));
}
END_TEST

START_TEST(one_wrong_character_is_no_code)
{
    static const char signs[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    const guint8 random[11] = { 200, 12, 93, 4, 5, 66, 7, 128, 9, 10, 255 };
    g_autofree char *code = certificate_code(random);
    for (int i = 0; i < CERTIFICATE_CODE; i++) {
        for (const char *s = signs; *s; s++) {
            g_autofree char *other = g_strdup(code);
            other[i] = *s;
            g_autofree char *read = certificate_code_read(other);
            ck_assert_msg((read != NULL) == (*s == code[i]), "%s for %s", other, code);
        }
    }
}
END_TEST

static Store *open_store(void)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(":memory:", NULL, &error);
    ck_assert(store && store_create(store, certificate_schema, &error));
    return store;
}

static Certificate *issue(Store *store, int64_t enrolment, const char *code, GError **error)
{
    g_autoptr(Certificate) c = g_new0(Certificate, 1);
    g_autoptr(StoreTx) tx = store_begin(store, error);
    c->cohort = 1;
    c->enrolment = enrolment;
    c->issued = NOW;
    c->code = g_strdup(code);
    c->sha256 = g_strdup("abc");
    c->printed = g_bytes_new("sealed", 6);
    if (!certificate_add(store, c, NOW + DAY, error) || !store_commit(g_steal_pointer(&tx), error))
        return NULL;
    return g_steal_pointer(&c);
}

START_TEST(a_learner_holds_one_that_is_valid)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(Certificate) first = issue(store, 7, "A", &error);
    ck_assert(first != NULL);
    ck_assert_ptr_null(issue(store, 7, "B", &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
    g_clear_error(&error);
    bool changed = false;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(certificate_revoke(store, first->id, "by mistake", NOW + 5, &changed, &error) && changed);
    ck_assert(certificate_revoke(store, first->id, "again", NOW + 9, &changed, &error) && !changed);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(Certificate) second = issue(store, 7, "B", &error);
    ck_assert(second != NULL);
    g_autoptr(Certificate) old = certificate_find(store, "A", &error);
    ck_assert_int_eq(old->revoked, NOW + 5);
    ck_assert_str_eq(old->reason, "by mistake");
    ck_assert_ptr_null(certificate_find(store, "C", &error));
    unit_assert_ok(error);
}
END_TEST

START_TEST(an_earlier_look_is_not_put_off)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    int64_t at = 0;
    ck_assert(certificate_look(store, 7, NOW, &error) && certificate_look(store, 7, NOW + DAY, &error));
    ck_assert(certificate_next(store, &at, &error));
    ck_assert_int_eq(at, NOW);
    ck_assert(certificate_looked(store, 7, NOW + DAY, &error) && certificate_next(store, &at, &error));
    ck_assert_int_eq(at, NOW + DAY);
    ck_assert(certificate_looked(store, 7, INT64_MAX, &error) && certificate_next(store, &at, &error));
    ck_assert_int_eq(at, INT64_MAX);
    unit_assert_ok(error);
}
END_TEST

UNIT_MAIN("certificate", a_name_is_on_the_paper_in_any_script, the_same_paper_has_the_same_bytes,
    a_very_long_name_stays_on_one_page, the_file_tells_no_other_date_than_its_own, a_code_is_read_as_people_write_it,
    one_wrong_character_is_no_code, a_learner_holds_one_that_is_valid, an_earlier_look_is_not_put_off)
