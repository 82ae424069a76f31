/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "outbox.h"

static Store *store;
static GError *error;

static void setup(void)
{
    store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(store, outbox_schema, &error));
}

/* Every case runs in one transaction that is rolled back at its end. */
#define IN_STORE                                                                                                       \
    setup();                                                                                                           \
    g_autoptr(Store) owned = store;                                                                                    \
    g_autoptr(StoreTx) tx = store_begin(store, &error);                                                                \
    ck_assert(tx)

static int64_t add(const char *key, int64_t learner, Lane lane, OwedKind kind, int64_t now)
{
    int64_t id = -1;
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, key);
    OutboxAdd a = { .key = key,
        .cohort = 1,
        .enrolment = learner,
        .learner = learner,
        .lane = lane,
        .kind = kind,
        .message = message,
        .due = now };
    ck_assert_msg(outbox_add(store, &a, now, &id, &error), "%s", error ? error->message : "");
    return id;
}

static OutboxCounts counts(void)
{
    OutboxCounts c;
    int64_t broken = -1;
    ck_assert(outbox_counts(store, 0, &c, &error));
    ck_assert(outbox_check(store, &broken, &error));
    ck_assert_int_eq(broken, 0);
    return c;
}

static void send(int64_t id, int64_t now, const char *wamid)
{
    ck_assert_msg(outbox_lease(store, id, 1, now, now + 60, &error), "%s", error ? error->message : "");
    ck_assert(outbox_accept(store, id, wamid, now, NULL, &error));
}

START_TEST(adding_twice_is_adding_once)
{
    IN_STORE;
    ck_assert_int_gt(add("E1/m1/1", 1, LANE_CONTENT, OWED_CONTENT, 100), 0);
    ck_assert_int_eq(add("E1/m1/1", 1, LANE_CONTENT, OWED_CONTENT, 100), 0);
    ck_assert_int_eq(counts().queued, 1);
}
END_TEST

START_TEST(the_second_of_a_strand_waits_for_the_delivery_of_the_first)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("b", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("c", 1, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert_int_eq(counts().queued, 1);
    send(one, 100, "w1");
    ck_assert_int_eq(counts().queued, 0);
    StatusEffect effect;
    int64_t id = one;
    ck_assert(outbox_status(store, &id, 1, "w1", 1, 101, 0, NULL, NULL, 101, &effect, &error));
    ck_assert_int_eq(counts().queued, 0);
    ck_assert(outbox_status(store, &id, 1, "w1", 2, 102, 0, NULL, NULL, 102, &effect, &error));
    ck_assert_int_eq(effect, STATUS_RAISED);
    OutboxCounts c = counts();
    ck_assert_int_eq(c.queued, 1);
    ck_assert_int_eq(c.held_by[HELD_ORDER], 1);
}
END_TEST

START_TEST(a_phone_that_is_off_delays_the_next_by_half_a_minute_only)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100), moved = 0;
    add("b", 1, LANE_CONTENT, OWED_CONTENT, 100);
    send(one, 100, "w1");
    ck_assert(outbox_wake(store, 120, &moved, &error));
    ck_assert_int_eq(moved, 0);
    ck_assert(outbox_wake(store, 130, &moved, &error));
    ck_assert_int_eq(moved, 1);
    ck_assert_int_eq(counts().queued, 1);
}
END_TEST

START_TEST(a_failed_head_lets_the_next_go)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("b", 1, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(outbox_lease(store, one, 1, 100, 160, &error));
    ck_assert(outbox_fail(store, one, 131026, "undeliverable", 101, &error));
    OutboxCounts c = counts();
    ck_assert_int_eq(c.queued, 1);
    ck_assert_int_eq(c.done_by[DONE_FAILED], 1);
}
END_TEST

