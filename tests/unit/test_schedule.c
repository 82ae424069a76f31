/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "schedule_world.h"

static const char xml[] =
    "<?xml version=\"1.0\"?><course xmlns=\"urn:baraza:course:1\" id=\"c\" version=\"1.0\" xml:lang=\"en\">"
    "<meta><title>T</title><objective id=\"o1\"><text>O</text></objective></meta>"
    "<bank id=\"b\">"
    "<truefalse use=\"test\" id=\"t1\" objective=\"o1\" answer=\"true\"><stem><text>S1</text></stem></truefalse>"
    "<truefalse use=\"test\" id=\"t2\" objective=\"o1\" answer=\"true\"><stem><text>S2</text></stem></truefalse>"
    "<truefalse use=\"practice\" id=\"p1\" objective=\"o1\" "
    "answer=\"true\"><stem><text>S3</text></stem></truefalse></bank>"
    "<test id=\"k\" assign=\"counterbalance\"><title>K</title><form id=\"a\"><itemref ref=\"t1\"/></form>"
    "<form id=\"b\"><itemref ref=\"t2\"/></form></test>"
    "<module id=\"m0\"><title>Zero</title><release><at day=\"1\" time=\"12:30\"/></release>"
    "<agree id=\"c1\" purpose=\"course\"><text>Take it?</text></agree>"
    "<sit id=\"pre\" test=\"k\" role=\"pre\" due=\"P2D\"/>"
    "<reminder id=\"r\" of=\"pre\" plus=\"P1D\" max=\"2\"><text>Soon closed</text></reminder></module>"
    "<module id=\"m1\"><title>One</title><release><anyOf><done ref=\"pre\"/><at day=\"3\" "
    "time=\"12:30\"/></anyOf></release>"
    "<post id=\"m1p1\" to=\"room\" day=\"3\" time=\"12:30\"><text>Hello</text></post>"
    "<case id=\"m1c1\" to=\"room\" after=\"m1p1\" plus=\"PT2H\"><title>Case</title><scene "
    "id=\"s1\"><text>One</text></scene>"
    "<scene id=\"s2\" plus=\"P1D\"><text>Two</text></scene>"
    "<discussion id=\"m1d1\" due=\"P2D\"><prompt><text>Why?</text></prompt>"
    "<probe plus=\"PT12H\" ifPostsBelow=\"3\"><text>Who?</text></probe></discussion>"
    "<reveal plus=\"P1D\"><text>Done</text></reveal></case>"
    "<poll id=\"v\" to=\"room\" day=\"8\" time=\"12:30\" due=\"PT4H\" commit=\"true\" "
    "again=\"P1D\"><prompt><text>Which?</text>"
    "</prompt><choice id=\"a\"><text>A</text></choice><choice id=\"b\"><text>B</text></choice></poll>"
    "<quiz id=\"q\" to=\"each\" after=\"m1c1\" plus=\"PT1H\"><itemref ref=\"p1\"/></quiz>"
    "<sit id=\"post\" test=\"k\" role=\"post\" day=\"10\" time=\"12:30\" due=\"P5D\"/></module></course>";

static void setup(void)
{
    world_open(xml);
}

static void happened(const char *beat, int64_t start, int64_t done)
{
    fact(beat)->start = start;
    fact(beat)->done = done;
}

START_TEST(a_step_without_a_time_follows_the_step_before_it)
{
    setup();
    int64_t noon = cohort_time(cohort, 1, 12 * 60 + 30);
    ck_assert_int_eq(when("c1"), noon);
    ck_assert_int_eq(when("pre"), 0);
    happened("c1", noon, noon + 600);
    ck_assert_int_eq(when("pre"), noon + 600);
    teardown();
}
END_TEST

START_TEST(a_sit_closes_for_all_at_once_whenever_each_began)
{
    setup();
    int64_t noon = cohort_time(cohort, 1, 12 * 60 + 30);
    happened("c1", noon, noon + 20 * HOUR);
    happened("pre", noon + 20 * HOUR, 0);
    ck_assert_int_eq(when("pre.close"), noon + 2 * DAY);
    happened("pre", noon + 9 * DAY, 0); /* a late joiner has a window of her own */
    ck_assert_int_eq(when("pre.close"), noon + 11 * DAY);
    ck_assert_int_eq(schedule_embargo(plan, cohort, "k"), cohort_time(cohort, 15, 12 * 60 + 30)); /* five course days */
    teardown();
}
END_TEST

