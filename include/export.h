/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export.h - a cohort's data for one study: consent applied row by row, people under ids of that study alone, names and
 * numbers taken out of texts, no group of people too small. */
#pragma once
#include "context.h"
#include "report.h"

#define EXPORT_KEY 32 /* bytes of a study's key */

/* What is done with people whose cadre, facility, sex, age band and country together are shared by fewer than k. */
typedef enum {
    EXPORT_SUPPRESS,   /* their values become "suppressed", as few as do, facility first */
    EXPORT_GENERALISE, /* rare values become "other" for everyone, then the same */
    EXPORT_REFUSE,     /* nothing is exported */
    EXPORT_SMALLS
} ExportSmall;
/* EXPORT_SMALLS when it is none of the names. */
ExportSmall export_small_of(const char *name);

typedef struct {
    const char *study;
    const guint8 *key; /* EXPORT_KEY bytes; the same key gives the same ids, another key others */
    int k;             /* 1: no check */
    ExportSmall small;
    const char *program; /* this program's version */
    bool times;          /* instants stay what they were */
} ExportPlan;

typedef struct {
    char *name, *sha256;
    GBytes *bytes;
} ExportFile;
typedef struct {
    int enrolled, learners, left_out; /* left_out: no consent to research in force */
    int posts, left_posts;            /* left_posts: by those left out */
    int left_rows;                    /* all else of theirs or about them, left out */
    int tombstones;                   /* of `posts`, whose text may not be kept */
    int replaced;                     /* names and numbers in texts */
    int suppressed, generalised;      /* values of people */
    GPtrArray *small;                 /* char *: the cells below k, named, for the one who exports; in no file */
    GPtrArray *files;                 /* ExportFile *, manifest.json last */
} Export;
void export_free(Export *export);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Export, export_free)

/* Makes every file in memory; writes nothing. Reads consents as they are at this moment. BARAZA_ERROR_STATE when nobody
 * consents, and with EXPORT_REFUSE when a cell is below k. Same data, key and `now`: same bytes. Given. */
Export *export_make(Context *context, int64_t cohort, const ExportPlan *plan, int64_t now, GError **error);
/* Makes the folder (0700) unless it is there. BARAZA_ERROR_STATE when it holds something that is no export. */
bool export_ready(const char *dir, GError **error);
/* Writes the files into `dir`, which is made ready, each whole, the manifest last. */
bool export_write(const Export *export, const char *dir, GError **error);

/* The id under which `what` ("learner", "room" ...) `id` appears in the study: `letter` and base32 of the first `bytes`
 * of HMAC-SHA256(key, what NUL id). Given. */
char *export_pseudonym(const guint8 *key, char letter, gsize bytes, const char *what, const char *id);

/* --- words --- */
/* Takes people out of the posts and typed answers of `data`, in place: who takes part is named by the report's study
 * id, what could tell who a patient is goes (hide.h). The data's fingerprint stays. Without `context` (a mere copy of a
 * database) names are sealed, and only what the guard finds goes. */
bool export_hide_words(Context *context, ReportData *data, GError **error);

/* --- people in groups. Pure. --- */
/* Makes every combination of cadre, facility, sex, age band and country be shared by at least k of data->learners (of
 * all, when they are fewer). Cells found below k are named in `small` (char *, g_free). Counts what was changed. */
void export_anonymise(
    ReportData *data, int k, ExportSmall small_do, GPtrArray *small, int *suppressed, int *generalised);
