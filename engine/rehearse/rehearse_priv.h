/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse_priv.h - a rehearsal under way. */
#pragma once
#include "cast.h"
#include "rehearse.h"
#include "stage_priv.h"

/* What the facilitator has done so far. */
typedef struct {
    int64_t released, rejected;         /* held posts */
    int64_t approved, returned, closed; /* cases */
    int64_t marked;                     /* people at events */
    int64_t signed_answers;             /* of live meetings */
} RehearseCare;

typedef struct {
    const RehearseConfig *config;
    CoursePackage *package;
    Cohort *cohort;
    cJSON *key;
    Stage *stage;
    Cast *cast;
    int64_t first, end; /* midnight of course day 1; when nothing is left to see */
    int64_t day;        /* local date of the last day told */
    bool late_joined;
    RehearseCare care;
} Rehearsal;

/* What a facilitator does once a day: looks through what is held, answers cases, marks who was at an event. */
bool rehearsal_facilitate(Rehearsal *r, GError **error);
/* And signs what is said in a live meeting of this day or the next. */
bool rehearsal_sign(Rehearsal *r, GError **error);
/* So far, from the tables. */
bool rehearsal_progress(Rehearsal *r, RehearseProgress *progress, GError **error);
/* Fills everything of `result` but the faults. */
bool rehearsal_sum_up(Rehearsal *r, RehearseResult *result, GError **error);
