/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reference answers: R 4.2 with clubSandwich (CR2, Satterthwaite) on the same forty learners; the assumed correlations
 * by the formula from R's own residual variance and weights. */
#include "stats_infer.h"
#include "stats_logistic.h"

#include "near.h"
#include "unit.h"

#define N 40
typedef struct {
    double pre[N], post[N], gain[N], x[2 * N];
    int sequence[N], arm[N], room[N], single[N];
} Ward;

static Ward ward(void)
{
    Ward w;
    for (int i = 0; i < N; i++) {
        w.room[i] = i / 4;
        w.arm[i] = w.room[i] % 2;
        w.sequence[i] = i % 2;
        w.pre[i] = 40 + i * 7 % 23;
        w.post[i] = .6 * w.pre[i] + 30 + i * 11 % 17 + 3 * (w.room[i] * 5 % 7) + 4 * w.arm[i];
        w.gain[i] = w.post[i] - w.pre[i];
        w.x[2 * i] = w.pre[i];
        w.x[2 * i + 1] = w.sequence[i] ? -1 : 1;
        w.single[i] = w.arm[i] ? w.room[i] : 100 + i;
    }
    return w;
}

START_TEST(ten_rooms_have_the_errors_of_clusters)
{
    Ward w = ward();
    Infer f = infer_change(w.gain, w.sequence, w.room, N, 2);
    ck_assert_int_eq(f.method, INFER_CR2);
    ck_assert_int_eq(f.clusters, 10);
    NEAR(f.estimate, 28.19);
    NEAR_TO(f.se, 2.30876109153, 1e-9);
    NEAR(f.df, 9);
    NEAR_TO(f.p, 6.64112382631e-07, 1e-9);
    NEAR_TO(f.ci.low, 22.9672195596, 1e-9);
    NEAR_TO(f.ci.high, 33.4127804404, 1e-9);
}
END_TEST

START_TEST(without_clusters_it_is_the_crossed_estimate)
{
    Ward w = ward();
    Infer f = infer_change(w.gain, w.sequence, NULL, N, 2);
    StatsCrossed c = stats_crossed(w.gain, w.sequence, N, 2);
    ck_assert_int_eq(f.method, INFER_INDEPENDENT);
    NEAR(f.estimate, c.estimate);
    NEAR(f.se, c.se);
    NEAR(f.p, c.p);
    NEAR_TO(f.p, 3.03784714372e-22, 1e-6);
    ck_assert(isnan(f.icc_05.low));
}
END_TEST

START_TEST(one_room_has_no_p_and_says_what_assumed_correlations_would_do)
{
    Ward w = ward();
    int one[N] = { 0 };
    Infer f = infer_change(w.gain, w.sequence, one, N, 2);
    ck_assert_int_eq(f.method, INFER_ONE_CLUSTER);
    ck_assert(isnan(f.p) && isnan(f.t));
    NEAR_TO(f.icc_05.low, 23.3164947318, 1e-9);
    NEAR_TO(f.icc_05.high, 33.0635052682, 1e-9);
    NEAR_TO(f.icc_15.low, 20.3389443199, 1e-9);
    NEAR_TO(f.icc_15.high, 36.0410556801, 1e-9);
    ck_assert(f.ci.low > f.icc_05.low); /* the first is too narrow for other rooms */
}
END_TEST

START_TEST(three_rooms_have_no_p_and_four_have_one)
{
    Ward w = ward();
    int rooms[N];
    for (int i = 0; i < N; i++)
        rooms[i] = i % 3;
    ck_assert_int_eq(infer_change(w.gain, w.sequence, rooms, N, 2).method, INFER_FEW_CLUSTERS);
    ck_assert(isnan(infer_change(w.gain, w.sequence, rooms, N, 2).p));
    for (int i = 0; i < N; i++)
        rooms[i] = i % 4;
    ck_assert(!isnan(infer_change(w.gain, w.sequence, rooms, N, 1).p));
}
END_TEST

START_TEST(arms_are_compared_with_the_pre_test_and_the_forms_held)
{
    Ward w = ward();
    Infer f = infer_difference(w.post, w.x, 2, w.arm, 1, w.room, N);
    ck_assert(f.n_arm == 20 && f.n_reference == 20 && f.clusters_arm == 5 && f.clusters_reference == 5);
    NEAR_TO(f.estimate, 3.673420094849, 1e-9);
    NEAR_TO(f.se, 4.637477693926, 1e-9);
    NEAR_TO(f.df, 7.986371227244, 1e-9);
    NEAR_TO(f.p, .451178001402, 1e-9);
    NEAR_TO(f.ci.low, -7.023800034416, 1e-9);
    NEAR_TO(f.icc_05.low, -2.22051361889, 1e-9);
    NEAR_TO(f.icc_15.high, 10.66946297492, 1e-9);
    NEAR_TO(f.by_cluster.t, .802848590718, 1e-9);
    NEAR_TO(f.by_cluster.p, .446693881633, 1e-9);
}
END_TEST

