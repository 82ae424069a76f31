/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Studies of every kind, from made-up learners. Figures marked R were computed from the wide.csv of the same data by
 * tests/stats/study.R, which knows nothing of the engine. */
#include "outbox.h"
#include "report.h"
#include "stats.h"

#include "near.h"
#include "report_trial.h"
#include "unit.h"

#include <glib/gstdio.h>
#include <string.h>

#define ALIKE .rooms = 6, .base = .45, .spread = .05, .lost = .2, .forms = 2, .items = 12
static const Trial app = { ALIKE, .name = "app", .learners = 60, .facilities = 12, .gain = .2, .seed = 11 };
static const Trial usual = { ALIKE, .name = "usual", .learners = 54, .facilities = 9, .gain = .05, .seed = 12 };

static const char arms_plan[] = "[study]\nname = Harare\ncohorts = app; usual\ndesign = arms\nunit = cohort\n"
                                "[arms]\napp = app\nusual = usual\nreference = usual\n"
                                "[outcomes]\nprimary = gain\nfamily = objective:o1; level:apply\n"
                                "[analysis]\nadjust = cadre; sex\nper_protocol = .4\n";

static AnalysisPlan *plan_of(const char *text)
{
    GError *error = NULL;
    AnalysisPlan *plan = analysis_plan_read(text, strlen(text), "study.ini", &error);
    unit_assert_ok(error);
    return plan;
}

static void save(const ReportData *data, const char *name)
{
    const char *dir = g_getenv("STUDY_OUT");
    if (!dir)
        return;
    g_autofree char *path = g_build_filename(dir, name, NULL);
    GString *csv = report_csv_wide(data, REPORT_ASSESSMENT);
    g_file_set_contents(path, csv->str, (gssize)csv->len, NULL);
    g_string_free(csv, TRUE);
}

static const cJSON *row_of(const cJSON *rows, const char *id)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        if (g_strcmp0(json_string(row, "id"), id) == 0)
            return row;
    }
    ck_abort_msg("there is no row %s", id);
}

static bool warns(const cJSON *view, const char *id)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, json_at(view, "warnings"))
    {
        if (g_str_equal(json_string(row, "id"), id))
            return true;
    }
    return false;
}

static double value(const cJSON *row, const char *key)
{
    g_autofree char *path = g_strconcat(key, ".value", NULL);
    return json_double(row, path, NAN);
}

static cJSON *view_of(const ReportData *data, const char *name)
{
    GError *error = NULL;
    cJSON *view = report_view(data);
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert_msg(!near_prints_nan(html), "%s: the page holds nan", name);
    ck_assert_msg(!strstr(html, ") = –"), "%s: a test that was not made is printed", name);
    ck_assert_msg(!strstr(html, " %"), "%s: a line may end before a per cent sign", name);
    const char *dir = g_getenv("STUDY_OUT");
    if (dir) {
        g_autofree char *path = g_strdup_printf("%s/%s.html", dir, name), *json = report_json(view),
                        *jpath = g_strdup_printf("%s/%s.json", dir, name);
        g_file_set_contents(path, html, -1, NULL);
        g_file_set_contents(jpath, json, -1, NULL);
    }
    save(data, name);
    return view;
}

START_TEST(two_arms_in_rooms_are_compared_by_their_rooms)
{
    g_autoptr(ReportData) data = report_two(&app, &usual);
    for (guint i = 0; i < data->learners->len; i++) { /* each room a facility: the arms are assigned by facility */
        ReportLearner *l = data->learners->pdata[i];
        g_free(l->facility);
        l->facility = g_strdup_printf("F%d", l->room);
    }
    AnalysisPlan *plan = plan_of(arms_plan);
    plan->unit = PLAN_UNIT_FACILITY;
    GError *error = NULL;
    report_set_plan(data, (ReportPlan){ .plan = plan, .frozen = TRIAL_START, .versions = 1 }, &error);
    unit_assert_ok(error);
    g_autoptr(cJSON) view = view_of(data, "arms");
    const cJSON *row = row_of(json_at(view, "study.outcomes"), "gain");
    ck_assert_str_eq(json_string(row, "role"), "primary");
    ck_assert_str_eq(json_string(row, "method"), "cr2");
    ck_assert_int_eq(json_int(row, "clusters_arm", 0), 6);
    ck_assert(!warns(view, "one_group") && !json_at(view, "plan.departures.0"));
    ck_assert(strstr(json_string(view, "headline.text"), "app scored") != NULL);
}
END_TEST

START_TEST(arms_that_are_whole_cohorts_are_one_cluster_each)
{
    g_autoptr(ReportData) data = report_two(&app, &usual);
    GError *error = NULL;
    report_set_plan(data, (ReportPlan){ .plan = plan_of(arms_plan) }, &error);
    unit_assert_ok(error);
    g_autoptr(cJSON) view = view_of(data, "cohorts");
    const cJSON *row = row_of(json_at(view, "study.outcomes"), "gain");
    ck_assert_str_eq(json_string(row, "method"), "few_clusters");
    ck_assert(isnan(value(row, "p")) && !isnan(value(row, "estimate")));
    ck_assert(strstr(json_string(view, "plan.departures.0"), "never frozen") != NULL);
}
END_TEST

START_TEST(a_null_result_is_told_as_one)
{
    Trial t = app;
    t.gain = 0;
    t.seed = 23;
    t.lost = 0;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "null");
    ck_assert_str_eq(json_string(view, "headline.kind"), "none");
    ck_assert(strstr(json_string(view, "headline.text"), "No detectable gain") != NULL);
    ck_assert_str_eq(
        json_string(row_of(json_at(view, "gain.sensitivity"), "weighted"), "why"), "not needed: nobody was lost");
}
END_TEST

