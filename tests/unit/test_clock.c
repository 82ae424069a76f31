/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "clock.h"

START_TEST(a_fixed_clock_moves_only_when_told)
{
    Clock clock = clock_fixed(1000);
    ck_assert_int_eq(clock_tick(&clock), 1000);
    clock_advance(&clock, 3 * DAY);
    ck_assert_int_eq(clock_tick(&clock), 1000 + 259200);
    clock_set(&clock, 7);
    ck_assert_int_eq(clock.now, 7);
}
END_TEST

START_TEST(the_system_clock_is_after_this_was_written)
{
    Clock clock = clock_system();
    ck_assert_int_gt(clock.now, 1767225600);
    ck_assert_int_ge(clock_tick(&clock), 1767225600);
    ck_assert_int_le(clock_monotonic_ms(), clock_monotonic_ms());
}
END_TEST

START_TEST(days_and_dates_are_inverse_over_two_centuries)
{
    ck_assert_int_eq(civil_days(1970, 1, 1), 0);
    ck_assert_int_eq(civil_days(2000, 3, 1), 11017);
    int weekday = civil_from_days(-40000).weekday;
    for (int64_t day = -40000; day < 40000; day++) {
        Civil civil = civil_from_days(day);
        ck_assert_int_eq(civil_days(civil.year, civil.month, civil.day), day);
        ck_assert_int_eq(civil.weekday, weekday);
        weekday = weekday % 7 + 1;
    }
    ck_assert_int_eq(civil_from_days(civil_days(2026, 12, 7)).weekday, 1);
}
END_TEST

typedef struct {
    const char *zone;
    Civil local;
    CivilKind kind;
    const char *utc;
} ZoneRow;

/* Rules of the zones: tz data base, europe, africa, northamerica, asia, australasia. */
static const ZoneRow zone_rows[] = {
    { "UTC", { 2026, 12, 7, 14, 30, 0 }, CIVIL_UNIQUE, "2026-12-07T14:30:00Z" },
    { "Africa/Harare", { 2026, 12, 7, 14, 30, 0 }, CIVIL_UNIQUE, "2026-12-07T12:30:00Z" },
    { "Asia/Kolkata", { 2026, 12, 7, 14, 30, 0 }, CIVIL_UNIQUE, "2026-12-07T09:00:00Z" },
    { "Asia/Yangon", { 2026, 12, 7, 14, 30, 0 }, CIVIL_UNIQUE, "2026-12-07T08:00:00Z" },
    { "Asia/Kathmandu", { 2026, 1, 1, 0, 0, 0 }, CIVIL_UNIQUE, "2025-12-31T18:15:00Z" },
    { "Europe/London", { 2026, 3, 29, 0, 59, 59 }, CIVIL_UNIQUE, "2026-03-29T00:59:59Z" },
    { "Europe/London", { 2026, 3, 29, 1, 0, 0 }, CIVIL_GAP, "2026-03-29T01:00:00Z" },
    { "Europe/London", { 2026, 3, 29, 1, 30, 0 }, CIVIL_GAP, "2026-03-29T01:00:00Z" },
    { "Europe/London", { 2026, 3, 29, 2, 0, 0 }, CIVIL_UNIQUE, "2026-03-29T01:00:00Z" },
    { "Europe/London", { 2026, 10, 25, 0, 59, 59 }, CIVIL_UNIQUE, "2026-10-24T23:59:59Z" },
    { "Europe/London", { 2026, 10, 25, 1, 30, 0 }, CIVIL_TWICE, "2026-10-25T00:30:00Z" },
    { "Europe/London", { 2026, 10, 25, 2, 0, 0 }, CIVIL_UNIQUE, "2026-10-25T02:00:00Z" },
    { "America/New_York", { 2026, 3, 8, 2, 30, 0 }, CIVIL_GAP, "2026-03-08T07:00:00Z" },
    { "America/New_York", { 2026, 11, 1, 1, 30, 0 }, CIVIL_TWICE, "2026-11-01T05:30:00Z" },
    { "Africa/Cairo", { 2026, 4, 24, 0, 30, 0 }, CIVIL_GAP, "2026-04-23T22:00:00Z" },
    { "Africa/Cairo", { 2026, 10, 29, 23, 30, 0 }, CIVIL_TWICE, "2026-10-29T20:30:00Z" },
    { "Pacific/Apia", { 2011, 12, 30, 12, 0, 0 }, CIVIL_GAP, "2011-12-30T10:00:00Z" }, /* a day that never was */
};

START_TEST(local_times_become_utc_also_where_they_are_skipped_or_occur_twice)
{
    for (gsize i = 0; i < G_N_ELEMENTS(zone_rows); i++) {
        const ZoneRow *row = &zone_rows[i];
        GError *error = NULL;
        const CivilZone *zone = civil_zone(row->zone, &error);
        unit_assert_ok(error);
        CivilKind kind;
        g_autofree char *utc = civil_utc_text(civil_to_utc(zone, &row->local, &kind));
        ck_assert_msg(strcmp(utc, row->utc) == 0 && kind == row->kind, "row %zu: %s, kind %d", i, utc, (int)kind);
    }
}
END_TEST

