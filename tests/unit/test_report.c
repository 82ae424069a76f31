/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report_talk.h"

#include "csv.h"
#include "near.h"
#include "report_sample.h"
#include "unit.h"

#include <glib/gstdio.h>

#define GOLDEN "tests/golden/report-view.json"

static char *file_text(const char *path)
{
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    return text ? text : g_strdup("");
}

/* One member a line, so that a change of one number is a change of one line. */
static char *spread_out(const char *json)
{
    g_autoptr(GString) out = g_string_new(json);
    g_string_replace(out, "},{", "},\n{", 0);
    g_string_replace(out, "},\"", "},\n\"", 0);
    return g_strdup(out->str);
}

/* Texts to the letter, numbers to 1e-9: the last digits belong to the machine's mathematics library. */
static void check_same(const cJSON *got, const cJSON *want, const char *path)
{
    ck_assert_msg(got && want && (got->type & 0xff) == (want->type & 0xff), "%s: another kind of value", path);
    if (cJSON_IsString(got))
        ck_assert_msg(g_str_equal(got->valuestring, want->valuestring), "%s: \"%s\", expected \"%s\"", path,
            got->valuestring, want->valuestring);
    if (cJSON_IsNumber(got))
        ck_assert_msg(fabs(got->valuedouble - want->valuedouble) <= 1e-9 * fmax(1, fabs(want->valuedouble)),
            "%s: %.17g, expected %.17g", path, got->valuedouble, want->valuedouble);
    const cJSON *a = got->child, *b = want->child;
    for (int i = 0; a || b; a = a->next, b = b->next, i++) {
        g_autofree char *inner = g_strdup_printf("%s.%s[%d]", path, a && a->string ? a->string : "", i);
        ck_assert_msg(a && b && g_strcmp0(a->string, b->string) == 0, "%s: another member", inner);
        check_same(a, b, inner);
    }
}

START_TEST(the_view_of_the_sample_is_the_reviewed_one)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *json = report_json(view), *got = spread_out(json);
    if (g_getenv("GOLDEN_UPDATE"))
        ck_assert(g_file_set_contents(GOLDEN, got, -1, NULL));
    g_autofree char *text = file_text(GOLDEN);
    g_autoptr(cJSON) want = json_parse(text, strlen(text), NULL);
    ck_assert_msg(want != NULL, GOLDEN " is not there; GOLDEN_UPDATE=1 writes it, to be read");
    check_same(view, want, "view");
}
END_TEST

START_TEST(the_page_holds_no_script_and_no_outside_address)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    GError *error = NULL;
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    static const char *const never[] = { "<script", "http://", "https://", " style=", "javascript:", "{{", "url(" };
    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        ck_assert_msg(!strstr(html, never[i]), "the page holds %s", never[i]);
    ck_assert(!near_prints_nan(html) && strstr(html, "Brennan"));
    static const char *const always[] = { "Not for clinical use", "Scores rose by", "<svg", "Raw paired t",
        "unadjusted", "No comparison group" };
    for (gsize i = 0; i < G_N_ELEMENTS(always); i++)
        ck_assert_msg(strstr(html, always[i]) != NULL, "the page lacks %s", always[i]);
    if (g_getenv("REPORT_OUT"))
        g_file_set_contents(g_getenv("REPORT_OUT"), html, -1, NULL);
}
END_TEST

/* The heights of a plot's bars, added up. */
static double bars(const char *plot)
{
    double sum = 0;
    for (const char *at = strstr(plot, "<rect"); at; at = strstr(at + 1, "<rect"))
        sum += g_ascii_strtod(strstr(at, "height=\"") + strlen("height=\""), NULL);
    return sum;
}

START_TEST(the_bars_of_change_hold_every_learner_once)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, NULL), *plot = NULL;
    const char *begin = html ? strstr(html, "aria-label=\"How many learners changed by how much\"") : NULL;
    ck_assert(begin != NULL);
    plot = g_strndup(begin, (gsize)(strstr(begin, "</svg>") - begin));
    const char *top = strstr(plot, "y=\"34.0\">"); /* the number at the uppermost line, which is the tallest bar */
    ck_assert(top != NULL);
    double each = 140 / g_ascii_strtod(top + strlen("y=\"34.0\">"), NULL);
    NEAR_TO(bars(plot) / each, (double)cJSON_GetArraySize(json_at(view, "gain.pairs")), .01);
}
END_TEST

