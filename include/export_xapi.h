/* SPDX-License-Identifier: GPL-3.0-or-later */
/* export_xapi.h - a cohort's course as xAPI 1.0.3 statements (https://github.com/adlnet/xAPI-Spec) of those who agree
 * to research, under ids of a study. */
#pragma once
#include "export.h"

/* One statement. Its id is made of what it tells and the study's key: the same event is the same statement, byte by
 * byte, whenever it is made. */
typedef struct {
    char *id;    /* UUID */
    char *voids; /* UUID of a statement that it takes back, or NULL */
    char *json;  /* NULL: it is among the ids that were named as told */
    int64_t enrolment, at;
    bool words;      /* holds something that she typed */
    bool asks_posts; /* ... which is told only while she agrees that her posts are kept */
} XapiStatement;
void xapi_statement_free(XapiStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XapiStatement, xapi_statement_free)

/* Statements of a cohort by time, then id: XapiStatement *, given. `home` is where accounts and activities are at home
 * ("https://cpd.example.org"). Of `plan` study, key and program count. Times are as they were. Consent is that of this
 * moment; answers and scores of tests come once the tests have closed for everyone, votes once their poll has closed.
 * Those whose id is a key of `told` (may be NULL) come without their words, which is far cheaper. Empty when
 * nobody agrees. */
GPtrArray *export_xapi(Context *context, int64_t cohort, const ExportPlan *plan, const char *home, int64_t now,
    GHashTable *told, GError **error);
/* What takes a statement back whose learner does not agree any more. Given. */
XapiStatement *export_xapi_void(const guint8 *key, const char *home, const char *id, int64_t enrolment);
