/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The database as files: who may open them, what a reader sees, copies, damage, full disks. */
#include "clock.h"
#include "store_fixture.h"
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

QUERY(thing_endless, "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", 0, NULL);

START_TEST(a_second_process_may_not_write)
{
    g_autoptr(Fixture) f = fixture_new();
    pid_t pid = fork();
    if (pid == 0) {
        g_autoptr(GError) error = NULL;
        Store *second = store_open(f->path, NULL, &error);
        bool refused =
            !second && g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE) && strstr(error->message, "in use");
        _exit(refused ? 0 : 1);
    }
    int status = -1;
    waitpid(pid, &status, 0);
    ck_assert_int_eq(status, 0);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(store_open(f->path, NULL, &error)); /* nor this one again */
    g_autofree char *own = g_strdup_printf("process %d", (int)getpid());
    ck_assert_msg(strstr(error->message, own) != NULL, "%s", error->message);
    store_free(g_steal_pointer(&f->store));
    f->store = store_open(f->path, NULL, NULL);
    ck_assert_ptr_nonnull(f->store);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(store_open("/nonexistent/x.db", NULL, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING));
    ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/x.db"));
    g_clear_error(&error);
    ck_assert_ptr_null(store_open_reader("/nonexistent/x.db", 0, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

START_TEST(a_file_that_is_no_database_is_refused)
{
    g_autofree char *dir = g_dir_make_tmp("baraza-store-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(dir, "no.db", NULL);
    g_autofree char *lock = g_strconcat(path, ".lock", NULL);
    g_autofree char *text = g_strnfill(8192, 'x');
    g_file_set_contents(path, text, -1, NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(store_open(path, NULL, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STORE));
    ck_assert_ptr_nonnull(strstr(error->message, "backup"));
    g_unlink(path), g_unlink(lock), g_rmdir(dir);
}
END_TEST

START_TEST(the_files_are_for_their_owner_only)
{
    g_autoptr(Fixture) f = fixture_new();
    static const char *const suffixes[] = { "", "-wal", "-shm", ".lock" };
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *path = g_strconcat(f->path, suffixes[i], NULL);
        struct stat st;
        ck_assert_msg(stat(path, &st) == 0, "%s", path);
        ck_assert_msg((st.st_mode & 0777) == 0600, "%s has mode %o", path, st.st_mode & 0777);
    }
}
END_TEST

START_TEST(a_reader_sees_commits_and_may_not_write)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) reader = store_open_reader(f->path, 0, &error);
    ck_assert_msg(reader != NULL, "%s", error ? error->message : "");
    ck_assert_int_eq(count(reader), 0);
    add_committed(f->store, 1, "one");
    ck_assert_int_eq(count(reader), 1);
    {
        g_autoptr(StoreTx) moment = store_begin(reader, &error);
        ck_assert_int_eq(count(reader), 1);
        add_committed(f->store, 2, "two");
        ck_assert_int_eq(count(reader), 1);
        ck_assert(!add(reader, 3, "three", &error));
    }
    ck_assert_int_eq(count(reader), 2);
}
END_TEST

START_TEST(a_reader_that_closes_leaves_the_log_alone)
{
    g_autoptr(Fixture) f = fixture_new();
    for (int i = 0; i < 50; i++) {
        g_autofree char *name = g_strdup_printf("thing %d", i);
        add_committed(f->store, i, name);
    }
    struct stat before, after;
    ck_assert_int_eq(stat(f->path, &before), 0);
    Store *reader = store_open_reader(f->path, 0, NULL);
    ck_assert_int_eq(count(reader), 50);
    store_free(reader);
    ck_assert_int_eq(stat(f->path, &after), 0);
    ck_assert_int_eq(before.st_size, after.st_size);
    ck_assert(store_checkpoint(f->store, NULL));
    ck_assert_int_eq(stat(f->path, &after), 0);
    ck_assert_int_gt(after.st_size, before.st_size);
}
END_TEST

START_TEST(a_reader_finds_what_a_killed_writer_committed)
{
    g_autoptr(Fixture) f = fixture_new();
    store_free(g_steal_pointer(&f->store));
    pid_t pid = fork();
    if (pid == 0) {
        Store *store = store_open(f->path, NULL, NULL);
        add_committed(store, 1, "one");
        StoreTx *tx = store_begin(store, NULL);
        add(store, 2, "two", NULL);
        raise(tx ? SIGKILL : SIGABRT);
    }
    int status = 0;
    waitpid(pid, &status, 0);
    ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) reader = store_open_reader(f->path, 0, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(count(reader), 1);
    f->store = store_open(f->path, NULL, &error); /* the lock died with its holder */
    unit_assert_ok(error);
    add_committed(f->store, 2, "two");
    ck_assert_int_eq(count(reader), 2);
}
END_TEST

static bool is_in_files(const Fixture *f, const char *text)
{
    static const char *const suffixes[] = { "", "-wal" };
    bool found = false;
    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        g_autofree char *path = g_strconcat(f->path, suffixes[i], NULL), *bytes = NULL;
        gsize size = 0;
        if (g_file_get_contents(path, &bytes, &size, NULL) && memmem(bytes, size, text, strlen(text)))
            found = true;
    }
    return found;
}

