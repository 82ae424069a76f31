/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered is what the tables say: after a change, after a change that was taken back, and in another place.
 */
#include "store_fixture.h"

QUERY(thing_least, "SELECT MIN(id), MAX(id) FROM thing /*scan*/", 0, NULL);
QUERY(other_add, "INSERT INTO engine_state (name, value) VALUES ('other', 1)", 0, NULL);

static void remembered_is(Store *store, int64_t least, int64_t most)
{
    g_autoptr(GError) error = NULL;
    int64_t values[2] = { 0 };
    ck_assert(store_remembered(store, &thing_least, values, 2, &error));
    ck_assert_int_eq(values[0], least);
    ck_assert_int_eq(values[1], most);
}

START_TEST(a_change_is_seen_at_once)
{
    g_autoptr(Fixture) f = fixture_new();
    remembered_is(f->store, INT64_MAX, INT64_MAX);
    add_committed(f->store, 5, "five");
    remembered_is(f->store, 5, 5);
    add_committed(f->store, 7, "seven");
    remembered_is(f->store, 5, 7);
}
END_TEST

START_TEST(what_was_taken_back_is_forgotten)
{
    g_autoptr(Fixture) f = fixture_new();
    add_committed(f->store, 5, "five");
    {
        g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
        ck_assert(tx && add(f->store, 3, "three", NULL));
        remembered_is(f->store, 3, 5);
        g_autoptr(StoreMark) mark = store_mark(f->store, NULL);
        ck_assert(mark && add(f->store, 2, "two", NULL));
        remembered_is(f->store, 2, 5);
        g_clear_pointer(&mark, store_mark_free);
        remembered_is(f->store, 3, 5);
    }
    remembered_is(f->store, 5, 5);
}
END_TEST

START_TEST(a_reader_asks_each_time)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(Store) reader = store_open_reader(f->path, 0, NULL);
    remembered_is(reader, INT64_MAX, INT64_MAX);
    add_committed(f->store, 5, "five");
    remembered_is(reader, 5, 5);
}
END_TEST

static const StoreCache names = {
    .hash = g_int64_hash, .equal = g_int64_equal, .free_key = g_free, .free_value = g_free, .most = 3
};

static GHashTable *cached(Store *store)
{
    g_autoptr(GError) error = NULL;
    GHashTable *entries = NULL;
    ck_assert(store_cache(store, &names, &thing_name, &entries, &error));
    return entries;
}

static void keep(Store *store, int64_t id, const char *name)
{
    g_hash_table_insert(cached(store), g_memdup2(&id, sizeof id), g_strdup(name));
}

START_TEST(entries_stay_until_their_table_changes)
{
    g_autoptr(Fixture) f = fixture_new();
    keep(f->store, 1, "one");
    ck_assert_int_eq(g_hash_table_size(cached(f->store)), 1);
    {
        g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
        ck_assert(store_run(f->store, &other_add, NO_ARGS, NULL, NULL));
        ck_assert_int_eq(g_hash_table_size(cached(f->store)), 1);
        ck_assert(add(f->store, 1, "another", NULL));
        ck_assert_int_eq(g_hash_table_size(cached(f->store)), 0);
        keep(f->store, 1, "another");
    } /* taken back */
    ck_assert_int_eq(g_hash_table_size(cached(f->store)), 0);
}
END_TEST

START_TEST(who_changes_both_keeps_the_entries)
{
    g_autoptr(Fixture) f = fixture_new();
    keep(f->store, 1, "one");
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(add(f->store, 2, "two", NULL));
    ck_assert(store_cache_keep(f->store, &names, &thing_name, NULL));
    ck_assert_int_eq(g_hash_table_size(cached(f->store)), 1);
}
END_TEST

QUERY(thing_none, "DELETE FROM thing WHERE id = -1", 0, NULL);
QUERY(thing_first, "DELETE FROM thing WHERE id = 1", 0, NULL);

