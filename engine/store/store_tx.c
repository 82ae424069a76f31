/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transactions, savepoints and the id counter. The counter is kept in memory within a transaction and written once, by
 * the commit; a savepoint that is taken back does not give its ids back, a transaction that is taken back does: nothing
 * that carried them exists. */
#include "store_priv.h"
#include "fault.h"
#include "store_queries.h"

#define COUNTER "last_id"

/* How transactions begin and end. A database in memory lives in one transaction that never ends, and ours are
 * savepoints in it: SQLite would at each real commit walk through all pages of such a database. */
typedef struct {
    const StoreQuery *begin, *commit, *rollback;
} Ends;

static const Ends *ends_of(const Store *store)
{
    static const Ends file = { &store_begin_write, &store_commit_all, &store_rollback_all };
    static const Ends reader = { &store_begin_read, &store_commit_all, &store_rollback_all };
    static const Ends memory = { &store_inner_begin, &store_inner_commit, &store_inner_return };
    return store->reader ? &reader : store->memory ? &memory : &file;
}

/* Most turns of an idle engine find nothing to do: what they would begin and commit is never begun. In memory, where
 * nobody else reads or writes, a turn that only looks begins nothing either. */
bool store_begin_now(Store *store, GError **error)
{
    store->begun = true; /* the statement that begins must not ask for it */
    store->begun = store_run(store, ends_of(store)->begin, NO_ARGS, NULL, error);
    store->wrote = false; /* BEGIN IMMEDIATE counts as a write for SQLite */
    return store->begun;
}

StoreTx *store_begin(Store *store, GError **error)
{
    if (store->in_tx)
        store_bug("a transaction is begun inside another");
    if (!store_usable(store, error))
        return NULL;
    store->lost_code = -1;
    store->in_tx = true;
    store->begun = store->wrote = false;
    store->marks = 0;
    store->tx = (StoreTx){ .store = store, .last_id = store->last_id };
    return &store->tx;
}

static bool commit(StoreTx *tx, GError **error)
{
    Store *store = tx->store;
    if (!store_usable(store, error))
        return false;
    /* Of a database in memory nothing outlives the counter in the store. */
    if (tx->ids_changed && !store->memory && !store_state_set(store, COUNTER, store->last_id, error))
        return false;
    FAULT("store.commit");
    return !store->begun || store_run(store, ends_of(store)->commit, NO_ARGS, NULL, error);
}

/* SQLite has rolled back by itself after some errors; then a database in memory has lost everything. */
static bool roll_back(Store *store)
{
    if (sqlite3_get_autocommit(store->db))
        return !store->memory;
    return store_run(store, ends_of(store)->rollback, NO_ARGS, NULL, NULL) &&
           (!store->memory || store_run(store, &store_inner_commit, NO_ARGS, NULL, NULL));
}

bool store_commit(StoreTx *tx, GError **error)
{
    Store *store = tx->store;
    if (store->marks != 0)
        store_bug("a transaction is committed with %d savepoints open", store->marks);
    if (!commit(tx, error)) {
        store_tx_free(tx);
        return false;
    }
    store->in_tx = false;
    FAULT("store.committed");
    store_checkpoint_if_long(store);
    return true;
}

void store_tx_free(StoreTx *tx)
{
    if (!tx)
        return;
    Store *store = tx->store;
    store->lost_code = -1;
    /* A rollback that fails leaves the store broken. */
    if (store->begun && !store->broken && !roll_back(store))
        store->broken = true;
    store_changed_all(store);
    if (store->broken)
        sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->last_id = tx->last_id;
    store->lost_code = -1;
    store->marks = 0;
    store->in_tx = false;
}

StoreMark *store_mark(Store *store, GError **error)
{
    if (!store->in_tx)
        store_bug("a savepoint is set outside a transaction");
    bool whole = !store->wrote;
    if (whole ? !store_usable(store, error) : !store_run(store, &store_mark_set, NO_ARGS, NULL, error))
        return NULL;
    StoreMark *mark = g_new(StoreMark, 1);
    *mark = (StoreMark){ .store = store, .depth = ++store->marks, .whole = whole };
    return mark;
}

/* All savepoints have one name, which means the innermost; so they must end in order. */
static void end_mark(StoreMark *mark)
{
    if (mark->store->marks != mark->depth)
        store_bug("savepoint %d ends before savepoint %d inside it", mark->depth, mark->store->marks);
    mark->store->marks--;
    g_free(mark);
}

bool store_release(StoreMark *mark, GError **error)
{
    Store *store = mark->store;
    if (mark->whole ? !store_usable(store, error) : !store_run(store, &store_mark_release, NO_ARGS, NULL, error)) {
        store_mark_free(mark);
        return false;
    }
    end_mark(mark);
    return true;
}

/* Takes back all that the transaction has written; that of a file begins anew with its next statement. */
static bool return_whole(Store *store)
{
    if (!store->wrote)
        return true;
    store->wrote = false;
    if (!store_run(store, ends_of(store)->rollback, NO_ARGS, NULL, NULL))
        return false;
    store->begun = store->memory;
    return true;
}

static bool return_to(const StoreMark *mark)
{
    Store *store = mark->store;
    return mark->whole ? return_whole(store)
                       : store_run(store, &store_mark_return, NO_ARGS, NULL, NULL) &&
                             store_run(store, &store_mark_release, NO_ARGS, NULL, NULL);
}

void store_mark_free(StoreMark *mark)
{
    if (!mark)
        return;
    Store *store = mark->store;
    if (!store->in_tx || store->marks < mark->depth) { /* its transaction has ended before it */
        g_free(mark);
        return;
    }
    store_changed_all(store);
    if (store_usable(store, NULL) && !return_to(mark))
        store->lost_code = BARAZA_ERROR_STORE;
    end_mark(mark);
}

bool store_next_id(Store *store, int64_t *id, GError **error)
{
    if (!store->in_tx)
        store_bug("an id is drawn outside a transaction");
    if (!store->ids_loaded) {
        if (!store_state_get(store, COUNTER, &store->last_id, error))
            return false;
        store->ids_loaded = true;
        store->tx.last_id = store->last_id;
    }
    *id = ++store->last_id;
    store->tx.ids_changed = true;
    return true;
}

bool store_skip_ids(Store *store, int64_t n, GError **error)
{
    int64_t id = 0;
    if (!store_next_id(store, &id, error))
        return false;
    store->last_id += n;
    return true;
}

static void know_state(Store *store, const char *name, int64_t value)
{
    if (!store->reader)
        g_hash_table_insert(store->states, g_strdup(name), g_memdup2(&value, sizeof value));
}

bool store_state_get(Store *store, const char *name, int64_t *value, GError **error)
{
    const int64_t *known = store_usable(store, NULL) ? g_hash_table_lookup(store->states, name) : NULL;
    if (known) {
        *value = *known;
        return true;
    }
    if (!store_get_int(store, &store_state_read, ARGS(ARG_TEXT("name", name)), value, NULL, error))
        return false;
    know_state(store, name, *value);
    return true;
}

bool store_state_set(Store *store, const char *name, int64_t value, GError **error)
{
    if (!store_run(store, &store_state_write, ARGS(ARG_TEXT("name", name), ARG_INT("value", value)), NULL, error))
        return false;
    know_state(store, name, value);
    return true;
}
