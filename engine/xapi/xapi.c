/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xapi.h"
#include "xapi_queries.h"

bool xapi_tell(Store *store, const char *lrs, int64_t cohort, const XapiTold *told, GError **error)
{
    return store_run(store, &xapi_insert,
        ARGS(ARG_TEXT("lrs", lrs), ARG_TEXT("id", told->id), ARG_INT("cohort", cohort),
            ARG_INT("enrolment", told->enrolment), ARG_INT("at", told->at), ARG_TEXT("voids", told->voids),
            ARG_TEXT("refused", told->refused)),
        NULL, error);
}

typedef struct {
    XapiToldFn *fn;
    gpointer data;
} Each;

static bool take(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    XapiTold told = { .id = store_text(row, 0), .enrolment = store_int(row, 1), .at = store_int(row, 2) };
    told.voids = store_is_null(row, 3) ? NULL : store_text(row, 3);
    told.refused = store_is_null(row, 4) ? NULL : store_text(row, 4);
    return each->fn(&told, each->data);
}

bool xapi_each(Store *store, const char *lrs, int64_t cohort, XapiToldFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(
        store, &xapi_of_cohort, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("lrs", lrs)), take, &each, error);
}
