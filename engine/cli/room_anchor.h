/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room_anchor.h - the facilitator's own posts in an exported chat: their planned times tell how the file writes dates,
 * and on which clock. */
#pragma once
#include "kit.h"

typedef struct {
    int found, near; /* posts of the kit that stand in the file; those within 36 hours of their planned time */
    int64_t at;      /* planned time of the first near one */
    int64_t shift;   /* median of the near ones' lateness, in seconds */
    int hours;       /* the phone's clock against the zone: where three or more are near and all of them are off by
                        about this many whole hours; else 0 */
} RoomAnchor;
/* Fits the file's messages (as room.import takes them) to the kit: a message is a post of the kit when it begins like
 * it and bears its tag. `zone` is how their local times are read. Pure. */
RoomAnchor room_anchor_fit(const Kit *kit, const cJSON *posts, const CivilZone *zone);
/* The same by posts that were imported before: `known` maps how a text is compared (room_anchor_key) to when it was
 * written (int64_t *). Two are enough here, for the same words were said at the same time. Pure. */
RoomAnchor room_anchor_again(GHashTable *known, const cJSON *posts, const CivilZone *zone);
/* NULL for words too short to know a post by. Given. */
char *room_anchor_key(const char *text);
