/* SPDX-License-Identifier: GPL-3.0-or-later */
/* live.h - the prepared answers of a live meeting: which an expert has signed, and what becomes of one that nobody
 * signs. */
#pragma once
#include "course.h"
#include "store.h"

extern const EmbeddedFile live_schema[]; /* its table, for store_create */

/* A cue with answer="true" in a room. */
typedef struct {
    int64_t room, cohort;
    char *beat;
    int64_t came;      /* when its minute came and nobody had signed it; 0: not yet, or it was signed in time */
    int64_t signed_at; /* 0: not signed */
    int64_t staff;     /* who signed */
    char *name, *role; /* as she was called then */
    char *hash;        /* of what was signed */
    char *text;        /* in her own words; NULL: as the course has it */
} LiveCue;
void live_cue_free(LiveCue *cue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LiveCue, live_cue_free)
/* As it stands; one that nothing was done about yet has zeros. */
LiveCue *live_cue_get(Store *store, int64_t cohort, int64_t room, const char *beat, GError **error);
bool live_cue_put(Store *store, const LiveCue *cue, GError **error);

/* SHA-256 (hex) of what is signed: the words `own`, or the part's texts in all languages with its files. Given. Pure.
 */
char *live_hash(const Part *part, const char *own);
/* Whether the cue is signed as the part stands now: a course that was corrected since asks for a new signature. Pure.
 */
bool live_is_signed(const LiveCue *cue, const Part *part);

/* What happens to a prepared answer that is not signed when it is looked at. It waits to the meeting's end (or its own
 * minute, where that is later), then day by day, `wait_hours` at the longest; it never goes out unsigned. Pure. */
typedef enum {
    LIVE_COMES,    /* its minute has come: staff are told */
    LIVE_ENDS,     /* the meeting's planned end has come: the room is told that the answer follows */
    LIVE_LATE,     /* another day: staff are told once more */
    LIVE_GIVEN_UP, /* nobody signed it in time: staff are told, and the meeting ends without it */
    LIVE_NEWS
} LiveNews;
/* `came` 0: its minute comes now. `ends`: the meeting's planned end. *again: when to look next (of LIVE_GIVEN_UP:
 * `now`). */
LiveNews live_unsigned(int64_t came, int64_t ends, int wait_hours, int64_t now, int64_t *again);

/* So long after its planned end a meeting that has not ended is still one: what is said goes round at once. */
#define LIVE_OVERTIME (30 * 60)
/* Whether a meeting that began at `started` (0: not yet) is going on. Pure. */
bool live_goes_on(const Step *meeting, int64_t started, int64_t now);
