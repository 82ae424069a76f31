/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of those who hear of new courses, and what is counted of an advert. */
#include "advert.h"
#include "invitation.h"
#include "unit.h"

#define NOW (1000 * DAY)

typedef struct {
    Store *store;
    Vault *vault;
    int64_t learner;
} List;

static void list_free(List *list)
{
    store_free(list->store);
    vault_free(list->vault);
    g_free(list);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(List, list_free)

static List *list_new(void)
{
    g_autoptr(GError) error = NULL;
    List *list = g_new0(List, 1);
    const EmbeddedFile schemas[] = { cohort_schema[0], outbox_schema[0], advert_schema[0], { 0 } };
    g_autofree char *key = vault_new_key();
    list->store = store_open(":memory:", NULL, &error);
    ck_assert(store_create(list->store, schemas, &error));
    list->vault = vault_new(key, &error);
    g_autoptr(StoreTx) tx = store_begin(list->store, &error);
    ck_assert(guest_add(list->store, list->vault, "23277100200", NULL, "Fatu", "en", NOW, &list->learner, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    return list;
}

static bool say(List *list, bool given, AdvertMeans means, int64_t at)
{
    bool changed = false;
    g_autoptr(GError) error = NULL;
    AdvertSays says = { .learner = list->learner, .given = given, .means = means, .at = at };
    g_autoptr(StoreTx) tx = store_begin(list->store, &error);
    ck_assert_msg(advert_says(list->store, list->vault, &says, &changed, &error), "%s", error ? error->message : "");
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    return changed;
}

static bool is_member(List *list)
{
    bool is = false;
    ck_assert(advert_is_member(list->store, list->learner, &is, NULL));
    return is;
}

static int64_t refused_at(List *list)
{
    int64_t at = -1;
    ck_assert(advert_refused_at(list->store, list->vault, "+23277100200", &at, NULL));
    return at;
}

START_TEST(nobody_is_on_the_list_who_said_nothing)
{
    g_autoptr(List) list = list_new();
    g_autoptr(GArray) members = advert_members(list->store, NULL);
    ck_assert(!is_member(list));
    ck_assert_uint_eq(members->len, 0);
    ck_assert_int_eq(refused_at(list), 0);
}
END_TEST

START_TEST(a_no_is_in_force_at_once_and_a_later_yes_takes_it_back)
{
    g_autoptr(List) list = list_new();
    ck_assert(say(list, true, ADVERT_BY_WORD, NOW) && is_member(list));
    ck_assert(!say(list, true, ADVERT_BY_TAP, NOW + 1));
    ck_assert(say(list, false, ADVERT_BY_WORD, NOW + 2) && !is_member(list));
    ck_assert_int_eq(refused_at(list), NOW + 2);
    ck_assert(say(list, true, ADVERT_BY_WORD, NOW + 3) && is_member(list));
    ck_assert_int_eq(refused_at(list), 0);
}
END_TEST

START_TEST(her_time_counts_from_her_newest_yes)
{
    g_autoptr(List) list = list_new();
    say(list, true, ADVERT_BY_WORD, NOW);
    g_autoptr(GArray) old = advert_members_old(list->store, NOW + 1, 10, NULL);
    ck_assert_uint_eq(old->len, 1);
    say(list, true, ADVERT_BY_WORD, NOW + 300 * DAY);
    g_autoptr(GArray) renewed = advert_members_old(list->store, NOW + DAY, 10, NULL);
    ck_assert_uint_eq(renewed->len, 0);
}
END_TEST

START_TEST(a_no_outlives_the_person_and_the_end_of_her_time_is_none)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(List) list = list_new();
    say(list, true, ADVERT_BY_LIST, NOW);
    say(list, false, ADVERT_BY_TIME, NOW + DAY);
    ck_assert_int_eq(refused_at(list), 0);
    say(list, true, ADVERT_BY_WORD, NOW + 2 * DAY);
    say(list, false, ADVERT_BY_STOP, NOW + 3 * DAY);
    g_autoptr(StoreTx) tx = store_begin(list->store, &error);
    ck_assert(guest_end(list->store, list->vault, list->learner, &error));
    ck_assert(advert_forget(list->store, list->vault, list->learner, NOW + 4 * DAY, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(refused_at(list), NOW + 3 * DAY);
}
END_TEST

/* One advert to the learner, its message as the outbox has it. */
static int64_t bring(List *list, const char *name, DoneReason outcome, int code, int64_t at)
{
    g_autoptr(GError) error = NULL;
    Advert advert = {
        .name = (char *)name, .template_name = (char *)"t", .words = (char *)"{}", .fallback = (char *)"", .made = at
    };
    int64_t id = 0;
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, "x");
    OutboxAdd add = {
        .key = name, .learner = list->learner, .lane = LANE_REMINDER, .kind = OWED_ADVERT, .message = message, .due = at
    };
    g_autoptr(StoreTx) tx = store_begin(list->store, &error);
    ck_assert(advert_add(list->store, &advert, &error));
    ck_assert(advert_begin(list->store, advert.id, at, &error) && advert_fill(list->store, advert.id, &error));
    ck_assert(outbox_add(list->store, &add, at, &id, &error));
    ck_assert(advert_told(list->store, advert.id, list->learner, id, ADVERT_GETS, at, &error));
    if (outcome < DONE_REASONS)
        ck_assert(outbox_lease(list->store, id, 1, at, at + 60, &error));
    if (outcome == DONE_ACCEPTED)
        ck_assert(outbox_accept(list->store, id, name, at, NULL, &error));
    else if (outcome == DONE_FAILED)
        ck_assert(outbox_fail(list->store, id, code, "no", at, &error));
    ck_assert_msg(store_commit(g_steal_pointer(&tx), &error), "%s", error ? error->message : "");
    return advert.id;
}

START_TEST(what_whatsapp_did_not_bring_does_not_count_for_the_cap)
{
    int64_t month = 0, week = 0;
    g_autoptr(List) list = list_new();
    say(list, true, ADVERT_BY_WORD, NOW);
    bring(list, "a", DONE_FAILED, ADVERT_CODE_CAP, NOW);
    ck_assert(advert_had(list->store, list->learner, INT64_MAX, NOW, &month, &week, NULL));
    ck_assert_int_eq(month + week, 0);
    bring(list, "b", DONE_ACCEPTED, 0, NOW);
    ck_assert(advert_had(list->store, list->learner, INT64_MAX, NOW + 6 * DAY, &month, &week, NULL));
    ck_assert(month == 1 && week == 1);
    ck_assert(advert_had(list->store, list->learner, INT64_MAX, NOW + 8 * DAY, &month, &week, NULL));
    ck_assert(month == 1 && week == 0);
    ck_assert(advert_had(list->store, list->learner, INT64_MAX, NOW + 31 * DAY, &month, &week, NULL));
    ck_assert(month == 0 && week == 0);
}
END_TEST

START_TEST(what_is_on_its_way_counts_for_the_next)
{
    int64_t month = 0, week = 0;
    g_autoptr(List) list = list_new();
    say(list, true, ADVERT_BY_WORD, NOW);
    bring(list, "a", DONE_REASONS, 0, NOW);
    ck_assert(advert_had(list->store, list->learner, INT64_MAX, NOW + 60, &month, &week, NULL));
    ck_assert(month == 1 && week == 1);
}
END_TEST

START_TEST(the_sums_tell_the_causes_apart)
{
    AdvertSums sums;
    g_autoptr(List) list = list_new();
    say(list, true, ADVERT_BY_WORD, NOW);
    static const struct {
        const char *name;
        int code;
    } rows[] = { { "cap", 131049 }, { "stopped", 131050 }, { "experiment", 130472 }, { "other", 131026 } };
    int64_t ids[G_N_ELEMENTS(rows)];
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
        ids[i] = bring(list, rows[i].name, DONE_FAILED, rows[i].code, NOW);
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ck_assert(advert_sums(list->store, ids[i], &sums, NULL));
        const int64_t counts[] = { sums.capped, sums.switched_off, sums.experiment, sums.failed };
        for (gsize k = 0; k < G_N_ELEMENTS(counts); k++)
            ck_assert_msg(counts[k] == (k == i), "%s: count %zu", rows[i].name, k);
        ck_assert(sums.owed == 1 && sums.sent == 0);
    }
    int64_t good = bring(list, "good", DONE_ACCEPTED, 0, NOW);
    ck_assert(advert_sums(list->store, good, &sums, NULL) && sums.sent == 1 && sums.delivered == 0);
}
END_TEST

START_TEST(an_advert_that_has_begun_keeps_its_name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(List) list = list_new();
    bring(list, "a", DONE_ACCEPTED, 0, NOW);
    Advert again = { .name = (char *)"a", .template_name = (char *)"t", .words = (char *)"{}", .fallback = (char *)"" };
    g_autoptr(StoreTx) tx = store_begin(list->store, NULL);
    ck_assert(!advert_add(list->store, &again, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
    g_clear_error(&error);
    g_autoptr(Advert) none = advert_find(list->store, "b", &error);
    ck_assert(!none && g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING));
}
END_TEST

START_TEST(an_advert_that_was_stopped_says_why)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(List) list = list_new();
    int64_t id = bring(list, "a", DONE_ACCEPTED, 0, NOW);
    g_autoptr(Advert) goes = advert_get(list->store, id, NULL);
    ck_assert(goes && !goes->fault);
    g_autoptr(StoreTx) tx = store_begin(list->store, NULL);
    ck_assert(advert_park(list->store, goes, "the course is gone", &error));
    g_autoptr(Advert) stopped = advert_get(list->store, id, NULL);
    ck_assert_int_eq(stopped->state, ADVERT_STOPPED);
    ck_assert_int_eq(stopped->next, 0);
    ck_assert_str_eq(stopped->fault, "the course is gone");
}
END_TEST

UNIT_MAIN("advert", her_time_counts_from_her_newest_yes, nobody_is_on_the_list_who_said_nothing,
    a_no_is_in_force_at_once_and_a_later_yes_takes_it_back, a_no_outlives_the_person_and_the_end_of_her_time_is_none,
    what_whatsapp_did_not_bring_does_not_count_for_the_cap, what_is_on_its_way_counts_for_the_next,
    the_sums_tell_the_causes_apart, an_advert_that_has_begun_keeps_its_name, an_advert_that_was_stopped_says_why)
