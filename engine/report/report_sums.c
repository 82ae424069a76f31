/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_priv.h"

/* Per cent right, by points; what was not answered counts as wrong. NaN without scored items. `first`: as it was before
 * any item was corrected. */
double sums_percent(const ReportData *data, const ReportSit *sit, bool first)
{
    double right = 0, points = 0;
    for (guint i = 0; i < sit->answers->len; i++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, i);
        const ReportItem *item = data->items->pdata[answer->item];
        double score = first && answer->corrected ? answer->first : answer->score;
        double weight = item->retired && !first ? 0 : item->points;
        points += weight;
        right += isnan(score) ? 0 : score * weight;
    }
    return points > 0 ? 100 * right / points : NAN;
}

static double *blanks(int n)
{
    double *values = g_new(double, n + 1);
    for (int i = 0; i <= n; i++)
        values[i] = NAN;
    return values;
}

bool sums_late(const Sums *s, int learner)
{
    const ReportSit *pre = s->sit[OCCASION_PRE][learner];
    return pre && pre->pre_late;
}

Sums *sums_new(const ReportData *data)
{
    Sums *s = g_new0(Sums, 1);
    s->data = data;
    s->n = data->learners->len;
    s->gain = blanks(s->n);
    s->sequence = g_new0(int, s->n + 1);
    for (int o = 0; o < OCCASIONS; o++) {
        s->sit[o] = g_new0(const ReportSit *, s->n + 1);
        s->score[o] = blanks(s->n);
        s->begun[o] = blanks(s->n);
    }
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        s->sit[sit->occasion][sit->learner] = sit;
        double score = sums_percent(data, sit, false);
        s->begun[sit->occasion][sit->learner] = score;
        if (sit->missing == MISSING_NONE)
            s->score[sit->occasion][sit->learner] = score;
    }
    for (int i = 0; i < s->n; i++) {
        const ReportLearner *learner = data->learners->pdata[i];
        s->sequence[i] = data->sequences > 1 ? learner->sequence : 0;
        if (s->sit[OCCASION_PRE][i] && !s->sit[OCCASION_PRE][i]->pre_late)
            s->gain[i] = s->score[OCCASION_POST][i] - s->score[OCCASION_PRE][i];
    }
    sums_clusters(s);
    return s;
}

void sums_free(Sums *sums)
{
    if (!sums)
        return;
    for (int o = 0; o < OCCASIONS; o++) {
        g_free(sums->sit[o]);
        g_free(sums->score[o]);
        g_free(sums->begun[o]);
    }
    g_free(sums->gain);
    g_free(sums->sequence);
    g_free(sums->arm);
    g_free(sums->cluster);
    g_free(sums);
}
