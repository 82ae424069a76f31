/* SPDX-License-Identifier: GPL-3.0-or-later */
/* power.h - plays a story again and again, cut off each time at another place, and checks what is left.
 *
 * A scenario is two functions: one plays a story on a fresh database and says what it promises as it goes ("this
 * webhook was answered"), the other opens what is left and says what is missing. The same scenario serves four ways of
 * dying, and a third function, which goes on in the world as it stood, for a fifth:
 *
 *     power_cut           the power fails: unsynced writes dropped, kept or torn (vfs_replay.h)
 *     power_kill_writes   kill -9 at each operation on the database's files
 *     power_kill_faults   kill -9 at each FAULT() point
 *     power_fail_writes   an operation fails (disk error or disk full), the story ends or goes on as it sees fit, then
 * the power fails
 *     power_revive        at each operation and each FAULT() point the process forks: the child is dead there, and goes
 *                         on as the next program, on the disk that was left, while the world around it (platform,
 *                         phones, clock) is what it was
 *
 * To plug in a journey that is driven by engine_turn: `run` opens the store with the given file system, builds the
 * engine on it, turns it with a fixed clock and a fake channel, and calls power_promise(run, n) for the n-th 200 given
 * or request sent; a turn that fails with a broken store ends the story. `check` opens the store, and may let a new
 * engine turn on to the end before it compares. Both must be the same from run to run, and leave nothing open. */
#pragma once
#include "vfs_record.h"

typedef struct PowerRun PowerRun;

typedef struct {
    const char *name;
    /* Plays the story on the database `path` (absent at first) with SQLite's file system `vfs`. False with an error
     * when the story could not be played to its end: right after an injected failure, a fault of the scenario
     * otherwise. */
    bool (*run)(PowerRun *run, const char *path, const char *vfs, gpointer data, GError **error);
    /* Looks at the database that is left, after `promise` was the last promise made (0: none), with the system's file
     * system. False with a sentence that says what is lost. */
    bool (*check)(const char *path, int64_t promise, gpointer data, GError **error);
    /* For power_revive, in a child: what the story opened is dead and lies as it was, to be neither used nor freed; the
     * program starts again on `path` with the system's file system, and goes on to the story's end. False with a
     * sentence that says what is wrong with it. */
    bool (*revive)(const char *path, gpointer data, GError **error);
    gpointer data; /* borrowed */
} PowerScenario;

/* Inside `run`: the `promise`-th promise has been made; numbers grow from 1. */
void power_promise(PowerRun *run, int64_t promise);

typedef struct {
    int64_t points; /* operations in the story (FAULT() passages for power_kill_faults) */
    int64_t trials; /* images, kills or failures tried */
    int64_t failed; /* trials whose check failed */
    int64_t early;  /* promises made while the log held something unsynced, in an undisturbed run */
    int64_t ms;
    char *first; /* the first failure: where, and the check's sentence; NULL when none */
} PowerResult;
void power_result_clear(PowerResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PowerResult, power_result_clear)

/* Which trials to make: of every `step`-th point (1: all), from the `seed`; for power cuts `images` images a point. */
typedef struct {
    uint64_t seed;
    int64_t step, images;
} PowerPlan;

/* False with an error when the trials themselves could not be made; lost promises are counted, not errors. `result` is
 * initialised by the call. */
bool power_cut(const PowerScenario *scenario, const PowerPlan *plan, PowerResult *result, GError **error);
bool power_kill_writes(const PowerScenario *scenario, const PowerPlan *plan, PowerResult *result, GError **error);
bool power_kill_faults(const PowerScenario *scenario, const PowerPlan *plan, PowerResult *result, GError **error);
/* `fault`: VFS_IO or VFS_FULL, for `times` operations from the point on. */
bool power_fail_writes(const PowerScenario *scenario, const PowerPlan *plan, VfsFault fault, int64_t times,
    PowerResult *result, GError **error);
/* Of every `step`-th point. At an operation `images` disks: with nothing that was not synced, with everything (which is
 * also what a kill leaves), then mixed and torn ones; at a FAULT() point the disk that a kill leaves. */
bool power_revive(const PowerScenario *scenario, const PowerPlan *plan, PowerResult *result, GError **error);

/* BARAZA_POWER_TELL=1 names each failure as it comes.
 * "power: store: 812 points, 6,120 trials, 0 failed, 0 early, 900/s"; given. */
char *power_result_text(const PowerScenario *scenario, const char *way, const PowerResult *result);
