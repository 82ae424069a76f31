/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "active.h"
#include "lead.h"
#include "rng.h"
#include "room_rules.h"
#include "seniors.h"
#include "upkeep.h"

static Store *store;

static void setup(void)
{
    GError *error = NULL;
    store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(store, upkeep_schema, &error));
}

static bool set(const char *name, const char *value, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(store, error);
    return tx && upkeep_set(store, 7, name, value, 1000, error) && store_commit(g_steal_pointer(&tx), error);
}

static Upkeep settings_now(void)
{
    GError *error = NULL;
    Upkeep upkeep;
    ck_assert(upkeep_get(store, 7, &upkeep, &error));
    return upkeep;
}

START_TEST(nothing_is_written_to_learners_until_somebody_sets_it)
{
    setup();
    Upkeep u = settings_now();
    ck_assert(!u.silence && !u.answer && !u.n_shares && !u.seniors_wait && !u.ask_seniors && !u.anon);
    int64_t at = 0;
    ck_assert(care_next(store, &at, NULL));
    ck_assert_int_eq(at, INT64_MAX);
    store_free(store);
}
END_TEST

static void put_asked(Asked *asked)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(tx && asked_put(store, asked, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(a_question_lies_with_a_senior_until_she_has_answered)
{
    setup();
    GError *error = NULL;
    bool found = true;
    Asked one = { .post = 5, .cohort = 7, .enrolment = 11, .senior = 12, .at = 1000, .until = 3000 }, known;
    Asked two = { .post = 6, .cohort = 7, .enrolment = 12, .senior = 13, .at = 1000, .until = 2000 };
    ck_assert(asked_get(store, 5, &known, &found, &error));
    ck_assert(!found);
    put_asked(&one);
    put_asked(&two);
    g_autoptr(GArray) open = asked_open(store, 7, &error), other = asked_open(store, 8, &error);
    ck_assert_uint_eq(open->len, 2);
    ck_assert_uint_eq(other->len, 0);
    ck_assert_int_eq(g_array_index(open, Asked, 0).post, 6); /* whose time ends first */
    two.state = ASKED_ANSWERED;
    two.answered = 1500;
    two.answer = 9;
    put_asked(&two);
    ck_assert(asked_get(store, 6, &known, &found, &error));
    ck_assert(found && known.state == ASKED_ANSWERED && known.answered == 1500 && known.answer == 9);
    g_autoptr(GArray) left = asked_open(store, 7, &error), hers = asked_of(store, 12, &error);
    ck_assert_uint_eq(left->len, 1);
    ck_assert_uint_eq(hers->len, 2); /* she was asked, and asked herself */
    store_free(store);
}
END_TEST

START_TEST(a_senior_agrees_once_and_may_take_it_back)
{
    setup();
    GError *error = NULL;
    bool willing = true;
    ck_assert(senior_is(store, 12, &willing, &error) && !willing);
    for (int i = 0; i < 3; i++) {
        g_autoptr(StoreTx) tx = store_begin(store, &error);
        ck_assert(tx && senior_set(store, 12, i < 2, 1000, &error) && store_commit(g_steal_pointer(&tx), &error));
        ck_assert(senior_is(store, 12, &willing, &error));
        ck_assert_int_eq(willing, i < 2);
    }
    store_free(store);
}
END_TEST

START_TEST(a_setting_is_kept_and_its_care_begins)
{
    setup();
    GError *error = NULL;
    int64_t at = 0;
    ck_assert(set("silence", "16", &error));
    ck_assert(set("shares", "100, 75 50%", &error));
    Upkeep u = settings_now();
    ck_assert_int_eq(u.silence, 16);
    ck_assert_int_eq(u.n_shares, 3);
    ck_assert_int_eq(u.shares[2], 50);
    ck_assert(care_next(store, &at, NULL));
    ck_assert_int_eq(at, 1000);
    for (guint i = 0; upkeep_name(i, NULL); i++) {
        g_autofree char *value = upkeep_value(&u, i);
        ck_assert_msg(set(upkeep_name(i, NULL), value, &error), "%s %s", upkeep_name(i, NULL), value);
    }
    ck_assert(!set("silenze", "1", &error));
    unit_assert_error(error, "did you mean \"silence\"");
    ck_assert(!set("silence", "soon", &error));
    unit_assert_error(error, "from 0 to 500");
    ck_assert(!set("shares", "120", &error));
    unit_assert_error(error, "100 75 50 25");
    store_free(store);
}
END_TEST

START_TEST(a_second_answer_to_rules_replaces_the_first_and_a_tie_does_not_carry)
{
    g_autoptr(GError) error = NULL;
    setup();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    Rules rules = { .cohort = 1, .text = (char *)"No names.", .proposed = 10, .closes = 20 };
    bool yes = true;
    int64_t at = 0;
    ck_assert(rules_add(store, &rules, &error) && rules_answer(store, rules.id, 7, true, 11, &error) &&
              rules_answer(store, rules.id, 8, true, 12, &error) &&
              rules_answer(store, rules.id, 8, false, 13, &error));
    ck_assert(rules_answered(store, rules.id, 8, &at, &yes, &error) && at == 13 && !yes);
    g_autoptr(Rules) is = rules_of(store, 1, RULES_VOTING, &error);
    ck_assert_int_eq(is->yes, 1);
    ck_assert_int_eq(is->no, 1);
    ck_assert(!rules_carry(is->yes, is->no) && rules_carry(2, 1) && !rules_carry(0, 0));
    ck_assert(rules_set_state(store, rules.id, RULES_HOLD, &error));
    g_autoptr(Rules) none = rules_of(store, 1, RULES_VOTING, &error);
    ck_assert_ptr_null(none);
    unit_assert_ok(error);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    store_free(store);
}
END_TEST

START_TEST(of_those_who_are_here_the_one_asked_longest_ago_is_asked)
{
    const Volunteer list[] = { { 1, 500, true }, { 2, 100, true }, { 3, 50, false }, { 4, 100, true } };
    ck_assert_int_ne(volunteer_pick(list, 4, 0, 1), 0);
    int two = volunteer_pick(list, 4, 4, 1), four = volunteer_pick(list, 4, 2, 1);
    ck_assert_int_eq(two, 1);
    ck_assert_int_eq(four, 3);
    ck_assert_int_eq(volunteer_pick(list, 1, 1, 1), -1);
    ck_assert_int_eq(volunteer_pick(list, 0, 0, 1), -1);
}
END_TEST

/* Many silences of one room: whoever is asked is here, is not asked twice in a row, and the burden is even. */
START_TEST(nobody_is_asked_who_is_not_here_nor_twice_in_a_row_and_all_in_turn)
{
    Rng rng = rng_stream(7, "volunteers");
    for (int game = 0; game < 200; game++) {
        guint n = 1 + rng_below(&rng, 8);
        Volunteer list[8] = { { 0 } };
        int times[8] = { 0 };
        int64_t last = 0;
        bool all_here = game % 2 == 0;
        for (guint i = 0; i < n; i++)
            list[i].enrolment = 100 + i;
        for (int round = 1; round <= 40; round++) {
            for (guint i = 0; i < n; i++)
                list[i].here = all_here || rng_below(&rng, 3) > 0;
            int pick = volunteer_pick(list, n, last, (uint64_t)game);
            if (pick < 0) {
                for (guint i = 0; i < n; i++)
                    ck_assert(!list[i].here || list[i].enrolment == last);
                continue;
            }
            ck_assert(list[pick].here);
            ck_assert_int_ne(list[pick].enrolment, last);
            last = list[pick].enrolment;
            list[pick].asked = round;
            times[pick]++;
        }
        for (guint i = 1; all_here && n > 1 && i < n; i++)
            ck_assert_int_le(ABS(times[i] - times[0]), 1);
    }
}
END_TEST

START_TEST(the_ladder_climbs_in_active_hours_only_and_never_in_a_hurry)
{
    Rng rng = rng_stream(11, "ladder");
    g_autoptr(Cohort) cohort = cohort_new("c");
    ck_assert(civil_parse_date("2026-12-07", &cohort->start_day));
    for (int i = 0; i < 300; i++) {
        Upkeep u = { .silence = 1 + (int)rng_below(&rng, 60), .again = 1 + (int)rng_below(&rng, 30) };
        Silence s = { .since = cohort->start_day * DAY + rng_below(&rng, 40 * DAY) };
        int64_t before = s.since;
        for (int rung = 0; rung < RUNG_ALERT; rung++) {
            int64_t at = silence_next(cohort, &u, &s);
            ck_assert_int_ge(active_between(cohort, before, at), (rung ? u.again : u.silence) * HOUR);
            ck_assert_int_eq(cohort_quiet_until(cohort, at), 0);
            ck_assert(!cohort_rests(cohort, cohort_today(cohort, at)));
            /* The engine looks late now and then. */
            s.moved = before = at + (rng_below(&rng, 3) ? 0 : rng_below(&rng, 5 * DAY));
            s.rung++;
        }
        ck_assert(silence_next(cohort, &u, &s) == INT64_MAX);
    }
}
END_TEST

START_TEST(a_question_goes_round_among_those_with_the_fewest)
{
    const int64_t staff[] = { 3, 5, 9 };
    const int even[] = { 0, 0, 0 }, busy[] = { 0, 2, 2 };
    ck_assert_int_eq(given_pick(staff, even, 3, 0), 0);
    ck_assert_int_eq(given_pick(staff, even, 3, 3), 1);
    ck_assert_int_eq(given_pick(staff, even, 3, 9), 0);
    ck_assert_int_eq(given_pick(staff, busy, 3, 5), 0);
    ck_assert_int_eq(given_pick(staff, busy, 3, 3), 1);
    ck_assert_int_eq(given_pick(staff, even, 1, 3), 0);
    ck_assert_int_eq(given_pick(staff, even, 0, 3), -1);
}
END_TEST

START_TEST(peers_lead_as_much_as_the_plan_says_after_each_prompt)
{
    Rng rng = rng_stream(5, "shares");
    for (int game = 0; game < 300; game++) {
        int shares[UPKEEP_SHARES], weeks[60], n_shares = 1 + (int)rng_below(&rng, UPKEEP_SHARES), week = 0, plan = 0,
                                              led = 0;
        bool peer[60];
        for (int i = 0; i < n_shares; i++)
            shares[i] = (int)rng_below(&rng, 101);
        for (int i = 0; i < 60; i++)
            weeks[i] = week += rng_below(&rng, 3) == 0;
        roster_peers(shares, n_shares, weeks, 60, peer);
        for (int i = 0; i < 60; i++) {
            plan += 100 - shares[MIN(weeks[i], n_shares - 1)];
            led += peer[i] * 100;
            ck_assert_int_lt(ABS(plan - led), 100);
        }
    }
    const int hand_over[] = { 100, 75, 50, 25 }, four[] = { 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3 };
    bool peer[16];
    int by_week[4] = { 0 };
    roster_peers(hand_over, 4, four, 16, peer);
    for (int i = 0; i < 16; i++)
        by_week[four[i]] += peer[i];
    ck_assert(by_week[0] == 0 && by_week[1] == 1 && by_week[2] == 2 && by_week[3] == 3);
    roster_peers(NULL, 0, four, 16, peer);
    for (int i = 0; i < 16; i++)
        ck_assert(!peer[i]);
}
END_TEST

START_TEST(leading_is_even_and_nobody_leads_twice_in_a_row)
{
    Rng rng = rng_stream(6, "roster");
    for (int game = 0; game < 300; game++) {
        guint n = 2 + rng_below(&rng, 9);
        Leader list[10] = { { 0 } };
        int64_t last = 0;
        for (guint i = 0; i < n; i++)
            list[i].enrolment = 50 + i;
        for (int turn = 0; turn < 40; turn++) {
            int pick = roster_next(list, n, last, (uint64_t)game);
            ck_assert_int_ge(pick, 0);
            ck_assert_int_ne(list[pick].enrolment, last);
            ck_assert_int_eq(roster_next(list, n, last, (uint64_t)game), pick);
            last = list[pick].enrolment;
            list[pick].load++;
            int most = 0, least = 1000;
            for (guint i = 0; i < n; i++) {
                most = MAX(most, list[i].load);
                least = MIN(least, list[i].load);
            }
            ck_assert_int_le(most - least, 1);
        }
    }
    const Leader barred[] = { { 1, 0, true }, { 2, 5, false } };
    ck_assert_int_eq(roster_next(barred, 2, 2, 1), 1);
    ck_assert_int_eq(roster_next(barred, 1, 2, 1), -1);
}
END_TEST

UNIT_MAIN("upkeep", a_second_answer_to_rules_replaces_the_first_and_a_tie_does_not_carry,
    a_question_lies_with_a_senior_until_she_has_answered, a_senior_agrees_once_and_may_take_it_back,
    nothing_is_written_to_learners_until_somebody_sets_it, a_setting_is_kept_and_its_care_begins,
    of_those_who_are_here_the_one_asked_longest_ago_is_asked,
    nobody_is_asked_who_is_not_here_nor_twice_in_a_row_and_all_in_turn,
    the_ladder_climbs_in_active_hours_only_and_never_in_a_hurry, a_question_goes_round_among_those_with_the_fewest,
    peers_lead_as_much_as_the_plan_says_after_each_prompt, leading_is_even_and_nobody_leads_twice_in_a_row)
