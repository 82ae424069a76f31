/* SPDX-License-Identifier: GPL-3.0-or-later */
/* notice.h - words of a coordinator or facilitator to a cohort, a room or one learner, kept until their time comes. */
#pragma once
#include "store.h"
#include <glib.h>

typedef enum { NOTICE_WAITING, NOTICE_SENT, NOTICE_CANCELLED, NOTICE_FAILED, NOTICE_STATES } NoticeState;
typedef struct {
    int64_t id, cohort, room, enrolment; /* room and enrolment 0: all rooms of the cohort */
    int64_t written, at;
    char *actor, *text;
    char *asset, *mime; /* hash and type of a file in the library, or NULL */
    int64_t bytes;      /* of the file */
    NoticeState state;
} Notice;
void notice_clear(Notice *notice);
void notice_free(Notice *notice);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Notice, notice_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Notice, notice_clear)
const char *notice_state_name(NoticeState state);

/* Keeps a notice and gives it its id. */
bool notice_add(Store *store, Notice *notice, GError **error);
Notice *notice_get(Store *store, int64_t id, GError **error);
/* Compare-and-set. */
bool notice_move(Store *store, int64_t id, NoticeState from, NoticeState to, bool *moved, GError **error);
/* Notice *, given: whose time has come; all that wait (cohort 0: of all cohorts), by their time. */
GPtrArray *notice_due(Store *store, int64_t now, int limit, GError **error);
GPtrArray *notice_waiting(Store *store, int64_t cohort, GError **error);
bool notice_next(Store *store, int64_t *at, GError **error); /* INT64_MAX when none */