START_TEST(a_ceiling_is_named)
{
    Trial t = app;
    t.base = .97;
    t.gain = .02;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "ceiling");
    ck_assert(warns(view, "ceiling"));
}
END_TEST

START_TEST(forty_per_cent_lost_is_told_from_every_side)
{
    Trial t = app;
    t.learners = 120;
    t.lost = .4;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "attrition");
    const cJSON *rows = json_at(view, "gain.sensitivity");
    ck_assert(warns(view, "attrition"));
    double designed = value(row_of(rows, "designed"), "estimate");
    ck_assert(value(row_of(rows, "worst"), "estimate") < value(row_of(rows, "carried"), "estimate"));
    ck_assert(value(row_of(rows, "carried"), "estimate") < designed);
    ck_assert(fabs(value(row_of(rows, "weighted"), "estimate") - designed) < 10);
    ck_assert(value(row_of(rows, "weighted"), "largest_weight") < 10);
    ck_assert(fabs(value(json_at(view, "attrition"), "pre_smd")) > .1); /* the weak left */
}
END_TEST

START_TEST(parallel_forms_and_a_delayed_test_are_a_latin_square)
{
    Trial t = app;
    t.forms = 3;
    t.learners = 90;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "delayed");
    ck_assert_int_eq(json_int(view, "about.sequences", 0), 3);
    const cJSON *rows = json_at(view, "study.outcomes");
    ck_assert(json_bool(row_of(rows, "delayed"), "ok", false));
    ck_assert(value(row_of(rows, "delayed"), "estimate") < value(row_of(rows, "gain"), "estimate"));
    ck_assert(!warns(view, "not_crossed"));
}
END_TEST

START_TEST(identical_questions_are_a_threat)
{
    Trial t = app;
    t.forms = 1;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "same");
    ck_assert(warns(view, "same_form") && !warns(view, "not_crossed"));
}
END_TEST

START_TEST(a_room_in_which_nobody_talked_is_no_cluster)
{
    Trial t = app;
    t.quiet = true;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "quiet");
    ck_assert_str_eq(json_string(view, "gain.primary.method"), "independent");
}
END_TEST

START_TEST(cohorts_with_other_tests_are_not_put_together)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    Trial other = usual;
    other.forms = 1;
    GError *error = NULL;
    g_ptr_array_add(parts, report_trial(&app));
    g_ptr_array_add(parts, report_trial(&other));
    ck_assert_ptr_null(report_merge(parts, &error));
    unit_assert_error(error, "app and usual sat different forms of the test");
}
END_TEST

START_TEST(two_cohorts_together_hold_everybody_once)
{
    g_autoptr(ReportData) data = report_two(&app, &usual);
    ck_assert_int_eq(data->learners->len, 114);
    ck_assert_int_eq(data->items->len, 24); /* the same questions */
    ck_assert_int_eq(((ReportLearner *)data->learners->pdata[60])->cohort, 1);
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        ck_assert(sit->learner >= 0 && sit->learner < 114);
    }
    ck_assert_str_eq(data->cohort, "app, usual");
    ck_assert_str_eq(((ReportRoom *)data->rooms->pdata[6])->name, "usual 1");
}
END_TEST

/* One vote and one pair in the first room, of the first learner. */
static ReportData *with_a_pair(const Trial *t, int64_t circle)
{
    ReportData *data = report_trial(t);
    ReportVote *vote = g_new0(ReportVote, 1);
    vote->step = g_strdup("p1");
    vote->first = g_strdup("a");
    g_ptr_array_add(data->votes, vote);
    ReportStay *stay = g_new0(ReportStay, 1);
    *stay = (ReportStay){ .circle = circle, .kind = g_strdup("pair"), .entered = TRIAL_START };
    g_ptr_array_add(data->stays, stay);
    ReportTie *tie = g_new0(ReportTie, 1);
    *tie = (ReportTie){ 0, 1, true };
    g_ptr_array_add(data->ties, tie);
    return data;
}

START_TEST(votes_and_pairs_of_the_second_cohort_keep_their_people_and_rooms)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    g_ptr_array_add(parts, with_a_pair(&app, 1));
    g_ptr_array_add(parts, with_a_pair(&usual, 2));
    g_autoptr(ReportData) data = report_merge(parts, NULL);
    GString *votes = report_csv_votes(data, REPORT_RESEARCH), *pairs = report_csv_circles(data, REPORT_RESEARCH);
    ck_assert(strstr(votes->str, "usual-000,usual 1,p1,a,") != NULL);
    ck_assert(strstr(pairs->str, "app-000,app 1,1,pair,") != NULL);
    ck_assert(strstr(pairs->str, "usual-000,usual 1,2,pair,") != NULL);
    GString *ties = report_csv_ties(data, REPORT_RESEARCH);
    ck_assert(strstr(ties->str, "\napp-000,app-001,1") && strstr(ties->str, "\nusual-000,usual-001,1"));
    g_string_free(ties, TRUE);
    g_string_free(votes, TRUE);
    g_string_free(pairs, TRUE);
}
END_TEST

/* An event at which the first `there` were, of whom one had said no; and work of the first `works`, each reviewed by
 * the next two, who give 1 and 3 (of the last work by one only, who gives 5). */
