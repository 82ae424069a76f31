/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_rasch.h - the Rasch model of right and wrong answers: P(right) = 1 / (1 + exp(difficulty - ability)), with
 * difficulties by conditional maximum likelihood (Andersen 1972), which needs no assumption on how abilities are
 * spread. */
#pragma once
#include "stats.h"

#define STATS_RASCH_MAX_ITEMS 80

/* Difficulties sum to zero; errors from the conditional information under that restriction. Fit over learners with
 * neither none nor all right, at their maximum-likelihood ability: mean squares, 1 as expected, over it noisy, below it
 * too regular. */
typedef struct {
    double difficulty, se, outfit, infit;
    int right; /* of the learners used */
} StatsRaschItem;

/* Ability that belongs to a total of 1 .. k - 1. */
typedef struct {
    int n; /* learners with it */
    double ability, se;
} StatsRaschScore;

typedef struct {
    StatsReason reason; /* UNDEFINED: an item that all or none of the used got right, or no maximum; TOO_FEW: under 3
                           items or 2 learners used; TOO_MANY items; BAD_VALUE: a score that is neither 0 nor 1 */
    int n, missing, extreme, k; /* n: used; extreme: none or all right, which tell nothing of the items */
    int item;                   /* the item of UNDEFINED, or -1 */
    double log_likelihood;
    double lr, lr_df,
        lr_p; /* Andersen (1973): low against high totals, split at the median
                  (it belongs to the low; to the high where nobody is above it); NaN where a half cannot be estimated */
} StatsRasch;
/* n rows of k; rows with a missing answer are left out. `items` takes k, `scores` (or NULL) k + 1, from 0 on. */
StatsRasch stats_rasch(const double *answers, int n, int k, StatsRaschItem *items, StatsRaschScore *scores);

/* Two forms through the items that stand in both: what is added to a difficulty (or ability) of the second form to be
 * on the first one's scale = mean difference of the m anchors (mean-mean linking). Error: sd of the differences /
 * sqrt(m) (as PISA's link error), which takes the anchors as drawn from many; and from the errors of the difficulties
 * alone. */
typedef struct {
    StatsReason reason; /* TOO_FEW below 2 anchors */
    int anchors;
    double shift, error, error_sampling;
} StatsLink;
StatsLink stats_rasch_link(const StatsRaschItem *first, const StatsRaschItem *second, int anchors);

/* How far one anchor lies from what the others say: its difference less the mean of theirs (itself not among them), and
 * that in standard errors. Displaced: over half a logit and over 1.96 errors; the worst is named first and no longer
 * counts among the others, until the rest agree or two are left. NaN and false below 3 anchors, of which none can be
 * told. A displaced question reads differently on the two forms (wording, place, somebody passed it on); link again
 * without it. */
typedef struct {
    double apart, away, z;
    bool displaced;
} StatsAnchor;
void stats_rasch_anchors(const StatsRaschItem *first, const StatsRaschItem *second, int anchors, StatsAnchor *each);

/* The abilities of all who sat a form, those with none or all right included, as a normal distribution: mean and spread
 * by maximum likelihood with the difficulties taken as known. se: of the mean, from the observed information of mean
 * and sd. */
typedef struct {
    StatsReason reason; /* TOO_FEW: under 2 people; UNDEFINED: no more spread than chance, or further out than the test
                           reaches */
    int n;
    double mean, sd, se;
} StatsRaschPeople;
StatsRaschPeople stats_rasch_people(const StatsRaschItem *items, const StatsRaschScore *scores, int k);

/* Two forms without a common item that were given by chance to people of one kind, before anything was taught (the
 * random groups design of Kolen and Brennan, Test Equating, Scaling, and Linking): both groups are taken as equally
 * able, so shift = mean of the first less mean of the second. Both errors: sqrt(se1^2 + se2^2), in which the chance of
 * who got which form is contained; it holds where people, not whole rooms, were assigned. anchors is 0. */
StatsLink stats_rasch_link_groups(const StatsRaschPeople *first, const StatsRaschPeople *second);
