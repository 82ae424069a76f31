/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal: nothing in it can be changed without a trace, and yet a payload can be forgotten. */
#include "journal.h"
#include "unit.h"
#include <glib/gstdio.h>
#include <sqlite3.h>

#define NOW 1767268800

typedef struct {
    char *dir, *path;
    Store *store;
} Fixture;

static void open_store(Fixture *f)
{
    g_autoptr(GError) error = NULL;
    f->store = store_open(f->path, NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(f->store, journal_schema, &error));
}

static void add(Store *store, int64_t time, const char *what, const char *subject, const char *payload)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(tx && journal_add(store, time, "S1", what, subject, payload, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

/* Longer than a page, so that erasing it frees whole pages. */
static void add_long_payload(Store *store)
{
    g_autofree char *filler = g_strnfill(9000, '.');
    g_autofree char *payload = g_strdup_printf("{\"name\":\"Chipo\",\"x\":\"%s Chipo %s\"}", filler, filler);
    add(store, NOW, "learner.added", "L42", payload);
}

/* Six entries: 1 and 4 are about L42, 3 has no payload, 5 has the same payload as 4. */
static Fixture *fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    f->dir = g_dir_make_tmp("baraza-journal-XXXXXX", NULL);
    f->path = g_build_filename(f->dir, "test.db", NULL);
    open_store(f);
    add_long_payload(f->store);
    add(f->store, NOW + 1, "cohort.started", "C7", "{\"start\":\"2026-01-05\"}");
    add(f->store, NOW + 2, "engine.started", NULL, NULL);
    add(f->store, NOW + 3, "learner.moved", "L42", "{}");
    add(f->store, NOW + 4, "learner.added", "L43", "{}");
    add(f->store, NOW + 5, "cohort.closed", "C7", "");
    return f;
}

static void fixture_free(Fixture *f)
{
    store_free(f->store);
    static const char *const names[] = { "test.db", "test.db-wal", "test.db-shm", "test.db.lock" };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_build_filename(f->dir, names[i], NULL);
        g_unlink(path);
    }
    g_rmdir(f->dir);
    g_free(f->dir), g_free(f->path), g_free(f);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

/* What someone with the file and a shell could do: foreign keys off, triggers dropped. */
static void tamper(Fixture *f, const char *sql)
{
    store_free(g_steal_pointer(&f->store));
    sqlite3 *db = NULL;
    ck_assert_int_eq(sqlite3_open(f->path, &db), SQLITE_OK);
    const char *drop = "DROP TRIGGER journal_never_updated; DROP TRIGGER journal_never_deleted;"
                       "DROP TRIGGER journal_payload_only_erased; DROP TRIGGER journal_payload_never_deleted";
    ck_assert_int_eq(sqlite3_exec(db, drop, NULL, NULL, NULL), SQLITE_OK);
    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, "%s: %s", sql, sqlite3_errmsg(db));
    ck_assert_msg(sqlite3_total_changes(db) > 0, "%s changed nothing", sql);
    sqlite3_close(db);
    open_store(f);
}

START_TEST(an_untouched_journal_verifies_and_its_head_moves_with_each_entry)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    int64_t n = 0;
    g_autofree char *head = NULL, *later = NULL, *again = NULL;
    ck_assert(journal_verify(f->store, &n, &head, &error));
    ck_assert_int_eq(n, 6);
    ck_assert_uint_eq(strlen(head), 64);
    ck_assert(journal_verify(f->store, NULL, &again, &error));
    ck_assert_str_eq(head, again);
    add(f->store, NOW + 9, "engine.stopped", NULL, NULL);
    ck_assert(journal_verify(f->store, &n, &later, &error));
    ck_assert_int_eq(n, 7);
    ck_assert_str_ne(head, later);
}
END_TEST

START_TEST(an_empty_journal_verifies)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) store = store_open(":memory:", NULL, &error);
    ck_assert(store_create(store, journal_schema, &error));
    int64_t n = -1;
    g_autofree char *head = NULL;
    ck_assert(journal_verify(store, &n, &head, &error));
    ck_assert_int_eq(n, 0);
    ck_assert_str_eq(head, "0000000000000000000000000000000000000000000000000000000000000000");
}
END_TEST

