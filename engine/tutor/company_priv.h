/* SPDX-License-Identifier: GPL-3.0-or-later */
/* company_priv.h - one settling of a room's circles under way. */
#pragma once
#include "company.h"

typedef struct {
    Context *context;
    const Cohort *cohort;
    int64_t room;
    CircleKind kind;
    const Step *step; /* the one that is open, or NULL */
    int64_t opened, now;
    bool tell;
    GArray *people, *before; /* CirclePerson; int64_t: her circle before */
    GPtrArray *enrolments;   /* Enrolment *, beside people */
    GArray *apart;           /* CircleApart */
    GHashTable *touched;     /* ids of circles that somebody came to or left; looked up only */
} Settling;

/* The step of a kind that a room talks about now: the one that opened last; NULL when there is none. */
bool company_open_step(Context *context, const Cohort *cohort, int64_t room, CircleKind kind, const Step **step,
    int64_t *opened, GError **error);
/* Tells the people of touched circles whom they talk with now. */
bool company_tell(const Settling *s, GError **error);
