/* SPDX-License-Identifier: GPL-3.0-or-later */
/* company.h - talk in pairs and small circles: who is placed with whom as people come, fall silent and leave, and what
 * one of a circle says goes to the others at once. Every function that writes runs inside the caller's transaction. */
#pragma once
#include "circle.h"
#include "discussion.h"
#include "tutor.h"

/* Whether the talk about a step (or the case that holds it) stays in a pair or circle. Pure. */
bool company_step(const Step *step, CircleKind *kind);
/* Seconds of active time (active.h) after which somebody counts as silent: those that two course days hold. Pure. */
int64_t company_patience(const Cohort *cohort);

/* Places whoever of the room has no company, takes out who has left, paused or fallen silent, and tells those whose
 * circle has changed while a step of the kind is open (`tell`). *changed (may be NULL) counts circles. */
bool company_settle(
    Context *context, int64_t room, CircleKind kind, bool tell, int64_t now, int *changed, GError **error);
/* Nothing passes between the two any more: where they are together, one of them gets other company. */
bool company_part(Context *context, int64_t room, int64_t one, int64_t other, int64_t now, GError **error);
/* Everybody out of the room's circles of a kind, with that reason; company_settle then forms new ones. */
bool company_dissolve(Context *context, int64_t room, CircleKind kind, const char *why, int64_t now, GError **error);
/* A step of the kind opens: everybody is placed, and silence is counted from now. */
bool company_open(Context *context, int64_t room, CircleKind kind, int64_t now, GError **error);
/* The names of the learner's company as the room sees them, "Rudo and Tendai"; NULL without error when she has none.
 * Given. */
char *company_names(const Tutor *t, CircleKind kind, GError **error);
/* How the prompt of such a step says who hears what is answered. Given. */
char *company_how(const Tutor *t, const Step *step, GError **error);
/* The circle in which the learner's words about a step are said; 0 when the step is the room's, or she has no company.
 * One who had fallen silent is placed again. */
bool company_of(const Tutor *t, const Step *step, int64_t *circle, GError **error);
/* A post of a circle that has been shared goes to the others in it, once. */
bool company_relay(Context *context, const Post *post, int64_t now, GError **error);

/* Circles whose silence is to be judged, and those that somebody has left. */
bool company_look(Context *context, int64_t now, int limit, int *worked, GError **error);
bool company_next(Context *context, int64_t *at, GError **error); /* INT64_MAX when nothing waits */
