/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tie.h - who knew whom of a room before the course: asked once, by the numbers of a list, for staff and study alone.
 */
#pragma once
#include "circle.h"

typedef enum { TIE_NOT_ASKED, TIE_OPEN, TIE_ANSWERED, TIE_SKIPPED } TieState;
typedef struct {
    TieState state;
    int64_t asked;
    int names; /* on her list, from 1 on; one who was forgotten since leaves a gap */
    int known; /* of them, whom she knew */
} TieAnswer;
bool tie_get(Store *store, int64_t enrolment, TieAnswer *answer, GError **error);
/* Active members of a cohort who were not asked yet: int64_t enrolment ids, in order. Given. */
GArray *tie_unasked(Store *store, int64_t cohort, GError **error);
/* She was asked about `others` (int64_t enrolment ids), in the order of her list. */
bool tie_ask(Store *store, int64_t cohort, int64_t enrolment, const GArray *others, int64_t now, GError **error);
/* Whom she knew, by number (int; none: nobody); what she said before is replaced. Numbers that are not on her list say
 * nothing. */
bool tie_say(Store *store, int64_t enrolment, const GArray *numbers, GError **error);
bool tie_skip(Store *store, int64_t enrolment, GError **error);

/* One name on the list of one who answered. */
typedef struct {
    int64_t enrolment, other;
    bool known;
} Tie;
/* Those of a cohort: Tie, by who answered, then number. Of one learner: those whom she knew. Given. */
GArray *tie_list(Store *store, int64_t cohort, GError **error);
GArray *tie_known(Store *store, int64_t enrolment, GError **error);
/* What she said, and what was said of her (FORGET ME). */
bool tie_forget(Store *store, int64_t enrolment, GError **error);
/* Two places of one person in a room: what was said of either is said of `keep`, and what `other` said is hers if she
 * was not asked herself. */
bool tie_merge(Store *store, int64_t keep, int64_t other, GError **error);

/* Sets `known` and `group` of each CirclePerson by who knew whom (Tie; either said so). Pure. */
void tie_order(GArray *people, const GArray *ties);
