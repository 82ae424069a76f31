/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening and closing. One connection writes and checkpoints, and holds PATH.lock while it lives; readers never
 * checkpoint, because before SQLite 3.51.3 two connections that do can lose a commit. The lock lies on a file of its
 * own: closing any descriptor of the database would drop SQLite's own locks. */
#include "store_priv.h"
#include "clock.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MS 5000
/* The progress function runs each so many instructions of SQLite's machine: some 50 us. */
#define PROGRESS_STEPS 4000

extern const EmbeddedFile store_schema[];

static const char *const writer_settings[] = {
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA secure_delete = ON", /* what is erased is overwritten */
    "PRAGMA cache_size = -16384",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA wal_autocheckpoint = 0",
    NULL,
};

/* Nothing of it is ever on a disk. */
static const char *const memory_settings[] = {
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    NULL,
};

static const char *const reader_settings[] = {
    "PRAGMA query_only = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 0",
    NULL,
};

static void statement_free(gpointer data)
{
    Statement *s = data;
    sqlite3_finalize(s->stmt);
    g_free(s);
}

static bool is_memory(const char *path)
{
    return strcmp(path, ":memory:") == 0;
}

static Store *store_new(const char *path, bool reader)
{
    Store *store = g_new0(Store, 1);
    store->path = g_strdup(path);
    store->statements = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, statement_free);
    store->tables = g_ptr_array_new_with_free_func(g_free);
    store->states = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    store->kept = g_ptr_array_new_with_free_func(store_kept_free);
    store->lock_fd = -1;
    store->reader = reader;
    store->memory = is_memory(path);
    store->lost_code = -1;
    return store;
}

/* Who holds the lock wrote its process id into the file, for the sentence only. */
static bool refuse_second(const char *path, int fd, GError **error)
{
    char pid[32] = "";
    ssize_t n = pread(fd, pid, sizeof pid - 1, 0);
    pid[n > 0 ? n : 0] = '\0';
    g_strstrip(pid);
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
        "%s is in use by another Baraza (process %s); end that one first", path, *pid ? pid : "unknown");
    return false;
}

static bool take_lock(Store *store, GError **error)
{
    g_autofree char *name = g_strdup_printf("%s.lock", store->path);
    store->lock_fd = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock_fd < 0) {
        g_set_error(error, BARAZA_ERROR, errno == ENOSPC ? BARAZA_ERROR_FULL : BARAZA_ERROR_MISSING,
            "%s: cannot make the lock file: %s", name, g_strerror(errno));
        return false;
    }
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    if (fcntl(store->lock_fd, F_OFD_SETLK, &whole) != 0)
        return refuse_second(store->path, store->lock_fd, error);
    g_autofree char *pid = g_strdup_printf("%d\n", (int)getpid());
    if (ftruncate(store->lock_fd, 0) != 0 || pwrite(store->lock_fd, pid, strlen(pid), 0) < 0)
        return true; /* a full disk costs the sentence its number, not the lock */
    return true;
}

bool store_is_held(const char *path)
{
    g_autofree char *name = g_strdup_printf("%s.lock", path);
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    bool held = fd >= 0 && fcntl(fd, F_OFD_GETLK, &whole) == 0 && whole.l_type != F_UNLCK;
    if (fd >= 0)
        close(fd);
    return held;
}

/* A new database is for its owner's eyes; its log and index inherit the mode. */
static void make_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd >= 0)
        close(fd);
}

static int on_commit(void *data, sqlite3 *db, const char *schema, int pages)
{
    ((Store *)data)->wal_pages = pages;
    return SQLITE_OK;
}

static int on_progress(void *data)
{
    const Store *store = data;
    return store->stop_at_ms && clock_monotonic_ms() > store->stop_at_ms;
}

static bool connect(Store *store, int flags, const char *vfs, GError **error)
{
    int code = sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_NOMUTEX, vfs);
    if (code != SQLITE_OK)
        return store_fail(store, code, "cannot open the database", error);
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_timeout(store->db, BUSY_MS);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return true;
}

static bool apply(Store *store, const char *const *settings, GError **error)
{
    for (; *settings; settings++)
        if (!store_exec(store, *settings, error))
            return false;
#ifdef BARAZA_FAULTS
    /* So that a test can show that it would notice a weaker setting: BARAZA_STORE_PRAGMA="PRAGMA synchronous = NORMAL".
     */
    const char *weaker = g_getenv("BARAZA_STORE_PRAGMA");
    if (weaker && !store->reader && !store_exec(store, weaker, error))
        return false;
#endif
    return true;
}

/* Nobody asks SQLite how much memory it uses, and counting it takes a lock at each allocation. Too late, and refused,
 * once SQLite has begun: nothing hangs on it. */
static void count_no_memory(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

Store *store_open(const char *path, const char *vfs, GError **error)
{
    count_no_memory();
    g_autoptr(Store) store = store_new(path, false);
    if (!store->memory) {
        if (!take_lock(store, error))
            return NULL;
        make_private(path);
    }
    if (!connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs, error) ||
        !apply(store, store->memory ? memory_settings : writer_settings, error))
        return NULL;
    sqlite3_wal_hook(store->db, on_commit, store);
    store_remember_init(store);
    if (!store_create(store, store_schema, error) || (store->memory && !store_exec(store, "BEGIN", error)))
        return NULL;
    return g_steal_pointer(&store);
}

Store *store_open_reader(const char *path, int limit_ms, GError **error)
{
    g_autoptr(Store) store = store_new(path, true);
    store->limit_ms = limit_ms;
    if (!connect(store, SQLITE_OPEN_READONLY, NULL, error))
        return NULL;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if (!apply(store, reader_settings, error))
        return NULL;
    if (limit_ms > 0)
        sqlite3_progress_handler(store->db, PROGRESS_STEPS, on_progress, store);
    return g_steal_pointer(&store);
}

void store_free(Store *store)
{
    if (!store)
        return;
    if (store->in_tx)
        store_bug("%s is closed while a transaction is open", store->path);
    g_hash_table_destroy(store->statements);
    g_ptr_array_unref(store->tables);
    g_ptr_array_unref(store->kept);
    g_hash_table_destroy(store->states);
    if (store->db && sqlite3_close(store->db) != SQLITE_OK)
        store_bug("%s is closed while a statement runs", store->path);
    if (store->lock_fd >= 0)
        close(store->lock_fd);
    g_free(store->path);
    g_free(store);
}

bool store_is_writer(const Store *store)
{
    return !store->reader;
}

bool store_is_memory(const Store *store)
{
    return store->memory;
}