START_TEST(a_statement_that_finds_nothing_to_change_drops_nothing)
{
    g_autoptr(Fixture) f = fixture_new();
    add_committed(f->store, 1, "one");
    remembered_is(f->store, 1, 1);
    keep(f->store, 1, "one");
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(store_run(f->store, &thing_none, NO_ARGS, NULL, NULL));
    ck_assert_int_eq(g_hash_table_size(cached(f->store)), 1);
    ck_assert(store_run(f->store, &thing_first, NO_ARGS, NULL, NULL));
    ck_assert_int_eq(g_hash_table_size(cached(f->store)), 0);
    remembered_is(f->store, INT64_MAX, INT64_MAX);
}
END_TEST

START_TEST(too_many_entries_are_all_dropped)
{
    g_autoptr(Fixture) f = fixture_new();
    for (int64_t id = 1; id <= 4; id++)
        keep(f->store, id, "name");
    ck_assert_int_eq(g_hash_table_size(cached(f->store)), 0);
}
END_TEST

QUERY(late_name, "SELECT name FROM late WHERE id = :id", 1, "id", NULL);
QUERY(later_add, "INSERT INTO later (id) VALUES (1)", 0, NULL);

/* As many as the product has, and more: one that was met late is not taken for another. */
START_TEST(a_hundred_tables_are_told_apart)
{
    enum { BEFORE = 97 };
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GString) sql = g_string_new("CREATE TABLE late (id INTEGER PRIMARY KEY, name TEXT);"
                                          "CREATE TABLE later (id INTEGER PRIMARY KEY);");
    for (int i = 0; i < BEFORE; i++)
        g_string_append_printf(sql, "CREATE TABLE t%d (id INTEGER PRIMARY KEY);", i);
    const EmbeddedFile files[] = { { .name = "schema.sql", .data = sql->str }, { .name = NULL } };
    ck_assert(store_create(f->store, files, NULL));
    StoreQuery look[BEFORE];
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    for (int i = 0; i < BEFORE; i++) {
        g_ptr_array_add(texts, g_strdup_printf("SELECT id FROM t%d WHERE id = 1", i));
        look[i] = (StoreQuery){ .name = "look", .sql = texts->pdata[i] };
        ck_assert(store_get_int(f->store, &look[i], NO_ARGS, &(int64_t){ 0 }, NULL, NULL));
    }
    GHashTable *entries = NULL;
    ck_assert(store_cache(f->store, &names, &late_name, &entries, NULL));
    g_hash_table_insert(entries, g_memdup2(&(int64_t){ 1 }, sizeof(int64_t)), g_strdup("one"));
    g_autoptr(StoreTx) tx = store_begin(f->store, NULL);
    ck_assert(tx && store_run(f->store, &later_add, NO_ARGS, NULL, NULL));
    ck_assert(store_cache(f->store, &names, &late_name, &entries, NULL));
    ck_assert_int_eq(g_hash_table_size(entries), 1);
}
END_TEST

START_TEST(a_reader_keeps_nothing)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(Store) reader = store_open_reader(f->path, 0, NULL);
    ck_assert_ptr_null(cached(reader));
}
END_TEST

START_TEST(a_memory_database_takes_back_too)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(":memory:", NULL, &error);
    ck_assert(store && store_create(store, schemas, &error));
    add_committed(store, 1, "one");
    {
        g_autoptr(StoreTx) tx = store_begin(store, &error);
        ck_assert(tx && add(store, 2, "two", &error));
    }
    ck_assert_int_eq(count(store), 1);
    add_committed(store, 2, "two");
    ck_assert_int_eq(count(store), 2);
}
END_TEST

UNIT_MAIN("store_remember", a_change_is_seen_at_once, what_was_taken_back_is_forgotten, a_reader_asks_each_time,
    entries_stay_until_their_table_changes, who_changes_both_keeps_the_entries,
    a_statement_that_finds_nothing_to_change_drops_nothing, too_many_entries_are_all_dropped,
    a_hundred_tables_are_told_apart, a_reader_keeps_nothing, a_memory_database_takes_back_too)
