/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How fast the store is on this disk, each figure beside what the disk itself allows: bench_store [DIR] [SECONDS]. */
#include "clock.h"
#include "journal.h"
#include "store.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const EmbeddedFile schemas[] = {
    { .name = "schema.sql",
        .data = "CREATE TABLE IF NOT EXISTS msg (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, body TEXT NOT NULL) "
                "STRICT;"
                "CREATE TABLE IF NOT EXISTS raw (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;"
                "CREATE TABLE IF NOT EXISTS queue (lane INTEGER, due INTEGER, id INTEGER, PRIMARY KEY (lane, due, id)) "
                "STRICT, WITHOUT ROWID;" },
    { .name = NULL },
};
static const StoreQuery msg_add = { .name = "msg_add",
    .sql = "INSERT INTO msg (id, key, body) VALUES (:id, :key, :body)",
    .params = { "id", "key", "body" },
    .n_params = 3 };
static const StoreQuery raw_add = { .name = "raw_add",
    .sql = "INSERT INTO raw (id, body) VALUES (:id, :body)",
    .params = { "id", "body" },
    .n_params = 2 };
static const StoreQuery raw_read = {
    .name = "raw_read", .sql = "SELECT body FROM raw WHERE id = :id", .params = { "id" }, .n_params = 1
};
static const StoreQuery queue_add = { .name = "queue_add",
    .sql = "INSERT INTO queue (lane, due, id) VALUES (:lane, :due, :id)",
    .params = { "lane", "due", "id" },
    .n_params = 3 };
static const StoreQuery queue_take = { .name = "queue_take",
    .sql = "DELETE FROM queue WHERE lane = :lane AND due = :due AND id = :id",
    .params = { "lane", "due", "id" },
    .n_params = 3 };

static char body[400];

typedef bool RowFn(Store *store, int64_t n, GError **error);

static bool add_msg(Store *store, int64_t n, GError **error)
{
    int64_t id = 0;
    char key[40];
    g_snprintf(key, sizeof key, "E%" G_GINT64_FORMAT "/m3p1/1", n);
    return store_next_id(store, &id, error) &&
           store_run(
               store, &msg_add, ARGS(ARG_INT("id", id), ARG_TEXT("key", key), ARG_TEXT("body", body)), NULL, error);
}

static bool add_raw(Store *store, int64_t n, GError **error)
{
    int64_t id = 0;
    return store_next_id(store, &id, error) &&
           store_run(store, &raw_add, ARGS(ARG_INT("id", id), ARG_TEXT("body", body)), NULL, error);
}

static bool queue_and_take(Store *store, int64_t n, GError **error)
{
    const StoreArg *row = ARGS(ARG_INT("lane", n % 5), ARG_INT("due", n / 100), ARG_INT("id", n));
    return store_run(store, &queue_add, row, NULL, error) && store_run(store, &queue_take, row, NULL, error);
}

static bool add_entry(Store *store, int64_t n, GError **error)
{
    return journal_add(store, n, "engine", "bench.row", "L42", "{\"step\":\"m3p1\"}", error);
}

static bool read_raw(Store *store, int64_t n, GError **error)
{
    g_autofree char *text = NULL;
    return store_get_text(store, &raw_read, ARGS(ARG_INT("id", 1 + n * 7919 % 5000)), &text, error);
}

static bool in_savepoint(Store *store, int64_t n, GError **error)
{
    g_autoptr(StoreMark) mark = store_mark(store, error);
    return mark && add_raw(store, n, error) && store_release(g_steal_pointer(&mark), error);
}

static int64_t cpu_us(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (int64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec + u.ru_stime.tv_usec;
}

static void print_rate(const char *what, int64_t n, int64_t ms, int64_t cpu)
{
    printf("%-44s %9.0f /s %8.1f us CPU each\n", what, (double)n * 1000 / (double)MAX(ms, 1),
        (double)cpu / (double)MAX(n, 1));
}

static void bench(Store *store, const char *what, int batch, RowFn *fn, int64_t for_ms)
{
    g_autoptr(GError) error = NULL;
    int64_t n = 0, began = clock_monotonic_ms(), cpu = cpu_us(), ms = 0;
    while ((ms = clock_monotonic_ms() - began) < for_ms) {
        g_autoptr(StoreTx) tx = store_begin(store, &error);
        for (int i = 0; tx && i < batch && fn(store, n, &error); i++)
            n++;
        if (error || !store_commit(g_steal_pointer(&tx), &error)) {
            fprintf(stderr, "%s: %s\n", what, error->message);
            exit(3);
        }
    }
    print_rate(what, n, ms, cpu_us() - cpu);
    store_checkpoint(store, NULL);
}

/* What the disk allows: 4 KiB written over and over and synced. */
static void bench_disk(const char *dir, int64_t for_ms)
{
    g_autofree char *path = g_build_filename(dir, "disk.bin", NULL);
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    char page[4096] = { 1 };
    int64_t n = 0, began = clock_monotonic_ms(), cpu = cpu_us(), ms = 0;
    for (; fd >= 0 && (ms = clock_monotonic_ms() - began) < for_ms; n++)
        if (pwrite(fd, page, sizeof page, (n % 64) * 4096) != sizeof page || fdatasync(fd) != 0)
            break;
    print_rate("the disk: 4 KiB written and fdatasync", n, ms, cpu_us() - cpu);
    close(fd);
    g_unlink(path);
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_build_filename(argc > 1 ? argv[1] : g_get_tmp_dir(), "baraza-bench-XXXXXX", NULL);
    int64_t ms = argc > 2 ? g_ascii_strtoll(argv[2], NULL, 10) * 1000 : 2000;
    memset(body, 'x', sizeof body - 1);
    g_autofree char *path = g_mkdtemp(dir) ? g_build_filename(dir, "bench.db", NULL) : NULL;
    g_autoptr(Store) store = path ? store_open(path, NULL, &error) : NULL;
    if (!store || !store_create(store, schemas, &error) || !store_create(store, journal_schema, &error)) {
        fprintf(stderr, "bench_store: %s: %s\n", dir, error ? error->message : "no such folder");
        return 3;
    }
    printf("SQLite %s, %s, rows of 400 bytes\n", store_version(), dir);
    bench_disk(dir, ms);
    bench(store, "one row a commit", 1, add_raw, ms);
    bench(store, "100 rows a commit", 100, add_raw, ms);
    bench(store, "256 rows a commit, each in a savepoint", 256, in_savepoint, ms);
    bench(store, "100 rows a commit, with a unique text key", 100, add_msg, ms);
    bench(store, "256 rows queued and taken a commit", 256, queue_and_take, ms);
    bench(store, "256 journal entries a commit", 256, add_entry, ms);
    bench(store, "rows read by id", 256, read_raw, ms);
    store_free(g_steal_pointer(&store));
    static const char *const names[] = { "bench.db", "bench.db-wal", "bench.db-shm", "bench.db.lock" };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *file = g_build_filename(dir, names[i], NULL);
        (void)g_unlink(file);
    }
    g_rmdir(dir);
    return 0;
}
