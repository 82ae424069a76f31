/* SPDX-License-Identifier: GPL-3.0-or-later */
/* asking.h - a data form on its way to learners and back: asked, reminded of, answered by number, corrected until it
 * closes. Every function runs inside the caller's transaction. */
#pragma once
#include "host.h"
#include "sheet.h"

/* Adds the round and asks everybody who takes part; observers are not asked. round->id is set, *people is how many were
 * asked, *looks (given) what they read. */
bool asking_open(Context *context, const Cohort *cohort, SheetRound *round, const SheetForm *form, int64_t now,
    int *people, char **looks, GError **error);
/* The same local time a month later; a day after the 28th becomes the 28th. Pure. */
int64_t asking_next_month(const Cohort *cohort, int64_t at);
/* What the calendar calls the month of a moment: "2026-12". Given. */
char *asking_label(const Cohort *cohort, int64_t at);
/* Reminds those who have not answered all a day before a round is due, and asks monthly forms anew. */
HostCare host_forms;
/* Keeps what fits of what was said; *reply (given) tells at once what does not and why, and what is still open. */
bool asking_take(
    const Tutor *t, const SheetRound *round, const SheetForm *form, const GArray *said, char **reply, GError **error);
/* Numbers of the fields that a learner has not answered: int, given. */
GArray *asking_left(Store *store, const SheetRound *round, const SheetForm *form, int64_t enrolment, GError **error);
