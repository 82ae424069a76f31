/* SPDX-License-Identifier: GPL-3.0-or-later */
/* correction.h - what was wrong in a post, a step or an item and what is right; kept for good. */
#pragma once
#include "store.h"
#include <glib.h>

typedef enum { CORRECTED_POST, CORRECTED_STEP, CORRECTED_ITEM, CORRECTED_KINDS } CorrectedKind;
typedef enum {
    REMEDY_NONE,
    REMEDY_RETIRE, /* the item is no longer counted */
    REMEDY_KEY,    /* the item has another key */
    REMEDIES
} Remedy;
typedef struct {
    int64_t id, cohort, at;
    CorrectedKind kind;
    char *what;     /* post's id in decimal, step's or item's id */
    char *original; /* how it began, to be quoted */
    char *text;
    Remedy remedy;
    char *key; /* ids of the options that are right, space-separated; NULL without REMEDY_KEY */
    char *actor;
} Correction;
void correction_free(Correction *correction);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Correction, correction_free)
const char *corrected_kind_name(CorrectedKind kind); /* "post", "step", "item" */
const char *remedy_name(Remedy remedy);              /* "", "retired", "another key" */

bool correction_add(Store *store, Correction *correction, GError **error);
typedef bool CorrectionFn(const Correction *correction, gpointer data);
/* In the order in which they were made; a later one about the same thing counts. */
bool correction_each(Store *store, int64_t cohort, CorrectionFn *fn, gpointer data, GError **error);
/* Correction *, given: those of one thing. */
GPtrArray *correction_of(Store *store, int64_t cohort, CorrectedKind kind, const char *what, GError **error);

/* The fraction 0..1 that an answer (option ids as understood, "a c") is worth after the correction: all or nothing by
 * the new key; NaN when the item is retired; `before` without a remedy. Pure. */
double correction_score(const Correction *correction, const char *answer, double before);