START_TEST(text_from_outside_is_text_on_the_page)
{
    g_autoptr(ReportData) data = report_sample();
    g_free(data->course_title);
    data->course_title = g_strdup("<script>alert(1)</script>");
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, NULL);
    ck_assert(html && !strstr(html, "<script>"));
}
END_TEST

START_TEST(the_primary_estimate_leaves_late_pre_tests_out)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    ck_assert_int_eq(json_int(view, "gain.pre_late", 0), 1);
    ck_assert_int_eq(json_int(view, "gain.sensitivity.1.n", 0), json_int(view, "gain.primary.n", 0) + 1);
    double sum = 0;
    for (int s = 0; s < 3; s++) {
        g_autofree char *path = g_strdup_printf("gain.sequences.%d.mean.value", s);
        sum += json_double(view, path, NAN);
    }
    NEAR(json_double(view, "gain.primary.estimate.value", NAN), sum / 3);
    NEAR(json_double(view, "gain.primary.df.value", NAN), json_int(view, "gain.primary.n", 0) - 3.0);
}
END_TEST

START_TEST(before_the_post_test_has_closed_no_score_shows_anywhere)
{
    g_autoptr(ReportData) data = report_sample();
    data->generated = data->post_closes - 1;
    g_autoptr(cJSON) view = report_view(data);
    static const char *const sealed[] = { "gain", "items", "quizzes", "reliability", "people.completers", "talk.gini" };
    for (gsize i = 0; i < G_N_ELEMENTS(sealed); i++)
        ck_assert_msg(!json_at(view, sealed[i]), "%s shows while blind", sealed[i]);
    GError *error = NULL;
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert(strstr(html, "sealed until the post-test has closed") != NULL);
    ck_assert(!strstr(html, "points gained"));
    GString *wide = report_csv_wide(data, REPORT_ASSESSMENT), *rows = report_csv_long(data, REPORT_ASSESSMENT);
    g_autoptr(CsvTable) table = csv_parse(wide->str, wide->len, "wide.csv", NULL);
    int total = csv_find(table, "pre_total"), item = csv_find(table, "pre_a01");
    for (guint r = 1; r < csv_rows(table); r++) {
        ck_assert_str_eq(csv_cell(table, r, total), "");
        ck_assert_str_eq(csv_cell(table, r, item), "");
    }
    g_autoptr(CsvTable) answers = csv_parse(rows->str, rows->len, "long.csv", NULL);
    for (guint r = 1; r < csv_rows(answers); r++) {
        ck_assert_str_eq(csv_cell(answers, r, csv_find(answers, "answer")), "");
        ck_assert_str_eq(csv_cell(answers, r, csv_find(answers, "score")), "");
    }
    g_string_free(wide, TRUE);
    g_string_free(rows, TRUE);
}
END_TEST

START_TEST(between_post_test_and_delayed_test_no_question_is_shown)
{
    g_autoptr(ReportData) data = report_sample();
    data->generated = data->post_closes + 1;
    g_autoptr(cJSON) view = report_view(data);
    ck_assert(json_at(view, "gain.primary") != NULL);
    ck_assert(!json_at(view, "items") && !json_at(view, "reliability"));
    GError *error = NULL;
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert(!strstr(html, "Question 1 of form A"));
    GString *wide = report_csv_wide(data, REPORT_ASSESSMENT), *rows = report_csv_long(data, REPORT_ASSESSMENT);
    g_autoptr(CsvTable) totals = csv_parse(wide->str, wide->len, "wide.csv", NULL);
    ck_assert_str_ne(csv_cell(totals, 1, csv_find(totals, "pre_total")), "");
    ck_assert_str_eq(csv_cell(totals, 1, csv_find(totals, "pre_a01")), "");
    ck_assert(strstr(rows->str, "embargoed") != NULL);
    g_autoptr(CsvTable) answers = csv_parse(rows->str, rows->len, "long.csv", NULL);
    for (guint r = 1; r < csv_rows(answers); r++)
        ck_assert_str_eq(csv_cell(answers, r, csv_find(answers, "answer")), "");
    GString *codebook = report_csv_codebook(data, REPORT_ASSESSMENT);
    g_autoptr(CsvTable) book = csv_parse(codebook->str, codebook->len, "codebook.csv", NULL);
    for (guint r = 1; r < csv_rows(book); r++)
        ck_assert_str_eq(csv_cell(book, r, csv_find(book, "key")), "");
    g_string_free(wide, TRUE);
    g_string_free(rows, TRUE);
    g_string_free(codebook, TRUE);
}
END_TEST

