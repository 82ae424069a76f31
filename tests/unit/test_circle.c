/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tie.h"
#include "unit.h"

static const char *const cadres[] = { "nurse", "midwife", "student", "clinical officer" };
static const char *const facilities[] = { "Mbare", "Epworth", "Chitungwiza", "Harare", "Kwekwe" };

static GArray *people_of(int n, Rng *rng)
{
    GArray *people = g_array_new(FALSE, TRUE, sizeof(CirclePerson));
    for (int i = 0; i < n; i++) {
        CirclePerson p = { .id = 100 + i,
            .cadre = rng_below(rng, 9) ? cadres[rng_below(rng, 4)] : NULL,
            .facility = facilities[rng_below(rng, 5)] };
        g_array_append_val(people, p);
    }
    return people;
}

static GArray *ties_of(int n, int count, Rng *rng)
{
    GArray *ties = g_array_new(FALSE, TRUE, sizeof(Tie));
    for (int i = 0; i < count; i++) {
        Tie tie = { 100 + (int)rng_below(rng, (uint32_t)n), 100 + (int)rng_below(rng, (uint32_t)n), rng_below(rng, 2) };
        g_array_append_val(ties, tie);
    }
    return ties;
}

static CirclePerson *at(GArray *people, int i)
{
    return &g_array_index(people, CirclePerson, i);
}

static int size_of(GArray *people, int64_t circle)
{
    int n = 0;
    for (guint i = 0; i < people->len; i++)
        n += at(people, (int)i)->circle == circle;
    return n;
}

/* Everybody placed, nobody alone, none too large; the spread of sizes is given back. */
static int check_sizes(GArray *people, int size, const char *what)
{
    int low = 1000, high = 0;
    for (guint i = 0; i < people->len; i++) {
        int n = size_of(people, at(people, (int)i)->circle);
        ck_assert_msg(
            at(people, (int)i)->circle != 0 || people->len == 1, "%s: %u people: one is not placed", what, people->len);
        low = MIN(low, n);
        high = MAX(high, n);
    }
    ck_assert_msg(people->len < 2 || low >= 2, "%s: %u people of %d: one is alone", what, people->len, size);
    ck_assert_msg(
        high <= (size == 2 ? 3 : CIRCLE_MOST), "%s: %u people of %d: a circle of %d", what, people->len, size, high);
    return high - low;
}

START_TEST(everybody_is_placed_and_sizes_differ_by_one_at_most)
{
    Rng rng = rng_seeded(7);
    for (int size = 2; size <= 5; size++)
        for (int n = 1; n <= 60; n++)
            for (int mix = 0; mix < CIRCLE_MIXES; mix++) {
                g_autoptr(GArray) people = people_of(n, &rng);
                g_autoptr(GArray) ties = ties_of(n, n * (int)rng_below(&rng, 3) / 2, &rng);
                tie_order(people, ties);
                circle_settle(people, NULL, size, (CircleMix)mix, &rng);
                ck_assert_int_le(check_sizes(people, size, circle_mix_name((CircleMix)mix)), n > 1);
            }
}
END_TEST

START_TEST(one_seed_makes_the_same_circles)
{
    for (int n = 2; n < 30; n += 3) {
        Rng draw = rng_seeded((uint64_t)n), same = draw;
        g_autoptr(GArray) a = people_of(n, &draw);
        g_autoptr(GArray) b = people_of(n, &same);
        Rng one = rng_stream(5, "x"), two = rng_stream(5, "x");
        circle_settle(a, NULL, 3, CIRCLE_MIXED, &one);
        circle_settle(b, NULL, 3, CIRCLE_MIXED, &two);
        for (int i = 0; i < n; i++)
            ck_assert_int_eq(at(a, i)->circle, at(b, i)->circle);
    }
}
END_TEST

START_TEST(mixed_circles_spread_each_cadre_evenly)
{
    Rng rng = rng_seeded(11);
    for (int round = 0; round < 200; round++) {
        int n = 4 + (int)rng_below(&rng, 40);
        g_autoptr(GArray) people = people_of(n, &rng);
        circle_settle(people, NULL, 4, CIRCLE_MIXED, &rng);
        for (guint c = 0; c < G_N_ELEMENTS(cadres); c++) {
            g_autoptr(GHashTable) counts = g_hash_table_new(g_direct_hash, g_direct_equal);
            int low = 1000, high = 0;
            for (int i = 0; i < n; i++) {
                int of = 0;
                for (int j = 0; j < n; j++)
                    of += at(people, j)->circle == at(people, i)->circle &&
                          g_strcmp0(at(people, j)->cadre, cadres[c]) == 0;
                low = MIN(low, of);
                high = MAX(high, of);
            }
            ck_assert_msg(high - low <= 1, "%d people: %s %d to %d in a circle", n, cadres[c], low, high);
        }
    }
}
END_TEST

