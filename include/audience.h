/* SPDX-License-Identifier: GPL-3.0-or-later */
/* audience.h - for whom a cohort is, and what that allows: the one place that says it. Pure. */
#pragma once
#include "course.h"
#include "guard.h"

/* Patients in a group with a doctor are a mode of its own, off unless the settings turn it on ([modes] patients). */
typedef enum { AUDIENCE_LEARNERS, AUDIENCE_PATIENTS, AUDIENCES } Audience;
typedef struct {
    const char *name;     /* "learners" */
    int room_most;        /* members of a room */
    bool one_room;        /* a cohort is one group */
    bool moderated;       /* a doctor answers for it: she lets each in and releases each post, and nobody else does */
    bool own_consent;     /* the engine's own consent is asked before anything is heard or told */
    bool hidden;          /* a number stands for each member's name */
    bool studied;         /* counts in reports by being there; else only with consent to research */
    unsigned guard_kinds; /* bits of GuardKind that may tell who somebody else is */
} AudienceRules;
const AudienceRules *audience_rules(Audience audience);
bool audience_from_name(const char *name, Audience *audience);
/* Why a change (a verb of admin.h) cannot be made for such an audience: the end of a sentence ("has no tests"),
 * constant; NULL when it can. */
const char *audience_refuses(Audience audience, const char *verb);
/* Why a course does not suit: a sentence that names the first step at fault; NULL when it does. Given. */
char *audience_unsuited(Audience audience, const Course *course);
/* Of the kinds in `why` (guard_why, may be NULL) those that count for such an audience; NULL when none does. Given. */
char *audience_guarded(Audience audience, const char *why);
