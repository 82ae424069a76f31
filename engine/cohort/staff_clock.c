/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mentor abroad sleeps while her learners write. Her hours make a calendar of their own out of the cohort's, so that
 * whatever counts active hours counts hers. */
#include "staff_clock.h"
#include "active.h"
#include "cohort_queries.h"

#define STEP 300 /* seconds: an overlap is told to five minutes */

void staff_clock_clear(StaffClock *clock)
{
    g_clear_pointer(&clock->zone, g_free);
}

bool staff_clock_set(Store *store, const StaffClock *clock, GError **error)
{
    if (!clock->zone && clock->from == clock->to)
        return store_run(store, &cohort_staff_clock_drop, ARGS(ARG_INT("staff", clock->staff)), NULL, error);
    return store_run(store, &cohort_staff_clock_put,
        ARGS(ARG_INT("staff", clock->staff), ARG_TEXT("zone", clock->zone), ARG_INT("from", clock->from),
            ARG_INT("to", clock->to)),
        NULL, error);
}

static bool read_clock(const StoreRow *row, gpointer data)
{
    StaffClock *clock = data;
    clock->zone = store_text_dup(row, 0);
    clock->from = (int)store_int(row, 1);
    clock->to = (int)store_int(row, 2);
    return false;
}

bool staff_clock_get(Store *store, int64_t staff, StaffClock *clock, GError **error)
{
    *clock = (StaffClock){ .staff = staff };
    return store_each(store, &cohort_staff_clock_row, ARGS(ARG_INT("staff", staff)), read_clock, clock, error);
}

bool staff_clock_any(Store *store, bool *any, GError **error)
{
    int64_t count = 0;
    bool good = store_remembered(store, &cohort_staff_clock_count, &count, 1, error);
    *any = count > 0;
    return good;
}

Cohort *staff_clock_calendar(const StaffClock *clock, const Cohort *cohort)
{
    Cohort *hers = cohort_new(cohort->name);
    g_free(hers->zone);
    g_free(hers->rest_days);
    g_array_unref(hers->holidays);
    hers->id = cohort->id;
    hers->zone = g_strdup(clock->zone ? clock->zone : cohort->zone);
    hers->rest_days = g_strdup(cohort->rest_days);
    hers->holidays = g_array_ref(cohort->holidays);
    hers->start_day = cohort->start_day;
    hers->default_time = cohort->default_time;
    bool own = clock->from != clock->to;
    hers->quiet_from = own ? clock->to : cohort->quiet_from;
    hers->quiet_to = own ? clock->from : cohort->quiet_to;
    return hers;
}

Cohort *staff_calendar(Store *store, int64_t staff, const Cohort *cohort, GError **error)
{
    g_auto(StaffClock) clock = { 0 };
    return staff_clock_get(store, staff, &clock, error) ? staff_clock_calendar(&clock, cohort) : NULL;
}

int staff_clock_overlap(const Cohort *cohort, const Cohort *hers, int64_t now)
{
    Civil day = civil_from_days(cohort_today(cohort, now));
    int64_t midnight = civil_to_utc(cohort_zone(cohort), &day, NULL);
    int both = 0;
    for (int64_t at = midnight; at < midnight + DAY; at += STEP)
        both += !cohort_quiet_until(cohort, at) && !cohort_quiet_until(hers, at);
    return both * STEP / 60;
}

char *staff_clock_text(const StaffClock *clock)
{
    if (clock->from == clock->to)
        return g_strdup(clock->zone ? clock->zone : "");
    return g_strdup_printf("%02d:%02d-%02d:%02d%s%s", clock->from / 60, clock->from % 60, clock->to / 60,
        clock->to % 60, clock->zone ? " " : "", clock->zone ? clock->zone : "");
}
