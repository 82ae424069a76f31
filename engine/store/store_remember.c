/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an idle turn would ask again and again is remembered until a table it was read from changes. SQLite's authorizer
 * tells, while a statement is prepared, which tables it reads and writes; so nobody has to say what depends on what.
 * Numbers stand for tables; the hundred-twenty-eighth and all after it share one, which only makes the store forget too
 * often. */
#include "store_priv.h"
#include <string.h>

static void add_table(Store *store, TableSet *set, const char *table)
{
    guint i = 0;
    while (i < store->tables->len && strcmp(store->tables->pdata[i], table) != 0)
        i++;
    if (i == store->tables->len && i < STORE_TABLES - 1)
        g_ptr_array_add(store->tables, g_strdup(table));
    i = MIN(i, STORE_TABLES - 1);
    set->bits[i / 64] |= (uint64_t)1 << i % 64;
}

/* The next table of the set from *i on; false when there is none. */
static bool next_table(const TableSet *set, guint *i)
{
    for (; *i < STORE_TABLES; *i = (*i / 64 + 1) * 64) {
        uint64_t left = set->bits[*i / 64] >> *i % 64;
        if (left) {
            *i += (guint)__builtin_ctzll(left);
            return true;
        }
    }
    return false;
}

/* The moment of the last change to one of them. */
static int64_t last_change(const Store *store, const TableSet *set)
{
    int64_t last = 0;
    for (guint i = 0; next_table(set, &i); i++)
        last = MAX(last, store->changed_at[i]);
    return last;
}

static int on_access(
    void *data, int action, const char *first, const char *second, const char *database, const char *trigger)
{
    Store *store = data;
    Statement *s = store->preparing;
    if (!s || !first)
        return SQLITE_OK;
    if (action == SQLITE_READ)
        add_table(store, &s->reads_from, first);
    if (action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE)
        add_table(store, &s->writes_to, first);
    return SQLITE_OK;
}

void store_remember_init(Store *store)
{
    sqlite3_set_authorizer(store->db, on_access, store);
}

void store_changed(Store *store, const Statement *s)
{
    guint i = 0;
    if (!next_table(&s->writes_to, &i))
        return;
    store->moment++;
    for (; next_table(&s->writes_to, &i); i++)
        store->changed_at[i] = store->moment;
}

void store_changed_all(Store *store)
{
    g_hash_table_remove_all(store->states);
    store->moment++;
    for (int i = 0; i < STORE_TABLES; i++)
        store->changed_at[i] = store->moment;
}

static bool is_fresh(const Store *store, const Statement *s)
{
    return !store->reader && s->remembered && last_change(store, &s->reads_from) <= s->asked_at;
}

static bool keep_row(const StoreRow *row, gpointer data)
{
    int64_t *values = data;
    for (int i = 0; i < STORE_REMEMBERED && i < sqlite3_column_count(row->stmt); i++)
        values[i] = store_is_null(row, i) ? INT64_MAX : store_int(row, i);
    return false;
}

bool store_remembered(Store *store, const StoreQuery *query, int64_t *values, int n, GError **error)
{
    Statement *s = store_usable(store, error) ? store_statement(store, query, error) : NULL;
    if (!s)
        return false;
    if (n > STORE_REMEMBERED || s->writes)
        store_bug("query %s cannot be remembered", query->name);
    if (!is_fresh(store, s)) {
        for (int i = 0; i < STORE_REMEMBERED; i++)
            s->values[i] = INT64_MAX;
        if (!store_each(store, query, NO_ARGS, keep_row, s->values, error))
            return false;
        s->remembered = true;
        s->asked_at = store->moment;
    }
    memcpy(values, s->values, (gsize)n * sizeof *values);
    return true;
}

typedef struct {
    const StoreCache *kind;
    GHashTable *entries;
    int64_t stamp;
} Kept;

void store_kept_free(gpointer data)
{
    Kept *kept = data;
    g_hash_table_unref(kept->entries);
    g_free(kept);
}

static Kept *find_kept(Store *store, const StoreCache *kind)
{
    for (guint i = 0; i < store->kept->len; i++)
        if (((Kept *)store->kept->pdata[i])->kind == kind)
            return store->kept->pdata[i];
    Kept *kept = g_new0(Kept, 1);
    kept->kind = kind;
    kept->entries = g_hash_table_new_full(kind->hash, kind->equal, kind->free_key, kind->free_value);
    g_ptr_array_add(store->kept, kept);
    return kept;
}

/* The moment of the last change to a table that the query reads. */
static bool stamp_of(Store *store, const StoreQuery *query, int64_t *stamp, GError **error)
{
    const Statement *s = store_usable(store, error) ? store_statement(store, query, error) : NULL;
    *stamp = s ? last_change(store, &s->reads_from) : 0;
    return s != NULL;
}

bool store_cache(Store *store, const StoreCache *kind, const StoreQuery *query, GHashTable **entries, GError **error)
{
    int64_t stamp = 0;
    *entries = NULL;
    if (store->reader)
        return true;
    if (!stamp_of(store, query, &stamp, error))
        return false;
    Kept *kept = find_kept(store, kind);
    if (stamp != kept->stamp || g_hash_table_size(kept->entries) > kind->most)
        g_hash_table_remove_all(kept->entries);
    kept->stamp = stamp;
    *entries = kept->entries;
    return true;
}

bool store_cache_keep(Store *store, const StoreCache *kind, const StoreQuery *query, GError **error)
{
    return store->reader || stamp_of(store, query, &find_kept(store, kind)->stamp, error);
}
