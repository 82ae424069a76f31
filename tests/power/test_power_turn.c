/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journeys of the engine, when the power fails or the process is killed at any place: two learners begin a course,
 * agree, sit a test. A webhook that was answered 200 is there, a message that left has its lease, every message is in
 * exactly one place, the journal verifies, and after the next start no due step is left behind. */
#include "../unit/unit.h"
#include "journal.h"
#include "log.h"
#include "outbox.h"
#include "power.h"
#include "stage_priv.h"
#include <stdio.h>

#define START_DAY 20458 /* Monday 2026-01-05 */
#define LEARNERS 2
#define PROMISE(taken, sent) ((int64_t)(taken) << 20 | (sent))

static const StoreQuery count_bodies = { .name = "count_bodies", .sql = "SELECT count(*) FROM inbox_raw" };
static const StoreQuery count_sent = { .name = "count_sent",
    .sql = "SELECT (SELECT count(*) FROM outbox_lease) + (SELECT count(*) FROM outbox_done)" };
static const StoreQuery count_late = { .name = "count_late",
    .sql = "SELECT count(*) FROM due WHERE state = 0 AND utc <= (SELECT max(created) FROM outbox_msg) - 60" };

static char *course_dir(void)
{
    const char *root = g_getenv("BARAZA_SOURCE");
    return g_build_filename(root ? root : ".", "tests/data/course-story", NULL);
}

typedef struct {
    char *dir;
    CoursePackage *package;
    Cohort *cohort;
    Stage *stage;
} Scene;

static void scene_clear(Scene *scene)
{
    stage_free(scene->stage);
    course_package_free(scene->package);
    cohort_free(scene->cohort);
    g_free(scene->dir);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Scene, scene_clear)

static bool scene_open(Scene *scene, const char *path, const char *vfs, int64_t opens, GError **error)
{
    scene->dir = course_dir();
    scene->package = course_package_load(scene->dir, START_DAY, error);
    scene->cohort = cohort_new("power");
    g_free(scene->cohort->zone);
    scene->cohort->zone = g_strdup("Africa/Harare");
    scene->cohort->start_day = START_DAY;
    scene->cohort->seed = 1;
    StageConfig config = { .package = scene->package,
        .package_dir = scene->dir,
        .cohort = scene->cohort,
        .database = path,
        .vfs = vfs,
        .media = g_get_tmp_dir(),
        .opens = opens,
        .platform = platform_config() };
    config.platform.approval_min = config.platform.approval_max = 60;
    scene->stage = scene->package ? stage_new(&config, error) : NULL;
    for (int i = 0; scene->stage && i < LEARNERS; i++) {
        g_autofree char *number = g_strdup_printf("26377100000%d", i);
        PlatformPhone phone = { .number = number, .name = "Nurse", .allowed = true };
        platform_phone_add(scene->stage->platform, &phone);
    }
    return scene->stage != NULL;
}

static bool enrol(Stage *stage, GError **error)
{
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)enrol_row_free);
    for (int i = 0; i < LEARNERS; i++) {
        EnrolRow *row = g_new0(EnrolRow, 1);
        row->phone = g_strdup_printf("+26377100000%d", i);
        row->name = g_strdup("Nurse");
        row->lang = g_strdup("en");
        row->tier = g_strdup("full");
        row->opt_in = stage->clock.now - DAY;
        row->opt_in_means = g_strdup("paper form");
        g_ptr_array_add(rows, row);
    }
    return stage_enrol(stage, rows, error);
}

/* Everybody taps the first choice of what came last, once for each message. */
static guint tap_on(gpointer data, int64_t now)
{
    Stage *stage = data;
    guint done = 0;
    for (int phone = 0; phone < LEARNERS; phone++) {
        guint n = platform_bubbles(stage->platform, phone);
        const PlatformBubble *last = n ? platform_bubble(stage->platform, phone, n - 1) : NULL;
        if (!last || !last->from_business || last->n_choices == 0)
            continue;
        platform_phone_tap(stage->platform, now, phone, last->wamid, 0);
        done++;
    }
    return done;
}

static bool play_until(Stage *stage, int64_t end, StagePeople *people, GError **error)
{
    while (stage->clock.now < end) {
        if (!stage_settle(stage, people, stage, error))
            return false;
        stage_move(stage, CLAMP(stage_next(stage), stage->clock.now + 1, end));
    }
    return true;
}

static int64_t morning(void)
{
    return START_DAY * INT64_C(86400) + 6 * HOUR; /* 08:00 in Harare */
}