START_TEST(a_message_held_for_the_window_keeps_the_rest_behind_it)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100), moved = 0;
    add("b", 1, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(outbox_hold(store, one, HELD_WINDOW, 0, &error));
    ck_assert_int_eq(counts().queued, 0);
    add("c", 1, LANE_CONTENT, OWED_CONTENT, 105);
    ck_assert_int_eq(counts().held, 3);
    ck_assert(outbox_inbound(store, 1, 100 + 86400, 110, &error));
    OutboxCounts c = counts();
    ck_assert_int_eq(c.queued, 1);
    ck_assert_int_eq(c.held_by[HELD_ORDER], 2);
    g_autoptr(GPtrArray) due = outbox_due(store, LANE_CONTENT, 110, 10, &error);
    ck_assert_int_eq(((OutboxMsg *)due->pdata[0])->id, one);
    ck_assert(outbox_wake(store, 1000, &moved, &error));
    ck_assert_int_eq(counts().queued, 1);
}
END_TEST

static bool keep_why(const OutboxLine *line, gpointer data)
{
    int64_t ahead = 0;
    char *why = strcmp(line->place, "held") == 0 ? outbox_why_held(store, line, &ahead) : g_strdup("");
    g_string_append_printf(data, "%" G_GINT64_FORMAT ":%s\n", ahead, why);
    g_free(why);
    return true;
}

START_TEST(what_waits_behind_a_held_message_says_which_and_why)
{
    IN_STORE;
    g_autoptr(GString) said = g_string_new(NULL), want = g_string_new(NULL);
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("b", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("c", 1, LANE_RELAY, OWED_RELAY, 100);
    add("d", 2, LANE_CONTENT, OWED_CONTENT, 100);
    add("e", 2, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(outbox_hold(store, one, HELD_QUIET, 500, &error));
    ck_assert(outbox_each(store, 0, 0, keep_why, said, &error));
    g_string_append_printf(want, "0:%s\n%" G_GINT64_FORMAT ":It waits for message %" G_GINT64_FORMAT " before it. %s\n",
        held_reason_sentence(HELD_QUIET), one, one, held_reason_sentence(HELD_QUIET));
    /* The first of another lane or learner is nobody's business; one that moves is not held by anything. */
    g_string_append_printf(want, "0:\n0:\n0:%s\n", held_reason_sentence(HELD_ORDER));
    ck_assert_str_eq(said->str, want->str);
}
END_TEST

START_TEST(lanes_do_not_wait_for_each_other)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(outbox_hold(store, one, HELD_QUIET, 5000, &error));
    add("b", 1, LANE_REPLY, OWED_FEEDBACK, 100);
    ck_assert_int_eq(counts().queued, 1);
}
END_TEST

START_TEST(a_status_proves_a_send_whose_outcome_was_lost)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100), recovered = 0, id = one;
    ck_assert(outbox_lease(store, one, 1, 100, 160, &error));
    ck_assert(outbox_recover(store, 200, &recovered, &error));
    ck_assert_int_eq(recovered, 1);
    ck_assert_int_eq(counts().unknown, 1);
    StatusEffect effect;
    ck_assert(outbox_status(store, &id, 1, "w9", 2, 210, 0, NULL, NULL, 210, &effect, &error));
    OutboxCounts c = counts();
    ck_assert_int_eq(c.done_by[DONE_ACCEPTED], 1);
    ck_assert_int_eq(c.delivered, 1);
    g_autoptr(OutboxMsg) found = outbox_by_wamid(store, "w9", &error);
    ck_assert_int_eq(found->id, one);
}
END_TEST

START_TEST(a_status_for_an_earlier_try_stops_the_next_one)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100), id = one;
    ck_assert(outbox_lease(store, one, 1, 100, 160, &error));
    ck_assert(outbox_requeue(store, one, 1, 700, &error));
    StatusEffect effect;
    ck_assert(outbox_status(store, &id, 1, "w9", 1, 650, 0, NULL, NULL, 650, &effect, &error));
    OutboxCounts c = counts();
    ck_assert_int_eq(c.queued, 0);
    ck_assert_int_eq(c.done_by[DONE_ACCEPTED], 1);
}
END_TEST

