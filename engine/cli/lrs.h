/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lrs.h - how far the engine is with telling the learning record store of the settings. */
#pragma once
#include "cohort.h"
#include "json.h"
#include "settings.h"
#include "workspace.h"
#include "xapi.h"

/* Its address, without a slash at the end; NULL where the settings name none. Given. */
char *lrs_endpoint(const Settings *settings);
/* The study under which the engine tells by itself, or NULL: it does not. Borrowed. */
const char *lrs_study(const Settings *settings);
/* Whether the engine tells of this cohort by itself: one of simulated people only where the platform is simulated, too.
 */
bool lrs_tells(const Settings *settings, const Cohort *cohort);

/* {cohort, told, taken_back, waiting, refused, left, tried, done, failing, failures, next, status, fault, what}. Given.
 */
cJSON *lrs_state(Store *store, const char *endpoint, const Cohort *cohort, GError **error);
/* Whether somebody has to do something about it. */
bool lrs_needs(const cJSON *state);
