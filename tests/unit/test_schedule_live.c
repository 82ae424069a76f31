/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the cues of a live meeting come: each so many minutes after the one before has happened. */
#include "schedule_world.h"

static void setup(void)
{
    g_autofree char *xml = NULL;
    ck_assert(g_file_get_contents("tests/data/course-live/course.xml", &xml, NULL, NULL));
    world_open(xml);
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