/* All orders of sent, delivered, read and failed end the same, however often each comes. */
START_TEST(statuses_climb_a_lattice_in_any_order)
{
    IN_STORE;
    static const int orders[][4] = { { 1, 2, 3, 5 }, { 3, 2, 1, 5 }, { 5, 3, 1, 2 }, { 2, 5, 3, 1 }, { 1, 5, 2, 3 },
        { 3, 5, 1, 2 } };
    for (gsize i = 0; i < G_N_ELEMENTS(orders); i++) {
        g_autofree char *key = g_strdup_printf("k%zu", i);
        int64_t id = add(key, 100 + (int64_t)i, LANE_CONTENT, OWED_CONTENT, 100);
        send(id, 100, key);
        StatusEffect effect;
        for (int twice = 0; twice < 2; twice++)
            for (int j = 0; j < 4; j++)
                ck_assert(outbox_status(store, &id, 1, key, orders[i][j], 101, orders[i][j] == 5 ? 131026 : 0, NULL,
                    NULL, 102, &effect, &error));
    }
    OutboxCounts c = counts();
    ck_assert_int_eq(c.read, G_N_ELEMENTS(orders));
    ck_assert_int_eq(c.failed, 0);
}
END_TEST

static bool take_line(const OutboxLine *line, gpointer data)
{
    GString *told = data;
    g_string_append_printf(told,
        "%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d %s %d %s",
        line->status, line->sent_at, line->delivered_at, line->read_at, line->failed_at, line->code, line->category,
        line->billed, line->detail);
    return true;
}

START_TEST(the_first_time_of_each_status_and_the_last_price_told_stay)
{
    IN_STORE;
    int64_t id = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    send(id, 100, "w1");
    const OutboxPrice price = { "utility", true }, later = { "service", false };
    StatusEffect effect;
    ck_assert(outbox_status(store, &id, 1, "w1", 3, 103, 0, NULL, &price, 110, &effect, &error));
    ck_assert(outbox_status(store, &id, 1, "w1", 1, 101, 0, NULL, NULL, 111, &effect, &error));
    ck_assert(outbox_status(store, &id, 1, "w1", 2, 102, 0, NULL, &later, 112, &effect, &error));
    for (int status = 1; status <= 4; status++)
        ck_assert(outbox_status(store, &id, 1, "w1", status, 900, 0, NULL, NULL, 900, &effect, &error));
    ck_assert(outbox_status(store, &id, 1, "w1", 5, 905, 131026, "too late", NULL, 905, &effect, &error));
    g_autoptr(GString) told = g_string_new(NULL);
    ck_assert(outbox_each(store, 0, 0, take_line, told, &error));
    ck_assert_str_eq(told->str, "played 101 102 103 905 131026 service 0 too late");
}
END_TEST

START_TEST(messages_of_a_kind_count_once_the_platform_took_them)
{
    IN_STORE;
    int64_t knocks = -1, cohort = 0;
    send(add("a", 1, LANE_REMINDER, OWED_KNOCK, 100), 100, "w1");
    send(add("b", 2, LANE_CONTENT, OWED_CONTENT, 100), 100, "w2");
    add("c", 3, LANE_REMINDER, OWED_KNOCK, 100);
    g_autoptr(OutboxMsg) any = outbox_by_wamid(store, "w1", &error);
    cohort = any->cohort;
    ck_assert(outbox_count_of(store, cohort, OWED_KNOCK, &knocks, &error));
    ck_assert_int_eq(knocks, 1);
    ck_assert(outbox_count_of(store, cohort + 1, OWED_KNOCK, &knocks, &error));
    ck_assert_int_eq(knocks, 0);
}
END_TEST

START_TEST(stop_ends_all_that_is_owed_but_the_confirmation)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("b", 1, LANE_CONTENT, OWED_CONTENT, 100);
    add("c", 1, LANE_RELAY, OWED_RELAY, 100);
    add("other", 2, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(outbox_hold(store, one, HELD_WINDOW, 0, &error));
    add("stop", 1, LANE_REPLY, OWED_STOP, 100);
    ck_assert(outbox_cancel_learner(store, 1, DONE_OPTED_OUT, "stop", 101, &error));
    OutboxCounts c = counts();
    ck_assert_int_eq(c.done_by[DONE_OPTED_OUT], 3);
    ck_assert_int_eq(c.queued, 2);
    ck_assert_int_eq(c.held, 0);
}
END_TEST

