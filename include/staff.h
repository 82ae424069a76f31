/* SPDX-License-Identifier: GPL-3.0-or-later */
/* staff.h - those who work here: their accounts, the cohorts that are theirs, and the phones on which they are reached.
 */
#pragma once
#include "cohort.h"

/* Roles: admin coordinator facilitator evaluator auditor. With a phone, `learner` is the row that holds the sealed name
 * and the address, so that window, strand and outbox serve her as they serve learners; she is in no enrolment by it,
 * hence in no room, count or report. Whoever is also enrolled somewhere has one row for both. */
typedef struct {
    int64_t id, learner;          /* learner 0: no phone */
    char *name, *role, *password; /* libsodium's Argon2id string; "" : cannot log in */
    int card;                     /* minutes after local midnight of the morning card; -1: none */
    bool show_name;               /* the room sees her name beside "Facilitator" */
    int64_t muted;                /* when she wrote STOP; 0: she may be written to */
} Staff;
void staff_free(Staff *staff);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Staff, staff_free)
#define STAFF_CARD (7 * 60 + 30) /* of a new account */

/* A new account, or the role and password of one with this name; somebody who was removed comes back without cohorts
 * and phone. */
bool staff_add(
    Store *store, const char *name, const char *role, const char *password_hash, int64_t now, GError **error);
/* NULL without error when unknown or removed. */
Staff *staff_find(Store *store, const char *name, GError **error);
Staff *staff_get(Store *store, int64_t id, GError **error);
Staff *staff_of_learner(Store *store, int64_t learner, GError **error);
/* Accounts in use, removed ones left out. */
bool staff_count(Store *store, int64_t *count, GError **error);
/* Staff *, by name, given. */
GPtrArray *staff_list(Store *store, GError **error);
bool staff_set_role(Store *store, int64_t id, const char *role, GError **error);
bool staff_set_password(Store *store, int64_t id, const char *password_hash, GError **error);
/* The SHA-256 (hex) of a word whose link lets her set her password once; a new password ends it. */
bool staff_set_invite(Store *store, int64_t id, const char *hash, int64_t until, GError **error);
/* NULL without error when no such link is good any more. */
Staff *staff_of_invite(Store *store, const char *hash, int64_t now, GError **error);
bool staff_set_show_name(Store *store, int64_t id, bool show, GError **error);
bool staff_set_muted(Store *store, int64_t id, int64_t since, GError **error);
/* Sets when cards come, of all her cohorts from the next on. */
bool staff_set_card(Store *store, const Staff *staff, int minutes, int64_t now, GError **error);
/* Binds a phone (E.164): the person known by that number, or a new one. `phone` NULL: she has none any more; a person
 * who is not enrolled loses address and name. BARAZA_ERROR_STATE when it is another account's. Sets staff->learner. */
bool staff_set_phone(
    Store *store, const Vault *vault, Staff *staff, const char *phone, const char *lang, int64_t now, GError **error);
/* Ends the account: no login, no phone, no cohorts. The row stays for the journal's sake. */
bool staff_remove(Store *store, const Vault *vault, Staff *staff, int64_t now, GError **error);

bool staff_assign(Store *store, const Staff *staff, const Cohort *cohort, int64_t now, GError **error);
bool staff_unassign(Store *store, int64_t staff, int64_t cohort, bool *was, GError **error);
/* int64_t ids of the cohorts assigned to her, in order. */
GArray *staff_cohorts(Store *store, int64_t staff, GError **error);
/* Whether a cohort is hers to see: assigned to her. An admin, and a coordinator to whom none is assigned (the
 * installation's coordinator), have all; nobody else has one without being assigned. */
bool staff_owns(Store *store, const Staff *staff, int64_t cohort, bool *owns, GError **error);
/* Those of a role (NULL: coordinators and facilitators) whose cohort this is, who have a phone and have not written
 * STOP: Staff *, in order of id, given. */
GPtrArray *staff_with_phone(Store *store, const char *role, int64_t cohort, GError **error);

/* The next morning card of a course day after `now`; INT64_MAX when minutes < 0. */
int64_t staff_card_after(const Cohort *cohort, int minutes, int64_t now);
typedef struct {
    int64_t staff, cohort, at;
} StaffCard;
/* Cards whose time has come: StaffCard, in order. */
GArray *staff_cards_due(Store *store, int64_t now, int limit, GError **error);
bool staff_card_set(Store *store, int64_t staff, int64_t cohort, int64_t next, GError **error);
/* INT64_MAX when none. */
bool staff_card_next(Store *store, int64_t *at, GError **error);

/* The cohort of a room; 0 when there is no such room. */
bool room_cohort(Store *store, int64_t room, int64_t *cohort, GError **error);
/* The language that her phone is written to in; NULL when none was said. Given. */
bool staff_lang(Store *store, const Staff *staff, char **lang, GError **error);
/* Up to which number she has read a room's posts. */
bool staff_read_upto(Store *store, int64_t staff, int64_t room, int64_t *upto, GError **error);
bool staff_set_read(Store *store, int64_t staff, int64_t room, int64_t upto, GError **error);
