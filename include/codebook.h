/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook.h - codes for what is said in discussions, as files of our own form and REFI-QDA's .qdc, in and out. Pure. */
#pragma once
#include "embedded.h"
#include <glib.h>
#include <stdbool.h>

/* A text in one language; `lang` NULL: none was said. */
typedef struct {
    char *lang, *text;
} CodeText;

/* A code, or a folder of codes (codable false). */
typedef struct {
    char *id, *guid, *color;      /* guid, color: NULL when absent */
    GPtrArray *titles, *summaries; /* CodeText * */
    int parent, depth;            /* place of the code above, or -1; 0 at the top */
    bool codable;
    bool one, ordinal;       /* of the codes directly below: they exclude each other; they stand from least to most */
    bool alarm;              /* a facilitator is shown at once what carries it */
    double expected, points; /* published share of 1; what it adds to a mark. NaN when not said */
} Code;
typedef struct {
    char *id, *lang, *citation; /* lang, citation: NULL when absent */
    GPtrArray *titles, *summaries;
    bool one, ordinal;  /* of the codes at the top */
    GPtrArray *codes;   /* Code *, each after the one it is in */
} Codebook;
void codebook_free(Codebook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Codebook, codebook_free)

#define CODEBOOK_MAX_CODES 500

/* Reads either form, told apart by the root element; of a .qde project its CodeBook. `name` stands before the line in
 * errors; `id` names a book that brings no name of its own (NULL: from `name`). Sentences about what the other form
 * cannot hold here are added to `notes` (char *, g_free). At most 1 MB and CODEBOOK_MAX_CODES codes. */
Codebook *codebook_read(
    const char *bytes, gsize size, const char *name, const char *id, GPtrArray *notes, GError **error);
/* Our own form, as text of a file. What is read from it is the same again. Given. */
char *codebook_write(const Codebook *book);
/* REFI-QDA codebook exchange 1.0 (urn:QDA-XML:codebook:1.0): one folder with the book's title around its codes; what
 * that form has no place for stands as a last line in brackets in the descriptions, so that codebook_read has it again.
 * Codes without a guid get codebook_guid's. Given. */
char *codebook_write_qdc(const Codebook *book, const char *origin);
/* Name-based UUID (RFC 4122 version 5) of "BOOK" or "BOOK/CODE": the same for the same ids everywhere. Given. */
char *codebook_guid(const char *book, const char *code);

/* Place of a code by id; -1 when there is none. */
int codebook_find(const Codebook *book, const char *id);
/* The title in `lang`, else the book's language, else the first. Borrowed. */
const char *codebook_title(const Codebook *book, const char *lang);
const char *code_title(const Codebook *book, const Code *code, const char *lang);
/* "" when it has none. Borrowed. */
const char *code_summary(const Codebook *book, const Code *code, const char *lang);
/* Whether the codes directly under `parent` (-1: the book) exclude each other, and whether they are ordered. */
bool codebook_excludes(const Codebook *book, int parent);
bool codebook_ordered(const Codebook *book, int parent);
/* "none" or the fault of a book as a sentence, for verbs that take one: codable codes there are, ids are unlike. */
bool codebook_check(const Codebook *book, const char *name, GError **error);

/* The books that ship, by name "iam.xml"; ended by a NULL name. */
extern const EmbeddedFile codebook_files[];
/* One of them by id; NULL without error when there is none. */
Codebook *codebook_shipped(const char *id);
