/* SPDX-License-Identifier: GPL-3.0-or-later */
/* persona_priv.h - the inside of a simulated learner, shared by the files of this folder. */
#pragma once
#include "persona.h"
#include "rng.h"

enum { MINUTES = 60, HOURS = 3600, DAYS = 86400 };

typedef enum {
    ITEM_ONE, /* one right option */
    ITEM_MANY,
    ITEM_TRUTH,
    ITEM_NUMBER,
    ITEM_WORDS,
    ITEM_ARRANGE,
    ITEM_OPINION,  /* likert */
    ITEM_SENTENCE, /* open */
    ITEM_SHAPES
} ItemShape;
typedef struct {
    char *seen; /* option as it is recognised: see seen_text */
    char *text;
    double fraction, value, min, max;
} KeyOption;
typedef struct {
    ItemShape shape;
    int objective;   /* index, -1: none */
    char *stem;      /* as it is recognised */
    GArray *options; /* KeyOption */
    bool truth;
    double difficulty, discrimination, guessing;
} KeyItem;
typedef struct {
    GArray *objectives; /* int */
    GPtrArray *probes;  /* char *: pieces that tell that the text is shown */
} KeyText;
/* What a shown text is, found once and remembered. */
typedef struct {
    const KeyItem *item; /* NULL: no question of the key */
    int item_index;
    GArray *texts; /* int: indices of texts taught */
    char *seen;    /* the text as it is recognised */
} Match;
struct PersonaKey {
    guint objectives;
    GPtrArray *items; /* KeyItem * */
    GPtrArray *texts; /* KeyText * */
    GHashTable *seen; /* text -> Match of those read lately, looked up only */
};

/* What the person meant by the last thing written of own accord: decides what to tap when asked about it. */
typedef enum { INTENT_NONE, INTENT_POST, INTENT_PRIVATE, INTENT_SLIP } Intent;
typedef struct {
    int64_t id;
    char *text;
    GPtrArray *titles, *descriptions; /* char *, descriptions may hold NULL */
    bool is_template, has_media;
} Seen;
typedef struct {
    int64_t time;
    uint64_t seq;
    PersonaAction action;
    Intent intent;
} Plan;
struct Persona {
    PersonaTraits traits;
    PersonaKey *key;
    Rng rng;
    int64_t start, last_act;
    int offset;                       /* seconds east of UTC */
    int64_t offline_from, offline_to; /* 0: none */
    GPtrArray *unread;                /* Seen * */
    GPtrArray *plans;                 /* Plan *, by (time, seq) */
    uint64_t seq;
    int64_t look_at;     /* INT64_MAX: nothing to look at */
    int64_t prompted_at; /* when the last prompt of a discussion was read; 0: none yet */
    int64_t meets_until; /* the phone is in hand for a live meeting; 0: none yet */
    Intent intent;
    bool begun, stopped, hold_done, regretted;
    guint prompts_answered;
    guint *answers;  /* per item of the key: how often answered */
    bool *known;     /* per text of the key: read already */
    double *learned; /* per objective, logits gained */
};

/* persona_key.c: text without markup, case and blanks, as both sides are compared. Given. */
char *seen_text(const char *text);
/* Borrowed until the next call. */
const Match *key_match(PersonaKey *key, const char *text);
/* persona_day.c: the first moment at or after `time` when the person is awake and has data. */
int64_t awake_at(Persona *persona, int64_t time);
/* persona.c */
void plan(Persona *persona, int64_t time, PersonaActionKind kind, int64_t bubble, guint choice, const char *text,
    Intent intent);
bool chance(Persona *persona, double probability);
int64_t between(Persona *persona, int64_t min, int64_t max);
/* persona_read.c: what the bubble makes the person do, from `at` on; returns when the person is through with it. */
int64_t bubble_read(Persona *persona, int64_t at, const Seen *seen);
/* persona_answer.c */
double item_chance(const Persona *persona, const KeyItem *item);
void answer_item(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, int item_index);
void answer_opinion(Persona *persona, int64_t at, const Seen *seen);
/* persona_work.c: false when the bubble is no such thing. */
bool read_assignment(Persona *persona, int64_t at, const Seen *seen);
bool read_review(Persona *persona, int64_t at, const Seen *seen);
/* persona_live.c: false when the bubble is none of a live meeting. */
bool read_meeting(Persona *persona, int64_t at, const Seen *seen, const Match *match);
/* persona_talk.c: sentences. Given. */
char *talk_post(Persona *persona);
char *talk_reply(Persona *persona);
char *talk_held(Persona *persona);
const char *talk_private(void);
const char *talk_open(Persona *persona);
