/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse.h - a whole course with a cohort of simulated learners, in process and in seconds: the same engine, the
 * simulated platform, a clock that jumps from event to event. */
#pragma once
#include "report.h"
#include "volume.h"

/* So far. */
typedef struct {
    int day; /* course day; 0 before the first */
    int64_t now, sent, delivered, answers, posts;
} RehearseProgress;
typedef void RehearseProgressFn(const RehearseProgress *progress, gpointer data);

/* Texts are borrowed for the call. */
typedef struct {
    const char *course; /* the package's folder */
    guint learners;
    uint64_t seed;
    int64_t start_day; /* days since 1970 of course day 1; a Monday is usual */
    const char *zone;
    int room_size;                /* 0: 40 */
    int days;                     /* calendar days to play; 0: until the last test has closed */
    const char *database;         /* NULL: in memory */
    const Rates *rates;           /* what a message costs; may be NULL */
    RehearseProgressFn *progress; /* once a day; may be NULL */
    gpointer data;
} RehearseConfig;

/* What came of it. The same course, seed and start give the same summary and report, byte for byte. */
typedef struct {
    char *summary;     /* lines for a person */
    GPtrArray *faults; /* char *: what is wrong: ledger and phones disagree, Meta would refuse, a learner got what
                          nobody may; empty when all is well */
    ReportData *report;
    GString *cost; /* CSV of volume.h */
    int64_t messages, answers, posts, knocks, released, stops, offline, certificates;
} RehearseResult;
void rehearse_result_clear(RehearseResult *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RehearseResult, rehearse_result_clear)
/* False with *error when it cannot be played; what is wrong with what was played stands in result->faults. */
bool rehearse_run(const RehearseConfig *config, RehearseResult *result, GError **error);
