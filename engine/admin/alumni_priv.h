/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alumni_priv.h - a closing that lets the rooms go on, and the end of that. */
#pragma once
#include "checklist_priv.h"

bool alumni_wanted(const Change *c);
/* Each a part of a closing, and nothing where it is not wanted: its line of the checklist; moderators, and the
 * question. */
bool alumni_check(Checklist *list, GError **error);
bool alumni_begin(Change *c, const Cohort *cohort, cJSON *result, GError **error);
bool alumni_end(Change *c, const Cohort *cohort, cJSON *result, GError **error);
