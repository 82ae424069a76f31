/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store.h - the database: one writing connection, named queries, transactions, and read-only connections for pages. */
#pragma once
#include "embedded.h"
#include "error.h"
#include <stdbool.h>
#include <stdint.h>

/* A named query, made by the build from a module's .sql file. `params` ends with NULL. */
typedef struct {
    const char *name, *sql;
    const char *params[32];
    int n_params;
} StoreQuery;

typedef struct Store Store;
typedef struct StoreTx StoreTx;
typedef struct StoreRow StoreRow; /* one result row; valid inside the row function only */

/* A parameter by name, a string literal. A missing, misspelt or extra one is a bug and asserts. End the array with
 * ARG_END. */
typedef enum { STORE_NULL, STORE_INT, STORE_REAL, STORE_TEXT, STORE_BLOB, STORE_TYPES } StoreType;
typedef struct {
    const char *name;
    StoreType type;
    int64_t i;
    double r;
    const void *p; /* borrowed for the call; NULL text binds NULL */
    gsize size;
} StoreArg;
#define ARG_INT(n, v)                                                                                                  \
    {                                                                                                                  \
        .name = n, .type = STORE_INT, .i = (v)                                                                         \
    }
#define ARG_REAL(n, v)                                                                                                 \
    {                                                                                                                  \
        .name = n, .type = STORE_REAL, .r = (v)                                                                        \
    }
#define ARG_TEXT(n, v)                                                                                                 \
    {                                                                                                                  \
        .name = n, .type = STORE_TEXT, .p = (v)                                                                        \
    }
#define ARG_BLOB(n, v, s)                                                                                              \
    {                                                                                                                  \
        .name = n, .type = STORE_BLOB, .p = (v), .size = (s)                                                           \
    }
#define ARG_NULL(n)                                                                                                    \
    {                                                                                                                  \
        .name = n, .type = STORE_NULL                                                                                  \
    }
#define ARG_END                                                                                                        \
    {                                                                                                                  \
        .name = NULL                                                                                                   \
    }
#define ARGS(...) ((const StoreArg[]){ __VA_ARGS__, ARG_END })
#define NO_ARGS ((const StoreArg[]){ ARG_END })

/* Opens (creates, mode 0600) PATH for writing: WAL, synchronous=FULL, foreign keys, defensive; takes PATH.lock for
 * life, so a second writer gets BARAZA_ERROR_STATE. `vfs` NULL for the system's. PATH ":memory:" has no lock. One
 * thread at a time uses a Store, and none crosses a fork. Errors of all calls below: BARAZA_ERROR_FULL for a full disk
 * (the transaction is gone, a later one may succeed), BARAZA_ERROR_STATE for a constraint or a busy file,
 * BARAZA_ERROR_STORE for the rest. */
Store *store_open(const char *path, const char *vfs, GError **error);
/* Whether another process has the database open for writing. */
bool store_is_held(const char *path);
/* A connection for pages and reports: read-only, never checkpoints; statements are stopped after `limit_ms` (0: never).
 */
Store *store_open_reader(const char *path, int limit_ms, GError **error);
/* False for a reader. */
bool store_is_writer(const Store *store);
/* Its path is ":memory:": all of it ends with the program, so what stands beside it need outlive no loss of power. */
bool store_is_memory(const Store *store);
void store_free(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)
/* After an input or output error, or a damaged file: every call fails from now on, and the program should exit and be
 * started again, because a sync that failed once may claim success the next time. */
bool store_broken(const Store *store);

/* Runs each file's statements (CREATE TABLE IF NOT EXISTS ...) in one transaction. `schemas` ends with a NULL name. */
bool store_create(Store *store, const EmbeddedFile *schemas, GError **error);

/* One writing transaction at a time (BEGIN IMMEDIATE). Freeing without commit rolls back. A query that writes outside
 * one is a bug and asserts. On a reader: what is read until its end is of one moment. */
StoreTx *store_begin(Store *store, GError **error);
bool store_commit(StoreTx *tx, GError **error); /* takes tx */
void store_tx_free(StoreTx *tx);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreTx, store_tx_free)
/* A savepoint inside the transaction, so that a fault in one item takes back only that item. Freeing without release
 * rolls back to it. */
typedef struct StoreMark StoreMark;
StoreMark *store_mark(Store *store, GError **error);
bool store_release(StoreMark *mark, GError **error); /* takes mark */
void store_mark_free(StoreMark *mark);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StoreMark, store_mark_free)

/* `n` items inside the transaction, each whole or not at all, at little more than the price of their rows. `item` is
 * called in order; when one fails, all are taken back, `again` (or NULL) forgets what they left in memory, and each is
 * called once more; one that fails then is taken back and given to `park` with its fault. An error of the store itself
 * (BARAZA_ERROR_STORE, BARAZA_ERROR_FULL) ends everything. */
