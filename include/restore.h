/* SPDX-License-Identifier: GPL-3.0-or-later */
/* restore.h - a database that came out of a backup: it takes in what arrives, and sends nothing until somebody has
 * looked. */
#pragma once
#include "context.h"

/* Marks it, in a transaction of its own. Ids and epoch leap, by how old the backup is, so that nothing new bears a
 * number which something bore that was sent after the backup; `now` and the backup's instant are UTC seconds. */
bool restore_mark(Store *store, int64_t backup, int64_t now, GError **error);
/* The backup's instant while nobody has confirmed (the verb restore.confirm), else 0. */
bool restore_pending(Store *store, int64_t *backup, GError **error);
/* Notes that an engine takes turns on it, so that what arrives comes in; nobody can confirm before. */
bool restore_ran(Store *store, GError **error);
/* Forgets those of `learners` (int64_t) who are there and not forgotten: they wished it after the backup. */
bool restore_forget(Context *context, const GArray *learners, int64_t now, int64_t *forgotten, GError **error);
