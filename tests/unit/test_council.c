/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list for a council, of a cohort that real people are in. */
#include "unit.h"
#include "admin_world.h"

#define PEOPLE                                                                                                         \
    "\"rows\":[{\"line\":2,\"phone\":\"+263772123456\",\"name\":\"=Tendai Moyo\",\"registration\":\"RGN "              \
    "1\",\"cadre\":"                                                                                                   \
    "\"nurse\",\"facility\":\"Mbare\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"},{\"line\":3,\"phone\":"         \
    "\"+263772123457\",\"name\":\"Chipo "                                                                              \
    "Dube\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"},{\"line\":4,\"phone\":"                                   \
    "\"+263772123458\",\"name\":\"Rudo Ndlovu\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"}]"

/* The course of the tests is signed by nobody, so that a cohort of real people is made of a simulated one. */
static World *cohort_of(bool real)
{
    static const StoreQuery query = { .name = "real", .sql = "UPDATE cohort SET simulated = 0 WHERE name = 'c1'" };
    World *w = world_new();
    g_autofree char *params = cohort_params(w, ",\"simulated\":true,\"country\":\"ZW\"");
    g_autoptr(cJSON) made = change(w, "cohort.create", params);
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(cohort_launch(w->store, cohort->id, NOW, NULL) &&
              (!real || store_run(w->store, &query, NO_ARGS, NULL, NULL)) && store_commit(g_steal_pointer(&tx), NULL));
    g_autoptr(cJSON) enrolled = change(w, "enrol", "{\"cohort\":\"c1\"," PEOPLE "}");
    return w;
}

/* Issues to the i-th learner; the code. Given. */
static char *issue(World *w, guint i)
{
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(Enrolment) e = enrolment_get(w->store, NULL, g_array_index(people, int64_t, i), NULL);
    g_autofree char *params = g_strdup_printf(
        "{\"learner\":\"L%" G_GINT64_FORMAT "\",\"reason\":\"She sat the test on paper.\"}", e->learner);
    g_autoptr(cJSON) issued = change(w, "certificate.issue", params);
    return g_strdup(json_string(issued, "code"));
}

START_TEST(a_council_gets_the_valid_ones_a_line_each_and_it_is_journalled)
{
    g_autoptr(World) w = cohort_of(true);
    g_autofree char *one = issue(w, 0), *two = issue(w, 1);
    g_autofree char *three = issue(w, 2);
    g_autofree char *revoke = g_strdup_printf("{\"code\":\"%s\",\"reason\":\"by mistake\"}", three);
    g_autoptr(cJSON) revoked = change(w, "certificate.revoke", revoke);
    int64_t before = entries(w);
    g_autoptr(cJSON) list = change(w, "certificates.csv", "{\"cohort\":\"c1\",\"council\":\"ZW\"}");
    ck_assert_int_eq(json_int(list, "rows", 0), 2);
    ck_assert_int_eq(json_int(list, "without_number", 0), 1);
    ck_assert_int_eq(entries(w), before + 1);
    g_auto(GStrv) lines = g_strsplit(json_string(list, "csv"), "\r\n", -1);
    ck_assert_int_eq(g_strv_length(lines), 4);
    ck_assert_str_eq(lines[0], "Registration number,Name,Cadre,Facility,Activity,Edition,Provider,Provider number,"
                               "Date completed,Credit-hours,Score percent,Certificate code,Date issued");
    ck_assert_msg(strstr(lines[1], ",2026-11-22,0.75,"), "%s", lines[1]); /* 45 minutes, not 0.8 hours */
    /* A name that a spreadsheet would compute is defused. */
    g_autofree char *first = g_strdup_printf("RGN 1,'=Tendai Moyo,nurse,Mbare,");
    ck_assert_msg(g_str_has_prefix(lines[1], first), "%s", lines[1]);
    g_autofree char *end = g_strdup_printf(",%s,2026-11-22", one);
    ck_assert_msg(g_str_has_suffix(lines[1], end), "%s", lines[1]);
    ck_assert_msg(strstr(lines[2], two) && g_str_has_prefix(lines[2], "\"\",Chipo Dube,"), "%s", lines[2]);
    g_autoptr(cJSON) kenya = change(w, "certificates.csv", "{\"cohort\":\"c1\",\"council\":\"ke\"}");
    ck_assert_ptr_nonnull(strstr(json_string(kenya, "csv"), "Contact hours"));
    refused(w, "certificates.csv", "{\"cohort\":\"c1\",\"council\":\"uk\"}", BARAZA_ERROR_INPUT, "zw or ke");
}
END_TEST

START_TEST(specimens_go_to_no_council)
{
    g_autoptr(World) w = cohort_of(false);
    g_autofree char *code = issue(w, 0);
    refused(w, "certificates.csv", "{\"cohort\":\"c1\",\"council\":\"zw\"}", BARAZA_ERROR_STATE, "specimens");
}
END_TEST

UNIT_MAIN("council", a_council_gets_the_valid_ones_a_line_each_and_it_is_journalled, specimens_go_to_no_council)
