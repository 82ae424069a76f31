/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The banner: what is wrong with the installation stands above every page of those who are signed in. */
#include "hands_world.h"

#include "alarm.h"

static void raise_alarm(void)
{
    g_autoptr(GError) error = NULL;
    AlarmTurn turns[ALARM_CAUSES];
    bool changed = false;
    AlarmFacts facts = { .now = world->now - 3 * HOUR, .disk_free = 99, .backup = -1, .oldest_due = INT64_MAX };
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(tx && alarm_turn(world->store, &facts, true, turns, &changed, &error) && changed);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(an_alarm_stands_above_each_page_with_what_to_do_and_above_none_without_a_session)
{
    static const char *const pages[] = { "/", "/cohorts", "/password" };
    static const char *const roles[] = { "coordinator", "evaluator", "facilitator" };
    hands_start(2);
    raise_alarm();
    g_autofree char *outside = NULL;
    get("/login", &outside);
    ck_assert_ptr_null(strstr(outside, "role=\"alert\""));
    for (gsize r = 0; r < G_N_ELEMENTS(roles); r++) {
        log_in(roles[r]);
        for (gsize i = 0; i < G_N_ELEMENTS(pages); i++) {
            g_autofree char *page = NULL;
            if (get(pages[i], &page) != 200)
                continue;
            ck_assert_msg(strstr(page, "99 MB are left") && strstr(page, "For 3 h."), "%s:\n%s", pages[i], page);
            ck_assert_ptr_nonnull(strstr(page, "looks after the machine to make room"));
        }
    }
    hands_end();
}
END_TEST

START_TEST(without_an_alarm_there_is_no_banner)
{
    hands_start(2);
    log_in("coordinator");
    g_autofree char *page = NULL;
    ck_assert_int_eq(get("/", &page), 200);
    ck_assert_ptr_null(strstr(page, "role=\"alert\""));
    hands_end();
}
END_TEST

UNIT_MAIN("web alarms", an_alarm_stands_above_each_page_with_what_to_do_and_above_none_without_a_session,
    without_an_alarm_there_is_no_banner)
