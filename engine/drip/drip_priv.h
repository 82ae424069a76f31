/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drip_priv.h - rooms and digests, for drip's own files. */
#pragma once
#include "tutor.h"

/* A room's row: sent to each member, and what follows becomes known for the room and its members. */
bool drip_room(Context *context, const Due *row, int64_t now, GError **error);
/* Digests whose time has come. */
bool drip_digests(Context *context, int64_t now, int limit, int *worked, GError **error);
/* Words of a coordinator or facilitator whose time has come. */
bool drip_notices(Context *context, int64_t now, int limit, int *worked, GError **error);
/* Certificates that may be due, and files of theirs that are no longer needed. */
bool drip_certificates(Context *context, int64_t now, int *worked, GError **error);
/* Morning cards whose time has come. */
bool drip_cards(Context *context, int64_t now, int limit, int *worked, GError **error);
/* What keeps rooms alive, when it is due. */
bool drip_cares(Context *context, int64_t now, int limit, int *worked, GError **error);
