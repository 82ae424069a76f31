/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A care that finds itself switched off when it is looked at sets no further time: so it ends. */
#include "upkeep.h"
#include "upkeep_queries.h"

static bool take(const StoreRow *row, gpointer data)
{
    CareDue due = { .cohort = store_int(row, 0), .care = (Care)store_int(row, 1), .at = store_int(row, 2) };
    g_array_append_val((GArray *)data, due);
    return true;
}

GArray *care_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t next = 0;
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(CareDue));
    if (!care_next(store, &next, error))
        return NULL;
    if (next <= now &&
        !store_each(store, &upkeep_cares_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), take, due, error))
        return NULL;
    return g_steal_pointer(&due);
}

bool care_set(Store *store, int64_t cohort, Care care, int64_t at, GError **error)
{
    if (at == INT64_MAX)
        return store_run(store, &upkeep_care_drop, ARGS(ARG_INT("cohort", cohort), ARG_INT("care", care)), NULL, error);
    return store_run(store, &upkeep_care_put, ARGS(ARG_INT("cohort", cohort), ARG_INT("care", care), ARG_INT("at", at)),
        NULL, error);
}

bool care_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &upkeep_care_next, at, 1, error);
}
