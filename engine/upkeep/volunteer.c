/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nobody is asked who has not offered it, and nobody twice in a row while another may be asked. */
#include "rng.h"
#include "upkeep.h"
#include "upkeep_queries.h"

/* The same for one person and seed, so that a rehearsal draws alike. */
static uint64_t lot(uint64_t seed, int64_t enrolment)
{
    Rng rng = rng_seeded(seed ^ (uint64_t)enrolment * 0x9E3779B97F4A7C15u);
    return rng_u64(&rng);
}

int volunteer_pick(const Volunteer *list, guint n, int64_t last, uint64_t seed)
{
    int best = -1;
    for (guint i = 0; i < n; i++) {
        const Volunteer *v = &list[i];
        if (!v->here || v->enrolment == last)
            continue;
        bool sooner = best < 0 || v->asked < list[best].asked ||
                      (v->asked == list[best].asked && lot(seed, v->enrolment) < lot(seed, list[best].enrolment));
        if (sooner)
            best = (int)i;
    }
    return best;
}

bool volunteer_set(Store *store, int64_t enrolment, bool willing, int64_t now, GError **error)
{
    if (!willing)
        return store_run(store, &upkeep_volunteer_drop, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
    return store_run(store, &upkeep_volunteer, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("now", now)), NULL, error);
}

bool volunteer_is(Store *store, int64_t enrolment, bool *willing, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &upkeep_volunteer_is, ARGS(ARG_INT("enrolment", enrolment)), &n, NULL, error);
    *willing = n > 0;
    return ok;
}

bool volunteer_asked(Store *store, int64_t enrolment, int64_t now, GError **error)
{
    return store_run(
        store, &upkeep_volunteer_asked, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("now", now)), NULL, error);
}

static bool take(const StoreRow *row, gpointer data)
{
    Volunteer v = { .enrolment = store_int(row, 0), .asked = store_int(row, 1) };
    g_array_append_val((GArray *)data, v);
    return true;
}

GArray *volunteer_list(Store *store, int64_t room, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Volunteer));
    return store_each(store, &upkeep_volunteers, ARGS(ARG_INT("room", room)), take, list, error)
               ? g_steal_pointer(&list)
               : NULL;
}
