/* SPDX-License-Identifier: GPL-3.0-or-later */
/* thread_priv.h - what passed between us and one learner, as a list of moments. */
#pragma once
#include "web_priv.h"

typedef struct {
    int64_t at, id;    /* of equals, the order in which they were made */
    bool hers;         /* came from her */
    const char *css;   /* of its mark */
    char *what, *mark; /* "message", "delivered"; given */
    char *why, *words; /* a sentence; what it says; given, may be NULL */
    char *to;          /* where more of it is told; given, may be NULL */
} Moment;
void moment_free(Moment *moment);
/* Moment *, newest first. */
GPtrArray *thread_moments(WebPage *page, const Cohort *cohort, const Enrolment *e, GError **error);
