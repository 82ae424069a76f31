/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine on a database that came out of a backup: it listens and says nothing, until somebody has looked. */
#include "../unit/unit.h"
#include "admin.h"
#include "log.h"
#include "outbox.h"
#include "restore.h"
#include "scene.h"

static void play(Scene *scene, int64_t end)
{
    g_autoptr(GError) error = NULL;
    scene_play(scene, end, scene_people, &error);
    unit_assert_ok(error);
}

static int64_t accepted(const Scene *scene)
{
    OutboxCounts counts;
    ck_assert(outbox_counts(scene->stage->store, 0, &counts, NULL));
    return counts.done_by[DONE_ACCEPTED];
}

/* Two days in; then the machine is lost, and this is the backup of that moment. */
static int64_t begin(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    int64_t at = scene_morning() + 2 * DAY;
    log_set_level(LOG_ERROR);
    ck_assert_msg(
        scene_open(scene, ":memory:", NULL, &error) && scene_enrol(scene, &error), "%s", error ? error->message : "");
    play(scene, at);
    restore_mark(scene->stage->store, at, at + HOUR, &error);
    unit_assert_ok(error);
    stage_restart(scene->stage, &error);
    unit_assert_ok(error);
    return at;
}

static cJSON *confirm(Scene *scene, const char *word, bool dry, GError **error)
{
    cJSON *params = json_put_bool(json_put(cJSON_CreateObject(), "what_was_due", word), "dry_run", dry);
    cJSON *result = admin_run(
        engine_context(scene->stage->engine), "cli", "restore.confirm", params, scene->stage->clock.now, error);
    cJSON_Delete(params);
    return result;
}

static void no_faults(Scene *scene)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    ck_assert(stage_check(scene->stage, faults, &error) && stage_guard(scene->stage, faults, &error));
    ck_assert_msg(faults->len == 0, "%s", faults->len ? (char *)faults->pdata[0] : "");
}

START_TEST(a_restored_engine_sends_nothing_until_it_is_confirmed)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    int64_t at = begin(&scene), before = accepted(&scene);
    play(&scene, at + DAY);
    ck_assert_int_eq(accepted(&scene), before);
    ck_assert_ptr_nonnull(strstr(engine_paused(scene.stage->engine), "came out of a backup"));
    /* Another start does not forget it, and looking does not end it. */
    stage_restart(scene.stage, &error);
    g_autoptr(cJSON) look = confirm(&scene, "send", true, &error);
    unit_assert_ok(error);
    ck_assert_int_gt(json_int(look, "due", 0), 0);
    play(&scene, at + DAY + HOUR);
    ck_assert_int_eq(accepted(&scene), before);
    g_autoptr(cJSON) done = confirm(&scene, "send", false, &error);
    unit_assert_ok(error);
    play(&scene, at + 2 * DAY);
    ck_assert_int_gt(accepted(&scene), before);
    ck_assert_ptr_null(engine_paused(scene.stage->engine));
    ck_assert_ptr_null(confirm(&scene, "send", false, &error));
    unit_assert_error(error, "nothing waits");
    no_faults(&scene);
}
END_TEST

START_TEST(what_was_due_is_not_sent_when_it_went_out_before)
{
    g_autoptr(GError) error = NULL;
    g_auto(Scene) scene = { 0 };
    int64_t at = begin(&scene), before = accepted(&scene);
    play(&scene, at + DAY - HOUR); /* the morning's steps have come due and are held back */
    g_autoptr(cJSON) done = confirm(&scene, "skip", false, &error);
    unit_assert_ok(error);
    ck_assert_int_gt(json_int(done, "left", 0), 0);
    play(&scene, scene.stage->clock.now + MINUTE);
    ck_assert_int_eq(accepted(&scene), before);
    play(&scene, at + 3 * DAY); /* the course goes on */
    ck_assert_int_gt(accepted(&scene), before);
    no_faults(&scene);
}
END_TEST

START_TEST(what_arrives_meanwhile_is_heard)
{
    g_auto(Scene) scene = { 0 };
    g_autoptr(GError) error = NULL;
    int64_t at = begin(&scene);
    platform_phone_text(scene.stage->platform, at, 0, "STOP", NULL);
    play(&scene, at + HOUR);
    g_autoptr(GArray) people = enrolment_list(scene.stage->store, scene.stage->cohort, &error);
    g_autoptr(Enrolment) first = enrolment_get(scene.stage->store, NULL, g_array_index(people, int64_t, 0), &error);
    unit_assert_ok(error);
    ck_assert_int_eq(first->state, ENROLMENT_STOPPED);
}
END_TEST

START_TEST(new_ids_are_none_that_were_drawn_after_the_backup)
{
    g_auto(Scene) scene = { 0 };
    g_autoptr(GError) error = NULL;
    begin(&scene);
    int64_t before = 0, now = scene.stage->clock.now, id = 0;
    g_autoptr(StoreTx) tx = store_begin(scene.stage->store, &error);
    ck_assert(tx && store_next_id(scene.stage->store, &before, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    ck_assert(restore_mark(scene.stage->store, now - 3 * DAY, now, &error));
    tx = store_begin(scene.stage->store, &error);
    ck_assert(tx && store_next_id(scene.stage->store, &id, &error));
    ck_assert_int_gt(id, before + 4000000);
    store_tx_free(g_steal_pointer(&tx));
}
END_TEST

UNIT_MAIN("restored", a_restored_engine_sends_nothing_until_it_is_confirmed,
    what_was_due_is_not_sent_when_it_went_out_before, what_arrives_meanwhile_is_heard,
    new_ids_are_none_that_were_drawn_after_the_backup)
