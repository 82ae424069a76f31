/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room_file.h - an exported chat of a room, read in the order and on the clock that the facilitator's own posts show.
 */
#pragma once
#include "chat.h"
#include "workspace.h"

typedef struct {
    ChatReport *report;
    cJSON *posts;          /* as room.import takes them */
    int64_t system;        /* lines of WhatsApp itself */
    GPtrArray *unreadable; /* lines, for the screen */
    bool decided;
    char *order_why, *zone_why; /* sentences; zone_why NULL where nothing in the file tells */
    char *zone;                 /* as given or found; NULL: the cohort's */
} RoomFile;
void room_file_free(RoomFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoomFile, room_file_free)
/* Reads the file that the command names: --order and --zone count first, then parts over 12, then the kit's posts, then
 * what else the file shows. */
RoomFile *room_file_read(Cli *cli, GError **error);
