/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A disk that fills up in the middle of a course, at many places, and has room again after a while: the engine says so
 * once, sends nothing that it could not note before, refuses webhooks, which come again, and ends as if nothing had
 * been. */
#include "../unit/unit.h"
#include "error.h"
#include "log.h"
#include "outcome.h"
#include "vfs_record.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define VFS "full"
#define DAYS_LONG 18
#define AGAIN 5        /* seconds, as the real loop waits */
#define FULL_WRITES 40 /* attempts to write, for which the disk stays full */
#define PLACES 10

static char *undisturbed(int64_t *writes)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("baraza-full-XXXXXX", NULL), *path = g_build_filename(dir, "a.db", NULL);
    g_autoptr(VfsRecord) record = vfs_record_new(VFS, false);
    g_auto(Scene) scene = { 0 };
    ck_assert(scene_open(&scene, path, VFS, &error) && scene_enrol(&scene, &error));
    vfs_record_arm(record, 0, 0, VFS_NO_FAULT);
    scene_play(&scene, scene_morning() + DAYS_LONG * DAY, scene_people, &error);
    unit_assert_ok(error);
    *writes = vfs_record_count(record);
    char *text = outcome_text(&scene, &error);
    scene_clear(&scene);
    scene = (Scene){ 0 };
    return text;
}

/* How often the play stood still for want of room. */
static int play_on(Scene *scene, int64_t end)
{
    int stood = 0;
    for (;;) {
        g_autoptr(GError) error = NULL;
        if (scene_play(scene, end, scene_people, &error))
            return stood;
        ck_assert_msg(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_FULL), "%s", error->message);
        ck_assert_ptr_nonnull(strstr(engine_paused(scene->stage->engine), "disk is full"));
        ck_assert_int_lt(++stood, 1000);
        stage_move(scene->stage, scene->stage->clock.now + AGAIN);
    }
}

/* Fills the disk at the `nth` write of a course. */
static void fill_at(int64_t nth, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("baraza-full-XXXXXX", NULL), *path = g_build_filename(dir, "a.db", NULL);
    g_autoptr(VfsRecord) record = vfs_record_new(VFS, false);
    g_auto(Scene) scene = { 0 };
    ck_assert(scene_open(&scene, path, VFS, &error) && scene_enrol(&scene, &error));
    vfs_record_arm(record, nth, FULL_WRITES, VFS_FULL);
    int stood = play_on(&scene, scene_morning() + DAYS_LONG * DAY);
    ck_assert_msg(stood > 0, "at write %d the full disk was not noticed", (int)nth);
    ck_assert_ptr_null(engine_paused(scene.stage->engine));
    g_autofree char *found = outcome_text(&scene, &error);
    bool same = found && outcome_sound(&scene, &error) && outcome_same(expected, found, &error);
    ck_assert_msg(same, "full at write %d: %s", (int)nth, error ? error->message : "");
    scene_clear(&scene);
    scene = (Scene){ 0 };
}

/* Lines of the log that name `event`. */
static int told(const char *log, const char *event)
{
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(log, &text, NULL, NULL));
    int times = 0;
    for (const char *at = text; (at = strstr(at, event)); at++)
        times++;
    return times;
}

START_TEST(a_full_disk_is_told_once_and_costs_nothing_but_time)
{
    g_autofree char *log = NULL;
    int64_t writes = 0;
    log_set_level(LOG_ERROR);
    g_autofree char *expected = undisturbed(&writes);
    int file = g_file_open_tmp("baraza-log-XXXXXX", &log, NULL), before = dup(STDERR_FILENO);
    ck_assert(file >= 0 && before >= 0 && dup2(file, STDERR_FILENO) >= 0);
    for (int place = 0; place < PLACES; place++) {
        fill_at(1 + place * (writes - FULL_WRITES) / PLACES, expected);
        ck_assert_int_eq(told(log, "turn.disk_full"), place + 1);
    }
    dup2(before, STDERR_FILENO);
    close(before);
    close(file);
    g_unlink(log);
}
END_TEST

UNIT_MAIN("full_disk", a_full_disk_is_told_once_and_costs_nothing_but_time)
