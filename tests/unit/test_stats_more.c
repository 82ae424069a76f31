/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What R does not say: seeds, refusals, exact counts against counting by hand. The figures themselves are compared with
 * R in tests/stats. */
#include "near.h"
#include "stats_boot.h"
#include "stats_cluster.h"
#include "stats_dif.h"
#include "stats_items.h"
#include "stats_network.h"
#include "stats_rasch.h"
#include "stats_retest.h"
#include "stats_survival.h"
#include "unit.h"

static double mean_of(const int *rows, int n, void *data)
{
    const double *x = data;
    double sum = 0;
    for (int i = 0; i < n; i++)
        sum += x[rows[i]];
    return sum / n;
}

START_TEST(the_same_seed_gives_the_same_interval)
{
    double x[40];
    for (int i = 0; i < 40; i++)
        x[i] = (i * 7) % 40;
    StatsBootstrap a = stats_bootstrap(mean_of, x, 40, NULL, 2000, 5),
                   b = stats_bootstrap(mean_of, x, 40, NULL, 2000, 5),
                   c = stats_bootstrap(mean_of, x, 40, NULL, 2000, 6);
    ck_assert(a.ci.low == b.ci.low && a.ci.high == b.ci.high && a.ci.low != c.ci.low);
    NEAR(a.estimate, 19.5);
    NEAR_TO(a.se, 11.54 / sqrt(40), .06); /* sd of 0 .. 39 with divisor n, over root n */
    NEAR_TO(a.ci.low, 19.5 - 1.96 * 11.54 / sqrt(40), .03);
    NEAR_TO(a.ci.high, 19.5 + 1.96 * 11.54 / sqrt(40), .03);
}
END_TEST

