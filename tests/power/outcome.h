/* SPDX-License-Identifier: GPL-3.0-or-later */
/* outcome.h - what came of a course, as text that is the same however often the engine died on the way. */
#pragma once
#include "scene.h"

/* Steps with their states, attempts with each answer and mark, consents, posts, what became of each owed message, and
 * what each phone shows; without what may rightly differ: ids, the grouping of posts into digests, knocks. One fact a
 * line, sorted. Given; NULL and *error when the tables cannot be read. */
char *outcome_text(Scene *scene, GError **error);
/* False with a sentence that names the first line that differs. */
bool outcome_same(const char *expected, const char *found, GError **error);
/* What must hold by itself at the end: ledger and phones agree, nothing a learner may never experience, no message
 * sent twice, no post shown twice, each strand in order, nothing left in between, each webhook read, all whole. */
bool outcome_sound(Scene *scene, GError **error);
