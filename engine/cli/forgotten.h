/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forgotten.h - who was forgotten, by id alone, in a file beside the database: a backup from before does not bring them
 * back. */
#pragma once
#include "context.h"

/* Adds those whom the database says are forgotten to the file of the workspace; `known` (0 at first) makes that cheap.
 */
bool forgotten_keep(const char *dir, Store *store, int64_t *known, GError **error);
/* Forgets again whom the file names, in a database that came out of a backup; then it may be shown. */
bool forgotten_replay(const char *dir, Context *context, int64_t now, GError **error);
/* Whether the database may be shown: false with a sentence while names of the file still stand in it. */
bool forgotten_gate(const char *dir, GError **error);
/* Joins the lists `more` (a file, or NULL) and the one in `dir`, and shuts the gate when anybody is named. */
bool forgotten_restore(const char *dir, const char *more, int64_t *named, GError **error);
