/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Webhooks in, requests out, on inbox, outbox and journal, when the power fails or the process is killed at any place:
 * a body that was answered 200 is there, a request that left has its lease, a message id is used once, every owed
 * message is in exactly one place, the journal verifies, and what was begun is carried on to the same end. */
#include "../unit/unit.h"
#include "fault.h"
#include "inbox.h"
#include "journal.h"
#include "outbox.h"
#include "power.h"
#include <stdio.h>

#define ROUNDS 12
#define BODIES 4 /* a round; the last repeats the message id of the first */
#define NOW 1767268800

/* Both counts only grow, so that one number tells both. */
#define PROMISE(answered, sent) ((int64_t)(answered) << 20 | (sent))

static const StoreQuery count_bodies = { .name = "count_bodies", .sql = "SELECT count(*) FROM inbox_raw" };
static const StoreQuery count_distinct = { .name = "count_distinct",
    .sql = "SELECT count(DISTINCT body) FROM inbox_raw" };
static const StoreQuery count_sent = { .name = "count_sent",
    .sql = "SELECT (SELECT count(*) FROM outbox_lease) + (SELECT count(*) FROM outbox_done)" };
static const StoreQuery count_owed = { .name = "count_owed", .sql = "SELECT count(*) FROM outbox_msg" };
static const StoreQuery count_entries = { .name = "count_entries",
    .sql = "SELECT count(*) FROM journal WHERE what = 'reply.owed'" };

static Store *open_all(const char *path, const char *vfs, GError **error)
{
    g_autoptr(Store) store = store_open(path, vfs, error);
    bool ok = store && store_create(store, inbox_schema, error) && store_create(store, outbox_schema, error) &&
              store_create(store, journal_schema, error);
    return ok ? g_steal_pointer(&store) : NULL;
}

/* A body names its message; the fourth of each round comes with the first one's id. */
static bool receive(Store *store, int round, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(store, error);
    for (int i = 0; tx && i < BODIES; i++) {
        g_autofree char *body = g_strdup_printf("wamid.%d.%d %d", round, i % (BODIES - 1), i);
        if (!inbox_add(store, NOW + round, body, strlen(body), error))
            return false;
    }
    return tx && store_commit(g_steal_pointer(&tx), error);
}

/* A reply is owed for a message that is new. */
static bool handle(Store *store, const InboxRaw *raw, GError **error)
{
    g_auto(GStrv) words = g_strsplit(raw->body, " ", 2);
    bool fresh = false;
    if (!inbox_done(store, raw->id, NOW, error) || !inbox_see(store, words[0], &fresh, error))
        return false;
    if (!fresh)
        return true;
    int64_t id = 0;
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, words[0]);
    OutboxAdd add = { .key = words[0],
        .cohort = 1,
        .enrolment = raw->id,
        .learner = raw->id,
        .lane = LANE_REPLY,
        .kind = OWED_FEEDBACK,
        .message = message,
        .due = NOW };
    return outbox_add(store, &add, NOW, &id, error) &&
           journal_add(store, NOW, "engine", "reply.owed", "L1", words[0], error);
}

static bool intake(Store *store, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(store, error);
    g_autoptr(GPtrArray) bodies = tx ? inbox_take(store, 100, error) : NULL;
    for (guint i = 0; bodies && i < bodies->len; i++) {
        g_autoptr(StoreMark) item = store_mark(store, error);
        if (!item || !handle(store, g_ptr_array_index(bodies, i), error) ||
            !store_release(g_steal_pointer(&item), error))
            return false;
        FAULT("mail.handled");
    }
    return bodies && store_commit(g_steal_pointer(&tx), error);
}

/* Leases all that is due; the requests may leave only after this has returned. */
static GArray *lease(Store *store, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(StoreTx) tx = store_begin(store, error);
    g_autoptr(GPtrArray) due = tx ? outbox_due(store, LANE_REPLY, NOW, 100, error) : NULL;
    for (guint i = 0; due && i < due->len; i++) {
        const OutboxMsg *msg = g_ptr_array_index(due, i);
        if (!outbox_lease(store, msg->id, msg->attempt + 1, NOW, NOW + 60, error))
            return NULL;
        g_array_append_val(ids, msg->id);
    }
    return due && store_commit(g_steal_pointer(&tx), error) ? g_steal_pointer(&ids) : NULL;
}

static bool settle(Store *store, const GArray *ids, GError **error)
{
    g_autoptr(StoreTx) tx = store_begin(store, error);
    for (guint i = 0; tx && i < ids->len; i++) {
        int64_t id = g_array_index(ids, int64_t, i);
        g_autofree char *wamid = g_strdup_printf("out.%d", (int)id);
        StatusEffect effect;
        if (!outbox_accept(store, id, wamid, NOW, NULL, error) ||
            !outbox_status(store, &id, 1, wamid, 2, NOW, 0, NULL, NULL, NOW, &effect, error))
            return false;
    }
    return tx && store_commit(g_steal_pointer(&tx), error);
}

