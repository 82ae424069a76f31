/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement beside figures of R (psych 2.2.9, and Krippendorff's own definition over all pairs of values). */
#include "agreement.h"
#include "agreement_assist.h"
#include "unit.h"

#include <math.h>

#define UNITS 60
#define near(got, wanted) ck_assert_double_eq_tol(got, wanted, 1e-10)

static double given[3 * UNITS];
static int thread[UNITS];

/* Three coders; the second differs from the first on each sixth unit, the third on each ninth. */
static AgreementData data_of(int coders)
{
    for (int i = 0; i < UNITS; i++) {
        int a = (i * 7) % 5 < 2;
        given[i] = a;
        given[UNITS + i] = a ^ (i % 6 == 0);
        given[2 * UNITS + i] = a ^ (i % 9 == 4);
        thread[i] = i / 5;
    }
    return (AgreementData){ coders, UNITS, given, thread };
}

START_TEST(two_coders_agree_as_r_says)
{
    AgreementData data = data_of(2);
    AgreementCode r = agreement_code(&data, 200, 1);
    ck_assert(r.estimable);
    ck_assert_int_eq(r.n, 60);
    near(r.positives, 25);
    near(r.prevalence, 0.416666666667);
    near(r.percent, 0.833333333333);
    near(r.kappa, 0.65753424657534);
    near(r.pabak, 0.666666666667);
    near(r.alpha, 0.66);
    ck_assert(r.kappa_ci.low < r.kappa && r.kappa < r.kappa_ci.high && r.kappa_ci.high <= 1);
    AgreementCode again = agreement_code(&data, 200, 1);
    ck_assert(again.kappa_ci.low == r.kappa_ci.low && again.alpha_ci.high == r.alpha_ci.high);
}
END_TEST

START_TEST(three_coders_and_missing_values_agree_as_r_says)
{
    AgreementData data = data_of(3);
    AgreementCode r = agreement_code(&data, 50, 1);
    near(r.kappa, 0.612203160562);
    near(r.fleiss, 0.611428571429);
    near(r.alpha, 0.613587301587);
    given[UNITS + 10] = NAN;
    for (int i = 19; i < 25; i++)
        given[2 * UNITS + i] = NAN;
    AgreementCode missing = agreement_code(&data, 50, 1);
    near(missing.alpha, 0.619994476664);
    ck_assert_int_eq(missing.n, 60);
}
END_TEST

START_TEST(under_ten_positives_nothing_is_estimated)
{
    AgreementData data = data_of(2);
    int left = 9;
    for (int i = 0; i < UNITS; i++)
        given[i] = given[UNITS + i] = given[i] && left-- > 0;
    AgreementCode r = agreement_code(&data, 50, 1);
    ck_assert(!r.estimable && isnan(r.kappa) && isnan(r.alpha) && isnan(r.kappa_ci.low));
    near(r.percent, 1);
    near(r.positives, 9);
}
END_TEST

START_TEST(one_thread_gives_no_interval)
{
    AgreementData data = data_of(2);
    memset(thread, 0, sizeof thread);
    AgreementCode r = agreement_code(&data, 50, 1);
    near(r.kappa, 0.65753424657534);
    ck_assert(isnan(r.kappa_ci.low) && isnan(r.alpha_ci.high));
}
END_TEST

START_TEST(phases_agree_as_r_says)
{
    static const int shift[7] = { 0, 1, 0, -1, 0, 0, 2 };
    double value[2 * UNITS];
    for (int i = 0; i < UNITS; i++) {
        int x = (i * 5 + i / 7) % 6;
        value[i] = x;
        value[UNITS + i] = CLAMP(x + shift[i % 7], 0, 5);
    }
    AgreementGroup g = agreement_group(value, 2, UNITS, 5);
    ck_assert_int_eq(g.n, 60);
    ck_assert_int_eq(g.n_ordered, 43);
    near(g.percent, 0.716666666667);
    near(g.kappa, 0.662363455809);
    near(g.kappa_linear, 0.872487644152);
    near(g.kappa_quadratic, 0.949954739428);
    near(g.alpha, 0.652703862661);
    near(g.alpha_interval, 0.950276243094);
}
END_TEST

/* Krippendorff (2011), twelve units, four coders. */
START_TEST(the_published_example_of_alpha_is_reproduced)
{
    static const double published[4 * 12] = { 1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN, 1, 2, 3, 3, 2, 2, 4, 1, 2, 5,
        NAN, 3, NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN, 1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN };
    AgreementGroup g = agreement_group(published, 4, 12, 5);
    ck_assert_double_eq_tol(g.alpha, .74342105, 1e-8);
    ck_assert_double_eq_tol(g.alpha_ordinal, .8153875, 1e-7);
    ck_assert_double_eq_tol(g.alpha_interval, .84910714, 1e-8);
    ck_assert_double_eq_tol(g.alpha_ratio, .79740277, 1e-8);
    ck_assert(isnan(g.kappa));
}
END_TEST

START_TEST(an_overlap_is_what_both_marked_of_what_either_did)
{
    Coding a = { .post = 7, .start = 0, .until = 10 }, b = { .post = 7, .start = 5, .until = 15 },
           c = { .post = 8, .start = 0, .until = 10 }, d = { .post = 7, .start = 5, .until = 10 };
    const Coding *first[] = { &a, &d }, *second[] = { &b }, *third[] = { &c };
    near(agreement_overlap(first, 2, second, 1), 5. / 15);
    near(agreement_overlap(first, 1, first, 1), 1);
    near(agreement_overlap(first, 1, third, 1), 0);
    ck_assert(isnan(agreement_overlap(first, 0, second, 0)));
}
END_TEST

static double p_of(const AssistModel *model, const char *text)
{
    g_auto(GStrv) words = assist_words(text);
    return assist_p(model, words);
}

/* By hand: 2 with, 1 without; "transport" in both with, "register" in the one without; odds 3/2 * (3/4)/(1/3) = 27/8.
 */
START_TEST(the_assistant_counts_words_as_by_hand)
{
    g_auto(GStrv) first = assist_words("Transport!"), second = assist_words("no TRANSPORT, no transport"),
                  third = assist_words("the register");
    ck_assert_uint_eq(g_strv_length(second), 2);
    const AssistDoc docs[] = { { first, 0, true }, { second, 1, true }, { third, 2, false } };
    g_autoptr(AssistModel) model = assist_new(docs, 3, -1), less = assist_new(docs, 3, 1);
    near(p_of(model, "transport, transport"), 27. / 35);
    near(p_of(model, "unknown words"), 3. / 5);
    near(p_of(less, "register"), 1. / 3);
    near(p_of(model, ""), 3. / 5);
}
END_TEST

START_TEST(the_assistant_is_judged_on_what_it_has_not_seen)
{
    AssistDoc good[40], noise[40];
    g_auto(GStrv) asks = assist_words("we ask her why"), thanks = assist_words("thank you all"),
                  same = assist_words("the same words");
    for (int i = 0; i < 40; i++) {
        bool has = i % 2;
        good[i] = (AssistDoc){ has ? asks : thanks, i % 10, has };
        noise[i] = (AssistDoc){ same, i % 10, has };
    }
    near(assist_kappa(good, 40, 10), 1);
    ck_assert(assist_kappa(noise, 40, 10) <= 0 || isnan(assist_kappa(noise, 40, 10)));
}
END_TEST

UNIT_MAIN("agreement", the_assistant_counts_words_as_by_hand, the_assistant_is_judged_on_what_it_has_not_seen,
    two_coders_agree_as_r_says, three_coders_and_missing_values_agree_as_r_says,
    under_ten_positives_nothing_is_estimated, one_thread_gives_no_interval, phases_agree_as_r_says,
    the_published_example_of_alpha_is_reproduced, an_overlap_is_what_both_marked_of_what_either_did)
