/* SPDX-License-Identifier: GPL-3.0-or-later */
/* room_talk.h - who said what in a room, and when last: what those ask who keep it alive. */
#pragma once
#include "discussion.h"

/* When somebody last said something in a room; 0: never. */
bool talk_last_word(Store *store, int64_t room, int64_t *at, GError **error);
/* Whether a learner has said anything under a prompt; what still waits for a facilitator counts. */
bool talk_has_said(Store *store, int64_t enrolment, const char *prompt, bool *said, GError **error);
/* The room is shown this post in another way: no digest brings it. */
bool talk_set_told(Store *store, int64_t post, GError **error);
