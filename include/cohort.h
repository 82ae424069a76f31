/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cohort.h - who takes part: cohorts, rooms, learners and their sealed addresses, enrolments, consents. */
#pragma once
#include "audience.h"
#include "clock.h"
#include "store.h"
#include <glib.h>

extern const EmbeddedFile cohort_schema[]; /* its tables, for store_create */

/* Seals personal data and looks addresses up by keyed hash (libsodium secretbox and generic hash). */
typedef struct Vault Vault;
/* `key` is 32 bytes in hex. */
Vault *vault_new(const char *key_hex, GError **error);
void vault_free(Vault *vault);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Vault, vault_free)
char *vault_new_key(void);
GBytes *vault_seal(const Vault *vault, const char *text);
/* NULL when the bytes were sealed with another key. Given. */
char *vault_open(const Vault *vault, const void *sealed, gsize size);
/* Whether the key is that of the database: *fits is false when the oldest sealed name opens with another. */
bool vault_fits(Store *store, const Vault *vault, bool *fits, GError **error);
/* 16 bytes in hex. Given. */
char *vault_lookup(const Vault *vault, const char *kind, const char *text);

typedef enum {
    COHORT_RUNNING,
    COHORT_PAUSED,
    COHORT_CLOSED,
    COHORT_PLANNED, /* made, not launched: nothing is planned or sent but what belongs to enrolment */
    COHORT_STATES
} CohortState;
typedef struct {
    int64_t id, version; /* course version */
    char *name, *zone;
    int64_t start_day;        /* days since 1970 of course day 1 */
    char *rest_days;          /* weekday digits, "67" = Saturday and Sunday */
    GArray *holidays;         /* int64_t days since 1970, sorted */
    int quiet_from, quiet_to; /* minutes after local midnight; from == to: none */
    int default_time;         /* minutes: steps without a time */
    int daily_cap;            /* engine messages a learner a day */
    int room_size;
    char *country; /* ISO 3166 alpha-2, or NULL: of learners who name none */
    char *primary; /* primary outcome, e.g. "knowledge: post minus pre" */
    CohortState state;
    bool simulated;             /* not for clinical use */
    uint64_t seed;              /* allocation of forms and orders */
    int64_t created, unblinded; /* unblinded: 0 or when an early look was taken */
    int64_t launched, closed;   /* 0 or when */
    int64_t alumni;             /* 0, or since when its rooms go on without a course (then it is closed) */
    GArray *digests;            /* int: minutes after local midnight at which digests go, in order */
    int highlights;             /* more posts than so many are offered as highlights first; 0: never */
    Audience audience;
    int64_t moderator; /* the account of the doctor who answers for a group of patients; 0: none */
} Cohort;
const char *cohort_state_name(CohortState state);
void cohort_free(Cohort *cohort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cohort, cohort_free)
/* A cohort with the defaults of the house: Harare-like quiet hours 20:00 to 07:00, 12:30, cap 6, rooms of 40, rest
 * "67". Given. */
Cohort *cohort_new(const char *name);
/* Writes a new cohort, gives it its id and its first room "1". */
bool cohort_add(Store *store, Cohort *cohort, GError **error);
Cohort *cohort_get(Store *store, int64_t id, GError **error);
Cohort *cohort_find(Store *store, const char *name, GError **error); /* BARAZA_ERROR_MISSING names the nearest */
bool cohort_set_state(Store *store, int64_t id, CohortState state, GError **error);
/* Its first day and its holidays are now these. */
bool cohort_set_calendar(Store *store, const Cohort *cohort, GError **error);
/* Its cap, quiet hours, digests and highlights are now these. */
bool cohort_set_rules(Store *store, const Cohort *cohort, GError **error);
/* A planned cohort runs from now on; one that ran is closed for good. */
bool cohort_launch(Store *store, int64_t id, int64_t now, GError **error);
bool cohort_close(Store *store, int64_t id, int64_t now, GError **error);
/* The rooms of a closed cohort go on without a course since then; 0: they do not. */
bool cohort_set_alumni(Store *store, int64_t id, int64_t since, GError **error);
/* Another doctor answers for it. */
bool cohort_set_moderator(Store *store, int64_t id, int64_t staff, GError **error);
bool cohort_set_unblinded(Store *store, int64_t id, int64_t now, GError **error);
/* int64_t ids in order. */
GArray *cohort_list(Store *store, GError **error);
/* Local date of a course day (from 1): rest days and holidays are no course days. */
int64_t cohort_day_date(const Cohort *cohort, int course_day);
/* Course day of a local date: the last course day that has begun; 0 before the start. */
int cohort_day_of(const Cohort *cohort, int64_t date);
/* UTC of a course day at minutes after midnight (-1: the default time). */
int64_t cohort_time(const Cohort *cohort, int course_day, int minutes);
/* The instant a duration after `from`: `days` course days later at the same local time of day, then the rest of
 * `seconds` (which holds those days at 86,400 each) on the clock. From a rest day, the next course day is the first.
 * With days the result never falls on a rest day: hours that end on one end at that time of the next course day. */
int64_t cohort_after(const Cohort *cohort, int64_t from, int64_t seconds, int days);
/* 0 when it is no quiet hour at `now`, else the UTC second at which quiet ends. */
int64_t cohort_quiet_until(const Cohort *cohort, int64_t now);
/* The cohort's time zone; UTC on a machine that lacks its data (the name was checked when the cohort was made). */
const CivilZone *cohort_zone(const Cohort *cohort);
/* Whether a local date is no course day: a rest day or a holiday. */
bool cohort_rests(const Cohort *cohort, int64_t date);
/* Days since 1970 of the local date at `now`. */
int64_t cohort_today(const Cohort *cohort, int64_t now);

