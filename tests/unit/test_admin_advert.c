/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Course adverts, as a coordinator makes them and keeps the list of who hears of courses. */
#include "admin_world.h"
#include "advert.h"

#define AGREED(at)                                                                                                     \
    "{\"rows\":[{\"line\":2,\"phone\":\"+263772123456\",\"name\":\"Tendai\",\"opt_in\":" at                            \
    ",\"opt_in_means\":\"signed sheet\"}]}"
#define MAKE "{\"advert\":\"a1\",\"cohort\":\"c1\",\"text\":\"Two weeks, free.\"}"

static int64_t on_the_list(World *w)
{
    g_autoptr(GArray) all = advert_members(w->store, NULL);
    ck_assert_ptr_nonnull(all);
    return all->len;
}

static int64_t adverts(World *w)
{
    g_autoptr(GPtrArray) all = advert_list(w->store, NULL);
    ck_assert_ptr_nonnull(all);
    return all->len;
}

START_TEST(nobody_is_put_on_the_list_without_evidence_or_after_a_no)
{
    g_autoptr(World) w = world_new();
    refused(w, "advert.import", "{\"rows\":[]}", BARAZA_ERROR_INPUT, "nobody in the list");
    g_autoptr(cJSON) dry = change(w, "advert.import", "{\"dry_run\":true," ROWS "}");
    ck_assert_int_eq(json_int(dry, "added", 0), 1);
    ck_assert_int_eq(on_the_list(w), 0);
    g_autoptr(cJSON) first = change(w, "advert.import", "{" ROWS "}");
    ck_assert_int_eq(json_int(first, "added", 0), 1);
    ck_assert_int_eq(json_int(first, "refused", 0), 2); /* one without evidence, one without a number */
    g_autoptr(cJSON) again = change(w, "advert.import", AGREED("1795000000"));
    ck_assert_int_eq(json_int(again, "added", 9), 0);
    ck_assert_int_eq(json_int(again, "same", 0), 1);
    ck_assert_int_eq(on_the_list(w), 1);
    g_autoptr(GArray) all = advert_members(w->store, NULL);
    g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, g_array_index(all, int64_t, 0)),
                    *who = g_strdup_printf("{\"learner\":\"%s\"}", id + 1);
    g_autoptr(cJSON) off = change(w, "advert.off", who);
    ck_assert_str_eq(json_string(off, "learner"), id);
    ck_assert_int_eq(on_the_list(w), 0);
    refused(w, "advert.off", who, BARAZA_ERROR_MISSING, "is not on the list");
    refused(w, "advert.off", "{\"learner\":\"Tendai\"}", BARAZA_ERROR_INPUT, "is no learner");
    g_autoptr(cJSON) back = change(w, "advert.import", AGREED("1700000000"));
    ck_assert_int_eq(json_int(back, "added", 9), 0);
    ck_assert_ptr_nonnull(strstr(json_string(json_at(back, "refusals")->child, "why"), "said no since"));
    ck_assert_int_eq(on_the_list(w), 0);
}
END_TEST

START_TEST(an_advert_needs_a_code_that_is_open_and_words_that_a_template_takes)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    refused(w, "advert.make", MAKE, BARAZA_ERROR_STATE, "nobody can join c1 by a code");
    g_autoptr(cJSON) code = change(w, "cohort.invite", "{\"cohort\":\"c1\",\"code\":\"HANDS7\"}");
    refused(w, "advert.make", "{\"advert\":\"a1\",\"cohort\":\"c1\"}", BARAZA_ERROR_INPUT, "needs words of its own");
    refused(w, "advert.make", "{\"advert\":\"a1\",\"cohort\":\"c1\",\"text\":\"a\\nb\"}", BARAZA_ERROR_INPUT,
        "one paragraph");
    refused(w, "advert.make", "{\"advert\":\"a/1\",\"cohort\":\"c1\",\"text\":\"x\"}", BARAZA_ERROR_INPUT, "a name");
    refused(w, "advert.make", "{\"advert\":\"a1\",\"cohort\":\"c1\",\"code\":\"NONE\",\"text\":\"x\"}",
        BARAZA_ERROR_MISSING, "no invitation NONE");
    g_autoptr(cJSON) dry =
        change(w, "advert.make", "{\"advert\":\"a1\",\"cohort\":\"c1\",\"text\":\"x\",\"dry_run\":true}");
    ck_assert_int_eq(adverts(w), 0);
    g_autoptr(cJSON) made = change(w, "advert.make", MAKE);
    ck_assert_str_eq(json_string(made, "code"), "HANDS7");
    ck_assert_int_eq(adverts(w), 1);
}
END_TEST

