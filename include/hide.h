/* SPDX-License-Identifier: GPL-3.0-or-later */
/* hide.h - takes people out of what was said before it leaves: who takes part, who works here, and what could tell who
 * a patient is. */
#pragma once
#include "context.h"

typedef struct Hide Hide;
Hide *hide_new(void);
void hide_free(Hide *hide);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Hide, hide_free)

/* A person's name, whole or in parts, becomes `shown` ("[P3k...]"), or "[name]" where it could be several people's.
 * Words that are also ordinary ones (Hope, Grace) only where they begin with a capital. NULL name: nothing. */
void hide_add_name(Hide *hide, const char *name, const char *shown);
/* A number (digits) that is taken out also when it is written short. NULL: nothing. */
void hide_add_number(Hide *hide, const char *digits);
/* What the guard finds becomes [name], [number], [date], [place] or [e-mail], but for the names of the course's own
 * `cases` (may be NULL). Both borrowed. */
void hide_set_guard(Hide *hide, const Guard *guard, const GuardNames *cases);
/* What stands for a person's name. Given. NULL function: "[name]". */
typedef char *HideShown(const Enrolment *enrolment, gpointer data);
/* Everyone who was ever enrolled in the cohort, staff ("[staff]"), and the guard with the names of the cohort's course.
 * The context must outlive `hide`. */
bool hide_add_cohort(Hide *hide, Context *context, int64_t cohort, HideShown *shown, gpointer data, GError **error);

/* In code points: [from, until) of the text became `length` of the result. */
typedef struct {
    int from, until, length;
} HideEdit;
/* Names, what the guard finds, and numbers of nine digits and more replaced. HideEdit are appended to `edits` in order
 * (or NULL). Pure. Given. */
char *hide_text(const Hide *hide, const char *text, GArray *edits);
/* The same stretches as dots, one a character but for blanks, so that every place stays what it is. Pure. Given. */
char *hide_dots(const Hide *hide, const char *text);
/* Where a place of the text (code points) is in the result; one inside what was replaced goes to its start, or with
 * `end` to its end. */
int hide_place(const GArray *edits, int place, bool end);
