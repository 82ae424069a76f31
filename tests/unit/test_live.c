/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "clock.h"
#include "live.h"
#include "unit.h"

#include <string.h>

#define ENDS (100 * HOUR)

START_TEST(an_answer_that_nobody_signs_is_told_of_daily_and_given_up)
{
    static const struct {
        int64_t came, now, again;
        LiveNews news;
        int wait;
    } rows[] = {
        { 0, ENDS - 6 * MINUTE, ENDS, LIVE_COMES, 24 },
        { 0, ENDS, ENDS + DAY, LIVE_COMES, 48 },
        { 0, ENDS + HOUR, ENDS + 7 * HOUR, LIVE_COMES, 6 },
        { ENDS - 6 * MINUTE, ENDS - MINUTE, ENDS, LIVE_COMES, 24 },
        { ENDS - 6 * MINUTE, ENDS, ENDS + DAY, LIVE_ENDS, 24 },
        { ENDS - 6 * MINUTE, ENDS, ENDS + HOUR, LIVE_ENDS, 1 },
        { ENDS - 6 * MINUTE, ENDS + DAY, ENDS + 2 * DAY, LIVE_LATE, 72 },
        { ENDS - 6 * MINUTE, ENDS + 2 * DAY, ENDS + 60 * HOUR, LIVE_LATE, 60 },
        { ENDS - 6 * MINUTE, ENDS + DAY, ENDS + DAY, LIVE_GIVEN_UP, 24 },
        { ENDS - 6 * MINUTE, ENDS + 9 * DAY, ENDS + 9 * DAY, LIVE_GIVEN_UP, 24 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        int64_t again = 0;
        LiveNews news = live_unsigned(rows[i].came, ENDS, rows[i].wait, rows[i].now, &again);
        ck_assert_msg(news == rows[i].news && again == rows[i].again, "row %zu: %d, %" G_GINT64_FORMAT, i, (int)news,
            again - ENDS);
    }
}
END_TEST

START_TEST(it_is_looked_at_again_later_until_it_is_given_up)
{
    for (int wait = 1; wait <= 336; wait += 7) {
        int64_t now = ENDS - 5 * MINUTE, came = 0, again = 0;
        int looks = 0;
        while (live_unsigned(came, ENDS, wait, now, &again) != LIVE_GIVEN_UP) {
            ck_assert_msg(again > now, "wait %d h: %" G_GINT64_FORMAT, wait, now);
            came = came ? came : now;
            now = again;
            ck_assert_int_lt(++looks, 20);
        }
        ck_assert_int_eq(now, ENDS + wait * HOUR);
    }
}
END_TEST

static Part *answer(const char *body)
{
    Part *part = g_new0(Part, 1);
    CourseText *text = g_new0(CourseText, 1);
    text->lang = (char *)"en";
    text->body = (char *)body;
    part->texts = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(part->texts, text);
    return part;
}

static void part_end(Part *part)
{
    g_ptr_array_unref(part->texts);
    g_free(part);
}

START_TEST(a_signature_holds_for_what_was_signed_and_for_nothing_else)
{
    Part *part = answer("40 breaths a minute"), *other = answer("60 breaths a minute");
    g_autofree char *hash = live_hash(part, NULL), *own = live_hash(part, "Dry her first.");
    LiveCue cue = { .hash = hash };
    ck_assert(!live_is_signed(&cue, part));
    cue.signed_at = 5;
    ck_assert(live_is_signed(&cue, part) && !live_is_signed(&cue, other));
    cue.text = (char *)"Dry her first.";
    ck_assert(!live_is_signed(&cue, part));
    cue.hash = own;
    /* In her own words it holds whatever the course says. */
    ck_assert(live_is_signed(&cue, part) && live_is_signed(&cue, other));
    cue.text = (char *)"Dry her last.";
    ck_assert(!live_is_signed(&cue, part));
    part_end(part);
    part_end(other);
}
END_TEST

START_TEST(what_was_noted_of_a_cue_is_read_back)
{
    g_autoptr(Store) store = store_open(":memory:", NULL, NULL);
    ck_assert(store && store_create(store, live_schema, NULL));
    g_autoptr(StoreTx) tx = store_begin(store, NULL);
    g_autoptr(LiveCue) none = live_cue_get(store, 1, 7, "m1l.cue3", NULL);
    ck_assert(none && none->came == 0 && none->signed_at == 0 && none->room == 7 && none->cohort == 1);
    none->came = 9;
    ck_assert(live_cue_put(store, none, NULL));
    LiveCue cue = { .room = 7,
        .cohort = 1,
        .beat = (char *)"m1l.cue3",
        .came = 9,
        .signed_at = 10,
        .staff = 3,
        .name = (char *)"Dr Moyo",
        .role = (char *)"facilitator",
        .hash = (char *)"ab",
        .text = (char *)"Own" };
    ck_assert(live_cue_put(store, &cue, NULL));
    g_autoptr(LiveCue) is = live_cue_get(store, 1, 7, "m1l.cue3", NULL);
    g_autoptr(LiveCue) elsewhere = live_cue_get(store, 1, 8, "m1l.cue3", NULL);
    ck_assert(is && is->came == 9 && is->signed_at == 10 && is->staff == 3);
    ck_assert_str_eq(is->name, "Dr Moyo");
    ck_assert_str_eq(is->text, "Own");
    ck_assert(elsewhere && elsewhere->signed_at == 0);
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
}
END_TEST

START_TEST(a_meeting_goes_on_for_half_an_hour_beyond_its_end)
{
    Step meeting = { .kind = STEP_LIVE, .minutes = 12 };
    ck_assert(!live_goes_on(&meeting, 0, 5000) && !live_goes_on(&meeting, 5001, 5000));
    ck_assert(live_goes_on(&meeting, 5000, 5000) && live_goes_on(&meeting, 5000, 5000 + 42 * MINUTE - 1));
    ck_assert(!live_goes_on(&meeting, 5000, 5000 + 42 * MINUTE));
}
END_TEST

UNIT_MAIN("live", an_answer_that_nobody_signs_is_told_of_daily_and_given_up,
    it_is_looked_at_again_later_until_it_is_given_up, a_signature_holds_for_what_was_signed_and_for_nothing_else,
    what_was_noted_of_a_cue_is_read_back, a_meeting_goes_on_for_half_an_hour_beyond_its_end)
