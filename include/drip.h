/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drip.h - what is due becomes owed: steps of learners and rooms, posts whose undo time is over, digests. */
#pragma once
#include "context.h"

/* Up to `limit` items, each in a savepoint of the caller's transaction; a faulty one is parked with its sentence. */
bool drip_slice(Context *context, int64_t now, int limit, int *worked, GError **error);
/* The earliest instant at which there is something to do; INT64_MAX when none. */
bool drip_next(Context *context, int64_t *at, GError **error);
