/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store when the power fails, the process is killed or the disk refuses: no promised commit is lost, none is there
 * in part, the file is whole. And the same trials notice a store that promises too early. */
#include "../unit/unit.h"
#include "power.h"
#include "store.h"
#include <glib/gstdio.h>
#include <stdio.h>

#define TRANSACTIONS 60

static const EmbeddedFile schemas[] = {
    { .name = "schema.sql",
        .data = "CREATE TABLE IF NOT EXISTS batch (n INTEGER PRIMARY KEY, items INTEGER NOT NULL) STRICT;"
                "CREATE TABLE IF NOT EXISTS item (id INTEGER PRIMARY KEY, n INTEGER NOT NULL REFERENCES batch, body "
                "TEXT NOT NULL) STRICT;"
                "CREATE INDEX IF NOT EXISTS item_by_batch ON item (n, id);"
                "CREATE TABLE IF NOT EXISTS purse (name TEXT PRIMARY KEY, coins INTEGER NOT NULL) STRICT;"
                "INSERT OR IGNORE INTO purse VALUES ('a', 1000), ('b', 1000);" },
    { .name = NULL },
};

static const StoreQuery batch_add = { .name = "batch_add",
    .sql = "INSERT INTO batch (n, items) VALUES (:n, :items)",
    .params = { "n", "items" },
    .n_params = 2 };
static const StoreQuery item_add = { .name = "item_add",
    .sql = "INSERT INTO item (id, n, body) VALUES (:id, :n, :body)",
    .params = { "id", "n", "body" },
    .n_params = 3 };
static const StoreQuery purse_move = { .name = "purse_move",
    .sql = "UPDATE purse SET coins = coins + CASE name WHEN 'a' THEN :n ELSE -:n END",
    .params = { "n" },
    .n_params = 1 };
static const StoreQuery item_drop = {
    .name = "item_drop", .sql = "UPDATE item SET body = 'short' WHERE n = :n", .params = { "n" }, .n_params = 1
};
static const StoreQuery count_batches = { .name = "count_batches", .sql = "SELECT count(*) FROM batch" };
static const StoreQuery last_batch = { .name = "last_batch", .sql = "SELECT coalesce(max(n), 0) FROM batch" };
static const StoreQuery count_partial = { .name = "count_partial",
    .sql = "SELECT count(*) FROM batch WHERE items <> (SELECT count(*) FROM item WHERE item.n = batch.n)" };
static const StoreQuery sum_purses = { .name = "sum_purses", .sql = "SELECT coalesce(sum(coins), 2000) FROM purse" };
static const StoreQuery purse_a = { .name = "purse_a",
    .sql = "SELECT coins - 1000 - (SELECT coalesce(sum(n), 0) FROM batch) FROM purse WHERE name = 'a'" };
static const StoreQuery last_item = { .name = "last_item", .sql = "SELECT coalesce(max(id), 0) FROM item" };

static bool add_item(Store *store, int64_t n, int i, GError **error)
{
    int64_t id = 0;
    g_autofree char *body = g_strnfill((gsize)(40 + (n * 7919 + i * 104729) % 1400), (char)('a' + (n + i) % 26));
    return store_next_id(store, &id, error) &&
           store_run(store, &item_add, ARGS(ARG_INT("id", id), ARG_INT("n", n), ARG_TEXT("body", body)), NULL, error);
}

/* An item that turns out wrong and is taken back. */
static bool add_in_vain(Store *store, int64_t n, GError **error)
{
    g_autoptr(StoreMark) mark = store_mark(store, error);
    return mark && add_item(store, n, 99, error);
}

static bool write_batch(Store *store, int64_t n, GError **error)
{
    int items = 1 + (int)(n * 5 % 7);
    g_autoptr(StoreTx) tx = store_begin(store, error);
    if (!tx || !store_run(store, &batch_add, ARGS(ARG_INT("n", n), ARG_INT("items", items)), NULL, error))
        return false;
    for (int i = 0; i < items; i++)
        if (!add_item(store, n, i, error) || (i % 3 == 2 && !add_in_vain(store, n, error)))
            return false;
    if (!store_run(store, &purse_move, ARGS(ARG_INT("n", n)), NULL, error) ||
        !store_run(store, &item_drop, ARGS(ARG_INT("n", n - 9)), NULL, error))
        return false;
    return store_commit(g_steal_pointer(&tx), error);
}

/* A careless caller: tries again whatever went wrong. After a full disk that is right; after a disk error it is the
 * store that must refuse. */
static bool write_stubbornly(Store *store, int64_t n, GError **error)
{
    g_autoptr(GError) last = NULL;
    for (int tries = 0; tries < 10; tries++) {
        g_clear_error(&last);
        if (write_batch(store, n, &last))
            return true;
    }
    g_propagate_error(error, g_steal_pointer(&last));
    return false;
}

static bool run(PowerRun *power, const char *path, const char *vfs, gpointer data, GError **error)
{
    g_autoptr(Store) store = store_open(path, vfs, error);
    if (!store || !store_create(store, schemas, error))
        return false;
    for (int64_t n = 1; n <= TRANSACTIONS; n++) {
        if (!write_stubbornly(store, n, error))
            return false;
        power_promise(power, n);
        if (n % 13 == 0)
            store_checkpoint(store, NULL);
    }
    return true;
}

static int64_t number(Store *store, const StoreQuery *query)
{
    int64_t value = -1;
    return store_get_int(store, query, NO_ARGS, &value, NULL, NULL) ? value : -1;
}

