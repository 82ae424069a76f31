/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inverse-probability weights: who was seen after the course counts for those who scored alike before it and were not.
 * How likely each was to be seen is fitted on the pre-test; where arms are compared in each arm by itself, for the
 * course may hold other people than the usual does. The estimates take the weights as known. */
#include "report_priv.h"
#include "stats_logistic.h"

#include <string.h>

#define WEIGHT_LEAST_N 50
#define WEIGHT_MOST 10.0

/* Learners with a pre-test, of all arms or of one. */
typedef struct {
    int n;
    double *x, *seen, *fitted; /* x: 1 and the pre-test; fitted: chance to be seen */
    int *learner;
} Weights;

/* `arm` -1: everybody. */
static Weights weights_new(const Sums *s, int arm)
{
    Weights w = { 0 };
    w.x = g_new(double, 2 * s->n + 1);
    w.seen = g_new(double, s->n + 1);
    w.fitted = g_new(double, s->n + 1);
    w.learner = g_new(int, s->n + 1);
    for (int i = 0; i < s->n; i++) {
        int k = s->data->sequences > 1 ? s->sequence[i] : 0;
        bool in = !isnan(s->score[OCCASION_PRE][i]) && !sums_late(s, i) && k >= 0 && k < s->data->sequences;
        if (!in || (arm >= 0 && s->arm[i] != arm))
            continue;
        w.x[2 * w.n] = 1;
        w.x[2 * w.n + 1] = s->score[OCCASION_PRE][i];
        w.seen[w.n] = !isnan(s->gain[i]);
        w.learner[w.n++] = i;
    }
    return w;
}

static void weights_clear(Weights *w)
{
    gpointer all[] = { w->x, w->seen, w->fitted, w->learner };
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

/* Of those who were seen, into their places in `weight`. */
static void weights_put(const Weights *w, double *weight)
{
    for (int i = 0; i < w->n; i++)
        weight[w->learner[i]] = w->seen[i] > .5 ? 1 / w->fitted[i] : NAN;
}

static double *blank(int n)
{
    double *weight = g_new(double, n + 1);
    for (int i = 0; i < n; i++)
        weight[i] = NAN;
    return weight;
}

Infer weights_change(const Sums *s, double *most, const char **why)
{
    g_autofree double *weight = blank(s->n);
    g_auto(Weights) w = weights_new(s, -1);
    *why = w.n < WEIGHT_LEAST_N ? "weights.few" : lost_of(&w) == 0 ? "weights.none_lost" : weights_fit(&w, most);
    if (*why)
        return none();
    weights_put(&w, weight);
    g_autoptr(Outcome) gain = outcome_new(s, "gain");
    return outcome_change(s, gain, weight);
}

Infer weights_difference(const Sums *s, int arm, double *most, const char **why)
{
    g_autofree double *weight = blank(s->n);
    g_auto(Weights) reference = weights_new(s, 0), own = weights_new(s, arm);
    Weights *both[] = { &reference, &own };
    *why = MIN(reference.n, own.n) < WEIGHT_LEAST_N         ? "weights.few_arm"
           : lost_of(&reference) == 0 && lost_of(&own) == 0 ? "weights.none_lost"
                                                            : NULL;
    for (gsize a = 0; a < G_N_ELEMENTS(both) && !*why; a++) {
        *why = weights_fit(both[a], most);
        weights_put(both[a], weight);
    }
    if (*why)
        return none();
    g_autoptr(Outcome) gain = outcome_new(s, "gain");
    return outcome_difference(s, gain, arm, weight);
}
