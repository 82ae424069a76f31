/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enrolment files: what is mended, what is refused, and what is said about it. */
#include "admin_enrol.h"
#include "clock.h"
#include "unit.h"

#define TODAY 20779 /* 2026-11-22 */

static const struct {
    const char *cell, *country, *phone, *refused;
} cells[] = {
    { "+263772123456", "ZW", "+263772123456", NULL },
    { "+263772123456", NULL, "+263772123456", NULL },
    { "0772 123 456", "ZW", "+263772123456", NULL },
    { "0772-123-456", "ZW", "+263772123456", NULL },
    { "(0772) 123.456", "ZW", "+263772123456", NULL },
    { "263772123456", "ZW", "+263772123456", NULL },
    { "263772123456.0", "ZW", "+263772123456", NULL },
    { "00263772123456", NULL, "+263772123456", NULL },
    { "+263 (0)772 123 456", NULL, "+263772123456", NULL },
    { "'+263772123456", "ZW", "+263772123456", NULL },
    { "\xe2\x80\xaa+263\xc2\xa0"
      "772123456\xe2\x80\xac",
        "ZW", "+263772123456", NULL },
    { "0712345678", "KE", "+254712345678", NULL },
    { "254712345678", "ZW", "+254712345678", NULL },
    { "082 123 4567", "ZA", "+27821234567", NULL },
    { "84 123 4567", "MZ", "+258841234567", NULL },
    { "0701020304", "CI", "+2250701020304", NULL },
    { "0803 123 4567", "NG", "+2348031234567", NULL },
    { "٠٧٧٢١٢٣٤٥٦", "ZW", "+263772123456", NULL },
    { "+4915112345678", "ZW", "+4915112345678", NULL },
    { "2.63E+11", "ZW", NULL, "rounded the number" },
    { "2,63772E+11", "ZW", NULL, "rounded the number" },
    { "2.63E11", "ZW", NULL, "rounded the number" },
    { "=+263772123456", "ZW", NULL, "holds a formula" },
    { "#####", "ZW", NULL, "too narrow" },
    { "#N/A", "ZW", NULL, "the error #N/A" },
    { "772123456", "ZW", NULL, "cut a leading 0" },
    { "0772123456", NULL, NULL, "not clear which country" },
    { "077212345", "ZW", NULL, "9 digits are no mobile number of ZW" },
    { "+26377212345", "ZW", NULL, "9 digits after +263, this one has 8" },
    { "+0772123456", "ZW", NULL, "no country has numbers like this" },
    { "ask her sister", "ZW", NULL, "is no phone number" },
    { "+", "ZW", NULL, "is no phone number" },
    { "", "ZW", NULL, "no phone number" },
};

START_TEST(a_number_is_mended_or_refused_never_guessed)
{
    for (gsize i = 0; i < G_N_ELEMENTS(cells); i++) {
        bool repaired = false;
        g_autofree char *why = NULL;
        g_autofree char *phone = enrol_phone(cells[i].cell, cells[i].country, &repaired, &why);
        ck_assert_msg(g_strcmp0(phone, cells[i].phone) == 0, "\"%s\" in %s: %s (%s), not %s", cells[i].cell,
            cells[i].country ? cells[i].country : "no country", phone ? phone : "refused", why ? why : "",
            cells[i].phone ? cells[i].phone : "refused");
        ck_assert_msg(!cells[i].refused || strstr(why, cells[i].refused), "\"%s\": \"%s\" does not say \"%s\"",
            cells[i].cell, why ? why : "", cells[i].refused);
        ck_assert_msg(!phone || repaired == (strcmp(cells[i].cell, phone) != 0),
            "\"%s\": a repair is shown, and only a repair", cells[i].cell);
    }
}
END_TEST

static EnrolFile *read_text(const char *text)
{
    static const char *const languages[] = { "en", "sn", NULL };
    const EnrolOptions options = { .country = "ZW", .languages = languages, .today = TODAY };
    g_autoptr(GError) error = NULL;
    EnrolFile *file = enrol_read(text, strlen(text), "nurses.csv", &options, &error);
    ck_assert_msg(file != NULL, "%s", error ? error->message : "");
    return file;
}

static const EnrolLine *line_at(const EnrolFile *file, guint i)
{
    ck_assert_uint_lt(i, file->lines->len);
    return file->lines->pdata[i];
}

START_TEST(columns_of_moodle_and_ours_mean_the_same)
{
    g_autoptr(EnrolFile) moodle = read_text(
        "\xef\xbb\xbfUsername;FirstName ;lastname;lang;institution;group1;idnumber;profile_field_cadre;email\r\n"
        "0772123456;Tendai;Moyo;en_us;Mbare Clinic;A;RN-1;nurse;t@example.org\r\n");
    g_autoptr(EnrolFile) ours = read_text(
        "phone,name,lang,facility,room,registration_no,cadre\n0772123456,Tendai Moyo,EN,Mbare Clinic,A,RN-1,nurse\n");
    for (int i = 0; i < 2; i++) {
        const EnrolRow *row = line_at(i ? ours : moodle, 0)->row;
        ck_assert(row != NULL);
        ck_assert_str_eq(row->phone, "+263772123456");
        ck_assert_str_eq(row->name, "Tendai Moyo");
        ck_assert_str_eq(row->lang, "en");
        ck_assert_str_eq(row->facility, "Mbare Clinic");
        ck_assert_str_eq(row->room, "A");
        ck_assert_str_eq(row->registration, "RN-1");
        ck_assert_str_eq(row->cadre, "nurse");
    }
    ck_assert_uint_eq(moodle->notes->len, 0);
}
END_TEST

