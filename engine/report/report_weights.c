/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverse-probability weights: who was seen after the course counts for those who scored alike before it and were not.
 * How likely each was to be seen is fitted on the pre-test; where arms are compared in each arm by itself, for the
 * course may hold other people than the usual does. The mean change is resampled, and the weights are fitted anew each
 * time; the comparison of arms takes them as known. */
#include "report_priv.h"
#include "stats_boot.h"
#include "stats_logistic.h"

#include <string.h>

#define WEIGHT_LEAST_N 50
#define WEIGHT_MOST 10.0

/* Learners with a pre-test, of all arms or of one. */
typedef struct {
    int n, k;
    double *x, *seen, *gain, *fitted; /* x: 1 and the pre-test; fitted: chance to be seen */
    int *sequence, *cluster, *learner;
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

/* `arm` -1: everybody. */
static Weights weights_new(const Sums *s, int arm)
{
    Weights w = { .k = s->data->sequences };
    w.x = g_new(double, 2 * s->n + 1);
    w.seen = g_new(double, s->n + 1);
    w.gain = g_new(double, s->n + 1);
    w.fitted = g_new(double, s->n + 1);
    w.sequence = g_new(int, s->n + 1);
    w.cluster = g_new(int, s->n + 1);
    w.learner = g_new(int, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        int k = s->data->sequences > 1 ? s->sequence[i] : 0;
        bool in = !isnan(s->score[OCCASION_PRE][i]) && !sums_late(s, i) && k >= 0 && k < w.k;
        if (!in || (arm >= 0 && s->arm[i] != arm))
            continue;
        w.x[2 * w.n] = 1;
        w.x[2 * w.n + 1] = s->score[OCCASION_PRE][i];
        w.seen[w.n] = !isnan(s->gain[i]);
        w.gain[w.n] = s->gain[i];
        w.sequence[w.n] = k;
        w.cluster[w.n] = s->cluster[i];
        w.learner[w.n++] = i;
    }
    return w;
}

static void weights_clear(Weights *w)
{
    gpointer all[] = { w->x, w->seen, w->gain, w->fitted, w->sequence, w->cluster, w->learner };
    for (guint i = 0; i < G_N_ELEMENTS(all); i++)
        g_free(all[i]);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Weights, weights_clear)

static int lost_of(const Weights *w)
{
    int lost = 0;
    for (int i = 0; i < w->n; i++)
        lost += w->seen[i] < .5;
    return lost;
}

/* Fits the chances. Where nobody was lost everybody's is 1; *most is raised to the largest weight. NULL, or why not. */
static const char *weights_fit(Weights *w, double *most)
{
    if (lost_of(w) == 0) {
        for (int i = 0; i < w->n; i++)
            w->fitted[i] = 1;
    } else if (stats_logistic(w->x, w->seen, w->n, 2, w->fitted).reason != STATS_OK) {
        return "weights.model";
    }
    for (int i = 0; i < w->n; i++)
        if (w->seen[i] > .5)
            *most = fmax(*most, 1 / w->fitted[i]);
    return *most >= WEIGHT_MOST ? "weights.large" : NULL;
}

static Infer none(void)
{
    StatsInterval blank = { NAN, NAN };
    return (Infer){ .reason = STATS_TOO_FEW,
        .estimate = NAN,
        .se = NAN,
        .df = NAN,
        .t = NAN,
        .p = NAN,
        .ci = blank,
        .icc_05 = blank,
        .icc_15 = blank,
        .icc = NAN,
        .design_effect = NAN };
}

Infer weights_change(const Sums *s, double *most, const char **why)
{
    g_auto(Weights) w = weights_new(s, -1);
    Infer f = none();
    *why = w.n < WEIGHT_LEAST_N ? "weights.few" : lost_of(&w) == 0 ? "weights.none_lost" : weights_fit(&w, most);
    if (*why)
        return f;
    bool shared = s->kind != CLUSTER_NONE && s->clusters >= INFER_MIN_CLUSTERS;
    int replicates = w.n > 2000 ? 400 : 2000;
    StatsBootstrap b = stats_bootstrap(weighted, &w, w.n, shared ? w.cluster : NULL, replicates, s->data->seed + 1);
    f.reason = b.reason;
    f.method = shared ? INFER_CR2 : INFER_INDEPENDENT;
    f.estimate = b.estimate;
    f.se = b.se;
    f.ci = b.ci;
    f.n = w.n - lost_of(&w);
    return f;
}

Infer weights_difference(const Sums *s, int arm, double *most, const char **why)
{
    g_autofree double *weight = g_new(double, s->n + 1);
    g_auto(Weights) reference = weights_new(s, 0), own = weights_new(s, arm);
    Weights *both[] = { &reference, &own };
    *why = MIN(reference.n, own.n) < WEIGHT_LEAST_N         ? "weights.few_arm"
           : lost_of(&reference) == 0 && lost_of(&own) == 0 ? "weights.none_lost"
                                                            : NULL;
    for (int i = 0; i < s->n; i++)
        weight[i] = NAN;
    for (gsize a = 0; a < G_N_ELEMENTS(both) && !*why; a++) {
        *why = weights_fit(both[a], most);
        for (int i = 0; i < both[a]->n; i++)
            weight[both[a]->learner[i]] = both[a]->seen[i] > .5 ? 1 / both[a]->fitted[i] : NAN;
    }
    if (*why)
        return none();
    g_autoptr(Outcome) gain = outcome_new(s, "gain");
    return outcome_difference(s, gain, arm, weight);
}
