/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench_priv.h - what the pages of the coding bench share. */
#pragma once
#include "web_priv.h"

#include "coding.h"

/* The study that the second number of the address names, when it is of the cohort that the first names. Given. */
CodingStudy *code_page_study(WebPage *page, GError **error);
/* The place of a unit as an address or a form says it; 0: it says none. */
int code_place(const char *text);
/* The unit's posts for code_posts.html, with what `codings` mark in them. Puts "posts". */
bool code_put_posts(WebPage *page, const CodingStudy *study, const CodingUnit *unit, const GPtrArray *codings,
    cJSON *view, GError **error);
/* What the assistant told her on a unit, and whether it may be asked: "told", "suggestions", "may_ask". */
bool code_put_assistant(WebPage *page, const CodingStudy *study, const CodingUnit *unit, const CodingTask *task,
    const Codebook *book, cJSON *view, GError **error);
/* The key of the n-th code (from 0) on its page, "" beyond the last; those of the pages themselves (d m s and the
 * arrows) are not among them. Puts "key". */
void code_put_key(gsize n, cJSON *one);
/* "/cohort/7/code/12" for `what` "code". Given. */
char *code_path(const CodingStudy *study, const char *what);
/* "step m1d1" or "". Puts "prompt". */
void code_put_prompt(WebPage *page, const CodingStudy *study, const CodingUnit *unit, cJSON *view);
