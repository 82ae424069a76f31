/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a room was told that it has reached, and ("core") when its facilitators heard that few carry it. */
#include "upkeep.h"
#include "upkeep_queries.h"

bool milestone_put(Store *store, int64_t room, const char *name, int64_t now, GError **error)
{
    return store_run(store, &upkeep_milestone_put,
        ARGS(ARG_INT("room", room), ARG_TEXT("name", name), ARG_INT("now", now)), NULL, error);
}

bool milestone_last(Store *store, int64_t room, const char *name, int64_t *at, GError **error)
{
    *at = 0;
    return store_get_int(
        store, &upkeep_milestone_last, ARGS(ARG_INT("room", room), ARG_TEXT("name", name)), at, NULL, error);
}

typedef struct {
    GPtrArray *names;
    int64_t last;
} Told;

static bool take(const StoreRow *row, gpointer data)
{
    Told *told = data;
    g_ptr_array_add(told->names, store_text_dup(row, 0));
    told->last = MAX(told->last, store_int(row, 1));
    return true;
}

char **milestones_told(Store *store, int64_t room, int64_t *last, GError **error)
{
    Told told = { g_ptr_array_new_with_free_func(g_free), 0 };
    bool ok = store_each(store, &upkeep_milestones, ARGS(ARG_INT("room", room)), take, &told, error);
    *last = told.last;
    g_ptr_array_add(told.names, NULL);
    if (ok)
        return (char **)g_ptr_array_free(told.names, FALSE);
    g_ptr_array_unref(told.names);
    return NULL;
}
