/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has agreed is asked in turn, as volunteers are; no row holds a word of a question. */
#include "seniors.h"
#include "upkeep_queries.h"

bool senior_set(Store *store, int64_t enrolment, bool willing, int64_t now, GError **error)
{
    if (!willing)
        return store_run(store, &upkeep_senior_drop, ARGS(ARG_INT("enrolment", enrolment)), NULL, error);
    return store_run(store, &upkeep_senior, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("now", now)), NULL, error);
}

bool senior_is(Store *store, int64_t enrolment, bool *willing, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(store, &upkeep_senior_is, ARGS(ARG_INT("enrolment", enrolment)), &n, NULL, error);
    *willing = n > 0;
    return ok;
}

static bool take_senior(const StoreRow *row, gpointer data)
{
    Volunteer v = { .enrolment = store_int(row, 0), .asked = store_int(row, 1) };
    g_array_append_val((GArray *)data, v);
    return true;
}

GArray *senior_list(Store *store, int64_t room, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Volunteer));
    return store_each(store, &upkeep_seniors, ARGS(ARG_INT("room", room)), take_senior, list, error)
               ? g_steal_pointer(&list)
               : NULL;
}

static bool take_asked(const StoreRow *row, gpointer data)
{
    Asked a = { .post = store_int(row, 0),
        .cohort = store_int(row, 1),
        .enrolment = store_int(row, 2),
        .senior = store_int(row, 3),
        .at = store_int(row, 4),
        .until = store_int(row, 5),
        .answered = store_int(row, 6),
        .answer = store_int(row, 7),
        .state = (AskedState)store_int(row, 8) };
    g_array_append_val((GArray *)data, a);
    return true;
}

bool asked_put(Store *store, const Asked *a, GError **error)
{
    return store_run(store, &upkeep_asked_put,
               ARGS(ARG_INT("post", a->post), ARG_INT("cohort", a->cohort), ARG_INT("enrolment", a->enrolment),
                   ARG_INT("senior", a->senior), ARG_INT("at", a->at), ARG_INT("until", a->until),
                   ARG_INT("answered", a->answered), ARG_INT("answer", a->answer), ARG_INT("state", a->state)),
               NULL, error) &&
           store_run(
               store, &upkeep_senior_asked, ARGS(ARG_INT("enrolment", a->senior), ARG_INT("at", a->at)), NULL, error);
}

bool asked_get(Store *store, int64_t post, Asked *asked, bool *found, GError **error)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(Asked));
    if (!store_each(store, &upkeep_asked, ARGS(ARG_INT("post", post)), take_asked, one, error))
        return false;
    *found = one->len > 0;
    *asked = *found ? g_array_index(one, Asked, 0) : (Asked){ .post = post };
    return true;
}

static GArray *read_cohort(Store *store, const StoreQuery *query, int64_t cohort, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Asked));
    return store_each(store, query, ARGS(ARG_INT("cohort", cohort)), take_asked, list, error) ? g_steal_pointer(&list)
                                                                                              : NULL;
}

GArray *asked_open(Store *store, int64_t cohort, GError **error)
{
    return read_cohort(store, &upkeep_asked_open, cohort, error);
}

GArray *asked_list(Store *store, int64_t cohort, GError **error)
{
    return read_cohort(store, &upkeep_asked_list, cohort, error);
}

GArray *asked_of(Store *store, int64_t enrolment, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Asked));
    return store_each(store, &upkeep_asked_of, ARGS(ARG_INT("enrolment", enrolment)), take_asked, list, error)
               ? g_steal_pointer(&list)
               : NULL;
}