START_TEST(reminders_follow_the_opening_at_equal_steps)
{
    setup();
    happened("pre", 1000000, 0);
    ck_assert_int_eq(when("r"), 1000000 + DAY);
    ck_assert_int_eq(when("r.2"), 1000000 + 2 * DAY);
    teardown();
}
END_TEST

START_TEST(a_module_opens_by_the_first_condition_that_holds)
{
    setup();
    int64_t day3 = cohort_time(cohort, 3, 12 * 60 + 30);
    ck_assert_int_eq(when("m1p1"), day3);
    happened("m1p1", day3, day3);
    ck_assert_int_eq(when("m1c1"), day3 + 2 * HOUR);
    teardown();
}
END_TEST

START_TEST(a_case_goes_on_scene_by_scene_and_reveals_last)
{
    setup();
    happened("m1c1", 1000000, 0);
    ck_assert_int_eq(when("s2"), 1000000 + DAY);
    ck_assert_int_eq(when("m1d1"), 0);
    happened("s2", 1000000 + DAY, 1000000 + DAY);
    ck_assert_int_eq(when("m1d1"), 1000000 + DAY);
    ck_assert_int_eq(when("m1c1.reveal"), 0);
    happened("m1d1", 1000000 + 3 * DAY, 0);
    ck_assert_int_eq(when("m1c1.reveal"), 1000000 + 3 * DAY); /* after its parts */
    ck_assert_int_eq(when("m1d1.probe1"), 1000000 + 3 * DAY + 12 * HOUR);
    ck_assert(plan_beat(plan, plan_find(plan, "m1c1"))->part != NULL);
    teardown();
}
END_TEST

START_TEST(a_personal_step_may_follow_a_rooms_step)
{
    setup();
    ck_assert_int_eq(when("q"), 0);
    happened("m1c1", cohort_time(cohort, 4, 600), 0);
    ck_assert_int_eq(when("q"), cohort_time(cohort, 4, 600) + HOUR);
    ck_assert(!plan_beat(plan, plan_find(plan, "q"))->for_room);
    ck_assert(plan_beat(plan, plan_find(plan, "m1d1"))->for_room);
    teardown();
}
END_TEST

START_TEST(what_hangs_on_a_skipped_step_never_comes)
{
    setup();
    int i = plan_find(plan, "pre");
    facts[i] = (BeatFact){ .start = 5, .done = 5, .skipped = true, .score = NAN };
    ck_assert_int_eq(when("pre.close"), -1);
    ck_assert_int_eq(when("r"), -1);
    teardown();
}
END_TEST

static int64_t local(const char *zone, const char *date, int hour, int minute)
{
    int64_t days = 0;
    ck_assert(civil_parse_date(date, &days));
    Civil civil = civil_from_days(days);
    civil.hour = hour;
    civil.minute = minute;
    return civil_to_utc(civil_zone(zone, NULL), &civil, NULL);
}

/* 2026-12-07 is a Monday. */
START_TEST(days_of_a_plus_are_course_days_and_hours_are_hours)
{
    setup();
    int64_t holiday = 0;
    cohort->holidays = g_array_new(FALSE, FALSE, sizeof(int64_t));
    civil_parse_date("2026-12-22", &holiday);
    g_array_append_val(cohort->holidays, holiday);
    static const struct {
        const char *from;
        int hour;
        int64_t seconds;
        int days;
        const char *to;
        int to_hour;
    } rows[] = {
        { "2026-12-07", 12, DAY, 1, "2026-12-08", 12 },
        { "2026-12-11", 12, DAY, 1, "2026-12-14", 12 },            /* Friday to Monday */
        { "2026-12-11", 12, 2 * DAY, 2, "2026-12-15", 12 },        /* Friday to Tuesday */
        { "2026-12-12", 9, DAY, 1, "2026-12-14", 9 },              /* from a Saturday */
        { "2026-12-21", 12, DAY, 1, "2026-12-23", 12 },            /* over a holiday */
        { "2026-12-10", 12, DAY + 20 * HOUR, 1, "2026-12-14", 8 }, /* Thursday: hours end on Saturday */
        { "2026-12-11", 12, DAY + 20 * HOUR, 1, "2026-12-15", 8 },
        { "2026-12-11", 12, 48 * HOUR, 0, "2026-12-13", 12 }, /* hours end where they end */
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t from = local(cohort->zone, rows[i].from, rows[i].hour, 0);
        int64_t want = local(cohort->zone, rows[i].to, rows[i].to_hour, 0);
        ck_assert_msg(cohort_after(cohort, from, rows[i].seconds, rows[i].days) == want, "row %zu", i);
    }
    g_free(cohort->rest_days);
    cohort->rest_days = g_strdup("1234567"); /* a calendar that only rests counts every day */
    int64_t friday = local(cohort->zone, "2026-12-11", 12, 0);
    ck_assert_int_eq(cohort_after(cohort, friday, 2 * DAY, 2), friday + 2 * DAY);
    teardown();
}
END_TEST

