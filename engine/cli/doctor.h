/* SPDX-License-Identifier: GPL-3.0-or-later */
/* doctor.h - the findings of `baraza doctor`. */
#pragma once
#include "workspace.h"

typedef enum { DOCTOR_OK, DOCTOR_WARN, DOCTOR_FAIL } DoctorLevel;
typedef struct {
    const char *dir;
    Settings *settings;
    int64_t now;
    cJSON *list;
    int failed;
} Doctor;
void doctor_say(Doctor *d, DoctorLevel level, const char *check, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* `advice` may be NULL. */
void doctor_fail(Doctor *d, const char *check, const GError *error, const char *advice);
/* Backups, room, a restore, the way in from outside. */
void doctor_keep(Doctor *d, const Workspace *w);
/* Media, templates, cohorts and accounts. */
void doctor_courses(Doctor *d, Workspace *w);
/* The learning record store. */
void doctor_lrs(Doctor *d, const Workspace *w);
/* The number as WhatsApp knows it: one question, ten seconds at most. */
void doctor_number(Doctor *d);
/* Course adverts that are to go. */
void doctor_adverts(Doctor *d, const Workspace *w);