START_TEST(an_early_look_shows_scores_and_says_so)
{
    g_autoptr(ReportData) data = report_sample();
    data->generated = data->post_closes - 1;
    data->unblinded = data->generated - 60;
    g_autoptr(cJSON) view = report_view(data);
    ck_assert(json_at(view, "gain.primary") != NULL);
    ck_assert_str_eq(json_string(view, "warnings.0.id"), "early");
}
END_TEST

START_TEST(no_gain_is_a_result_in_words)
{
    g_autoptr(ReportData) data = report_sample();
    uint64_t random = 4;
    for (guint i = 0; i < data->sits->len; i++) {
        ReportSit *sit = data->sits->pdata[i];
        for (guint a = 0; a < sit->answers->len; a++)
            g_array_index(sit->answers, ReportAnswer, a).score = sample_random(&random) < .5;
    }
    g_autoptr(cJSON) view = report_view(data);
    ck_assert_str_eq(json_string(view, "headline.kind"), "none");
    ck_assert(g_str_has_prefix(json_string(view, "headline.text"), "No detectable gain"));
}
END_TEST

START_TEST(a_cohort_of_nobody_has_a_page_without_numbers)
{
    g_autoptr(ReportData) data = report_data_new();
    data->has_delayed = true;
    data->sequences = 2;
    g_autoptr(cJSON) view = report_view(data);
    GError *error = NULL;
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert_str_eq(json_string(view, "headline.kind"), "unknown");
    ck_assert(!near_prints_nan(html));
}
END_TEST

static guint column_count(const CsvTable *table, const char *name, const char *value)
{
    guint n = 0;
    int column = csv_find(table, name);
    ck_assert_msg(column >= 0, "there is no column %s", name);
    for (guint r = 1; r < csv_rows(table); r++)
        n += g_str_equal(csv_cell(table, r, column), value);
    return n;
}

START_TEST(a_post_that_may_not_be_kept_has_no_text_in_any_file)
{
    g_autoptr(ReportData) data = report_sample();
    for (guint i = 0; i < data->posts->len; i++) {
        ReportPost *post = data->posts->pdata[i];
        if (post->learner == 7) /* refused; the text still there by some slip */
            post->text = g_strdup("private words");
    }
    GString *posts = report_csv_posts(data, REPORT_ASSESSMENT);
    g_autoptr(CsvTable) table = csv_parse(posts->str, posts->len, "posts.csv", NULL);
    ck_assert(!strstr(posts->str, "private words"));
    ck_assert_int_gt(column_count(table, "tombstone", "1"), 0);
    ck_assert(!strstr(posts->str, ",=cmd"));
    g_string_free(posts, TRUE);
}
END_TEST