START_TEST(whole_clusters_are_drawn)
{
    double x[40];
    int cluster[40];
    for (int i = 0; i < 40; i++) {
        cluster[i] = i / 10;
        x[i] = cluster[i];
    }
    StatsBootstrap people = stats_bootstrap(mean_of, x, 40, NULL, 2000, 5),
                   rooms = stats_bootstrap(mean_of, x, 40, cluster, 2000, 5);
    ck_assert(rooms.se > 2.5 * people.se);
    int one[40] = { 0 };
    ck_assert_int_eq(stats_bootstrap(mean_of, x, 40, one, 2000, 5).reason, STATS_TOO_FEW);
    ck_assert_int_eq(stats_bootstrap(mean_of, x, 0, NULL, 2000, 5).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(alpha_of_the_rows_as_they_are_is_alpha)
{
    static const double scores[] = { 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, NAN, 1, 1 };
    StatsBootstrap b = stats_alpha_bootstrap(scores, 7, 3, 500, 1);
    NEAR(b.estimate, stats_scale(scores, 7, 3).alpha);
    ck_assert(b.failed < 50 && b.ci.low < b.estimate && b.estimate < b.ci.high);
}
END_TEST

/* P(|W - mean| >= |w - mean|) by trying each choice of n1 places. */
static double by_hand(const double *ranks, int n1, int n)
{
    double mean = 0, seen = 0, all = 0, extreme = 0;
    for (int i = 0; i < n; i++) {
        mean += ranks[i] * n1 / n;
        seen += i < n1 ? ranks[i] : 0;
    }
    for (unsigned set = 0; set < 1u << n; set++) {
        double sum = 0;
        if (__builtin_popcount(set) != n1)
            continue;
        for (int i = 0; i < n; i++)
            sum += set >> i & 1 ? ranks[i] : 0;
        all++;
        extreme += fabs(sum - mean) >= fabs(seen - mean) - 1e-9;
    }
    return extreme / all;
}

START_TEST(the_exact_rank_sum_counts_every_choice)
{
    static const double x[] = { 3, 5, 5, 9, 1 }, y[] = { 2, 5, 7, 7, 8, 9, 9, 12 };
    static const double ranks[] = { 3, 5, 5, 11, 1, 2, 5, 7.5, 7.5, 9, 11, 11, 13 };
    StatsRankSum w = stats_rank_sum(x, 5, y, 8), mirrored = stats_rank_sum(y, 8, x, 5);
    NEAR(w.p_exact, by_hand(ranks, 5, 13));
    NEAR(mirrored.p_exact, w.p_exact);
    static const double a[] = { 1 }, b[] = { 2 };
    NEAR(stats_rank_sum(a, 1, b, 1).p_exact, 1);
}
END_TEST

START_TEST(clusters_that_cannot_be_told_are_refused)
{
    double y[6] = { 1, 2, 3, 4, 5, 6 }, x[12] = { 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1 };
    int one[6] = { 0 }, own[6] = { 0, 1, 2, 3, 4, 5 }, torn[6] = { 0, 0, 1, 1, 2, 2 }, arm[6] = { 0, 1, 0, 0, 1, 1 };
    ck_assert_int_eq(stats_cr2(x, y, 6, 2, one).reason, STATS_TOO_FEW);
    ck_assert_int_eq(stats_clustering(y, one, 6).reason, STATS_TOO_FEW);
    ck_assert_int_eq(stats_clustering(y, own, 6).reason, STATS_TOO_FEW);
    ck_assert_int_eq(stats_cluster_t(y, arm, torn, 6, STATS_WELCH).reason, STATS_BAD_VALUE);
    ck_assert_int_eq(stats_cluster_t(y, arm, own, 6, STATS_POOLED).n1, 3);
}
END_TEST

START_TEST(a_curve_without_an_event_has_no_median)
{
    static const double time[] = { 1, 2, 3, NAN }, none[] = { 0, 0, 0, 1 }, bad[] = { 0, 2, 0, 1 };
    StatsKmStep steps[4];
    StatsKm r = stats_km(time, none, 4, steps);
    ck_assert(r.n == 3 && r.missing == 1 && r.events == 0 && isnan(r.median) && steps[2].survival == 1);
    ck_assert_int_eq(stats_km(time, bad, 4, steps).reason, STATS_BAD_VALUE);
    static const int same[] = { 0, 0, 0, 0 };
    ck_assert_int_eq(stats_log_rank(time, none, same, 4, 2).reason, STATS_UNDEFINED);
}
END_TEST

START_TEST(one_group_has_no_differential_functioning)
{
    static const double score[] = { 1, 0, 1, 0 }, total[] = { 2, 2, 1, 1 };
    static const int one[] = { 0, 0, 0, 0 }, two[] = { 0, 1, 0, 1 };
    ck_assert_int_eq(stats_dif(score, total, one, 4).reason, STATS_TOO_FEW);
    StatsDif d = stats_dif(score, total, two, 4);
    ck_assert(d.reason == STATS_UNDEFINED && isnan(d.odds_ratio) && d.chi2 >= 0); /* nobody focal was right */
}
END_TEST

START_TEST(a_star_is_central_and_a_loop_no_edge)
{
    static const int from[] = { 0, 0, 0, 1, 0, 0 }, to[] = { 1, 2, 3, 0, 0, 1 }, group[] = { 0, 0, 1, 1, -1 };
    StatsNode places[5];
    double mixing[4];
    StatsNetwork r = stats_network(from, to, NULL, 6, 5, true, group, 2, places, mixing);
    ck_assert(
        r.edges == 4 && r.loops == 1 && r.repeated == 1 && r.isolates == 1 && r.components == 2 && r.largest == 4);
    NEAR(r.reciprocity, .5);
    NEAR(r.density, 4.0 / 20);
    NEAR(r.ei_index, 0);
    ck_assert(places[0].out == 3 && places[0].in == 1 && places[0].out_weight == 4 && places[0].betweenness == 2);
    ck_assert(mixing[0] == 2 && mixing[1] == 2 && mixing[2] == 0);
    static const int away[] = { 7 };
    ck_assert_int_eq(stats_network(from, away, NULL, 1, 5, true, NULL, 0, places, NULL).reason, STATS_BAD_VALUE);
}
END_TEST

START_TEST(a_test_repeated_exactly_repeats_itself)
{
    static const double x[] = { 1, 2, 3, 4, 5 }, up[] = { 3, 4, 5, 6, 7 }, flat[] = { 2, 2, 2, 2, 2 };
    StatsRetest same = stats_retest(x, x, 5), shifted = stats_retest(x, up, 5);
    NEAR(same.icc, 1);
    ck_assert(same.sem == 0);
    NEAR(shifted.r, 1);
    ck_assert(shifted.icc < .6 && shifted.shift == 2);
    ck_assert_int_eq(stats_retest(flat, flat, 5).reason, STATS_NO_SPREAD);
}
END_TEST

START_TEST(options_share_the_edge_as_items_do)
{
    static const int choice[] = { 0, 0, 1, 1, 2, -1 };
    static const double totals[] = { 5, 4, 4, 2, 1, 1 };
    StatsOption o[3];
    ck_assert(stats_options(choice, totals, 6, 3, o));
    ck_assert(o[0].n == 2 && o[1].n == 2 && o[2].n == 1);
    NEAR(o[0].upper, .75); /* 2 places: the best, and half of each of the two at 4 */
    NEAR(o[1].upper, .25);
    NEAR(o[2].lower, .5);
    ck_assert(o[0].point_biserial > 0 && o[2].point_biserial < 0);
}
END_TEST

START_TEST(the_lorenz_curve_ends_with_everything)
{
    static const double x[] = { 4, 0, NAN, 1, 5 };
    StatsLorenz points[5];
    ck_assert_int_eq(stats_lorenz(x, 5, points), 4);
    NEAR(points[0].share, 0);
    NEAR(points[2].share, .5);
    NEAR(points[3].share, 1);
    NEAR(points[3].people, 1);
}
END_TEST

/* 200 learners by 6 items, right when a fixed pattern says so; the easier items first. */
static void pattern(double *answers, int n, int k)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < k; j++)
            answers[i * k + j] = (i * 7 + j * j * 5 + i / 9 * j) % 23 > 3 * j + 2;
}

