/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kit_live.h - a live meeting's script in a room's kit. */
#pragma once
#include "live.h"
#include "layout.h"
#include "schedule.h"

/* What whoever leads should know of a beat of a meeting; NULL for another beat. `cue` is its state in the room. Given.
 */
char *kit_live_note(const LayoutFor *who, const Beat *beat, const LiveCue *cue);
/* A prepared answer as it was signed, with the name under it, or with a warning above it (Message *, given); NULL for
 * all else. */
GPtrArray *kit_live_words(const LayoutFor *who, const Beat *beat, const LiveCue *cue);
