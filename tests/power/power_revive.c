/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fork is the world at that moment: what the program had sent is on the phones, what it had not answered will come
 * again. The parent goes on with the story, so that one play serves all places. */
#include "power_priv.h"
#include "clock.h"
#include "error.h"
#include "fault.h"
#include "vfs_replay.h"
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_S 120 /* of one child */
#define KEPT 1         /* the image with everything that was written */
#define SENTENCE 2000

typedef struct {
    const PowerScenario *scenario;
    const PowerPlan *plan;
    const PowerPlace *image;
    PowerResult *result;
    VfsRecord *record;
    VfsReplay *replay;
    char *sentence; /* of the child; shared */
    GError *error;
} Revival;

static void live_again(Revival *r, int64_t image)
{
    g_autoptr(GError) error = NULL;
    vfs_record_watch(r->record, NULL, NULL);
    fault_arm(0, FAULT_NONE, NULL, NULL);
    alarm(PATIENCE_S);
    bool ok = vfs_replay_image(r->replay, r->plan->seed, image, r->image->dir, &error) &&
              r->scenario->revive(r->image->path, r->scenario->data, &error);
    if (!ok)
        g_strlcpy(r->sentence, error ? error->message : "no reason given", SENTENCE);
    _exit(ok ? 0 : 1);
}

static void try_image(Revival *r, const char *way, int64_t image)
{
    power_place_empty(r->image);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0)
        live_again(r, image);
    int status = 0;
    if (pid < 0 || waitpid(pid, &status, 0) != pid) {
        g_set_error(&r->error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: no child could be started", r->scenario->name);
        return;
    }
    r->result->trials++;
    if (WIFSIGNALED(status))
        power_note_failure(r->result, way, r->result->points, image,
            WTERMSIG(status) == SIGALRM ? "it does not come to its end" : "it crashed");
    else if (WEXITSTATUS(status) != 0)
        power_note_failure(
            r->result, way, r->result->points, image, WEXITSTATUS(status) == 1 ? r->sentence : "it ended by itself");
}

/* Whether this point is one of the plan's. */
static bool comes(Revival *r)
{
    return !r->error && r->result->points++ % r->plan->step == (int64_t)(r->plan->seed % (uint64_t)r->plan->step);
}

static void at_operation(gpointer data)
{
    Revival *r = data;
    while (vfs_replay_step(r->replay))
        ;
    if (!comes(r))
        return;
    int64_t n = vfs_replay_pending(r->replay) ? r->plan->images : 1;
    for (int64_t i = 0; i < n && !r->error; i++)
        try_image(r, i == KEPT ? "kill at a file operation" : "power cut", i);
}

static void at_fault(void *data)
{
    Revival *r = data;
    if (comes(r))
        try_image(r, "kill at a fault point", KEPT);
    fault_arm(1, FAULT_JUMP, at_fault, r);
}

bool power_revive(const PowerScenario *s, const PowerPlan *plan, PowerResult *result, GError **error)
{
    *result = (PowerResult){ 0 };
    int64_t began = clock_monotonic_ms();
    PowerShared shared = { 0 };
    g_auto(PowerPlace) story = { 0 }, image = { 0 };
    if (!power_place_init(&story, error) || !power_place_init(&image, error))
        return false;
    g_autoptr(VfsRecord) record = vfs_record_new(POWER_VFS, false);
    g_autoptr(VfsReplay) replay = vfs_replay_new(record);
    char *sentence = mmap(NULL, SENTENCE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    g_assert(sentence != MAP_FAILED);
    Revival r = { .scenario = s,
        .plan = plan,
        .image = &image,
        .result = result,
        .record = record,
        .replay = replay,
        .sentence = sentence };
    vfs_record_watch(record, at_operation, &r);
    fault_arm(1, FAULT_JUMP, at_fault, &r);
    bool ok = power_play(s, &story, record, &shared, error) && !r.error;
    fault_arm(0, FAULT_NONE, NULL, NULL);
    vfs_record_watch(record, NULL, NULL);
    if (r.error)
        g_propagate_error(error, r.error);
    munmap(sentence, SENTENCE);
    result->early = shared.early;
    result->ms = clock_monotonic_ms() - began;
    return ok;
}
