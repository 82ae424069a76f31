/* SPDX-License-Identifier: GPL-3.0-or-later */
/* agreement.h - how far coders of a study agree, on the codes that each gave before anyone saw another's. */
#pragma once
#include "coding.h"
#include "json.h"
#include "stats_boot.h"
#include "stats_items.h"

/* One code as coders x units: 1 given, 0 not given, NaN not coded. Pure functions work on this. */
typedef struct {
    int coders, units;
    const double *given; /* given[coder * units + unit] */
    const int *thread;   /* of each unit, for the bootstrap */
} AgreementData;

/* Units that two coders at least have coded are n. Under AGREEMENT_LEAST positives (on average per coder) kappa and
 * alpha are NaN and `estimable` false: with so few, one unit more or less turns them over. */
#define AGREEMENT_LEAST 10
#define AGREEMENT_REPLICATES 1000
typedef struct {
    bool estimable;
    int n;
    double positives;  /* mean number over coders, of their units among the n */
    double prevalence; /* share of the given values that are 1 */
    double percent;    /* of pairs of coders on a unit, the share that agree */
    double kappa;      /* Cohen's; of more than two coders the mean over their pairs (Light 1971) */
    double pabak;      /* 2 percent - 1 (Byrt, Bishop & Carlin 1993) */
    double fleiss;     /* of units that every coder coded; NaN with fewer than two coders */
    double alpha;      /* Krippendorff's, nominal, missing values allowed */
    StatsInterval kappa_ci, alpha_ci; /* whole threads drawn again; NaN with fewer than two threads */
} AgreementCode;
AgreementCode agreement_code(const AgreementData *data, int replicates, uint64_t seed);

/* Codes that exclude each other as one variable: value[coder * units + unit] is the place of the code from 1, 0 none,
 * NaN not coded. The ordered figures leave units without a code out. */
typedef struct {
    int n, n_ordered;
    double percent, kappa, kappa_linear, kappa_quadratic;           /* of two coders; else NaN */
    double alpha, alpha_ordinal, alpha_interval, alpha_ratio; /* nominal has "none" as a value */
} AgreementGroup;
AgreementGroup agreement_group(const double *value, int coders, int units, int categories);

/* Characters that both marked over those that either did; 0 of 0 is NaN. Spans may overlap themselves. */
double agreement_overlap(const Coding *const *a, guint n_a, const Coding *const *b, guint n_b);

/* All of a study: of its units that every coder has, training left out, and of these what nobody saw a suggestion on.
 * {"study","state","codebook","unit","coders":[names],"n","threads","replicates","seed","notes":[sentences],
 *  "codes":[{"code","title","n","positives","prevalence","percent","kappa","kappa_ci":[low,high],"pabak","fleiss","alpha",
 *  "alpha_ci","estimable","span_overlap","span_units"}],
 *  "groups":[{"group","title","ordered","n","percent","kappa","kappa_linear","kappa_quadratic","alpha","alpha_ordinal",
 *  "alpha_interval","alpha_ratio"}], "confused":[{"a","b","units"}]} full precision, null where there is no figure; "b"
 * is "" where the other coder gave nothing instead. Given. */
cJSON *agreement_study(Store *store, const CodingStudy *study, GError **error);
