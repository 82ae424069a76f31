/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live_priv.h - what staff and a room are told of a live meeting. */
#pragma once
#include "live_step.h"

/* In an hour it begins; it has begun. Once to each of the staff with a phone. */
bool live_tell_soon(Context *context, const Beat *beat, const Due *row, int64_t begins, int64_t now, GError **error);
bool live_tell_begun(Context *context, const Beat *beat, const Due *row, int64_t now, GError **error);
/* It did not take place, for the cohort was paused, or its time had passed. */
bool live_tell_missed(Context *context, const Beat *beat, const Due *row, bool paused, int64_t now, GError **error);
/* What becomes of a beat of a meeting in a cohort's pause; *dealt when it does not happen now. */
bool live_in_pause(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error);
/* What becomes of one that comes long after its time: the engine stood still, or the room is new. */
bool live_too_late(Context *context, const Beat *beat, const Due *row, int64_t now, bool *dealt, GError **error);
/* An answer waits for a signature, with the answer itself and a button to sign it; or was given up. */
bool live_tell_unsigned(Context *context, const Beat *beat, const Due *row, LiveNews news, int64_t now, GError **error);
/* The meeting's time is over and the answer follows: once to each member. */
bool live_tell_room(Context *context, const Due *row, const Step *meeting, int64_t now, GError **error);
