/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole turns with a few nurses, where something happens that no story tells: a coordinator's hand, a jammed wire, a
 * clock that jumps. */
#include "../unit/unit.h"
#include "admin.h"
#include "log.h"
#include "outbox.h"
#include "scene.h"

static const StoreQuery learner_of = { .name = "learner_of", .sql = "SELECT min(learner) FROM enrolment /*scan*/" };
static const StoreQuery count_leased = { .name = "count_leased", .sql = "SELECT count(*) FROM outbox_lease /*scan*/" };
static const StoreQuery count_left = { .name = "count_left",
    .sql = "SELECT count(*) FROM outbox_done WHERE outcome = 2 /*scan*/" };

static int64_t number(const Scene *scene, const StoreQuery *query)
{
    g_autoptr(GError) error = NULL;
    int64_t value = -1;
    ck_assert(store_get_int(scene->stage->store, query, NO_ARGS, &value, NULL, &error));
    unit_assert_ok(error);
    return value;
}

static void play(Scene *scene, int64_t end)
{
    g_autoptr(GError) error = NULL;
    scene_play(scene, end, scene_people, &error);
    unit_assert_ok(error);
}

/* In memory, everybody enrolled, nothing due yet. */
static void begin(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    log_set_level(LOG_ERROR);
    ck_assert_msg(
        scene_open(scene, ":memory:", NULL, &error) && scene_enrol(scene, &error), "%s", error ? error->message : "");
    play(scene, scene_morning() - 10 * MINUTE);
}

static void no_faults(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    ck_assert(stage_check(scene->stage, faults, &error) && stage_guard(scene->stage, faults, &error));
    ck_assert_msg(faults->len == 0, "%s", faults->len ? (char *)faults->pdata[0] : "");
}

START_TEST(a_coordinators_stop_takes_back_what_has_not_left)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    begin(&scene);
    scene.stage->link->jammed_until = scene_morning() + MINUTE;
    play(&scene, scene_morning() + 30);
    ck_assert_int_eq(number(&scene, &count_leased), SCENE_LEARNERS);
    g_autofree char *learner = g_strdup_printf("L%d", (int)number(&scene, &learner_of));
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "learner", learner);
    g_autoptr(cJSON) done =
        admin_run(engine_context(scene.stage->engine), "cli", "learner.stop", params, scene.stage->clock.now, &error);
    unit_assert_ok(error);
    guint before = platform_bubbles(scene.stage->platform, 0);
    play(&scene, scene_morning() + HOUR);
    ck_assert_uint_eq(platform_bubbles(scene.stage->platform, 0), before);
    ck_assert_uint_gt(platform_bubbles(scene.stage->platform, 1), 0);
    ck_assert_int_ge(number(&scene, &count_left), 1);
    no_faults(&scene);
}
END_TEST

UNIT_MAIN("flow", a_coordinators_stop_takes_back_what_has_not_left)