static ReportData *with_deeds(const Trial *t, int there, int works, int64_t starts)
{
    ReportData *data = report_trial(t);
    ReportEvent *event = g_new0(ReportEvent, 1);
    *event = (ReportEvent){ g_strdup("e1"), g_strdup("Skills day"), 60 };
    g_ptr_array_add(data->events, event);
    for (int i = 0; i < t->learners; i++) {
        ReportVisit *visit = g_new0(ReportVisit, 1);
        *visit = (ReportVisit){ .learner = i, .starts = starts, .present = i < there, .over = true };
        visit->comes = g_strdup(i == 0 ? "no" : i < 12 ? "yes" : NULL);
        g_ptr_array_add(data->visits, visit);
    }
    ReportAssignment *a = g_new0(ReportAssignment, 1);
    *a = (ReportAssignment){ g_strdup("w1"), g_strdup("Plan"), 2, g_ptr_array_new_with_free_func(g_free),
        g_array_new(FALSE, FALSE, sizeof(int)) };
    g_ptr_array_add(a->criteria, g_strdup("Is it safe?"));
    g_array_append_val(a->most, (int){ 5 });
    g_ptr_array_add(data->assignments, a);
    for (int i = 0; i < works; i++) {
        ReportWork *work = g_new0(ReportWork, 1);
        *work = (ReportWork){
            .id = 1000 * t->seed + i, .learner = i, .handed = true, .text = g_strdup("Plan."), .length = 5
        };
        g_ptr_array_add(data->works, work);
        for (int r = 1; r <= 2; r++) {
            ReportReview *review = g_new0(ReportReview, 1);
            int mark = i == works - 1 ? 5 : 2 * r - 1;
            *review =
                (ReportReview){ .work = work->id, .author = i, .reviewer = (i + r) % works, .asked = TRIAL_START };
            review->marks = g_array_new(FALSE, FALSE, sizeof(int));
            review->answered = i == works - 1 && r == 2 ? 0 : TRIAL_START;
            review->state = g_strdup(review->answered ? "done" : "asked");
            if (review->answered)
                g_array_append_val(review->marks, mark);
            g_ptr_array_add(data->reviews, review);
        }
    }
    return data;
}

START_TEST(events_and_work_are_counted_over_both_cohorts)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    g_ptr_array_add(parts, with_deeds(&app, 9, 6, TRIAL_START));
    g_ptr_array_add(parts, with_deeds(&usual, 4, 3, TRIAL_START + DAY));
    g_autoptr(ReportData) data = report_merge(parts, NULL);
    g_autoptr(cJSON) view = view_of(data, "deeds");
    const cJSON *event = json_at(view, "events.0"), *work = json_at(view, "assignments.0");
    ck_assert(!json_at(view, "events.1") && !json_at(view, "assignments.1"));
    ck_assert_int_eq(json_int(event, "n", 0), 114);
    ck_assert_int_eq(json_int(event, "yes", 0), 22);
    NEAR(value(event, "present"), 13);
    NEAR(value(event, "kept"), 100.0 * 11 / 22);
    ck_assert_str_eq(json_string(event, "when"), ""); /* not on one day */
    ck_assert_int_eq(json_int(work, "handed", 0), 9);
    ck_assert_int_eq(json_int(work, "all", 0), 7);
    ck_assert_int_eq(json_int(work, "some", 0), 2);
    ck_assert_int_eq(json_int(work, "asked", 0), 18);
    ck_assert_int_eq(json_int(work, "given", 0), 16);
    ck_assert_int_eq(json_int(json_at(work, "criteria.0"), "n", 0), 9);
    NEAR(value(json_at(work, "criteria.0"), "median"), 2);
    g_autofree char *html = report_html(view, NULL);
    ck_assert(strstr(html, "Skills day") && strstr(html, "Is it safe?"));
    GString *wide = report_csv_wide(data, REPORT_ASSESSMENT), *reviews = report_csv_reviews(data, REPORT_ASSESSMENT);
    ck_assert(strstr(wide->str, ",tz,attended_e1,pre_form,") && strstr(reviews->str, ",tz,mark_1\r\n"));
    ck_assert(strstr(reviews->str, "\r\n7,w1,usual-000,usual-001,done,") != NULL); /* the first of the second cohort */
    g_string_free(wide, TRUE);
    g_string_free(reviews, TRUE);
}
END_TEST

START_TEST(marks_out_of_five_and_out_of_ten_have_no_median_together)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    g_ptr_array_add(parts, with_deeds(&app, 0, 6, TRIAL_START));
    g_ptr_array_add(parts, with_deeds(&usual, 0, 5, TRIAL_START));
    const ReportData *other = parts->pdata[1];
    g_array_index(((const ReportAssignment *)other->assignments->pdata[0])->most, int, 0) = 10;
    g_autoptr(ReportData) data = report_merge(parts, NULL);
    g_autoptr(cJSON) view = view_of(data, "scales");
    ck_assert_int_eq(json_int(json_at(view, "assignments.0.criteria.0"), "n", 0), 6);
    ck_assert_int_eq(json_int(json_at(view, "assignments.1.criteria.0"), "n", 0), 5);
    ck_assert_int_eq(json_int(json_at(view, "assignments.1.criteria.0"), "most", 0), 10);
}
END_TEST

START_TEST(marks_of_four_works_are_not_told_and_none_while_blind)
{
    g_autoptr(ReportData) data = with_deeds(&app, 2, 4, TRIAL_START);
    g_autoptr(cJSON) view = view_of(data, "four");
    ck_assert(isnan(value(json_at(view, "assignments.0.criteria.0"), "median")));
    g_autofree char *html = report_html(view, NULL);
    ck_assert(strstr(html, "&lt; 5") != NULL);
    data->post_closes = data->test_closes = data->generated + DAY;
    g_autoptr(cJSON) blind = view_of(data, "blind");
    ck_assert(!json_at(blind, "assignments.0.criteria") && json_int(json_at(blind, "assignments.0"), "handed", 0) == 4);
    GString *reviews = report_csv_reviews(data, REPORT_ASSESSMENT);
    ck_assert(!strstr(reviews->str, ",5\r\n") && strstr(reviews->str, ",done,"));
    g_string_free(reviews, TRUE);
}
END_TEST