START_TEST(a_second_vote_stands_beside_the_first)
{
    static const struct {
        const char *first, *second, *changed;
    } rows[] = { { "a", "b", "1" }, { "b", "b", "0" }, { "a", NULL, "" }, { NULL, "b", "" } };
    g_autoptr(ReportData) data = report_sample();
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        ReportVote *vote = g_new0(ReportVote, 1);
        *vote = (ReportVote){ .learner = (int)i, .step = g_strdup("m1v"), .twice = true };
        vote->first = g_strdup(rows[i].first);
        vote->second = g_strdup(rows[i].second);
        g_ptr_array_add(data->votes, vote);
    }
    GString *votes = report_csv_votes(data, REPORT_ASSESSMENT), *book = report_csv_codebook(data, REPORT_ASSESSMENT);
    g_autoptr(CsvTable) table = csv_parse(votes->str, votes->len, "votes.csv", NULL);
    g_autoptr(CsvTable) columns = csv_parse(book->str, book->len, "codebook.csv", NULL);
    ck_assert_uint_eq(csv_rows(table), G_N_ELEMENTS(rows) + 1);
    for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
        ck_assert_str_eq(csv_cell(table, i + 1, csv_find(table, "changed")), rows[i].changed);
        ck_assert_str_eq(csv_cell(table, i + 1, csv_find(table, "second")), rows[i].second ? rows[i].second : "");
    }
    for (guint c = 0; c < csv_columns(table, 0); c++)
        ck_assert_int_gt(column_count(columns, "name", csv_cell(table, 0, c)), 0);
    g_string_free(votes, TRUE);
    g_string_free(book, TRUE);
}
END_TEST

START_TEST(groups_below_five_are_not_told_apart)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    const cJSON *row;
    int people = 0;
    cJSON_ArrayForEach(row, json_at(view, "people.traits"))
    {
        ck_assert_int_ge(json_int(row, "n", 0), 5);
        if (!g_str_equal(json_string(row, "trait"), "Cadre"))
            continue;
        ck_assert_str_ne(json_string(row, "label"), "student");
        people += (int)json_int(row, "n", 0);
    }
    ck_assert_int_eq(people, SAMPLE_LEARNERS);
}
END_TEST

START_TEST(anchors_are_compared_within_learners_and_other_items_between)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    ck_assert(!json_bool(view, "items.0.change.paired", true));
    ck_assert(json_bool(view, "items.30.change.paired", false));
    ck_assert(strstr(json_string(view, "items.30.change.method"), "McNemar") != NULL);
    ck_assert(json_at(view, "items.0.discrimination.value") != NULL);
}
END_TEST

START_TEST(the_style_is_named_by_the_hash_of_what_the_page_holds)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, NULL), *named = report_style_source();
    const char *from = strstr(html, "<style>") + strlen("<style>"), *to = strstr(html, "</style>");
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_checksum_update(sum, (const guchar *)from, to - from);
    guint8 digest[32];
    gsize size = sizeof digest;
    g_checksum_get_digest(sum, digest, &size);
    g_autofree char *text = g_base64_encode(digest, size), *want = g_strdup_printf("'sha256-%s'", text);
    ck_assert_str_eq(named, want);
}
END_TEST

START_TEST(all_thirteen_files_are_written_or_an_error_says_why_not)
{
    g_autoptr(ReportData) data = report_sample();
    g_autofree char *dir = g_dir_make_tmp("report-XXXXXX", NULL), *inner = g_build_filename(dir, "out", NULL);
    GError *error = NULL;
    g_autoptr(GPtrArray) written = report_write(data, inner, REPORT_RESEARCH, &error);
    unit_assert_ok(error);
    ck_assert_int_eq(written->len, 13);
    g_autofree char *under_file = g_build_filename(written->pdata[0], "x", NULL);
    ck_assert_ptr_null(report_write(data, under_file, REPORT_RESEARCH, &error));
    unit_assert_error(error, "cannot be made");
    for (guint i = 0; i < written->len; i++) {
        g_autofree char *text = file_text(written->pdata[i]);
        ck_assert_int_gt(strlen(text), 50);
        g_remove(written->pdata[i]);
    }
    g_rmdir(inner);
    g_rmdir(dir);
}
END_TEST

START_TEST(a_circle_has_transcripts_of_its_own)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("baraza-talk-XXXXXX", NULL), *text = NULL;
    ReportPost *post = data->posts->pdata[2];
    post->circle = 77;
    g_autoptr(GPtrArray) paths = report_talk_write(data, dir, &error);
    unit_assert_ok(error);
    int found = 0;
    for (guint i = 0; i < paths->len; i++) {
        if (strstr(paths->pdata[i], "-circle-77-week-01.txt")) {
            found++;
            ck_assert(g_file_get_contents(paths->pdata[i], &text, NULL, NULL));
        }
        g_unlink(paths->pdata[i]);
    }
    g_rmdir(dir);
    ck_assert_int_eq(found, 1);
    ck_assert_ptr_nonnull(strstr(text, ", circle 77 (it counts its own posts), week 1"));
    ck_assert_ptr_eq(strstr(strstr(text, "\n#") + 1, "\n#"), NULL); /* that post alone */
}
END_TEST

