/* SPDX-License-Identifier: GPL-3.0-or-later */
/* code_priv.h - what the bench's changes share. */
#pragma once
#include "admin_priv.h"
#include "coding.h"
#include "staff.h"

/* Who codes: the actor's own account, or for a command the parameter "coder"; an evaluator of the cohort. Given. */
Staff *code_coder(Change *c, const CodingStudy *study, GError **error);
/* Whether the actor may set up, open and freeze studies of a cohort. A command may. */
bool code_may_run(Change *c, int64_t cohort, GError **error);
/* The study and the unit (by its place in the queue) that the parameters name; they set the subject. Given. */
CodingStudy *code_study(Change *c, GError **error);
CodingUnit *code_unit(Change *c, const CodingStudy *study, GError **error);
/* The parameter "memo"; NULL when absent or empty. Borrowed. */
bool code_memo(const Change *c, const char **memo, GError **error);
