/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store_migrate.h"
#include "store_priv.h"

bool store_schema_number(Store *store, int *number, GError **error)
{
    sqlite3_stmt *stmt = NULL;
    *number = 0;
    int code = sqlite3_prepare_v2(store->db, "PRAGMA user_version", -1, &stmt, NULL);
    if (code == SQLITE_OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        *number = sqlite3_column_int(stmt, 0);
        code = SQLITE_OK;
    }
    sqlite3_finalize(stmt);
    return code == SQLITE_OK || store_fail(store, code, "reading the schema's number", error);
}

static bool put_number(Store *store, int number, GError **error)
{
    g_autofree char *sql = g_strdup_printf("PRAGMA user_version = %d", number);
    return store_exec(store, sql, error);
}

bool store_schema_set(Store *store, int number, GError **error)
{
    return put_number(store, number, error);
}

static bool take_steps(Store *store, const StoreStep *steps, int from, GError **error)
{
    for (; steps->name; steps++) {
        if (steps->to <= from)
            continue;
        int code = sqlite3_exec(store->db, steps->sql, NULL, NULL, NULL);
        if (code != SQLITE_OK)
            return store_fail(store, code, steps->name, error);
        if (!put_number(store, steps->to, error))
            return false;
    }
    return true;
}

bool store_migrate(Store *store, const StoreStep *steps, GError **error)
{
    int from = 0, last = 0;
    for (const StoreStep *s = steps; s->name; s++)
        last = s->to;
    if (!store_schema_number(store, &from, error))
        return false;
    if (from > last) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE,
            "%s was written by a newer Baraza (schema %d, and this one knows %d): install that one again; nothing was "
            "changed",
            store->path, from, last);
        return false;
    }
    g_autoptr(StoreTx) tx = store_begin(store, error);
    return tx && store_begin_now(store, error) && take_steps(store, steps, from, error) &&
           store_commit(g_steal_pointer(&tx), error);
}
