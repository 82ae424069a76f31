/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the report share: scores derived once, and numbers put into the view one way. */
#pragma once
#include "report.h"
#include "stats.h"
#include "stats_items.h"
#include "xml.h"

#include <math.h>

/* Scores of each learner (rows of data->learners) on each occasion. */
typedef struct {
    const ReportData *data;
    int n;
    const ReportSit **sit[OCCASIONS]; /* NULL where there is none */
    double *score[OCCASIONS];         /* per cent right of a finished sit, NaN otherwise */
    double *begun[OCCASIONS];         /* the same, and of an unfinished one with the rest counted wrong */
    double *gain;                     /* post - pre of those in the primary estimate, NaN otherwise */
    int *sequence;
} Sums;
/* Per cent right of a sit; `first`: before questions were corrected. */
double sums_percent(const ReportData *data, const ReportSit *sit, bool first);
Sums *sums_new(const ReportData *data);
void sums_free(Sums *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sums, sums_free)

#define POINTS "percentage points"
#define PERCENT "%"

/* {"name","value","unit","digits"}; NaN becomes null. Unit "p" is a probability, "" a plain number. */
void view_number(cJSON *object, const char *key, const char *name, double value, const char *unit, int digits);
/* KEY_low and KEY_high. */
void view_interval(cJSON *object, const char *key, const char *name, StatsInterval ci, const char *unit, int digits);
/* A member object, or an object at the end of an array. Borrowed. */
cJSON *view_object(cJSON *parent, const char *key);
cJSON *view_array(cJSON *parent, const char *key);
cJSON *view_row(cJSON *array);
void view_text(cJSON *object, const char *key, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* "pre", "post", "delayed". */
const char *view_occasion(Occasion occasion);
/* A number as people read it: "12.4", "−3", "–" for none; p values as "p < .001", "p = .012". Given. */
char *view_read(double value, const char *unit, int digits);
/* "7.9 to 16.9". Given. */
char *view_range(StatsInterval ci, int digits);

/* Each adds its section to the view. */
void view_people(cJSON *view, const Sums *sums);
void view_delivery(cJSON *view, const ReportData *data);
void view_missing(cJSON *view, const Sums *sums);
void view_gain(cJSON *view, const Sums *sums);
void view_items(cJSON *view, const Sums *sums);
void view_talk(cJSON *view, const ReportData *data, bool blind);
void view_quizzes(cJSON *view, const ReportData *data);
void view_methods(cJSON *view, const Sums *sums);
/* Reads the sections that are there: call last. */
void view_words(cJSON *view, const Sums *sums);

/* SVG of each plot, from the view alone. NULL when there is nothing to draw. Given. */
Markup *draw_flow(const cJSON *view);
Markup *draw_slopes(const cJSON *view);
Markup *draw_intervals(const cJSON *view);
Markup *draw_items(const cJSON *view);
Markup *draw_lorenz(const cJSON *view);
Markup *draw_posts(const cJSON *view);
Markup *draw_delivery(const cJSON *view);
