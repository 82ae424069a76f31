/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis_plan.h"

#include "unit.h"

#include <string.h>

static const char good[] = "[study]\nname = Harare\ncohorts = h1; h2\ndesign = arms\nunit = facility\nlearners = 120\n"
                           "[arms]\nh1 = app\nh2 = usual\nreference = usual\n"
                           "[outcomes]\nprimary = gain\nfamily = objective:o1; delayed\n"
                           "[analysis]\nadjust = cadre; sex\nper_protocol = .75\n";

START_TEST(a_plan_is_read_as_it_stands)
{
    GError *error = NULL;
    g_autoptr(AnalysisPlan) plan = analysis_plan_read(good, strlen(good), "study.ini", &error);
    unit_assert_ok(error);
    ck_assert_str_eq(plan->name, "Harare");
    ck_assert(plan->design == PLAN_ARMS && plan->unit == PLAN_UNIT_FACILITY && plan->learners == 120);
    ck_assert_str_eq(plan->arms->pdata[1], "usual");
    ck_assert_str_eq(plan->family->pdata[0], "objective:o1");
    ck_assert_str_eq(plan->adjust->pdata[1], "sex");
    ck_assert(plan->per_protocol == .75);
    ck_assert_int_eq(strlen(plan->sha256), 64);
}
END_TEST

/* The good plan with `from` made `to` says what is wrong. */
static const struct {
    const char *from, *to, *says;
} faults[] = {
    { "name = Harare\n", "", "[study] needs a name" },
    { "cohorts = h1; h2", "cohorts =", "[study] needs a name" },
    { "primary = gain", "primary = gian", "did you mean \"gain\"?" },
    { "primary = gain", "primary = objective:", "there is no outcome \"objective:\"" },
    { "primary = gain\n", "", "needs a primary outcome" },
    { "family = objective:o1; delayed", "family = gain", "gain is that one" },
    { "family = objective:o1; delayed", "family = delayed; delayed", "names delayed twice" },
    { "[analysis]", "[analysys]", "did you mean \"analysis\"?" },
    { "adjust =", "adjsut =", "did you mean \"adjust\"?" },
    { "adjust = cadre; sex", "adjust = cader", "did you mean \"cadre\"?" },
    { "per_protocol = .75", "per_protocol = 75", "it is a number from 0 to 1" },
    { "h2 = usual\n", "", "does not say which arm the cohort \"h2\" is" },
    { "h2 = usual\n", "h2 = app\n", "needs two arms" },
    { "h2 = usual\n", "h2 = usual\nh3 = app\n", "\"h3\", which is none of the cohorts" },
    { "reference = usual", "reference = other", "needs reference" },
    { "unit = facility\n", "", "needs unit" },
    { "unit = facility", "unit = facilty", "did you mean \"facility\"?" },
    { "design = arms", "design = one-group", "needs design = arms" },
    { "[study]\n", "study\n", "study.ini: " },
};

START_TEST(what_is_wrong_with_a_plan_is_said)
{
    for (gsize i = 0; i < G_N_ELEMENTS(faults); i++) {
        GError *error = NULL;
        g_autoptr(GString) text = g_string_new(good);
        ck_assert_int_eq(g_string_replace(text, faults[i].from, faults[i].to, 1), 1);
        ck_assert_msg(!analysis_plan_read(text->str, text->len, "study.ini", &error), "taken: %s", faults[i].to);
        unit_assert_error(error, faults[i].says);
    }
}
END_TEST

START_TEST(outcomes_are_told_apart)
{
    OutcomeKind kind;
    char *what = NULL;
    ck_assert(outcome_read("level:apply", &kind, &what) && kind == OUTCOME_LEVEL);
    ck_assert_str_eq(what, "apply");
    g_free(what);
    ck_assert(outcome_read("kept", &kind, &what) && kind == OUTCOME_KEPT && !what);
    static const char *const none[] = { "", ":", "level", "gain:x", "Gain", "objective" };
    for (gsize i = 0; i < G_N_ELEMENTS(none); i++)
        ck_assert_msg(!outcome_read(none[i], &kind, &what), "%s is an outcome", none[i]);
}
END_TEST

UNIT_MAIN("analysis_plan", a_plan_is_read_as_it_stands, what_is_wrong_with_a_plan_is_said, outcomes_are_told_apart)