static const struct {
    const char *sql;
    const char *says; /* names the first broken entry */
} tamperings[] = {
    { "UPDATE journal SET time = time + 1 WHERE seq = 2", "entry 2: it is not as it was written" },
    { "UPDATE journal SET actor = 'S2' WHERE seq = 2", "entry 2: it is not as it was written" },
    { "UPDATE journal SET what = 'cohort.ended' WHERE seq = 3", "entry 3: it is not as it was written" },
    { "UPDATE journal SET subject = 'L43' WHERE seq = 4", "entry 4: it is not as it was written" },
    { "UPDATE journal SET actor = 'S', what = '1' || what WHERE seq = 4", "entry 4: it is not as it was written" },
    { "UPDATE journal SET payload_hash = zeroblob(32) WHERE seq = 4", "entry 4: it is not as it was written" },
    { "UPDATE journal SET payload_hash = x'' WHERE seq = 4", "entry 4: it is not as it was written" },
    { "UPDATE journal SET previous = zeroblob(32) WHERE seq = 5", "entry 5: it does not follow" },
    { "UPDATE journal SET previous = x'00' WHERE seq = 1", "entry 1: it does not follow" },
    { "UPDATE journal SET hash = zeroblob(32) WHERE seq = 5", "entry 5: it is not as it was written" },
    { "UPDATE journal SET hash = substr(hash, 1, 31) WHERE seq = 6", "entry 6: it is not as it was written" },
    { "UPDATE journal SET seq = 60 WHERE seq = 6", "entry 6: it is missing" },
    { "UPDATE journal SET seq = 0 WHERE seq = 1", "entry 1: it is missing" },
    { "DELETE FROM journal WHERE seq = 1", "entry 1: it is missing" },
    { "DELETE FROM journal WHERE seq = 3", "entry 3: it is missing" },
    { "DELETE FROM journal WHERE seq = 6", "entry 6: it is gone, but its payload is there" },
    { "DELETE FROM journal_payload WHERE seq = 2", "entry 2: its payload is missing" },
    { "UPDATE journal_payload SET payload = '{\"name\":\"Rudo\"}' WHERE seq = 1",
        "entry 1: its payload is not the one" },
    { "UPDATE journal_payload SET salt = zeroblob(32) WHERE seq = 1", "entry 1: its payload is not the one" },
    { "UPDATE journal_payload SET salt = substr(salt, 1, 31) WHERE seq = 1", "entry 1: its payload is not the one" },
    { "UPDATE journal_payload SET salt = NULL WHERE seq = 6", "entry 6: its payload is not the one" },
    { "UPDATE journal_payload SET payload = NULL WHERE seq = 6", "entry 6: its payload is not the one" },
    { "UPDATE journal_payload SET salt = x'', payload = CAST(salt AS TEXT) || payload WHERE seq = 1",
        "entry 1: its payload is not" },
    { "INSERT INTO journal_payload VALUES (3, NULL, NULL)", "entry 3: it has a payload that was not written with it" },
    { "INSERT INTO journal SELECT 7, time, actor, what, subject, payload_hash, hash, hash FROM journal WHERE seq = 6",
        "entry 7: it is not" },
};

START_TEST(every_tampering_is_noticed_and_named)
{
    for (size_t i = 0; i < G_N_ELEMENTS(tamperings); i++) {
        g_autoptr(Fixture) f = fixture_new();
        g_autoptr(GError) error = NULL;
        g_autofree char *head = NULL;
        tamper(f, tamperings[i].sql);
        ck_assert_msg(!journal_verify(f->store, NULL, &head, &error), "unnoticed: %s", tamperings[i].sql);
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STORE));
        ck_assert_msg(strstr(error->message, tamperings[i].says), "%s: %s", tamperings[i].sql, error->message);
        ck_assert_ptr_null(head);
    }
}
END_TEST

static bool tell(const JournalEntry *e, gpointer data)
{
    g_string_append_printf(data, "%d %d %s %s %s %s%s\n", (int)e->seq, (int)(e->time - NOW), e->actor, e->what,
        e->subject, e->payload ? e->payload : "-", e->erased ? " erased" : "");
    return e->seq < 5;
}

