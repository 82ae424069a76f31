/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The section on surveys: sums by hand, and nobody to be found by subtraction. */
#include "report.h"

#include "near.h"
#include "unit.h"

static ReportQuestion *question(ReportData *data, const char *item, ReportAsk ask, const char *labels)
{
    ReportQuestion *q = report_add_question(data, "s", item);
    g_auto(GStrv) all = g_strsplit(labels ? labels : "", "|", -1);
    q->ask = ask;
    q->title = g_strdup("Survey");
    q->text = g_strdup_printf("What of %s?", item);
    for (guint i = 0; all[i]; i++) {
        g_ptr_array_add(q->codes, g_strdup_printf("%c", 'a' + (char)i));
        g_ptr_array_add(q->labels, g_strdup(all[i]));
    }
    return q;
}

static void say(ReportData *data, int learner, int at, const char *answer)
{
    ReportReply *reply = g_new0(ReportReply, 1);
    *reply = (ReportReply){ .learner = learner,
        .question = at,
        .answer = g_strdup(*answer ? answer : NULL),
        .asked = 1,
        .answered = *answer ? 2 : 0 };
    g_ptr_array_add(data->replies, reply);
}

/* Each sign of `answers` is what a learner says to the question; ' ' nothing. */
static void all_say(ReportData *data, int at, const char *answers)
{
    for (int i = 0; answers[i]; i++) {
        char text[2] = { answers[i] == ' ' ? '\0' : answers[i], '\0' };
        while ((int)data->learners->len <= i)
            report_add_learner(data);
        say(data, i, at, text);
    }
}

static double value(const cJSON *view, const char *path)
{
    g_autofree char *whole = g_strconcat("surveys.0.questions.", path, ".value", NULL);
    return json_double(view, whole, NAN);
}

START_TEST(choices_are_counted_and_a_small_one_hides_another_with_it)
{
    g_autoptr(ReportData) data = report_data_new();
    question(data, "q1", ASK_ONE, "yes|no|maybe|never");
    question(data, "q2", ASK_ONE, "yes|no");
    question(data, "q3", ASK_SEVERAL, "yes|no");
    all_say(data, 0, "aaaaaaaabbbbbbcc    "); /* 8, 6, 2, 0 of 16 */
    all_say(data, 1, "aabb");                 /* four in all */
    all_say(data, 2, "aaaaaab");
    g_autoptr(cJSON) view = report_view(data);
    ck_assert_int_eq(json_int(view, "surveys.0.asked", 0), 20);
    ck_assert_int_eq(json_int(view, "surveys.0.answered", 0), 16);
    NEAR(value(view, "0.options.0.n"), 8);
    NEAR(value(view, "0.options.0.share"), 50);
    ck_assert(isnan(value(view, "0.options.2.n")) && isnan(value(view, "0.options.2.share")));
    ck_assert(isnan(value(view, "0.options.1.n"))); /* 16 - 8 - 0 - 6 would tell the 2 */
    NEAR(value(view, "0.options.3.n"), 0);
    ck_assert_int_eq(cJSON_GetArraySize(json_at(view, "surveys.0.questions.1.options")), 0);
    NEAR(value(view, "2.options.0.n"), 6); /* several may be chosen: 6 of 7 tell nothing of the other */
    ck_assert(isnan(value(view, "2.options.1.n")));
    g_autoptr(GError) error = NULL;
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert_ptr_nonnull(strstr(html, "id=\"surveys\""));
    ck_assert_ptr_nonnull(strstr(html, "not told"));
}
END_TEST

