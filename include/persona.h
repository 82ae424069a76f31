/* SPDX-License-Identifier: GPL-3.0-or-later */
/* persona.h - a simulated learner: sees only what a phone shows, lives a working week, and decides what to do and when.
 * Pure. */
#pragma once
#include "json.h"

typedef enum { PERSONA_NURSE, PERSONA_MIDWIFE, PERSONA_STUDENT, PERSONA_CADRES } PersonaCadre;
const char *persona_cadre_name(PersonaCadre cadre);
/* What makes one post of this person's a case for the facilitator. */
typedef enum {
    PERSONA_HOLD_NONE,
    PERSONA_HOLD_NUMBER,
    PERSONA_HOLD_NAME,
    PERSONA_HOLD_PHOTO,
    PERSONA_HOLD_LINE, /* a number that is nobody's: harmless */
    PERSONA_HOLDS
} PersonaHold;

/* Who somebody is. Days count from the persona's start, 1 the first; 0: never. */
typedef struct {
    char *name, *number; /* digits without + */
    PersonaCadre cadre;
    double ability;    /* logits before the course, mean 0 */
    double attention;  /* (0, 1]: how much a text teaches */
    double talk;       /* chance to answer a discussion */
    double taps;       /* chance to tap where one could type */
    double diligence;  /* chance to answer a question, do a task, come back when knocked */
    int64_t lag;       /* median seconds from a message to a look at the phone */
    int wake, bed;     /* minutes of the local day */
    bool night_shifts; /* three nights of eight, sleeping by day then */
    int shift_phase;
    bool rests_weekends;               /* does not look at the phone on Saturday and Sunday */
    bool keeps_posts, joins_research;  /* answers to those two consents */
    bool never_starts, late_joiner;    /* late_joiner: for whoever enrols; the persona does not know */
    bool discloses;                    /* writes something private to the course's chat, and discards it when asked */
    bool asks_help, mistypes, regrets; /* HELP once; a mistyped command once; UNDO after the first share */
    PersonaHold hold;
    int stop_day, quit_day, offline_day, offline_days;
} PersonaTraits;
void persona_traits_free(PersonaTraits *traits);
/* `n` people, PersonaTraits * (given, freed with the array), numbers +263 77 ... Whatever the seed, the first 28 hold:
 * a STOP in the third week, nine days offline, four posts that must be held (a phone number, a name, a photo, a help line), a
 * refused consent for posts and one for research, one who never starts, a late joiner, a disclosure, an UNDO, a night
 * worker. */
GPtrArray *persona_cast(uint64_t seed, guint n);

/* What is right, and which text teaches what: read from the output of `baraza course key`, recognised on phones by
 * visible text alone. Shared by many personas, which borrow it. NULL and *error when the JSON is of another shape. */
typedef struct PersonaKey PersonaKey;
PersonaKey *persona_key_new(const cJSON *course_key, GError **error);
void persona_key_free(PersonaKey *key);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PersonaKey, persona_key_free)

typedef struct {
    const char *title, *description; /* description NULL where there is none */
} PersonaChoice;
/* A message as it shows. Borrowed for the call. */
typedef struct {
    int64_t id;       /* the caller's, not 0; comes back in actions */
    const char *text; /* header, body and footer as one, or NULL */
    const PersonaChoice *choices;
    guint n_choices;
    bool is_template; /* the phone shows its buttons apart */
    bool has_media;
} PersonaBubble;

typedef enum {
    PERSONA_READ,    /* looks at the chat: everything shown is read */
    PERSONA_TEXT,    /* text */
    PERSONA_QUOTE,   /* text, quoting bubble */
    PERSONA_TAP,     /* choice of bubble */
    PERSONA_PHOTO,   /* a picture with text as caption; quoting bubble unless 0 */
    PERSONA_REACT,   /* text is the emoji, on bubble */
    PERSONA_OFFLINE, /* out of data */
    PERSONA_ONLINE,
    PERSONA_ACTIONS
} PersonaActionKind;
typedef struct {
    PersonaActionKind kind;
    int64_t bubble;
    guint choice;
    char *text; /* or NULL */
} PersonaAction;
void persona_action_clear(PersonaAction *action);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PersonaAction, persona_action_clear)

typedef struct Persona Persona;
/* Days are counted from `start` (UTC seconds) or, where that is later, from the first message seen; the zone is
 * `offset` minutes east of UTC. Copies the traits, borrows the key. Draws hang on `seed` and the number alone. */
Persona *persona_new(const PersonaTraits *traits, PersonaKey *key, uint64_t seed, int64_t start, int offset);
void persona_free(Persona *persona);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Persona, persona_free)
const PersonaTraits *persona_traits(const Persona *persona);

/* A message of the course has appeared on the phone (not own ones). */
void persona_see(Persona *persona, int64_t now, const PersonaBubble *bubble);
/* When the person will next do something, INT64_MAX for never unless something new is seen. */
int64_t persona_next(const Persona *persona);
/* Fills *action (caller clears) with the next thing done at or before `now`; false when there is none. Each bubble
 * leads to at most three actions beside READ, the whole life to at most ten more: it always comes to rest. */
bool persona_act(Persona *persona, int64_t now, PersonaAction *action);
/* Neither asleep, nor resting, nor offline. */
bool persona_is_awake(const Persona *persona, int64_t time);
/* Chance of a right answer now on an item with that stem text; NaN when the key has none. */
double persona_chance(const Persona *persona, const char *stem);
