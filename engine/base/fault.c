/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Armed by a test in its own process, or by the environment in a program under test. The state is behind one lock, as
 * hits may come from any thread. */
#include "fault.h"

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    bool read_environment;
    FaultAction action;
    int64_t left; /* hits until the action, 0 when disarmed */
    char *name;   /* only hits of this name count down, NULL for all */
    void (*jump)(void *data);
    void *data;
    int64_t hits;
} FaultState;

static GMutex lock;
static FaultState state;

static void end_process(void *data)
{
    exit(70);
}

/* "N:kill", "N:fail", "NAME:kill", "NAME:fail". */
static void read_environment(void)
{
    state.read_environment = true;
    const char *text = g_getenv("BARAZA_FAULT");
    const char *colon = text ? strrchr(text, ':') : NULL;
    if (!colon)
        return;
    state.action = strcmp(colon + 1, "kill") == 0 ? FAULT_KILL : FAULT_JUMP;
    state.jump = end_process;
    g_autofree char *where = g_strndup(text, (gsize)(colon - text));
    char *rest = NULL;
    int64_t nth = g_ascii_strtoll(where, &rest, 10);
    bool number = *where && !*rest;
    state.left = number ? nth : 1;
    state.name = number ? NULL : g_steal_pointer(&where);
}

void fault_hit(const char *name)
{
    g_mutex_lock(&lock);
    if (!state.read_environment)
        read_environment();
    state.hits++;
    bool now = state.left > 0 && (!state.name || strcmp(state.name, name) == 0) && --state.left == 0;
    FaultState armed = state;
    g_mutex_unlock(&lock);
    if (!now)
        return;
    if (armed.action == FAULT_KILL)
        raise(SIGKILL);
    if (armed.action == FAULT_JUMP)
        armed.jump(armed.data);
}

void fault_arm(int64_t nth, FaultAction action, void (*jump)(void *data), void *data)
{
    g_mutex_lock(&lock);
    g_free(state.name);
    state = (FaultState){
        .read_environment = true, .action = action, .left = nth, .jump = jump ? jump : end_process, .data = data
    };
    g_mutex_unlock(&lock);
}

int64_t fault_count(void)
{
    g_mutex_lock(&lock);
    int64_t hits = state.hits;
    g_mutex_unlock(&lock);
    return hits;
}
