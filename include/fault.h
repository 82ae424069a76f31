/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fault.h - named places where a test may kill or fail the program. Compiled to nothing without -Dfaults=true. */
#pragma once
#include <stdbool.h>
#include <stdint.h>

/* Counts every FAULT() that is passed; arm with fault_arm, or in the environment with BARAZA_FAULT="N:kill" (SIGKILL at
 * the N-th hit), "N:fail" (exit with status 70) or "NAME:kill", "NAME:fail" (at the first hit of that place). */
#ifdef BARAZA_FAULTS
#define FAULT(name) fault_hit(name)
#else
#define FAULT(name) ((void)0)
#endif

typedef enum { FAULT_NONE, FAULT_KILL, FAULT_JUMP, FAULT_ACTIONS } FaultAction;

void fault_hit(const char *name);
/* At the `nth` hit (from 1) after this call: FAULT_KILL ends the process by SIGKILL; FAULT_JUMP calls `jump(data)`
 * (a test's longjmp, or a look at what stands there: it may return, and may arm anew), or exits with status 70 where
 * `jump` is NULL. `nth` 0 disarms. */
void fault_arm(int64_t nth, FaultAction action, void (*jump)(void *data), void *data);
/* Hits since the last fault_arm. */
int64_t fault_count(void);