START_TEST(every_quarter_hour_of_a_year_comes_back_from_local_time)
{
    const CivilZone *zone = civil_zone("Europe/London", NULL);
    int64_t from = civil_days(2026, 1, 1) * DAY;
    int gaps = 0, twice = 0;
    for (int64_t utc = from; utc < from + 365 * DAY; utc += 15 * MINUTE) {
        Civil civil = civil_from_utc(zone, utc);
        CivilKind kind;
        int64_t back = civil_to_utc(zone, &civil, &kind);
        gaps += kind == CIVIL_GAP;
        twice += kind == CIVIL_TWICE;
        ck_assert(back == utc || (kind == CIVIL_TWICE && back == utc - HOUR));
    }
    ck_assert_int_eq(gaps, 0);
    ck_assert_int_eq(twice, 8);
}
END_TEST

START_TEST(a_name_that_is_no_zone_is_refused)
{
    static const char *const names[] = { "", "Africa", "Africa/Nowhere", "+02:00", "EST5EDT4,M3.2.0,M11.1.0",
        "../../etc/passwd", "/usr/share/zoneinfo/Africa/Harare", "Africa/../Africa/Harare", "Europe/" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        GError *error = NULL;
        ck_assert_msg(civil_zone(names[i], &error) == NULL, "%s", names[i]);
        unit_assert_error(error, "no time zone");
    }
    ck_assert_ptr_null(civil_zone(NULL, NULL));
    ck_assert_ptr_eq(civil_zone("Africa/Harare", NULL), civil_zone("Africa/Harare", NULL));
}
END_TEST

START_TEST(dates_times_and_durations_are_read_strictly)
{
    int64_t value = -1;
    int minutes = -1;
    ck_assert(civil_parse_date("2028-02-29", &value) && value == civil_days(2028, 2, 29));
    static const char *const bad_dates[] = { "2026-02-29", "2026-13-01", "2026-1-01", "2026-01-01 ", "", "26-01-01",
        "2026-04-31", "2026-00-10", "2026-01-00", "0000-01-01", "2026-01-32" };
    for (gsize i = 0; i < G_N_ELEMENTS(bad_dates); i++)
        ck_assert_msg(!civil_parse_date(bad_dates[i], &value), "%s", bad_dates[i]);
    ck_assert(civil_parse_time("23:59", &minutes) && minutes == 1439);
    ck_assert(civil_parse_time("00:00", &minutes) && minutes == 0);
    static const char *const bad_times[] = { "24:00", "9:00", "09:60", "09:00:00", "", "25:30", "-1:00" };
    for (gsize i = 0; i < G_N_ELEMENTS(bad_times); i++)
        ck_assert_msg(!civil_parse_time(bad_times[i], &minutes), "%s", bad_times[i]);
}
END_TEST

START_TEST(durations_are_read_strictly)
{
    static const struct {
        const char *text;
        int64_t seconds;
        int days;
    } rows[] = { { "P2D", 2 * DAY, 2 }, { "PT12H", 12 * HOUR, 0 }, { "P1DT6H", 30 * HOUR, 1 }, { "PT90M", 5400, 0 },
        { "PT1H30M5S", 5405, 0 }, { "PT0S", 0, 0 }, { "PT48H", 2 * DAY, 0 } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t value = -1;
        int days = -1;
        ck_assert_msg(civil_parse_duration(rows[i].text, &value, &days), "%s", rows[i].text);
        ck_assert_int_eq(value, rows[i].seconds);
        ck_assert_int_eq(days, rows[i].days);
    }
    static const char *const bad[] = { "", "P", "PT", "P1DT", "2D", "P1W", "P1M", "PT1M2H", "PT1H1H", "P-1D", "P1.5D",
        "P1D ", "PTH", "P1DX", "P9999999999D" };
    int64_t value;
    int days;
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        ck_assert_msg(!civil_parse_duration(bad[i], &value, &days), "%s", bad[i]);
}
END_TEST

START_TEST(times_are_written_for_machines_and_for_people)
{
    const CivilZone *zone = civil_zone("Africa/Harare", NULL);
    g_autofree char *utc = civil_utc_text(1796646600), *local = civil_local_text(zone, 1796646600);
    ck_assert_str_eq(utc, "2026-12-07T12:30:00Z");
    ck_assert_str_eq(local, "2026-12-07 14:30");
    g_autofree char *before = civil_utc_text(-1);
    ck_assert_str_eq(before, "1969-12-31T23:59:59Z");
}
END_TEST

START_TEST(a_clock_that_was_set_is_told_from_time_that_passed)
{
    Clock clock = clock_system();
    clock_tick(&clock);
    ck_assert_int_eq(clock.stepped, 0);
    clock.offset_ms -= INT64_C(86400) * 1000; /* as if the time had been a day less */
    clock_tick(&clock);
    ck_assert_int_ge(clock.stepped, 86399);
    clock.offset_ms += INT64_C(3600) * 1000;
    clock_tick(&clock);
    ck_assert_int_le(clock.stepped, -3599);
    clock_set(&clock, clock.now);
    ck_assert_int_eq(clock.stepped, 0);
}
END_TEST

UNIT_MAIN("clock", a_clock_that_was_set_is_told_from_time_that_passed, a_fixed_clock_moves_only_when_told,
    the_system_clock_is_after_this_was_written, days_and_dates_are_inverse_over_two_centuries,
    local_times_become_utc_also_where_they_are_skipped_or_occur_twice,
    every_quarter_hour_of_a_year_comes_back_from_local_time, a_name_that_is_no_zone_is_refused,
    dates_times_and_durations_are_read_strictly, durations_are_read_strictly,
    times_are_written_for_machines_and_for_people)