/* A post of the first room, or of a pair of it, which counts from one again. */
static void put_post(ReportData *data, int learner, int64_t circle, int number, int reply_to)
{
    ReportPost *post = g_new0(ReportPost, 1);
    *post = (ReportPost){ .learner = learner,
        .circle = circle,
        .number = number,
        .reply_to = reply_to,
        .basis = g_strdup(reply_to ? "number" : "none"),
        .text = g_strdup("Yes."),
        .length = 4,
        .time = TRIAL_START + DAY };
    g_ptr_array_add(data->posts, post);
}

START_TEST(a_reply_in_a_pair_is_to_the_pair_and_not_to_the_room)
{
    Trial t = app;
    t.quiet = true;
    g_autoptr(ReportData) data = report_trial(&t);
    put_post(data, 1, 7, 1, 0);
    put_post(data, 0, 0, 1, 0);
    put_post(data, 2, 7, 2, 1);
    put_post(data, 1, 7, 3, 2);
    g_autoptr(cJSON) view = view_of(data, "pair");
    const cJSON *row = json_at(view, "network.rows.1");
    ck_assert_int_eq(json_int(row, "replies", 0), 2);
    NEAR(value(row, "reciprocity"), 1);
}
END_TEST

/* Learner 2 answers learner 1, who ranks higher, after an hour; learner 3, who does too, learner 0 after 2 to 6 hours.
 */
static ReportData *with_ranks(void)
{
    static const int who[] = { 0, 1, 2, 3, 3, 3, 3, 3 }, to[] = { 0, 0, 2, 1, 1, 1, 1, 1 },
                     hour[] = { 1, 1, 2, 3, 4, 5, 6, 7 };
    Trial t = app;
    t.quiet = true;
    ReportData *data = report_trial(&t);
    for (int i = 0; i < 8; i++) {
        put_post(data, who[i], 0, i + 1, to[i]);
        ((ReportPost *)data->posts->pdata[data->posts->len - 1])->active = hour[i] * HOUR;
    }
    ((ReportLearner *)data->learners->pdata[1])->senior = ((ReportLearner *)data->learners->pdata[3])->senior = true;
    for (int i = 0; i < 6; i++) { /* the first has not answered, the others after 1 to 5 hours */
        double hours = i ? i : (double)NAN;
        g_array_append_val(data->asked, hours);
    }
    return data;
}

START_TEST(answers_are_told_by_the_rank_of_who_wrote_and_who_answered)
{
    g_autoptr(ReportData) data = with_ranks();
    g_autoptr(cJSON) view = view_of(data, "ranks");
    static const struct {
        const char *of, *by;
        int replies;
        double median;
    } want[] = { { "learners", "learners", 0, NAN }, { "learners", "seniors", 5, 4 }, { "seniors", "learners", 1, NAN },
        { "seniors", "seniors", 0, NAN } };
    for (int i = 0; i < 4; i++) {
        const cJSON *row = cJSON_GetArrayItem(json_at(view, "network.ranks.rows"), i);
        ck_assert_str_eq(json_string(row, "post_of"), want[i].of);
        ck_assert_str_eq(json_string(row, "answered_by"), want[i].by);
        ck_assert_int_eq(json_int(row, "replies", -1), want[i].replies);
        ck_assert(isnan(value(row, "median")) ? isnan(want[i].median) : value(row, "median") == want[i].median);
    }
    NEAR(value(json_at(view, "network.ranks"), "median"), 3);
    ck_assert_ptr_nonnull(
        strstr(json_string(view, "network.ranks.text"), "answered: 5; half of these within (active hours): 3.0"));
}
END_TEST

START_TEST(what_one_cohort_still_seals_is_sealed_for_both)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    g_ptr_array_add(parts, report_trial(&app));
    g_ptr_array_add(parts, report_trial(&usual));
    ReportData *open = parts->pdata[0], *sealed = parts->pdata[1];
    sealed->post_closes = sealed->generated + DAY;
    open->unblinded = open->generated - DAY;
    g_autoptr(ReportData) data = report_merge(parts, NULL);
    ck_assert(report_is_blind(data));
    g_autoptr(cJSON) view = report_view(data);
    ck_assert(!json_at(view, "gain") && !json_at(view, "study.outcomes"));
}
END_TEST

START_TEST(holm_runs_within_the_family_and_the_rest_is_exploratory)
{
    g_autoptr(ReportData) data = report_two(&app, &usual);
    AnalysisPlan *plan = plan_of(arms_plan);
    plan->unit = PLAN_UNIT_LEARNER;
    report_set_plan(data, (ReportPlan){ .plan = plan, .frozen = TRIAL_START, .versions = 1 }, NULL);
    g_autoptr(cJSON) view = view_of(data, "family");
    const cJSON *rows = json_at(view, "study.outcomes"), *one = row_of(rows, "objective:o1"),
                *two = row_of(rows, "level:apply");
    double p[2] = { value(one, "p"), value(two, "p") };
    stats_adjust_holm(p, 2);
    NEAR(value(one, "p_holm"), p[0]);
    NEAR(value(two, "p_holm"), p[1]);
    ck_assert_str_eq(json_string(row_of(rows, "objective:o2"), "role"), "exploratory");
    ck_assert(isnan(value(row_of(rows, "objective:o2"), "p_holm")));
    ck_assert(isnan(value(row_of(rows, "gain"), "p_holm")));
    ck_assert(warns(view, "many_outcomes"));
}
END_TEST

START_TEST(a_plan_that_the_data_cannot_follow_is_refused)
{
    g_autoptr(ReportData) one = report_trial(&app);
    GError *error = NULL;
    ck_assert(!report_set_plan(one, (ReportPlan){ .plan = plan_of(arms_plan) }, &error));
    unit_assert_error(error, "is also for the cohort usual");
    g_autoptr(ReportData) two = report_two(&app, &usual);
    AnalysisPlan *plan = plan_of(arms_plan);
    g_free(plan->primary);
    plan->primary = g_strdup("delayed");
    ck_assert(!report_set_plan(two, (ReportPlan){ .plan = plan }, &error));
    unit_assert_error(error, "no delayed test");
}
END_TEST

