/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published tables checked against themselves: what a reader can recompute from means, SDs, sizes and p. */
#include "stats_printed.h"

#include "near.h"
#include "unit.h"

static StatsRange printed(const char *text)
{
    StatsRange r = STATS_NOT_PRINTED;
    if (text)
        ck_assert_msg(stats_printed_read(text, &r), "%s", text);
    return r;
}

typedef struct {
    const char *row;
    int n, n1, n2;
    const char *mean1, *sd1, *mean2, *sd2, *p, *d;
    bool reproduced;
    int cause; /* the first after COARSE; -1 none */
    double value;
} Case;

static StatsRecomputed recompute(const Case *c)
{
    StatsPrintedRow row = { c->n, c->n1, c->n2, printed(c->mean1), printed(c->sd1), printed(c->mean2), printed(c->sd2),
        STATS_NOT_PRINTED, STATS_NOT_PRINTED, STATS_NOT_PRINTED, STATS_NOT_PRINTED, STATS_NOT_PRINTED, printed(c->p),
        printed(c->d) };
    return stats_recompute(&row);
}

START_TEST(published_rows_are_reproduced_or_told_why_not)
{
    static const Case cases[] = {
        { "Lahore 2025, knowledge after", 0, 74, 74, "4.62", "1.56", "2.10", "1.39", "<.001", NULL, true, -1, 0 },
        { "Lahore 2025, its d", 0, 74, 74, "4.62", "1.56", "2.10", "1.39", NULL, "1.71", true, -1, 0 },
        { "Lahore 2025, attitude d", 0, 74, 74, "26.39", "4.33", "20.12", "1.90", NULL, "1.87", true, -1, 0 },
        { "Lahore 2025, control knowledge", 74, 0, 0, "2.14", "1.36", "2.10", "1.39", ".760", NULL, true, -1, 0 },
        { "Lahore 2025, control attitude", 74, 0, 0, "22.31", "2.34", "20.12", "1.90", "<.001", NULL, true, -1, 0 },
        { "obstetric pre", 0, 73, 36, "14.2", "4.3", "15.2", "3.6", ".21", NULL, true, -1, 0 },
        { "newborn pre", 0, 73, 36, "10.2", "3.9", "11.0", "3.0", ".30", NULL, true, -1, 0 },
        { "obstetric post", 0, 50, 36, "16.4", "4.3", "16.6", "3.9", ".84", NULL, true, -1, 0 },
        { "newborn post", 0, 50, 36, "11.6", "3.3", "10.4", "3.3", ".09", NULL, true, -1, 0 },
        { "OSCE obstetric", 0, 50, 35, "27.5", "4.9", "22.9", "5.8", "<.001", NULL, true, -1, 0 },
        { "OSCE newborn", 0, 50, 35, "29.0", "5.2", "24.2", "6.2", "<.001", NULL, true, -1, 0 },
        { "within intervention, obstetric", 0, 73, 50, "14.2", "4.3", "16.4", "4.3", ".006", NULL, true, -1, 0 },
        { "within intervention, newborn", 0, 73, 50, "10.2", "3.9", "11.6", "3.3", ".034", NULL, true, -1, 0 },
        { "within comparison, obstetric", 36, 0, 0, "15.2", "3.6", "16.6", "3.9", ".12", NULL, false,
            STATS_CAUSE_INDEPENDENT, .118 },
        { "within comparison, newborn", 36, 0, 0, "11.0", "3.0", "10.4", "3.3", ".42", NULL, false,
            STATS_CAUSE_INDEPENDENT, .422 },
        { "Clavier 2019, concordance", 0, 22, 22, "60", "9", "68", "11", ".006", NULL, false, STATS_CAUSE_ONE_TAILED,
            .0058 },
        { "Clavier 2019, MCQ", 0, 22, 22, "18", "4", "16", "4", ".22", NULL, false, STATS_CAUSE_OTHER_TEST, NAN },
        { "genetics 2025", 121, 0, 0, "3.31", "1.30", "9.58", "1.73", NULL, ".752", false, STATS_CAUSE_ETA_SQUARED,
            19.08 },
        { "Abbasian 2024, intervention", 60, 0, 0, "30.34", "5.58", "44.80", "8.49", "<.001", NULL, true, -1, 0 },
        { "Abbasian 2024, control", 61, 0, 0, "34.98", "7.19", "35.67", "9.66", ".431", NULL, true, -1, 0 },
        { "SE printed as SD", 0, 25, 25, "50", "2.0", "58", "2.0", ".007", NULL, false, STATS_CAUSE_SE_AS_SD, .0068 },
        { "sizes exchanged", 0, 10, 40, "10.00", "2.00", "12.00", "5.00", ".050", NULL, false, STATS_CAUSE_SWAPPED_N,
            .0503 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        StatsRecomputed r = recompute(&cases[i]);
        ck_assert_msg(r.reason == STATS_OK && r.n_checks == 1, "%s", cases[i].row);
        const StatsCheck *check = &r.checks[0];
        ck_assert_msg(check->reproduced == cases[i].reproduced, "%s: %g (%g to %g)", cases[i].row, check->found.value,
            check->found.low, check->found.high);
        if (cases[i].reproduced)
            continue;
        int at = check->causes[0].cause == STATS_CAUSE_COARSE;
        ck_assert_msg((int)check->causes[at].cause == cases[i].cause, "%s: %s", cases[i].row,
            stats_cause_text(check->causes[at].cause));
        ck_assert_msg(isnan(cases[i].value) || fabs(check->causes[at].value - cases[i].value) < .02 * cases[i].value,
            "%s: %g", cases[i].row, check->causes[at].value);
        ck_assert_int_eq(check->causes[check->n_causes - 1].cause, STATS_CAUSE_OTHER_TEST);
    }
}
END_TEST

START_TEST(two_groups_give_t_p_and_d)
{
    static const Case lahore = { "", 0, 74, 74, "4.62", "1.56", "2.10", "1.39", NULL, NULL, true, -1, 0 };
    StatsRecomputed r = recompute(&lahore);
    NEAR_TO(r.pooled_t.value, 10.375, 5e-5);
    NEAR_TO(r.pooled_p.value, 3.1e-19, .01);
    NEAR_TO(r.d.value, 1.7056, 5e-5);
    ck_assert(r.pooled_t.low < 10.31 && r.pooled_t.high > 10.44);
}
END_TEST

START_TEST(an_exact_p_tells_the_correlation)
{
    static const Case cases[] = { { "", 74, 0, 0, "2.14", "1.36", "2.10", "1.39", ".760", NULL, true, -1, .667 },
        { "", 61, 0, 0, "34.98", "7.19", "35.67", "9.66", ".431", NULL, true, -1, .711 } };
    for (int i = 0; i < 2; i++)
        NEAR_TO(recompute(&cases[i]).r.value, cases[i].value, 1e-3);
}
END_TEST

START_TEST(an_interval_gives_back_the_test)
{
    static const struct {
        const char *diff, *low, *high;
        double se, sd, t, dz;
    } rows[] = { { "17.1", "14.69", "19.49", 1.1966, 8.793, 14.291, 1.945 },
        { "2.6", "1.01", "4.25", .8077, 5.935, 3.219, .438 },
        { "19.1", "16.31", "21.76", 1.3586, 9.984, 14.059, 1.913 },
        { "5.5", "3.66", "7.41", .9348, 6.869, 5.884, .801 } };
    for (int i = 0; i < 4; i++) {
        StatsPrintedRow row = { 54, 0, 0, STATS_NOT_PRINTED, STATS_NOT_PRINTED, STATS_NOT_PRINTED, STATS_NOT_PRINTED,
            printed(rows[i].diff), STATS_NOT_PRINTED, printed(rows[i].low), printed(rows[i].high), STATS_NOT_PRINTED,
            STATS_NOT_PRINTED, STATS_NOT_PRINTED };
        StatsRecomputed r = stats_recompute(&row);
        ck_assert_msg(r.n_checks == 1 && r.checks[0].reproduced, "row %d", i);
        NEAR_TO(r.se.value, rows[i].se, 1e-4);
        NEAR_TO(r.sd_diff.value, rows[i].sd, 1e-3);
        ck_assert(r.t.low <= rows[i].t && rows[i].t <= r.t.high);
        ck_assert(r.dz.low <= rows[i].dz && rows[i].dz <= r.dz.high);
    }
}
END_TEST

START_TEST(a_figure_stands_for_what_is_rounded_to_it)
{
    StatsRange r = printed("4.62");
    ck_assert(fabs(r.low - 4.615) < 1e-12 && fabs(r.high - 4.625) < 1e-12);
    r = printed("17");
    ck_assert(r.low == 16.5 && r.high == 17.5);
    r = printed("<.001");
    ck_assert(r.low == 0 && r.high == .001 && isnan(r.value));
    r = printed("> 0,05");
    ck_assert(r.low == .05 && r.high == 1);
    r = printed("-3.0");
    ck_assert(r.low == -3.05 && r.high == -2.95);
    static const char *const bad[] = { "", "<", "p", "1.2.3", "5%", "--1", "." };
    for (gsize i = 0; i < G_N_ELEMENTS(bad); i++)
        ck_assert_msg(!stats_printed_read(bad[i], &r), "%s", bad[i]);
}
END_TEST

UNIT_MAIN("stats_printed", published_rows_are_reproduced_or_told_why_not, two_groups_give_t_p_and_d,
    an_exact_p_tells_the_correlation, an_interval_gives_back_the_test, a_figure_stands_for_what_is_rounded_to_it)
