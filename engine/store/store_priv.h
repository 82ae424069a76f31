/* SPDX-License-Identifier: GPL-3.0-or-later */
/* store_priv.h - what the files of the store share: a connection, its kept statements, its errors. */
#pragma once
#include "store.h"
#include <sqlite3.h>

#define STORE_REMEMBERED 8 /* columns that store_remembered keeps */
#define STORE_MAX_PARAMS G_N_ELEMENTS(((StoreQuery *)NULL)->params)

/* A set of tables, by their numbers in Store.tables. */
#define STORE_TABLES 128
typedef struct {
    uint64_t bits[STORE_TABLES / 64];
} TableSet;

#define STORE_NEAR 1024

/* A kept statement. `index` is SQLite's number of each of the query's parameters. `arg_name` and `arg_param` remember,
 * for each place in the caller's array, the name that stood there last and the parameter it meant: names are literals,
 * so the next call only compares pointers. */
typedef struct {
    const StoreQuery *query;
    sqlite3_stmt *stmt;
    int index[STORE_MAX_PARAMS];
    const char *arg_name[STORE_MAX_PARAMS];
    int arg_param[STORE_MAX_PARAMS];
    bool writes, busy;
    TableSet reads_from, writes_to;
    bool remembered; /* values were read at asked_at */
    int64_t asked_at, values[STORE_REMEMBERED];
} Statement;

struct StoreTx {
    Store *store;
    int64_t last_id; /* the counter when it began */
    bool ids_changed;
};

struct StoreMark {
    Store *store;
    int depth;  /* from 1 */
    bool whole; /* nothing had been written before it, so that the transaction itself is its savepoint */
};

struct StoreRow {
    sqlite3_stmt *stmt;
    int columns;
};

struct Store {
    sqlite3 *db;
    char *path;
    GHashTable *statements;      /* const StoreQuery * -> Statement; looked up, never walked for output */
    Statement *near[STORE_NEAR]; /* those used last, by some bits of the query's address */
    GHashTable *states;          /* name -> int64_t: what is known of engine_state; nobody else writes it */
    int lock_fd;                 /* -1: none */
    bool reader, memory;
    int limit_ms;
    int64_t stop_at_ms; /* monotonic; 0 while nothing is timed */

    GPtrArray *tables;                /* char *: the names behind the bits */
    Statement *preparing;             /* whose tables are being told */
    GPtrArray *kept;                  /* what modules keep in memory */
    int64_t moment;                   /* counts changes */
    int64_t changed_at[STORE_TABLES]; /* by table */

    StoreTx tx;
    bool in_tx;
    bool begun; /* SQLite's own transaction is open: with the first statement inside ours; in memory, the first write */
    bool wrote; /* something was written in it */
    int marks;  /* open savepoints */
    int lost_code; /* the BarazaError of the failure that made SQLite roll the transaction back by itself; -1: none */

    int64_t last_id; /* valid when ids_loaded */
    bool ids_loaded;
    int wal_pages; /* pages in the log at the last commit; 0 after a whole checkpoint */
    bool broken;
};

/* Ends the program: a bug of ours, not of the data. */
void store_bug(const char *format, ...) G_GNUC_PRINTF(1, 2) G_GNUC_NORETURN;
/* Fills *error from SQLite's result, with `what` as its subject, and marks the store broken where nothing more may be
 * trusted. Returns false. */
bool store_fail(Store *store, int code, const char *what, GError **error);
/* False with an error when an earlier failure forbids going on. */
bool store_usable(Store *store, GError **error);
/* Prepares (once) and keeps. NULL with an error, also when the query's parameters are not what SQLite sees. */
Statement *store_statement(Store *store, const StoreQuery *query, GError **error);
/* Begins what was put off until the first statement. */
bool store_begin_now(Store *store, GError **error);
/* What was remembered of the tables that `s` writes is forgotten; of all tables, after something was taken back. */
void store_remember_init(Store *store);
void store_changed(Store *store, const Statement *s);
void store_changed_all(Store *store);
void store_kept_free(gpointer kept);
/* Runs SQL of our own that returns no rows: settings of the connection and schemas. */
bool store_exec(Store *store, const char *sql, GError **error);
/* After a commit: moves the log into the file when it has grown. A failure does not undo the commit. */
void store_checkpoint_if_long(Store *store);