QUERY(thing_remove, "DELETE FROM thing WHERE id = :id", 1, "id", NULL);

START_TEST(what_was_erased_is_in_no_file_once_forgotten)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    add_committed(f->store, 1, "somebody's own words");
    StoreTx *tx = store_begin(f->store, &error);
    ck_assert(store_run(f->store, &thing_remove, ARGS(ARG_INT("id", 1)), NULL, &error));
    ck_assert(store_commit(tx, &error));
    ck_assert(is_in_files(f, "somebody's own words"));
    ck_assert(store_forget(f->store, &error));
    ck_assert(!is_in_files(f, "somebody's own words"));
    add_committed(f->store, 2, "two");
    ck_assert_int_eq(count(f->store), 1);
}
END_TEST

START_TEST(a_reader_is_stopped_at_its_limit_and_works_again)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Store) reader = store_open_reader(f->path, 60, &error);
    int64_t n, from = clock_monotonic_ms();
    ck_assert(!store_get_int(reader, &thing_endless, NO_ARGS, &n, NULL, &error));
    int64_t took = clock_monotonic_ms() - from;
    ck_assert_msg(took >= 60 && took < 3000, "took %d ms", (int)took);
    ck_assert_msg(strstr(error->message, "60 ms") != NULL, "%s", error->message);
    ck_assert_int_eq(count(reader), 0);
    ck_assert(!store_broken(reader));
}
END_TEST

START_TEST(a_copy_is_whole_and_of_one_moment)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    add_committed(f->store, 1, "one");
    g_autofree char *path = g_build_filename(f->dir, "copy.db", NULL);
    ck_assert_msg(store_backup(f->store, path, &error), "%s", error ? error->message : "");
    add_committed(f->store, 2, "two");
    ck_assert(store_backup(f->store, path, &error)); /* again, over the first */
    add_committed(f->store, 3, "three");
    g_autoptr(Store) copy = store_open(path, NULL, &error);
    ck_assert_int_eq(count(copy), 2);
    ck_assert(store_integrity(copy, &error));
    ck_assert(!store_backup(f->store, "/nonexistent/copy.db", &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING));
}
END_TEST

START_TEST(damage_is_noticed)
{
    g_autoptr(Fixture) f = fixture_new();
    for (int i = 0; i < 400; i++) {
        g_autofree char *name = g_strdup_printf("a thing with quite a long name, number %d", i);
        add_committed(f->store, i, name);
    }
    ck_assert(!store_is_memory(f->store) && store_integrity(f->store, NULL));
    store_free(f->store);
    int fd = open(f->path, O_RDWR);
    off_t size = lseek(fd, 0, SEEK_END);
    char rubbish[600];
    memset(rubbish, 0xa5, sizeof rubbish);
    ck_assert_int_eq(pwrite(fd, rubbish, sizeof rubbish, size - 4096), sizeof rubbish);
    close(fd);
    g_autoptr(GError) error = NULL;
    f->store = store_open(f->path, NULL, &error);
    ck_assert_ptr_nonnull(f->store);
    ck_assert(!store_integrity(f->store, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STORE));
    ck_assert_ptr_nonnull(strstr(error->message, "backup"));
}
END_TEST

