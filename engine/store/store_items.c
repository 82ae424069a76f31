/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many items in one transaction, each whole or not at all. A savepoint makes SQLite copy every page that is touched
 * under it, which costs more than the rows themselves; so one holds them all, and only when an item fails are all taken
 * back and done again, each under its own. */
#include "store_priv.h"

typedef enum { ALL_DONE, ONE_FAILED, STORE_FAILED } Pass;

/* Faults of the store itself are nobody's item's. */
static bool is_store_fault(const GError *fault)
{
    return g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_STORE) ||
           g_error_matches(fault, BARAZA_ERROR, BARAZA_ERROR_FULL);
}

static Pass do_item(const StoreItems *items, gpointer data, guint i, GError **fault)
{
    if (items->item(data, i, fault))
        return ALL_DONE;
    if (*fault == NULL)
        g_set_error(fault, BARAZA_ERROR, BARAZA_ERROR_STATE, "it failed and did not say why");
    return is_store_fault(*fault) ? STORE_FAILED : ONE_FAILED;
}

static Pass do_all(Store *store, const StoreItems *items, guint n, gpointer data, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(StoreMark) mark = store_mark(store, error);
    if (!mark)
        return STORE_FAILED;
    for (guint i = 0; i < n; i++) {
        Pass pass = do_item(items, data, i, &fault);
        if (pass == STORE_FAILED)
            g_propagate_error(error, g_steal_pointer(&fault));
        if (pass != ALL_DONE)
            return pass;
    }
    return store_release(g_steal_pointer(&mark), error) ? ALL_DONE : STORE_FAILED;
}

static bool do_one(Store *store, const StoreItems *items, guint i, gpointer data, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(StoreMark) mark = store_mark(store, error);
    if (!mark)
        return false;
    Pass pass = do_item(items, data, i, &fault);
    if (pass == ALL_DONE)
        return store_release(g_steal_pointer(&mark), error);
    g_clear_pointer(&mark, store_mark_free);
    if (pass == ONE_FAILED)
        return items->park(data, i, fault, error);
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

bool store_items(Store *store, const StoreItems *items, guint n, gpointer data, GError **error)
{
    if (n == 0)
        return true;
    Pass pass = n > 1 ? do_all(store, items, n, data, error) : ONE_FAILED;
    if (pass != ONE_FAILED)
        return pass == ALL_DONE;
    if (items->again)
        items->again(data);
    for (guint i = 0; i < n; i++)
        if (!do_one(store, items, i, data, error))
            return false;
    return true;
}
