/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole turns with a few nurses, on a machine that fails: a program that dies with a digest in its hands, a clock that
 * jumps, a template that WhatsApp has paused. */
#include "flow.h"
#include "layout.h"
#include "outbox.h"

static const StoreQuery count_relays_leased = { .name = "count_relays_leased",
    .sql = "SELECT count(*) FROM outbox_lease AS l JOIN outbox_msg AS m ON m.id = l.id WHERE m.kind = 4 /*scan*/" };
static const StoreQuery count_relays_unknown = { .name = "count_relays_unknown",
    .sql = "SELECT count(*) FROM outbox_done AS d JOIN outbox_msg AS m ON m.id = d.id WHERE m.kind = 4 AND d.outcome = "
           "7 /*scan*/" };
static const StoreQuery count_unread = { .name = "count_unread", .sql = "SELECT count(*) FROM inbox_waiting /*scan*/" };
G_STATIC_ASSERT(OWED_RELAY == 4 && DONE_UNKNOWN == 7);

/* The text of a post on a phone, how often. */
static int shown(const Scene *scene, int phone, const char *text)
{
    int times = 0;
    for (guint i = 0; i < platform_bubbles(scene->stage->platform, phone); i++) {
        const PlatformBubble *bubble = platform_bubble(scene->stage->platform, phone, i);
        times += bubble->from_business && strstr(bubble->text, text);
    }
    return times;
}

/* The program ends while its requests wait in the machine, as often as `at` names hours of day 4. */
static void die_at(Scene *scene, int64_t at)
{
    g_autoptr(GError) error = NULL;
    play(scene, at - MINUTE);
    scene->stage->link->jammed_until = at + 2 * MINUTE;
    play(scene, at + MINUTE);
    ck_assert_int_ge(number(scene, &count_relays_leased), 1);
    stage_restart(scene->stage, &error);
    unit_assert_ok(error);
}

START_TEST(a_digest_that_was_killed_twice_shows_its_posts_once_in_a_later_one)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    int64_t day4 = (SCENE_START + 3) * INT64_C(86400);
    die_at(&scene, day4 + 11 * HOUR);
    die_at(&scene, day4 + 16 * HOUR + 30 * MINUTE);
    ck_assert_int_eq(shown(&scene, 2, "says A"), 0);
    play(&scene, day4 + 2 * DAY);
    ck_assert_int_ge(number(&scene, &count_relays_unknown), 2);
    ck_assert_int_eq(shown(&scene, 1, "says A"), 1);
    ck_assert_int_eq(shown(&scene, 0, "says B"), 1);
    ck_assert_int_eq(shown(&scene, 2, "says A"), 1);
    ck_assert_int_eq(shown(&scene, 2, "says B"), 1);
    no_faults(&scene);
}
END_TEST

static int64_t accepted(const Scene *scene)
{
    return platform_counts(scene->stage->platform).accepted;
}

/* Turns at a wrong time, while the platform keeps the right one. */
static void turn_at(Scene *scene, int64_t now, int64_t stepped)
{
    g_autoptr(GError) error = NULL;
    Clock wrong = { .kind = CLOCK_FIXED, .now = now, .stepped = stepped };
    guint n = 0;
    link_deliver(scene->stage->link, scene->stage->engine, &n, &error);
    unit_assert_ok(error);
    engine_turn(scene->stage->engine, &wrong, NULL, NULL, &scene->stage->wake, &error);
    unit_assert_ok(error);
}

