/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes against the vectors of RFC 6238, appendix B. */
#include "totp.h"
#include "unit.h"

#include <string.h>

#define KEY "12345678901234567890"
#define SECRET "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" /* the same in base32 */

START_TEST(codes_are_those_of_the_rfc)
{
    static const struct {
        int64_t time;
        uint32_t code;
    } vectors[] = { { 59, 94287082 }, { 1111111109, 7081804 }, { 1111111111, 14050471 }, { 1234567890, 89005924 },
        { 2000000000, 69279037 }, { 20000000000, 65353130 } };
    for (gsize i = 0; i < G_N_ELEMENTS(vectors); i++)
        ck_assert_uint_eq(
            totp_at((const guint8 *)KEY, strlen(KEY), vectors[i].time / TOTP_SECONDS, 8), vectors[i].code);
}
END_TEST

START_TEST(a_phone_may_be_a_step_early_or_late_and_no_more)
{
    ck_assert_int_eq(totp_match(SECRET, "287082", 59, 0), 1);
    ck_assert_int_eq(totp_match(SECRET, " 287 082 ", 59 + 30, 0), 1);
    ck_assert_int_eq(totp_match(SECRET, "287082", 29, 0), 1);
    ck_assert_int_eq(totp_match(SECRET, "287082", 59 + 60, 0), 0);
    ck_assert_int_eq(totp_match(SECRET, "005924", 1234567890, 0), 1234567890 / 30);
}
END_TEST

START_TEST(no_code_is_good_twice)
{
    ck_assert_int_eq(totp_match(SECRET, "287082", 59, 1), 0);
    ck_assert_int_eq(totp_match(SECRET, "287082", 59, 0), 1);
}
END_TEST

START_TEST(what_is_no_code_or_no_secret_matches_nothing)
{
    static const char *const codes[] = { "", "28708", "2870822", "28708a", "-87082", "٢٨٧٠٨٢" };
    for (gsize i = 0; i < G_N_ELEMENTS(codes); i++)
        ck_assert_int_eq(totp_match(SECRET, codes[i], 59, 0), 0);
    ck_assert_int_eq(totp_match("not base32!", "287082", 59, 0), 0);
    ck_assert_int_eq(totp_match("", "287082", 59, 0), 0);
}
END_TEST

START_TEST(a_new_secret_is_new_and_long_enough_and_its_address_is_escaped)
{
    g_autofree char *one = totp_secret(), *two = totp_secret();
    ck_assert_uint_eq(strlen(one), 32);
    ck_assert_str_ne(one, two);
    g_autofree char *uri = totp_uri("Baraza", "Rudo & Co", "ABC");
    ck_assert_str_eq(uri, "otpauth://totp/Baraza:Rudo%20%26%20Co?secret=ABC&issuer=Baraza");
}
END_TEST

UNIT_MAIN("totp", codes_are_those_of_the_rfc, a_phone_may_be_a_step_early_or_late_and_no_more, no_code_is_good_twice,
    what_is_no_code_or_no_secret_matches_nothing, a_new_secret_is_new_and_long_enough_and_its_address_is_escaped)
