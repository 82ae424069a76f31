/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole course, cut off at every place: at each file operation and each FAULT() point the engine dies, by a power cut
 * or a kill, comes up again on what the disk kept, and goes on to the end, while platform, phones and people are where
 * they were. What comes of it is compared with an undisturbed run. BARAZA_POWER_FULL=1 takes every place, half an hour
 * of a processor (with CK_FORK=no: Check cannot count longer than 35 minutes); BARAZA_POWER_FULL=2/8 one part of eight.
 */
#include "../unit/unit.h"
#include "log.h"
#include "outcome.h"
#include "power.h"
#include <stdio.h>

#define DAYS_LONG 18 /* the last test closes on day 17 */
#define DAYS_LIVE 5  /* the meeting is on day 3; what may not be kept is gone two days later */

/* The world around the engine; a child finds it as it stood. */
typedef struct {
    const char *course; /* NULL: course-story */
    int days;
    Scene scene;
    bool enrolled;
    PowerRun *power;
    char *expected; /* of the undisturbed run */
} World;

static void promised(gpointer data, int64_t taken, int64_t sent)
{
    power_promise(data, taken << 20 | sent);
}

static bool to_the_end(World *world, GError **error)
{
    if (!world->enrolled && !scene_enrol(&world->scene, error))
        return false;
    world->enrolled = true;
    return scene_play(&world->scene, scene_morning() + world->days * DAY, scene_people, error);
}

static bool run(PowerRun *power, const char *path, const char *vfs, gpointer data, GError **error)
{
    World *world = data;
    world->scene.course = world->course;
    bool ok = scene_open(&world->scene, path, vfs, error);
    if (ok && power) {
        world->scene.stage->link->promised = promised;
        world->scene.stage->link->promised_data = power;
    }
    ok = ok && to_the_end(world, error) && outcome_sound(&world->scene, error);
    if (ok && !world->expected)
        world->expected = outcome_text(&world->scene, error);
    /* Closing writes, so that an engine can die in it: what it would wake up to must still stand. */
    if (world->scene.stage)
        stage_close(world->scene.stage);
    scene_clear(&world->scene);
    world->scene = (Scene){ 0 };
    world->enrolled = false;
    return ok && world->expected;
}

/* A stage that had not opened yet had told nobody anything: all begins anew. */
static bool revive(const char *path, gpointer data, GError **error)
{
    World *world = data;
    Scene *scene = &world->scene;
    if (scene->stage) {
        scene->stage->link->promised = NULL;
        if (!stage_revive(scene->stage, path, error))
            return false;
    } else {
        *scene = (Scene){ .course = world->course };
        if (!scene_open(scene, path, NULL, error))
            return false;
    }
    if (!to_the_end(world, error) || !outcome_sound(scene, error))
        return false;
    g_autofree char *found = outcome_text(scene, error);
    return found && outcome_same(world->expected, found, error);
}

static void world_clear(World *world)
{
    g_free(world->expected);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

/* Fills what is expected, on a quiet log. */
static void undisturbed(World *world)
{
    g_autoptr(GError) error = NULL;
    log_set_level(LOG_ERROR);
    run(NULL, ":memory:", NULL, world, &error);
    unit_assert_ok(error);
}

static void report(const PowerScenario *scenario, const char *way, const PowerResult *result, const GError *error)
{
    unit_assert_ok(error);
    g_autofree char *text = power_result_text(scenario, way, result);
    printf("%s\n", text);
    fflush(stdout);
}

/* Every `step`-th point from the `first`; BARAZA_POWER_FULL=FIRST/STEP changes it. Whether it is every point. */
static bool choose(PowerPlan *plan)
{
    const char *full = g_getenv("BARAZA_POWER_FULL");
    if (!full)
        return false;
    const char *slash = strchr(full, '/');
    plan->seed = slash ? (uint64_t)g_ascii_strtoll(full, NULL, 10) : 1;
    plan->step = slash ? MAX(g_ascii_strtoll(slash + 1, NULL, 10), 1) : 1;
    return plan->step == 1;
}

START_TEST(a_course_whose_engine_dies_anywhere_ends_like_an_undisturbed_one)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    g_auto(World) world = { .days = DAYS_LONG };
    const PowerScenario scenario = { .name = "course", .run = run, .revive = revive, .data = &world };
    PowerPlan plan = { .seed = 5, .step = 307, .images = 3 };
    bool full = choose(&plan);
    undisturbed(&world);
    power_revive(&scenario, &plan, &result, &error);
    report(&scenario, "dies and lives again", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
    ck_assert_int_ge(result.trials, full ? 10000 : 50);
    ck_assert_int_eq(result.early, 0);
}
END_TEST

/* A meeting's cues come minutes apart, each after the one before, and what is said goes round at once. */
START_TEST(a_live_meeting_whose_engine_dies_anywhere_ends_like_an_undisturbed_one)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    g_auto(World) world = { .course = "course-live", .days = DAYS_LIVE };
    const PowerScenario scenario = { .name = "live", .run = run, .revive = revive, .data = &world };
    PowerPlan plan = { .seed = 5, .step = 307, .images = 2 };
    bool full = choose(&plan);
    undisturbed(&world);
    power_revive(&scenario, &plan, &result, &error);
    report(&scenario, "dies and lives again", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
    ck_assert_int_ge(result.trials, full ? 2000 : 10);
    ck_assert_int_eq(result.early, 0);
}
END_TEST

START_TEST(a_store_that_does_not_sync_is_noticed)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    g_auto(World) world = { .days = DAYS_LONG };
    const PowerScenario scenario = { .name = "course", .run = run, .revive = revive, .data = &world };
    undisturbed(&world);
    g_setenv("BARAZA_STORE_PRAGMA", "PRAGMA synchronous = NORMAL", TRUE);
    power_revive(&scenario, &(PowerPlan){ .seed = 5, .step = 997, .images = 1 }, &result, &error);
    report(&scenario, "power cut with synchronous=NORMAL", &result, error);
    ck_assert_int_gt(result.failed, result.trials / 4);
    ck_assert_int_gt(result.early, 10);
}
END_TEST

UNIT_MAIN("power_turn", a_course_whose_engine_dies_anywhere_ends_like_an_undisturbed_one,
    a_live_meeting_whose_engine_dies_anywhere_ends_like_an_undisturbed_one, a_store_that_does_not_sync_is_noticed)
