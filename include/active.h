/* SPDX-License-Identifier: GPL-3.0-or-later */
/* active.h - the clock of active hours: seconds in which a cohort may be expected to answer. Rest days, holidays and
 * quiet hours do not count, so that a room is not called silent for a week-end. Pure. */
#pragma once
#include "cohort.h"

/* Active seconds in [from, to); 0 when `to` is not after `from`. A day that a clock change makes longer or shorter has
 * as many as it really has. */
int64_t active_between(const Cohort *cohort, int64_t from, int64_t to);
/* The first instant at which `seconds` (at least 0) of active time have passed since `from`; `from` itself moved to the
 * next active second when `seconds` is 0. INT64_MAX when the next four years hold less, or no hour is active. */
int64_t active_after(const Cohort *cohort, int64_t from, int64_t seconds);
