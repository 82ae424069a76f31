/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The primary estimate again under other assumptions about who is missing and who counts, side by side. */
#include "report_priv.h"
#include "stats_boot.h"
#include "stats_logistic.h"

#include <string.h>

#define WEIGHT_LEAST_N 50
#define WEIGHT_MOST 10.0

/* How an estimate is made: the change of all, or the first arm against the reference. */
typedef struct {
    const Sums *s;
    cJSON *rows;
    bool arms;
} Table;

static Infer estimate(const Table *t, const double *before, const double *after)
{
    const Sums *s = t->s;
    g_autofree double *change = g_new(double, s->n + 1);
    for (int i = 0; i < s->n; i++)
        change[i] = after[i] - before[i];
    Outcome o = { .id = (char *)"gain", .before = (double *)before, .after = (double *)after, .change = change };
    return t->arms ? outcome_difference(s, &o, 1) : outcome_change(s, &o);
}

static cJSON *put(Table *t, const char *id, const Infer *f)
{
    g_autofree char *key = g_strconcat("variant.", id, NULL);
    cJSON *row = view_row(t->rows);
    json_put(row, "id", id);
    view_say(row, "label", report_say(t->s->data->lang, key, NULL));
    view_infer(row, f, POINTS, 1);
    json_put(row, "why", "");
    return row;
}

static bool is_late(const Sums *s, int i)
{
    return s->sit[OCCASION_PRE][i] && s->sit[OCCASION_PRE][i]->pre_late;
}

/* Scores before and after of those whom `keep` lets in. */
typedef bool Keep(const Sums *s, int i);
static bool keep_designed(const Sums *s, int i)
{
    return !is_late(s, i);
}
static bool keep_all(const Sums *s, int i)
{
    return true;
}
static bool keep_dosed(const Sums *s, int i)
{
    const ReportLearner *l = s->data->learners->pdata[i];
    double share = s->data->plan ? s->data->plan->plan->per_protocol : .5;
    return !is_late(s, i) && s->data->steps_all > 0 && l->steps_done >= share * s->data->steps_all;
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
        double change = k < 0 || k >= STATS_MAX_SEQUENCES ? NAN : t->arms && s->arm[i] == 0 ? high[k] : low[k];
        if (isnan(after[i]) && isfinite(change))
            after[i] = fmin(100, fmax(0, before[i] + change));
    }
    Infer f = estimate(t, before, after);
    put(t, "worst", &f);
}

/* Learners with a pre-test: their gain, sequence and how likely they were to be seen again. */
typedef struct {
    int n, k;
    double *x, *seen, *gain, *fitted; /* x: 1 and the pre-test */
    int *sequence, *cluster;
} Weights;

/* Mean of the sequences' weighted means; NaN where the weights cannot be had. */
static double weighted(const int *rows, int n, void *data)
{
    const Weights *w = data;
    g_autofree double *x = g_new(double, 2 * n + 1), *seen = g_new(double, n + 1), *fitted = g_new(double, n + 1);
    for (int r = 0; r < n; r++) {
        memcpy(x + 2 * r, w->x + 2 * rows[r], 2 * sizeof *x);
        seen[r] = w->seen[rows[r]];
    }
    if (stats_logistic(x, seen, n, 2, fitted).reason != STATS_OK)
        return NAN;
    double sum[STATS_MAX_SEQUENCES] = { 0 }, of[STATS_MAX_SEQUENCES] = { 0 }, mean = 0;
    for (int r = 0; r < n; r++) {
        int i = rows[r];
        if (seen[r] < .5)
            continue;
        sum[w->sequence[i]] += w->gain[i] / fitted[r];
        of[w->sequence[i]] += 1 / fitted[r];
    }
    for (int k = 0; k < w->k; k++)
        mean += sum[k] / of[k] / w->k;
    return mean;
}

