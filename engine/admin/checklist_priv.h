/* SPDX-License-Identifier: GPL-3.0-or-later */
/* checklist_priv.h - what a launch or a closing looks at, line by line, each with what to do. */
#pragma once
#include "admin_priv.h"

typedef enum { CHECK_OK, CHECK_WARN, CHECK_FAIL } CheckLevel;
typedef struct {
    Change *change;
    const Cohort *cohort;
    const Plan *plan;
    const Course *course;
    cJSON *list; /* {check, level, text} */
    int failed;
} Checklist;
/* Begins the list as member "checks" of the result. */
bool checklist_begin(Checklist *list, Change *c, const Cohort *cohort, cJSON *result, GError **error);
void check_say(Checklist *list, CheckLevel level, const char *check, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* The sentence of an error; takes it. */
void check_error(Checklist *list, const char *check, GError *error);
/* CHECK_FAIL where real people are reached, else a warning. */
CheckLevel check_if_real(const Checklist *list);
/* True when nothing failed or the caller only asks; else *error repeats what failed. `what`: "be launched". */
bool checklist_end(const Checklist *list, const char *what, cJSON *result, GError **error);

/* A hash over the answers, marks and posts of a cohort as they are, and how many there are. */
typedef struct {
    char sha256[65];
    int64_t answers, posts;
} Freeze;
bool cohort_freeze(Store *store, int64_t cohort, Freeze *freeze, GError **error);

/* What goes out, when and through what (launch_content.c); who gets it and who works here (launch_people.c). */
bool launch_check_content(Checklist *list, GError **error);
bool launch_check_people(Checklist *list, GError **error);
/* Whether a group of patients may begin (change_audience.c). */
bool launch_check_audience(Checklist *list, GError **error);