START_TEST(answers_of_one_room_within_seconds_are_seen)
{
    g_autoptr(ReportData) data = report_trial(&app);
    for (guint i = 0; i < data->sits->len; i++) {
        ReportSit *sit = data->sits->pdata[i];
        for (guint a = 0; a < sit->answers->len; a++)
            g_array_index(sit->answers, ReportAnswer, a).answered = TRIAL_START + 3600 * a;
    }
    g_autoptr(cJSON) view = view_of(data, "seconds");
    ck_assert(warns(view, "same_seconds"));
}
END_TEST

START_TEST(small_cells_are_told_nowhere)
{
    Trial t = app;
    t.learners = 24;
    t.rooms = 1;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = view_of(data, "small");
    const cJSON *row;
    cJSON_ArrayForEach(row, json_at(view, "equity"))
    {
        if (value(row, "both") < 5 || isnan(value(row, "both")))
            ck_assert(!json_bool(row, "small", false) || isnan(value(row, "pre")));
        ck_assert_int_ge(json_int(row, "n", 0), 5);
    }
    int told = 0, hidden = 0; /* of two groups one alone is never hidden: the other would give it away */
    cJSON_ArrayForEach(row, json_at(view, "people.traits"))
    {
        if (!g_str_equal(json_string(row, "trait"), "Sex"))
            continue;
        *(isnan(value(row, "both")) ? &hidden : &told) += 1;
    }
    ck_assert_msg(hidden != 1 && hidden + told == 2, "%d hidden, %d told", hidden, told);
    int lost = (int)json_int(view, "attrition.lost", 0);
    if (lost < 5)
        ck_assert(isnan(value(json_at(view, "attrition"), "pre_lost")));
    ck_assert(warns(view, "one_room"));
}
END_TEST

/* The first four questions of form B are those of form A. */
static void share_four(ReportData *data)
{
    for (guint i = 0; i < 4; i++) {
        g_ptr_array_add(((ReportItem *)data->items->pdata[i])->forms, g_strdup("B"));
        ((ReportItem *)data->items->pdata[12 + i])->retired = true;
    }
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        for (guint a = 0; sit->answers && a < sit->answers->len; a++) {
            ReportAnswer *answer = &g_array_index(sit->answers, ReportAnswer, a);
            answer->item -= answer->item >= 12 && answer->item < 16 ? 12 : 0;
        }
    }
}

START_TEST(forms_are_put_on_one_scale_by_anchors_and_by_chance)
{
    Trial t = app;
    t.learners = 400;
    t.forms = 2;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) apart = report_view(data);
    const cJSON *link = json_at(apart, "models.1.links.0");
    ck_assert(link && !json_at(apart, "models.0.links.0") && !json_bool(link, "anchors.ok", true));
    ck_assert(json_bool(link, "groups.ok", false));
    double shift = value(json_at(link, "groups"), "shift"), error = value(json_at(link, "groups"), "error");
    ck_assert_msg(shift > 0 && shift < 1 && error > .05 && error < .3, "%g %g", shift, error); /* B is harder */
    g_autofree char *html = report_html(apart, NULL);
    ck_assert(strstr(html, "by groups made by chance"));
    data->sequences = 1;
    g_autoptr(cJSON) fixed = report_view(data); /* nobody drew lots */
    ck_assert(!json_bool(fixed, "models.1.links.0.groups.ok", true));
    ck_assert(*json_string(json_at(fixed, "models.1.links.0"), "none"));
    share_four(data);
    g_autoptr(cJSON) anchored = report_view(data);
    link = json_at(anchored, "models.1.links.0.anchors");
    ck_assert(json_bool(link, "ok", false) && fabs(value(link, "shift")) < .5 && value(link, "error") > 0);
    ck_assert_msg(strstr(json_string(link, "text"), "by 4 anchors"), "%s", json_string(link, "text"));
    const ReportSit *sit = data->sits->pdata[0];
    g_array_index(sit->answers, ReportAnswer, 8).score = .5;
    g_autoptr(cJSON) partly = report_view(data);
    int other = g_str_equal(sit->form, "A") ? 0 : 1;
    const cJSON *said = cJSON_GetArrayItem(json_at(partly, "models"), other);
    ck_assert(!json_bool(said, "rasch.ok", true) && strstr(json_string(said, "rasch.why"), "between right and wrong"));
}
END_TEST

START_TEST(five_hundred_learners_fit_into_a_megabyte)
{
    Trial t = app;
    t.learners = 500;
    t.rooms = 13;
    t.forms = 3;
    g_autoptr(ReportData) data = report_trial(&t);
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, NULL);
    ck_assert(html && strlen(html) < 1000 * 1000);
    ck_assert(json_bool(view, "models.0.rasch.ok", false)); /* over a hundred a form */
}
END_TEST

static int words(const ReportData *data)
{
    g_autoptr(cJSON) view = report_view(data);
    const cJSON *row;
    int n = 0;
    cJSON_ArrayForEach(row, json_at(view, "items"))
    {
        n += *json_string(row, "verdict") != '\0';
    }
    return n;
}

/* Learners who sat it count from a hundred on, and the post-test alone says nothing. */
START_TEST(a_question_is_judged_in_words_by_enough_pre_tests_only)
{
    Trial t = app;
    t.learners = 500;
    t.forms = 3;
    g_autoptr(ReportData) data = report_trial(&t);
    ck_assert_int_gt(words(data), 0);
    for (guint i = 0; i < data->sits->len; i++) {
        ReportSit *sit = data->sits->pdata[i];
        if (sit->occasion == OCCASION_PRE && sit->learner % 5)
            sit->missing = MISSING_NO_ANSWER;
    }
    ck_assert_int_eq(words(data), 0);
}
END_TEST

