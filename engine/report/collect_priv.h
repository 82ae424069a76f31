/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the readers of one cohort share while they fill the data. */
#pragma once
#include "correction.h"
#include "discussion.h"
#include "outbox.h"
#include "quiz.h"
#include "report_priv.h"
#include "schedule.h"

/* What is known of a learner's messages of one sit: the furthest that any got. */
typedef enum { REACH_NONE, REACH_OWED, REACH_SENT, REACH_DELIVERED, REACH_READ } Reach;

typedef struct {
    Store *store;
    const Course *course;
    const Test *test; /* NULL when the course has none that is sat before and after */
    Cohort *cohort;
    ReportData *data;
    GHashTable *learner_of; /* enrolment id -> index + 1 */
    GHashTable *room_of;    /* room id -> index + 1 */
    GHashTable *observers;  /* enrolment ids that are in no count */
    GPtrArray *steps_met;   /* by learner: GHashTable of the steps read or answered */
    Reach *reach;           /* by learner and occasion */
    int64_t opens[OCCASIONS], closes[OCCASIONS];
} Collect;

/* Index by id, -1 when the id is unknown. */
int collect_index(GHashTable *of, int64_t id);
void collect_met(Collect *c, int learner, const char *step);

bool collect_people(Collect *c, GError **error);
/* Whether a frozen plan compares the cohort with others. */
bool collect_compared(Collect *c, GError **error);
void collect_items(Collect *c);
/* After the items. */
bool collect_corrections(Collect *c, GError **error);
/* The correction of an item that counts, or NULL. */
const ReportCorrection *collect_correction(const Collect *c, const char *item);
bool collect_messages(Collect *c, GError **error);
bool collect_attempts(Collect *c, GError **error);
/* The questions of surveys, before the attempts; and what a learner answered in one. */
void collect_questions(Collect *c);
bool collect_replies(Collect *c, const Attempt *attempt, int learner, GError **error);
/* Why a question has no answer. */
ReportMissing collect_blank(const QuizResponse *response);
bool collect_posts(Collect *c, GError **error);
bool collect_votes(Collect *c, GError **error);
bool collect_codings(Collect *c, GError **error);
bool collect_circles(Collect *c, GError **error);
bool collect_ties(Collect *c, GError **error);
/* Questions that were put to a senior. */
bool collect_asked(Collect *c, GError **error);
/* Tasks that were confirmed, and who was at the events. */
bool collect_deeds(Collect *c, GError **error);
/* What was handed in, and its reviews. */
bool collect_works(Collect *c, GError **error);
