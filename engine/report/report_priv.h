/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the report share: scores derived once, and numbers put into the view one way. */
#pragma once
#include "report.h"
#include "stats.h"
#include "stats_infer.h"
#include "stats_items.h"
#include "xml.h"

#include <math.h>

/* The finest unit that talked together or was randomised together, whichever is larger. */
typedef enum {
    CLUSTER_NONE,
    CLUSTER_ROOM,
    CLUSTER_FACILITY,
    CLUSTER_COHORT,
    CLUSTER_JOINED,
    CLUSTER_KINDS
} ClusterKind;
/* Scores of each learner (rows of data->learners) on each occasion. */
typedef struct {
    const ReportData *data;
    int n;
    const ReportSit **sit[OCCASIONS]; /* NULL where there is none */
    double *score[OCCASIONS];         /* per cent right of a finished sit, NaN otherwise */
    double *begun[OCCASIONS];         /* the same, and of an unfinished one with the rest counted wrong */
    double *gain;                     /* post - pre of those in the primary estimate, NaN otherwise */
    int *sequence;
    int *arm;     /* index into data->arms, -1 none */
    int *cluster; /* who talked together or was randomised together has the same number */
    int clusters;
    ClusterKind kind; /* what the clusters are */
} Sums;
/* Fills arm, cluster, clusters and kind. */
void sums_clusters(Sums *sums);
/* Per cent right of a sit; `first`: before questions were corrected. */
double sums_percent(const ReportData *data, const ReportSit *sit, bool first);
/* Whether her pre-test was begun after content, which leaves it out of the primary estimate. */
bool sums_late(const Sums *sums, int learner);
Sums *sums_new(const ReportData *data);
void sums_free(Sums *sums);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sums, sums_free)

/* As many sequences as were designed, or one where one of them is empty: nothing cancels then. */
void report_check_sequences(ReportData *data);

/* An outcome by learner: NaN where it is missing, and for late pre-tests. */
typedef struct {
    char *id, *what; /* what: after the colon, or NULL */
    OutcomeKind kind;
    int items; /* questions of an objective or level */
    double *before, *after, *change;
} Outcome;
/* `id` is one that outcome_read takes. Given. */
Outcome *outcome_new(const Sums *sums, const char *id);
void outcome_free(Outcome *outcome);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Outcome, outcome_free)
/* What is held in a comparison of arms: before, the sequence of forms, what the plan adjusts for. Given, n rows of
 * *width. */
double *outcome_covariates(const Sums *sums, const Outcome *outcome, int *width);
/* The mean change of all, and how much higher `after` is in the arm than in the reference; `weight` of each learner, or
 * NULL. */
Infer outcome_change(const Sums *sums, const Outcome *outcome, const double *weight);
Infer outcome_difference(const Sums *sums, const Outcome *outcome, int arm, const double *weight);
/* The same of the gain, who was seen standing for those like her who were not. Where it cannot be had *why is the key
 * of a text that says so. *most: the largest weight. */
Infer weights_change(const Sums *sums, double *most, const char **why);
Infer weights_difference(const Sums *sums, int arm, double *most, const char **why);

/* The text of `key` (engine/report/text) in `lang`, English where it lacks it, {name} replaced from NULL-ended pairs of
 * texts; key.one where "n" is "1". An unknown key is a bug. Given. */
char *report_say(const char *lang, const char *key, ...) G_GNUC_NULL_TERMINATED;
/* Why a statistic was not computed, in `lang`; "computed" where it was. Given. */
char *report_why(const char *lang, StatsReason reason);
/* A level of Bloom's as the language says it; another word as it is, "" for NULL. Given. */
char *report_level(const char *lang, const char *level);
/* All words of the page (the keys that begin with "say."), without that. Given. */
cJSON *report_labels(const char *lang);

#define SMALL_CELL 5 /* fewer people than this are not told apart */
/* Whether anybody has said anything of it; the roster by which people came ("source") is told only then. */
bool trait_stated(const Sums *s, const char *trait);
/* What learners said of themselves ("cadre", "sex", "age_band", "country", "source"): groups in order of their names;
 * those under five people are put together, with the next smallest until they are five, so that nobody can be found by
 * subtraction either. */
