/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of an export share. */
#pragma once
#include "csv.h"
#include "export.h"
#include "error.h"
#include "hide.h"

/* One export being made. */
typedef struct {
    Context *context;
    const ExportPlan *plan;
    Cohort *cohort;
    int64_t now;
    ReportData *data; /* of those who are in it, as they may be seen */
    Hide *names;
    GHashTable *edits;  /* post id -> GArray of HideEdit */
    GHashTable *people; /* enrolment -> ReportLearner *, of those who are in it */
    int64_t shift;      /* seconds by which instants are moved: whole weeks */
    Export *out;
} Exporting;
/* Reads the cohort's data; to be cleared in any case. The plan is borrowed. */
bool exporting_init(
    Exporting *x, Context *context, int64_t cohort, const ExportPlan *plan, int64_t now, GError **error);
void exporting_clear(Exporting *x);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Exporting, exporting_clear)

/* Leaves out who does not consent, gives ids of the study, takes names out of texts, moves dates. */
bool export_hide(Exporting *x, GError **error);
/* Made with the study's key, so that it joins nothing either; in the form of a random UUID (RFC 4122, 4.4). Given. */
char *export_guid(const guint8 *key, const char *what, const char *id);
/* An instant as it may be seen; 0 stays 0. */
int64_t export_time(const Exporting *x, int64_t utc);

/* A column of a file, as codebook.csv has it. */
typedef struct {
    char *file, *name, *label, *type, *values, *version, *key, *objective;
} ExportColumn;
/* The report's columns and ours: ExportColumn *, given. */
GPtrArray *export_columns(const Exporting *x, GError **error);

/* Takes the text. */
void export_put(Exporting *x, const char *name, GString *text);
void export_put_text(Exporting *x, const char *name, char *text);
void export_put_bytes(Exporting *x, const char *name, GBytes *bytes);
const ExportFile *export_file(const Export *out, const char *name);

/* A typed answer (or NULL), in place, but for a short number, which is what the question asked for; all of them. Return
 * how much was replaced. */
int export_hide_typed(const Hide *hide, char **text);
int export_hide_answers(const Hide *hide, ReportData *data);
/* The same of work, which without its author's leave becomes a tombstone, and of comments on it, which need the leave
 * of both; returns how many were left without text. */
int export_hide_work(const Hide *hide, ReportData *data, int *replaced);
/* The same of words in surveys, which need their author's leave. */
int export_hide_replies(const Hide *hide, ReportData *data, int *replaced);
/* Typed answers, work, comments and words in surveys, each in one line: SPSS ends a row at a line break, quoted or not.
 * As long as before. */
void export_flatten(ReportData *data);
/* Circles by number, in an order of the study. */
void export_number_circles(Exporting *x);
/* Posts by room, circle and number, borrowed; and the one that a post answers, or NULL. */
GHashTable *export_numbers(const ReportData *data);
const ReportPost *export_answered(GHashTable *numbers, const ReportPost *post);

/* Each adds its files. */
void export_network(Exporting *x);
bool export_ledger(Exporting *x, GError **error);
bool export_certificates(Exporting *x, GError **error);
void export_attendance(Exporting *x);
/* A REFI-QDA project; needs wide.csv. */
bool export_refi(Exporting *x, GError **error);
void export_codebook(Exporting *x, const GPtrArray *columns);
void export_package(Exporting *x, const GPtrArray *columns);
void export_r(Exporting *x, const GPtrArray *columns);
void export_spss(Exporting *x, const GPtrArray *columns);
void export_manifest(Exporting *x);
/* Rows of a CSV file of the export, the header aside. */
guint export_rows(const Export *out, const char *name);
