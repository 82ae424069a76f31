/* SPDX-License-Identifier: GPL-3.0-or-later */
/* advert.h - course adverts, and the list of those who asked for them: who said yes and no, what goes to whom, what
 * became of it. */
#pragma once
#include "cohort.h"
#include "outbox.h"

extern const EmbeddedFile advert_schema[]; /* its tables, for store_create */

/* --- the list (advert_list.c) --- */

/* How a yes or a no came about. */
typedef enum {
    ADVERT_BY_WORD,     /* COURSES ON, COURSES OFF */
    ADVERT_BY_TAP,      /* a button or a row of the menu */
    ADVERT_BY_LIST,     /* a file with evidence of how each agreed */
    ADVERT_BY_STOP,     /* STOP: also of these */
    ADVERT_BY_WHATSAPP, /* WhatsApp's own switch for offers of a business */
    ADVERT_BY_STAFF,    /* she asked somebody here */
    ADVERT_BY_TIME,     /* kept for as long as the settings say */
    ADVERT_MEANS
} AdvertMeans;
const char *advert_means_name(AdvertMeans means); /* "word" */
typedef struct {
    int64_t learner, at, advert; /* advert: the one that brought it about, or 0 */
    bool given;
    AdvertMeans means;
    const char *evidence, *wamid; /* or NULL */
} AdvertSays;
/* Writes her yes or no; *changed (may be NULL) says whether she was on the list before and is not now, or the other way
 * round. A no is kept beside her numbers' keyed hashes; a yes takes them away. */
bool advert_says(Store *store, const Vault *vault, const AdvertSays *says, bool *changed, GError **error);
/* The no alone, of one who may never have been asked: no list with an older yes puts these numbers on. */
bool advert_refuse(Store *store, const Vault *vault, int64_t learner, int64_t at, GError **error);
/* The same of a number that nobody here is known by. */
bool advert_refuse_number(Store *store, const Vault *vault, const char *number, int64_t at, GError **error);
bool advert_is_member(Store *store, int64_t learner, bool *is, GError **error);
/* What she said last; *found is false when she was never asked. evidence and wamid are not read. */
bool advert_said(Store *store, int64_t learner, AdvertSays *says, bool *found, GError **error);
/* When this number (digits) last said no, whoever it was; 0: never. */
bool advert_refused_at(Store *store, const Vault *vault, const char *number, int64_t *at, GError **error);
/* int64_t, in order of the learners, given. */
GArray *advert_members(Store *store, GError **error);
/* How many are on the list by each of the means. */
bool advert_means(Store *store, int64_t counts[ADVERT_MEANS], GError **error);
/* Members who are enrolled nowhere and said yes before `before`: int64_t, given. */
GArray *advert_members_old(Store *store, int64_t before, int limit, GError **error);
/* What tells of the person goes from what she said; that she said it stays, and she is on the list no more. */
bool advert_forget(Store *store, const Vault *vault, int64_t learner, int64_t now, GError **error);
/* Two records of one person. */
bool advert_merge(Store *store, int64_t keep, int64_t other, int64_t now, GError **error);

/* --- adverts (advert.c) --- */

typedef enum {
    ADVERT_MADE,
    ADVERT_PLANNED, /* goes at `begins` */
    ADVERT_GOING,   /* some have it, others wait for their day */
    ADVERT_GONE,
    ADVERT_STOPPED,
    ADVERT_STATES
} AdvertState;
const char *advert_state_name(AdvertState state);
typedef struct {
    int64_t id, invitation, cohort, made, begins, next; /* next: when it goes on; 0: not at all */
    char *name, *template_name;
    char *words;    /* JSON: the words by language; "" where the template has its own */
    char *fallback; /* the language in which those get it who have another; "": they do not */
    AdvertState state;
    char *fault; /* why the engine stopped it, or NULL */
} Advert;
void advert_free(Advert *advert);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Advert, advert_free)
/* Writes one and sets its id; one of that name that was made and not begun is replaced, and BARAZA_ERROR_STATE any
 * other. */
