/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_logistic.h - logistic regression by maximum likelihood: how likely each learner was to be seen again. */
#pragma once
#include "stats_model.h"

typedef struct {
    StatsReason reason;  /* UNDEFINED: the terms foretell the outcome wholly, or there is only one outcome; SINGULAR */
    int n, terms, steps; /* Newton steps taken */
    double coef[STATS_MAX_TERMS], se[STATS_MAX_TERMS], log_likelihood;
} StatsLogistic;
/* P(y = 1) = 1 / (1 + exp(-x b)); shapes as stats_ols, y 0 or 1, nothing missing. `fitted` (or NULL) takes n
 * probabilities. */
StatsLogistic stats_logistic(const double *x, const double *y, int n, int terms, double *fitted);
