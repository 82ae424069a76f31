/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "active.h"
#include "rng.h"

static Cohort *cohort_in(const char *zone, const char *start)
{
    Cohort *cohort = cohort_new("c");
    g_free(cohort->zone);
    cohort->zone = g_strdup(zone);
    ck_assert(civil_parse_date(start, &cohort->start_day));
    return cohort;
}

static int64_t at(const Cohort *cohort, const char *date, int hour, int minute)
{
    int64_t days = 0;
    ck_assert(civil_parse_date(date, &days));
    Civil civil = civil_from_days(days);
    civil.hour = hour;
    civil.minute = minute;
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

START_TEST(a_night_and_a_week_end_hold_no_active_hour)
{
    g_autoptr(Cohort) c = cohort_in("Africa/Harare", "2026-12-07");
    /* Friday 18:00 to Monday 09:00: two hours on Friday, two on Monday. */
    ck_assert_int_eq(active_between(c, at(c, "2026-12-11", 18, 0), at(c, "2026-12-14", 9, 0)), 4 * HOUR);
    ck_assert_int_eq(active_between(c, at(c, "2026-12-12", 0, 0), at(c, "2026-12-14", 0, 0)), 0);
    ck_assert_int_eq(active_after(c, at(c, "2026-12-11", 18, 0), 4 * HOUR), at(c, "2026-12-14", 9, 0));
    ck_assert_int_eq(active_after(c, at(c, "2026-12-11", 22, 0), 0), at(c, "2026-12-14", 7, 0));
}
END_TEST

START_TEST(a_holiday_holds_none_and_a_night_off_at_noon_cuts_the_day_in_two)
{
    g_autoptr(Cohort) c = cohort_in("Africa/Harare", "2026-12-07");
    int64_t holiday = 0;
    civil_parse_date("2026-12-08", &holiday);
    g_array_append_val(c->holidays, holiday);
    ck_assert_int_eq(active_between(c, at(c, "2026-12-08", 0, 0), at(c, "2026-12-09", 0, 0)), 0);
    c->quiet_from = 12 * 60;
    c->quiet_to = 14 * 60;
    ck_assert_int_eq(active_between(c, at(c, "2026-12-07", 11, 0), at(c, "2026-12-07", 15, 0)), 2 * HOUR);
    ck_assert_int_eq(active_after(c, at(c, "2026-12-07", 11, 30), HOUR), at(c, "2026-12-07", 14, 30));
}
END_TEST

START_TEST(a_day_of_25_hours_has_one_more_where_there_is_no_quiet)
{
    g_autoptr(Cohort) c = cohort_in("Europe/London", "2026-10-01");
    c->quiet_from = c->quiet_to = 0;
    g_free(c->rest_days);
    c->rest_days = g_strdup("");
    ck_assert_int_eq(active_between(c, at(c, "2026-10-25", 0, 0), at(c, "2026-10-26", 0, 0)), 25 * HOUR);
    ck_assert_int_eq(active_between(c, at(c, "2026-03-29", 0, 0), at(c, "2026-03-30", 0, 0)), 23 * HOUR);
}
END_TEST

START_TEST(a_week_of_rest_days_counts_like_a_week_of_work)
{
    g_autoptr(Cohort) c = cohort_in("Africa/Harare", "2026-12-07");
    g_free(c->rest_days);
    c->rest_days = g_strdup("1234567");
    ck_assert_int_eq(active_between(c, at(c, "2026-12-12", 0, 0), at(c, "2026-12-13", 0, 0)), 13 * HOUR);
}
END_TEST

/* Second by second is too slow to compare with; minute by minute is exact, since all bounds are whole minutes. */
static int64_t counted(const Cohort *c, int64_t from, int64_t to)
{
    int64_t sum = 0;
    for (int64_t t = from; t < to; t += MINUTE)
        if (!cohort_quiet_until(c, t) && !cohort_rests(c, cohort_today(c, t)))
            sum += MINUTE;
    return sum;
}

START_TEST(both_functions_agree_with_counting_minutes_in_any_calendar)
{
    static const char *const zones[] = { "Africa/Harare", "Asia/Kolkata", "America/New_York", "Europe/London",
        "Australia/Lord_Howe", "Asia/Yangon" };
    Rng rng = rng_stream(20261123, "active");
    for (int i = 0; i < 120; i++) {
        g_autoptr(Cohort) c = cohort_in(zones[i % G_N_ELEMENTS(zones)], "2026-01-05");
        c->quiet_from = (int)rng_below(&rng, 48) * 30;
        c->quiet_to = (int)rng_below(&rng, 48) * 30;
        g_free(c->rest_days);
        c->rest_days = g_strdup(i % 3 == 0 ? "67" : i % 3 == 1 ? "5" : "");
        int64_t from = c->start_day * DAY + (int64_t)rng_below(&rng, 300 * 1440) * MINUTE;
        int64_t to = from + (int64_t)rng_below(&rng, 6 * 1440) * MINUTE;
        int64_t sum = active_between(c, from, to);
        ck_assert_msg(sum == counted(c, from, to), "case %d %s: %ld, counted %ld", i, c->zone, (long)sum,
            (long)counted(c, from, to));
        int64_t need = (int64_t)rng_below(&rng, 60) * HOUR, then = active_after(c, from, need);
        ck_assert_msg(active_between(c, from, then) == need, "case %d: %ld of %ld", i,
            (long)active_between(c, from, then), (long)need);
        ck_assert_msg(
            !cohort_quiet_until(c, then) && !cohort_rests(c, cohort_today(c, then)), "case %d: ends at rest", i);
    }
}
END_TEST

UNIT_MAIN("active", a_night_and_a_week_end_hold_no_active_hour,
    a_holiday_holds_none_and_a_night_off_at_noon_cuts_the_day_in_two,
    a_day_of_25_hours_has_one_more_where_there_is_no_quiet, a_week_of_rest_days_counts_like_a_week_of_work,
    both_functions_agree_with_counting_minutes_in_any_calendar)