static const char wedge_plan[] = "[study]\nname = Wedge\ncohorts = app; usual\ndesign = stepped-wedge\nunit = cohort\n"
                                 "[arms]\napp = first\nusual = second\n[outcomes]\nprimary = gain\n";

/* The second wave begins when the first has its post-test. */
static ReportData *two_waves(int later)
{
    Trial second = usual;
    second.later = later;
    second.gain = app.gain;
    ReportData *data = report_two(&app, &second);
    AnalysisPlan *plan = plan_of(wedge_plan);
    plan->unit = PLAN_UNIT_LEARNER; /* rooms are the clusters */
    report_set_plan(data, (ReportPlan){ .plan = plan, .frozen = TRIAL_START, .versions = 1 }, NULL);
    return data;
}

static double engine_says(const cJSON *view, const char *study, const char *figure)
{
    g_auto(GStrv) words = g_strsplit(figure, ".", 2);
    bool lost = g_str_equal(study, "attrition"), arms = g_str_equal(study, "arms") &&
                                                        !g_str_has_prefix(figure, "gain") &&
                                                        !g_str_has_prefix(figure, "objective");
    if (!words[1])
        return value(json_at(view, "attrition"), figure);
    bool wedge = g_str_equal(study, "wedge");
    const char *id = g_str_equal(words[0], "objective") ? "objective:o1" : words[0];
    const cJSON *row = wedge ? json_at(view, "study.wedge")
                             : row_of(json_at(view, lost   ? "gain.sensitivity"
                                                    : arms ? "study.sensitivity"
                                                           : "study.outcomes"),
                                   id);
    static const char *const keys[][2] = { { "est", "estimate" }, { "low", "ci_low" }, { "high", "ci_high" },
        { "p", "p" }, { "largest", "largest_weight" } };
    for (gsize k = 0; k < G_N_ELEMENTS(keys); k++)
        if (g_str_equal(keys[k][0], words[1]))
            return value(row, keys[k][1]);
    ck_abort_msg("there is no figure %s", figure);
}

static cJSON *studied(const char *name)
{
    Trial t = app;
    t.learners = g_str_equal(name, "attrition") ? 120 : g_str_equal(name, "delayed") ? 90 : t.learners;
    t.lost = g_str_equal(name, "attrition") ? .4 : t.lost;
    t.forms = g_str_equal(name, "delayed") ? 3 : t.forms;
    g_autoptr(ReportData) data = g_str_equal(name, "arms")    ? report_two(&app, &usual)
                                 : g_str_equal(name, "wedge") ? two_waves(39)
                                                              : report_trial(&t);
    if (g_str_equal(name, "arms")) {
        AnalysisPlan *plan = plan_of(arms_plan);
        plan->unit = PLAN_UNIT_LEARNER;
        report_set_plan(data, (ReportPlan){ .plan = plan }, NULL);
    }
    return report_view(data);
}

START_TEST(a_stepped_wedge_holds_the_periods_equal)
{
    g_autoptr(ReportData) data = two_waves(39);
    g_autoptr(cJSON) view = view_of(data, "wedge");
    const cJSON *wedge = json_at(view, "study.wedge");
    ck_assert_int_eq(json_int(wedge, "periods", 0), 2);
    ck_assert_str_eq(json_string(wedge, "method"), "cr2");
    ck_assert(value(wedge, "ci_low") > 0 && !isnan(value(wedge, "p")));
    g_autoptr(ReportData) same = two_waves(0);
    g_autoptr(cJSON) none = view_of(same, "no_wedge");
    ck_assert(strstr(json_string(none, "study.wedge.text"), "cannot be told") != NULL);
}
END_TEST

/* The languages have the same keys, and fill the same gaps. */
START_TEST(every_language_says_and_fills_what_english_does)
{
    static const char *const langs[] = { "fr", "pt", "sw" };
    for (gsize l = 0; l < G_N_ELEMENTS(langs); l++) {
        g_autofree char *path = g_strdup_printf("engine/report/text/%s.txt", langs[l]), *text = NULL, *english = NULL;
        ck_assert(g_file_get_contents(path, &text, NULL, NULL) && report_speaks(langs[l]));
        ck_assert(g_file_get_contents("engine/report/text/en.txt", &english, NULL, NULL));
        g_auto(GStrv) wanted = g_strsplit(english, "\n", -1);
        for (int i = 0; wanted[i]; i++) {
            const char *equals = strstr(wanted[i], " = ");
            g_autofree char *key = equals ? g_strndup(wanted[i], (gsize)(equals + 3 - wanted[i])) : NULL;
            g_autofree char *at = key ? g_strconcat("\n", key, NULL) : NULL;
            if (key && *key != '#')
                ck_assert_msg(strstr(text, at) != NULL, "%s lacks %s", langs[l], key);
        }
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (int i = 0; lines[i]; i++) {
            g_auto(GStrv) pair = g_strsplit(lines[i], " = ", 2);
            if (*lines[i] == '#' || !pair[0] || !pair[1])
                continue;
            g_autofree char *start = g_strdup_printf("\n%s = ", pair[0]);
            const char *own = strstr(english, start);
            ck_assert_msg(own != NULL, "%s: English has no %s", langs[l], pair[0]);
            g_autofree char *line = g_strndup(own + 1, strcspn(own + 1, "\n"));
            for (const char *hole = strchr(line, '{'); hole; hole = strchr(hole + 1, '{')) {
                g_autofree char *name = g_strndup(hole, strcspn(hole, "}") + 1);
                ck_assert_msg(strstr(pair[1], name) != NULL, "%s: %s lacks %s", langs[l], pair[0], name);
            }
        }
    }
    ck_assert(!report_speaks("de"));
}
END_TEST

