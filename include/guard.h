/* SPDX-License-Identifier: GPL-3.0-or-later */
/* guard.h - finds in a text what could tell who a patient is: names, initials, numbers, dates, places. Pure. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum {
    GUARD_NAME,
    GUARD_INITIALS, /* with an age, or after a word for a patient */
    GUARD_PHONE,
    GUARD_NUMBER,  /* of a person or of her file, card or register */
    GUARD_DATE,    /* of birth, of a visit: day and month at least */
    GUARD_PLACE,   /* where she lives, or what only one person there is */
    GUARD_CONTACT, /* an e-mail address, a place on a map */
    GUARD_KINDS
} GuardKind;
typedef struct {
    GuardKind kind;
    gsize start, end; /* bytes of the text */
} GuardFinding;

/* The words it knows: engine/guard/words, one file a language, and numbers.txt. All languages are looked for in every
 * text, whatever the learner's own: nurses change language in the middle of a sentence, and patients cross borders. */
typedef struct Guard Guard;
Guard *guard_new(void);
/* Adds a programme's own words in the same form ("allow = 0772 111 222"); the sentence of an error names file and line.
 */
bool guard_add(Guard *guard, const char *name, const char *text, GError **error);
void guard_free(Guard *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Guard, guard_free)

/* Names that may be said because they are invented: those of a course's own cases. */
typedef struct GuardNames GuardNames;
GuardNames *guard_names_new(void);
/* Adds what the guard takes for names in `text`. */
void guard_names_add(GuardNames *names, const Guard *guard, const char *text);
void guard_names_free(GuardNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(GuardNames, guard_names_free)

/* What is found in `text` (any UTF-8), in its order: GuardFinding, given; empty when it may be shared. `names` may be
 * NULL. Takes time in proportion to the text's length. */
GArray *guard_find(const Guard *guard, const GuardNames *names, const char *text);
/* The kinds of the findings, each once, in the order of the enum: "name, phone number"; NULL when there are none. How a
 * post remembers why it was held; holds nothing of the text. Given. */
char *guard_why(const Guard *guard, const GuardNames *names, const char *text);
/* "phone number". Constant. */
const char *guard_kind_name(GuardKind kind);
