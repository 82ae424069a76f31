/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement_quality.h - what a study's codes say: by week, as marks, and what facilitators must see at once. */
#pragma once
#include "coding.h"
#include "json.h"

/* Shares of units by course week (7 days from the start of course day 1; 0 is before): what holds once the study is
 * frozen, before that what each coder gave, coders weighing the same.
 * {"study","source":"frozen"|"independent","weeks":[numbers],"units":[per week],"codes":[{"code","title","share","expected",
 * "by_week":[shares]}]}; expected null where nothing was published. Given. */
cJSON *quality_weeks(Store *store, const CodingStudy *study, GError **error);
/* A rubric's points, by study id, of a frozen study: [{"learner","contributions","points","mean"}], in order of study
 * id. BARAZA_ERROR_STATE when it is not frozen, or no code has points. Given. */
cJSON *quality_marks(Store *store, const CodingStudy *study, GError **error);
/* Posts of a cohort (0: all) that carry a code with an alarm by any coder, and that nobody has corrected:
 * [{"post","cohort","number","study","code","title","coders","text"}], oldest first; text null where it is gone. Given. */
cJSON *quality_flagged(Store *store, int64_t cohort, GError **error);
