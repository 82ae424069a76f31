/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stories that die are played in a forked child, which tells its promises through shared memory; the others in this
 * process. */
#include "power_priv.h"
#include "clock.h"
#include "error.h"
#include "fault.h"
#include "vfs_replay.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define DATABASE "power.db"

void power_promise(PowerRun *run, int64_t promise)
{
    if (!vfs_record_mark(run->record, promise))
        run->shared->early++;
    run->shared->promise = promise;
}

void power_result_clear(PowerResult *result)
{
    g_clear_pointer(&result->first, g_free);
}

void power_place_empty(const PowerPlace *place)
{
    GDir *dir = g_dir_open(place->dir, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(place->dir, name, NULL);
        (void)g_unlink(path);
    }
    if (dir)
        g_dir_close(dir);
}

void power_place_clear(PowerPlace *place)
{
    if (place->dir) {
        power_place_empty(place);
        (void)g_rmdir(place->dir);
    }
    g_clear_pointer(&place->dir, g_free);
    g_clear_pointer(&place->path, g_free);
}
bool power_place_init(PowerPlace *place, GError **error)
{
    place->dir = g_strdup("/dev/shm/baraza-power-XXXXXX");
    if (!g_mkdtemp(place->dir)) {
        g_free(place->dir);
        place->dir = g_dir_make_tmp("baraza-power-XXXXXX", error);
    }
    place->path = place->dir ? g_build_filename(place->dir, DATABASE, NULL) : NULL;
    return place->dir != NULL;
}

void power_note_failure(PowerResult *result, const char *way, int64_t point, int64_t image, const char *sentence)
{
    if (g_getenv("BARAZA_POWER_TELL"))
        g_printerr("%s at point %d, image %d: %s\n", way, (int)point, (int)image, sentence);
    if (result->failed++ == 0)
        result->first = g_strdup_printf(
            "%s at point %" G_GINT64_FORMAT ", image %" G_GINT64_FORMAT ": %s", way, point, image, sentence);
}

static void check(const PowerScenario *s, const char *path, int64_t promise, const char *way, int64_t point,
    int64_t image, PowerResult *result)
{
    g_autoptr(GError) error = NULL;
    result->trials++;
    if (!s->check(path, promise, s->data, &error))
        power_note_failure(result, way, point, image, error ? error->message : "no reason given");
}

bool power_play(const PowerScenario *s, const PowerPlace *place, VfsRecord *record, PowerShared *shared, GError **error)
{
    power_place_empty(place);
    PowerRun run = { .record = record, .shared = shared };
    return s->run(&run, place->path, POWER_VFS, s->data, error);
}

bool power_cut(const PowerScenario *s, const PowerPlan *plan, PowerResult *result, GError **error)
{
    *result = (PowerResult){ 0 };
    int64_t began = clock_monotonic_ms();
    PowerShared shared = { 0 };
    g_auto(PowerPlace) story = { 0 }, image = { 0 };
    g_autoptr(VfsRecord) record = vfs_record_new(POWER_VFS, false);
    if (!power_place_init(&story, error) || !power_place_init(&image, error) ||
        !power_play(s, &story, record, &shared, error))
        return false;
    result->early = shared.early;
    g_autoptr(VfsReplay) replay = vfs_replay_new(record);
    while (vfs_replay_step(replay)) {
        if (result->points++ % plan->step != 0)
            continue;
        int64_t n = vfs_replay_pending(replay) ? plan->images : 1;
        for (int64_t i = 0; i < n; i++) {
            if (!vfs_replay_image(replay, plan->seed, i, image.dir, error))
                return false;
            check(s, image.path, vfs_replay_promise(replay), "power cut", result->points, i, result);
        }
    }
    result->ms = clock_monotonic_ms() - began;
    return true;
}

/* How a child is to die: at a file operation or at a FAULT() point, the `nth`; 0 not at all. */
typedef struct {
    const PowerScenario *scenario;
    const PowerPlace *place;
    bool at_faults;
    int64_t nth;
    PowerShared *shared;
} Child;

static void play_in_child(const Child *c)
{
    g_autoptr(GError) error = NULL;
    VfsRecord *record = vfs_record_new(POWER_VFS, false);
    if (c->at_faults)
        fault_arm(c->nth, c->nth ? FAULT_KILL : FAULT_NONE, NULL, NULL);
    else
        vfs_record_arm(record, c->nth, 1, c->nth ? VFS_KILL : VFS_NO_FAULT);
    bool ok = power_play(c->scenario, c->place, record, c->shared, &error);
    c->shared->points = c->at_faults ? fault_count() : vfs_record_count(record);
    if (!ok)
        g_printerr("%s: %s\n", c->scenario->name, error ? error->message : "failed without a reason");
    _exit(ok ? 0 : 1);
}