START_TEST(an_arm_that_does_not_talk_is_taken_as_singles)
{
    Ward w = ward();
    Infer f = infer_difference(w.post, w.x, 2, w.arm, 1, w.single, N);
    ck_assert_int_eq(f.method, INFER_CR2);
    ck_assert(f.clusters_arm == 5 && f.clusters_reference == 20);
    NEAR_TO(f.se, 4.063151420287, 1e-9);
    NEAR_TO(f.df, 13.058980645375, 1e-9);
    NEAR_TO(f.p, .382327675484, 1e-9);
}
END_TEST

START_TEST(three_clusters_in_one_arm_are_an_estimate_only)
{
    Ward w = ward();
    for (int i = 0; i < N; i++)
        if (w.room[i] == 7 || w.room[i] == 9)
            w.room[i] = 5;
    Infer f = infer_difference(w.post, w.x, 2, w.arm, 1, w.room, N);
    ck_assert(f.clusters_arm == 3 && f.method == INFER_FEW_CLUSTERS && isnan(f.p));
    NEAR_TO(f.estimate, 3.673420094849, 1e-9);
}
END_TEST

typedef struct {
    const char *what;
    double se, df, p, low, high;
} Weighted;

static void weighted_as_in_r(const Infer *f, const Weighted *r)
{
    NEAR_TO(f->estimate, 3.88108005838, 1e-9);
    NEAR_TO(f->se, r->se, 1e-9);
    NEAR_TO(f->ci.low, r->low, 1e-9);
    NEAR_TO(f->ci.high, r->high, 1e-9);
    NEAR_TO(f->df, r->df, 1e-9);
    if (!isnan(r->p))
        NEAR_TO(f->p, r->p, 1e-9);
    ck_assert_msg(isnan(f->p) == isnan(r->p), "%s", r->what);
}

START_TEST(weighted_arms_have_the_errors_of_a_weighted_lm)
{
    Ward w = ward();
    double weight[N];
    int pairs[N], alone[N];
    for (int i = 0; i < N; i++) {
        weight[i] = 1 + i * 3 % 8 / 2.0;
        pairs[i] = i % 2;
        alone[i] = i;
    }
    static const Weighted rooms = { "rooms", 4.23247005165, 7.88908402872, 0.386328035251, -5.90295025886,
        13.6651103756 },
                          nested = { "singles in one arm", 3.91633668742, 12.5675716621, 0.340384013989, -4.60933960007,
                              12.3714997168 },
                          single = { "nobody shares", 2.67907224555, 25.384388346, 0.159672120531, -1.63233903835,
                              9.39449915511 },
                          few = { "two clusters", 2.67907224555, 25.384388346, NAN, -1.63233903835, 9.39449915511 };
    Infer f = infer_difference_weighted(w.post, w.x, 2, w.arm, 1, w.room, weight, N);
    weighted_as_in_r(&f, &rooms);
    f = infer_difference_weighted(w.post, w.x, 2, w.arm, 1, w.single, weight, N);
    weighted_as_in_r(&f, &nested);
    f = infer_difference_weighted(w.post, w.x, 2, w.arm, 1, alone, weight, N);
    weighted_as_in_r(&f, &single);
    ck_assert_int_eq(f.method, INFER_INDEPENDENT);
    f = infer_difference_weighted(w.post, w.x, 2, w.arm, 1, pairs, weight, N);
    weighted_as_in_r(&f, &few);
    ck_assert_int_eq(f.method, INFER_FEW_CLUSTERS);
    weight[3] = 0;
    ck_assert_int_eq(infer_difference_weighted(w.post, w.x, 2, w.arm, 1, w.room, weight, N).reason, STATS_BAD_VALUE);
    weight[3] = NAN;
    ck_assert_int_eq(infer_difference_weighted(w.post, w.x, 2, w.arm, 1, w.room, weight, N).n, N - 1);
}
END_TEST

START_TEST(weights_that_are_all_alike_change_nothing)
{
    Ward w = ward();
    double weight[N];
    for (int i = 0; i < N; i++)
        weight[i] = 2.5;
    Infer f = infer_difference_weighted(w.post, w.x, 2, w.arm, 1, w.room, weight, N);
    NEAR_TO(f.estimate, 3.673420094849, 1e-9);
    NEAR_TO(f.se, 4.637477693926, 1e-9);
    NEAR_TO(f.df, 7.986371227244, 1e-9);
    Infer plain = infer_change(w.gain, w.sequence, w.room, N, 2);
    f = infer_change_weighted(w.gain, w.sequence, w.room, weight, N, 2);
    NEAR(f.estimate, plain.estimate);
    NEAR(f.se, plain.se);
    NEAR(f.df, plain.df);
    NEAR(f.p, plain.p);
    weight[0] = NAN;
    ck_assert_int_eq(infer_change_weighted(w.gain, w.sequence, w.room, weight, N, 2).n, plain.n - 1);
}
END_TEST

