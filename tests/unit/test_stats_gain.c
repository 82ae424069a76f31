/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gain statistics against R's answers: `sleep`, Hollander & Wolfe's depression scores, the chico class, Agresti's
 * approval ratings, R's rounding times; and small sums done by hand. */
#include "stats.h"

#include "near.h"
#include "unit.h"

static const double sleep_x[] = { .7, -1.6, -.2, -1.2, -.1, 3.4, 3.7, .8, 0, 2 };
static const double sleep_y[] = { 1.9, .8, 1.1, .1, -.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
static const double chico_x[] = { 42.9, 51.8, 71.7, 51.6, 63.5, 58, 59.8, 50.8, 62.5, 61.9, 50.4, 52.6, 63, 58.3, 53.3,
    58.7, 50.1, 64.2, 57.4, 57.1 };
static const double chico_y[] = { 44.6, 54, 72.3, 53.4, 63.8, 59.3, 60.8, 51.6, 64.3, 63.2, 51.8, 52.2, 63, 60.5, 57.1,
    60.1, 51.7, 65.6, 58.3, 60.1 };

START_TEST(paired_t_of_sleep_is_rs)
{
    StatsPaired r = stats_paired_t(sleep_x, sleep_y, 10);
    ck_assert_int_eq(r.reason, STATS_OK);
    NEAR(r.difference, 1.58);
    NEAR(r.sd_difference, 1.229995483);
    NEAR(r.t, 4.062127683);
    NEAR(r.df, 9);
    NEAR(r.p, .002832890197);
    NEAR(r.ci.low, .7001142367);
    NEAR(r.ci.high, 2.459885763);
    NEAR_TO(r.r, .7951702, 5e-8);
}
END_TEST

START_TEST(effect_sizes_of_sleep_name_their_denominators)
{
    StatsPaired paired = stats_paired_t(sleep_x, sleep_y, 10);
    StatsEffect e = stats_effect(&paired);
    NEAR(e.dz, 1.284557563);
    NEAR_TO(e.dz_ci.low, .41463, 1e-5);
    NEAR_TO(e.dz_ci.high, 2.11802, 3e-6);
    NEAR_TO(e.d_av, .8334963, 5e-8);
    NEAR_TO(e.d_rms, .8321811, 5e-8);
    NEAR_TO(e.d_rm, .8221766, 5e-8);
    NEAR(e.glass, 0.88317019036);
    NEAR_TO(e.j_approx, .9142857, 5e-8);
    NEAR_TO(e.j, .9138749, 5e-8);
    NEAR_TO(e.g_z_approx, 1.1744526, 5e-8);
    NEAR_TO(e.g_z, 1.1739249, 5e-8);
    NEAR(e.g_av / e.d_av, e.j);
    NEAR(e.d_av_ci.low / e.dz_ci.low, e.d_av / e.dz);
}
END_TEST

START_TEST(sleep_as_two_groups_is_pooled_and_welch)
{
    StatsTwoSample pooled = stats_two_sample(sleep_x, 10, sleep_y, 10, STATS_POOLED);
    NEAR(pooled.t, -1.860813467);
    NEAR(pooled.df, 18);
    NEAR(pooled.p, .0791867142159);
    StatsTwoSample welch = stats_two_sample(sleep_x, 10, sleep_y, 10, STATS_WELCH);
    NEAR_TO(welch.df, 17.77647, 3e-7);
    NEAR_TO(welch.p, .07939414, 1e-7);
}
END_TEST

START_TEST(effect_between_the_lahore_arms_is_the_recomputed_one)
{
    StatsTwoSample r = stats_two_sample_printed(4.62, 1.56, 74, 2.10, 1.39, 74, STATS_POOLED);
    NEAR_TO(r.t, 10.375, 5e-5);
    StatsGroupEffect e = stats_group_effect(&r);
    NEAR_TO(e.d, 1.7056, 3e-5);
    NEAR_TO(e.g, 1.6969, 3e-5);
    NEAR_TO(e.ci_normal.low, 1.329, 4e-4);
    NEAR_TO(e.ci_normal.high, 2.082, 4e-4);
    ck_assert(e.ci_noncentral.low < e.d && e.d < e.ci_noncentral.high);
}
END_TEST

START_TEST(wilcoxon_of_sleep_drops_the_zero_and_sees_the_tie)
{
    StatsSignedRank r = stats_signed_rank(sleep_x, sleep_y, 10);
    ck_assert_int_eq(r.used, 9);
    ck_assert_int_eq(r.zeros, 1);
    ck_assert(r.ties);
    NEAR(r.w_plus, 45);
    NEAR_TO(r.p_normal_corrected, .009090698, 1e-7);
    NEAR_TO(r.p_normal, .007632442, 1e-7);
    NEAR(r.p_exact, .00390625);
    NEAR(r.rank_biserial, 1);
    StatsRankSum unpaired = stats_rank_sum(sleep_x, 10, sleep_y, 10);
    NEAR(unpaired.w, 25.5);
    NEAR(unpaired.p_corrected, .0693275754336);
    NEAR(unpaired.p, .063722250155);
}
END_TEST

START_TEST(wilcoxon_of_the_depression_scores_is_exact)
{
    static const double x[] = { 1.83, .50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30 };
    static const double y[] = { .878, .647, .598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29 };
    StatsSignedRank r = stats_signed_rank(y, x, 9);
    NEAR(r.w_plus, 40);
    NEAR(r.p_exact, .0390625);
    ck_assert(!r.ties);
}
END_TEST

START_TEST(chico_is_the_book)
{
    StatsPaired r = stats_paired_t(chico_x, chico_y, 20);
    NEAR(r.mean_x, 56.98);
    NEAR(r.mean_y, 58.385);
    NEAR_TO(r.sd_x, 6.616137, 1e-7);
    NEAR(r.sd_difference, .9703363497);
    NEAR(r.t, 6.475436088);
    NEAR_TO(r.p, 3.320670e-06, 2e-7);
    NEAR_TO(r.ci.low, .9508686, 5e-8);
    NEAR_TO(r.ci.high, 1.8591314, 5e-8);
    NEAR_TO(r.r, .9894145, 5e-8);
    StatsEffect e = stats_effect(&r);
    NEAR(e.dz, 1.447951528);
    NEAR_TO(e.dz_ci.low, .80553, 7e-6);
    NEAR_TO(e.dz_ci.high, 2.07191, 3e-6);
    StatsGain g = stats_gain(chico_x, chico_y, 20, 100);
    NEAR_TO(g.class_gain, .0326592, 2e-6);
    NEAR_TO(g.individual, .0323138, 2e-6);
    ck_assert_str_eq(stats_gain_band(g.class_gain), "low");
    StatsSignedRank w = stats_signed_rank(chico_x, chico_y, 20);
    NEAR(w.w_plus, 188);
    NEAR(w.p_normal_corrected, 1.95282740806e-04);
    NEAR(stats_signed_rank_within(chico_x, chico_y, 20, 0).p_normal_corrected, 1.96454466134e-04);
}
END_TEST

START_TEST(mcnemar_agrees_three_ways_and_mid_p_lies_below_exact)
{
    StatsMcnemar agresti = stats_mcnemar(150, 86), many = stats_mcnemar(121, 59);
    NEAR(agresti.chi2, 17.3559322034);
    NEAR_TO(agresti.p, 3.0993e-05, 2e-5);
    NEAR(agresti.chi2_corrected, 16.8177966102);
    NEAR_TO(agresti.p_corrected, 4.1146e-05, 2e-5);
    NEAR_TO(agresti.p_exact, 3.7159e-05, 2e-5);
    NEAR(many.chi2, 21.3555555556);
    NEAR_TO(many.p, 3.8151e-06, 2e-5);
    NEAR(many.chi2_corrected, 20.6722222222);
    NEAR_TO(many.p_corrected, 5.4501e-06, 2e-5);
    NEAR(many.p_exact, 4.4344492637551611e-06);
    ck_assert(many.p_mid < many.p_exact);
    NEAR(stats_mcnemar(1, 5).p_exact, .21875);
    NEAR(stats_mcnemar(1, 5).p_mid, .125);
    NEAR(stats_mcnemar(3, 3).p_exact, 1);
    NEAR(stats_mcnemar(3, 3).p_mid, 1);
    ck_assert_int_eq(stats_mcnemar(0, 0).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(normalised_gain_handles_losses_and_the_ceiling)
{
    static const double x[] = { 2, 10, 5, 10, 0, 4 }, y[] = { 6, 10, 4, 8, 0, 4 };
    StatsGain g = stats_gain(x, y, 6, 10);
    ck_assert_int_eq(g.n_individual, 4); /* not the two at the maximum */
    NEAR(g.individual, (4 / 8. - 1 / 5. + 0 + 0) / 4);
    ck_assert_int_eq(g.n_c, 4); /* not 10 -> 10 and 0 -> 0 */
    NEAR(g.c, (4 / 8. - 1 / 5. - 2 / 10. + 0) / 4);
    NEAR(g.class_gain, (32 - 31) / (60. - 31));
    ck_assert_int_eq(stats_gain((double[]){ 10, 10 }, (double[]){ 10, 9 }, 2, 10).reason, STATS_UNDEFINED);
    ck_assert_int_eq(stats_gain((double[]){ 11 }, (double[]){ 10 }, 1, 10).reason, STATS_BAD_VALUE);
}
END_TEST

START_TEST(crossed_forms_by_hand)
{
    /* AB: 3 5 4 6, mean 4.5, squares 5. BA: 1 0 2 2 (one missing), mean 1.25, squares 2.75. Estimate 2.875,
     * sd sqrt(7.75 / 6), SE sd / 2 * sqrt(1/4 + 1/4). */
    static const double gain[] = { 3, 5, 4, 6, 1, 0, 2, NAN, 2 };
    static const int sequence[] = { 0, 0, 0, 0, 1, 1, 1, 1, 1 };
    StatsCrossed r = stats_crossed(gain, sequence, 9, 2);
    ck_assert_int_eq(r.reason, STATS_OK);
    ck_assert_int_eq(r.missing, 1);
    NEAR(r.estimate, 2.875);
    NEAR(r.sd_within, sqrt(7.75 / 6));
    NEAR(r.se, sqrt(7.75 / 6) / 2 * sqrt(.5));
    NEAR(r.df, 6);
    NEAR(r.t, 7.15496669364);
    NEAR(r.p, 0.000375954643934);
    NEAR(r.ci.low, 1.891784861026);
    NEAR(r.ci.high, 3.85821513897);
}
END_TEST

START_TEST(crossed_forms_with_three_sequences_are_rs_effect_coded_intercept)
{
    static const double gain[] = { 3, 5, 4, 6, 1, 0, 2, 7, 2, 4.5 };
    static const int sequence[] = { 0, 0, 0, 1, 1, 1, 1, 2, 2, 2 };
    StatsCrossed r = stats_crossed(gain, sequence, 10, 3);
    NEAR(r.estimate, 3.583333333333);
    NEAR(r.se, 0.716168154414);
    NEAR(r.t, 5.003480413430);
    NEAR(r.df, 7);
    NEAR(r.p, 0.00155915501426);
    NEAR(r.ci.low, 1.88986474719);
}
END_TEST

START_TEST(crossed_forms_cancel_what_makes_one_form_harder)
{
    /* true gain 2 for all; form B is 1.5 points harder; noise +-.5 */
    static const double gain[] = { .5 + .5, .5 - .5, .5, 3.5 + .5, 3.5 - .5 };
    static const int sequence[] = { 0, 0, 0, 1, 1 };
    NEAR(stats_crossed(gain, sequence, 5, 2).estimate, 2);
}
END_TEST

START_TEST(an_empty_sequence_gives_no_estimate)
{
    static const double gain[] = { 1, 2, NAN };
    static const int sequence[] = { 0, 0, 1 };
    StatsCrossed r = stats_crossed(gain, sequence, 3, 2);
    ck_assert_int_eq(r.reason, STATS_EMPTY_GROUP);
    ck_assert(isnan(r.estimate) && isnan(r.p));
    ck_assert_int_eq(stats_crossed(gain, sequence, 0, 2).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(friedman_of_the_rounding_times_is_rs)
{
    static const double times[] = { 5.40, 5.50, 5.55, 5.85, 5.70, 5.75, 5.20, 5.60, 5.50, 5.55, 5.50, 5.40, 5.90, 5.85,
        5.70, 5.45, 5.55, 5.60, 5.40, 5.40, 5.35, 5.45, 5.50, 5.35, 5.25, 5.15, 5.00, 5.85, 5.80, 5.70, 5.25, 5.20,
        5.10, 5.65, 5.55, 5.45, 5.60, 5.35, 5.45, 5.05, 5.00, 4.95, 5.50, 5.50, 5.40, 5.45, 5.55, 5.50, 5.55, 5.55,
        5.35, 5.45, 5.50, 5.55, 5.50, 5.45, 5.25, 5.65, 5.60, 5.40, 5.70, 5.65, 5.55, 6.30, 6.30, 6.25 };
    StatsFriedman r = stats_friedman(times, 22, 3);
    NEAR(r.chi2, 11.1428571429);
    NEAR(r.p, 0.00380504077551);
}
END_TEST

START_TEST(wilson_intervals_reach_the_ends)
{
    static const struct {
        int k, n;
        double low, high;
    } rows[] = { { 9, 10, .5958500, .9821238 }, { 81, 263, .2552885, .3662096 }, { 0, 20, 0, .1611251 } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        StatsProportion r = stats_proportion(rows[i].k, rows[i].n);
        NEAR_TO(r.ci.low, rows[i].low, 2e-7);
        NEAR_TO(r.ci.high, rows[i].high, 4e-7);
    }
    ck_assert_int_eq(stats_proportion(3, 2).reason, STATS_BAD_VALUE);
}
END_TEST

START_TEST(two_proportions_differ_by_newcombes_interval)
{
    /* Newcombe (1998), table II (a): 56/70 and 48/80 */
    StatsProportions r = stats_proportions(56, 70, 48, 80);
    NEAR(r.difference, .2);
    NEAR_TO(r.ci.low, .0524, 1e-3);
    NEAR_TO(r.ci.high, .3339, 2e-4);
    NEAR(r.p * r.p, stats_proportions(48, 80, 56, 70).p * r.p);
    ck_assert(isnan(stats_proportions(3, 3, 4, 4).p));
    ck_assert_int_eq(stats_proportions(1, 2, 0, 0).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(retention_is_over_those_with_all_three)
{
    static const double x[] = { 4, 5, 6, 7 }, y[] = { 8, 8, 9, 10 }, z[] = { 7, 7.5, 8, NAN };
    StatsRetention r = stats_retention(x, y, z, 4);
    ck_assert_int_eq(r.n, 3);
    NEAR(r.fraction, 7.5 / 10);
    NEAR(r.change.difference, -2.5 / 3);
    ck_assert_int_eq(stats_retention(y, x, z, 4).reason, STATS_UNDEFINED);
}
END_TEST

START_TEST(adjusted_p_values_are_rs)
{
    double holm[] = { .01, .04, NAN, .03, .005 }, bh[] = { .01, .04, NAN, .03, .005 };
    static const double want_holm[] = { .03, .06, NAN, .06, .02 }, want_bh[] = { .02, .04, NAN, .04, .02 };
    stats_adjust_holm(holm, 5);
    stats_adjust_bh(bh, 5);
    for (int i = 0; i < 5; i++) {
        if (i == 2)
            continue;
        NEAR(holm[i], want_holm[i]);
        NEAR(bh[i], want_bh[i]);
    }
    ck_assert(isnan(holm[2]) && isnan(bh[2]));
}
END_TEST

START_TEST(summaries_take_rs_quartiles)
{
    StatsSummary s = stats_summary(sleep_x, 10);
    NEAR(s.q1, -.175);
    NEAR(s.median, .35);
    NEAR(s.q3, 1.7);
    ck_assert_int_eq(stats_summary((double[]){ NAN }, 1).reason, STATS_TOO_FEW);
}
END_TEST

START_TEST(missing_halves_are_counted_and_left_out)
{
    static const double x[] = { 1, NAN, 3, 4, 5 }, y[] = { 2, 2, NAN, 6, 6 };
    StatsPaired r = stats_paired_t(x, y, 5);
    ck_assert_int_eq(r.n, 3);
    ck_assert_int_eq(r.missing, 2);
    NEAR(r.difference, 4 / 3.);
    ck_assert_int_eq(stats_signed_rank(x, y, 5).missing, 2);
}
END_TEST

START_TEST(what_cannot_be_computed_says_why)
{
    static const double flat[] = { 3, 3, 3 }, up[] = { 4, 4, 4 };
    StatsPaired one = stats_paired_t(flat, up, 1), same = stats_paired_t(flat, up, 3);
    ck_assert_int_eq(one.reason, STATS_TOO_FEW);
    ck_assert(isnan(one.t));
    ck_assert_int_eq(same.reason, STATS_NO_SPREAD);
    ck_assert(isnan(same.p) && same.difference == 1);
    ck_assert_int_eq(stats_effect(&same).reason, STATS_NO_SPREAD);
    ck_assert_int_eq(stats_paired_t((double[]){ INFINITY, 1 }, up, 2).reason, STATS_BAD_VALUE);
    ck_assert_int_eq(stats_signed_rank(flat, flat, 3).reason, STATS_NO_SPREAD);
    ck_assert_int_eq(stats_two_sample(flat, 3, up, 0, STATS_WELCH).reason, STATS_EMPTY_GROUP);
    for (int i = 0; i < STATS_REASONS; i++)
        ck_assert_str_ne(stats_reason_text(i), "");
}
END_TEST

UNIT_MAIN("stats_gain", paired_t_of_sleep_is_rs, effect_sizes_of_sleep_name_their_denominators,
    sleep_as_two_groups_is_pooled_and_welch, effect_between_the_lahore_arms_is_the_recomputed_one,
    wilcoxon_of_sleep_drops_the_zero_and_sees_the_tie, wilcoxon_of_the_depression_scores_is_exact, chico_is_the_book,
    mcnemar_agrees_three_ways_and_mid_p_lies_below_exact, normalised_gain_handles_losses_and_the_ceiling,
    crossed_forms_by_hand, crossed_forms_with_three_sequences_are_rs_effect_coded_intercept,
    crossed_forms_cancel_what_makes_one_form_harder, an_empty_sequence_gives_no_estimate,
    friedman_of_the_rounding_times_is_rs, wilson_intervals_reach_the_ends, two_proportions_differ_by_newcombes_interval,
    retention_is_over_those_with_all_three, adjusted_p_values_are_rs, summaries_take_rs_quartiles,
    missing_halves_are_counted_and_left_out, what_cannot_be_computed_says_why)
