/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xapi.h - which xAPI statements a learning record store has been told, so that none is told twice, and how far the
 * engine is with telling it. */
#pragma once
#include "store.h"

extern const EmbeddedFile xapi_schema[]; /* its tables, for store_create */

typedef struct {
    const char *id;      /* UUID; borrowed, like the others, for the call */
    const char *voids;   /* UUID of the statement that it takes back, or NULL */
    const char *refused; /* why the store will not have it, or NULL */
    int64_t enrolment, at;
    bool words; /* holds something that she wrote */
    bool doubt; /* it was sent, and no answer has come: the store may have it */
} XapiTold;
/* Once by address and id: again is no change, but where it was in doubt. What is taken back is in no doubt any more. */
bool xapi_tell(Store *store, const char *lrs, int64_t cohort, const XapiTold *told, GError **error);
typedef bool XapiToldFn(const XapiTold *told, gpointer data);
/* What the store at address `lrs` has, or may have, of a cohort, by id. */
bool xapi_each(Store *store, const char *lrs, int64_t cohort, XapiToldFn *fn, gpointer data, GError **error);

/* Of what is in no doubt. told: it has them; voided: it has what takes them back; parked: it refuses them for good, and
 * somebody is to decide; left: somebody has. */
typedef struct {
    int64_t told, voided, parked, left;
} XapiCounts;
bool xapi_count(Store *store, const char *lrs, int64_t cohort, XapiCounts *counts, GError **error);
/* What is parked, by id. */
bool xapi_each_parked(Store *store, const char *lrs, int64_t cohort, XapiToldFn *fn, gpointer data, GError **error);
/* Parked statements are told once more with the next pass, which comes at once; or they stay untold. */
bool xapi_again(Store *store, const char *lrs, int64_t cohort, int64_t *count, GError **error);
bool xapi_leave_parked(Store *store, const char *lrs, int64_t cohort, int64_t now, int64_t *count, GError **error);

/* How far the engine is with a cohort: a pass tells all that has not been told. Instants are UTC seconds. */
typedef struct {
    int64_t next;     /* not before; 0: at once */
    int64_t tried;    /* the beginning of the last pass; 0: none yet */
    int64_t done;     /* the end of the last one that came to its end; 0: none has */
    int64_t failing;  /* since when none has; 0: the last one has */
    int64_t failures; /* passes since then */
    int64_t status;   /* what the store answered to the last failure, as HTTP has it; 0: nothing */
    int64_t waiting;  /* statements that it has not been told */
    char fault[300];  /* the last failure, in our own words; "": none */
} XapiWay;
/* All 0 where there was no pass. */
bool xapi_way(Store *store, const char *lrs, int64_t cohort, XapiWay *way, GError **error);
bool xapi_set_way(Store *store, const char *lrs, int64_t cohort, const XapiWay *way, GError **error);

/* "62 told, 3 waiting; all told by 2026-11-23 10:00 UTC": for the one who looks after the machine. Given. */
char *xapi_sentence(const XapiWay *way, const XapiCounts *counts);

/* The wait after so many failures: 1 minute, doubled each time, to 6 hours. Pure. */
int64_t xapi_wait(int64_t failures);
/* A pass begins: until it is known to be good it counts as a failure, so that one which takes the machine down with it
 * is not tried again at once. Pure. */
void xapi_begin_pass(XapiWay *way, int64_t now);
/* It came to its end: the next one after `rest` seconds. Pure. */
void xapi_pass_done(XapiWay *way, int64_t now, int64_t rest, int64_t waiting);
/* It did not. A store that does not know us (4xx) is asked again after an hour at the earliest. `waiting` < 0: as
 * before. Pure. */
void xapi_pass_failed(XapiWay *way, int64_t now, int64_t status, const char *fault, int64_t waiting);
/* Whether the answer means that it will not have us, whatever we send. Pure. */
bool xapi_is_refusal(int64_t status);
