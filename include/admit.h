/* SPDX-License-Identifier: GPL-3.0-or-later */
/* admit.h - somebody who waits for a place is let into a cohort, or is not. Every function runs inside the caller's
 * transaction. */
#pragma once
#include "invitation.h"
#include "staff.h"
#include "tutor.h"

/* Whether a cohort that is one group has a place left; always where it is not. */
bool admit_has_place(Context *context, const Cohort *cohort, bool *has, GError **error);
/* Enrols one who waits, under a number instead of her name where the cohort's audience is hidden, and welcomes her.
 * BARAZA_ERROR_STATE when she takes another course, the cohort is closed, or its one room is full. */
bool admit_guest(Context *context, const Guest *guest, const Cohort *cohort, int64_t now, GError **error);
/* She is off the list and told so; her number goes within 30 days. */
bool admit_decline(Context *context, const Guest *guest, int64_t now, GError **error);
/* The doctor is told that somebody asks to join, with what she can tap ("f.adm.LEARNER", "f.dec.LEARNER"). Keys begin
 * "FJ". */
bool admit_ask(Context *context, const Guest *guest, const Cohort *cohort, int64_t now, GError **error);
/* Whether a cohort takes everyone who has a code, or its doctor looks first. */
bool admit_by_hand(const Cohort *cohort);
