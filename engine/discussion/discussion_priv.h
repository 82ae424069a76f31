/* SPDX-License-Identifier: GPL-3.0-or-later */
/* discussion_priv.h - a post as the queries of this module select it. */
#pragma once
#include "discussion.h"

/* Given. */
Post *discussion_post_row(const StoreRow *row);
/* The same post, given once more. */
Post *post_ref(Post *post);
/* What is kept of rooms' newest posts is dropped with every change of any post, but for a change that takes nothing
 * from what readers may be told: one that says before it in which room a post may be shared, and keeps after it. */
bool unread_expect(Store *store, int64_t room, GError **error);
bool unread_keep(Store *store, GError **error);