typedef struct {
    char *label; /* "not stated"; "small groups, together" */
    bool small;
    int n;
    GPtrArray *values; /* char *: what its members said */
} TraitGroup;
/* TraitGroup, given. */
GArray *trait_groups(const Sums *sums, const char *trait);
/* The rows of one trait are those from `from` on. Where one alone is hidden (`flag`), the others would give it away by
 * subtraction: `keys` (numbers, NULL-ended) of all are hidden with it. */
void trait_hide(cJSON *rows, int from, const char *flag, const char *const *keys);
/* Index of a learner's group. */
int trait_group_of(const GArray *groups, const Sums *sums, const char *trait, int learner);

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
/* So that no line ends before a per cent sign. Given. */
char *view_typeset(const char *text);
/* Puts "occasion" and, for readers, "occasion_label". */
void view_put_occasion(cJSON *row, const ReportData *data, Occasion occasion);
/* A number as people read it: "12.4", "−3", "–" for none; p values as "p < .001", "p = .012". Given. */
char *view_read(double value, const char *unit, int digits);
/* Who knew whom before, beside the replies (from, to: learners by index, others beyond); nothing where fewer than
 * SMALL_CELL answered. */
void view_ties(cJSON *network, const Sums *s, const int *from, const int *to, int edges);
/* Who answers whom by rank, with the active hours of each reply; nothing where no learner ranks higher. */
void view_ranks(cJSON *network, const Sums *s, const int *from, const int *to, const double *hours, int edges);
/* "7.9 to 16.9". Given. */
char *view_range(const char *lang, StatsInterval ci, int digits);

/* Each adds its section to the view. */
void view_people(cJSON *view, const Sums *sums);
void view_delivery(cJSON *view, const ReportData *data);
void view_missing(cJSON *view, const Sums *sums);
void view_gain(cJSON *view, const Sums *sums);
void view_items(cJSON *view, const Sums *sums);
void view_talk(cJSON *view, const ReportData *data, bool blind);
void view_coded(cJSON *talk, const ReportData *data);
void view_quizzes(cJSON *view, const ReportData *data);
void view_events(cJSON *view, const Sums *sums);
void view_works(cJSON *view, const Sums *sums, bool blind);
void view_surveys(cJSON *view, const ReportData *data);
void view_study(cJSON *view, const Sums *sums);
void view_wedge(cJSON *study, const Sums *sums);
void view_plan(cJSON *view, const Sums *sums);
void view_sensitivity(cJSON *view, const Sums *sums); /* after gain and study */
void view_attrition(cJSON *view, const Sums *sums);
void view_learning(cJSON *view, const Sums *sums);
void view_promises(cJSON *levels, const Sums *sums);
void view_levels(cJSON *view, const Sums *sums);
void view_equity(cJSON *view, const Sums *sums);
void view_dose(cJSON *view, const Sums *sums);
void view_network(cJSON *view, const Sums *sums);
void view_models(cJSON *view, const Sums *sums);
/* {"ok","reason","method","n","clusters","estimate","se","df","t","p","ci_low","ci_high","icc_05_low",..}: how `f` is
 * told, in percentage points. */
void view_infer(cJSON *object, const char *lang, const Infer *f);
/* Writes report_say's text. */
void view_say(cJSON *object, const char *key, char *taken);
/* Ids of all outcomes that the data have, declared ones first. Given, char *. */
GPtrArray *study_outcomes(const Sums *sums);
/* 12 as "12". Given. */
char *view_count(int64_t n);
void view_methods(cJSON *view, const Sums *sums);
/* Read the sections that are there: call last. */
void view_threats(cJSON *view, const Sums *sums);
void view_words(cJSON *view, const Sums *sums);

/* SVG of each plot, from the view alone. NULL when there is nothing to draw. Given. */
Markup *draw_first(const cJSON *view); /* of the first page: the means, or the arms */
Markup *draw_means(const cJSON *view);
Markup *draw_differences(const cJSON *view);
Markup *draw_parts(const cJSON *view);
Markup *draw_flow(const cJSON *view);
Markup *draw_slopes(const cJSON *view);
Markup *draw_intervals(const cJSON *view);
Markup *draw_items(const cJSON *view);
Markup *draw_lorenz(const cJSON *view);
Markup *draw_posts(const cJSON *view);
Markup *draw_coded(const cJSON *view, const cJSON *coded); /* one row of talk.coded: its codes by week */
Markup *draw_delivery(const cJSON *view);
