/* SPDX-License-Identifier: GPL-3.0-or-later */
/* social.h - the social channel of a room, where a cohort has one: what was marked SOCIAL goes in a digest of its own,
 * to those who have not left it, and holds up nobody's work. */
#pragma once
#include "discussion.h"

/* Keys of its digests begin so. */
#define SOCIAL_KEY "DS"
/* Whether a message's key is one of a social digest. Pure. */
bool social_is(const char *key);
/* A post of the channel got its number in its room. */
bool social_shared(Store *store, int64_t room, int64_t number, GError **error);
/* Whether there may be something in the channel that the reader has not been told or passed over. Pure. */
bool social_waits(const RelayCursor *cursor);
/* Posts of the channel after `cursor->upto`, in order, leaving out the reader's own: Post *, given. */
GPtrArray *social_posts(Store *store, const RelayCursor *cursor, int limit, GError **error);
/* The reader has been told up to `upto`. */
bool social_move(Store *store, const RelayCursor *cursor, int64_t upto, int64_t next_at, int parts, GError **error);
/* She leaves the channel, or comes back to what is said from now on. */
bool social_set_off(Store *store, int64_t enrolment, bool off, int64_t now, GError **error);
bool social_is_off(Store *store, int64_t enrolment, bool *off, GError **error);
/* Whether there may be something that she has not been told: also when the channel has been closed since. */
bool social_unread(Store *store, int64_t enrolment, bool *unread, GError **error);