static void promised(gpointer data, int64_t taken, int64_t sent)
{
    power_promise(data, PROMISE(taken, sent));
}

static bool run(PowerRun *power, const char *path, const char *vfs, gpointer data, GError **error)
{
    g_auto(Scene) scene = { 0 };
    if (!scene_open(&scene, path, vfs, morning() - HOUR, error))
        return false;
    scene.stage->link->promised = promised;
    scene.stage->link->promised_data = power;
    scene.stage->link->taken = scene.stage->link->sent = 0;
    return enrol(scene.stage, error) && play_until(scene.stage, morning() + HOUR, tap_on, error);
}

static int64_t number(Store *store, const StoreQuery *query)
{
    int64_t value = -1;
    return store_get_int(store, query, NO_ARGS, &value, NULL, NULL) ? value : -1;
}

static bool expect(bool ok, const char *what, int64_t found, int64_t wanted, GError **error)
{
    if (!ok)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: %d, not %d", what, (int)found, (int)wanted);
    return ok;
}

static bool is_whole(Stage *stage, GError **error)
{
    int64_t broken = 0;
    return store_integrity(stage->store, error) && journal_verify(stage->store, NULL, NULL, error) &&
           outbox_check(stage->store, &broken, error) &&
           expect(broken == 0, "a message is not in exactly one place", broken, 0, error);
}

/* The account kept its templates. */
static void know_templates(Platform *platform)
{
    g_autoptr(cJSON) templates = layout_templates();
    const cJSON *one;
    cJSON_ArrayForEach(one, templates)
    {
        g_autofree char *components = json_text(json_at(one, "components"));
        platform_template_add(
            platform, json_string(one, "name"), json_string(one, "language"), json_string(one, "category"), components);
    }
}

/* The engine comes up an hour later and goes on for hours; its platform knows nothing of what was sent before. */
static bool check(const char *path, int64_t promise, gpointer data, GError **error)
{
    int64_t taken = promise >> 20, sent = promise & 0xfffff;
    g_auto(Scene) scene = { 0 };
    if (!scene_open(&scene, path, NULL, morning() + 2 * HOUR, error))
        return false;
    Stage *stage = scene.stage;
    know_templates(stage->platform);
    int64_t bodies = number(stage->store, &count_bodies), left = number(stage->store, &count_sent);
    if (!is_whole(stage, error) || !expect(bodies >= taken, "bodies that were answered", bodies, taken, error) ||
        !expect(left >= sent, "leases of what was sent", left, sent, error))
        return false;
    if (!play_until(stage, stage->clock.now + 6 * HOUR, NULL, error) || !is_whole(stage, error))
        return false;
    int64_t late = number(stage->store, &count_late);
    return expect(late == 0, "steps that are due and were not taken", late, 0, error);
}

static const PowerScenario scenario = { .name = "turn", .run = run, .check = check };

static void report(const char *way, const PowerResult *result, const GError *error)
{
    unit_assert_ok(error);
    g_autofree char *text = power_result_text(&scenario, way, result);
    printf("%s\n", text);
    fflush(stdout);
}

static int64_t step_of(int64_t normal)
{
    log_set_level(LOG_ERROR);
    return g_getenv("BARAZA_POWER_FULL") ? 1 : normal;
}

START_TEST(a_power_cut_loses_nothing_of_a_course)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_cut(&scenario, &(PowerPlan){ .seed = 3, .step = step_of(29), .images = 1 }, &result, &error);
    report("power cut", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
    ck_assert_int_ge(result.trials, 20);
    ck_assert_int_eq(result.early, 0);
}
END_TEST

START_TEST(a_store_that_does_not_sync_is_noticed)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    g_setenv("BARAZA_STORE_PRAGMA", "PRAGMA synchronous = NORMAL", TRUE);
    power_cut(&scenario, &(PowerPlan){ .seed = 3, .step = 101, .images = 1 }, &result, &error);
    report("power cut with synchronous=NORMAL", &result, error);
    ck_assert_int_gt(result.failed, 0);
    ck_assert_int_gt(result.early, 10);
}
END_TEST

START_TEST(a_kill_at_a_fault_point_loses_nothing_of_a_course)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_kill_faults(&scenario, &(PowerPlan){ .step = step_of(17) }, &result, &error);
    report("kill at a fault point", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
    ck_assert_int_ge(result.points, 100);
}
END_TEST

UNIT_MAIN("power_turn", a_power_cut_loses_nothing_of_a_course, a_store_that_does_not_sync_is_noticed,
    a_kill_at_a_fault_point_loses_nothing_of_a_course)