/* 1 when it died as told, 0 when it came to its end, -1 with an error otherwise. */
static int die(const Child *c, GError **error)
{
    *c->shared = (PowerShared){ 0 };
    pid_t pid = fork();
    if (pid == 0)
        play_in_child(c);
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: no child could be started", c->scenario->name);
        return -1;
    }
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL && c->nth)
        return 1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "%s: the story itself failed (status %d, point %" G_GINT64_FORMAT ")", c->scenario->name, status, c->nth);
    return -1;
}

static bool kill_each(Child *c, const PowerPlan *plan, const char *way, PowerResult *result, GError **error)
{
    if (die(c, error) != 0)
        return false;
    result->points = c->shared->points;
    result->early = c->shared->early;
    check(c->scenario, c->place->path, c->shared->promise, way, 0, 0, result);
    for (c->nth = 1; c->nth <= result->points; c->nth += plan->step) {
        int died = die(c, error);
        if (died < 0)
            return false;
        if (died == 0)
            power_note_failure(result, way, c->nth, 0, "the story came to its end: it is not the same from run to run");
        check(c->scenario, c->place->path, c->shared->promise, way, c->nth, 0, result);
    }
    return true;
}

static bool kill_all(const PowerScenario *s, const PowerPlan *plan, bool at_faults, PowerResult *result, GError **error)
{
    *result = (PowerResult){ 0 };
    int64_t began = clock_monotonic_ms();
    g_auto(PowerPlace) place = { 0 };
    if (!power_place_init(&place, error))
        return false;
    PowerShared *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert(shared != MAP_FAILED);
    Child child = { .scenario = s, .place = &place, .at_faults = at_faults, .shared = shared };
    bool ok = kill_each(&child, plan, at_faults ? "kill at a fault point" : "kill at a file operation", result, error);
    munmap(shared, sizeof *shared);
    result->ms = clock_monotonic_ms() - began;
    return ok;
}

bool power_kill_writes(const PowerScenario *s, const PowerPlan *plan, PowerResult *result, GError **error)
{
    return kill_all(s, plan, false, result, error);
}

bool power_kill_faults(const PowerScenario *s, const PowerPlan *plan, PowerResult *result, GError **error)
{
    return kill_all(s, plan, true, result, error);
}

/* One story with a failure in it, then a power cut at its end. */
static bool fail_one(const PowerScenario *s, const PowerPlan *plan, VfsFault fault, int64_t nth, int64_t times,
    const PowerPlace *story, const PowerPlace *image, PowerResult *result, GError **error)
{
    PowerShared shared = { 0 };
    g_autoptr(GError) expected = NULL;
    g_autoptr(VfsRecord) record = vfs_record_new(POWER_VFS, false);
    vfs_record_arm(record, nth, times, fault);
    bool played = power_play(s, story, record, &shared, &expected);
    if (nth == 0) {
        result->points = vfs_record_count(record);
        result->early = shared.early;
        if (!played)
            g_propagate_error(error, g_steal_pointer(&expected));
        return played;
    }
    g_autoptr(VfsReplay) replay = vfs_replay_new(record);
    while (vfs_replay_step(replay))
        ;
    for (int64_t i = 0; i < (vfs_replay_pending(replay) ? plan->images : 1); i++) {
        if (!vfs_replay_image(replay, plan->seed, i, image->dir, error))
            return false;
        check(s, image->path, shared.promise, "power cut after a failed operation", nth, i, result);
    }
    return true;
}

bool power_fail_writes(
    const PowerScenario *s, const PowerPlan *plan, VfsFault fault, int64_t times, PowerResult *result, GError **error)
{
    *result = (PowerResult){ 0 };
    int64_t began = clock_monotonic_ms();
    g_auto(PowerPlace) story = { 0 }, image = { 0 };
    if (!power_place_init(&story, error) || !power_place_init(&image, error) ||
        !fail_one(s, plan, VFS_NO_FAULT, 0, 0, &story, &image, result, error))
        return false;
    for (int64_t nth = 1; nth <= result->points; nth += plan->step)
        if (!fail_one(s, plan, fault, nth, times, &story, &image, result, error))
            return false;
    result->ms = clock_monotonic_ms() - began;
    return true;
}

char *power_result_text(const PowerScenario *s, const char *way, const PowerResult *r)
{
    return g_strdup_printf("power: %s: %s: %" G_GINT64_FORMAT " points, %" G_GINT64_FORMAT " trials, %" G_GINT64_FORMAT
                           " failed, %" G_GINT64_FORMAT " early, %" G_GINT64_FORMAT "/s%s%s",
        s->name, way, r->points, r->trials, r->failed, r->early, r->trials * 1000 / MAX(r->ms, 1),
        r->first ? "\n  first: " : "", r->first ? r->first : "");
}
