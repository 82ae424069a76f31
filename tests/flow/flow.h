/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow.h - what tests of whole turns share: a scene in memory, played on, counted in and checked. */
#pragma once
#include "../unit/unit.h"
#include "log.h"
#include "scene.h"

static inline int64_t number(const Scene *scene, const StoreQuery *query)
{
    g_autoptr(GError) error = NULL;
    int64_t value = -1;
    ck_assert(store_get_int(scene->stage->store, query, NO_ARGS, &value, NULL, &error));
    unit_assert_ok(error);
    return value;
}

static inline void play(Scene *scene, int64_t end)
{
    g_autoptr(GError) error = NULL;
    scene_play(scene, end, scene_people, &error);
    unit_assert_ok(error);
}

/* In memory, everybody enrolled, nothing due yet. */
static inline void begin(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    log_set_level(LOG_ERROR);
    ck_assert_msg(
        scene_open(scene, ":memory:", NULL, &error) && scene_enrol(scene, &error), "%s", error ? error->message : "");
    play(scene, scene_morning() - 10 * MINUTE);
}

static inline void no_faults(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    ck_assert(stage_check(scene->stage, faults, &error) && stage_guard(scene->stage, faults, &error));
    ck_assert_msg(faults->len == 0, "%s", faults->len ? (char *)faults->pdata[0] : "");
}