typedef struct {
    bool (*item)(gpointer data, guint i, GError **error);
    bool (*park)(gpointer data, guint i, const GError *fault, GError **error);
    void (*again)(gpointer data);
} StoreItems;
bool store_items(Store *store, const StoreItems *items, guint n, gpointer data, GError **error);

/* Runs a query that returns no rows (one that does asserts); `changed` (may be NULL) gets the number of rows changed.
 */
bool store_run(Store *store, const StoreQuery *query, const StoreArg *args, int64_t *changed, GError **error);
/* Calls `fn` for each row, in order, until it returns false; the statement is always reset. `fn` must not run the same
 * query, and collects rather than writes. */
typedef bool StoreRowFn(const StoreRow *row, gpointer data);
bool store_each(
    Store *store, const StoreQuery *query, const StoreArg *args, StoreRowFn *fn, gpointer data, GError **error);
/* The first column of the first row; `found` (may be NULL) says whether there was one. Text is given. */
bool store_get_int(
    Store *store, const StoreQuery *query, const StoreArg *args, int64_t *value, bool *found, GError **error);
bool store_get_text(Store *store, const StoreQuery *query, const StoreArg *args, char **value, GError **error);
/* The first column of every row: int64_t, in order. Given; NULL on an error. */
GArray *store_ids(Store *store, const StoreQuery *query, const StoreArg *args, GError **error);
/* The first `n` (at most 8) integers of the first row of a query without parameters, INT64_MAX for a NULL and where
 * there is no row. Remembered until a table that the query reads has changed, so that an idle turn asks nothing. */
bool store_remembered(Store *store, const StoreQuery *query, int64_t *values, int n, GError **error);

/* What a module has read from its tables and keeps in memory, by a key. One constant for each kind. */
typedef struct {
    GHashFunc hash;
    GEqualFunc equal;
    GDestroyNotify free_key, free_value;
    guint most; /* more entries than this are all dropped */
} StoreCache;
/* The entries that are still true: all are dropped when a table that `query` reads was changed since, or something was
 * taken back. Borrowed until the next statement. NULL without error on a reader, whose tables another connection
 * changes. */
bool store_cache(Store *store, const StoreCache *kind, const StoreQuery *query, GHashTable **entries, GError **error);
/* The caller has changed the tables and the entries alike: they stay true. */
bool store_cache_keep(Store *store, const StoreCache *kind, const StoreQuery *query, GError **error);

int64_t store_int(const StoreRow *row, int column);
double store_real(const StoreRow *row, int column);
/* "" for NULL; borrowed inside the row function. store_text_dup gives a copy, NULL for NULL. */
const char *store_text(const StoreRow *row, int column);
char *store_text_dup(const StoreRow *row, int column);
const void *store_blob(const StoreRow *row, int column, gsize *size);
bool store_is_null(const StoreRow *row, int column);

/* The next id of the one counter, from 1, never used again. Only inside a transaction; written once, by its commit. A
 * savepoint that is taken back does not give its ids back. */
bool store_next_id(Store *store, int64_t *id, GError **error);
/* Leaves out the next `n` ids. Only inside a transaction. */
bool store_skip_ids(Store *store, int64_t n, GError **error);
/* Small named values of the engine (installation id, epoch, clock high-water mark). Set inside a transaction. */
bool store_state_get(Store *store, const char *name, int64_t *value, GError **error); /* 0 when unset */
bool store_state_set(Store *store, const char *name, int64_t value, GError **error);

/* A number that is another one once another connection has changed the data; to compare on this connection only. */
bool store_data_version(Store *store, int64_t *version, GError **error);

/* Moves the log into the file; call when idle (costs nothing when there is nothing to move). A commit does it by itself
 * when the log has grown to 16 MB. */
bool store_checkpoint(Store *store, GError **error);
/* After something was erased: moves the log and cuts it to nothing, so that the erased text is in no file of the
 * database any more. BARAZA_ERROR_STATE while a reader still needs the log: try again when idle. */
bool store_forget(Store *store, GError **error);
/* SQLite's integrity check and the foreign keys; of a database in memory the foreign keys alone. */
bool store_integrity(Store *store, GError **error);
/* A consistent copy while running, checked before it appears under its name; replaces an older one. Not in a
 * transaction. */
bool store_backup(Store *store, const char *path, GError **error);
/* NULL when this SQLite has the WAL-reset fix, otherwise a sentence on what that means (constant). */
const char *store_version_warning(void);
const char *store_version(void);
/* Prepares every query of a NULL-ended list and refuses one that scans a whole table unless its text says scan in a
 * comment. */
bool store_prepare_all(Store *store, const StoreQuery *const *queries, GError **error);
