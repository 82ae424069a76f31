/* SPDX-License-Identifier: GPL-3.0-or-later */
/* analysis_plan.h - what the evaluators say, before they see an outcome, that they will compute: one small file. Pure.
 */
#pragma once
#include "evaluate_outcome.h"
#include <stdbool.h>
#include <stdint.h>

typedef enum { PLAN_UNIT_NONE, PLAN_UNIT_LEARNER, PLAN_UNIT_FACILITY, PLAN_UNIT_COHORT, PLAN_UNITS } PlanUnit;
typedef enum { PLAN_ONE_GROUP, PLAN_ARMS, PLAN_STEPPED_WEDGE, PLAN_DESIGNS } PlanDesign;
const char *plan_unit_name(PlanUnit unit);
const char *plan_design_name(PlanDesign design);

typedef struct {
    char *name;   /* of the study */
    char *sha256; /* of the file, in hex */
    PlanDesign design;
    PlanUnit unit;      /* what was randomised */
    GPtrArray *cohorts; /* char *, in the order of the file */
    GPtrArray *arms;    /* char *, of the cohort at the same place; empty without arms */
    char *reference;    /* the arm that the others are compared with, or NULL */
    char *primary;      /* an outcome: "gain" */
    GPtrArray *family;  /* char *: outcomes tested with the primary one, adjusted by Holm */
    GPtrArray *adjust; /* char *: what learners said of themselves and is held in comparisons of arms: cadre, sex ... */
    double per_protocol; /* share of the course's steps, 0..1, from which a learner took the course as meant; .5 */
    int learners;        /* planned, 0 not said */
    char *notes;         /* or NULL */
} AnalysisPlan;
void analysis_plan_free(AnalysisPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AnalysisPlan, analysis_plan_free)

/* Reads a key file:
 *   [study]     name, cohorts (a; b), design (one-group, arms or stepped-wedge), unit (none, learner, facility,
 * cohort), learners [arms]      a cohort = its arm, one a line; reference = an arm [outcomes]  primary, family (x; y)
 *   [analysis]  adjust (cadre; sex; age_band; country), per_protocol (0 to 1), notes
 * `file` stands before what is wrong. BARAZA_ERROR_INPUT, with the nearest name where one is misspelt. Given. */
AnalysisPlan *analysis_plan_read(const char *text, gsize size, const char *file, GError **error);