START_TEST(a_weighted_change_is_the_mean_of_weighted_means)
{
    Ward w = ward();
    double weight[N], sum[2] = { 0 }, of[2] = { 0 };
    int one[N] = { 0 };
    for (int i = 0; i < N; i++) {
        weight[i] = 1 + i * 3 % 8 / 2.0;
        sum[w.sequence[i]] += weight[i] * w.gain[i];
        of[w.sequence[i]] += weight[i];
    }
    Infer f = infer_change_weighted(w.gain, w.sequence, w.room, weight, N, 2);
    NEAR(f.estimate, (sum[0] / of[0] + sum[1] / of[1]) / 2);
    ck_assert(f.method == INFER_CR2 && f.p > 0);
    f = infer_change_weighted(w.gain, w.sequence, one, weight, N, 2);
    ck_assert(f.method == INFER_ONE_CLUSTER && isnan(f.p) && !isnan(f.ci.low));
}
END_TEST

START_TEST(what_cannot_be_compared_says_why)
{
    Ward w = ward();
    double blank[N];
    for (int i = 0; i < N; i++)
        blank[i] = NAN;
    ck_assert_int_eq(infer_change(blank, w.sequence, w.room, N, 2).reason, STATS_TOO_FEW);
    ck_assert_int_eq(infer_difference(blank, w.x, 2, w.arm, 1, w.room, N).reason, STATS_TOO_FEW);
    ck_assert_int_eq(infer_change(w.gain, w.sequence, NULL, N, 3).reason, STATS_EMPTY_GROUP);
    double same[N];
    for (int i = 0; i < N; i++)
        same[i] = 5;
    Infer f = infer_change(same, w.sequence, w.room, N, 2);
    ck_assert_int_eq(f.reason, STATS_NO_SPREAD);
    NEAR(f.estimate, 5);
}
END_TEST

START_TEST(a_logistic_regression_agrees_with_glm)
{
    double x[3 * N], y[N], fitted[N];
    for (int i = 0; i < N; i++) {
        x[3 * i] = 1;
        x[3 * i + 1] = 40 + i * 7 % 23;
        x[3 * i + 2] = i % 3 == 0;
        y[i] = i * 13 % 11 < 5 + 2 * (x[3 * i + 1] > 50);
    }
    StatsLogistic r = stats_logistic(x, y, N, 3, fitted);
    ck_assert_int_eq(r.reason, STATS_OK);
    NEAR(r.coef[0], -2.067432089712188);
    NEAR(r.coef[2], .411911621260807);
    NEAR(r.se[1], .0487703615462266);
    NEAR(r.log_likelihood, -26.6602245730152);
    NEAR(fitted[0], .523289804708151);
}
END_TEST

START_TEST(an_outcome_that_can_be_foretold_has_no_regression)
{
    double x[2 * N], y[N], twice[2 * N];
    for (int i = 0; i < N; i++) {
        x[2 * i] = twice[2 * i] = twice[2 * i + 1] = 1;
        x[2 * i + 1] = i;
        y[i] = i >= 20;
    }
    ck_assert_int_eq(stats_logistic(x, y, N, 2, NULL).reason, STATS_UNDEFINED);
    ck_assert_int_eq(stats_logistic(twice, y, N, 2, NULL).reason, STATS_SINGULAR);
    ck_assert_int_eq(stats_logistic(x, y, 20, 2, NULL).reason, STATS_UNDEFINED);
    ck_assert_int_eq(stats_logistic(x, y, 2, 2, NULL).reason, STATS_TOO_FEW);
}
END_TEST

UNIT_MAIN("stats_infer", ten_rooms_have_the_errors_of_clusters, without_clusters_it_is_the_crossed_estimate,
    one_room_has_no_p_and_says_what_assumed_correlations_would_do, three_rooms_have_no_p_and_four_have_one,
    arms_are_compared_with_the_pre_test_and_the_forms_held, an_arm_that_does_not_talk_is_taken_as_singles,
    three_clusters_in_one_arm_are_an_estimate_only, weighted_arms_have_the_errors_of_a_weighted_lm,
    weights_that_are_all_alike_change_nothing, a_weighted_change_is_the_mean_of_weighted_means,
    what_cannot_be_compared_says_why, a_logistic_regression_agrees_with_glm,
    an_outcome_that_can_be_foretold_has_no_regression)