START_TEST(a_report_speaks_french)
{
    g_autoptr(ReportData) data = report_trial(&app);
    data->lang = g_strdup("fr");
    g_autoptr(cJSON) view = view_of(data, "french");
    g_autofree char *html = report_html(view, NULL);
    ck_assert(strstr(html, "<html lang=\"fr\">") && strstr(html, "Les scores ont augmenté de "));
    ck_assert(strstr(html, "Gain, niveau mémoriser") && strstr(html, ">mémoriser (n = "));
    ck_assert(!strstr(html, "recall") && strstr(html, "Profession\302\240: "));
}
END_TEST

static cJSON *compared(const Trial *a, const Trial *b)
{
    g_autoptr(ReportData) data = report_two(a, b);
    AnalysisPlan *plan = plan_of(arms_plan);
    plan->unit = PLAN_UNIT_LEARNER;
    report_set_plan(data, (ReportPlan){ .plan = plan }, NULL);
    return view_of(data, "weights");
}

START_TEST(arms_are_weighted_from_fifty_each_on_and_where_somebody_was_lost)
{
    Trial few = usual, all[] = { app, usual };
    few.learners = 49;
    g_autoptr(cJSON) small = compared(&app, &few);
    const cJSON *row = row_of(json_at(small, "study.sensitivity"), "weighted");
    ck_assert_str_eq(json_string(row, "why"), "not told: an arm has fewer than 50 with a pre-test");
    ck_assert(isnan(value(row, "estimate")) && json_int(row, "n", -1) == 0);
    all[0].lost = all[1].lost = 0;
    g_autoptr(cJSON) whole = compared(&all[0], &all[1]);
    ck_assert_str_eq(
        json_string(row_of(json_at(whole, "study.sensitivity"), "weighted"), "why"), "not needed: nobody was lost");
    all[0].lost = .3; /* the other arm kept everybody: its weights are 1 */
    g_autoptr(cJSON) one = compared(&all[0], &all[1]);
    row = row_of(json_at(one, "study.sensitivity"), "weighted");
    ck_assert(json_bool(row, "ok", false) && value(row, "largest_weight") < 10 && !isnan(value(row, "p")));
    ck_assert_str_eq(json_string(row, "arm"), "app");
    NEAR_TO(value(row, "estimate"), value(row_of(json_at(one, "study.sensitivity"), "designed"), "estimate"), .5);
}
END_TEST

START_TEST(each_arm_is_compared_under_other_assumptions)
{
    static const char plan[] =
        "[study]\nname = Three\ncohorts = app; usual; calls\ndesign = arms\nunit = learner\n[arms]\n"
        "app = app\nusual = usual\ncalls = calls\nreference = usual\n[outcomes]\nprimary = gain\n";
    Trial calls = usual;
    calls.name = "calls";
    calls.gain = .5;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    g_ptr_array_add(parts, report_trial(&app));
    g_ptr_array_add(parts, report_trial(&usual));
    g_ptr_array_add(parts, report_trial(&calls));
    g_autoptr(ReportData) data = report_merge(parts, NULL);
    report_set_plan(data, (ReportPlan){ .plan = plan_of(plan) }, NULL);
    g_autoptr(cJSON) view = view_of(data, "three");
    const cJSON *rows = json_at(view, "study.sensitivity"), *row;
    double best = NAN, app_gain = NAN;
    cJSON_ArrayForEach(row, rows)
    {
        if (g_str_equal(json_string(row, "id"), "weighted"))
            *(g_str_equal(json_string(row, "arm"), "calls") ? &best : &app_gain) = value(row, "estimate");
    }
    ck_assert_int_eq(cJSON_GetArraySize(rows), 14);
    ck_assert_msg(best > app_gain + 5, "%g %g", best, app_gain);
}
END_TEST

static void add_reason(ReportData *data, const char *place, const char *name)
{
    ReportReason *reason = g_new0(ReportReason, 1);
    *reason = (ReportReason){ g_strdup(place), g_strdup(name), 1 };
    g_ptr_array_add(data->reasons, reason);
}

START_TEST(each_reason_of_a_message_and_of_a_blank_figure_is_told_in_each_language)
{
    static const char *const langs[] = { "en", "fr", "pt", "sw" };
    g_autoptr(GHashTable) said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize l = 0; l < G_N_ELEMENTS(langs); l++) {
        Trial t = app;
        t.learners = 2;
        g_autoptr(ReportData) data = report_trial(&t);
        data->lang = g_strdup(langs[l]);
        add_reason(data, "queue", "");
        add_reason(data, "lease", "");
        for (int i = 0; i < HELD_REASONS; i++)
            add_reason(data, "held", held_reason_name(i));
        for (int i = 0; i < DONE_REASONS; i++)
            if (i != DONE_ACCEPTED)
                add_reason(data, "done", done_reason_name(i));
        g_autoptr(cJSON) view = view_of(data, langs[l]);
        const cJSON *row;
        int n = 0;
        cJSON_ArrayForEach(row, json_at(view, "delivery.reasons"))
        {
            const char *text = json_string(row, "sentence");
            ck_assert_msg(g_hash_table_add(said, g_strdup(text)), "%s: said twice: %s", langs[l], text);
            n++;
        }
        ck_assert_int_eq(n, 2 + HELD_REASONS + DONE_REASONS - 1);
        const char *why = json_string(row_of(json_at(view, "study.outcomes"), "gain"), "reason");
        ck_assert_msg(g_hash_table_add(said, g_strdup(why)), "%s: %s", langs[l], why);
    }
    for (int i = 0; i < HELD_REASONS; i++) /* the report's English is the ledger's */
        ck_assert_msg(g_hash_table_contains(said, held_reason_sentence(i)), "%s", held_reason_sentence(i));
    for (int i = 0; i < DONE_REASONS; i++)
        ck_assert(i == DONE_ACCEPTED || g_hash_table_contains(said, done_reason_sentence(i)));
}
END_TEST