START_TEST(a_clock_that_goes_back_an_hour_stops_sending_until_it_has_caught_up)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    int64_t noon = scene_morning() + 4 * HOUR;
    play(&scene, noon);
    turn_at(&scene, noon, 0);
    platform_phone_text(scene.stage->platform, noon, 0, "HELP", NULL);
    stage_move(scene.stage, noon + 30);
    int64_t before = accepted(&scene);
    turn_at(&scene, noon + 30 - HOUR, -HOUR);
    ck_assert_int_eq(accepted(&scene), before);
    ck_assert_ptr_nonnull(strstr(engine_paused(scene.stage->engine), "gone back"));
    ck_assert_int_eq(number(&scene, &count_unread), 0);
    /* A new start does not forget it. */
    stage_restart(scene.stage, &error);
    unit_assert_ok(error);
    turn_at(&scene, noon + 60 - HOUR, 0);
    ck_assert_int_eq(accepted(&scene), before);
    play(&scene, noon + HOUR);
    ck_assert_int_gt(accepted(&scene), before);
    ck_assert_ptr_null(engine_paused(scene.stage->engine));
    play(&scene, noon + DAY);
    no_faults(&scene);
}
END_TEST

START_TEST(a_clock_that_is_set_forward_a_day_sends_nothing_before_its_time)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    int64_t eve = scene_morning() + 2 * DAY; /* the next step is due that day at 12:30 */
    play(&scene, eve);
    int64_t before = accepted(&scene);
    turn_at(&scene, eve + DAY, DAY);
    turn_at(&scene, eve + DAY + 10, 0);
    ck_assert_int_eq(accepted(&scene), before);
    ck_assert_ptr_nonnull(strstr(engine_paused(scene.stage->engine), "set forward"));
    /* Set right again: as if nothing had been. */
    turn_at(&scene, eve + 20, -DAY);
    ck_assert_ptr_null(engine_paused(scene.stage->engine));
    ck_assert_int_eq(accepted(&scene), before);
    play(&scene, eve + DAY);
    ck_assert_int_gt(accepted(&scene), before);
    no_faults(&scene);
}
END_TEST

START_TEST(a_clock_that_is_set_right_is_confirmed_by_the_platforms_time)
{
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    int64_t morning = scene_morning() + 2 * DAY;
    play(&scene, morning);
    turn_at(&scene, morning, DAY);
    ck_assert_ptr_nonnull(engine_paused(scene.stage->engine));
    platform_phone_text(scene.stage->platform, morning, 0, "HELP", NULL);
    play(&scene, morning + MINUTE);
    ck_assert_ptr_null(engine_paused(scene.stage->engine));
    no_faults(&scene);
}
END_TEST

static int knocks(const Scene *scene, int phone)
{
    int times = 0;
    for (guint i = 0; i < platform_bubbles(scene->stage->platform, phone); i++)
        times += platform_bubble(scene->stage->platform, phone, i)->kind == PLATFORM_TEMPLATE;
    return times;
}

START_TEST(a_knock_that_waited_for_its_template_goes_to_nobody_who_has_come_by_herself)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    g_autoptr(cJSON) templates = layout_templates();
    const char *name = json_string(templates, "0.name");
    int64_t noon = scene_morning() + 4 * HOUR;
    ck_assert(platform_template_set(scene.stage->platform, scene.stage->clock.now, name, "en", "PAUSED"));
    scene_play(&scene, noon, NULL, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(knocks(&scene, 0) + knocks(&scene, 1), 0);
    platform_phone_text(scene.stage->platform, noon, 0, "HELP", NULL);
    scene_play(&scene, noon + HOUR, NULL, &error);
    unit_assert_ok(error);
    ck_assert(platform_template_set(scene.stage->platform, noon + HOUR, name, "en", "APPROVED"));
    scene_play(&scene, noon + 2 * HOUR, NULL, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(knocks(&scene, 1), 1);
    ck_assert_int_eq(knocks(&scene, 0), 0);
    no_faults(&scene);
}
END_TEST

UNIT_MAIN("outage", a_digest_that_was_killed_twice_shows_its_posts_once_in_a_later_one,
    a_clock_that_goes_back_an_hour_stops_sending_until_it_has_caught_up,
    a_clock_that_is_set_forward_a_day_sends_nothing_before_its_time,
    a_clock_that_is_set_right_is_confirmed_by_the_platforms_time,
    a_knock_that_waited_for_its_template_goes_to_nobody_who_has_come_by_herself)
