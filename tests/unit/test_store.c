/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database: what is committed stays, what is not leaves no trace, and misuse is loud. */
#include "store_fixture.h"
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

QUERY(thing_add_full, "INSERT INTO thing VALUES (:id, :name, :weight, :data, :parent)", 5, "id", "name", "weight",
    "data", "parent", NULL);
QUERY(thing_all, "SELECT id, name, weight, data FROM thing ORDER BY id /*scan*/", 0, NULL);
QUERY(thing_rename, "UPDATE thing SET name = name || '!' WHERE id >= :id", 1, "id", NULL);

START_TEST(what_is_committed_is_there_after_reopening)
{
    g_autoptr(Fixture) f = fixture_new();
    add_committed(f->store, 1, "one");
    store_free(f->store);
    f->store = store_open(f->path, NULL, NULL);
    ck_assert_int_eq(count(f->store), 1);
    g_autofree char *name = NULL;
    ck_assert(store_get_text(f->store, &thing_name, ARGS(ARG_INT("id", 1)), &name, NULL));
    ck_assert_str_eq(name, "one");
    char *none = name;
    ck_assert(store_get_text(f->store, &thing_name, ARGS(ARG_INT("id", 2)), &none, NULL));
    ck_assert_ptr_null(none);
}
END_TEST

static bool add_two_and_return_early(Store *store)
{
    g_autoptr(StoreTx) tx = store_begin(store, NULL);
    if (!tx || !add(store, 5, "five", NULL) || !add(store, 5, "five again", NULL))
        return false;
    return store_commit(g_steal_pointer(&tx), NULL);
}

START_TEST(an_early_return_takes_everything_back)
{
    g_autoptr(Fixture) f = fixture_new();
    ck_assert(!add_two_and_return_early(f->store));
    ck_assert_int_eq(count(f->store), 0);
    add_committed(f->store, 5, "five");
    ck_assert_int_eq(count(f->store), 1);
}
END_TEST

START_TEST(a_fault_in_one_item_takes_back_only_that_item)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(f->store, &error);
    static const char *const names[] = { "a", "b", "a", "c" }; /* the third is taken */
    for (int i = 0; i < 4; i++) {
        g_autoptr(StoreMark) item = store_mark(f->store, &error);
        g_autofree char *extra = g_strdup_printf("extra %d", i);
        ck_assert(item && add(f->store, 10 * i + 1, extra, &error));
        g_autoptr(StoreMark) inner = store_mark(f->store, &error);
        ck_assert(inner && add(f->store, 10 * i + 2, "in the inner savepoint", &error));
        g_clear_pointer(&inner, store_mark_free); /* so the name is free for the next item */
        if (!add(f->store, 10 * i + 3, names[i], NULL))
            continue;
        ck_assert(store_release(g_steal_pointer(&item), &error));
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    ck_assert_int_eq(count(f->store), 6);
    g_autofree char *none = NULL;
    ck_assert(store_get_text(f->store, &thing_name, ARGS(ARG_INT("id", 21)), &none, NULL));
    ck_assert_ptr_null(none);
}
END_TEST

/* The transaction itself is the savepoint of what comes first. */
static void try_first_savepoints(Store *store)
{
    StoreTx *tx = store_begin(store, NULL);
    StoreMark *outer = store_mark(store, NULL), *inner = store_mark(store, NULL);
    ck_assert(add(store, 1, "in both", NULL));
    store_mark_free(inner);
    ck_assert_int_eq(count(store), 0);
    ck_assert(add(store, 2, "in the outer one", NULL));
    StoreMark *later = store_mark(store, NULL);
    ck_assert(add(store, 3, "later", NULL));
    store_mark_free(later);
    ck_assert_int_eq(count(store), 1);
    store_mark_free(outer);
    ck_assert_int_eq(count(store), 0);
    ck_assert(add(store, 4, "after all", NULL));
    StoreMark *kept = store_mark(store, NULL);
    ck_assert(add(store, 5, "kept", NULL) && store_release(kept, NULL));
    ck_assert(store_commit(tx, NULL));
    ck_assert_int_eq(count(store), 2);
    tx = store_begin(store, NULL);
    StoreMark *whole = store_mark(store, NULL);
    ck_assert(add(store, 6, "gone", NULL) && store_release(whole, NULL));
    store_tx_free(tx);
    ck_assert_int_eq(count(store), 2);
}

