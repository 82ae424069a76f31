/* SPDX-License-Identifier: GPL-3.0-or-later */
/* core_group.h - who carries a room's talk, whether they are enough, and what the room has reached together. There is
 * no number of people below which a group dies: each cohort sets its own. */
#pragma once
#include "room_talk.h"
#include "upkeep.h"

#define CORE_DAYS 7
typedef struct {
    int core; /* who wrote as many posts as make a core contributor, or more */
    int half; /* the fewest who wrote half of all posts, or more; 0 where nobody wrote */
    int64_t posts;
} CoreGroup;
/* `counts`: TalkCount of a room in CORE_DAYS, the most first. Pure. */
CoreGroup core_group(const GArray *counts, int enough);
/* TalkCount of those who wrote enough with their names, the most of such posts first: neither who is there nor the
 * order tells who wrote without one. Given. Pure. */
GArray *core_named(const GArray *counts, int enough);

/* What a room has reached and not been told: "everyone" (each of `members` has written), or the largest round number of
 * posts below `posts` that is not in `told` (names, NULL-ended). NULL: nothing. Pure. Constant. */
const char *milestone_next(int64_t posts, bool everyone, const char *const *told);
