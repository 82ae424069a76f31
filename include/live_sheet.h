/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live_sheet.h - the run sheet of a live meeting: now, next, who is silent, open questions, who talks how much. */
#pragma once
#include "live_step.h"

/* A room's meeting as of `now`: the one that goes on, else the next that is planned, else the last; for a command, a
 * page and a facilitator's phone. `lang`: of the texts of the course and of nudges to those who said no language.
 * {"cohort","room","state" none|planned|on|over,"step","title","starts" (local),"ends","minutes","passed" (minutes),
 *  "begun" (false of one that is over and never was),"here","coming","members" (counts),
 *  "script":[{"cue","minute","kind" text|poll|discussion|end,"text","notes","state" done|out|next|later,"at" (local, or
 *   "" when not known),"in" (minutes; of next),"answer","waits" (its time came unsigned),"signed" (name, role) or "",
 * "own" (the words that were signed instead) or "", "hash" (of the course's words, as live_hash) of an answer}],
 *  "silent":[{"learner","name","here","nudge"}],"quiet_until" (local; nobody is nudged before) or "",
 *  "questions":[{"post","number","name","text"}],
 *  "talk":[{"name","posts","characters","percent"}]}
 * Observers are in none of it but "here"; what was posted without a name stands under its pseudonym. Given. */
cJSON *live_sheet(Context *context, const Cohort *cohort, int64_t room, const char *lang, int64_t now, GError **error);
