/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "inbox.h"

static Store *open_store(void)
{
    GError *error = NULL;
    Store *store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(store, inbox_schema, &error));
    return store;
}

START_TEST(bodies_come_out_in_the_order_they_came)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(inbox_add(store, 5, "{\"a\":1}", 7, &error));
    ck_assert(inbox_add(store, 5, "x\0y", 3, &error));
    g_autoptr(GPtrArray) raw = inbox_take(store, 10, &error);
    ck_assert_uint_eq(raw->len, 2);
    ck_assert_str_eq(((InboxRaw *)raw->pdata[0])->body, "{\"a\":1}");
    ck_assert_uint_eq(((InboxRaw *)raw->pdata[1])->size, 3);
    ck_assert(inbox_done(store, ((InboxRaw *)raw->pdata[0])->id, 6, &error));
    int64_t backlog = 0;
    ck_assert(inbox_backlog(store, &backlog, &error));
    ck_assert_int_eq(backlog, 1);
}
END_TEST

START_TEST(a_message_id_is_fresh_once_for_ever)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    bool fresh = false;
    ck_assert(inbox_see(store, "wamid.A=", &fresh, &error) && fresh);
    ck_assert(inbox_see(store, "wamid.A=", &fresh, &error) && !fresh);
    ck_assert(inbox_see(store, "wamid.B=", &fresh, &error) && fresh);
}
END_TEST

START_TEST(a_body_set_aside_is_kept_from_the_purge_and_can_be_replayed)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(inbox_add(store, 5, "{", 1, &error));
    g_autoptr(GPtrArray) raw = inbox_take(store, 1, &error);
    int64_t id = ((InboxRaw *)raw->pdata[0])->id, count = -1;
    ck_assert(inbox_set_aside(store, id, NULL, "no JSON", 6, &error) && inbox_done(store, id, 6, &error));
    ck_assert(inbox_purge(store, 1000, &count, &error));
    ck_assert_int_eq(count, 0);
    ck_assert(inbox_replay(store, &count, &error));
    ck_assert_int_eq(count, 1);
    ck_assert(inbox_backlog(store, &count, &error));
    ck_assert_int_eq(count, 1);
}
END_TEST

START_TEST(when_the_last_body_came_is_known_after_it_was_deleted)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    int64_t at = -1, count = 0;
    ck_assert(inbox_heard(store, &at, &error));
    ck_assert_int_eq(at, 0);
    ck_assert(inbox_add(store, 100, "+263771000001", 13, &error) && inbox_done(store, 1, 100, &error));
    ck_assert(inbox_purge(store, 1000, &count, &error));
    ck_assert_int_eq(count, 1);
    ck_assert(inbox_heard(store, &at, &error));
    ck_assert_int_eq(at, 100);
    ck_assert(inbox_add(store, 300, "+263771000001", 13, &error) && inbox_done(store, 2, 300, &error));
    ck_assert(inbox_erase(store, "+263771000001", &error));
    ck_assert(inbox_heard(store, &at, &error));
    ck_assert_int_eq(at, 300);
    ck_assert(inbox_add(store, 400, "{}", 2, &error) && inbox_heard(store, &at, &error));
    ck_assert_int_eq(at, 400);
}
END_TEST

START_TEST(a_body_of_a_wrong_clock_keeps_nothing_else)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    static const int64_t received[] = { 900000, 100, 300 };
    int64_t at = 0, count = 0;
    for (int i = 0; i < 3; i++)
        ck_assert(inbox_add(store, received[i], "{}", 2, &error) && inbox_done(store, i + 1, received[i], &error));
    ck_assert(inbox_purge(store, 200, &count, &error));
    ck_assert_int_eq(count, 1);
    ck_assert(inbox_purge(store, 1000000, &count, &error));
    ck_assert_int_eq(count, 2);
    ck_assert(inbox_heard(store, &at, &error));
    ck_assert_int_eq(at, 300);
}
END_TEST

UNIT_MAIN("inbox", a_body_of_a_wrong_clock_keeps_nothing_else, when_the_last_body_came_is_known_after_it_was_deleted,
    bodies_come_out_in_the_order_they_came, a_message_id_is_fresh_once_for_ever,
    a_body_set_aside_is_kept_from_the_purge_and_can_be_replayed)
