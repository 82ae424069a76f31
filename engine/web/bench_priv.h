/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench_priv.h - what the pages of the coding bench share. */
#pragma once
#include "web_priv.h"

#include "coding.h"

/* The study that the second number of the address names, when it is of the cohort that the first names. Given. */
CodingStudy *code_page_study(WebPage *page, GError **error);
/* The unit's posts for code_posts.html, with what `codings` mark in them. Puts "posts". */
bool code_put_posts(WebPage *page, const CodingStudy *study, const CodingUnit *unit, const GPtrArray *codings,
    cJSON *view, GError **error);
/* "/cohort/7/code/12" for `what` "code". Given. */
char *code_path(const CodingStudy *study, const char *what);
/* "step m1d1" or "". Puts "prompt". */
void code_put_prompt(WebPage *page, const CodingStudy *study, const CodingUnit *unit, cJSON *view);
