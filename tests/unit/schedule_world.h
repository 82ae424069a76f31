/* SPDX-License-Identifier: GPL-3.0-or-later */
/* schedule_world.h - a course and its plan, a cohort that began on 2026-12-07, and what has happened in it. */
#pragma once
#include "schedule.h"
#include "unit.h"
#include <math.h>

static Course *course;
static Plan *plan;
static Cohort *cohort;
static BeatFact *facts;

static inline void world_open(const char *xml)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    course = course_read(xml, strlen(xml), "c.xml", NULL, NULL, 0, faults);
    for (guint i = 0; !course && i < faults->len; i++)
        g_printerr("%ld: %s\n", ((CourseFault *)faults->pdata[i])->line, ((CourseFault *)faults->pdata[i])->text);
    ck_assert_ptr_nonnull(course);
    plan = plan_new(course);
    cohort = cohort_new("h");
    civil_parse_date("2026-12-07", &cohort->start_day);
    facts = g_new0(BeatFact, plan_count(plan));
    for (int i = 0; i < plan_count(plan); i++)
        facts[i].score = NAN;
}

static inline void teardown(void)
{
    g_free(facts);
    cohort_free(cohort);
    plan_free(plan);
    course_free(course);
}

static inline BeatFact *fact(const char *beat)
{
    int i = plan_find(plan, beat);
    ck_assert_msg(i >= 0, "no beat %s", beat);
    return &facts[i];
}

/* -1: never; 0: it waits for something that is not known. */
static inline int64_t when(const char *beat)
{
    int64_t utc = -1;
    Release release = schedule_when(plan, (int)(fact(beat) - facts), cohort, facts, 0, &utc);
    return release == RELEASE_AT ? utc : release == RELEASE_WAITING ? 0 : -1;
}
