/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sheet.h - data forms: what is asked of a facility, answered by number, checked at once. Never about patients. */
#pragma once
#include "store.h"

#include <glib.h>

extern const EmbeddedFile sheet_schema[]; /* its tables, for store_create */

#define SHEET_FIELDS 20
#define SHEET_TEXT_LENGTH 300

typedef enum { SHEET_NUMBER, SHEET_DATE, SHEET_CHOICE, SHEET_TEXT, SHEET_KINDS } SheetKind;
typedef struct {
    char *name, *question;
    SheetKind kind;
    double min, max; /* of a number */
    bool decimals;
    GPtrArray *choices; /* char *; of a choice */
} SheetField;
typedef struct {
    char *title;
    GPtrArray *fields; /* SheetField *; the first is asked as 1 */
} SheetForm;
void sheet_form_free(SheetForm *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetForm, sheet_form_free)
/* Reads a form's file: "title = ...", then a line a question, "name = number 0-500: question", "name = decimal 0-50:
 * ...", "name = date: ...", "name = choice yes/no/some: ...", "name = text: ...". "#" begins a comment. Pure. NULL and
 * BARAZA_ERROR_INPUT with the line's number. */
SheetForm *sheet_form_read(const char *text, GError **error);

/* One numbered answer in a message: "1: 12 2: 4" or a line each, "1. 12". Borrowed number, given value. */
typedef struct {
    int number; /* 1 for the first field */
    char *value;
} SheetSaid;
/* SheetSaid of a message, at most one of each number (the last counts); empty when it begins with none. `n` fields.
 * Pure. Given. */
GArray *sheet_said(const char *text, int n);
/* The value as it is kept ("1234", "2026-12-05", the choice as the form has it); NULL when it does not fit. `lang` (or
 * NULL) tells what a lone comma or point means. Pure. Given. */
char *sheet_check(const SheetField *field, const char *value, const char *lang);
/* "0 - 500", "yes / no": what fits, of a number or choice. Given. */
char *sheet_range(const SheetField *field);

typedef struct {
    int64_t id, cohort;
    char *name, *text;
} Sheet;
void sheet_free(Sheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sheet, sheet_free)
/* sheet->id is set; a form of that name is replaced for the rounds to come. */
bool sheet_set(Store *store, Sheet *sheet, GError **error);
Sheet *sheet_find(
    Store *store, int64_t cohort, const char *name, GError **error); /* NULL without error: none. Given. */
Sheet *sheet_get(Store *store, int64_t id, GError **error);
GPtrArray *sheet_list(Store *store, int64_t cohort, GError **error); /* Sheet *, given */

typedef struct {
    int64_t id, sheet, cohort, opened, due, closes, reminded, again;
    char *label, *text;
} SheetRound;
void sheet_round_free(SheetRound *round);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetRound, sheet_round_free)
bool sheet_round_add(Store *store, SheetRound *round, GError **error); /* round->id is set */
SheetRound *sheet_round_get(Store *store, int64_t id, GError **error);
/* SheetRound *, given: all, oldest first; those that still take answers, the first to close first. */
GPtrArray *sheet_rounds(Store *store, int64_t cohort, GError **error);
GPtrArray *sheet_open_rounds(Store *store, int64_t cohort, int64_t now, GError **error);
/* Keeps `reminded` and `again`. */
bool sheet_round_keep(Store *store, const SheetRound *round, GError **error);

bool sheet_answer(
    Store *store, int64_t round, int64_t enrolment, const char *field, const char *value, int64_t now, GError **error);
typedef bool SheetAnswerFn(
    int64_t enrolment, const char *field, const char *value, int64_t at, int64_t changes, gpointer data);
/* Of one learner, or (0) of all. */
bool sheet_answers(Store *store, int64_t round, int64_t enrolment, SheetAnswerFn *fn, gpointer data, GError **error);
/* How many values are kept of a learner, of all forms. */
bool sheet_answers_kept(Store *store, int64_t enrolment, int64_t *count, GError **error);
bool sheet_forget(Store *store, int64_t enrolment, GError **error);
bool sheet_forget_cohort(Store *store, int64_t cohort, GError **error);
