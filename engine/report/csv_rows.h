/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the files, once, for the header rows and the codebook. */
#pragma once
#include "csv.h"
#include "report_priv.h"

typedef struct {
    const char *name, *label, *type; /* type: text integer number time flag */
    const char *values;
} CsvColumn;
#define FLAG "0 no; 1 yes" /* the values of a flag */
extern const CsvColumn wide_columns[], occasion_columns[], long_columns[], post_columns[], vote_columns[],
    stay_columns[], tie_columns[];
extern const CsvColumn work_columns[], review_columns[], reply_columns[];
extern const guint n_work_columns, n_review_columns, n_reply_columns;
/* Most criteria that an assignment has: reviews.csv has as many columns mark_1 .. at its end. */
guint csv_marks(const ReportData *data);
/* wide.csv's columns of the events, and the codebook's rows of them and of the marks. */
void csv_events_head(GString *out, const ReportData *data);
/* `visits`: learner by learner, for each event the learner's own or NULL (csv_visits, given; its members borrowed). */
const ReportVisit **csv_visits(const ReportData *data);
void csv_events_row(GString *out, const ReportData *data, const ReportVisit *const *visits, int learner);
void csv_events_book(GString *out, const ReportData *data);
void csv_marks_book(GString *out, const ReportData *data);
/* The same of surveys; `replies` as csv_replies gives them. */
void csv_surveys_head(GString *out, const ReportData *data);
const ReportReply **csv_replies(const ReportData *data);
void csv_surveys_row(GString *out, const ReportData *data, const ReportReply *const *replies, int learner);
void csv_surveys_book(GString *out, const ReportData *data);
/* A row of the codebook. */
void csv_book_row(
    GString *out, const char *file, const char *name, const char *label, const char *type, const char *values);
extern const guint n_wide_columns, n_occasion_columns, n_long_columns, n_post_columns, n_vote_columns, n_stay_columns,
    n_tie_columns;

/* Whether the learner's row may be in a file of this purpose. */
bool row_is_in(const ReportLearner *learner, ReportPurpose purpose);
/* impute.R beside a wide.csv of this purpose. Given. */
char *report_imputation(const ReportData *data, ReportPurpose purpose);
/* NULL is an empty cell. */
void put_texts(GString *out, const char *const *texts, guint n);
/* ISO 8601, UTC; 0 is an empty cell. */
void csv_put_time(GString *out, int64_t utc);
