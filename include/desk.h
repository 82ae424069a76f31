/* SPDX-License-Identifier: GPL-3.0-or-later */
/* desk.h - what those who look after a cohort are told on their own phones, and what becomes of a post they decide on.
 * Every function runs inside the caller's transaction. */
#pragma once
#include "alarm.h"
#include "discussion.h"
#include "outbox.h"
#include "staff.h"
#include "tutor.h"

/* Owes one of the staff a message (taken) once by `key`; nothing when she has no phone or wrote STOP. It belongs to no
 * cohort and no enrolment, so that no count of learners' messages holds it. Outside her 24-hour window it waits, and a
 * template tells her its first line (at most one a day, each alarm its own); a message of kind OWED_REMINDER does not
 * wait: the template stands for it. */
bool desk_owe(Context *context, const Staff *staff, const char *key, Lane lane, OwedKind kind, Message *message,
    int64_t now, GError **error);
/* The same for a plain text (taken), in as many messages as it needs. */
bool desk_say(Context *context, const Staff *staff, const char *key, Lane lane, OwedKind kind, char *text, int64_t now,
    GError **error);
/* Says `text` to each of a role (NULL: coordinators and facilitators) whose cohort this is and who has a phone; *told
 * (may be NULL) counts them: 0 means that only the pages can show it. For alarms: LANE_ALARM, OWED_ALARM. */
bool desk_tell(Context *context, const char *role, int64_t cohort, const char *key, Lane lane, OwedKind kind,
    const char *text, int64_t now, int *told, GError **error);
/* The template that stands for `message` while her window is closed. */
bool desk_knock(
    Context *context, const Staff *staff, const OutboxMsg *msg, const Message *message, int64_t now, GError **error);

/* A step of the course that is for the facilitator has come: told once a cohort to its facilitators with a phone (where
 * there is none, to its coordinators), and the row is done; else skipped with that reason. */
bool desk_step(Context *context, const Beat *beat, const Due *row, int64_t now, GError **error);
/* An alarm in words: what is wrong (one line), what to do about it, and both as a message to say now. Given. */
char *desk_alarm_what(const char *lang, const Alarm *alarm);
char *desk_alarm_do(const char *lang, const Alarm *alarm);
char *desk_alarm_text(const char *lang, const Alarm *alarm, AlarmNews news);

/* --- what she asks for in chat; `stamp` makes keys of one request its own --- */

/* How staff see a member: by name, or by study id while she has none; in a group of patients by her number alone. */
const char *desk_name(const Cohort *cohort, const Enrolment *e);
/* The same of a post's author; "Facilitator" for their own, a number where she wrote without her name. Given. */
char *desk_author(Context *context, const Post *post, GError **error);
/* Held posts and open questions of her cohorts, oldest first, each a message with what she can tap ("f.rel.ID",
 * "f.rej.ID", "f.ans.ID") and its file where it is there; at most five at once. Keys begin "FH<post>/". */
bool desk_queue(Context *context, const Staff *staff, const char *stamp, int64_t now, GError **error);
/* A question that stands on her name from now on, with what she can tap: answer, take, pass on. */
bool desk_give(Context *context, const Staff *staff, const Post *post, int64_t now, GError **error);
/* Held posts, and questions of both kinds, that wait in a cohort. */
bool desk_waiting(Context *context, int64_t cohort, int64_t now, int *held, int *questions, GError **error);
/* What was posted in her rooms since she last asked; keys begin "FP<room>/". */
bool desk_posts(Context *context, const Staff *staff, const char *stamp, int64_t now, GError **error);
/* The morning card of a cohort: what goes out today, what waits for her, who is silent or stuck and why; the first line
 * says it all in short. *empty (may be NULL): the course is over and nothing waits. Given. */
char *desk_card(Context *context, const Staff *staff, const Cohort *cohort, int64_t now, bool *empty, GError **error);
/* The card of a learner who helps as facilitator: today's steps and how many of her room are silent; nobody's name.
 * Given.
 */
char *desk_peer_card(const Tutor *t, GError **error);
/* Her cohorts, those of a coordinator without any being all: int64_t ids in order. Given. */
GArray *desk_cohorts(Context *context, const Staff *staff, GError **error);
/* int64_t ids of the rooms of her running cohorts, in order. */
GArray *desk_rooms(Context *context, const Staff *staff, GError **error);
/* "harare-1, room 2". Given. */
char *desk_room_title(Context *context, int64_t room, int64_t cohort, GError **error);
/* Her language. Given. */
char *desk_lang(Context *context, const Staff *staff, GError **error);

/* A held post goes to its room (what was handed in, to its reviewers), or does not; its author is told. Sets
 * post->state and number. BARAZA_ERROR_STATE when it is not held. The caller journals who did it. */
bool desk_release(Context *context, Post *post, int64_t now, GError **error);
bool desk_reject(Context *context, Post *post, const char *why, int64_t now, GError **error);
