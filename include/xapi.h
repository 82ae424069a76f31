/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xapi.h - which xAPI statements a learning record store has been told, so that none is told twice. */
#pragma once
#include "store.h"

extern const EmbeddedFile xapi_schema[]; /* its table, for store_create */

typedef struct {
    const char *id;      /* UUID; borrowed, like the others, for the call */
    const char *voids;   /* UUID of the statement that it takes back, or NULL */
    const char *refused; /* why the store will not have it, or NULL */
    int64_t enrolment, at;
} XapiTold;
/* Once by address and id: again is no change. */
bool xapi_tell(Store *store, const char *lrs, int64_t cohort, const XapiTold *told, GError **error);
typedef bool XapiToldFn(const XapiTold *told, gpointer data);
/* What the store at address `lrs` has of a cohort, by id. */
bool xapi_each(Store *store, const char *lrs, int64_t cohort, XapiToldFn *fn, gpointer data, GError **error);