START_TEST(a_savepoint_before_the_first_write_takes_back_all_that_follows)
{
    g_autoptr(Fixture) f = fixture_new();
    try_first_savepoints(f->store);
    g_autoptr(Store) memory = store_open(":memory:", NULL, NULL);
    ck_assert(store_create(memory, schemas, NULL));
    try_first_savepoints(memory);
}
END_TEST

START_TEST(what_is_known_of_a_state_goes_with_what_is_taken_back)
{
    g_autoptr(Fixture) f = fixture_new();
    int64_t value = -1;
    ck_assert(store_state_get(f->store, "epoch", &value, NULL) && value == 0);
    StoreTx *tx = store_begin(f->store, NULL);
    ck_assert(store_state_set(f->store, "epoch", 3, NULL));
    ck_assert(store_state_get(f->store, "epoch", &value, NULL) && value == 3);
    StoreMark *mark = store_mark(f->store, NULL);
    ck_assert(store_state_set(f->store, "epoch", 4, NULL));
    store_mark_free(mark);
    ck_assert(store_state_get(f->store, "epoch", &value, NULL) && value == 3);
    store_tx_free(tx);
    ck_assert(store_state_get(f->store, "epoch", &value, NULL) && value == 0);
    tx = store_begin(f->store, NULL);
    ck_assert(store_state_set(f->store, "epoch", 5, NULL) && store_commit(tx, NULL));
    ck_assert(store_state_get(f->store, "epoch", &value, NULL) && value == 5);
    g_autoptr(Store) reader = store_open_reader(f->path, 0, NULL);
    ck_assert(store_state_get(reader, "epoch", &value, NULL) && value == 5);
    tx = store_begin(f->store, NULL);
    ck_assert(store_state_set(f->store, "epoch", 6, NULL) && store_commit(tx, NULL));
    ck_assert(store_state_get(reader, "epoch", &value, NULL) && value == 6);
}
END_TEST

START_TEST(a_savepoint_whose_transaction_ended_is_freed_quietly)
{
    g_autoptr(Fixture) f = fixture_new();
    StoreTx *tx = store_begin(f->store, NULL);
    StoreMark *mark = store_mark(f->store, NULL);
    ck_assert(add(f->store, 1, "one", NULL));
    store_tx_free(tx);
    store_mark_free(mark);
    ck_assert_int_eq(count(f->store), 0);
}
END_TEST

static bool check_row(const StoreRow *row, gpointer data)
{
    int *rows = data;
    gsize size = 99;
    ck_assert_int_eq(store_int(row, 0), 1);
    ck_assert_str_eq(store_text(row, 1), "zwölf");
    ck_assert(store_real(row, 2) == 1.5);
    ck_assert_int_eq(memcmp(store_blob(row, 3, &size), "a\0b", 3), 0);
    ck_assert_int_eq(size, 3);
    return ++*rows < 1;
}

static bool check_null_row(const StoreRow *row, gpointer data)
{
    if (store_int(row, 0) != 2)
        return true;
    gsize size = 99;
    ck_assert(store_is_null(row, 2) && !store_is_null(row, 1));
    ck_assert_str_eq(store_text(row, 3), "");
    ck_assert_ptr_null(store_text_dup(row, 3));
    store_blob(row, 3, &size);
    ck_assert_int_eq(size, 0);
    ++*(int *)data;
    return true;
}