bool room_add(Store *store, int64_t cohort, const char *name, int capacity, int64_t *id, GError **error);
/* The room of that name; 0 when there is none. */
bool room_find(Store *store, int64_t cohort, const char *name, int64_t *id, GError **error);
/* Given. */
char *room_name(Store *store, int64_t id, GError **error);
/* "relay", or "observed": an ordinary group that people run, whose exports are imported. Given. */
char *room_mode(Store *store, int64_t id, GError **error);
bool room_set_mode(Store *store, int64_t id, const char *mode, GError **error);
/* int64_t ids of a cohort's rooms in order. */
GArray *room_list(Store *store, int64_t cohort, GError **error);
/* int64_t ids of enrolments in a room, in order; with_left: also those who left. */
GArray *room_members(Store *store, int64_t room, bool with_left, GError **error);

typedef enum {
    ENROLMENT_NO_OPT_IN, /* enrolled without date and means of opt-in: never messaged */
    ENROLMENT_ACTIVE,
    ENROLMENT_PAUSED,  /* by the learner's PAUSE, until `paused_until` */
    ENROLMENT_STOPPED, /* STOP: nothing more is sent */
    ENROLMENT_REMOVED, /* by a coordinator */
    ENROLMENT_STATES
} EnrolmentState;
/* A senior's posts may wait for others to answer first; an observer reads, is named to the members, and is in no count.
 */
typedef enum { MEMBER_LEARNER, MEMBER_SENIOR, MEMBER_OBSERVER, MEMBER_ROLES } MemberRole;
const char *member_role_name(MemberRole role); /* "learner", "senior", "observer" */
typedef struct {
    int64_t id, cohort, room, learner;
    EnrolmentState state;
    MemberRole role;
    int64_t paused_until, enrolled, opt_in, stopped, joined_late; /* joined_late: 0, or enrolled after course day 1 */
    char *opt_in_means;
    char *study_id;              /* random, the only id in exports */
    char *name;                  /* opened; as enrolled, for certificates and staff */
    char *alias;                 /* opened; how she wants the room to see her, or NULL */
    char *lang, *country, *tier; /* country may be NULL; tier "full", "low" or "text" */
    char *cadre, *sex, *age_band, *facility, *registration;
    char *source;                             /* the roster by which she came ("council"), or NULL */
    bool may_posts, may_research, may_course; /* the consents in force */
    bool asked_course;                        /* whether the course consent was answered at all */
} Enrolment;
void enrolment_free(Enrolment *enrolment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Enrolment, enrolment_free)
const char *enrolment_state_name(EnrolmentState state);

/* One validated row of an enrolment file. `phone` in E.164. */
typedef struct {
    char *phone, *name, *lang, *country, *tier, *cadre, *sex, *age_band, *facility, *registration, *room, *source;
    int64_t opt_in; /* 0: none */
    char *opt_in_means;
    guint line;
} EnrolRow;
void enrol_row_free(EnrolRow *row);
typedef enum { ENROL_NEW, ENROL_SAME, ENROL_CHANGED, ENROL_RESULTS } EnrolResult;
/* Adds the learner (found by phone) and the enrolment; the same row again changes nothing. A room is found or made by
 * name, or by size. `late` marks a joiner after course day 1. */
bool enrolment_add(Store *store, const Vault *vault, const Cohort *cohort, const EnrolRow *row, int64_t now, bool late,
    int64_t *id, EnrolResult *result, GError **error);
Enrolment *enrolment_get(Store *store, const Vault *vault, int64_t id, GError **error);
/* The newest enrolment of a learner that is not removed; 0 when none. */
bool enrolment_of_learner(Store *store, int64_t learner, int64_t *id, GError **error);
/* int64_t ids of a cohort's enrolments in order. */
GArray *enrolment_list(Store *store, int64_t cohort, GError **error);
bool enrolment_set_role(Store *store, int64_t id, MemberRole role, GError **error);
bool enrolment_set_state(
    Store *store, int64_t id, EnrolmentState state, int64_t paused_until, int64_t now, GError **error);
bool enrolment_set_tier(Store *store, int64_t id, const char *tier, GError **error);
/* LANGUAGE and NAME. */
bool enrolment_set_lang(Store *store, int64_t id, const char *lang, GError **error);
bool enrolment_set_alias(Store *store, const Vault *vault, int64_t id, const char *alias, GError **error);
/* How the room sees the learner: alias, else name, else "". Borrowed. */
const char *enrolment_shown(const Enrolment *enrolment);

/* Learner by phone (digits or E.164) or business-scoped user id; 0 when unknown. */
bool address_find(
    Store *store, const Vault *vault, const char *phone, const char *user_id, int64_t *learner, GError **error);
/* Binds a user id to a learner on first sight, or follows a change that the platform announced. */
bool address_bind(Store *store, const Vault *vault, int64_t learner, const char *kind, const char *value, int64_t now,
    GError **error);
/* Where to send: E.164 phone, else user id. *is_user_id tells. NULL when the learner has none. Given. */
char *address_of(Store *store, const Vault *vault, int64_t learner, bool *is_user_id, GError **error);

/* An answer to an agree step: a row for ever; the newest of a purpose is in force. Purposes: rules course posts
 * research ... */
bool consent_add(Store *store, int64_t enrolment, const char *purpose, bool given, const char *text_hash,
    const char *wamid, int64_t now, GError **error);
