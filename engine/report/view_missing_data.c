/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The primary estimate again under other assumptions about who is missing and who counts, side by side. */
#include "report_priv.h"

/* How an estimate is made: the change of all, or an arm against the reference. */
typedef struct {
    const Sums *s;
    cJSON *rows;
    int arm; /* 0: all */
} Table;

static Infer estimate(const Table *t, const double *before, const double *after)
{
    const Sums *s = t->s;
    g_autofree double *change = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++)
        change[i] = after[i] - before[i];
    Outcome o = { .id = (char *)"gain", .before = (double *)before, .after = (double *)after, .change = change };
    return t->arm ? outcome_difference(s, &o, t->arm, NULL) : outcome_change(s, &o, NULL);
}

static cJSON *put(Table *t, const char *id, const Infer *f)
{
    g_autofree char *key = g_strconcat("variant.", id, NULL);
    cJSON *row = view_row(t->rows);
    json_put(row, "id", id);
    json_put(row, "arm", t->arm ? t->s->data->arms->pdata[t->arm] : "");
    view_say(row, "label", report_say(t->s->data->lang, key, NULL));
    view_infer(row, t->s->data->lang, f);
    json_put(row, "why", "");
    return row;
}

/* Scores before and after of those whom `keep` lets in. */
typedef bool Keep(const Sums *s, int i);
static bool keep_designed(const Sums *s, int i)
{
    return !sums_late(s, i);
}
static bool keep_all(const Sums *s, int i)
{
    return true;
}
static bool keep_dosed(const Sums *s, int i)
{
    const ReportLearner *l = s->data->learners->pdata[i];
    double share = s->data->plan ? s->data->plan->plan->per_protocol : .5;
    return !sums_late(s, i) && s->data->steps_all > 0 && l->steps_done >= share * s->data->steps_all;
}

static void put_kept(Table *t, const char *id, Keep *keep, double *const *score)
{
    const Sums *s = t->s;
    g_autofree double *before = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++)
        before[i] = keep(s, i) ? score[OCCASION_PRE][i] : NAN;
    Infer f = estimate(t, before, score[OCCASION_POST]);
    put(t, id, &f);
}

static void put_carried(Table *t)
{
    const Sums *s = t->s;
    g_autofree double *before = g_new(double, s->n + 1), *after = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        before[i] = keep_designed(s, i) ? s->score[OCCASION_PRE][i] : NAN;
        after[i] = isnan(s->score[OCCASION_POST][i]) ? before[i] : s->score[OCCASION_POST][i];
    }
    Infer f = estimate(t, before, after);
    put(t, "carried", &f);
}

/* The lost had the lowest change that anyone in their sequence had; in the reference arm the highest. */
static void put_worst(Table *t)
{
    const Sums *s = t->s;
    double low[STATS_MAX_SEQUENCES], high[STATS_MAX_SEQUENCES];
    for (int k = 0; k < STATS_MAX_SEQUENCES; k++) {
        low[k] = INFINITY;
        high[k] = -INFINITY;
    }
    for (int i = 0; i < s->n; i++) {
        int k = s->sequence[i];
        if (k >= 0 && k < STATS_MAX_SEQUENCES && !isnan(s->gain[i])) {
            low[k] = fmin(low[k], s->gain[i]);
            high[k] = fmax(high[k], s->gain[i]);
        }
    }
    g_autofree double *before = g_new(double, s->n + 1), *after = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        int k = s->sequence[i];
        before[i] = keep_designed(s, i) ? s->score[OCCASION_PRE][i] : NAN;
        after[i] = s->score[OCCASION_POST][i];
        double change = k < 0 || k >= STATS_MAX_SEQUENCES ? NAN : t->arm && s->arm[i] == 0 ? high[k] : low[k];
        if (isnan(after[i]) && isfinite(change))
            after[i] = fmin(100, fmax(0, before[i] + change));
    }
    Infer f = estimate(t, before, after);
    put(t, "worst", &f);
}

static void put_weighted(Table *t)
{
    double most = NAN; /* fmax of it and a number is the number */
    const char *why = NULL;
    Infer f = t->arm ? weights_difference(t->s, t->arm, &most, &why) : weights_change(t->s, &most, &why);
    cJSON *row = put(t, "weighted", &f);
    view_number(row, "largest_weight", "largest weight", most, "", 1);
    if (why) {
        cJSON_DeleteItemFromObject(row, "why");
        view_say(row, "why", report_say(t->s->data->lang, why, NULL));
    }
}

static void put_table(Table *t)
{
    double *const *score = t->s->score, *const *begun = t->s->begun;
    put_kept(t, "designed", keep_designed, score);
    put_kept(t, "late_kept", keep_all, score);
    put_kept(t, "unfinished", keep_designed, begun);
    put_carried(t);
    put_worst(t);
    put_weighted(t);
    put_kept(t, "per_protocol", keep_dosed, score);
}

void view_sensitivity(cJSON *view, const Sums *s)
{
    cJSON *gain = cJSON_GetObjectItem(view, "gain"), *study = cJSON_GetObjectItem(view, "study");
    Table all = { s, view_array(gain, "sensitivity"), 0 };
    put_table(&all);
    cJSON *rows = view_array(study, "sensitivity");
    bool arms = s->data->plan && s->data->plan->plan->design == PLAN_ARMS;
    for (int arm = 1; arms && arm < (int)s->data->arms->len; arm++) {
        Table one = { s, rows, arm };
        put_table(&one);
    }
}