START_TEST(values_of_every_type_come_back_as_they_went_in)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    const StoreArg *args = ARGS(ARG_BLOB("data", "a\0b", 3), ARG_REAL("weight", 1.5), ARG_TEXT("name", "zwölf"),
        ARG_NULL("parent"), ARG_INT("id", 1));
    int64_t changed = -1;
    ck_assert(store_run(f->store, &thing_add_full, args, &changed, NULL));
    ck_assert_int_eq(changed, 1);
    args =
        ARGS(ARG_INT("id", 2), ARG_TEXT("name", ""), ARG_NULL("weight"), ARG_TEXT("data", NULL), ARG_INT("parent", 1));
    ck_assert(store_run(f->store, &thing_add_full, args, NULL, NULL));
    int rows = 0, nulls = 0;
    ck_assert(store_each(f->store, &thing_all, NO_ARGS, check_row, &rows, NULL));
    ck_assert_int_eq(rows, 1);
    ck_assert(store_each(f->store, &thing_all, NO_ARGS, check_null_row, &nulls, NULL));
    ck_assert_int_eq(nulls, 1);
    ck_assert(store_run(f->store, &thing_rename, ARGS(ARG_INT("id", 1)), &changed, NULL));
    ck_assert_int_eq(changed, 2);
}
END_TEST

START_TEST(ids_come_in_the_order_of_their_query_and_none_are_no_error)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    g_autoptr(GArray) none = store_ids(f->store, &thing_all, NO_ARGS, NULL);
    ck_assert(none && none->len == 0);
    ck_assert(add(f->store, 7, "seven", NULL) && add(f->store, 3, "three", NULL));
    g_autoptr(GArray) ids = store_ids(f->store, &thing_all, NO_ARGS, NULL);
    ck_assert(ids && ids->len == 2);
    ck_assert_int_eq(g_array_index(ids, int64_t, 0), 3);
    ck_assert_int_eq(g_array_index(ids, int64_t, 1), 7);
}
END_TEST

