/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coding_priv.h - what the files of the bench share. */
#pragma once
#include "coding.h"

/* Sets *error and returns false. */
bool coding_refuse(GError **error, BarazaError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Calls a row function that appends to an array; NULL on error. */
GPtrArray *coding_collect(
    Store *store, const StoreQuery *query, const StoreArg *args, StoreRowFn *fn, GDestroyNotify free, GError **error);

/* A post in a room, as it stands in the discussion's table. */
typedef struct {
    int64_t id, room, enrolment, reply_to, shared; /* enrolment 0: the facilitator */
    int64_t circle;                                /* the pair or circle in which it was said; 0: the room */
    int number, thread;                            /* thread: from 1, in order of first appearance */
    bool keep, social;                             /* social: not about the course */
    char *prompt, *text, *mime;                    /* NULL when absent; no text: a tombstone */
} CodingSaid;
/* All that is in a cohort's rooms, in order, each with its thread: the prompt's in its room, pair or circle, else that
 * of the post it answers, else its own. CodingSaid *, given. */
GPtrArray *coding_said(Store *store, int64_t cohort, GError **error);
/* Whether the study may use its words now: a learner's, kept, with consent. `people` is of coding_people. */
bool coding_may_use(Store *store, GHashTable *people, const CodingStudy *study, const CodingSaid *said);
/* Whether it may be coded: of these, what is about the course and not by an observer, as in every count. */
bool coding_may_code(Store *store, GHashTable *people, const CodingStudy *study, const CodingSaid *said);
/* Who wrote, looked up once: int64_t -> Enrolment *. Given. */
GHashTable *coding_people(void);

/* Codes of a list of codings, each once and sorted: char *, given. */
GPtrArray *coding_codes_of(const GPtrArray *codings, int64_t coder);
bool coding_same_codes(const GPtrArray *a, const GPtrArray *b);
/* Whether one of `codes` is unknown, a folder, or excludes another. */
bool coding_check_codes(const Codebook *book, const GPtrArray *codes, GError **error);
