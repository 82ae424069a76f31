/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each outcome as two columns, before and after, and their difference. */
#include "report_priv.h"

#include <string.h>

/* Whether the blank-separated list holds the word. */
static bool holds(const char *list, const char *word)
{
    g_auto(GStrv) words = g_strsplit(list ? list : "", " ", -1);
    return g_strv_contains((const char *const *)words, word);
}

/* Per cent right over the questions marked, by points; NaN unless the sit was finished and has some of them. */
static double part_score(const ReportData *data, const ReportSit *sit, const bool *in)
{
    double right = 0, points = 0;
    if (!sit || sit->missing != MISSING_NONE)
        return NAN;
    for (guint a = 0; a < sit->answers->len; a++) {
        const ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
        const ReportItem *item = data->items->pdata[answer->item];
        if (!in[answer->item] || item->retired)
            continue;
        points += item->points;
        right += isnan(answer->score) ? 0 : answer->score * item->points;
    }
    return points > 0 ? 100 * right / points : NAN;
}

static void fill_part(Outcome *o, const Sums *s)
{
    const ReportData *data = s->data;
    g_autofree bool *in = g_new0(bool, data->items->len + 1);
    for (guint i = 0; i < data->items->len; i++) {
        const ReportItem *item = data->items->pdata[i];
        in[i] = !item->retired &&
                (o->kind == OUTCOME_OBJECTIVE ? holds(item->objective, o->what) : g_strcmp0(item->level, o->what) == 0);
        o->items += in[i];
    }
    for (int i = 0; i < s->n; i++) {
        o->before[i] = part_score(data, s->sit[OCCASION_PRE][i], in);
        o->after[i] = part_score(data, s->sit[OCCASION_POST][i], in);
    }
}

Outcome *outcome_new(const Sums *s, const char *id)
{
    Outcome *o = g_new0(Outcome, 1);
    o->id = g_strdup(id);
    o->before = g_new(double, s->n + 1);
    o->after = g_new(double, s->n + 1);
    o->change = g_new(double, s->n + 1);
    g_assert(outcome_read(id, &o->kind, &o->what));
    Occasion from = o->kind == OUTCOME_KEPT ? OCCASION_POST : OCCASION_PRE;
    Occasion to = o->kind == OUTCOME_GAIN ? OCCASION_POST : OCCASION_DELAYED;
    if (o->what)
        fill_part(o, s);
    for (int i = 0; i < s->n; i++) {
        if (!o->what) {
            o->before[i] = s->score[from][i];
            o->after[i] = s->score[to][i];
        }
        if (from == OCCASION_PRE && sums_late(s, i))
            o->before[i] = NAN;
        o->change[i] = o->after[i] - o->before[i];
    }
    return o;
}

void outcome_free(Outcome *o)
{
    if (!o)
        return;
    g_free(o->id);
    g_free(o->what);
    g_free(o->before);
    g_free(o->after);
    g_free(o->change);
    g_free(o);
}

/* What learners said of themselves as columns of 0 and 1, against the most frequent answer; answers of fewer than five
 * are put together. Adds up to `room` columns to the rows of x (width apart) from column *at on. */
static void put_trait(const Sums *s, const char *trait, double *x, int width, int *at)
{
    g_autoptr(GArray) groups = trait_groups(s, trait);
    guint most = 0;
    for (guint g = 1; g < groups->len; g++)
        if (g_array_index(groups, TraitGroup, g).n > g_array_index(groups, TraitGroup, most).n)
            most = g;
    for (guint g = 0; g < groups->len && *at < width; g++) {
        if (g == most)
            continue;
        for (int i = 0; i < s->n; i++)
            x[(gsize)i * width + *at] = trait_group_of(groups, s, trait, i) == (int)g;
        (*at)++;
    }
}

static int covariate_width(const Sums *s)
{
    int width = 1 + MAX(0, s->data->sequences - 1);
    const GPtrArray *adjust = s->data->plan ? s->data->plan->plan->adjust : NULL;
    for (guint t = 0; adjust && t < adjust->len; t++) {
        g_autoptr(GArray) groups = trait_groups(s, adjust->pdata[t]);
        width += (int)groups->len - 1;
    }
    return MIN(width, STATS_MAX_TERMS - 2);
}

/* Before, the sequences of forms in effect coding, and what the plan adjusts for. Given; *width columns. */
double *outcome_covariates(const Sums *s, const Outcome *o, int *width)
{
    int k = s->data->sequences, at = k;
    *width = covariate_width(s);
    double *x = g_new0(double, (gsize)s->n **width + 1);
    for (int i = 0; i < s->n; i++) {
        double *row = x + (gsize)i * *width;
        row[0] = o->before[i];
        for (int c = 1; c < k; c++)
            row[c] = s->sequence[i] == c - 1 ? 1 : s->sequence[i] == k - 1 ? -1 : 0;
    }
    const GPtrArray *adjust = s->data->plan ? s->data->plan->plan->adjust : NULL;
    for (guint t = 0; adjust && t < adjust->len; t++)
        put_trait(s, adjust->pdata[t], x, *width, &at);
    return x;
}

Infer outcome_change(const Sums *s, const Outcome *o, const double *weight)
{
    return infer_change_weighted(o->change, s->sequence, s->cluster, weight, s->n, s->data->sequences);
}

Infer outcome_difference(const Sums *s, const Outcome *o, int arm, const double *weight)
{
    int width = 0;
    g_autofree double *x = outcome_covariates(s, o, &width);
    return infer_difference_weighted(o->after, x, width, s->arm, arm, s->cluster, weight, s->n);
}