START_TEST(a_constraint_is_an_error_of_state_and_names_the_query)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(add(f->store, 1, "one", NULL));
    ck_assert(!add(f->store, 2, "one", &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
    ck_assert_ptr_nonnull(strstr(error->message, "thing_add"));
    ck_assert_ptr_nonnull(strstr(error->message, "UNIQUE"));
    g_clear_error(&error);
    const StoreArg *args =
        ARGS(ARG_INT("id", 9), ARG_TEXT("name", "orphan"), ARG_NULL("weight"), ARG_NULL("data"), ARG_INT("parent", 77));
    ck_assert(!store_run(f->store, &thing_add_full, args, NULL, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "FOREIGN KEY"));
    ck_assert(!store_broken(f->store));
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    ck_assert_int_eq(count(f->store), 1);
}
END_TEST

/* Each kind of misuse must abort the program. */
static bool count_again(const StoreRow *row, gpointer data)
{
    int64_t n;
    return store_get_int(data, &thing_count, NO_ARGS, &n, NULL, NULL);
}

static void misuse(int kind, Store *store)
{
    static const StoreQuery undeclared = {
        .name = "undeclared", .sql = "SELECT :a, :b", .params = { "a", NULL }, .n_params = 1
    };
    static const StoreQuery misdeclared = {
        .name = "misdeclared", .sql = "SELECT :a", .params = { "b", NULL }, .n_params = 1
    };
    static const StoreQuery two = { .name = "two", .sql = "SELECT 1; SELECT 2", .params = { NULL } };
    int64_t n;
    if (kind == 0)
        add(store, 1, "a write outside a transaction", NULL);
    if (kind == 1)
        store_get_int(store, &thing_count, NO_ARGS, &n, NULL, NULL),
            store_each(store, &thing_count, NO_ARGS, count_again, store, NULL);
    StoreTx *tx = store_begin(store, NULL);
    switch (kind) {
    case 2:
        store_run(store, &thing_add, ARGS(ARG_INT("id", 1), ARG_TEXT("nmae", "x")), NULL, NULL);
        break;
    case 3:
        store_run(store, &thing_add, ARGS(ARG_INT("id", 1)), NULL, NULL);
        break;
    case 4:
        store_run(store, &thing_add, ARGS(ARG_INT("id", 1), ARG_TEXT("name", "x"), ARG_INT("id", 1)), NULL, NULL);
        break;
    case 5:
        store_run(store, &thing_add, ARGS(ARG_INT("id", 1), ARG_INT("id", 2)), NULL, NULL);
        break;
    case 6:
        store_get_int(store, &undeclared, ARGS(ARG_INT("a", 1)), &n, NULL, NULL);
        break;
    case 7:
        store_get_int(store, &misdeclared, ARGS(ARG_INT("b", 1)), &n, NULL, NULL);
        break;
    case 8:
        store_begin(store, NULL);
        break;
    case 9:
        store_run(store, &two, NO_ARGS, NULL, NULL);
        break;
    case 10:
        store_run(store, &thing_count, NO_ARGS, NULL, NULL);
        break;
    case 11:
        store_mark(store, NULL);
        store_commit(tx, NULL);
        break;
    case 12: {
        StoreMark *outer = store_mark(store, NULL);
        store_mark(store, NULL);
        store_release(outer, NULL);
        break;
    }
    case 13:
        store_free(store);
        break;
    case 14:
        store_checkpoint(store, NULL);
        break;
    case 15:
        store_commit(tx, NULL);
        store_next_id(store, &n, NULL);
        break;
    case 16:
        store_commit(tx, NULL);
        store_state_set(store, "x", 1, NULL);
        break;
    }
}
#define MISUSES 17

static int misuse_in_a_child(int kind, Store *store)
{
    pid_t pid = fork();
    if (pid == 0) {
        struct sigaction plain = { .sa_handler = SIG_DFL };
        sigaction(SIGABRT, &plain, NULL);
        if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
            _exit(2);
        misuse(kind, store);
        _exit(0);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

START_TEST(misuse_ends_the_program)
{
    g_autoptr(Fixture) f = fixture_new();
    for (int kind = 0; kind < MISUSES; kind++)
        ck_assert_msg(misuse_in_a_child(kind, f->store) == SIGABRT, "misuse %d was let through", kind);
}
END_TEST

START_TEST(right_names_in_any_order_are_no_misuse)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(store_run(f->store, &thing_add, ARGS(ARG_INT("id", 1), ARG_TEXT("name", "one")), NULL, NULL));
    ck_assert(store_run(f->store, &thing_add, ARGS(ARG_TEXT("name", "two"), ARG_INT("id", 2)), NULL, NULL));
    ck_assert(store_run(f->store, &thing_add, ARGS(ARG_INT("id", 3), ARG_TEXT("name", "three")), NULL, NULL));
    g_autofree char *name = NULL;
    ck_assert(store_get_text(f->store, &thing_name, ARGS(ARG_INT("id", 2)), &name, NULL));
    ck_assert_str_eq(name, "two");
}
END_TEST

static int64_t next_id(Store *store)
{
    int64_t id = -1;
    ck_assert(store_next_id(store, &id, NULL));
    return id;
}

START_TEST(ids_count_on_and_a_savepoint_does_not_give_them_back)
{
    g_autoptr(Fixture) f = fixture_new();
    StoreTx *tx = store_begin(f->store, NULL);
    ck_assert_int_eq(next_id(f->store), 1);
    StoreMark *mark = store_mark(f->store, NULL);
    ck_assert_int_eq(next_id(f->store), 2);
    store_mark_free(mark);
    ck_assert_int_eq(next_id(f->store), 3);
    ck_assert(store_commit(tx, NULL));
    tx = store_begin(f->store, NULL);
    ck_assert_int_eq(next_id(f->store), 4);
    store_tx_free(tx); /* taken back whole: 4 was never seen */
    tx = store_begin(f->store, NULL);
    ck_assert_int_eq(next_id(f->store), 4);
    ck_assert(store_commit(tx, NULL));
    store_free(f->store);
    f->store = store_open(f->path, NULL, NULL);
    tx = store_begin(f->store, NULL);
    ck_assert_int_eq(next_id(f->store), 5);
    store_tx_free(tx);
    store_free(f->store);
    f->store = store_open(f->path, NULL, NULL);
    tx = store_begin(f->store, NULL);
    ck_assert_int_eq(next_id(f->store), 5);
    ck_assert(store_commit(tx, NULL));
}
END_TEST

START_TEST(state_is_kept_by_name)
{
    g_autoptr(Fixture) f = fixture_new();
    int64_t value = -1;
    ck_assert(store_state_get(f->store, "epoch", &value, NULL));
    ck_assert_int_eq(value, 0);
    for (int64_t i = 7; i < 9; i++) {
        g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
        ck_assert(store_state_set(f->store, "epoch", i, NULL));
        ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    }
    ck_assert(store_state_get(f->store, "epoch", &value, NULL));
    ck_assert_int_eq(value, 8);
}
END_TEST

static const struct {
    const char *sql;
    bool allowed;
} plans[] = {
    { "SELECT name FROM thing WHERE id = 1", true },
    { "SELECT id FROM thing WHERE name = 'x'", true },
    { "SELECT id FROM thing WHERE weight = 1", false },
    { "SELECT t.id FROM thing t WHERE t.weight = 1", false },
    { "SELECT id FROM thing WHERE weight = 1 /*scan*/", true },
    { "SELECT id FROM thing WHERE weight = 1 -- scan: it is short", true },
    { "SELECT count(*) FROM thing", false },
    { "SELECT name FROM thing ORDER BY name", false },
    { "DELETE FROM thing WHERE weight > 3", false },
    { "UPDATE thing SET weight = 1 WHERE id IN (1, 2)", true },
    { "SELECT value FROM json_each('[1,2]')", true },
    { "SELECT t.id FROM json_each('[1,2]') AS j JOIN thing AS t ON t.id = j.value", true },
    { "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT x FROM n", true },
    { "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT m.x, t.id FROM n AS m JOIN "
      "thing t ON t.id = m.x",
        true },
    { "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 5) SELECT m.x FROM n AS m JOIN thing t "
      "ON t.weight = m.x",
        false },
    { "SELECT x.id FROM (SELECT id FROM thing WHERE name = 'a' LIMIT 1) AS x", true },
    { "SELECT 1", true },
    { "VALUES (1), (2)", true },
    { "INSERT INTO thing (id, name) VALUES (1, 'a') ON CONFLICT (name) DO NOTHING", true },
};

START_TEST(a_query_that_walks_a_whole_table_must_say_so)
{
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(plans); i++) {
        StoreQuery query = { .name = "plan_row", .sql = plans[i].sql };
        const StoreQuery *const list[] = { &query, NULL };
        Store *store = store_open(":memory:", NULL, NULL); /* keeps the query by its address */
        ck_assert(store_create(store, schemas, NULL));
        bool ok = store_prepare_all(store, list, &error);
        ck_assert_msg(ok == plans[i].allowed, "%s: %s", plans[i].sql, error ? error->message : "let through");
        if (!ok)
            unit_assert_error(error, "query plan_row walks the whole of t");
        store_free(store);
    }
}
END_TEST

START_TEST(a_query_of_a_missing_table_is_refused_by_name)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    QUERY(gone, "SELECT 1 FROM gone", 0, NULL);
    const StoreQuery *const list[] = { &gone, NULL };
    ck_assert(!store_prepare_all(f->store, list, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "no such table: gone"));
}
END_TEST

