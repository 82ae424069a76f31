/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make xAPI statements share: the making of one. */
#pragma once
#include "export_priv.h"
#include "export_xapi.h"
#include "schedule.h"

#define XAPI_ADL "http://adlnet.gov/expapi/"
#define XAPI_DISCUSSION "http://id.tincanapi.com/activitytype/discussion"

typedef struct {
    const char *verb, *word; /* IRI and its display in English */
} XapiVerb;
extern const XapiVerb xapi_answered;

typedef struct {
    Exporting *x;
    const Plan *plan;
    const Course *course;
    const char *home;
    GHashTable *told; /* ids whose statements are not made; or NULL */
    GPtrArray *out;
    GHashTable *seen; /* "E12 step read": one statement a step and learner */
    GError *fault;
    /* The statement that was begun. */
    const ReportLearner *who;
    const XapiVerb *verb;
    XapiStatement *one;
} XapiTelling;

/* Begins the statement that `who` did `verb`; `what` makes it this one and no other. False when it is told already:
 * then there is nothing to fill. */
bool xapi_begin(XapiTelling *t, const ReportLearner *who, const XapiVerb *verb, const char *what, int64_t at);
/* The same of an answer; `said`: what is told of it, or NULL. */
bool xapi_begin_answer(
    XapiTelling *t, const ReportLearner *who, const Item *item, const char *said, const char *what, int64_t at);
/* Takes object and result (NULL: none). */
void xapi_fill(XapiTelling *t, cJSON *object, cJSON *result);

/* "https://cpd.example.org/xapi/COURSE/kind/id". Given. */
char *xapi_address(const XapiTelling *t, const char *kind, const char *id);
/* Takes `iri`. `title` may be NULL. */
cJSON *xapi_activity(const XapiTelling *t, char *iri, const char *type, const char *title);
cJSON *xapi_step(const XapiTelling *t, const char *id);
cJSON *xapi_course(const XapiTelling *t);
/* A question: how it is answered ("choice"), never what is right. Takes `iri`. */
cJSON *xapi_question(const XapiTelling *t, char *iri, const char *interaction);
/* Of a course's item, or NULL where it is none any more. */
const char *xapi_interaction(const Item *item);
/* Whether answers to it are words or figures of her own. NULL: they may be. */
bool xapi_is_typed(const Item *item);
/* An answer as it was kept ("a c"), as xAPI writes it ("a[,]c", "s1[.]t2[,]s2[.]t1"). An essay is her own words like a
 * post's: NULL where they may not be kept. Given. */
char *xapi_response(const ReportLearner *who, const Item *item, const char *answer);
/* A fraction as xAPI scores it; NULL for NaN. */
cJSON *xapi_score(double fraction);
/* Takes `result`, which may be NULL. */
cJSON *xapi_completion(cJSON *result);
/* What came for a question: score and success (fraction NaN: neither) and the response. */
cJSON *xapi_result(double fraction, const char *response);

/* Answers to the questions of quizzes; and votes, each once its ballot has closed in the room. */
bool xapi_tell_quizzes(XapiTelling *t, GError **error);
bool xapi_tell_votes(XapiTelling *t, GError **error);