START_TEST(the_figures_of_a_report_are_those_of_r)
{
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents("tests/stats/study.txt", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(cJSON) view = NULL;
    g_autofree char *of = NULL;
    int n = 0;
    for (int i = 0; lines[i]; i++) {
        g_auto(GStrv) words = g_strsplit(lines[i], " ", 3);
        if (*lines[i] == '#' || !words[0] || !words[1] || !words[2])
            continue;
        if (g_strcmp0(of, words[0]) != 0) {
            cJSON_Delete(view);
            view = studied(words[0]);
            g_free(of);
            of = g_strdup(words[0]);
        }
        near_check(engine_says(view, words[0], words[1]), g_ascii_strtod(words[2], NULL), 1e-8, lines[i], i + 1);
        n++;
    }
    ck_assert_int_eq(n, 51);
}
END_TEST

/* What impute.R prints beside the report's files; NULL where there is no R. Given. */
static char *imputed(const ReportData *data)
{
    g_autofree char *dir = g_dir_make_tmp("study-XXXXXX", NULL), *r = g_find_program_in_path("Rscript");
    char *out = NULL;
    GError *error = NULL;
    g_autoptr(GPtrArray) written = report_write(data, dir, REPORT_RESEARCH, &error);
    unit_assert_ok(error);
    if (r) {
        char *words[] = { r, (char *)"impute.R", NULL };
        ck_assert(g_spawn_sync(dir, words, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out, NULL, NULL, &error));
    }
    for (guint i = 0; i < written->len; i++)
        g_remove(written->pdata[i]);
    g_rmdir(dir);
    return out;
}

/* The script stops where it cannot reproduce the row with its standard error. */
START_TEST(the_script_that_imputes_first_finds_the_row_of_the_report)
{
    for (int forms = 1; forms <= 3; forms++) {
        Trial t = app;
        t.learners = 120;
        t.lost = .4;
        t.forms = forms;
        g_autoptr(ReportData) data = report_trial(&t);
        ((ReportLearner *)data->learners->pdata[3])->may_research = false; /* is not in the file */
        g_autofree char *out = imputed(data);
        ck_assert_msg(!out || (strstr(out, "\nreproduced: ") && strstr(out, "\nmultiple imputation: n = ")), "%s", out);
        ck_assert(!out || !strstr(out, "too few rooms"));
    }
}
END_TEST

/* Twelve rooms, each a facility, or two cohorts: too few. */
START_TEST(the_script_that_imputes_compares_the_arms_as_the_plan_does)
{
    for (int by_room = 0; by_room < 2; by_room++) {
        g_autoptr(ReportData) data = report_two(&app, &usual);
        AnalysisPlan *plan = plan_of(arms_plan);
        GError *error = NULL;
        plan->unit = by_room ? PLAN_UNIT_LEARNER : plan->unit;
        report_set_plan(data, (ReportPlan){ .plan = plan, .frozen = TRIAL_START, .versions = 1 }, &error);
        unit_assert_ok(error);
        for (guint i = 0; i < data->sits->len; i++) { /* some of both arms are lost */
            ReportSit *sit = data->sits->pdata[i];
            if (sit->occasion == OCCASION_POST && sit->learner % 7 == 0)
                sit->missing = MISSING_NO_ANSWER;
        }
        g_autofree char *out = imputed(data);
        if (!out)
            return;
        ck_assert_msg(
            strstr(out, "complete cases, app: n = ") && strstr(out, "\nmultiple imputation, app: n = "), "%s", out);
        ck_assert_msg(by_room == !strstr(out, "too few rooms"), "%s", out);
    }
}
END_TEST

UNIT_MAIN("study", a_stepped_wedge_holds_the_periods_equal, every_language_says_and_fills_what_english_does,
    a_report_speaks_french, the_script_that_imputes_first_finds_the_row_of_the_report,
    the_script_that_imputes_compares_the_arms_as_the_plan_does, the_figures_of_a_report_are_those_of_r,
    arms_are_weighted_from_fifty_each_on_and_where_somebody_was_lost, each_arm_is_compared_under_other_assumptions,
    each_reason_of_a_message_and_of_a_blank_figure_is_told_in_each_language,
    two_arms_in_rooms_are_compared_by_their_rooms, arms_that_are_whole_cohorts_are_one_cluster_each,
    a_null_result_is_told_as_one, a_ceiling_is_named, forty_per_cent_lost_is_told_from_every_side,
    parallel_forms_and_a_delayed_test_are_a_latin_square, identical_questions_are_a_threat,
    a_room_in_which_nobody_talked_is_no_cluster, cohorts_with_other_tests_are_not_put_together,
    two_cohorts_together_hold_everybody_once, events_and_work_are_counted_over_both_cohorts,
    marks_of_four_works_are_not_told_and_none_while_blind, marks_out_of_five_and_out_of_ten_have_no_median_together,
    votes_and_pairs_of_the_second_cohort_keep_their_people_and_rooms,
    a_reply_in_a_pair_is_to_the_pair_and_not_to_the_room, answers_are_told_by_the_rank_of_who_wrote_and_who_answered,
    what_one_cohort_still_seals_is_sealed_for_both, holm_runs_within_the_family_and_the_rest_is_exploratory,
    a_plan_that_the_data_cannot_follow_is_refused, answers_of_one_room_within_seconds_are_seen,
    small_cells_are_told_nowhere, a_question_is_judged_in_words_by_enough_pre_tests_only,
    five_hundred_learners_fit_into_a_megabyte, forms_are_put_on_one_scale_by_anchors_and_by_chance)
