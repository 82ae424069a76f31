/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement_assist.h - the assistant: naive Bayes over words, taught by a frozen study, which suggests and never codes.
 */
#pragma once
#include "coding.h"
#include "json.h"

/* For each code, the words that a message holds are taken as independent given the code (multinomial over presence,
 * Laplace's correction): p = P(code | words). Nothing else goes in, so that every suggestion can be explained. */
typedef struct AssistModel AssistModel;
/* The words of a text, each once, compared as text_key does, sorted: a sum of floating numbers depends on their order.
 * Given. */
char **assist_words(const char *text);
/* A document and whether it has the code. */
typedef struct {
    char *const *words; /* of assist_words */
    int fold;           /* of the cross-validation: documents of one thread are in one fold */
    bool has;
} AssistDoc;
AssistModel *assist_new(const AssistDoc *docs, int n, int without_fold); /* -1: all */
void assist_free(AssistModel *model);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AssistModel, assist_free)
double assist_p(const AssistModel *model, char *const *words);
/* Cohen's kappa between p >= .5 and the codes, each document judged by a model that did not see its fold; NaN where it
 * cannot be computed. */
double assist_kappa(const AssistDoc *docs, int n, int folds);

/* What the teacher of a study would suggest: [{"code","title","positives","kappa"}] of every code. BARAZA_ERROR_STATE
 * when the study has none. Given. */
cJSON *assist_report(Store *store, const CodingStudy *study, GError **error);
/* Codes with p >= .5 for a unit: [{"code","title","p","kappa"}], likeliest first. Given. */
cJSON *assist_suggest(Store *store, const CodingStudy *study, const CodingUnit *unit, GError **error);