static bool expect(bool ok, const char *what, int64_t found, int64_t promise, GError **error)
{
    if (!ok)
        g_set_error(
            error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: found %d after promise %d", what, (int)found, (int)promise);
    return ok;
}

static bool ids_go_on(Store *store, GError **error)
{
    int64_t id = 0;
    g_autoptr(StoreTx) tx = store_begin(store, error);
    return tx && store_next_id(store, &id, error) &&
           expect(id > number(store, &last_item), "an id would come twice", id, 0, error);
}

static bool check(const char *path, int64_t promise, gpointer data, GError **error)
{
    g_autoptr(Store) store = store_open(path, NULL, error);
    if (!store || !store_create(store, schemas, error) || !store_integrity(store, error))
        return false;
    int64_t n = number(store, &count_batches), last = number(store, &last_batch);
    return expect(n == last, "a transaction between others is missing", n, last, error) &&
           expect(n >= promise, "a promised transaction is lost", n, promise, error) &&
           expect(n <= promise + 1, "more is there than was written", n, promise, error) &&
           expect(number(store, &count_partial) == 0, "a transaction is there in part", n, promise, error) &&
           expect(number(store, &sum_purses) == 2000 && number(store, &purse_a) == 0, "the purses are wrong", n,
               promise, error) &&
           ids_go_on(store, error);
}

static const PowerScenario scenario = { .name = "store", .run = run, .check = check };

static void report(const char *way, const PowerResult *result, const GError *error)
{
    unit_assert_ok(error);
    g_autofree char *text = power_result_text(&scenario, way, result);
    printf("%s\n", text);
    fflush(stdout);
    ck_assert_int_gt(result->trials, 0);
}

static int64_t step_of(int64_t normal)
{
    return g_getenv("BARAZA_POWER_FULL") ? 1 : normal;
}

START_TEST(no_promised_commit_is_lost_in_a_power_cut)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_cut(&scenario, &(PowerPlan){ .seed = 1, .step = 1, .images = 6 }, &result, &error);
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
    power_cut(&scenario, &(PowerPlan){ .seed = 1, .step = 20, .images = 6 }, &result, &error);
    report("power cut with synchronous=NORMAL", &result, error);
    ck_assert_int_gt(result.failed, result.trials / 10);
    ck_assert_int_gt(result.early, TRANSACTIONS / 2);
    ck_assert_ptr_nonnull(strstr(result.first, "promise"));
}
END_TEST

START_TEST(no_promised_commit_is_lost_when_killed_at_a_file_operation)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_kill_writes(&scenario, &(PowerPlan){ .seed = 1, .step = step_of(5) }, &result, &error);
    report("kill at a file operation", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

START_TEST(no_promised_commit_is_lost_when_killed_at_a_fault_point)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_kill_faults(&scenario, &(PowerPlan){ .seed = 1, .step = 1 }, &result, &error);
    report("kill at a fault point", &result, error);
    ck_assert_int_ge(result.points, 2 * TRANSACTIONS);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

START_TEST(no_promised_commit_is_lost_after_a_disk_error)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_fail_writes(
        &scenario, &(PowerPlan){ .seed = 1, .step = step_of(7), .images = 4 }, VFS_IO, 1, &result, &error);
    report("disk error", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

START_TEST(no_promised_commit_is_lost_when_the_disk_is_full_for_a_while)
{
    g_autoptr(GError) error = NULL;
    g_auto(PowerResult) result = { 0 };
    power_fail_writes(
        &scenario, &(PowerPlan){ .seed = 1, .step = step_of(7), .images = 4 }, VFS_FULL, 3, &result, &error);
    report("full disk", &result, error);
    ck_assert_msg(result.failed == 0, "%s", result.first);
}
END_TEST

START_TEST(after_a_disk_error_the_store_refuses_everything)
{
    g_autofree char *dir = g_dir_make_tmp("baraza-broken-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "test.db", NULL), *lock = g_strconcat(path, ".lock", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(VfsRecord) record = vfs_record_new("broken", false);
    Store *store = store_open(path, "broken", &error);
    ck_assert(store && store_create(store, schemas, &error) && write_batch(store, 1, &error));
    vfs_record_arm(record, 3, 1, VFS_IO);
    ck_assert(!write_batch(store, 2, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STORE));
    unit_assert_error(error, "check the disk");
    ck_assert(store_broken(store));
    ck_assert_ptr_null(store_begin(store, &error));
    unit_assert_error(error, "start Baraza again");
    ck_assert_int_eq(number(store, &count_batches), -1);
    ck_assert(!store_checkpoint(store, NULL) && !store_integrity(store, NULL));
    store_free(store);
    store = store_open(path, NULL, &error);
    ck_assert_int_eq(number(store, &count_batches), 1);
    store_free(store);
    g_unlink(path), g_unlink(lock), g_rmdir(dir);
}
END_TEST

UNIT_MAIN("power_store", after_a_disk_error_the_store_refuses_everything, no_promised_commit_is_lost_in_a_power_cut,
    the_power_cut_notices_a_store_that_does_not_sync, no_promised_commit_is_lost_when_killed_at_a_file_operation,
    no_promised_commit_is_lost_when_killed_at_a_fault_point, no_promised_commit_is_lost_after_a_disk_error,
    no_promised_commit_is_lost_when_the_disk_is_full_for_a_while)
