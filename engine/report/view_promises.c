/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the changes that learners had written down: by their own word, by asking. */
#include "report_priv.h"

static const char *const answers[] = { "done", "partly", "not", "barrier" };

static int wrote(const Sums *s, const char *survey)
{
    g_autofree bool *seen = g_new0(bool, s->n + 1);
    int n = 0;
    for (guint i = 0; i < s->data->quizzes->len; i++) {
        const ReportQuiz *quiz = s->data->quizzes->pdata[i];
        if (g_strcmp0(quiz->step, survey) != 0 || seen[quiz->learner])
            continue;
        seen[quiz->learner] = true;
        n++;
    }
    return n;
}

static void put_asking(cJSON *rows, const Sums *s, const ReportPromise *first)
{
    int asked = 0, answered = 0, given[G_N_ELEMENTS(answers)] = { 0 };
    for (guint i = 0; i < s->data->promises->len; i++) {
        const ReportPromise *p = s->data->promises->pdata[i];
        if (!g_str_equal(p->step, first->step))
            continue;
        asked++;
        answered += p->answer != NULL;
        for (guint a = 0; a < G_N_ELEMENTS(answers); a++)
            given[a] += g_strcmp0(p->answer, answers[a]) == 0;
    }
    cJSON *row = view_row(rows);
    json_put(json_put(row, "step", first->step), "title", first->title);
    json_put_int(json_put_int(json_put_int(row, "made", wrote(s, first->of)), "asked", asked), "answered", answered);
    for (guint a = 0; a < G_N_ELEMENTS(answers); a++)
        view_number(row, answers[a], "share of those who answered",
            answered < SMALL_CELL ? NAN : 100.0 * given[a] / answered, PERCENT, 0);
}

/* A row an asking, in the order of the course; none where nothing was asked back. */
void view_promises(cJSON *levels, const Sums *s)
{
    cJSON *rows = view_array(levels, "promises");
    for (guint i = 0; i < s->data->promises->len; i++) {
        const ReportPromise *p = s->data->promises->pdata[i];
        bool known = false;
        for (guint j = 0; j < i && !known; j++)
            known = g_str_equal(((const ReportPromise *)s->data->promises->pdata[j])->step, p->step);
        if (!known)
            put_asking(rows, s, p);
    }
    json_put_bool(levels, "has_promises", s->data->promises->len > 0);
}
