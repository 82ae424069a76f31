/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares against R: MASS's anorexia data, and the crossed-forms estimate as an effect-coded regression. */
#include "stats_model.h"

#include "near.h"
#include "unit.h"

/* arm (0 control, 1 cognitive behavioural, 2 family), weight before, weight after: Hand et al. (1993), data set 285 */
static const struct {
    int arm;
    double before, after;
} anorexia[] = {
    { 0, 80.7, 80.2 },
    { 0, 89.4, 80.1 },
    { 0, 91.8, 86.4 },
    { 0, 74, 86.3 },
    { 0, 78.1, 76.1 },
    { 0, 88.3, 78.1 },
    { 0, 87.3, 75.1 },
    { 0, 75.1, 86.7 },
    { 0, 80.6, 73.5 },
    { 0, 78.4, 84.6 },
    { 0, 77.6, 77.4 },
    { 0, 88.7, 79.5 },
    { 0, 81.3, 89.6 },
    { 0, 78.1, 81.4 },
    { 0, 70.5, 81.8 },
    { 0, 77.3, 77.3 },
    { 0, 85.2, 84.2 },
    { 0, 86, 75.4 },
    { 0, 84.1, 79.5 },
    { 0, 79.7, 73 },
    { 0, 85.5, 88.3 },
    { 0, 84.4, 84.7 },
    { 0, 79.6, 81.4 },
    { 0, 77.5, 81.2 },
    { 0, 72.3, 88.2 },
    { 0, 89, 78.8 },
    { 1, 80.5, 82.2 },
    { 1, 84.9, 85.6 },
    { 1, 81.5, 81.4 },
    { 1, 82.6, 81.9 },
    { 1, 79.9, 76.4 },
    { 1, 88.7, 103.6 },
    { 1, 94.9, 98.4 },
    { 1, 76.3, 93.4 },
    { 1, 81, 73.4 },
    { 1, 80.5, 82.1 },
    { 1, 85, 96.7 },
    { 1, 89.2, 95.3 },
    { 1, 81.3, 82.4 },
    { 1, 76.5, 72.5 },
    { 1, 70, 90.9 },
    { 1, 80.4, 71.3 },
    { 1, 83.3, 85.4 },
    { 1, 83, 81.6 },
    { 1, 87.7, 89.1 },
    { 1, 84.2, 83.9 },
    { 1, 86.4, 82.7 },
    { 1, 76.5, 75.7 },
    { 1, 80.2, 82.6 },
    { 1, 87.8, 100.4 },
    { 1, 83.3, 85.2 },
    { 1, 79.7, 83.6 },
    { 1, 84.5, 84.6 },
    { 1, 80.8, 96.2 },
    { 1, 87.4, 86.7 },
    { 2, 83.8, 95.2 },
    { 2, 83.3, 94.3 },
    { 2, 86, 91.5 },
    { 2, 82.5, 91.9 },
    { 2, 86.7, 100.3 },
    { 2, 79.6, 76.7 },
    { 2, 76.9, 76.8 },
    { 2, 94.2, 101.6 },
    { 2, 73.4, 94.9 },
    { 2, 80.5, 75.2 },
    { 2, 81.6, 77.8 },
    { 2, 82.1, 95.5 },
    { 2, 77.6, 90.7 },
    { 2, 83.5, 92.5 },
    { 2, 89.9, 93.8 },
    { 2, 86, 91.7 },
    { 2, 87.3, 98 },
};
#define ROWS ((int)G_N_ELEMENTS(anorexia))

typedef struct {
    double x[ROWS], y[ROWS];
    int arm[ROWS], cluster[ROWS];
} Columns;

static void columns(Columns *c)
{
    for (int i = 0; i < ROWS; i++) {
        c->x[i] = anorexia[i].before;
        c->y[i] = anorexia[i].after;
        c->arm[i] = anorexia[i].arm;
        c->cluster[i] = i % 12;
    }
}

