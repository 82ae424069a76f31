/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns of a row, and the short forms for one value. */
#include "store_priv.h"

static sqlite3_stmt *checked(const StoreRow *row, int column)
{
    if (column < 0 || column >= row->columns)
        store_bug("a row of %d columns has no column %d: %s", row->columns, column, sqlite3_sql(row->stmt));
    return row->stmt;
}

int64_t store_int(const StoreRow *row, int column)
{
    return sqlite3_column_int64(checked(row, column), column);
}

double store_real(const StoreRow *row, int column)
{
    return sqlite3_column_double(checked(row, column), column);
}

const char *store_text(const StoreRow *row, int column)
{
    const char *text = (const char *)sqlite3_column_text(checked(row, column), column);
    return text ? text : "";
}

char *store_text_dup(const StoreRow *row, int column)
{
    return g_strdup((const char *)sqlite3_column_text(checked(row, column), column));
}

const void *store_blob(const StoreRow *row, int column, gsize *size)
{
    const void *bytes = sqlite3_column_blob(checked(row, column), column);
    if (size)
        *size = (gsize)sqlite3_column_bytes(row->stmt, column);
    return bytes;
}

bool store_is_null(const StoreRow *row, int column)
{
    return sqlite3_column_type(checked(row, column), column) == SQLITE_NULL;
}

typedef struct {
    int64_t value;
    char *text;
    bool found;
} First;

static bool first_int(const StoreRow *row, gpointer data)
{
    First *first = data;
    first->value = store_int(row, 0);
    first->found = true;
    return false;
}

static bool first_text(const StoreRow *row, gpointer data)
{
    First *first = data;
    first->text = store_text_dup(row, 0);
    first->found = true;
    return false;
}

bool store_get_int(
    Store *store, const StoreQuery *query, const StoreArg *args, int64_t *value, bool *found, GError **error)
{
    First first = { 0 };
    bool ok = store_each(store, query, args, first_int, &first, error);
    *value = first.value;
    if (found)
        *found = first.found;
    return ok;
}

bool store_get_text(Store *store, const StoreQuery *query, const StoreArg *args, char **value, GError **error)
{
    First first = { 0 };
    bool ok = store_each(store, query, args, first_text, &first, error);
    *value = first.text;
    return ok;
}

static bool collect_id(const StoreRow *row, gpointer data)
{
    int64_t id = store_int(row, 0);
    g_array_append_val((GArray *)data, id);
    return true;
}

GArray *store_ids(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(int64_t));
    return store_each(store, query, args, collect_id, ids, error) ? g_steal_pointer(&ids) : NULL;
}
