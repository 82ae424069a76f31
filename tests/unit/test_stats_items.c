/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Item analysis against the LSAT section 6 (Bock & Lieberman 1970); agreement against published examples. */
#include "stats_items.h"

#include "near.h"
#include "unit.h"

static const struct {
    const char *pattern;
    int count;
} lsat[] = { { "00000", 3 }, { "00001", 6 }, { "00010", 2 }, { "00011", 11 }, { "00100", 1 }, { "00101", 1 },
    { "00110", 3 }, { "00111", 4 }, { "01000", 1 }, { "01001", 8 }, { "01011", 16 }, { "01101", 3 }, { "01110", 2 },
    { "01111", 15 }, { "10000", 10 }, { "10001", 29 }, { "10010", 14 }, { "10011", 81 }, { "10100", 3 },
    { "10101", 28 }, { "10110", 15 }, { "10111", 80 }, { "11000", 16 }, { "11001", 56 }, { "11010", 21 },
    { "11011", 173 }, { "11100", 11 }, { "11101", 61 }, { "11110", 28 }, { "11111", 298 } };

static double *lsat_scores(void)
{
    double *scores = g_new(double, 5000);
    int n = 0;
    for (gsize i = 0; i < G_N_ELEMENTS(lsat); i++) {
        for (int times = 0; times < lsat[i].count; times++, n++) {
            for (int j = 0; j < 5; j++)
                scores[5 * n + j] = lsat[i].pattern[j] - '0';
        }
    }
    ck_assert_int_eq(n, 1000);
    return scores;
}

START_TEST(lsat_6_as_a_scale)
{
    g_autofree double *scores = lsat_scores();
    StatsScale s = stats_scale(scores, 1000, 5);
    NEAR(s.mean, 3.819);
    NEAR_TO(s.variance, 1.0713103, 5e-8);
    NEAR_TO(s.alpha, .29499719, 2e-8);
    NEAR_TO(s.kr20, .29499719, 2e-8);
    NEAR_TO(s.kr21, .19644117, 3e-8);
    NEAR_TO(s.alpha_ci.low, .22347379, 3e-8);
    NEAR_TO(s.alpha_ci.high, .36180253, 2e-8);
    NEAR_TO(s.sem, .86906661, 1e-8);
}
END_TEST

START_TEST(lsat_6_item_by_item)
{
    static const double p[] = { .924, .709, .553, .763, .870 };
    static const double r[] = { .36201044, .5667721, .61843975, .53441833, .43536643 };
    static const double corrected[] = { .11283269, .15317812, .17277894, .1444281, .1215964 };
    static const double dropped[] = { .27535621, .2375839, .21679946, .24593271, .26629441 };
    g_autofree double *scores = lsat_scores();
    StatsItem items[5];
    ck_assert(stats_items(scores, 1000, 5, items));
    for (int j = 0; j < 5; j++) {
        NEAR(items[j].facility, p[j]);
        NEAR_TO(items[j].point_biserial, r[j], 5e-8);
        NEAR_TO(items[j].corrected, corrected[j], 5e-8);
        NEAR_TO(items[j].alpha_dropped, dropped[j], 5e-8);
        ck_assert(items[j].corrected_ci.low < corrected[j] && corrected[j] < items[j].corrected_ci.high);
        NEAR(items[j].group, 270);
        NEAR(items[j].upper, 1); /* 298 have all right: the group is drawn from them */
    }
}
END_TEST

/* Ten learners; 27 % of 10 is 3. Totals 5 4 4 4 3 2 1 1 0 0. Upper: one with 5 and two of the three with 4, as their
 * mean. */
static const double ten[] = { 1, 1, 1, 1, 1, /**/ 1, 1, 1, 1, 0, /**/ 1, 1, 1, 0, 1, /**/ 0, 1, 1, 1, 1, /**/ 1, 1, 1,
    0, 0, 1, 1, 0, 0, 0, /**/ 1, 0, 0, 0, 0, /**/ 0, 0, 0, 0, 1, /**/ 0, 0, 0, 0, 0, /**/ 0, 0, 0, 0, 0 };

