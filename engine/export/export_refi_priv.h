/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make a REFI-QDA project share. */
#pragma once
#include "coding.h"
#include "export_priv.h"
#include "xml.h"

typedef struct {
    Exporting *x;
    XmlWriter *w;
    GPtrArray *studies;    /* CodingStudy * whose codes are in it */
    GHashTable *codings;   /* post id -> GPtrArray of RefiMark, by coder, those on all of the post first; borrowed */
    GPtrArray *marks;      /* RefiMark * */
    GPtrArray *texts;      /* GString *, by room */
    GPtrArray *of_learner; /* GPtrArray of ReportPost, borrowed, by learner: those with words */
    char *maker;           /* guid of the user that is this program */
} Refi;

/* A code on a post; until 0: on all of it. */
typedef struct {
    int64_t id, coder, at;
    int start, until;
    char *code; /* guid */
} RefiMark;
void refi_mark_free(gpointer mark);

/* Given. */
char *refi_guid(const Refi *r, const char *what, const char *id);
char *refi_guid_int(const Refi *r, const char *what, int64_t id);
/* Who said a post: the guid of her case, which a code among the speakers bears, too. Given. */
char *refi_speaker(const Refi *r, const ReportPost *post);

/* Reads the studies that have been coded. */
bool refi_read_studies(Refi *r, GError **error);
void refi_put_users(Refi *r);
bool refi_put_codes(Refi *r, GError **error);