START_TEST(difficulties_sum_to_zero_and_are_in_order)
{
    static double answers[1200];
    StatsRaschItem items[6];
    StatsRaschScore scores[7];
    pattern(answers, 200, 6);
    StatsRasch r = stats_rasch(answers, 200, 6, items, scores);
    double sum = 0;
    ck_assert_msg(r.reason == STATS_OK && r.n + r.extreme == 200, "%s", stats_reason_text(r.reason));
    for (int j = 0; j < 6; j++) {
        sum += items[j].difficulty;
        ck_assert(j == 0 || items[j].difficulty > items[j - 1].difficulty);
        ck_assert(items[j].se > 0 && items[j].infit > 0 && items[j].outfit > 0);
    }
    ck_assert(fabs(sum) < 1e-9 && scores[1].ability < scores[5].ability && isnan(scores[0].ability));
}
END_TEST

START_TEST(a_rasch_model_that_has_no_maximum_is_refused)
{
    static double answers[1200];
    StatsRaschItem items[6];
    pattern(answers, 200, 6);
    for (int i = 0; i < 200; i++)
        answers[6 * i + 2] = 1;
    StatsRasch r = stats_rasch(answers, 200, 6, items, NULL);
    ck_assert(r.reason == STATS_UNDEFINED && r.item == 2);
    answers[0] = .5;
    ck_assert_int_eq(stats_rasch(answers, 200, 6, items, NULL).reason, STATS_BAD_VALUE);
    ck_assert_int_eq(stats_rasch(answers, 200, 2, items, NULL).reason, STATS_TOO_FEW);
    static const double guttman[] = { 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0 }; /* item 3 never, and a perfect order */
    ck_assert_int_eq(stats_rasch(guttman, 4, 3, items, NULL).reason, STATS_UNDEFINED);
}
END_TEST

