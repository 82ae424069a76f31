/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "stats_rasch.h"

#define RASCH_ITEMS STATS_RASCH_MAX_ITEMS

/* What conditional likelihood needs of the data: how many have each total, how many got each item right. */
typedef struct {
    int k;
    double with_total[RASCH_ITEMS + 1], right[RASCH_ITEMS];
} RaschCounts;

/* Difficulties and errors; false where there is no maximum. */
bool rasch_estimate(const RaschCounts *counts, double *difficulty, double *se, double *log_likelihood);
/* Ability of total r (0 < r < k) by maximum likelihood. */
double rasch_ability(const double *difficulty, int k, int r, double *se);
