/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poll_priv.h - what a poll says when it opens, closes, and comes once more. */
#pragma once
#include "tutor.h"

/* The messages of BEAT_OPEN and BEAT_AGAIN; `key` makes the ids of what can be tapped. Given; NULL with *error. */
GPtrArray *poll_opening(const Tutor *t, const Beat *beat, const char *key, GError **error);
/* The messages of BEAT_CLOSE and BEAT_AGAIN_CLOSE. Given; NULL with *error. */
GPtrArray *poll_closing(const Tutor *t, const Beat *beat, GError **error);