START_TEST(acquainted_circles_keep_those_of_one_facility_together)
{
    Rng rng = rng_seeded(3);
    g_autoptr(GArray) people = g_array_new(FALSE, TRUE, sizeof(CirclePerson));
    for (int i = 0; i < 20; i++) {
        CirclePerson p = { .id = i, .cadre = cadres[i % 3], .facility = facilities[i % 5] };
        g_array_append_val(people, p);
    }
    circle_settle(people, NULL, 4, CIRCLE_ACQUAINTED, &rng);
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 20; j++)
            ck_assert((at(people, i)->circle == at(people, j)->circle) ==
                      g_str_equal(at(people, i)->facility, at(people, j)->facility));
}
END_TEST

START_TEST(who_knew_each_other_before_comes_into_one_circle)
{
    static const Tie said[] = { { 3, 9, true }, { 9, 5, true }, { 0, 3, false }, { 8, 1, true }, { 1, 8, true },
        { 4, 77, true }, { 6, 2, true }, { 2, 11, true } };
    Rng rng = rng_seeded(3);
    g_autoptr(GArray) ties = g_array_new(FALSE, FALSE, sizeof(Tie));
    g_array_append_vals(ties, said, G_N_ELEMENTS(said));
    for (int mix = 0; mix < CIRCLE_MIXES; mix++) {
        g_autoptr(GArray) people = g_array_new(FALSE, TRUE, sizeof(CirclePerson));
        for (int i = 0; i < 12; i++) {
            CirclePerson p = { .id = i, .facility = "Mbare" };
            g_array_append_val(people, p);
        }
        tie_order(people, ties);
        ck_assert_int_eq(at(people, 0)->known, 0);
        ck_assert_int_eq(at(people, 4)->known, 0); /* whom she knows is not in the room */
        circle_settle(people, NULL, mix == CIRCLE_MIXED ? 4 : 3, (CircleMix)mix, &rng);
        bool wanted = mix == CIRCLE_ACQUAINTED;
        ck_assert((at(people, 3)->circle == at(people, 9)->circle) == wanted);
        ck_assert((at(people, 9)->circle == at(people, 5)->circle) == wanted);
        ck_assert((at(people, 2)->circle == at(people, 11)->circle) == wanted);
        ck_assert((at(people, 1)->circle == at(people, 8)->circle) == wanted);
        check_sizes(people, 4, circle_mix_name((CircleMix)mix));
    }
}
END_TEST

/* Ids for new circles, as the caller gives them. */
static void name_new(GArray *people, int64_t *next)
{
    for (guint i = 0; i < people->len; i++) {
        int64_t fresh = at(people, (int)i)->circle;
        if (fresh >= 0)
            continue;
        ++*next;
        for (guint j = i; j < people->len; j++)
            if (at(people, (int)j)->circle == fresh)
                at(people, (int)j)->circle = *next;
    }
}

START_TEST(whoever_leaves_or_comes_nobody_stays_alone_and_who_has_company_keeps_it)
{
    Rng rng = rng_seeded(19);
    for (int round = 0; round < 300; round++) {
        int size = 2 + (int)rng_below(&rng, 4);
        int64_t next = 0;
        g_autoptr(GArray) people = people_of(2 + (int)rng_below(&rng, 25), &rng);
        for (int turn = 0; turn < 12; turn++) {
            circle_settle(people, NULL, size, (CircleMix)rng_below(&rng, 2), &rng);
            check_sizes(people, size, "after a change");
            name_new(people, &next);
            g_autofree int64_t *before = g_new0(int64_t, people->len + 4);
            if (rng_below(&rng, 3) && people->len > 2)
                g_array_remove_index(people, rng_below(&rng, people->len));
            else {
                CirclePerson p = { .id = 1000 + turn, .cadre = cadres[0], .facility = facilities[0] };
                g_array_append_val(people, p);
            }
            for (guint i = 0; i < people->len; i++)
                before[i] = size_of(people, at(people, (int)i)->circle) > 1 ? at(people, (int)i)->circle : 0;
            int kept = 0, moved = 0;
            circle_settle(people, NULL, size, CIRCLE_MIXED, &rng);
            for (guint i = 0; i < people->len; i++) {
                kept += before[i] && before[i] == at(people, (int)i)->circle;
                moved += before[i] && before[i] != at(people, (int)i)->circle;
            }
            ck_assert_msg(moved <= 1, "%d of %u who had company were moved", moved, people->len);
            check_sizes(people, size, "at once");
            name_new(people, &next);
        }
    }
}
END_TEST

