/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kit.h - what the facilitator of an ordinary group posts and when: gathered, then written as files. */
#pragma once
#include "workspace.h"

typedef struct {
    char *beat, *what, *text, *note; /* text ends with the step's tag; note may be NULL */
    int64_t utc;                     /* 0: when its time comes, see note */
    GPtrArray *files;                /* char *: names in the folder media */
    GPtrArray *assets;               /* char *: their hashes, beside them */
} KitPost;
typedef struct {
    const Cohort *cohort;
    const char *room, *title, *lang;
    int64_t room_id;
    GPtrArray *posts; /* KitPost *, by time */
} Kit;
/* The room's posts as planned now; given (kit_free). `lang` NULL: the course's own. */
Kit *kit_gather(
    Workspace *w, const Cohort *cohort, int64_t room, const char *room_name, const char *lang, GError **error);
void kit_free(Kit *kit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Kit, kit_free)

/* One VEVENT for each post that has a time, in the cohort's zone (RFC 5545). Given. */
char *kit_calendar(const Kit *kit, int64_t now);
/* A line for each post, to tick off. Given. */
char *kit_checklist(const Kit *kit);
/* A page that works without the internet. Given. */
char *kit_page(const Kit *kit, GError **error);
