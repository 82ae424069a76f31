/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facilitate_priv.h - what saying, answering and correcting share. */
#pragma once
#include "facilitate.h"
#include "tutor.h"

/* Whether a learner may be written to at all. */
bool facilitate_may_reach(const Enrolment *e, bool private_words);
/* The first `most` characters, cut with an ellipsis. Given. */
char *facilitate_quote(const char *text, size_t most);
/* What a learner will read. Given. */
char *facilitate_plain(const GPtrArray *messages);
/* A line with a file as one learner gets it: the line as caption where there is room for one; only named on the text
 * tier. Given. */
GPtrArray *facilitate_with_file(const Tutor *t, const char *line, const char *asset, const char *mime);
/* Owes the corrections of a step behind it, to whoever has not had them. */
bool facilitate_follow(const Tutor *t, const char *step, Lane lane, GError **error);
