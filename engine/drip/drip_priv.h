/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drip_priv.h - rooms and digests, for drip's own files. */
#pragma once
#include "discussion.h"
#include "tutor.h"

/* A room's row: sent to each member, and what follows becomes known for the room and its members. */
bool drip_room(Context *context, const Due *row, int64_t now, GError **error);
/* The next message of a reader's digest, or a knock, or nothing; her cursor waits for the next time. */
bool drip_digest_one(Context *context, const RelayCursor *cursor, int64_t now, GError **error);
/* Digests whose time has come. */
bool drip_digests(Context *context, int64_t now, int limit, int *worked, GError **error);
/* "#12 Rudo (peer): text"; `shown`: its file goes with it, else the line says that there is one. Given. */
char *drip_post_line(const Tutor *t, const Post *post, bool shown, GError **error);
/* A message of a digest, of the posts after the cursor up to `upto`; `only` is the one post that it holds, or NULL. */
bool drip_owe_part(const Tutor *t, const RelayCursor *cursor, int64_t upto, const char *part, const Post *only,
    const Message *message, GError **error);
#define DRIP_POSTS 40 /* looked at for one message */
/* The next message of a digest, of the first of these posts. */
bool drip_owe_digest(const Tutor *t, const RelayCursor *cursor, const GPtrArray *posts, GError **error);
/* What is said in the social channel, to one who has had all of the work; *told is false where there is nothing. */
bool drip_social(const Tutor *t, const RelayCursor *cursor, bool *told, GError **error);
/* Highlights or all: asks, or gives the highlights; *handled is false where the digest goes as ever. */
bool drip_offer(const Tutor *t, const RelayCursor *cursor, bool *handled, GError **error);
/* Words of a coordinator or facilitator whose time has come. */
bool drip_notices(Context *context, int64_t now, int limit, int *worked, GError **error);
/* Certificates that may be due, and files of theirs that are no longer needed. */
bool drip_certificates(Context *context, int64_t now, int *worked, GError **error);
/* Course adverts whose time has come. */
bool drip_adverts(Context *context, int64_t now, int limit, int *worked, GError **error);
/* Morning cards whose time has come. */
bool drip_cards(Context *context, int64_t now, int limit, int *worked, GError **error);
/* What keeps rooms alive, when it is due. */
bool drip_cares(Context *context, int64_t now, int limit, int *worked, GError **error);
