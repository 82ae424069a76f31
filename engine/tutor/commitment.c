/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "commitment.h"
#include "phrase.h"
#include "text.h"

#define WORDS_MOST 600 /* characters of a commitment that are shown again */

/* What was written, and when; *words stays NULL where nothing was. */
static bool find(const Tutor *t, const char *survey, char **words, int64_t *at, GError **error)
{
    Store *store = context_store(t->context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_of_step(store, t->enrolment->id, survey, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    for (int i = 0; attempt && i < attempt->asked && !*words; i++) {
        g_autoptr(QuizResponse) response = quiz_response(store, attempt->id, i, error);
        const Item *item = response ? course_item(t->who.course, response->item) : NULL;
        if (!response)
            return false;
        if (!item || item->kind != ITEM_OPEN || !response->answer || !*response->answer)
            continue;
        *words = text_cut(response->answer, WORDS_MOST);
        *at = response->answered;
    }
    return true;
}

bool commitment_said(const Tutor *t, const Step *step, char **said, GError **error)
{
    g_autofree char *words = NULL;
    int64_t at = 0;
    *said = NULL;
    if (!find(t, step->commitment, &words, &at, error))
        return false;
    if (!words)
        return true;
    g_autofree char *date = tutor_date(t, at);
    *said = phrase(t->who.lang, "commitment.said", "date", date, "text", words, NULL);
    return true;
}