START_TEST(who_must_be_kept_apart_is_never_together_and_others_lose_nobody)
{
    Rng rng = rng_seeded(23);
    for (int round = 0; round < 100; round++) {
        int64_t next = 0;
        int size = 2 + (int)rng_below(&rng, 4);
        g_autoptr(GArray) people = people_of(2 + (int)rng_below(&rng, 20), &rng);
        g_autoptr(GArray) apart = g_array_new(FALSE, FALSE, sizeof(CircleApart));
        circle_settle(people, NULL, size, (CircleMix)rng_below(&rng, 2), &rng);
        name_new(people, &next);
        for (int turn = 0; turn < 4; turn++) {
            CircleApart pair = { at(people, (int)rng_below(&rng, people->len))->id,
                at(people, (int)rng_below(&rng, people->len))->id };
            if (pair.one == pair.other)
                continue;
            g_array_append_val(apart, pair);
            circle_settle(people, apart, size, CIRCLE_MIXED, &rng);
            name_new(people, &next);
            for (guint i = 0; i < people->len; i++) {
                int64_t circle = at(people, (int)i)->circle;
                ck_assert_msg(circle == 0 || size_of(people, circle) >= 2, "round %d: one is alone in a circle", round);
                ck_assert_int_le(circle ? size_of(people, circle) : 0, size == 2 ? 3 : CIRCLE_MOST);
                /* With so few wishes there is a place for everybody in a room of six and more. */
                ck_assert_msg(circle != 0 || people->len < 6 || apart->len > 2, "round %d: one has no place", round);
                for (guint j = 0; j < people->len; j++)
                    for (guint k = 0; k < apart->len; k++)
                        ck_assert_msg(!(circle && circle == at(people, (int)j)->circle &&
                                          at(people, (int)i)->id == g_array_index(apart, CircleApart, k).one &&
                                          at(people, (int)j)->id == g_array_index(apart, CircleApart, k).other),
                            "round %d: two who are to be kept apart are together", round);
            }
        }
    }
}
END_TEST

/* --- the tables --- */

static Store *open_store(void)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(":memory:", NULL, &error);
    ck_assert(store && store_create(store, cohort_schema, &error) && store_create(store, circle_schema, &error));
    return store;
}

START_TEST(a_learner_is_in_one_circle_of_a_kind_and_its_past_is_kept)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    Circle pair = { .cohort = 1, .room = 2, .kind = CIRCLE_PAIR, .made = 10 }, other = pair;
    ck_assert(circle_add(store, &pair, &error) && circle_add(store, &other, &error));
    ck_assert(circle_enter(store, pair.id, 7, 10, &error) && circle_enter(store, pair.id, 8, 10, &error));
    ck_assert(!circle_enter(store, other.id, 7, 11, &error));
    g_clear_error(&error);
    ck_assert(circle_leave(store, 7, CIRCLE_PAIR, "silent", 20, &error));
    ck_assert(circle_enter(store, other.id, 7, 20, &error));
    int64_t now_in = 0;
    ck_assert(circle_of(store, 7, CIRCLE_PAIR, &now_in, &error) && now_in == other.id);
    g_autoptr(GArray) left = circle_members(store, pair.id, &error);
    ck_assert_uint_eq(left->len, 1);
    g_autoptr(GArray) list = circle_list(store, 2, CIRCLE_PAIR, &error);
    ck_assert_uint_eq(list->len, 2);
    unit_assert_ok(error);
}
END_TEST