START_TEST(a_store_in_memory_works_without_a_file)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) a = store_open(":memory:", NULL, &error), b = store_open(":memory:", NULL, &error);
    ck_assert(a && b && store_create(a, schemas, &error) && store_create(b, schemas, &error));
    add_committed(a, 1, "one");
    ck_assert_int_eq(count(a), 1);
    ck_assert_int_eq(count(b), 0);
    ck_assert(!g_file_test(":memory:.lock", G_FILE_TEST_EXISTS));
    ck_assert(store_is_memory(a) && store_integrity(a, &error));
}
END_TEST

/* Four things; the `bad`-th (from 1) writes one row and then fails with `code`. */
typedef struct {
    Store *store;
    guint bad, parked, again, done;
    int code;
} Batch;

static bool batch_item(gpointer data, guint i, GError **error)
{
    Batch *b = data;
    b->done++;
    if (!add(b->store, (int)i + 1, i == 0 ? "first" : i == 1 ? "second" : i == 2 ? "third" : "fourth", error))
        return false;
    if (i + 1 == b->bad)
        g_set_error(error, BARAZA_ERROR, b->code, "item %u", i + 1);
    return i + 1 != b->bad;
}

static bool batch_park(gpointer data, guint i, const GError *fault, GError **error)
{
    Batch *b = data;
    ck_assert_str_eq(fault->message, "item 3");
    b->parked = i + 1;
    return true;
}