START_TEST(the_tied_at_the_edge_of_the_upper_group_share_its_places)
{
    StatsItem items[5];
    ck_assert(stats_items(ten, 10, 5, items));
    NEAR(items[0].upper, (1 + 2 * (2 / 3.)) / 3);
    NEAR(items[0].lower, (0 + .5) / 3); /* two with 0, one place for the two with 1 */
    NEAR(items[0].discrimination, items[0].upper - items[0].lower);
}
END_TEST

START_TEST(the_order_of_learners_does_not_matter)
{
    double turned[50];
    for (int i = 0; i < 50; i++)
        turned[i] = ten[(9 - i / 5) * 5 + i % 5];
    StatsItem a[5], b[5];
    stats_items(ten, 10, 5, a);
    stats_items(turned, 10, 5, b);
    for (int j = 0; j < 5; j++) {
        NEAR_TO(a[j].discrimination, b[j].discrimination, 1e-14);
        NEAR_TO(a[j].corrected, b[j].corrected, 1e-14);
    }
}
END_TEST

START_TEST(an_unanswered_item_counts_only_where_it_was_answered)
{
    double scores[50];
    memcpy(scores, ten, sizeof scores);
    scores[0] = NAN;
    StatsItem items[5];
    stats_items(scores, 10, 5, items);
    ck_assert_int_eq(items[0].n, 9);
    NEAR(items[0].facility, 5 / 9.);
    ck_assert_int_eq(items[0].n_complete, 9);
    ck_assert_int_eq(items[1].n, 10);
}
END_TEST

START_TEST(an_item_that_all_got_right_has_no_correlation)
{
    static const double scores[] = { 1, 0, 1, 1, 1, 0, 1, 1 };
    StatsItem items[2];
    stats_items(scores, 4, 2, items);
    NEAR(items[0].facility, 1);
    ck_assert(isnan(items[0].point_biserial));
    ck_assert_int_eq(stats_scale((double[]){ 1, 0, 0, 1 }, 2, 2).reason, STATS_NO_SPREAD);
    ck_assert_int_eq(stats_scale(scores, 1, 2).reason, STATS_TOO_FEW);
    ck_assert(!stats_items(scores, 0, 2, items));
}
END_TEST

START_TEST(spearman_brown_doubles)
{
    NEAR(stats_spearman_brown(.5, 2), 2 / 3.);
    NEAR(stats_spearman_brown(.29499719, 1), .29499719);
}
END_TEST

START_TEST(icc_of_shrout_and_fleiss)
{
    static const double ratings[] = { 9, 2, 5, 8, 6, 1, 3, 2, 8, 4, 6, 8, 7, 1, 2, 6, 10, 5, 6, 9, 6, 2, 4, 7 };
    StatsIcc r = stats_icc(ratings, 6, 4);
    NEAR_TO(r.icc1, .16574177, 4e-8);
    NEAR_TO(r.icc2, .28976378, 2e-8);
    NEAR_TO(r.icc3, .71484071, 1e-8);
    NEAR_TO(r.icc1k, .44279713, 2e-8);
    NEAR_TO(r.icc2k, .62005055, 1e-8);
    NEAR_TO(r.icc3k, .90931554, 1e-8);
}
END_TEST

START_TEST(cohens_kappa_with_its_two_standard_errors)
{
    static const double table[] = { 20, 5, 10, 15 };
    StatsKappa r = stats_kappa(table, 2, STATS_UNWEIGHTED);
    NEAR(r.observed, .7);
    NEAR(r.expected, .5);
    NEAR(r.kappa, .4);
    NEAR_TO(r.se_simple, .1296148, 2e-7);
    NEAR_TO(r.ci.low, .1510923, 3e-7);
    NEAR_TO(r.ci.high, .6489077, 1e-7);
    NEAR(r.pabak, .4);
    NEAR(stats_kappa(table, 2, STATS_LINEAR).kappa, .4);
    NEAR(stats_kappa(table, 2, STATS_QUADRATIC).kappa, .4);
    ck_assert_int_eq(stats_kappa((double[]){ 9, 0, 0, 0 }, 2, STATS_UNWEIGHTED).reason, STATS_UNDEFINED);
}
END_TEST

