/* SPDX-License-Identifier: GPL-3.0-or-later */
/* coding.h - the bench on which discussions are coded: studies, their units and queues, codings, adjudication, freeze.
 */
#pragma once
#include "codebook.h"
#include "cohort.h"

extern const EmbeddedFile coding_schema[]; /* its tables, for store_create */

/* --- codebooks as they were added: versions of a name, each for ever --- */
typedef struct {
    int64_t id, added;
    int version, codes;
    char *name, *title, *xml, *sha256;
} CodingBook;
void coding_book_free(CodingBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodingBook, coding_book_free)
/* A new version, or the newest when it says the same (*fresh false). */
CodingBook *coding_book_add(Store *store, const Codebook *book, int64_t now, bool *fresh, GError **error);
/* "iam" (newest) or "iam@2"; NULL without error when unknown. */
CodingBook *coding_book_find(Store *store, const char *name, GError **error);
/* CodingBook *, by name and version, given. */
GPtrArray *coding_books(Store *store, GError **error);
/* The codes of a version. Given. */
Codebook *coding_book_codes(Store *store, int64_t book, GError **error);

/* --- studies --- */
typedef enum { CODING_MESSAGE, CODING_THREAD, CODING_UNIT_KINDS } CodingUnitKind;
typedef enum { CODING_RESEARCH, CODING_ASSESSMENT, CODING_PURPOSES } CodingPurpose;
typedef enum { CODING_OPEN, CODING_ADJUDICATION, CODING_FROZEN, CODING_STATES } CodingState;
typedef struct {
    int64_t id, cohort, book, learns_from; /* learns_from: frozen study that teaches the assistant, or 0 */
    char *name;
    CodingUnitKind unit;
    CodingPurpose purpose; /* research leaves out who refused research */
    CodingState state;
    uint64_t seed;
    int64_t created, opened, frozen; /* 0 or when */
    char *hash;                      /* of the frozen codes, or NULL */
} CodingStudy;
void coding_study_free(CodingStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodingStudy, coding_study_free)
const char *coding_unit_kind_name(CodingUnitKind kind);
const char *coding_purpose_name(CodingPurpose purpose);
const char *coding_state_name(CodingState state);
/* BARAZA_ERROR_MISSING when unknown; find names the nearest. */
CodingStudy *coding_study_get(Store *store, int64_t id, GError **error);
CodingStudy *coding_study_find(Store *store, const char *name, GError **error);
/* CodingStudy *, in order, of a cohort (0: all), given. */
GPtrArray *coding_studies(Store *store, int64_t cohort, GError **error);
/* int64_t accounts of its coders, in order. */
GArray *coding_coders(Store *store, int64_t study, GError **error);

/* How much of what can be coded goes where. Shares are of the sampled units. */
typedef struct {
    int sample;   /* units at most; 0: all */
    int both;     /* coded by every coder; -1: the larger of 50 and a tenth */
    int training; /* coded by every coder first, in no figure */
} CodingPlan;
typedef struct {
    int possible, units, both, training, threads; /* possible: units there are */
} CodingSums;
/* Draws the units from the study's seed and gives them to `coders` (accounts): study->id is set. BARAZA_ERROR_STATE
 * when there is nothing to code or the name is taken. */
bool coding_study_add(
    Store *store, CodingStudy *study, const GArray *coders, const CodingPlan *plan, CodingSums *sums, GError **error);

/* --- units --- */
typedef enum { CODING_SINGLE, CODING_BOTH, CODING_TRAINING, CODING_DRAWS } CodingDraw;
typedef struct {
    int64_t id, study, room;
    int place, thread; /* from 1 */
    CodingDraw draw;
    char *prompt;  /* step that the thread answers, or NULL */
    GArray *posts; /* int64_t, in order: what is coded */
} CodingUnit;
void coding_unit_free(CodingUnit *unit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodingUnit, coding_unit_free)
CodingUnit *coding_unit_get(Store *store, int64_t id, GError **error);
CodingUnit *coding_unit_at(Store *store, int64_t study, int place, GError **error);
/* CodingUnit *, by place, given. */
GPtrArray *coding_units(Store *store, int64_t study, GError **error);

/* A post as a coder may see it: no name, no arm, no score. `text` NULL: withheld (erased, withdrawn, no consent). */
typedef struct {
    int64_t id;
    int number, reply_to; /* #12; the post it answers, or 0 */
    bool coded;           /* part of the unit; else context */
    bool learner;         /* false: the facilitator or the engine, never coded */
    char speaker[8];      /* "A", "B" ... within the unit's context, or "F" */
    char *text;
    int64_t at;
    char *media; /* kind of its file, or NULL */
} CodingPost;
void coding_post_free(CodingPost *post);
/* A text without people, each character in its place. Given. */
typedef char *CodingMask(const char *text, gpointer data);
/* The unit's posts with what was said around them in the thread, in order: CodingPost *, given. `mask` takes people out
 * of each text; NULL: as it was said. Coders are shown coder_view (coder_view.h). */
