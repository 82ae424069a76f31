/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room_priv.h - the authors of an exported chat, matched to learners. */
#pragma once
#include "admin_priv.h"

#define ROOM_NOBODY (-2)    /* left out on purpose */
#define ROOM_UNMATCHED (-1) /* nobody knows who this is */

typedef struct {
    int64_t enrolment; /* 0 the facilitator, ROOM_NOBODY, ROOM_UNMATCHED */
    int64_t posts, learner;
    bool keep;
    const char *by; /* "given", "phone", "name", or NULL */
} Author;

/* Fills `author` (posts is kept) for the name under which somebody stands in the file. */
bool room_author(Change *c, const Cohort *cohort, const char *name, Author *author, GError **error);