START_TEST(anchors_put_two_forms_on_one_scale)
{
    static const StatsRaschItem a[] = { { -1, .1 }, { 0, .1 }, { 1, .2 } },
                                b[] = { { -1.5, .1 }, { -.7, .1 }, { .6, .2 } };
    StatsLink l = stats_rasch_link(a, b, 3);
    NEAR(l.shift, 1.6 / 3);
    NEAR(l.error, sqrt((1.0 / 900 + 25.0 / 900 + 16.0 / 900) / 2 / 3)); /* .5 .7 .4 round their mean */
    NEAR(l.error_sampling, sqrt(2 * (.01 + .01 + .04)) / 3);
    ck_assert_int_eq(stats_rasch_link(a, b, 1).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(an_anchor_that_moved_is_named_against_the_others)
{
    static const StatsRaschItem a[] = { { -1, .15 }, { 0, .12 }, { .4, .12 }, { 2.5, .2 } },
                                b[] = { { -1.2, .15 }, { -.1, .12 }, { .3, .12 }, { .1, .2 } };
    StatsAnchor each[4];
    stats_rasch_anchors(a, b, 4, each);
    NEAR(each[3].apart, 2.4);
    NEAR(each[3].away, 2.4 - .4 / 3);
    NEAR(each[3].z, (2.4 - .4 / 3) / sqrt(.08 + (.045 + .0288 + .0288) / 9));
    ck_assert(each[3].displaced && !each[0].displaced && !each[1].displaced && !each[2].displaced);
    NEAR(each[0].away, .1); /* the displaced one no longer pulls the others away, as by .77 before */
    stats_rasch_anchors(a, b, 2, each);
    ck_assert(isnan(each[0].away) && !each[0].displaced); /* of two none can be told */
}
END_TEST

/* Difficulties and counts of the totals of two groups; the figures from R: optim on the likelihood summed over
 * abilities from -20 to 20 by .01, and its Hessian. */
START_TEST(groups_made_by_chance_put_two_forms_on_one_scale)
{
    static const double b1[] = { -1.5, -1, -.6, -.2, .1, .4, .7, .9, 1.2, 0 },
                        b2[] = { -1.2, -.9, -.5, -.1, 0, .2, .4, .6, .7, .8 };
    static const int n1[] = { 2, 5, 9, 14, 20, 24, 22, 18, 12, 8, 3 }, n2[] = { 4, 9, 15, 19, 22, 20, 16, 11, 7, 4, 2 };
    StatsRaschItem first[10], second[10];
    StatsRaschScore one[11], two[11];
    for (int i = 0; i <= 10; i++) {
        one[i] = (StatsRaschScore){ n1[i], NAN, NAN };
        two[i] = (StatsRaschScore){ n2[i], NAN, NAN };
        if (i < 10) {
            first[i] = (StatsRaschItem){ .difficulty = b1[i] };
            second[i] = (StatsRaschItem){ .difficulty = b2[i] };
        }
    }
    StatsRaschPeople a = stats_rasch_people(first, one, 10), b = stats_rasch_people(second, two, 10);
    ck_assert(a.reason == STATS_OK && a.n == 137 && b.n == 129);
    ck_assert_double_eq_tol(a.mean, .1450344951, 1e-6);
    ck_assert_double_eq_tol(a.sd, .9102610823, 1e-6);
    ck_assert_double_eq_tol(a.se, .0994568716, 1e-6);
    ck_assert_double_eq_tol(b.mean, -.2890687002, 1e-6);
    ck_assert_double_eq_tol(b.sd, .9132452010, 1e-6);
    ck_assert_double_eq_tol(b.se, .1025322952, 1e-6);
    StatsLink l = stats_rasch_link_groups(&a, &b);
    ck_assert_double_eq_tol(l.shift, .4341031953, 1e-6);
    ck_assert_double_eq_tol(l.error, .1428444639, 1e-6);
    ck_assert(l.reason == STATS_OK && l.anchors == 0);
}
END_TEST

START_TEST(people_no_more_spread_than_chance_carry_no_link)
{
    StatsRaschItem items[4] = { { -1 }, { 0 }, { 0 }, { 1 } };
    StatsRaschScore same[5] = { [2] = { 200, NAN, NAN } }, all[5] = { [4] = { 200, NAN, NAN } }, none[5] = { 0 };
    StatsRaschPeople flat = stats_rasch_people(items, same, 4);
    ck_assert(flat.reason == STATS_UNDEFINED && isnan(flat.mean));
    ck_assert_int_eq(stats_rasch_people(items, all, 4).reason, STATS_UNDEFINED);
    ck_assert_int_eq(stats_rasch_people(items, none, 4).reason, STATS_TOO_FEW);
    ck_assert_int_eq(stats_rasch_link_groups(&flat, &flat).reason, STATS_UNDEFINED);
}
END_TEST

UNIT_MAIN("stats_more", difficulties_sum_to_zero_and_are_in_order, a_rasch_model_that_has_no_maximum_is_refused,
    anchors_put_two_forms_on_one_scale, an_anchor_that_moved_is_named_against_the_others,
    groups_made_by_chance_put_two_forms_on_one_scale, people_no_more_spread_than_chance_carry_no_link,
    the_same_seed_gives_the_same_interval, whole_clusters_are_drawn, alpha_of_the_rows_as_they_are_is_alpha,
    the_exact_rank_sum_counts_every_choice, clusters_that_cannot_be_told_are_refused,
    a_curve_without_an_event_has_no_median, one_group_has_no_differential_functioning,
    a_star_is_central_and_a_loop_no_edge, a_test_repeated_exactly_repeats_itself, options_share_the_edge_as_items_do,
    the_lorenz_curve_ends_with_everything)