static bool run(PowerRun *power, const char *path, const char *vfs, gpointer data, GError **error)
{
    g_autoptr(Store) store = open_all(path, vfs, error);
    int64_t sent = 0;
    for (int round = 0; store && round < ROUNDS; round++) {
        if (!receive(store, round, error))
            return false;
        power_promise(power, PROMISE(BODIES * (round + 1), sent));
        FAULT("mail.answered");
        if (!intake(store, error))
            return false;
        g_autoptr(GArray) ids = lease(store, error);
        if (!ids)
            return false;
        for (guint i = 0; i < ids->len; i++)
            power_promise(power, PROMISE(BODIES * (round + 1), ++sent));
        FAULT("mail.sent");
        if (!settle(store, ids, error) || (round % 5 == 4 && !store_checkpoint(store, error)))
            return false;
    }
    return store != NULL;
}

static int64_t number(Store *store, const StoreQuery *query)
{
    int64_t value = -1;
    return store_get_int(store, query, NO_ARGS, &value, NULL, NULL) ? value : -1;
}

static bool expect(bool ok, const char *what, int64_t found, int64_t wanted, GError **error)
{
    if (!ok)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: %d, not %d", what, (int)found, (int)wanted);
    return ok;
}

static bool is_whole(Store *store, GError **error)
{
    int64_t broken = 0;
    return store_integrity(store, error) && journal_verify(store, NULL, NULL, error) &&
           outbox_check(store, &broken, error) &&
           expect(broken == 0, "a message is not in exactly one place", broken, 0, error);
}

/* The program has come up again: leases are unknown, waiting bodies are handled, and then all adds up. */
static bool carries_on(Store *store, GError **error)
{
    {
        int64_t unknown = 0;
        g_autoptr(StoreTx) tx = store_begin(store, error);
        if (!tx || !outbox_recover(store, NOW, &unknown, error) || !store_commit(g_steal_pointer(&tx), error))
            return false;
    }
    int64_t bodies = number(store, &count_bodies), owed = bodies / BODIES * (BODIES - 1);
    return intake(store, error) && is_whole(store, error) &&
           expect(bodies % BODIES == 0, "a transaction is there in part, bodies", bodies, bodies / BODIES * BODIES,
               error) &&
           expect(number(store, &count_distinct) == bodies, "a body is there twice", number(store, &count_distinct),
               bodies, error) &&
           expect(number(store, &count_owed) == owed, "replies owed", number(store, &count_owed), owed, error) &&
           expect(number(store, &count_entries) == owed, "journal entries", number(store, &count_entries), owed, error);
}

static bool check(const char *path, int64_t promise, gpointer data, GError **error)
{
    int64_t answered = promise >> 20, sent = promise & 0xfffff;
    g_autoptr(Store) store = open_all(path, NULL, error);
    return store && is_whole(store, error) &&
           expect(number(store, &count_bodies) >= answered, "bodies that were answered", number(store, &count_bodies),
               answered, error) &&
           expect(number(store, &count_sent) >= sent, "leases of what was sent", number(store, &count_sent), sent,
               error) &&
           carries_on(store, error);
}

static const PowerScenario scenario = { .name = "mail", .run = run, .check = check };

static void report(const char *way, const PowerResult *result, const GError *error)
{
    unit_assert_ok(error);
    g_autofree char *text = power_result_text(&scenario, way, result);
    printf("%s\n", text);
    fflush(stdout);
}

static int64_t step_of(int64_t normal)
{
    return g_getenv("BARAZA_POWER_FULL") ? 1 : normal;
}

START_TEST(no_answered_body_and_no_lease_is_lost_in_a_power_cut)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_cut(&scenario, &(PowerPlan){ .seed = 2, .step = 1, .images = 5 }, &result, &error);
    report("power cut", &result, error);
    ck_assert_int_ge(result.trials, 3000);
    ck_assert_msg(result.failed == 0, "%s", result.first);
    ck_assert_int_eq(result.early, 0);
}
END_TEST

START_TEST(the_power_cut_notices_a_store_that_does_not_sync)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    g_setenv("BARAZA_STORE_PRAGMA", "PRAGMA synchronous = NORMAL", TRUE);
    power_cut(&scenario, &(PowerPlan){ .seed = 2, .step = 20, .images = 5 }, &result, &error);
    report("power cut with synchronous=NORMAL", &result, error);
    ck_assert_int_gt(result.failed, result.trials / 10);
    ck_assert_int_gt(result.early, ROUNDS);
}
END_TEST

START_TEST(nothing_is_lost_when_killed_at_a_file_operation)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_kill_writes(&scenario, &(PowerPlan){ .step = step_of(8) }, &result, &error);
    report("kill at a file operation", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

START_TEST(nothing_is_lost_when_killed_at_a_fault_point)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_kill_faults(&scenario, &(PowerPlan){ .step = 1 }, &result, &error);
    report("kill at a fault point", &result, error);
    ck_assert_int_ge(result.points, 14 * ROUNDS);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

START_TEST(nothing_is_lost_after_a_disk_error)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_fail_writes(
        &scenario, &(PowerPlan){ .seed = 2, .step = step_of(8), .images = 3 }, VFS_IO, 1, &result, &error);
    report("disk error", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

UNIT_MAIN("power_mail", no_answered_body_and_no_lease_is_lost_in_a_power_cut,
    the_power_cut_notices_a_store_that_does_not_sync, nothing_is_lost_when_killed_at_a_file_operation,
    nothing_is_lost_when_killed_at_a_fault_point, nothing_is_lost_after_a_disk_error)
