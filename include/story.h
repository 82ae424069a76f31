/* SPDX-License-Identifier: GPL-3.0-or-later */
/* story.h - a course told as text, which a coordinator can read and a test can play: docs/stories.md has the grammar.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* When: a course day or a date, and minutes after local midnight. */
typedef struct {
    int day;      /* course day from 1; 0: `date` counts, or nothing was said */
    int64_t date; /* days since 1970 */
    int minutes;  /* -1: not said */
} StoryTime;

typedef enum {
    STORY_AT,       /* when */
    STORY_TAPS,     /* who, text: the choice's title */
    STORY_SAYS,     /* who, text */
    STORY_QUOTES,   /* who, other: part of the quoted message, text; or file and text, its caption or NULL */
    STORY_SENDS,    /* who, file: "photo", "voice" or "video", text: caption or NULL */
    STORY_ANSWERS,  /* who, yes: right, count */
    STORY_READS,    /* who */
    STORY_OFFLINE,  /* who, when: until (or nothing) */
    STORY_ONLINE,   /* who */
    STORY_JOINS,    /* who */
    STORY_NETWORK,  /* when: down until */
    STORY_DEAF,     /* when: webhooks stop until */
    STORY_TOKEN,    /* yes: it is good again */
    STORY_WEBHOOKS, /* text: once, twice, reversed */
    STORY_ENGINE,   /* restarts */
    STORY_HELD,     /* yes: released, else rejected; count: which */
    STORY_DOES,     /* who: a role of staff, other: the verb, params */
    STORY_REFUSED,  /* text: part of why the deed of staff before was refused */
    STORY_TOLD,     /* text: part of what the deed of staff before answered */
    STORY_EXPECT,   /* who, text or other (a step's id), from, to, once */
    STORY_NONE,     /* who gets no message, from, to */
    STORY_NOBODY,   /* text that nobody gets, to the end */
    STORY_VERBS
} StoryVerb;

/* A parameter of what staff do. In quotes it is text as it stands; else a number, yes or no, or a learner. */
typedef struct {
    char *name, *value;
    bool quoted;
} StoryParam;

/* One statement. Texts may be NULL. */
typedef struct {
    StoryVerb verb;
    guint line;
    char *who; /* a learner's name, or "everybody"; of STORY_DOES "admin", "coordinator" or "facilitator" */
    char *text, *other, *file;
    StoryTime when, from, to;
    guint count;
    bool yes, once;
    GPtrArray *params; /* StoryParam *, of STORY_DOES; else NULL */
} StoryLine;

typedef struct {
    char *name;   /* of the file, as given */
    char *course; /* folder's name */
    char *zone;
    int64_t start;              /* days since 1970 */
    guint room_size, daily_cap; /* 0: the house's */
    bool planned;               /* not launched yet */
    bool patients;              /* a group of patients; the first of the staff is its doctor */
    GPtrArray *learners;        /* char *: there from the start */
    GPtrArray *late;            /* char *: who join later */
    GPtrArray *staff;           /* char *: facilitators of the cohort with phones of their own */
    GPtrArray *lines;           /* StoryLine * */
} Story;
/* Parses a story. NULL and *error, "FILE:LINE: sentence", when it is none. Pure. */
Story *story_parse(const char *text, gsize size, const char *name, GError **error);
void story_free(Story *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Story, story_free)

/* Plays it on the engine, the simulated platform and stepped time. `courses`: folders in which the course is looked
 * for, as NAME or course-NAME, NULL-ended. False with "FILE:LINE: sentence" at the first expectation that fails, or
 * when at the end the ledger and the phones disagree, or somebody experienced what nobody ever may (private words made
 * public, a test's key before its last sit has closed, a message at night, a message after STOP). */
bool story_play(const Story *story, const char *const *courses, GError **error);
