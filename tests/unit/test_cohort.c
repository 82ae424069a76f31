/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "cohort.h"

static Store *store;
static Vault *vault;
static Cohort *cohort;

static void setup(void)
{
    GError *error = NULL;
    store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(store, cohort_schema, &error));
    vault = vault_new("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", &error);
    unit_assert_ok(error);
    cohort = cohort_new("harare-1");
    civil_parse_date("2026-12-07", &cohort->start_day); /* a Monday */
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert_msg(cohort_add(store, cohort, &error), "%s", error ? error->message : "");
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static void teardown(void)
{
    cohort_free(cohort);
    vault_free(vault);
    store_free(store);
}

static int64_t enrol(const char *phone, const char *name, int64_t opt_in, EnrolResult *result)
{
    GError *error = NULL;
    int64_t id = 0;
    EnrolRow row = { .phone = (char *)phone,
        .name = (char *)name,
        .lang = (char *)"en",
        .tier = (char *)"low",
        .opt_in = opt_in,
        .opt_in_means = opt_in ? (char *)"paper form" : NULL };
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert_msg(
        enrolment_add(store, vault, cohort, &row, 1000, false, &id, result, &error), "%s", error ? error->message : "");
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    return id;
}

START_TEST(a_sealed_text_opens_with_its_key_only)
{
    g_autoptr(Vault) other = vault_new("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", NULL);
    g_autoptr(Vault) one = vault_new("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", NULL);
    g_autoptr(GBytes) sealed = vault_seal(one, "+263771234567");
    gsize size = 0;
    const void *data = g_bytes_get_data(sealed, &size);
    g_autofree char *opened = vault_open(one, data, size);
    g_autofree char *wrong = vault_open(other, data, size);
    ck_assert_str_eq(opened, "+263771234567");
    ck_assert_ptr_null(wrong);
    ck_assert_ptr_null(memmem(data, size, "26377", 5));
}
END_TEST

START_TEST(a_lookup_depends_on_the_key)
{
    g_autoptr(Vault) other = vault_new("ff0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", NULL);
    g_autoptr(Vault) one = vault_new("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", NULL);
    g_autofree char *a = vault_lookup(one, "phone", "263771234567");
    g_autofree char *b = vault_lookup(other, "phone", "263771234567");
    g_autofree char *c = vault_lookup(one, "phone", "263771234567");
    ck_assert_str_ne(a, b);
    ck_assert_str_eq(a, c);
}
END_TEST

START_TEST(enrolling_the_same_row_again_changes_nothing)
{
    setup();
    EnrolResult result;
    int64_t first = enrol("+263771234567", "Rudo", 500, &result);
    ck_assert_int_eq(result, ENROL_NEW);
    ck_assert_int_eq(enrol("+263771234567", "Rudo", 500, &result), first);
    ck_assert_int_eq(result, ENROL_SAME);
    ck_assert_int_eq(enrol("+263771234567", "Rudo M", 500, &result), first);
    ck_assert_int_eq(result, ENROL_CHANGED);
    teardown();
}
END_TEST

START_TEST(who_is_asked_for_without_a_vault_keeps_her_name_for_the_others)
{
    setup();
    EnrolResult result;
    int64_t id = enrol("+263771234567", "Rudo", 1000, &result);
    g_autoptr(Enrolment) blind = enrolment_get(store, NULL, id, NULL), seeing = enrolment_get(store, vault, id, NULL);
    ck_assert_ptr_null(blind->name);
    ck_assert_str_eq(seeing->name, "Rudo");
    g_autoptr(Enrolment) again = enrolment_get(store, NULL, id, NULL);
    ck_assert_ptr_null(again->name);
    teardown();
}
END_TEST

START_TEST(a_learner_without_opt_in_is_enrolled_and_not_active)
{
    setup();
    GError *error = NULL;
    EnrolResult result;
    int64_t id = enrol("+263771234567", "Rudo", 0, &result);
    g_autoptr(Enrolment) e = enrolment_get(store, vault, id, &error);
    ck_assert_int_eq(e->state, ENROLMENT_NO_OPT_IN);
    ck_assert_int_eq(enrol("+263771234567", "Rudo", 700, &result), id);
    g_autoptr(Enrolment) later = enrolment_get(store, vault, id, &error);
    ck_assert_int_eq(later->state, ENROLMENT_ACTIVE);
    ck_assert_int_eq(later->opt_in, 700);
    teardown();
}
END_TEST