GPtrArray *coding_view(
    Store *store, const CodingStudy *study, const CodingUnit *unit, CodingMask *mask, gpointer data, GError **error);
/* What may be used now of each unit's own posts, in step with `units` (CodingUnit *); the rooms are read once. char *,
 * given. */
GPtrArray *coding_texts(Store *store, const CodingStudy *study, const GPtrArray *units, GError **error);
/* --- coding --- */
typedef struct {
    int64_t unit, coder;
    int place;
    int64_t done, suggested; /* 0 or when */
    char *memo;
} CodingTask;
void coding_task_free(CodingTask *task);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodingTask, coding_task_free)
/* NULL without error when the unit is not hers. */
CodingTask *coding_task_get(Store *store, int64_t unit, int64_t coder, GError **error);
/* CodingTask *, given: of a coder, by place (coder 0: of all, by unit and coder). */
GPtrArray *coding_tasks(Store *store, int64_t study, int64_t coder, GError **error);
GPtrArray *coding_tasks_of_unit(Store *store, int64_t unit, GError **error);

typedef struct {
    int64_t id, study, unit, coder, post, at; /* post 0: the whole unit */
    int start, until;                         /* code points of the post's text, until exclusive */
    char *code, *memo;
} Coding;
void coding_free(Coding *coding);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Coding, coding_free)
/* Coding *, given, in order: what a coder gave a unit (coder 0: every coder); all of a study. */
GPtrArray *coding_list(Store *store, int64_t unit, int64_t coder, GError **error);
GPtrArray *coding_all(Store *store, int64_t study, GError **error);
Coding *coding_get(Store *store, int64_t id, GError **error);

/* Adds a coding (its id is set) while the study is open and the unit is hers and not done. Codes that exclude it go:
 * their ids are added to `replaced` (char *, may be NULL). The same again is there once. */
bool coding_apply(Store *store, Coding *coding, GPtrArray *replaced, GError **error);
bool coding_remove(Store *store, const Coding *coding, GError **error);
/* Done with a unit at `now`, or (0) not yet after all; a memo of NULL stays as it was. */
bool coding_set_done(Store *store, int64_t unit, int64_t coder, int64_t now, const char *memo, GError **error);

/* What the assistant said of a code: its p, and its kappa with the codes that taught it (NaN: not computable). */
typedef struct {
    char *code;
    double p, kappa;
} CodingSuggestion;
void coding_suggestion_free(CodingSuggestion *suggestion);
/* Notes that a coder saw the assistant on a unit, and one suggestion (NULL: it had none). */
bool coding_suggested(
    Store *store, int64_t unit, int64_t coder, const CodingSuggestion *suggestion, int64_t now, GError **error);
/* What she was told on a unit, likeliest first: CodingSuggestion *, given. */
GPtrArray *coding_suggestions(Store *store, int64_t unit, int64_t coder, GError **error);

/* --- adjudication and freeze --- */
typedef struct {
    int64_t unit, staff, at; /* staff 0: nothing was to be decided */
    char *memo;
    GPtrArray *codes; /* char *, sorted */
} CodingVerdict;
void coding_verdict_free(CodingVerdict *verdict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodingVerdict, coding_verdict_free)
/* Ends independent coding: no code of a coder changes any more. BARAZA_ERROR_STATE while units are not done. */
bool coding_open(Store *store, const CodingStudy *study, int64_t now, GError **error);
/* What holds of a unit on which coders differ, by a person. `codes` (char *) must be of the book and not exclude each
 * other. BARAZA_ERROR_STATE where they agree: their codes hold. */
bool coding_decide(Store *store, const CodingStudy *study, const CodingVerdict *verdict, GError **error);
/* NULL without error when there is none yet. */
CodingVerdict *coding_verdict_get(Store *store, int64_t unit, GError **error);
/* CodingVerdict *, by unit, given. */
GPtrArray *coding_verdicts(Store *store, int64_t study, GError **error);
/* CodingUnit *, by place, given: whose coders gave different codes and that nobody has decided (or `all` of those). */
GPtrArray *coding_disputed(Store *store, int64_t study, bool all, GError **error);
/* What holds of each unit is fixed; units on which the coders agree, or that one coder had, have her codes.
 * BARAZA_ERROR_STATE while something is undecided. *hash (given): SHA-256 of "PLACE<tab>POSTS<tab>CODES<newline>". */
bool coding_freeze(Store *store, const CodingStudy *study, int64_t now, char **hash, GError **error);

/* Memos about a post go: they may repeat what it said. */
bool coding_forget_post(Store *store, int64_t post, GError **error);
/* The same for all studies of a cohort, when its words are erased. */
bool coding_forget_cohort(Store *store, int64_t cohort, GError **error);
/* Refuses a query that walks a table without saying so. */
bool coding_prepare(Store *store, GError **error);