START_TEST(a_move_from_the_wrong_place_is_an_error)
{
    IN_STORE;
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(!outbox_accept(store, one, "w", 100, NULL, &error));
    unit_assert_error(error, "not leased");
    send(one, 100, "w");
    int64_t whose = -1;
    ck_assert(outbox_accept(store, one, "w", 100, &whose, &error));
    ck_assert_int_eq(whose, 0);
    ck_assert(!outbox_hold(store, one, HELD_QUIET, 5, &error));
    unit_assert_error(error, "not in the queue");
}
END_TEST

START_TEST(the_next_instant_is_the_earliest_of_queue_held_and_unknown)
{
    IN_STORE;
    int64_t at = 0;
    ck_assert(outbox_next(store, 50, &at, &error));
    ck_assert(at == INT64_MAX);
    int64_t one = add("a", 1, LANE_CONTENT, OWED_CONTENT, 100);
    ck_assert(outbox_hold(store, one, HELD_QUIET, 5000, &error));
    ck_assert(outbox_next(store, 150, &at, &error));
    ck_assert_int_eq(at, 5000);
    add("b", 2, LANE_CONTENT, OWED_CONTENT, 300);
    ck_assert(outbox_next(store, 150, &at, &error));
    ck_assert_int_eq(at, 300);
}
END_TEST

/* Threads are kept in memory. */
START_TEST(a_thread_that_was_taken_back_is_as_it_was)
{
    IN_STORE;
    OutboxThread thread = { .window_until = 500, .count = 3 };
    ck_assert(outbox_thread_set(store, 1, &thread, &error));
    ck_assert(outbox_inbound(store, 1, 400, 300, &error)); /* an older message never closes a window sooner */
    ck_assert(outbox_thread_get(store, 1, &thread, &error));
    ck_assert_int_eq(thread.window_until, 500);
    {
        g_autoptr(StoreMark) mark = store_mark(store, &error);
        ck_assert(outbox_inbound(store, 1, 900, 800, &error) && outbox_inbound(store, 2, 900, 800, &error));
        ck_assert(outbox_thread_get(store, 1, &thread, &error));
        ck_assert_int_eq(thread.window_until, 900);
        ck_assert_int_eq(thread.count, 3);
    }
    ck_assert(outbox_thread_get(store, 1, &thread, &error));
    ck_assert_int_eq(thread.window_until, 500);
    ck_assert(outbox_thread_get(store, 2, &thread, &error));
    ck_assert_int_eq(thread.window_until, 0);
}
END_TEST

START_TEST(every_kind_and_reason_has_a_name_and_a_sentence)
{
    for (int i = 0; i < OWED_KINDS; i++)
        ck_assert_ptr_nonnull(owed_rule((OwedKind)i)->name);
    for (int i = 0; i < HELD_REASONS; i++)
        ck_assert(held_reason_name((HeldReason)i) && *held_reason_sentence((HeldReason)i));
    for (int i = 0; i < DONE_REASONS; i++)
        ck_assert(done_reason_name((DoneReason)i) && *done_reason_sentence((DoneReason)i));
    for (int i = 0; i < LANES; i++)
        ck_assert_ptr_nonnull(lane_name((Lane)i));
}
END_TEST

UNIT_MAIN("outbox", adding_twice_is_adding_once, the_second_of_a_strand_waits_for_the_delivery_of_the_first,
    a_phone_that_is_off_delays_the_next_by_half_a_minute_only, a_failed_head_lets_the_next_go,
    a_message_held_for_the_window_keeps_the_rest_behind_it, what_waits_behind_a_held_message_says_which_and_why,
    lanes_do_not_wait_for_each_other, a_status_proves_a_send_whose_outcome_was_lost,
    a_status_for_an_earlier_try_stops_the_next_one, statuses_climb_a_lattice_in_any_order,
    the_first_time_of_each_status_and_the_last_price_told_stay, messages_of_a_kind_count_once_the_platform_took_them,
    stop_ends_all_that_is_owed_but_the_confirmation, a_move_from_the_wrong_place_is_an_error,
    the_next_instant_is_the_earliest_of_queue_held_and_unknown, a_thread_that_was_taken_back_is_as_it_was,
    every_kind_and_reason_has_a_name_and_a_sentence)