START_TEST(whom_she_knew_is_kept_by_number_may_be_corrected_and_is_forgotten_with_either)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(GArray) others = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(int));
    TieAnswer answer;
    for (int64_t id = 21; id <= 23; id++)
        g_array_append_val(others, id);
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(tie_ask(store, 1, 20, others, 900, &error) && tie_ask(store, 1, 24, others, 900, &error));
    ck_assert(tie_get(store, 20, &answer, &error) && answer.state == TIE_OPEN && answer.names == 3);
    for (int number = 2; number <= 3; number++)
        g_array_append_val(numbers, number);
    ck_assert(tie_say(store, 20, numbers, &error) && tie_get(store, 20, &answer, &error));
    ck_assert(answer.state == TIE_ANSWERED && answer.known == 2);
    g_array_set_size(numbers, 1);
    ck_assert(tie_say(store, 20, numbers, &error) && tie_skip(store, 24, &error));
    g_autoptr(GArray) known = tie_known(store, 20, &error);
    ck_assert(known->len == 1 && g_array_index(known, Tie, 0).other == 22);
    g_autoptr(GArray) all = tie_list(store, 1, &error); /* who skips has said nothing of anybody */
    ck_assert_uint_eq(all->len, 3);
    ck_assert(tie_forget(store, 22, &error));
    g_autoptr(GArray) left = tie_list(store, 1, &error);
    ck_assert_uint_eq(left->len, 2);
    ck_assert(tie_get(store, 20, &answer, &error) && answer.known == 0 && answer.names == 3);
    ck_assert(tie_forget(store, 20, &error) && tie_get(store, 20, &answer, &error));
    ck_assert_int_eq(answer.state, TIE_NOT_ASKED);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}
END_TEST

START_TEST(two_places_of_one_person_are_one_in_who_knew_whom)
{
    static const int64_t own[] = { 22, 23 }, others[] = { 20, 21, 22, 23 };
    static const int numbers[] = { 2, 3 };
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(GArray) first = g_array_new(FALSE, FALSE, sizeof(int64_t)),
                      both = g_array_new(FALSE, FALSE, sizeof(int64_t)), said = g_array_new(FALSE, FALSE, sizeof(int));
    TieAnswer answer;
    g_array_append_vals(first, own, G_N_ELEMENTS(own));
    g_array_append_vals(both, others, G_N_ELEMENTS(others));
    g_array_append_vals(said, numbers, G_N_ELEMENTS(numbers));
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    /* 20 stays and was not asked; 21 knew 22 (and 20, who is herself); 24 knew 21 and 22; 25 was shown 21 alone. */
    ck_assert(tie_ask(store, 1, 21, both, 900, &error) && tie_say(store, 21, said, &error));
    ck_assert(tie_ask(store, 1, 24, both, 900, &error) && tie_say(store, 24, said, &error));
    g_array_index(first, int64_t, 0) = 21;
    ck_assert(tie_ask(store, 1, 25, first, 900, &error) && tie_skip(store, 25, &error));
    ck_assert(tie_merge(store, 20, 21, &error));
    ck_assert(tie_get(store, 21, &answer, &error) && answer.state == TIE_NOT_ASKED);
    ck_assert(tie_get(store, 20, &answer, &error) && answer.state == TIE_ANSWERED && answer.known == 1);
    ck_assert(tie_get(store, 25, &answer, &error) && answer.names == 2);
    g_autoptr(GArray) all = tie_list(store, 1, &error);
    ck_assert_uint_eq(all->len, 5); /* 20 of 22 and 23; 24 of 20, 22 and 23 */
    for (guint i = 0; i < all->len; i++) {
        const Tie *tie = &g_array_index(all, Tie, i);
        ck_assert_int_ne(tie->other, 21);
        ck_assert_int_ne(tie->other, tie->enrolment);
        ck_assert_int_eq(tie->known, tie->other != 23);
    }
    unit_assert_ok(error);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}
END_TEST

UNIT_MAIN("circle", two_places_of_one_person_are_one_in_who_knew_whom,
    everybody_is_placed_and_sizes_differ_by_one_at_most, one_seed_makes_the_same_circles,
    mixed_circles_spread_each_cadre_evenly, acquainted_circles_keep_those_of_one_facility_together,
    who_knew_each_other_before_comes_into_one_circle,
    whom_she_knew_is_kept_by_number_may_be_corrected_and_is_forgotten_with_either,
    whoever_leaves_or_comes_nobody_stays_alone_and_who_has_company_keeps_it,
    who_must_be_kept_apart_is_never_together_and_others_lose_nobody,
    a_learner_is_in_one_circle_of_a_kind_and_its_past_is_kept)