START_TEST(numbers_and_ratings_have_mean_sd_median_and_range_from_five_on)
{
    g_autoptr(ReportData) data = report_data_new();
    question(data, "q1", ASK_NUMBER, NULL);
    ReportQuestion *rating = question(data, "q2", ASK_ONE, "1|2|3");
    question(data, "q3", ASK_NUMBER, NULL);
    rating->rating = true;
    g_array_append_vals(rating->values, (const double[]){ 1, 2, 3 }, 3);
    all_say(data, 0, "24445579"); /* mean 5, SD sqrt(32 / 7), median 4.5 */
    all_say(data, 1, "aaaaacccccc");
    all_say(data, 2, "1234");
    g_autoptr(cJSON) view = report_view(data);
    NEAR(value(view, "0.mean"), 5);
    NEAR(value(view, "0.sd"), sqrt(32.0 / 7));
    NEAR(value(view, "0.median"), 4.5);
    NEAR(value(view, "0.least"), 2);
    NEAR(value(view, "0.most"), 9);
    NEAR(value(view, "1.mean"), 23.0 / 11);
    g_autofree char *html = report_html(view, NULL);
    ck_assert_ptr_nonnull(strstr(html, "median 4.5 · range 2 – 9 · "));
    ck_assert(isnan(value(view, "2.mean")) && isnan(value(view, "2.most")));
}
END_TEST

START_TEST(a_mean_does_not_tell_how_many_chose_what_is_not_told)
{
    g_autoptr(ReportData) data = report_data_new();
    ReportQuestion *rating = question(data, "q1", ASK_ONE, "1|2|3");
    rating->rating = true;
    g_array_append_vals(rating->values, (const double[]){ 1, 2, 3 }, 3);
    all_say(data, 0, "aaccccccccc"); /* 2 and 9 are hidden; 11 answers of mean 29 / 11 would tell the 2 */
    g_autoptr(cJSON) view = report_view(data);
    ck_assert(isnan(value(view, "0.options.0.n")) && isnan(value(view, "0.options.2.n")));
    ck_assert(isnan(value(view, "0.mean")) && isnan(value(view, "0.sd")));
    NEAR(value(view, "0.median"), 3);
}
END_TEST

START_TEST(words_are_only_counted_and_no_view_holds_them)
{
    g_autoptr(ReportData) data = report_data_new();
    question(data, "q1", ASK_WORDS, NULL);
    for (int i = 0; i < 6; i++) {
        report_add_learner(data)->may_posts = true;
        say(data, i, 0, "Only I know this");
    }
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *json = report_json(view);
    ck_assert_int_eq(json_int(view, "surveys.0.questions.0.answered", 0), 6);
    ck_assert_ptr_null(strstr(json, "Only I know"));
}
END_TEST

START_TEST(cohorts_together_join_the_same_question_and_keep_another_apart)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)report_data_free);
    for (int i = 0; i < 2; i++) {
        ReportData *part = report_data_new();
        question(part, "q1", ASK_ONE, "yes|no");
        question(part, "q2", ASK_ONE, i ? "yes|no|maybe" : "yes|no");
        all_say(part, 0, "aaaaabbbbb");
        all_say(part, 1, "bbbbb");
        g_ptr_array_add(parts, part);
    }
    g_autoptr(GError) error = NULL;
    g_autoptr(ReportData) data = report_merge(parts, &error);
    unit_assert_ok(error);
    ck_assert_uint_eq(data->questions->len, 3);
    g_autoptr(cJSON) view = report_view(data);
    NEAR(value(view, "0.options.0.n"), 10);
    NEAR(value(view, "1.options.1.n"), 5);
    NEAR(value(view, "2.options.1.n"), 5);
    GString *wide = report_csv_wide(data, REPORT_ASSESSMENT);
    ck_assert_ptr_nonnull(strstr(wide->str, "survey_s_q1,survey_s_q2,survey_s_q2_2,"));
    g_string_free(wide, TRUE);
}
END_TEST

UNIT_MAIN("report_surveys", choices_are_counted_and_a_small_one_hides_another_with_it,
    numbers_and_ratings_have_mean_sd_median_and_range_from_five_on,
    a_mean_does_not_tell_how_many_chose_what_is_not_told, words_are_only_counted_and_no_view_holds_them,
    cohorts_together_join_the_same_question_and_keep_another_apart)
