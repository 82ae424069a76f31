/* SPDX-License-Identifier: GPL-3.0-or-later */
/* keep_priv.h - how long a closed cohort's data are kept: begun at its closing, told by it. */
#pragma once
#include "checklist_priv.h"
#include "retention.h"

bool keep_begin(Change *c, const Cohort *cohort, GError **error);
/* "kept": [{class, until, what, erased}] into a result. */
bool keep_tell(Change *c, const Cohort *cohort, cJSON *result, GError **error);
/* What a closing would begin, as a line of its checklist. */
void keep_check(Checklist *list);
/* People who are on the list for new courses and in no cohort are kept as long as people are. */
bool keep_adverts(Context *context, int64_t now, GError **error);
