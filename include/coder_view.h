/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coder_view.h - a unit as a coder may see it: nobody's name, number or patient, every character in its place. */
#pragma once
#include "coding.h"
#include "context.h"

/* The unit's posts with what was said around them (coding_view), and dots for what an export would take out of them
 * (hide.h): everyone of the cohort, staff, and what the guard finds. Facilitators' words, too. Given. */
GPtrArray *coder_view(Context *context, const CodingStudy *study, const CodingUnit *unit, GError **error);
