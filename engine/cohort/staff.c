/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cohort.h"
#include "cohort_queries.h"

void staff_free(Staff *staff)
{
    if (!staff)
        return;
    g_free(staff->name);
    g_free(staff->role);
    g_free(staff->password);
    g_free(staff);
}

bool staff_add(Store *store, const char *name, const char *role, const char *password_hash, int64_t now, GError **error)
{
    int64_t id = 0;
    return store_next_id(store, &id, error) &&
           store_run(store, &cohort_staff_insert,
               ARGS(ARG_INT("id", id), ARG_TEXT("name", name), ARG_TEXT("role", role),
                   ARG_TEXT("password", password_hash), ARG_INT("now", now)),
               NULL, error);
}

static bool read_staff(const StoreRow *row, gpointer data)
{
    Staff *staff = g_new0(Staff, 1);
    staff->id = store_int(row, 0);
    staff->name = store_text_dup(row, 1);
    staff->role = store_text_dup(row, 2);
    staff->password = store_text_dup(row, 3);
    *(Staff **)data = staff;
    return false;
}

Staff *staff_find(Store *store, const char *name, GError **error)
{
    Staff *staff = NULL;
    store_each(store, &cohort_staff_row, ARGS(ARG_TEXT("name", name)), read_staff, &staff, error);
    return staff;
}

bool staff_count(Store *store, int64_t *count, GError **error)
{
    return store_get_int(store, &cohort_staff_total, NO_ARGS, count, NULL, error);
}
