/* SPDX-License-Identifier: GPL-3.0-or-later */
/* alarm.h - when silence means trouble: facts about the engine, one rule a cause, and one alarm at a time of each. */
#pragma once
#include "cohort.h"
#include "store.h"

extern const EmbeddedFile alarm_schema[]; /* its table, for store_create */

typedef enum {
    ALARM_NUMBER,   /* WhatsApp refuses the number: token, payment, policy */
    ALARM_CLOCK,    /* the machine's clock cannot be right: nothing is sent */
    ALARM_DISK,     /* little room is left, or none */
    ALARM_STORE,    /* the database cannot be written */
    ALARM_LAG,      /* what is due does not leave */
    ALARM_WEBHOOKS, /* WhatsApp has stopped telling us */
    ALARM_DELIVERY, /* fewer messages arrive than usual */
    ALARM_TEMPLATE, /* a template of ours was paused, rejected or disabled */
    ALARM_BACKUP,   /* the last backup is old, or there is none */
    ALARM_LRS,      /* a learning record store takes nothing */
    ALARM_PARKED,   /* it refuses some statements for good */
    ALARM_CAUSES
} AlarmCause;
const char *alarm_name(AlarmCause cause); /* "number" */

/* What the rules look at. The caller sets the first part, alarm_read the second. */
typedef struct {
    int64_t now;
    bool refused, clock_wrong, disk_full, store_fault;
    int64_t disk_free; /* MB; -1: not known */
    int64_t backup;    /* instant of the last one; 0: never; -1: not watched */
    const char *lrs;   /* address of the learning record store that the engine tells; NULL: none */

    int64_t running_since; /* when the first cohort that still runs was launched; 0: none runs */
    int64_t oldest_due;    /* of steps and messages that wait for nothing but their time; INT64_MAX: none */
    int64_t heard;         /* the last webhook; 0: never */
    int64_t unheard;       /* messages of the last week that WhatsApp took since then, two hours ago or more */
    int64_t usual;         /* messages of that cohort that it told us of in these hours of the week, in the quieter of the
                              last two weeks */
    char quiet_cohort[64]; /* whose they are, for the most part; "": nobody's */
    int64_t recent, recent_delivered; /* messages of the last day that are two hours old; delivered within two hours */
    int64_t before, before_delivered; /* the same of those before them */
    char delivery_cohort[64];         /* whose they are: the cohort whose own habit is broken; "": everybody's */
    int64_t templates;                /* of ours that are paused, rejected or disabled */
    char template_name[64];           /* the first of them */
    int64_t lrs_failing;              /* since when the store takes nothing about a cohort; 0: it does */
    bool lrs_refused;                 /* it does not know us */
    int64_t parked;                   /* statements that it refuses ... */
    char parked_cohort[64];           /* ... first about this cohort */
} AlarmFacts;
#define ALARM_DISK_MB 500
#define ALARM_LAG_AFTER (15 * MINUTE)
#define ALARM_UNHEARD_AFTER (2 * HOUR)
#define ALARM_UNHEARD_LEAST 3
#define ALARM_QUIET_AFTER (3 * HOUR)
#define ALARM_QUIET_LEAST 10
#define ALARM_BACKUP_AFTER (3 * DAY)
#define ALARM_LRS_AFTER (6 * HOUR)

/* Whether the cause is there. *n (may be NULL) gets the figure that its sentence names: minutes, hours, MB, percent,
 * templates, days or statements. Pure. */
bool alarm_rule(AlarmCause cause, const AlarmFacts *facts, int64_t *n);
/* Reads the second part. `delivery`: also what was delivered, which reads a thousand messages. */
bool alarm_read(Store *store, AlarmFacts *facts, bool delivery, GError **error);

typedef struct {
    AlarmCause cause;
    int64_t since, n;
    int64_t seen;    /* when the rule last held */
    int64_t told;    /* when somebody was last told */
    int64_t times;   /* how often */
    int64_t cleared; /* 0: it is still there */
    char about[64];  /* a template's name, the cohort whose habit is broken or of whom statements are refused, or "" */
} Alarm;

typedef enum { ALARM_QUIET, ALARM_RAISED, ALARM_AGAIN, ALARM_CLEARED } AlarmNews;
/* What is to be said now of an alarm whose rule holds (`on`) or does not: at once; again after 6 hours, a day, and
 * every three days; all clear when it was gone for ten minutes. One that comes back within the hour is the old one, and
 * keeps to its own times. Changes `alarm` accordingly; an alarm with since 0 is a new one. Pure. */
AlarmNews alarm_step(Alarm *alarm, bool on, int64_t n, int64_t now);

/* Carries each cause's alarm on by its rule, in the caller's transaction when there is something to write: *changed.
 * With `write` false nothing is written: the caller begins a transaction and calls again. `news` gets one entry for
 * each cause. */
typedef struct {
    AlarmNews news;
    Alarm alarm;
} AlarmTurn;
bool alarm_turn(Store *store, const AlarmFacts *facts, bool write, AlarmTurn turns[ALARM_CAUSES], bool *changed,
    GError **error);
/* Alarm values, given: those that are there, oldest first; with `since` > 0 also those that were cleared after it. */
GArray *alarm_list(Store *store, int64_t since, GError **error);
