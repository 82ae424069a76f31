/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Named queries: prepared once a connection and kept, found by the address of the query. The first preparation compares
 * the query's parameters with what SQLite sees; after that, binding is by number. */
#include "store_priv.h"
#include "clock.h"
#include <string.h>

static void check_params(Statement *s)
{
    const StoreQuery *q = s->query;
    if (sqlite3_bind_parameter_count(s->stmt) != q->n_params)
        store_bug("query %s declares %d parameters, its text has %d", q->name, q->n_params,
            sqlite3_bind_parameter_count(s->stmt));
    for (int i = 0; i < q->n_params; i++) {
        g_autofree char *marked = g_strconcat(":", q->params[i], NULL);
        s->index[i] = sqlite3_bind_parameter_index(s->stmt, marked);
        if (s->index[i] == 0)
            store_bug("query %s declares :%s, which is not in its text", q->name, q->params[i]);
    }
}

static Statement *prepare(Store *store, const StoreQuery *query, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    const char *rest = NULL;
    g_autofree Statement *s = g_new0(Statement, 1);
    store->preparing = s;
    int code = sqlite3_prepare_v3(store->db, query->sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &rest);
    store->preparing = NULL;
    if (code != SQLITE_OK) {
        store_fail(store, code, query->name, error);
        return NULL;
    }
    if (!stmt || rest[strspn(rest, " \t\r\n;")] != '\0')
        store_bug("query %s is not exactly one statement", query->name);
    s->query = query;
    s->stmt = stmt;
    s->writes = !sqlite3_stmt_readonly(stmt);
    check_params(s);
    g_hash_table_insert(store->statements, (gpointer)query, s);
    return g_steal_pointer(&s);
}

Statement *store_statement(Store *store, const StoreQuery *query, GError **error)
{
    /* Queries lie behind each other; their size is no power of two, so that the middle bits spread them. */
    Statement **near = &store->near[((uintptr_t)query >> 4) % STORE_NEAR];
    if (*near && (*near)->query == query)
        return *near;
    Statement *s = g_hash_table_lookup(store->statements, query);
    if (!s)
        s = prepare(store, query, error);
    if (s)
        *near = s;
    return s;
}

static int find_param(Statement *s, int place, const char *name)
{
    if (s->arg_name[place] == name)
        return s->arg_param[place];
    for (int i = 0; i < s->query->n_params; i++) {
        if (strcmp(s->query->params[i], name) != 0)
            continue;
        s->arg_name[place] = name;
        s->arg_param[place] = i;
        return i;
    }
    store_bug("query %s has no parameter :%s", s->query->name, name);
}

/* Texts and blobs are borrowed: the statement is reset before the call returns, and bound anew before it runs again. */
static int bind_one(sqlite3_stmt *stmt, int index, const StoreArg *arg)
{
    switch (arg->type) {
    case STORE_NULL:
        return sqlite3_bind_null(stmt, index);
    case STORE_INT:
        return sqlite3_bind_int64(stmt, index, arg->i);
    case STORE_REAL:
        return sqlite3_bind_double(stmt, index, arg->r);
    case STORE_TEXT:
        return sqlite3_bind_text(stmt, index, arg->p, -1, SQLITE_STATIC);
    case STORE_BLOB:
        if (arg->p && arg->size == 0)
            return sqlite3_bind_zeroblob(stmt, index, 0);
        return sqlite3_bind_blob64(stmt, index, arg->p, arg->size, SQLITE_STATIC);
    case STORE_TYPES:
        break;
    }
    store_bug("parameter :%s has no type", arg->name);
}

static bool bind(Store *store, Statement *s, const StoreArg *args, GError **error)
{
    uint32_t seen = 0;
    int n = 0;
    for (; args[n].name; n++) {
        if (n >= s->query->n_params)
            store_bug("query %s: parameter :%s is one too many", s->query->name, args[n].name);
        int param = find_param(s, n, args[n].name);
        if (seen & (1u << param))
            store_bug("query %s: parameter :%s is given twice", s->query->name, args[n].name);
        seen |= 1u << param;
        int code = bind_one(s->stmt, s->index[param], &args[n]);
        if (code != SQLITE_OK)
            return store_fail(store, code, s->query->name, error);
    }
    for (int i = 0; n < s->query->n_params && i < s->query->n_params; i++)
        if (!(seen & (1u << i)))
            store_bug("query %s: parameter :%s is missing", s->query->name, s->query->params[i]);
    return true;
}

/* Ready to step, or NULL. A write belongs into a transaction; BEGIN itself counts as no write for SQLite's eyes only
 * when deferred, so it comes in by store_tx.c with in_tx already set. */
static Statement *start(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    if (!store_usable(store, error))
        return NULL;
    Statement *s = store_statement(store, query, error);
    if (!s)
        return NULL;
    if (s->busy)
        store_bug("query %s is run inside its own row function", query->name);
    if (s->writes && !store->in_tx)
        store_bug("query %s writes outside a transaction", query->name);
    if (store->in_tx && !store->begun && (s->writes || !store->memory) && !store_begin_now(store, error))
        return NULL;
    store->wrote |= s->writes;
    if (!bind(store, s, args, error))
        return NULL;
    s->busy = true;
    if (store->limit_ms > 0)
        store->stop_at_ms = clock_monotonic_ms() + store->limit_ms;
    return s;
}

static bool finish(Store *store, Statement *s, int code, GError **error)
{
    bool ok = code == SQLITE_DONE || code == SQLITE_ROW || store_fail(store, code, s->query->name, error);
    /* A statement that ran to its end and found no row to change leaves what is remembered true. */
    if (s->writes && !(code == SQLITE_DONE && sqlite3_changes64(store->db) == 0))
        store_changed(store, s);
    sqlite3_reset(s->stmt);
    s->busy = false;
    return ok;
}

bool store_run(Store *store, const StoreQuery *query, const StoreArg *args, int64_t *changed, GError **error)
{
    Statement *s = start(store, query, args, error);
    if (!s)
        return false;
    int code = sqlite3_step(s->stmt);
    if (code == SQLITE_ROW)
        store_bug("query %s returns rows: use store_each", query->name);
    if (changed)
        *changed = code == SQLITE_DONE ? sqlite3_changes64(store->db) : 0;
    return finish(store, s, code, error);
}

bool store_each(
    Store *store, const StoreQuery *query, const StoreArg *args, StoreRowFn *fn, gpointer data, GError **error)
{
    Statement *s = start(store, query, args, error);
    if (!s)
        return false;
    StoreRow row = { .stmt = s->stmt, .columns = sqlite3_column_count(s->stmt) };
    int code;
    while ((code = sqlite3_step(s->stmt)) == SQLITE_ROW && fn(&row, data))
        ;
    return finish(store, s, code, error);
}

bool store_exec(Store *store, const char *sql, GError **error)
{
    int code = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK || store_fail(store, code, sql, error);
}
