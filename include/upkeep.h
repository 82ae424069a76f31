/* SPDX-License-Identifier: GPL-3.0-or-later */
/* upkeep.h - what keeps a cohort's rooms alive: its settings, when each care is due, how long a room has been silent
 * and what was tried, who lets herself be asked to begin, and on whose name a question stands. */
#pragma once
#include "cohort.h"

extern const EmbeddedFile upkeep_schema[]; /* its tables, for store_create */

/* --- settings of a cohort; everything that writes to learners is off until somebody sets it --- */

#define UPKEEP_SHARES 16
typedef struct {
    int silence; /* active hours without a word under an open prompt, after which a room is asked again; 0: off */
    int again;   /* active hours from one attempt to the next */
    int answer;  /* active hours a question waits for its room, then for each person it is given to; 0: off */
    int shares[UPKEEP_SHARES]; /* per cent of prompts that the facilitator leads, by week; the last holds on */
    int n_shares;              /* 0: she leads them all */
    int tell;                  /* course days ahead in which a peer hears that she leads */
    int grace;                 /* minutes in which she may open, before the engine does */
    int seniors_wait;          /* answers by others before a senior's post is shown; 0: off */
    int ask_seniors;           /* active hours a senior has for a colleague's private question (seniors.h); 0: off */
    int stock;                 /* days for which a stock post counts; 0: off */
    int core_posts;            /* posts in a week that make a core contributor */
    int core_floor;            /* core contributors of a room below which its facilitators are told; 0: off */
    int milestones;            /* 1: a room is told what it has reached together */
    int weekly;                /* 1: a facilitator gets a draft about each week of a room */
    int social;                /* 1: what is marked SOCIAL goes in a digest of its own */
    int anon;                  /* 1: a post may be shown without its author's name */
    int acquaint;              /* 1: each is asked once whom of her room she knew before */
    int live_wait;             /* hours after a live meeting for which an answer waits to be signed */
} Upkeep;
bool upkeep_get(Store *store, int64_t cohort, Upkeep *upkeep, GError **error);
/* Sets one by its name; BARAZA_ERROR_INPUT says what may be set to what. What was off and is on is looked at from `now`
 * on. */
bool upkeep_set(Store *store, int64_t cohort, const char *name, const char *value, int64_t now, GError **error);
/* Whether any cohort lets seniors wait, remembered: most have none. */
bool upkeep_seniors_wait(Store *store, bool *any, GError **error);
/* The index-th setting: name, sentence and, of a cohort, value as text (given); NULL beyond the last. */
const char *upkeep_name(guint index, const char **sentence);
char *upkeep_value(const Upkeep *upkeep, guint index);

/* --- when a care is due --- */

typedef enum {
    CARE_SILENCE,
    CARE_QUESTIONS,
    CARE_LEADS,
    CARE_FORMS,
    CARE_RULES,
    CARE_CORE,
    CARE_WEEKLY,
    CARE_TIES,
    CARE_SENIORS,
    CARES
} Care;
typedef struct {
    int64_t cohort, at;
    Care care;
} CareDue;
/* CareDue, by time, in order. */
GArray *care_due(Store *store, int64_t now, int limit, GError **error);
/* INT64_MAX: no more. */
bool care_set(Store *store, int64_t cohort, Care care, int64_t at, GError **error);
bool care_next(Store *store, int64_t *at, GError **error); /* INT64_MAX when none */

/* --- silence --- */

typedef enum { RUNG_NONE, RUNG_AGAIN, RUNG_POLL, RUNG_TAG, RUNG_ALERT, RUNGS } Rung;
const char *rung_name(Rung rung); /* "asked again", "poll", "volunteer asked", "facilitator told" */
/* What was tried with a room. */
typedef struct {
    int64_t room, cohort;
    int64_t since;  /* the last word under the open prompt when it began; 0: nothing was tried */
    Rung rung;      /* the last attempt */
    int64_t moved;  /* when that was */
    int64_t tagged; /* enrolment that was asked last, in this silence or an earlier one */
    int episodes;   /* silences so far */
} Silence;
/* When the next attempt is due, at an active moment; INT64_MAX after the last. Two attempts lie `again` active hours
 * apart at least, however late the engine comes to look. Pure. */
int64_t silence_next(const Cohort *cohort, const Upkeep *upkeep, const Silence *silence);
bool silence_get(Store *store, int64_t room, Silence *silence, GError **error);
bool silence_put(Store *store, const Silence *silence, GError **error);
/* The reason that a learner gave for the silence of her room; a second one replaces the first. */
bool silence_vote(Store *store, int64_t room, int64_t enrolment, const char *choice, int64_t now, GError **error);
typedef bool VoteFn(const char *choice, int64_t count, gpointer data);
bool silence_votes(Store *store, int64_t room, VoteFn *fn, gpointer data, GError **error);

/* --- what a room has reached (core_group.h) --- */

/* Noted that a room was told; when last of a name, 0 never; all names, NULL-ended (given), and when the last was. */
bool milestone_put(Store *store, int64_t room, const char *name, int64_t now, GError **error);
bool milestone_last(Store *store, int64_t room, const char *name, int64_t *at, GError **error);
char **milestones_told(Store *store, int64_t room, int64_t *last, GError **error);

/* --- volunteers --- */

/* One who said that she may be asked to begin, as things stand. */
typedef struct {
    int64_t enrolment, asked; /* asked: when last; 0 never */
    bool here;                /* takes part, is not paused, and it is no quiet hour of hers */
} Volunteer;
/* Whom to ask: of those who are here the one asked longest ago, but not `last`, whom the room's last silence was laid
 * on; equals by a draw from `seed`. The index; -1 when nobody may be asked. Pure. */
int volunteer_pick(const Volunteer *list, guint n, int64_t last, uint64_t seed);
bool volunteer_set(Store *store, int64_t enrolment, bool willing, int64_t now, GError **error);
bool volunteer_is(Store *store, int64_t enrolment, bool *willing, GError **error);
bool volunteer_asked(Store *store, int64_t enrolment, int64_t now, GError **error);
/* Volunteer, `here` not set, of a room in order. */
GArray *volunteer_list(Store *store, int64_t room, GError **error);

/* --- a name on each question --- */

typedef struct {
    int64_t post, cohort, staff; /* staff 0: everyone was asked, and nobody took it */
    int64_t at, until;           /* given to her then; she is to take it by then */
    int passes;                  /* how often it was passed on */
    bool taken;
} Given;
/* Whose turn: the one after `last` in the order of `staff` (ascending ids) among those with the fewest open questions;
 * `last` herself only where she is alone. The index; -1 for an empty list. Pure. */
int given_pick(const int64_t *staff, const int *open, guint n, int64_t last);
bool given_get(Store *store, int64_t post, Given *given, bool *found, GError **error);
bool given_put(Store *store, const Given *given, GError **error);
bool given_drop(Store *store, int64_t post, GError **error);
/* Given, of a cohort, in order of their questions; of a person how many. */
GArray *given_list(Store *store, int64_t cohort, GError **error);
