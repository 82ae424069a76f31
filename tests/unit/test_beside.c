/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "beside.h"
#include "unit.h"

#include <pthread.h>

typedef struct {
    int done, wanted;
} Sum;

static void add(gpointer data)
{
    Sum *sum = data;
    sum->done += sum->wanted;
}

START_TEST(what_is_begun_is_done_once_and_before_the_waiting_ends)
{
    Sum sum = { 0, 0 };
    int expected = 0;
    g_autoptr(Beside) beside = beside_new(add, &sum);
    beside_wait(beside); /* nothing was begun */
    for (int i = 0; i < 2000; i++) {
        sum.wanted = i;
        expected += i;
        beside_begin(beside);
        beside_wait(beside);
        ck_assert_int_eq(sum.done, expected);
    }
}
END_TEST

START_TEST(what_nobody_waits_for_is_done_before_it_is_freed)
{
    Sum sum = { 0, 7 };
    Beside *beside = beside_new(add, &sum);
    beside_begin(beside);
    beside_free(beside);
    ck_assert_int_eq(sum.done, 7);
    beside_free(beside_new(add, &sum));
    ck_assert_int_eq(sum.done, 7);
}
END_TEST

/* A stack larger than the machine's memory is refused, as any thread is at the system's limit of them. */
START_TEST(where_no_thread_can_be_started_the_work_is_done_by_who_waits)
{
    Sum sum = { 0, 7 };
    pthread_attr_t attr;
    ck_assert(pthread_attr_init(&attr) == 0 && pthread_attr_setstacksize(&attr, (size_t)1 << 47) == 0);
    ck_assert_int_eq(pthread_setattr_default_np(&attr), 0);
    g_autoptr(Beside) beside = beside_new(add, &sum);
    beside_begin(beside);
    beside_wait(beside);
    beside_begin(beside);
    beside_wait(beside);
    ck_assert_int_eq(sum.done, 14);
}
END_TEST

UNIT_MAIN("beside", what_is_begun_is_done_once_and_before_the_waiting_ends,
    what_nobody_waits_for_is_done_before_it_is_freed, where_no_thread_can_be_started_the_work_is_done_by_who_waits)
