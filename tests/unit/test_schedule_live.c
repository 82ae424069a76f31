/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the cues of a live meeting come: each so many minutes after the one before has happened. */
#include "unit.h"
#include "schedule.h"
#include <math.h>

static Course *course;
static Plan *plan;
static Cohort *cohort;
static BeatFact *facts;

static void setup(void)
{
    gsize size = 0;
    g_autofree char *xml = NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    ck_assert(g_file_get_contents("tests/data/course-live/course.xml", &xml, &size, NULL));
    course = course_read(xml, size, "course.xml", NULL, NULL, 0, faults);
    ck_assert_ptr_nonnull(course);
    plan = plan_new(course);
    cohort = cohort_new("h");
    civil_parse_date("2026-12-07", &cohort->start_day);
    facts = g_new0(BeatFact, plan_count(plan));
    for (int i = 0; i < plan_count(plan); i++)
        facts[i].score = NAN;
}

static void teardown(void)
{
    g_free(facts);
    cohort_free(cohort);
    plan_free(plan);
    course_free(course);
}

static BeatFact *fact(const char *beat)
{
    int i = plan_find(plan, beat);
    ck_assert_msg(i >= 0, "no beat %s", beat);
    return &facts[i];
}

/* -1: never; 0: it waits for something that is not known. */
static int64_t when(const char *beat)
{
    int64_t utc = -1;
    int i = plan_find(plan, beat);
    ck_assert_msg(i >= 0, "no beat %s", beat);
    Release release = schedule_when(plan, i, cohort, facts, 0, &utc);
    return release == RELEASE_AT ? utc : release == RELEASE_WAITING ? 0 : -1;
}

static void happened(const char *beat, int64_t at)
{
    fact(beat)->start = fact(beat)->done = at;
}

START_TEST(a_cue_waits_for_the_one_before_it)
{
    setup();
    int64_t two = cohort_time(cohort, 3, 14 * 60);
    ck_assert_int_eq(when("m1l"), two);
    ck_assert_int_eq(when("m1l.cue1"), 0);
    fact("m1l")->start = two + 20 * MINUTE; /* people gather late */
    ck_assert_int_eq(when("m1l.cue1"), two + 20 * MINUTE);
    ck_assert_int_eq(when("m1v"), 0);
    happened("m1l.cue1", two + 20 * MINUTE);
    ck_assert_int_eq(when("m1v"), two + 23 * MINUTE);
    happened("m1v", two + 30 * MINUTE); /* held for seven minutes */
    ck_assert_int_eq(when("m1l.cue3"), two + 33 * MINUTE);
    ck_assert_int_eq(when("m1l.cue4"), 0); /* nobody has signed the third */
    ck_assert_int_eq(when("m1l.close"), 0);
    happened("m1l.cue3", two + 2 * HOUR);
    ck_assert_int_eq(when("m1l.cue4"), two + 2 * HOUR + 3 * MINUTE);
    happened("m1l.cue4", two + 2 * HOUR + 3 * MINUTE);
    ck_assert_int_eq(when("m1l.close"), two + 2 * HOUR + 6 * MINUTE);
    teardown();
}
END_TEST

START_TEST(what_is_left_out_holds_nothing_up_and_a_meeting_that_was_not_has_no_cues)
{
    setup();
    int64_t two = cohort_time(cohort, 3, 14 * 60);
    fact("m1l")->start = two;
    happened("m1l.cue1", two);
    fact("m1v")->skipped = true;
    fact("m1v")->start = fact("m1v")->done = two + MINUTE;
    ck_assert_int_eq(when("m1l.cue3"), two + 4 * MINUTE);
    memset(facts, 0, sizeof *facts * (gsize)plan_count(plan));
    fact("m1l")->skipped = true;
    fact("m1l")->start = fact("m1l")->done = two;
    ck_assert_int_eq(when("m1l.cue1"), -1);
    teardown();
}
END_TEST

START_TEST(invitations_hang_on_the_beginning_and_none_comes_after_it)
{
    setup();
    int64_t two = cohort_time(cohort, 3, 14 * 60);
    ck_assert_int_eq(when("m1l.day"), two - DAY);
    ck_assert_int_eq(when("m1l.hour"), two - HOUR);
    fact("m1l")->start = two - 2 * HOUR; /* it was begun early */
    ck_assert_int_eq(when("m1l.hour"), -1);
    teardown();
}
END_TEST

UNIT_MAIN("schedule_live", a_cue_waits_for_the_one_before_it,
    what_is_left_out_holds_nothing_up_and_a_meeting_that_was_not_has_no_cues,
    invitations_hang_on_the_beginning_and_none_comes_after_it)