START_TEST(an_erased_payload_is_gone_and_the_chain_still_verifies)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    int64_t erased = -1, n = 0;
    StoreTx *tx = store_begin(f->store, &error);
    ck_assert(journal_erase(f->store, NOW + 8, "S2", "L42", &erased, &error));
    ck_assert_int_eq(erased, 2);
    ck_assert(journal_erase(f->store, NOW + 8, "S2", "L42", &erased, &error)); /* twice is once */
    ck_assert_int_eq(erased, 0);
    ck_assert(journal_erase_entry(f->store, NOW + 8, "S2", 2, &erased, &error));
    ck_assert_int_eq(erased, 1);
    ck_assert(journal_erase_entry(f->store, NOW + 8, "S2", 99, &erased, &error));
    ck_assert_int_eq(erased, 0);
    ck_assert(store_commit(tx, &error));
    ck_assert(journal_verify(f->store, &n, NULL, &error));
    ck_assert_int_eq(n, 8);
    g_autoptr(GString) told = g_string_new(NULL);
    ck_assert(journal_each(f->store, "L42", 0, tell, told, &error));
    ck_assert_str_eq(told->str, "1 0 S1 learner.added L42 - erased\n4 3 S1 learner.moved L42 - erased\n"
                                "7 8 S2 journal.erased L42 {\"entries\":2}\n");
    ck_assert(store_checkpoint(f->store, NULL));
    g_autofree char *bytes = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents(f->path, &bytes, &size, NULL));
    ck_assert_ptr_null(memmem(bytes, size, "Chipo", 5));
    ck_assert_ptr_nonnull(memmem(bytes, size, "cohort.started", 14));
}
END_TEST

START_TEST(listing_is_in_order_and_from_where_one_left_off)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GString) told = g_string_new(NULL);
    ck_assert(journal_each(f->store, NULL, 2, tell, told, NULL));
    ck_assert_str_eq(told->str, "3 2 S1 engine.started  -\n4 3 S1 learner.moved L42 {}\n5 4 S1 learner.added L43 {}\n");
}
END_TEST

static const StoreQuery forbidden[] = {
    { .name = "forbidden_change", .sql = "UPDATE journal SET what = 'x' WHERE seq = 1" },
    { .name = "forbidden_removal", .sql = "DELETE FROM journal WHERE seq = 6" },
    { .name = "forbidden_payload", .sql = "UPDATE journal_payload SET payload = 'x' WHERE seq = 1" },
    { .name = "forbidden_half_erasure", .sql = "UPDATE journal_payload SET payload = NULL WHERE seq = 1" },
    { .name = "forbidden_payload_removal", .sql = "DELETE FROM journal_payload WHERE seq = 1" },
};

START_TEST(the_database_itself_refuses_changes)
{
    g_autoptr(Fixture) f = fixture_new();
    for (size_t i = 0; i < G_N_ELEMENTS(forbidden); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(StoreTx) tx = store_begin(f->store, &error);
        ck_assert_msg(!store_run(f->store, &forbidden[i], NO_ARGS, NULL, &error), "%s", forbidden[i].sql);
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
        unit_assert_error(error, forbidden[i].name);
    }
    ck_assert(journal_verify(f->store, NULL, NULL, NULL));
}
END_TEST

START_TEST(an_entry_of_a_transaction_that_is_taken_back_never_was)
{
    g_autoptr(Fixture) f = fixture_new();
    StoreTx *tx = store_begin(f->store, NULL);
    ck_assert(journal_add(f->store, NOW, "S1", "x.y", "", "{}", NULL));
    store_tx_free(tx);
    add(f->store, NOW, "x.z", "", "{}");
    int64_t n = 0;
    ck_assert(journal_verify(f->store, &n, NULL, NULL));
    ck_assert_int_eq(n, 7);
}
END_TEST

START_TEST(every_query_has_its_index)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    journal_prepare(f->store, &error);
    unit_assert_ok(error);
}
END_TEST

UNIT_MAIN("journal", an_untouched_journal_verifies_and_its_head_moves_with_each_entry, an_empty_journal_verifies,
    every_tampering_is_noticed_and_named, an_erased_payload_is_gone_and_the_chain_still_verifies,
    listing_is_in_order_and_from_where_one_left_off, the_database_itself_refuses_changes,
    an_entry_of_a_transaction_that_is_taken_back_never_was, every_query_has_its_index)
