/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "fault.h"

#include <setjmp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static jmp_buf back;

static void jump_back(void *data)
{
    (*(int *)data)++;
    longjmp(back, 1);
}

START_TEST(the_nth_hit_jumps_and_the_others_count)
{
    volatile int passed = 0;
    int jumps = 0;
    fault_arm(3, FAULT_JUMP, jump_back, &jumps);
    if (!setjmp(back)) {
        for (;;) {
            fault_hit("test.place");
            passed++;
        }
    }
    ck_assert_int_eq(passed, 2);
    ck_assert_int_eq(jumps, 1);
    fault_hit("test.place");
    ck_assert_int_eq(fault_count(), 4);
    fault_arm(0, FAULT_NONE, NULL, NULL);
    ck_assert_int_eq(fault_count(), 0);
}
END_TEST

/* How a child ends that passes "a", "b", "a" with BARAZA_FAULT set to `text`. */
static int status_of(const char *text)
{
    pid_t child = fork();
    if (child == 0) {
        g_setenv("BARAZA_FAULT", text, TRUE);
        fault_hit("a");
        fault_hit("b");
        fault_hit("a");
        _exit(0);
    }
    int status = -1;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    return status;
}

START_TEST(the_environment_arms_by_number_and_by_name)
{
    ck_assert(WIFSIGNALED(status_of("2:kill")) && WTERMSIG(status_of("2:kill")) == SIGKILL);
    ck_assert(WIFSIGNALED(status_of("b:kill")));
    ck_assert(WIFEXITED(status_of("3:fail")) && WEXITSTATUS(status_of("3:fail")) == 70);
    ck_assert_int_eq(status_of("4:kill"), 0);
    ck_assert_int_eq(status_of("c:kill"), 0);
}
END_TEST

UNIT_MAIN("fault", the_nth_hit_jumps_and_the_others_count, the_environment_arms_by_number_and_by_name)