START_TEST(an_advert_goes_once_and_stops_for_good)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) code = change(w, "cohort.invite", "{\"cohort\":\"c1\",\"code\":\"HANDS7\"}");
    g_autoptr(cJSON) made = change(w, "advert.make", MAKE);
    refused(w, "advert.send", "{\"advert\":\"a2\"}", BARAZA_ERROR_MISSING, "no advert \"a2\"");
    refused(w, "advert.send", "{\"advert\":\"a1\",\"at\":\"2020-01-01 09:00\"}", BARAZA_ERROR_INPUT, "is over");
    g_autoptr(cJSON) sent = change(w, "advert.send", "{\"advert\":\"a1\"}");
    ck_assert_ptr_nonnull(json_string(sent, "begins"));
    g_autoptr(cJSON) stopped = change(w, "advert.stop", "{\"advert\":\"a1\"}");
    ck_assert_int_eq(json_int(stopped, "taken_back", 9), 0);
    refused(w, "advert.stop", "{\"advert\":\"a1\"}", BARAZA_ERROR_STATE, "stopped already");
    refused(w, "advert.send", "{\"advert\":\"a1\"}", BARAZA_ERROR_STATE, "goes once");
}
END_TEST

#define A1(more) "{\"advert\":\"a\",\"cohort\":\"c1\"," more "}"

START_TEST(an_advert_has_its_words_once_and_from_one_place)
{
    g_autoptr(World) w = world_new();
    make_cohort(w);
    g_autoptr(cJSON) code =
        change(w, "cohort.invite", "{\"cohort\":\"c1\",\"code\":\"HRE1\",\"until\":\"2026-12-20\"}");
    refused(w, "advert.make", A1("\"text\":\"Six\",\"texts\":{\"en\":\"Seven\"}"), BARAZA_ERROR_INPUT, "twice");
    refused(w, "advert.make", A1("\"text\":\"Six\",\"template\":\"mine\""), BARAZA_ERROR_INPUT, "one of them");
    refused(w, "advert.make", A1("\"template\":\"\""), BARAZA_ERROR_INPUT, "no name of a template");
    refused(w, "advert.make", A1("\"template\":\"My own\""), BARAZA_ERROR_INPUT, "no name of a template");
    refused(w, "advert.make", A1("\"template\":\"mine\",\"languages\":[\"en\",\"en\"]"), BARAZA_ERROR_INPUT, "twice");
    refused(w, "advert.make", A1("\"template\":\"mine\",\"languages\":[\"english\"]"), BARAZA_ERROR_INPUT, "pt_PT");
    g_autoptr(cJSON) good = change(w, "advert.make", A1("\"template\":\"mine\",\"languages\":[\"en\",\"pt_PT\"]"));
    ck_assert_str_eq(json_string(good, "words.1.language"), "pt_PT");
}
END_TEST

UNIT_MAIN("admin_advert", an_advert_has_its_words_once_and_from_one_place,
    nobody_is_put_on_the_list_without_evidence_or_after_a_no,
    an_advert_needs_a_code_that_is_open_and_words_that_a_template_takes, an_advert_goes_once_and_stops_for_good)
