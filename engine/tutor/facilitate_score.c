/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A score as it stands after corrections; the marks that were given first stay in the answers. */
#include "facilitate.h"

#include <math.h>

typedef struct {
    char *item, *answer;
    int64_t mark;
} Given;

static void given_free(gpointer data)
{
    Given *given = data;
    g_free(given->item);
    g_free(given->answer);
    g_free(given);
}

/* Corrections cannot be read inside the query of the answers. */
static bool keep(const QuizResponse *response, gpointer data)
{
    Given *given = g_new0(Given, 1);
    given->item = g_strdup(response->item);
    given->answer = g_strdup(response->answer);
    given->mark = response->mark;
    g_ptr_array_add(data, given);
    return true;
}

bool facilitate_score(Context *context, const Course *course, const Attempt *attempt, double *score, GError **error)
{
    g_autoptr(GPtrArray) responses = g_ptr_array_new_with_free_func(given_free);
    double sum = 0;
    int n = 0;
    bool changed = false;
    if (isnan(*score) || !quiz_responses(context_store(context), attempt->id, keep, responses, error))
        return isnan(*score);
    for (guint i = 0; i < responses->len; i++) {
        const Given *r = responses->pdata[i];
        const Item *item = course_item(course, r->item);
        if (!item || item->kind == ITEM_LIKERT || item->kind == ITEM_OPEN || !(item->points > 0))
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Correction) c = facilitate_remedy(context, attempt->cohort, r->item, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        double before = (double)r->mark / (item->points * (double)QUIZ_FULL);
        double after = c ? correction_score(c, r->answer, before) : before;
        changed |= c != NULL;
        n += !isnan(after);
        sum += isnan(after) ? 0 : after;
    }
    if (changed)
        *score = n ? sum / n : NAN;
    return true;
}
