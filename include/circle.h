/* SPDX-License-Identifier: GPL-3.0-or-later */
/* circle.h - pairs and small circles inside a room: who talks with whom, how they are formed, and who was in which. */
#pragma once
#include "cohort.h"
#include "rng.h"

extern const EmbeddedFile circle_schema[]; /* its tables, for store_create */

typedef enum { CIRCLE_PAIR, CIRCLE_GROUP, CIRCLE_KINDS } CircleKind;
const char *circle_kind_name(CircleKind kind); /* "pair", "circle" */
typedef enum {
    CIRCLE_MIXED,      /* across cadres and facilities */
    CIRCLE_ACQUAINTED, /* those who knew each other before together, the others by facility */
    CIRCLE_MIXES
} CircleMix;
const char *circle_mix_name(CircleMix mix); /* "mixed", "acquainted" */

#define CIRCLE_MIN 2
#define CIRCLE_MOST 5 /* a circle that takes somebody in has at most so many; a pair at most three */

/* Somebody to be placed. `circle`: the id of her circle, 0 for none; after circle_settle negative for a new one (-1, -2
 * ...), 0 only when there is nobody else. */
typedef struct {
    int64_t id;
    const char *cadre, *facility; /* borrowed; NULL unknown */
    int64_t circle;
    /* tie_order: whom somebody knew before leads from one to the next of a group, in the order of `known`; 0: nobody.
     */
    int known, group;
} CirclePerson;
/* Places everybody: nobody is moved who has company, nobody stays alone, sizes of circles that are dealt together
 * differ by one at most, and none is above its most. `size` 2 makes pairs (one of three where the number is odd), 3 to
 * 5 circles. Mixed: those of one cadre, and within it of one facility, then who knew each other, are dealt to different
 * circles; acquainted: who knew each other to the same, the others by facility. Two who are to be kept apart (`apart`,
 * CircleApart, or NULL) are never together: for that alone somebody who has company is moved, sizes may differ by more,
 * and one for whom no place is left has none. Equal draws for an equal stream. Pure. */
typedef struct {
    int64_t one, other; /* CirclePerson.id */
} CircleApart;
void circle_settle(GArray *people, const GArray *apart, int size, CircleMix mix, Rng *rng);

/* How a cohort's circles are formed; mixed pairs and mixed circles of four when nobody has said. */
typedef struct {
    int size;
    CircleMix mix;
} CirclePlan;
bool circle_plan_get(Store *store, int64_t cohort, CircleKind kind, CirclePlan *plan, GError **error);
bool circle_plan_set(Store *store, int64_t cohort, CircleKind kind, const CirclePlan *plan, GError **error);

/* A circle never joins two rooms: who talked with whom is nested in the room. */
typedef struct {
    int64_t id, cohort, room;
    CircleKind kind;
    int64_t made, look_at; /* look_at: when its silence is judged next; 0 never */
} Circle;
/* Makes an empty one and gives it its id. */
bool circle_add(Store *store, Circle *circle, GError **error);
bool circle_enter(Store *store, int64_t circle, int64_t enrolment, int64_t now, GError **error);
/* Out of the circle of a kind; `why` is a word ("silent", "left", "moved", "alone", "regrouped"). Nothing when in none.
 */
bool circle_leave(Store *store, int64_t enrolment, CircleKind kind, const char *why, int64_t now, GError **error);
/* The circle of a kind that a learner is in; 0 when none. */
bool circle_of(Store *store, int64_t enrolment, CircleKind kind, int64_t *circle, GError **error);
/* False in *found when there is none. */
bool circle_get(Store *store, int64_t id, Circle *circle, bool *found, GError **error);
/* int64_t enrolment ids of who is in it now, in order. Given. */
GArray *circle_members(Store *store, int64_t circle, GError **error);
/* Circles of a kind in a room that somebody is in: Circle, in order of id. Given. */
GArray *circle_list(Store *store, int64_t room, CircleKind kind, GError **error);
/* Who was in which, when, and why it ended: by circle, then entry. `left` 0: still in it. */
typedef struct {
    Circle circle;
    int64_t enrolment, entered, left;
    const char *why; /* borrowed for the call; "" while in it */
} CircleStay;
typedef bool CircleStayFn(const CircleStay *stay, gpointer data);
bool circle_each(Store *store, int64_t cohort, CircleStayFn *fn, gpointer data, GError **error);

/* When a circle's silence is judged next (0 never): of one; of the earliest of all (INT64_MAX when none). */
bool circle_set_look(Store *store, int64_t circle, int64_t at, GError **error);
bool circle_next(Store *store, int64_t *at, GError **error);
/* Circles whose time has come: Circle, in order. Given. */
GArray *circle_due(Store *store, int64_t now, int limit, GError **error);
/* A room and kind of which somebody is in a circle who is no longer in the room or the course; *room 0 when there is
 * none. Costs nothing until one of the tables has changed. */
bool circle_stranded(Store *store, int64_t *room, CircleKind *kind, GError **error);