START_TEST(a_day_keeps_its_local_time_when_the_clocks_change)
{
    setup();
    g_free(cohort->zone);
    cohort->zone = g_strdup("Europe/Berlin"); /* forward on Sunday 2027-03-28 at 02:00, back on 2026-10-25 at 03:00 */
    g_free(cohort->rest_days);
    cohort->rest_days = g_strdup("");
    int64_t before = local(cohort->zone, "2027-03-27", 12, 30);
    ck_assert_int_eq(cohort_after(cohort, before, DAY, 1), before + 23 * HOUR);
    ck_assert_int_eq(cohort_after(cohort, before, DAY, 0), before + 24 * HOUR);
    int64_t night = local(cohort->zone, "2027-03-27", 2, 30); /* 02:30 does not exist the day after */
    ck_assert_int_eq(cohort_after(cohort, night, DAY, 1), local(cohort->zone, "2027-03-28", 3, 0));
    int64_t autumn = local(cohort->zone, "2026-10-24", 12, 30);
    ck_assert_int_eq(cohort_after(cohort, autumn, DAY, 1), autumn + 25 * HOUR);
    int64_t twice = local(cohort->zone, "2026-10-24", 2, 30);
    ck_assert_int_eq(cohort_after(cohort, twice, DAY, 1), twice + 24 * HOUR); /* the first of the two */
    teardown();
}
END_TEST

START_TEST(scenes_reveals_and_closes_never_fall_on_a_rest_day)
{
    setup();
    int64_t friday = local(cohort->zone, "2026-12-11", 12, 30), monday = local(cohort->zone, "2026-12-14", 12, 30);
    happened("m1c1", friday, 0);
    ck_assert_int_eq(when("s2"), monday);
    happened("s2", monday, monday);
    happened("m1d1", friday, 0);
    ck_assert_int_eq(when("m1d1.probe1"), friday + 12 * HOUR);
    ck_assert_int_eq(when("m1d1.close"), monday + DAY);
    ck_assert_int_eq(when("m1c1.reveal"), monday);
    happened("pre", friday, 0);
    ck_assert_int_eq(when("r"), monday);
    ck_assert_int_eq(when("r.2"), monday + DAY);
    teardown();
}
END_TEST

/* The same course for who joined on day 5: consents, then the lessons she missed, then her quiz. */
START_TEST(a_late_joiners_quiz_waits_for_consent_and_for_the_lessons_above_it)
{
    setup();
    int64_t joined = cohort_time(cohort, 5, 540), utc = 0;
    int quiz = plan_find(plan, "q"), lesson = plan_find(plan, "m1p1");
    g_autofree BeatFact *own = g_new0(BeatFact, plan_count(plan));
    happened("m1p1", joined - 2 * DAY, joined - 2 * DAY);
    happened("m1c1", joined - DAY, 0);
    ck_assert_int_eq(schedule_when(plan, quiz, cohort, facts, joined, &utc), RELEASE_WAITING); /* no consent yet */
    happened("c1", joined, joined + 60);
    schedule_for_late(plan, facts, own);
    ck_assert(facts[lesson].missed && !facts[lesson].start);
    ck_assert_int_eq(schedule_when(plan, quiz, cohort, facts, joined, &utc), RELEASE_WAITING);
    ck_assert_int_eq(schedule_when(plan, plan_find(plan, "post"), cohort, facts, joined, &utc), RELEASE_AT);
    happened("m1p1", joined - 2 * DAY, joined - 2 * DAY);
    happened("m1c1", joined - DAY, 0);
    own[lesson].start = joined + 600;
    own[plan_find(plan, "m1c1")].start = joined + 900;
    schedule_for_late(plan, facts, own);
    ck_assert(!facts[lesson].missed);
    ck_assert_int_eq(facts[lesson].done, joined + 600);
    ck_assert_int_eq(schedule_when(plan, quiz, cohort, facts, joined, &utc), RELEASE_AT);
    ck_assert_int_eq(utc, joined + 900 + HOUR); /* after the case as she was told it */
    teardown();
}
END_TEST

