/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room_talk.h - who said what in a room, and when last: what those ask who keep it alive. */
#pragma once
#include "discussion.h"

/* When somebody last said something in a room; 0: never. */
bool talk_last_word(Store *store, int64_t room, int64_t *at, GError **error);
/* How many posts a learner wrote that say something: 20 characters or more, or a file. */
typedef struct {
    int64_t enrolment, posts, named; /* named: of them with her name */
} TalkCount;
/* TalkCount of a room and its circles since a time, the most first. Given. */
GArray *talk_counts(Store *store, int64_t room, int64_t since, GError **error);
/* What each said in a room from `since` to `until` (not included), apart with and without her name; enrolment 0: staff.
 * TalkShare, the most characters first. Given. */
typedef struct {
    int64_t enrolment, posts, characters;
    bool anon;
} TalkShare;
GArray *talk_shares(Store *store, int64_t room, int64_t since, int64_t until, GError **error);
/* A post that a draft about the week may quote: by a learner, to the room, not reported, of nobody who is blocked or
 * blocks; and how many replies it has. In order of their numbers. Given. */
typedef struct {
    int64_t id, enrolment, replies;
} TalkWeek;
GArray *talk_week(Store *store, int64_t room, int64_t since, int64_t until, GError **error);
/* Posts: drafts about a week that wait for a facilitator; only these have their room already. Given. */
GPtrArray *talk_drafts(Store *store, int64_t cohort, GError **error);
/* Whether a learner has said anything under a prompt; what still waits for a facilitator counts. */
bool talk_has_said(Store *store, int64_t enrolment, const char *prompt, bool *said, GError **error);
/* The room is shown this post in another way: no digest brings it. */
bool talk_set_told(Store *store, int64_t post, GError **error);

/* A shared post is not about the course after all: no count of the discussion holds it. False *moved when it was so
 * already. */
bool talk_set_aside(Store *store, int64_t post, bool *moved, GError **error);
/* She is not shown this post again. */
bool talk_hide(Store *store, int64_t enrolment, int64_t post, GError **error);
/* Whether a post may be shown to her: she has not reported it, and nothing is blocked between her and its author. */
bool talk_passes(Store *store, int64_t enrolment, const Post *post, bool *passes, GError **error);
/* Nothing passes between the two, either way, until she who wished it ends it; *ended is false where she had not. */
bool talk_block(Store *store, int64_t enrolment, int64_t other, GError **error);
bool talk_unblock(Store *store, int64_t enrolment, int64_t other, bool *ended, GError **error);
/* int64_t enrolments between whom and her nothing passes, in order. Given. */
GArray *talk_blocked(Store *store, int64_t enrolment, GError **error);
/* Whether something was blocked between the two, by either. */
bool talk_apart(Store *store, int64_t enrolment, int64_t other, bool *apart, GError **error);
/* Her number among those of a room who write without their names: 1 for the first. */
bool talk_pseudonym(Store *store, int64_t room, int64_t enrolment, int64_t *number, GError **error);
/* Shared answers to a prompt by others than her. */
bool talk_by_others(Store *store, int64_t room, const char *prompt, int64_t enrolment, int64_t *count, GError **error);
/* Of one who is forgotten: what staff wrote to her alone (what still waits is cancelled), what she reported, and
 * between whom nothing passed. */
bool talk_forget(Store *store, int64_t enrolment, GError **error);
