/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expected values are R 4.2's where no other source is named. */
#include "dist.h"

#include "near.h"
#include "unit.h"

START_TEST(central_distributions_agree_with_r)
{
    NEAR_TO(dist_normal_quantile(.975), 1.9599639845400536, 1e-14);
    NEAR_TO(dist_normal_two_sided(9), 2.2571768119076816e-19, 1e-12);
    NEAR_TO(dist_t_two_sided(-6.475436088, 19), 3.3206700584499361e-06, 1e-12);
    NEAR_TO(dist_t_quantile(.975, 9), 2.2621571627982049, 1e-13);
    NEAR_TO(dist_f_upper(7.86808, 2, 68), 0.00084383908694650347, 1e-12);
    NEAR_TO(dist_f_quantile(.025, 999, 3996), 0.90524103057083405, 1e-12);
    NEAR_TO(dist_chi2_upper(11.143, 2), 0.0038047689965910437, 1e-12);
    NEAR_TO(dist_binomial_cdf(59, 180, .5) * 2, 4.4344492637551611e-06, 1e-12);
    NEAR_TO(dist_binomial_density(3, 10, .3), 0.26682793199999993, 1e-13);
    NEAR_TO(dist_gamma_ratio(4.5, 4), 1.9386213994279082, 1e-13);
}
END_TEST

static const struct {
    double t, df, ncp, p;
} nct_rows[] = {
    { 2, 5, 1, 0.77807466261594704 },
    { -1.5, 3, -2, 0.70590665310034706 },
    { 30, 40, 28, 0.69375429048235282 },
    { 1, 1, .5, 0.59274773643996048 },
    { .3, 200, 5, 1.3017879335738851e-06 },
    { 0, 7, 1.2, 0.11506967022170828 },
    { 2, 1000, 1.5, 0.69111072553441599 },
};

START_TEST(noncentral_t_agrees_with_r)
{
    for (gsize i = 0; i < G_N_ELEMENTS(nct_rows); i++) {
        double p = dist_nct_cdf(nct_rows[i].t, nct_rows[i].df, nct_rows[i].ncp);
        ck_assert_msg(fabs(p - nct_rows[i].p) < 2e-12, "row %zu: got %.17g, want %.17g", i, p, nct_rows[i].p);
    }
}
END_TEST

START_TEST(noncentral_t_with_ncp_zero_is_students_t)
{
    for (double df = 1; df < 3000; df *= 3) {
        for (double t = -6; t <= 6; t += 1.5)
            ck_assert_double_eq_tol(dist_nct_cdf(t, df, 0), dist_t_cdf(t, df), 1e-12);
    }
}
END_TEST

START_TEST(finding_the_noncentrality_undoes_the_cdf_even_far_out)
{
    static const double ts[] = { -4, 0, .5, 4.06, 45, 120 };
    for (guint i = 0; i < G_N_ELEMENTS(ts); i++) {
        double ncp = dist_nct_ncp(ts[i], 60, .025);
        ck_assert_double_eq_tol(dist_nct_cdf(ts[i], 60, ncp), .025, 1e-11);
        ck_assert(ncp > dist_nct_ncp(ts[i], 60, .975));
    }
}
END_TEST

START_TEST(signed_rank_counts_agree_with_r)
{
    static const struct {
        int v, n;
        double p;
    } rows[] = { { 3, 5, 0.15625 }, { 10, 8, 0.15625 }, { 27, 12, 0.190185546875 } };
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        int ranks[12];
        for (int j = 0; j < rows[i].n; j++)
            ranks[j] = 2 * (j + 1);
        double lower, upper;
        ck_assert(dist_signed_rank(ranks, rows[i].n, 2 * rows[i].v, &lower, &upper));
        NEAR_TO(lower, rows[i].p, 1e-14);
        ck_assert_double_gt(lower + upper, 1);
    }
}
END_TEST

START_TEST(signed_rank_with_ties_counts_every_sign_pattern)
{
    /* midranks 1, 2.5, 2.5: sums 0 1 2.5 2.5 3.5 3.5 5 6, each 1/8 */
    double lower, upper;
    ck_assert(dist_signed_rank((const int[]){ 2, 5, 5 }, 3, 5, &lower, &upper));
    ck_assert_double_eq(lower, 4. / 8);
    ck_assert_double_eq(upper, 6. / 8);
}
END_TEST

START_TEST(a_senseless_argument_is_nan_not_a_crash)
{
    ck_assert(isnan(dist_normal_quantile(1.5)));
    ck_assert(isnan(dist_t_cdf(1, 0)));
    ck_assert(isnan(dist_t_quantile(NAN, 3)));
    ck_assert(isnan(dist_f_upper(1, -1, 2)));
    ck_assert(isnan(dist_chi2_upper(1, INFINITY)));
    ck_assert(isnan(dist_binomial_cdf(1, -1, .5)));
    ck_assert(isnan(dist_binomial_density(1, 2, 1.5)));
    ck_assert(isnan(dist_gamma_ratio(0, 1)));
    ck_assert(isnan(dist_hedges_j(1)));
    ck_assert(isnan(dist_nct_cdf(INFINITY, 3, 0)));
    ck_assert(isnan(dist_nct_ncp(1, 3, 0)));
    double lower, upper;
    ck_assert(!dist_signed_rank((const int[]){ 0 }, 1, 0, &lower, &upper));
    ck_assert(!dist_signed_rank(NULL, 0, 0, &lower, &upper));
}
END_TEST

UNIT_MAIN("dist", central_distributions_agree_with_r, noncentral_t_agrees_with_r,
    noncentral_t_with_ncp_zero_is_students_t, finding_the_noncentrality_undoes_the_cdf_even_far_out,
    signed_rank_counts_agree_with_r, signed_rank_with_ties_counts_every_sign_pattern,
    a_senseless_argument_is_nan_not_a_crash)
