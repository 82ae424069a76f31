/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff_clock.h - the zone and the hours of one who works elsewhere than her cohorts do: when she may be asked. */
#pragma once
#include "staff.h"

typedef struct {
    int64_t staff;
    char *zone;   /* IANA, or NULL: that of each cohort */
    int from, to; /* minutes after her midnight in which she works; equal: while the cohort is awake, by her clock */
} StaffClock;
void staff_clock_clear(StaffClock *clock);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StaffClock, staff_clock_clear)
/* Without zone and hours she has no clock of her own any more. */
bool staff_clock_set(Store *store, const StaffClock *clock, GError **error);
/* All empty when she has none. */
bool staff_clock_get(Store *store, int64_t staff, StaffClock *clock, GError **error);
/* Whether anybody has one, remembered: most installations have nobody. */
bool staff_clock_any(Store *store, bool *any, GError **error);
/* A cohort's calendar by this clock, for active.h and calendar.h: its course days, her zone, and what is not her hours
 * is quiet. Pure. Given. */
Cohort *staff_clock_calendar(const StaffClock *clock, const Cohort *cohort);
/* The same of one of the staff. */
Cohort *staff_calendar(Store *store, int64_t staff, const Cohort *cohort, GError **error);
/* When her next morning card of a cohort comes, by her own clock; INT64_MAX when none does. */
bool staff_card_next_of(
    Store *store, const Staff *staff, const Cohort *cohort, int64_t now, int64_t *at, GError **error);
/* Minutes of a day in which both are awake, on the cohort's local date at `now`. Pure. */
int staff_clock_overlap(const Cohort *cohort, const Cohort *hers, int64_t now);
/* "08:00-16:00 America/New_York"; "" when she has none. Given. */
char *staff_clock_text(const StaffClock *clock);