static void batch_again(gpointer data)
{
    ((Batch *)data)->again++;
}

static const StoreItems batch_items = { .item = batch_item, .park = batch_park, .again = batch_again };

START_TEST(a_failing_item_is_parked_and_the_others_are_done_once)
{
    g_autoptr(Fixture) f = fixture_new();
    Batch well = { .store = f->store }, batch = { .store = f->store, .bad = 3, .code = BARAZA_ERROR_INPUT };
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(store_items(f->store, &batch_items, 4, &batch, NULL));
    ck_assert(store_commit(g_steal_pointer(&tx), NULL));
    ck_assert_int_eq(count(f->store), 3);
    ck_assert_uint_eq(batch.parked, 3);
    ck_assert_uint_eq(batch.again, 1);
    ck_assert_uint_eq(batch.done, 3 + 4);
    ck_assert(store_items(f->store, &batch_items, 0, &well, NULL));
    ck_assert_uint_eq(well.done, 0);
}
END_TEST

START_TEST(an_error_of_the_store_ends_all_items)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    Batch batch = { .store = f->store, .bad = 3, .code = BARAZA_ERROR_FULL };
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(!store_items(f->store, &batch_items, 4, &batch, &error));
    unit_assert_error(error, "item 3");
    ck_assert_uint_eq(batch.parked, 0);
    ck_assert_uint_eq(batch.done, 3);
    g_clear_pointer(&tx, store_tx_free);
    ck_assert_int_eq(count(f->store), 0);
}
END_TEST

UNIT_MAIN("store", what_is_committed_is_there_after_reopening, an_early_return_takes_everything_back,
    a_fault_in_one_item_takes_back_only_that_item, a_savepoint_before_the_first_write_takes_back_all_that_follows,
    what_is_known_of_a_state_goes_with_what_is_taken_back, a_savepoint_whose_transaction_ended_is_freed_quietly,
    values_of_every_type_come_back_as_they_went_in, ids_come_in_the_order_of_their_query_and_none_are_no_error,
    a_constraint_is_an_error_of_state_and_names_the_query, misuse_ends_the_program,
    right_names_in_any_order_are_no_misuse, ids_count_on_and_a_savepoint_does_not_give_them_back, state_is_kept_by_name,
    a_query_that_walks_a_whole_table_must_say_so, a_query_of_a_missing_table_is_refused_by_name,
    a_store_in_memory_works_without_a_file, a_failing_item_is_parked_and_the_others_are_done_once,
    an_error_of_the_store_ends_all_items)