static Weights weights_new(const Sums *s)
{
    Weights w = { .k = s->data->sequences };
    w.x = g_new(double, 2 * s->n + 1);
    w.seen = g_new(double, s->n + 1);
    w.gain = g_new(double, s->n + 1);
    w.fitted = g_new(double, s->n + 1);
    w.sequence = g_new(int, s->n + 1);
    w.cluster = g_new(int, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        int k = s->data->sequences > 1 ? s->sequence[i] : 0;
        if (isnan(s->score[OCCASION_PRE][i]) || is_late(s, i) || k < 0 || k >= w.k)
            continue;
        w.x[2 * w.n] = 1;
        w.x[2 * w.n + 1] = s->score[OCCASION_PRE][i];
        w.seen[w.n] = !isnan(s->gain[i]);
        w.gain[w.n] = s->gain[i];
        w.sequence[w.n] = k;
        w.cluster[w.n++] = s->cluster[i];
    }
    return w;
}

static void weights_clear(Weights *w)
{
    gpointer all[] = { w->x, w->seen, w->gain, w->fitted, w->sequence, w->cluster };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        g_free(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Weights, weights_clear)

/* Why there is no weighted estimate: a key, or NULL. */
static const char *no_weights(const Weights *w, double *most)
{
    int lost = 0;
    for (int i = 0; i < w->n; i++)
        lost += w->seen[i] < .5;
    if (w->n < WEIGHT_LEAST_N)
        return "weights.few";
    if (lost == 0)
        return "weights.none_lost";
    if (stats_logistic(w->x, w->seen, w->n, 2, w->fitted).reason != STATS_OK)
        return "weights.model";
    *most = 0;
    for (int i = 0; i < w->n; i++)
        if (w->seen[i] > .5)
            *most = fmax(*most, 1 / w->fitted[i]);
    return *most >= WEIGHT_MOST ? "weights.large" : NULL;
}

static void put_weighted(Table *t)
{
    const Sums *s = t->s;
    g_auto(Weights) w = weights_new(s);
    Infer f = { .reason = STATS_TOO_FEW,
        .n = 0,
        .estimate = NAN,
        .se = NAN,
        .df = NAN,
        .t = NAN,
        .p = NAN,
        .ci = { NAN, NAN },
        .icc_05 = { NAN, NAN },
        .icc_15 = { NAN, NAN },
        .icc = NAN,
        .design_effect = NAN };
    double most = NAN;
    const char *why = no_weights(&w, &most);
    if (!why) {
        bool shared = s->kind != CLUSTER_NONE && s->clusters >= INFER_MIN_CLUSTERS;
        int replicates = w.n > 2000 ? 400 : 2000;
        StatsBootstrap b = stats_bootstrap(weighted, &w, w.n, shared ? w.cluster : NULL, replicates, s->data->seed + 1);
        f.reason = b.reason;
        f.method = shared ? INFER_CR2 : INFER_INDEPENDENT;
        f.estimate = b.estimate;
        f.se = b.se;
        f.ci = b.ci;
        for (int i = 0; i < w.n; i++)
            f.n += w.seen[i] > .5;
    }
    cJSON *row = put(t, "weighted", &f);
    view_number(row, "largest_weight", "largest weight", most, "", 1);
    if (why) {
        cJSON_DeleteItemFromObject(row, "why");
        view_say(row, "why", report_say(s->data->lang, why, NULL));
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
    if (!t->arms)
        put_weighted(t);
    put_kept(t, "per_protocol", keep_dosed, score);
}

void view_sensitivity(cJSON *view, const Sums *s)
{
    cJSON *gain = cJSON_GetObjectItem(view, "gain"), *study = cJSON_GetObjectItem(view, "study");
    Table all = { s, view_array(gain, "sensitivity"), false };
    put_table(&all);
    Table arms = { s, view_array(study, "sensitivity"), true };
    if (s->data->plan && s->data->plan->plan->design == PLAN_ARMS)
        put_table(&arms);
}
