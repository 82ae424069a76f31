/* SPDX-License-Identifier: GPL-3.0-or-later */
/* event_step.h - something that happens elsewhere: who means to come, and who was there. */
#pragma once
#include "tutor.h"

/* The number that is read out or written up at the place, four digits: whoever sends it after HERE was there. The same
 * for the whole cohort, another for each event. Given. */
char *event_code(const Cohort *cohort, const Step *event);
/* When and where, in the learner's language, on lines of their own. Given. */
char *event_facts(const Tutor *t, const Step *event);
/* The announcement: the author's words, the facts, and, where the author asks for it, whether she comes (ids
 * "e.KEY.yes", "e.KEY.maybe", "e.KEY.no"). Message *, given. */
GPtrArray *event_opening(const Tutor *t, const Step *event, const char *key);
/* A reminder's row is due: said, unless she does not come, was there, or it would come too late. */
bool event_remind(const Tutor *t, const Beat *beat, const Due *row, GError **error);
/* What she says of coming: "yes", "maybe", "no"; what was said before is replaced. */
bool event_answer(const Tutor *t, const Step *event, const char *answer, GError **error);
/* What she has said, or NULL. Given. */
bool event_answered(const Tutor *t, const Step *event, char **answer, GError **error);
/* She was there. `how`: "code" or "marked"; *fresh: nobody had noted it before. Finishes the step, and the
 * certificate's rule is looked at again. */
bool event_present(const Tutor *t, const Step *event, const char *how, bool *fresh, GError **error);
/* She was not, after all. A certificate that was issued stays; it can be revoked. */
bool event_absent(const Tutor *t, const Step *event, GError **error);
