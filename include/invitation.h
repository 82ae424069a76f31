/* SPDX-License-Identifier: GPL-3.0-or-later */
/* invitation.h - the word that lets people join a cohort by their own message, those who did, and those who wait. */
#pragma once
#include "cohort.h"

#define INVITATION_CODE_MAX 16

typedef struct {
    int64_t id, cohort;
    char *code;                /* as it is printed: "HRE1" */
    char *room;                /* a name; NULL: any */
    int64_t most, until, made; /* places; UTC second from which it is over */
} Invitation;
void invitation_free(Invitation *invitation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Invitation, invitation_free)
/* How codes are compared: letters and digits alone, in capitals, O as 0 and I or L as 1: "hre l" is "HRE1". Given. */
char *invitation_key(const char *text);
/* Writes the invitation and sets its id; one with the same code is changed. BARAZA_ERROR_STATE when the code is that of
 * another cohort which is not closed. */
bool invitation_set(Store *store, Invitation *invitation, int64_t now, GError **error);
/* NULL without error when there is none with that key. */
Invitation *invitation_find(Store *store, const char *key, GError **error);
Invitation *invitation_get(Store *store, int64_t id, GError **error);
/* Invitation *, oldest first, given. */
GPtrArray *invitation_list(Store *store, int64_t cohort, GError **error);
/* How many have joined by it. */
bool invitation_taken(Store *store, int64_t id, int64_t *taken, GError **error);

/* Somebody who wrote and has no place. She is a learner's row with an address, and no enrolment. */
typedef struct {
    int64_t learner, first, day, tries; /* day: days since 1970 (UTC) of the last wrong code, and how many then */
    int64_t invitation, since;          /* for which she waits, 0: for none; since when */
    char *lang, *name, *wamid;
} Guest;
void guest_free(Guest *guest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guest, guest_free)
/* A guest by number (digits) or user id, both or one; a person who is known already becomes a guest too. *learner: 0
 * for a new one, and then set. */
bool guest_add(Store *store, const Vault *vault, const char *phone, const char *user_id, const char *name,
    const char *lang, int64_t now, int64_t *learner, GError **error);
/* NULL without error when the learner is no guest. */
Guest *guest_get(Store *store, const Vault *vault, int64_t learner, GError **error);
/* How many new guests there were after `since`. */
bool guest_count_since(Store *store, int64_t since, int64_t *count, GError **error);
bool guest_tried(Store *store, int64_t learner, int64_t now, GError **error);
bool guest_wait(Store *store, int64_t learner, int64_t invitation, const char *wamid, int64_t now, GError **error);
/* Her place in the list of her invitation, from 1. */
bool guest_place(Store *store, const Guest *guest, int64_t *place, GError **error);
/* int64_t learners who wait for a cohort, in order. */
GArray *guests_waiting(Store *store, int64_t cohort, GError **error);
/* She is no guest any more; when she is enrolled nowhere, address and name go too. */
bool guest_end(Store *store, const Vault *vault, int64_t learner, GError **error);
/* She asked to hear of new courses, and is not swept until she takes that back. */
bool guest_keep(Store *store, int64_t learner, bool kept, GError **error);
/* Ends up to `limit` guests who wrote first before `before`, wait for nothing and are not kept. */
bool guest_sweep(Store *store, const Vault *vault, int64_t before, int limit, GError **error);

/* The questions that follow on joining, in order; which of them are asked is the audience's affair. */
typedef enum {
    JOIN_NAME,
    JOIN_LANGUAGE,
    JOIN_CADRE,
    JOIN_FACILITY,
    JOIN_REGISTRATION,
    JOIN_CONSENT,
    JOIN_QUESTIONS
} JoinQuestion;
typedef struct {
    int64_t enrolment, invitation, begins;
    JoinQuestion question; /* JOIN_QUESTIONS: all are over */
} Joining;
/* Enrols a learner who is in the database by her own message `wamid`, which is the opt-in; her row as a guest ends. */
bool joining_enrol(Store *store, const Cohort *cohort, const Invitation *invitation, int64_t learner, const char *wamid,
    int64_t now, int64_t *enrolment, GError **error);
/* Her own message is the opt-in of one who was enrolled without; *changed tells. */
bool joining_opt_in(Store *store, int64_t enrolment, int64_t now, bool *changed, GError **error);
/* False in *found when the enrolment did not come by invitation. */
bool joining_get(Store *store, int64_t enrolment, Joining *joining, bool *found, GError **error);
bool joining_set(Store *store, const Joining *joining, GError **error);
/* int64_t enrolments whose course is to begin though a question is open. */
GArray *joining_due(Store *store, int64_t now, int limit, GError **error);
bool joining_next(Store *store, int64_t *at, GError **error); /* INT64_MAX when none */
/* What she answers about herself. */
bool person_set_name(Store *store, const Vault *vault, int64_t learner, const char *name, GError **error);
bool person_set_cadre(Store *store, int64_t learner, const char *cadre, GError **error);
bool person_set_facility(Store *store, int64_t learner, const char *facility, GError **error);
bool person_set_registration(
    Store *store, const Vault *vault, int64_t learner, const char *registration, GError **error);