START_TEST(a_source_is_a_short_tag)
{
    g_autoptr(EnrolFile) file = read_text("phone,name,source\n0772123456,A,council\n0772123457,B,\n"
                                          "0772123458,C,she was told of it by her matron on a Sunday\n");
    ck_assert_str_eq(line_at(file, 0)->row->source, "council");
    ck_assert_ptr_null(line_at(file, 1)->row->source);
    ck_assert_ptr_null(line_at(file, 2)->row);
    ck_assert(strstr(line_at(file, 2)->refused, "is no tag"));
}
END_TEST

START_TEST(a_row_without_date_and_means_of_opt_in_is_good_and_not_messaged)
{
    static const struct {
        const char *cells;
        int64_t opt_in;
        const char *note;
    } rows[] = {
        { "2026-11-20,paper form", 20777 * (int64_t)DAY, NULL },
        { "20/11/2026,paper form", 20777 * (int64_t)DAY, NULL },
        { "2026-11-20,yes", 20777 * (int64_t)DAY, NULL },
        { "2026-11-20,", 0, "no means of opt-in" },
        { ",paper form", 0, "no date of opt-in" },
        { ",", 0, "no date and means" },
        { "2026-11-20,no", 0, "did not opt in" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strdup_printf("phone,name,consent_date,consent\n0772123456,A,%s\n", rows[i].cells);
        g_autoptr(EnrolFile) file = read_text(text);
        const EnrolLine *line = line_at(file, 0);
        ck_assert_msg(line->row != NULL, "%s: %s", rows[i].cells, line->refused ? line->refused : "");
        ck_assert_msg(line->row->opt_in == rows[i].opt_in, "%s", rows[i].cells);
        ck_assert_msg(!rows[i].note == !line->note, "%s: %s", rows[i].cells, line->note ? line->note : "no note");
        ck_assert_msg(!rows[i].note || strstr(line->note, rows[i].note), "%s: %s", rows[i].cells, line->note);
        ck_assert_uint_eq(file->no_opt_in, rows[i].opt_in == 0);
    }
}
END_TEST

START_TEST(a_bad_row_is_refused_with_its_reason_and_leaves_the_others)
{
    static const struct {
        const char *row, *refused;
    } rows[] = {
        { "0772123456,A,en,2026-11-20,form,", NULL },
        { "0772 123 456,B,en,2026-11-20,form,", "the same number as in line 2" },
        { "0772123457,,en,2026-11-20,form,", "there is no name" },
        { "0772123457,C,fr,2026-11-20,form,", "no language \"fr\"; it has en, sn" },
        { "0772123457,C,en,03/04/2026,form,", "cannot be read; write it as" },
        { "0772123457,C,en,2027-11-20,form,", "lies in the future" },
        { "0772123457,C,en,1900-01-01,form,", "what a spreadsheet makes of a broken date" },
        { "0772123457,C,en,2026-11-20,form,1", "suspended" },
    };
    g_autoptr(GString) text = g_string_new("phone,name,lang,opt_in_date,opt_in_means,suspended\n");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        g_string_append_printf(text, "%s\n", rows[i].row);
    g_string_append(text, ",,,,,\n0772123458,D,sn,2026-11-20,form,0\n");
    g_autoptr(EnrolFile) file = read_text(text->str);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        const EnrolLine *line = line_at(file, (guint)i);
        ck_assert_msg(
            !line->refused == !rows[i].refused, "%s: %s", rows[i].row, line->refused ? line->refused : "good");
        ck_assert_msg(!rows[i].refused || (strstr(line->refused, rows[i].refused) && !line->row), "%s: %s", rows[i].row,
            line->refused);
    }
    ck_assert_uint_eq(file->lines->len, G_N_ELEMENTS(rows) + 1);
    ck_assert_uint_eq(file->good, 2);
    ck_assert_uint_eq(line_at(file, (guint)G_N_ELEMENTS(rows))->line, 11);
}
END_TEST

START_TEST(a_column_nobody_reads_is_named)
{
    g_autoptr(EnrolFile) file = read_text("phone,name,registraton_no,favourite colour\n0772123456,A,1,blue\n");
    ck_assert_uint_eq(file->notes->len, 2);
    ck_assert_msg(
        strstr(file->notes->pdata[0], "did you mean \"registration_no\"") != NULL, "%s", (char *)file->notes->pdata[0]);
    ck_assert_msg(strstr(file->notes->pdata[1], "favourite colour") != NULL, "%s", (char *)file->notes->pdata[1]);
}
END_TEST

START_TEST(a_file_that_is_no_enrolment_is_refused_whole)
{
    static const struct {
        const char *text, *says;
    } files[] = {
        { "", "nurses.csv" },
        { "name,lang\nA,en\n", "no column for phone numbers" },
        { "phone,lang\n0772123456,en\n", "no column for names" },
        { "phone,name\n", "no rows" },
        { "phone,name,phone\n1,2,3\n", "two columns \"phone\"" },
        { "phone,name\n\"0772", "nurses.csv:2" },
    };
    const EnrolOptions options = { .country = "ZW", .today = TODAY };
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(EnrolFile) file = enrol_read(files[i].text, strlen(files[i].text), "nurses.csv", &options, &error);
        ck_assert_msg(file == NULL && error && strstr(error->message, files[i].says), "%s: %s", files[i].text,
            error ? error->message : "read");
    }
}
END_TEST

UNIT_MAIN("enrol_csv", a_number_is_mended_or_refused_never_guessed, columns_of_moodle_and_ours_mean_the_same,
    a_source_is_a_short_tag, a_row_without_date_and_means_of_opt_in_is_good_and_not_messaged,
    a_bad_row_is_refused_with_its_reason_and_leaves_the_others, a_column_nobody_reads_is_named,
    a_file_that_is_no_enrolment_is_refused_whole)
