/* SPDX-License-Identifier: GPL-3.0-or-later */
/* retention.h - how long what a closed cohort leaves behind is kept, class by class; the clock starts when it is closed.
 */
#pragma once
#include "cohort.h"
#include "json.h"

typedef enum {
    KEEP_FILES,        /* photos, voice notes, films and documents that people sent */
    KEEP_WORDS,        /* what people wrote and were sent: posts, messages, typed answers */
    KEEP_PEOPLE,       /* names, numbers and registrations; the pseudonymous data stay */
    KEEP_CERTIFICATES, /* what is printed on certificates */
    KEEP_CLASSES
} KeepClass;
const char *keep_name(KeepClass class); /* "files" */
/* "photos, voice notes and other files that people sent". */
const char *keep_about(KeepClass class);
bool keep_from_name(const char *name, KeepClass *class);
/* Days after the closing where the settings say nothing: 90, 365, 1095 and 2190 (registers of the HPCSA are kept for
 * three years, of the ANCC for six). */
extern const int keep_days[KEEP_CLASSES];

typedef struct {
    int64_t cohort;
    KeepClass class;
    int64_t until, done, count; /* done: when they were erased, 0: not yet; count: how many */
} Retention;
/* Begins, or changes while nothing was erased yet. */
bool retention_set(Store *store, int64_t cohort, KeepClass class, int64_t until, GError **error);
/* Retention values of a cohort by class, given; none before it is closed. */
GArray *retention_list(Store *store, int64_t cohort, GError **error);
/* The same for people: [{class, what, until (a local date), erased}]. Given. */
cJSON *retention_json(Store *store, const Cohort *cohort, GError **error);
/* The one that is longest overdue; *found is false when none is. */
bool retention_due(Store *store, int64_t now, Retention *one, bool *found, GError **error);
bool retention_done(Store *store, const Retention *one, int64_t count, int64_t now, GError **error);
