/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stats_infer.h - one outcome with the errors that its design allows: which test is honest, and when none is. */
#pragma once
#include "stats_cluster.h"

#define INFER_MIN_CLUSTERS 4   /* an arm: below, an estimate and no p */
#define INFER_MANY_CLUSTERS 40 /* below, the report says that clusters are few */

typedef enum {
    INFER_INDEPENDENT,  /* nobody shares a cluster: the ordinary t */
    INFER_CR2,          /* clusters: bias-reduced errors, Satterthwaite degrees of freedom */
    INFER_ONE_CLUSTER,  /* all in one: holds for this room only */
    INFER_FEW_CLUSTERS, /* below INFER_MIN_CLUSTERS in an arm: no p */
    INFER_METHODS
} InferMethod;

/* With ONE_CLUSTER and FEW_CLUSTERS p is NaN and `se`, `df`, `ci` take learners as independent, which is too narrow.
 * `icc_05` and `icc_15` are the intervals if the intraclass correlation were .05 and .15: for an estimate that is a sum
 * of w_i y_i, variance s^2 sum w_i^2 + tau^2 sum over clusters (sum w_i)^2 with tau^2 = rho s^2 / (1 - rho), s^2 the
 * residual variance, the degrees of freedom those of the residuals (what Donner & Klar 2000 plan with). NaN where
 * nobody shares a cluster. */
typedef struct {
    StatsReason reason;
    InferMethod method;
    int n, missing, n_arm, n_reference; /* the last two: of a comparison */
    int clusters, clusters_arm, clusters_reference;
    double estimate, se, df, t, p;
    StatsInterval ci, icc_05, icc_15;
    double icc, design_effect; /* of the residuals, NaN where it cannot be told */
    StatsTwoSample by_cluster; /* of a comparison: Welch's t of the clusters' mean residuals, each cluster once */
} Infer;
/* "cr2" ... Constant. */
const char *infer_method_name(InferMethod method);

/* Mean change of one group: the mean of the means of its k sequences of forms (stats_crossed); k = 1 is the plain mean.
 * `gain` NaN, sequence outside 0 .. k-1 and cluster -1 leave a learner out; `cluster` NULL: independent. */
Infer infer_change(const double *gain, const int *sequence, const int *cluster, int n, int k);
/* The same with weights, as in infer_difference_weighted: the mean of the sequences' weighted means. */
Infer infer_change_weighted(
    const double *gain, const int *sequence, const int *cluster, const double *weight, int n, int k);

/* How much higher `y` is in arm `which` than in arm 0, all else equal: least squares of y on 1, the `others` columns of
 * x (row by row: the pre-test, sequences in effect coding, baseline), and a column for `which`. Who is in another arm,
 * or lacks y or any x, is left out. One with nobody to share a cluster with is a cluster alone, so a design in which
 * only one arm talks in rooms is taken as partially nested. */
Infer infer_difference(
    const double *y, const double *x, int others, const int *arm, int which, const int *cluster, int n);
/* The same with each learner counted `weight` times (1 / P(seen); NaN leaves her out): weighted least squares. Errors
 * are stats_cr2_weighted's, by the same clusters; where nobody shares one, or they are too few, each learner is one.
 * The weights are taken as known, which errs on the wide side (Lunceford & Davidian 2004). No intervals for an assumed
 * ICC, no t of clusters. */
Infer infer_difference_weighted(const double *y, const double *x, int others, const int *arm, int which,
    const int *cluster, const double *weight, int n);