START_TEST(ancova_of_anorexia_is_rs)
{
    Columns c;
    columns(&c);
    StatsAncova r = stats_ancova(c.x, c.y, c.arm, c.cluster, ROWS, 3);
    ck_assert_int_eq(r.reason, STATS_OK);
    NEAR(r.fit.coef[0], 45.6740434869);
    NEAR(r.fit.coef[1], 0.4344611504);
    NEAR(r.fit.coef[2], 4.0970655281);
    NEAR(r.fit.coef[3], 8.6601281810);
    NEAR(r.fit.se[0], 13.216705401455);
    NEAR(r.fit.se[2], 1.893492606967);
    NEAR(r.fit.t[3], 3.94871782789);
    NEAR(r.fit.p[2], 0.033999314720263);
    NEAR(r.fit.p[3], 0.000189023798034);
    NEAR(r.fit.ci[3].low, 4.283766668074);
    NEAR(r.fit.r2, .2776547741);
    NEAR_TO(r.fit.sigma, 6.978183, 1e-7);
    NEAR_TO(r.slope_f, 5.41123, 1e-6);
    NEAR_TO(r.slope_p, 0.0066656, 1e-5);
    static const double robust[] = { 11.08019965199, 0.13207822000, 1.66147966373, 2.25798066123 };
    for (int i = 0; i < 4; i++)
        NEAR(r.fit.robust_se[i], robust[i]);
}
END_TEST

START_TEST(paired_t_of_each_arm_of_anorexia_is_rs)
{
    static const double t[] = { -.287225, 2.215588, 4.184908 }, p[] = { .7763071, .0350226, .0007002531 };
    for (int arm = 0; arm < 3; arm++) {
        double x[ROWS], y[ROWS];
        int n = 0;
        for (int i = 0; i < ROWS; i++) {
            if (anorexia[i].arm == arm) {
                x[n] = anorexia[i].before;
                y[n++] = anorexia[i].after;
            }
        }
        StatsPaired r = stats_paired_t(x, y, n);
        NEAR_TO(r.t, t[arm], 2e-6);
        NEAR_TO(r.p, p[arm], 2e-6);
    }
}
END_TEST

START_TEST(the_crossed_estimate_is_the_effect_coded_intercept)
{
    static const double gain[] = { 3, 5, 4, 6, 1, 0, 2, 7, 2, 4.5 };
    static const int sequence[] = { 0, 0, 0, 1, 1, 1, 1, 2, 2, 2 };
    double rows[30];
    for (int i = 0; i < 10; i++) {
        rows[3 * i] = 1;
        rows[3 * i + 1] = sequence[i] == 2 ? -1 : sequence[i] == 0;
        rows[3 * i + 2] = sequence[i] == 2 ? -1 : sequence[i] == 1;
    }
    StatsOls fit = stats_ols(rows, gain, 10, 3, NULL);
    StatsCrossed crossed = stats_crossed(gain, sequence, 10, 3);
    NEAR_TO(fit.coef[0], crossed.estimate, 1e-12);
    NEAR_TO(fit.se[0], crossed.se, 1e-12);
    NEAR_TO(fit.p[0], crossed.p, 1e-12);
    NEAR_TO(fit.ci[0].high, crossed.ci.high, 1e-12);
}
END_TEST

START_TEST(terms_that_determine_each_other_are_refused)
{
    static const double rows[] = { 1, 2, 4, 1, 3, 6, 1, 5, 10, 1, 7, 14 }, y[] = { 1, 2, 3, 5 };
    ck_assert_int_eq(stats_ols(rows, y, 4, 3, NULL).reason, STATS_SINGULAR);
    ck_assert_int_eq(stats_ols(rows, y, 3, 3, NULL).reason, STATS_TOO_FEW);
    ck_assert_int_eq(stats_ols(rows, y, 4, 17, NULL).reason, STATS_TOO_MANY);
}
END_TEST

START_TEST(learners_without_both_scores_do_not_enter_the_model)
{
    Columns c;
    columns(&c);
    c.x[3] = NAN;
    StatsAncova r = stats_ancova(c.x, c.y, c.arm, NULL, ROWS, 3);
    ck_assert_int_eq(r.missing, 1);
    ck_assert_int_eq(r.fit.n, ROWS - 1);
    ck_assert(isnan(r.fit.robust_se[0]));
}
END_TEST

UNIT_MAIN("stats_model", ancova_of_anorexia_is_rs, paired_t_of_each_arm_of_anorexia_is_rs,
    the_crossed_estimate_is_the_effect_coded_intercept, terms_that_determine_each_other_are_refused,
    learners_without_both_scores_do_not_enter_the_model)
