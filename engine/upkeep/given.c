/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question that everybody could answer is answered by nobody: so it stands on one name at a time. */
#include "upkeep.h"
#include "upkeep_queries.h"

int given_pick(const int64_t *staff, const int *open, guint n, int64_t last)
{
    int best = -1;
    guint first = 0;
    while (first < n && staff[first] <= last)
        first++;
    for (guint k = 0; k < n; k++) {
        guint i = (first + k) % n;
        if (staff[i] == last && n > 1)
            continue;
        if (best < 0 || open[i] < open[best])
            best = (int)i;
    }
    return best;
}

static bool take(const StoreRow *row, gpointer data)
{
    Given g = { .post = store_int(row, 0),
        .cohort = store_int(row, 1),
        .staff = store_int(row, 2),
        .at = store_int(row, 3),
        .until = store_int(row, 4),
        .passes = (int)store_int(row, 5),
        .taken = store_int(row, 6) != 0 };
    g_array_append_val((GArray *)data, g);
    return true;
}

bool given_get(Store *store, int64_t post, Given *given, bool *found, GError **error)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(Given));
    if (!store_each(store, &upkeep_given, ARGS(ARG_INT("post", post)), take, one, error))
        return false;
    *found = one->len > 0;
    *given = *found ? g_array_index(one, Given, 0) : (Given){ .post = post };
    return true;
}

bool given_put(Store *store, const Given *g, GError **error)
{
    return store_run(store, &upkeep_given_put,
        ARGS(ARG_INT("post", g->post), ARG_INT("cohort", g->cohort), ARG_INT("staff", g->staff), ARG_INT("at", g->at),
            ARG_INT("until", g->until), ARG_INT("passes", g->passes), ARG_INT("taken", g->taken)),
        NULL, error);
}

bool given_drop(Store *store, int64_t post, GError **error)
{
    return store_run(store, &upkeep_given_drop, ARGS(ARG_INT("post", post)), NULL, error);
}

GArray *given_list(Store *store, int64_t cohort, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Given));
    return store_each(store, &upkeep_given_list, ARGS(ARG_INT("cohort", cohort)), take, list, error)
               ? g_steal_pointer(&list)
               : NULL;
}