START_TEST(a_dangling_reference_is_noticed)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    store_free(f->store);
    sqlite3 *db = NULL; /* as another program would, with its foreign keys off */
    ck_assert_int_eq(sqlite3_open(f->path, &db), SQLITE_OK);
    ck_assert_int_eq(
        sqlite3_exec(db, "INSERT INTO thing (id, name, parent) VALUES (1, 'orphan', 77)", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
    f->store = store_open(f->path, NULL, &error);
    ck_assert(!store_integrity(f->store, &error));
    unit_assert_error(error, "foreign_key_check");
}
END_TEST

/* A full disk, by SQLite's own limit on pages: the writer's connection is reached through a query. */
QUERY(set_limit, "PRAGMA max_page_count = 12", 0, NULL);
QUERY(no_limit, "PRAGMA max_page_count = 100000", 0, NULL);

static bool ignore_row(const StoreRow *row, gpointer data)
{
    return true;
}

START_TEST(a_full_disk_takes_the_transaction_back_and_heals)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    add_committed(f->store, 1, "one");
    ck_assert(store_each(f->store, &set_limit, NO_ARGS, ignore_row, NULL, NULL));
    g_autofree char *big = g_strnfill(100000, 'x');
    StoreTx *tx = store_begin(f->store, NULL);
    ck_assert(add(f->store, 2, "two", NULL));
    ck_assert(!add(f->store, 3, big, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_FULL));
    g_clear_error(&error);
    ck_assert(!store_commit(tx, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_FULL));
    ck_assert_int_eq(count(f->store), 1);
    ck_assert(!store_broken(f->store));
    ck_assert(store_each(f->store, &no_limit, NO_ARGS, ignore_row, NULL, NULL));
    add_committed(f->store, 3, big);
    ck_assert_int_eq(count(f->store), 2);
}
END_TEST

START_TEST(this_sqlite_is_judged_by_its_version)
{
    int v = sqlite3_libversion_number();
    ck_assert_str_eq(store_version(), sqlite3_libversion());
    ck_assert((store_version_warning() == NULL) ==
              (v >= 3051003 || (v >= 3050007 && v < 3051000) || (v >= 3044006 && v < 3045000)));
}
END_TEST

START_TEST(a_long_log_is_moved_by_the_commit_itself)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *big = g_strnfill(3000000, 'x');
    g_autofree char *log = g_strconcat(f->path, "-wal", NULL);
    struct stat st;
    for (int i = 0; i < 30; i++) {
        big[0] = (char)('0' + i);
        add_committed(f->store, i, big);
        ck_assert_int_eq(stat(log, &st), 0);
        ck_assert_msg(st.st_size < 24 << 20, "the log has %ld bytes after %d rows", (long)st.st_size, i + 1);
    }
}
END_TEST

UNIT_MAIN("store_file", a_second_process_may_not_write, a_folder_that_is_not_there_is_named,
    a_file_that_is_no_database_is_refused, the_files_are_for_their_owner_only, a_reader_sees_commits_and_may_not_write,
    a_reader_that_closes_leaves_the_log_alone, a_reader_finds_what_a_killed_writer_committed,
    what_was_erased_is_in_no_file_once_forgotten, a_reader_is_stopped_at_its_limit_and_works_again,
    a_copy_is_whole_and_of_one_moment, damage_is_noticed, a_dangling_reference_is_noticed,
    a_full_disk_takes_the_transaction_back_and_heals, this_sqlite_is_judged_by_its_version,
    a_long_log_is_moved_by_the_commit_itself)
