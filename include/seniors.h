/* SPDX-License-Identifier: GPL-3.0-or-later */
/* seniors.h - who of the seniors of a room lets herself be asked, and which private question lies with which of them.
 */
#pragma once
#include "upkeep.h"

/* She agrees to be asked, or no more. */
bool senior_set(Store *store, int64_t enrolment, bool willing, int64_t now, GError **error);
bool senior_is(Store *store, int64_t enrolment, bool *willing, GError **error);
/* Volunteer, `here` not set: those of a room who agreed, in order. Given. */
GArray *senior_list(Store *store, int64_t room, GError **error);

typedef enum {
    ASKED_OPEN,
    ASKED_ANSWERED,
    ASKED_DECLINED, /* she passed it on: the facilitator has it */
    ASKED_LAPSED,   /* not answered in time: the facilitator has it */
    ASKED_BACK,     /* its author gave it to the facilitator herself, before or after an answer */
    ASKED_SHARED,   /* answered, and its author has shown question and answer to the room */
    ASKED_STATES
} AskedState;
/* One private question that was put to a senior; once for each question. */
typedef struct {
    int64_t post, cohort, enrolment, senior; /* the question, who asks, who is asked */
    int64_t at, until, answered;             /* she is to answer by `until`; 0 until she has */
    int64_t answer;                          /* post with her words, or 0 */
    AskedState state;
} Asked;
/* Kept, by its post; when she is asked for the first time, `asked` of senior_list becomes its time. */
bool asked_put(Store *store, const Asked *asked, GError **error);
bool asked_get(Store *store, int64_t post, Asked *asked, bool *found, GError **error);
/* Asked, of which she is either, in order. Given. */
GArray *asked_of(Store *store, int64_t enrolment, GError **error);
/* Asked, all of a cohort, in the order of the questions; reads the whole table. Given. */
GArray *asked_list(Store *store, int64_t cohort, GError **error);
/* Asked, open, of a cohort, by when they end. Given. */
GArray *asked_open(Store *store, int64_t cohort, GError **error);