START_TEST(a_commit_poll_is_asked_again_so_long_after_its_close)
{
    setup();
    int64_t noon = cohort_time(cohort, 8, 12 * 60 + 30);
    ck_assert_int_eq(when("v.again"), 0);
    happened("v", noon, 0);
    happened("v.close", noon + 4 * HOUR, noon + 4 * HOUR);
    ck_assert_int_eq(when("v.again"), cohort_time(cohort, 9, 16 * 60 + 30));
    happened("v.again", when("v.again"), 0);
    ck_assert_int_eq(when("v.again.close"), cohort_time(cohort, 9, 20 * 60 + 30));
    teardown();
}
END_TEST

START_TEST(the_table_is_extended_once_and_moves_one_way)
{
    setup();
    GError *error = NULL;
    g_autoptr(Store) store = store_open(":memory:", NULL, &error);
    ck_assert(store_create(store, schedule_schema, &error));
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    cohort->id = 1;
    int added = 0;
    ck_assert(schedule_extend(store, plan, cohort, 42, 7, 0, &added, &error));
    int first = added;
    ck_assert_int_ge(first, 2);
    ck_assert(schedule_extend(store, plan, cohort, 42, 7, 0, &added, &error));
    ck_assert_int_eq(added, 0);
    int64_t noon = cohort_time(cohort, 1, 12 * 60 + 30);
    g_autoptr(GPtrArray) early = schedule_due(store, noon - 1, 100, &error);
    ck_assert_uint_eq(early->len, 0);
    g_autoptr(GPtrArray) due = schedule_due(store, noon, 100, &error);
    ck_assert_uint_eq(due->len, 1);
    const Due *c1 = due->pdata[0];
    ck_assert_str_eq(c1->beat, "c1");
    ck_assert_str_eq(c1->local, "2026-12-07 12:30 Africa/Harare");
    ck_assert(schedule_open(store, c1->id, noon, &error));
    ck_assert(!schedule_open(store, c1->id, noon, &error));
    unit_assert_error(error, "not where it was believed");
    ck_assert(schedule_finish(store, c1->id, noon + 60, NAN, &error));
    ck_assert(schedule_extend(store, plan, cohort, 42, 7, 0, &added, &error));
    ck_assert_int_eq(added, 1);
    g_autoptr(Due) pre = schedule_find(store, 42, 0, "pre", &error);
    ck_assert_int_eq(pre->utc, noon + 60);
    g_clear_pointer(&tx, store_tx_free);
    teardown();
}
END_TEST

UNIT_MAIN("schedule", a_step_without_a_time_follows_the_step_before_it,
    a_sit_closes_for_all_at_once_whenever_each_began, reminders_follow_the_opening_at_equal_steps,
    a_module_opens_by_the_first_condition_that_holds, a_case_goes_on_scene_by_scene_and_reveals_last,
    a_personal_step_may_follow_a_rooms_step, what_hangs_on_a_skipped_step_never_comes,
    days_of_a_plus_are_course_days_and_hours_are_hours, a_day_keeps_its_local_time_when_the_clocks_change,
    scenes_reveals_and_closes_never_fall_on_a_rest_day,
    a_late_joiners_quiz_waits_for_consent_and_for_the_lessons_above_it, the_table_is_extended_once_and_moves_one_way,
    a_commit_poll_is_asked_again_so_long_after_its_close)
