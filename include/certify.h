/* SPDX-License-Identifier: GPL-3.0-or-later */
/* certify.h - a learner's credit: how she stands to the course's certificate rule, and the certificate that she gets
 * for it, once. Inside the caller's transaction. */
#pragma once
#include "certificate.h"
#include "tutor.h"

/* How a learner stands. A test's score counts, and is told, only when its last sit has closed for everyone. */
typedef struct {
    bool met;           /* the whole rule holds; false for a course without one */
    int met_parts, all; /* of the conditions side by side */
    int minutes;        /* of learning that the course counts; 0: not stated */
    int64_t again;      /* when time alone may change it; INT64_MAX: never */
    int64_t completed;  /* when the last step of the rule was done, of those that count; 0: none */
    double score;       /* fraction in the last test that is in the open, as corrected; NaN: none */
    GPtrArray *missing; /* char *: what is missing, in the learner's language */
} Standing;
void standing_free(Standing *standing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Standing, standing_free)
Standing *certify_standing(const Tutor *t, GError **error);
/* The title of a step as the learner knows it. Given. */
char *certify_step_title(const Tutor *t, const Step *step);
/* "8", "1.5", "0.75": hours of minutes. Given. */
char *certify_hours(int minutes);

/* A step of the learner is done (NULL: she begins): her rule is looked at in this turn when the step is in it. */
bool certify_look(const Tutor *t, const char *step, GError **error);
/* Looks at it: issues what is due, tells her in chat, notes when to look again. */
bool certify_now(const Tutor *t, GError **error);
/* Issues to a learner who holds no valid one, whether or not the rule is met (a coordinator's decision); the paper goes
 * to her chat unless she has left. Given. */
Certificate *certify_issue(const Tutor *t, const Standing *standing, GError **error);
/* The same paper with another name and registration number (or NULL) under another code; the old code then says so.
 * BARAZA_ERROR_STATE when the holder was forgotten. Given. */
Certificate *certify_reissue(
    const Tutor *t, const Certificate *old, const char *name, const char *registration, GError **error);
/* Sends the paper of a certificate (again), under "KEY/1". BARAZA_ERROR_STATE when the holder was forgotten. */
bool certify_send(const Tutor *t, const Certificate *certificate, const char *key, Lane lane, GError **error);
/* The paper's words; NULL with an error when the holder was forgotten. Given. */
cJSON *certify_paper(Context *context, const Certificate *certificate, GError **error);
/* Erases files that no message needs any more. */
bool certify_tidy(Context *context, int64_t now, int limit, int *worked, GError **error);
/* Erases the words and files of a learner who is forgotten; that she holds certificates stays, without her name. */
bool certify_forget(Context *context, int64_t enrolment, GError **error);
