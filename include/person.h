/* SPDX-License-Identifier: GPL-3.0-or-later */
/* person.h - what a coordinator changes about one learner: room and number; and how a learner is forgotten. */
#pragma once
#include "cohort.h"

/* int64_t ids of all enrolments of a learner, in order. */
GArray *enrolments_of(Store *store, int64_t learner, GError **error);
bool enrolment_set_room(Store *store, int64_t id, int64_t room, GError **error);
/* Nothing goes to the learner's address of this kind ("phone", "user_id") any more. */
bool address_end(Store *store, int64_t learner, const char *kind, int64_t now, GError **error);
/* Every number (digits) and user id that the learner ever had: char *, given. */
GPtrArray *addresses_ever(Store *store, const Vault *vault, int64_t learner, GError **error);

/* A person by herself, also one who is enrolled nowhere: name (opened) or NULL, language and country or NULL. */
typedef struct {
    char *name, *lang, *country;
} PersonCard;
void person_card_free(PersonCard *card);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonCard, person_card_free)
PersonCard *person_card(Store *store, const Vault *vault, int64_t learner, GError **error);

/* Two records of one person, `other` into `keep`. The numbers of `other` are hers, in use (kept) or ended; an enrolment
 * goes over with all that hangs on it; one that holds nothing stays behind, in no count; of `other` no name is left. */
bool person_merge_addresses(Store *store, int64_t keep, int64_t other, bool kept, int64_t now, GError **error);
bool person_merge_enrolment(Store *store, int64_t keep, int64_t enrolment, GError **error);
bool person_merge_empty(Store *store, int64_t enrolment, int64_t now, GError **error);
bool person_merged(Store *store, const Vault *vault, int64_t other, GError **error);

/* The newest answer for a purpose; false when she was never asked. */
bool consent_given(Store *store, int64_t enrolment, const char *purpose, bool *given, GError **error);
/* Learners of a closed cohort whose every other cohort is closed and past the time for which people are kept, and who
 * do not work here: int64_t, given. Name, numbers, registration and how she opted in are gone; who she was in the
 * study, and all that was counted, stays. */
GArray *people_to_retire(Store *store, int64_t cohort, int64_t now, GError **error);
bool person_retire(Store *store, const Vault *vault, int64_t learner, GError **error);

/* Being forgotten goes in two steps by two people: one prepares it, one approves it. Then it is carried out. */
typedef struct {
    int64_t learner, asked, approved, done; /* 0: not yet */
    char *asked_by;
} Erasure;
void erasure_free(Erasure *erasure);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Erasure, erasure_free)
bool erasure_ask(Store *store, int64_t learner, const char *by, int64_t now, GError **error);
/* NULL without error when nobody asked. */
Erasure *erasure_get(Store *store, int64_t learner, GError **error);
/* From `at` on it may be carried out. */
bool erasure_approve(Store *store, int64_t learner, int64_t at, GError **error);
/* Erasure *, given: those that are not carried out yet, in order of the learners. */
GPtrArray *erasures_open(Store *store, GError **error);
/* int64_t ids of learners who are to be forgotten by now. */
GArray *erasures_due(Store *store, int64_t now, GError **error);
/* Who is forgotten, in order of the ids; how many, remembered until one more is. */
typedef bool ErasedFn(int64_t learner, int64_t at, gpointer data);
bool erasures_each(Store *store, ErasedFn *fn, gpointer data, GError **error);
bool erasures_count(Store *store, int64_t *n, GError **error);
/* Name, numbers, user ids, registration and everything by which a person could be known are gone; the learner's row and
 * her enrolments stay, removed and forgotten, under a study id that was in no export. */
bool person_erase(Store *store, const Vault *vault, int64_t learner, int64_t now, GError **error);