START_TEST(the_same_data_give_the_same_bytes)
{
    g_autoptr(ReportData) a = report_sample(), b = report_sample();
    g_autoptr(cJSON) va = report_view(a), vb = report_view(b);
    g_autofree char *ha = report_html(va, NULL), *hb = report_html(vb, NULL);
    ck_assert_str_eq(ha, hb);
}
END_TEST

START_TEST(talk_is_exported_with_the_words_that_may_be_used)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(GError) error = NULL;
    GString *csv = report_talk_csv(data);
    g_autoptr(CsvTable) table = csv_parse(csv->str, csv->len, "posts.csv", &error);
    unit_assert_ok(error);
    ck_assert_uint_eq(csv_rows(table), data->posts->len + 1);
    int text = csv_find(table, "text"), tomb = csv_find(table, "tombstone"), id = csv_find(table, "learner_id");
    int buried = 0;
    for (guint i = 0; i < data->posts->len; i++) {
        const ReportPost *post = data->posts->pdata[i];
        const ReportLearner *l = post->learner >= 0 ? data->learners->pdata[post->learner] : NULL;
        bool may = post->text && (!l || (l->may_posts && l->may_research));
        ck_assert_str_eq(csv_cell(table, i + 1, (guint)tomb), may ? "0" : "1");
        const char *cell = csv_cell(table, i + 1, (guint)text); /* what a spreadsheet would run has an apostrophe */
        ck_assert_str_eq(cell + (may && cell[0] == '\'' && post->text[0] == '='), may ? post->text : "");
        ck_assert_str_eq(csv_cell(table, i + 1, (guint)id), l ? l->study_id : "facilitator");
        buried += !may;
    }
    ck_assert_int_gt(buried, 0);
    g_string_free(csv, TRUE);
}
END_TEST

START_TEST(a_transcript_is_a_room_and_a_week)
{
    g_autoptr(ReportData) data = report_sample();
    g_autoptr(GError) error = NULL;
    g_autofree char *dir = g_dir_make_tmp("baraza-talk-XXXXXX", NULL);
    g_autoptr(GPtrArray) paths = report_talk_write(data, dir, &error);
    unit_assert_ok(error);
    ck_assert_uint_gt(paths->len, 2);
    int posts = 0;
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *text = NULL;
        ck_assert(g_file_get_contents(paths->pdata[i], &text, NULL, NULL));
        if (i > 0) {
            ck_assert_ptr_nonnull(strstr(text, "Learners are named by study id."));
            for (const char *p = text; (p = strstr(p, "\n#")); p++)
                posts++;
        }
        g_unlink(paths->pdata[i]);
    }
    ck_assert_int_eq(posts, (int)data->posts->len);
    g_rmdir(dir);
}
END_TEST

UNIT_MAIN("report", talk_is_exported_with_the_words_that_may_be_used, a_transcript_is_a_room_and_a_week,
    the_view_of_the_sample_is_the_reviewed_one, the_page_holds_no_script_and_no_outside_address,
    the_bars_of_change_hold_every_learner_once, text_from_outside_is_text_on_the_page,
    the_primary_estimate_leaves_late_pre_tests_out, before_the_post_test_has_closed_no_score_shows_anywhere,
    between_post_test_and_delayed_test_no_question_is_shown, an_early_look_shows_scores_and_says_so,
    no_gain_is_a_result_in_words, a_cohort_of_nobody_has_a_page_without_numbers,
    a_post_that_may_not_be_kept_has_no_text_in_any_file, groups_below_five_are_not_told_apart,
    a_second_vote_stands_beside_the_first, anchors_are_compared_within_learners_and_other_items_between,
    the_style_is_named_by_the_hash_of_what_the_page_holds, all_thirteen_files_are_written_or_an_error_says_why_not,
    the_same_data_give_the_same_bytes, a_circle_has_transcripts_of_its_own)