bool advert_add(Store *store, Advert *advert, GError **error);
Advert *advert_get(Store *store, int64_t id, GError **error);
Advert *advert_find(Store *store, const char *name, GError **error); /* BARAZA_ERROR_MISSING names the nearest */
GPtrArray *advert_list(Store *store, GError **error);                /* Advert *, oldest first, given */
bool advert_begin(Store *store, int64_t id, int64_t at, GError **error);
/* Stops one that cannot go on, with the sentence that says why. */
bool advert_park(Store *store, const Advert *advert, const char *fault, GError **error);
bool advert_move(Store *store, const Advert *advert, AdvertState to, int64_t next, GError **error);
/* When the next goes on; INT64_MAX when none does. Remembered. Those whose time has come: Advert *, given. */
bool advert_next(Store *store, int64_t *at, GError **error);
GPtrArray *advert_due(Store *store, int64_t now, GError **error);

/* Why somebody on the list does not get one. */
typedef enum {
    ADVERT_GETS,
    ADVERT_OFF,       /* not on the list any more */
    ADVERT_CAP,       /* had one lately */
    ADVERT_IN_COURSE, /* takes that course, or has taken it */
    ADVERT_BUSY,      /* takes another now, and may take one at a time */
    ADVERT_LANGUAGE,  /* no template in her language */
    ADVERT_ADDRESS,   /* no number */
    ADVERT_COUNTRY,   /* WhatsApp brings no adverts to numbers of the United States */
    ADVERT_OVER,      /* nobody can join any more, or the advert was stopped */
    ADVERT_WHYS
} AdvertWhy;
const char *advert_why_name(AdvertWhy why);     /* "cap" */
const char *advert_why_sentence(AdvertWhy why); /* "They have had an advert lately." */

/* Everybody on the list is to be looked at. Those who were not yet: int64_t, given. */
bool advert_fill(Store *store, int64_t id, GError **error);
GArray *advert_waiting(Store *store, int64_t id, int limit, GError **error);
/* It was owed as message `msg`, or passed over for a reason. */
bool advert_told(Store *store, int64_t id, int64_t learner, int64_t msg, AdvertWhy why, int64_t now, GError **error);
/* How many were owed since. */
bool advert_owed_since(Store *store, int64_t since, int64_t *count, GError **error);
/* How many a person has had in the last 30 and 7 days, or is to have before message `before` (INT64_MAX: at all): what
 * WhatsApp did not bring is none. */
bool advert_had(
    Store *store, int64_t learner, int64_t before, int64_t now, int64_t *month, int64_t *week, GError **error);
/* The advert of an owed message; 0 when it is none. */
bool advert_of_message(Store *store, int64_t msg, int64_t *advert, GError **error);
/* The newest that was brought to her since; 0 when none was. */
bool advert_newest_to(Store *store, int64_t learner, int64_t since, int64_t *advert, GError **error);
/* Messages that have not gone, of a person or (learner 0) of an advert: int64_t, given. */
GArray *advert_unsent(Store *store, int64_t learner, int64_t advert, GError **error);

/* --- what became of one (advert_sums.c) --- */

#define ADVERT_CODE_CAP 131049        /* WhatsApp: this person gets enough of such messages */
#define ADVERT_CODE_STOPPED 131050    /* the person has switched a business's offers off */
#define ADVERT_CODE_EXPERIMENT 130472 /* WhatsApp brings this person none, to see what becomes of it */
typedef struct {
    int64_t waiting;                                  /* not yet looked at */
    int64_t owed, held, on_its_way;                   /* held: for the night, the day's limit or the template */
    int64_t sent, delivered, read;                    /* taken by WhatsApp; each holds the next */
    int64_t billed;                                   /* as WhatsApp says */
    int64_t capped, switched_off, experiment, failed; /* what WhatsApp did not bring */
    int64_t late, dropped;       /* its three days were over; no longer wanted when its turn came */
    int64_t passed[ADVERT_WHYS]; /* was not owed, by reason */
    int64_t joined, left;        /* by its code; who left the list after it */
} AdvertSums;
bool advert_sums(Store *store, int64_t id, AdvertSums *sums, GError **error);
/* Learners whom it reached or is to reach: int64_t, in order, given. */
GArray *advert_reached(Store *store, int64_t id, GError **error);
