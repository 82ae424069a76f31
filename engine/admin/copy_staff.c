/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who looks after a cohort looks after the one that is made by its rules, too. */
#include "admin_priv.h"
#include "staff.h"

static bool looks_after(Store *store, int64_t staff, int64_t cohort, bool *does, GError **error)
{
    g_autoptr(GArray) theirs = staff_cohorts(store, staff, error);
    *does = false;
    for (guint i = 0; theirs && i < theirs->len; i++)
        *does = *does || g_array_index(theirs, int64_t, i) == cohort;
    return theirs != NULL;
}

bool copy_staff(Change *c, const Cohort *old, const char *name, GError **error)
{
    g_autoptr(Cohort) made = cohort_find(c->store, name, error);
    g_autoptr(GPtrArray) people = made ? staff_list(c->store, error) : NULL;
    for (guint i = 0; people && i < people->len; i++) {
        const Staff *staff = people->pdata[i];
        bool does = false;
        if (!looks_after(c->store, staff->id, old->id, &does, error) ||
            (does && !staff_assign(c->store, staff, made, c->now, error)))
            return false;
    }
    return people != NULL;
}
