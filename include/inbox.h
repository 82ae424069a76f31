/* SPDX-License-Identifier: GPL-3.0-or-later */
/* inbox.h - what has arrived: raw webhook bodies kept before their 200, message ids seen, and what could not be used.
 */
#pragma once
#include "store.h"

extern const EmbeddedFile inbox_schema[]; /* its tables, for store_create */

/* Keeps bodies; call inside a transaction, answer 200 after its commit. */
bool inbox_add(Store *store, int64_t now, const void *body, gsize size, GError **error);
typedef struct {
    int64_t id, received;
    char *body;
    gsize size;
} InboxRaw;
void inbox_raw_free(InboxRaw *raw);
/* The oldest bodies not yet processed; InboxRaw *, given. */
GPtrArray *inbox_take(Store *store, int limit, GError **error);
bool inbox_done(Store *store, int64_t id, int64_t now, GError **error);
/* When the newest body came, be it deleted since; 0: none ever. */
bool inbox_heard(Store *store, int64_t *at, GError **error);
/* Bodies waiting. */
bool inbox_backlog(Store *store, int64_t *count, GError **error);
/* Remembers a message id for ever; *fresh is false when it was seen before. */
bool inbox_see(Store *store, const char *wamid, bool *fresh, GError **error);
/* Sets a body, or one event of it, aside with its fault. */
bool inbox_set_aside(Store *store, int64_t raw, const char *event, const char *fault, int64_t now, GError **error);
bool inbox_aside_count(Store *store, int64_t *count, GError **error);
/* What is set aside, oldest first; `event` is NULL for a whole body. Texts are borrowed till the function returns. */
typedef struct {
    int64_t id, raw, at;
    const char *event, *fault;
} InboxAside;
typedef bool InboxAsideFn(const InboxAside *aside, gpointer data);
bool inbox_each_aside(Store *store, InboxAsideFn *fn, gpointer data, GError **error);
/* Bodies set aside whole become unprocessed again (after an upgrade that can read them). */
bool inbox_replay(Store *store, int64_t *count, GError **error);
/* Deletes every processed body, and what is set aside, that holds these characters (a number, a user id). */
bool inbox_erase(Store *store, const char *needle, GError **error);
/* Deletes processed bodies received before `before`. */
bool inbox_purge(Store *store, int64_t before, int64_t *count, GError **error);
