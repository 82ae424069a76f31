/* SPDX-License-Identifier: GPL-3.0-or-later */
/* host.h - what a good host does, so that a room stays alive: asks again, asks a volunteer, puts a name on a question,
 * lets peers lead, thanks. Every function runs inside the caller's transaction; what goes to learners is judged by
 * quiet hours, pauses and the daily cap like any other message. */
#pragma once
#include "desk.h"
#include "room_talk.h"
#include "tutor.h"
#include "upkeep.h"

/* The discussion of a room that was opened last and may still be answered; NULL without error when there is none.
 * *opened gets its time. A discussion without `due` may be answered for HOST_OPEN_DAYS. */
#define HOST_OPEN_DAYS 7
const Step *host_prompt(Context *context, const Cohort *cohort, const Plan *plan, int64_t room, int64_t now,
    int64_t *opened, GError **error);
/* How a text of the course begins, as one line for quoting. Given. */
char *host_quote(const Tutor *t, const CourseTexts *texts);

/* One care of a cohort is due: does what is to be done and says when to look again (INT64_MAX: never). */
typedef bool HostCare(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, int64_t *next, GError **error);
HostCare host_silence, host_questions, host_core, host_weekly, host_ties, host_seniors;

/* What the keys of the question whom she knew before begin with. */
#define HOST_TIES "TIES"
/* A learner's answer to the poll on silence ("time", "network", "unsure", "shy", "said"); *known false for another
 * word. */
bool host_vote(const Tutor *t, const char *choice, bool *known, GError **error);
/* "3 no time, 1 not sure" in the reader's language; "" without votes. Given. */
char *host_votes(Context *context, const char *lang, int64_t room, GError **error);
/* Rooms of a cohort that are silent although everything was tried, as lines for a card; "" when none. Given. */
char *host_silent_rooms(Context *context, const Cohort *cohort, const char *lang, int64_t now, GError **error);

/* What became of a question that stood on a name: *hers false when it does not. */
bool host_take(Context *context, const Post *post, const Staff *staff, int64_t now, bool *hers, GError **error);
bool host_pass(Context *context, const Post *post, const Staff *staff, int64_t now, bool *hers, GError **error);

/* --- who leads (host_lead.c, host_turn.c) --- */
#include "lead.h"

HostCare host_leads;
/* What planning has done, in prompts to come. */
typedef struct {
    int prompts, peers; /* of them, those that a peer is to lead */
    int nobody;         /* of those, without a volunteer */
} LeadPlan;
/* Plans who leads what is still to come in a cohort's rooms: by its shares, among volunteers, what a person has fixed
 * left as it is. */
bool host_plan(
    Context *context, const Cohort *cohort, const Upkeep *upkeep, int64_t now, LeadPlan *plan, GError **error);
/* A room's discussion is due to open: *waits while the peer who leads it has her time to do so, and the row was put
 * off. */
bool host_turn(Context *context, const Beat *beat, const Due *row, int64_t now, bool *waits, GError **error);
/* What stands above the prompt that a peer leads; NULL without error where none does. Given. */
char *host_lead_head(const Tutor *t, const Step *step, GError **error);
/* What she says to it: yes; words of her own for her turn (the post that they became); open it as it is; no (`week`:
 * and nothing else in that week): then another is found. *hers false when it is not hers to say. */
typedef enum { LEAD_SAYS_YES, LEAD_SAYS_OPEN, LEAD_SAYS_NO, LEAD_SAYS_NOT_THIS_WEEK } LeadSays;
bool host_lead_says(const Tutor *t, Lead *lead, LeadSays says, bool *hers, GError **error);
bool host_lead_words(const Tutor *t, Lead *lead, const Post *post, GError **error);

/* Whether a senior's post waits for others to answer its prompt first: then it is looked at again later, a day at the
 * longest. */
bool host_waits_for_peers(Context *context, int64_t post, int64_t now, bool *waits, GError **error);
/* A post is not about the course: marked so, and its author told kindly. False *moved when it was so, or is nobody's.
 */
bool host_set_aside(Context *context, const Post *post, int64_t now, bool *moved, GError **error);