START_TEST(a_learner_is_found_by_phone_and_by_the_user_id_bound_to_it)
{
    setup();
    GError *error = NULL;
    EnrolResult result;
    int64_t id = enrol("+263771234567", "Rudo", 500, &result), learner = 0;
    g_autoptr(Enrolment) e = enrolment_get(store, vault, id, &error);
    ck_assert_str_eq(e->name, "Rudo");
    ck_assert(address_find(store, vault, "263771234567", NULL, &learner, &error));
    ck_assert_int_eq(learner, e->learner);
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(address_bind(store, vault, learner, "user_id", "ZW.123", 2000, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    int64_t again = 0;
    ck_assert(address_find(store, vault, NULL, "ZW.123", &again, &error));
    ck_assert_int_eq(again, learner);
    bool is_user_id = true;
    g_autofree char *to = address_of(store, vault, learner, &is_user_id, &error);
    ck_assert_str_eq(to, "+263771234567");
    ck_assert(!is_user_id);
    teardown();
}
END_TEST

START_TEST(a_user_id_of_another_learner_is_not_taken_over)
{
    setup();
    GError *error = NULL;
    EnrolResult result;
    enrol("+263771234567", "Rudo", 500, &result);
    enrol("+263771234568", "Tariro", 500, &result);
    int64_t one = 0, two = 0;
    address_find(store, vault, "263771234567", NULL, &one, &error);
    address_find(store, vault, "263771234568", NULL, &two, &error);
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(address_bind(store, vault, one, "user_id", "ZW.1", 1, &error));
    ck_assert(!address_bind(store, vault, two, "user_id", "ZW.1", 2, &error));
    unit_assert_error(error, "already belongs");
    g_clear_pointer(&tx, store_tx_free);
    teardown();
}
END_TEST

START_TEST(course_days_skip_rest_days_and_holidays)
{
    setup();
    int64_t holiday = 0;
    civil_parse_date("2026-12-09", &holiday);
    g_array_append_val(cohort->holidays, holiday);
    ck_assert_int_eq(cohort_day_date(cohort, 1) - cohort->start_day, 0);
    ck_assert_int_eq(cohort_day_date(cohort, 3) - cohort->start_day, 3); /* Thursday: Wednesday is a holiday */
    ck_assert_int_eq(cohort_day_date(cohort, 5) - cohort->start_day, 7); /* next Monday */
    ck_assert_int_eq(cohort_day_of(cohort, cohort->start_day + 6), 4);
    ck_assert_int_eq(cohort_day_of(cohort, cohort->start_day - 1), 0);
    teardown();
}
END_TEST

START_TEST(quiet_hours_end_in_the_cohorts_own_morning)
{
    setup();
    int64_t evening = cohort_time(cohort, 1, 21 * 60), noon = cohort_time(cohort, 1, -1);
    ck_assert_int_eq(cohort_quiet_until(cohort, noon), 0);
    ck_assert_int_eq(cohort_quiet_until(cohort, evening) - evening, 10 * HOUR);
    ck_assert_int_eq(cohort_quiet_until(cohort, evening + 9 * HOUR) - evening, 10 * HOUR);
    ck_assert_int_eq(cohort_quiet_until(cohort, evening + 10 * HOUR), 0);
    ck_assert_int_eq(noon % DAY, 10 * HOUR + 30 * MINUTE); /* 12:30 in Harare is 10:30 UTC */
    teardown();
}
END_TEST

START_TEST(every_consent_is_kept_and_the_newest_is_in_force)
{
    setup();
    GError *error = NULL;
    EnrolResult result;
    int64_t id = enrol("+263771234567", "Rudo", 500, &result);
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(consent_add(store, id, "posts", true, "h", "wamid.1", 1, &error));
    ck_assert(consent_add(store, id, "posts", false, "h", "wamid.2", 2, &error));
    ck_assert(consent_add(store, id, "course", true, "h", NULL, 2, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(Enrolment) e = enrolment_get(store, vault, id, &error);
    ck_assert(!e->may_posts && e->may_course && e->asked_course && !e->may_research);
    teardown();
}
END_TEST

START_TEST(a_full_room_opens_the_next)
{
    setup();
    EnrolResult result;
    GError *error = NULL;
    cohort->room_size = 40;
    for (int i = 0; i < 41; i++) {
        g_autofree char *phone = g_strdup_printf("+2637712345%02d", i);
        enrol(phone, "N", 1, &result);
    }
    g_autoptr(GArray) rooms = room_list(store, cohort->id, &error);
    ck_assert_uint_eq(rooms->len, 2);
    g_autoptr(GArray) second = room_members(store, g_array_index(rooms, int64_t, 1), false, &error);
    ck_assert_uint_eq(second->len, 1);
    teardown();
}
END_TEST

UNIT_MAIN("cohort", a_sealed_text_opens_with_its_key_only, a_lookup_depends_on_the_key,
    enrolling_the_same_row_again_changes_nothing, who_is_asked_for_without_a_vault_keeps_her_name_for_the_others,
    a_learner_without_opt_in_is_enrolled_and_not_active, a_learner_is_found_by_phone_and_by_the_user_id_bound_to_it,
    a_user_id_of_another_learner_is_not_taken_over, course_days_skip_rest_days_and_holidays,
    quiet_hours_end_in_the_cohorts_own_morning, every_consent_is_kept_and_the_newest_is_in_force,
    a_full_room_opens_the_next)