START_TEST(weighted_kappa_forgives_near_misses)
{
    /* off the diagonal only neighbours: 1 - sum w o / sum w e with w = |i - j|, by hand */
    static const double table[] = { 4, 1, 0, 1, 4, 1, 0, 1, 4 };
    double expected = (2 * 5 * 6 * 2 + 2 * 2 * 5 * 5) / 16.0;
    NEAR(stats_kappa(table, 3, STATS_LINEAR).kappa, 1 - 4 / expected);
    ck_assert(stats_kappa(table, 3, STATS_QUADRATIC).kappa > stats_kappa(table, 3, STATS_UNWEIGHTED).kappa);
}
END_TEST

START_TEST(fleiss_kappa_of_fourteen_raters)
{
    static const double counts[] = { 0, 0, 0, 0, 14, 0, 2, 6, 4, 2, 0, 0, 3, 5, 6, 0, 3, 9, 2, 0, 2, 2, 8, 1, 1, 7, 7,
        0, 0, 0, 3, 2, 6, 3, 0, 2, 5, 3, 2, 2, 6, 5, 2, 1, 0, 0, 2, 2, 3, 7 };
    StatsFleiss r = stats_fleiss(counts, 10, 5);
    NEAR_TO(r.observed, .37802198, 2e-8);
    NEAR_TO(r.expected, .2127551, 5e-8);
    NEAR_TO(r.kappa, .2099307, 1e-7);
    ck_assert_int_eq(stats_fleiss((double[]){ 2, 1, 1, 1 }, 2, 2).reason, STATS_BAD_VALUE);
}
END_TEST

START_TEST(krippendorffs_alpha_at_four_levels)
{
#define N_ NAN
    static const double values[] = { 1, 2, 3, 3, 2, 1, 4, 1, 2, N_, N_, N_, /**/ 1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N_, 3,
        /**/ N_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N_, /**/ 1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N_ };
    static const double want[] = {
        [STATS_NOMINAL] = .74342105, [STATS_ORDINAL] = .8153875, [STATS_INTERVAL] = .84910714, [STATS_RATIO] = .79740277
    };
    for (int level = STATS_NOMINAL; level <= STATS_RATIO; level++) {
        StatsKrippendorff r = stats_krippendorff(values, 4, 12, level);
        ck_assert_int_eq(r.pairable, 40);
        NEAR_TO(r.alpha, want[level], 4e-8);
    }
    ck_assert_int_eq(stats_krippendorff((double[]){ 1, N_, N_, 2 }, 2, 2, STATS_NOMINAL).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(gini_counts_the_silent)
{
    static const struct {
        double x[5];
        int n;
        double gini, corrected;
    } rows[] = { { { 1, 2, 3, 4, 5 }, 5, 4 / 15., 1 / 3. }, { { 0, 0, 0, 10 }, 4, .75, 1 },
        { { 1, 2, 3, 4, 10 }, 5, .4, .5 }, { { 3, 3, 3 }, 3, 0, 0 } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        StatsSpread s = stats_spread(rows[i].x, rows[i].n);
        NEAR(s.gini, rows[i].gini);
        NEAR(s.gini_corrected, rows[i].corrected);
    }
    StatsSpread s = stats_spread(rows[2].x, 5);
    ck_assert_int_eq(s.half, 1);
    NEAR(s.top_tenth, .5);
    NEAR(stats_spread(rows[3].x, 3).entropy, 1);
    ck_assert_int_eq(stats_spread((double[]){ 0, 0 }, 2).reason, STATS_UNDEFINED);
}
END_TEST

UNIT_MAIN("stats_items", lsat_6_as_a_scale, lsat_6_item_by_item,
    the_tied_at_the_edge_of_the_upper_group_share_its_places, the_order_of_learners_does_not_matter,
    an_unanswered_item_counts_only_where_it_was_answered, an_item_that_all_got_right_has_no_correlation,
    spearman_brown_doubles, icc_of_shrout_and_fleiss, cohens_kappa_with_its_two_standard_errors,
    weighted_kappa_forgives_near_misses, fleiss_kappa_of_fourteen_raters, krippendorffs_alpha_at_four_levels,
    gini_counts_the_silent)
