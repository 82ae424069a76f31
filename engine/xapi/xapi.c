/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xapi.h"
#include "xapi_queries.h"

bool xapi_tell(Store *store, const char *lrs, int64_t cohort, const XapiTold *told, GError **error)
{
    bool settles = told->voids && !told->refused && !told->doubt;
    return store_run(store, &xapi_insert,
               ARGS(ARG_TEXT("lrs", lrs), ARG_TEXT("id", told->id), ARG_INT("cohort", cohort),
                   ARG_INT("enrolment", told->enrolment), ARG_INT("at", told->at), ARG_INT("words", told->words),
                   ARG_TEXT("voids", told->voids), ARG_TEXT("refused", told->refused), ARG_INT("doubt", told->doubt)),
               NULL, error) &&
           (!settles ||
               store_run(store, &xapi_settle, ARGS(ARG_TEXT("lrs", lrs), ARG_TEXT("voids", told->voids)), NULL, error));
}

typedef struct {
    XapiToldFn *fn;
    gpointer data;
} Each;

static bool take(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    XapiTold told = { .id = store_text(row, 0),
        .enrolment = store_int(row, 1),
        .at = store_int(row, 2),
        .words = store_int(row, 3) != 0,
        .doubt = store_int(row, 6) != 0 };
    told.voids = store_is_null(row, 4) ? NULL : store_text(row, 4);
    told.refused = store_is_null(row, 5) ? NULL : store_text(row, 5);
    return each->fn(&told, each->data);
}

bool xapi_each(Store *store, const char *lrs, int64_t cohort, XapiToldFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(
        store, &xapi_of_cohort, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("lrs", lrs)), take, &each, error);
}

bool xapi_each_parked(Store *store, const char *lrs, int64_t cohort, XapiToldFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &xapi_parked, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("lrs", lrs)), take, &each, error);
}

static bool take_counts(const StoreRow *row, gpointer data)
{
    *(XapiCounts *)data = (XapiCounts){
        .told = store_int(row, 0), .voided = store_int(row, 1), .parked = store_int(row, 2), .left = store_int(row, 3)
    };
    return true;
}

bool xapi_count(Store *store, const char *lrs, int64_t cohort, XapiCounts *counts, GError **error)
{
    *counts = (XapiCounts){ 0 };
    return store_each(
        store, &xapi_counts, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("lrs", lrs)), take_counts, counts, error);
}

bool xapi_again(Store *store, const char *lrs, int64_t cohort, int64_t *count, GError **error)
{
    return store_run(store, &xapi_put_back, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("lrs", lrs)), count, error) &&
           store_run(store, &xapi_way_soon, ARGS(ARG_TEXT("lrs", lrs), ARG_INT("cohort", cohort)), NULL, error);
}

bool xapi_leave_parked(Store *store, const char *lrs, int64_t cohort, int64_t now, int64_t *count, GError **error)
{
    return store_run(
        store, &xapi_leave, ARGS(ARG_INT("now", now), ARG_INT("cohort", cohort), ARG_TEXT("lrs", lrs)), count, error);
}
