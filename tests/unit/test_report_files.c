/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of data, all of them: whose rows and whose words they may hold, and that the codebook knows each column. */
#include "csv.h"
#include "report_sample.h"
#include "unit.h"

/* In the sample learner 3 refuses research and 7 lets no words be kept. */
enum { NO_RESEARCH = 3, NO_WORDS = 7, WILLING = 8, OTHER = 9 };

static const struct {
    const char *name;
    GString *(*make)(const ReportData *, ReportPurpose);
} files[] = { { "wide.csv", report_csv_wide }, { "long.csv", report_csv_long }, { "posts.csv", report_csv_posts },
    { "votes.csv", report_csv_votes }, { "circles.csv", report_csv_circles }, { "surveys.csv", report_csv_surveys },
    { "acquaintance.csv", report_csv_ties }, { "work.csv", report_csv_work }, { "reviews.csv", report_csv_reviews } };

static void add_review(ReportData *data, int author, int reviewer)
{
    ReportReview *review = g_new0(ReportReview, 1);
    *review = (ReportReview){ .work = 100 + author, .author = author, .reviewer = reviewer, .asked = 1, .answered = 2 };
    review->state = g_strdup("done");
    review->marks = g_array_new(FALSE, FALSE, sizeof(int));
    review->comment = g_strdup_printf("review of %d by %d", author, reviewer);
    g_ptr_array_add(data->reviews, review);
}

/* What one learner did of everything. */
static void add_all_of(ReportData *data, int learner)
{
    ReportVote *vote = g_new0(ReportVote, 1);
    *vote = (ReportVote){ .learner = learner, .step = g_strdup("m1v"), .first = g_strdup("a") };
    g_ptr_array_add(data->votes, vote);
    ReportStay *stay = g_new0(ReportStay, 1);
    *stay = (ReportStay){ .learner = learner, .circle = 1, .kind = g_strdup("pair"), .entered = SAMPLE_START };
    g_ptr_array_add(data->stays, stay);
    ReportReply *reply = g_new0(ReportReply, 1);
    *reply = (ReportReply){ .learner = learner, .asked = 1, .answered = 2 };
    reply->answer = g_strdup_printf("answer of %d", learner);
    g_ptr_array_add(data->replies, reply);
    ReportWork *work = g_new0(ReportWork, 1);
    *work = (ReportWork){ .id = 100 + learner, .learner = learner, .handed = true, .length = 9, .time = 1 };
    work->text = g_strdup_printf("work of %d", learner);
    g_ptr_array_add(data->works, work);
}

static ReportData *with_all(void)
{
    ReportData *data = report_sample();
    report_add_question(data, "s", "q1")->ask = ASK_WORDS;
    ReportEvent *event = g_new0(ReportEvent, 1);
    *event = (ReportEvent){ g_strdup("e1"), g_strdup("Skills day"), 60 };
    g_ptr_array_add(data->events, event);
    ReportAssignment *a = g_new0(ReportAssignment, 1);
    *a = (ReportAssignment){ g_strdup("w1"), g_strdup("Plan"), 2, g_ptr_array_new_with_free_func(g_free),
        g_array_new(FALSE, FALSE, sizeof(int)) };
    g_ptr_array_add(a->criteria, g_strdup("Is it safe?"));
    g_array_append_val(a->most, (int){ 4 });
    g_ptr_array_add(data->assignments, a);
    for (int i = NO_RESEARCH; i <= OTHER; i++)
        add_all_of(data, i);
    add_review(data, NO_WORDS, WILLING);
    add_review(data, WILLING, NO_WORDS);
    add_review(data, WILLING, OTHER);
    add_review(data, NO_RESEARCH, WILLING);
    add_review(data, WILLING, NO_RESEARCH);
    return data;
}

static CsvTable *table_of(GString *text, const char *name)
{
    GError *error = NULL;
    CsvTable *table = csv_parse(text->str, text->len, name, &error);
    unit_assert_ok(error);
    return table;
}

START_TEST(who_refused_research_is_in_no_research_file)
{
    g_autoptr(ReportData) data = with_all();
    const char *refused = ((ReportLearner *)data->learners->pdata[NO_RESEARCH])->study_id;
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        GString *research = files[i].make(data, REPORT_RESEARCH), *all = files[i].make(data, REPORT_ASSESSMENT);
        ck_assert_msg(!strstr(research->str, refused), "%s holds who refused research", files[i].name);
        ck_assert_msg(strstr(all->str, refused) != NULL, "%s lacks a learner", files[i].name);
        g_string_free(research, TRUE);
        g_string_free(all, TRUE);
    }
    GString *codebook = report_csv_codebook(data, REPORT_RESEARCH);
    ck_assert(strstr(codebook->str, "23 of 28") != NULL);
    g_string_free(codebook, TRUE);
}
END_TEST

START_TEST(words_are_in_no_file_without_the_leave_of_all_whose_they_are)
{
    static const char *const never[] = { "answer of 7", "work of 7", "review of 7 by 8", "review of 8 by 7" };
    static const char *const kept[] = { "answer of 8", "work of 8", "review of 8 by 9" };
    bool found[G_N_ELEMENTS(kept)] = { false };
    g_autoptr(ReportData) data = with_all();
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        GString *text = files[i].make(data, REPORT_ASSESSMENT);
        for (gsize n = 0; n < G_N_ELEMENTS(never); n++)
            ck_assert_msg(!strstr(text->str, never[n]), "%s holds \"%s\"", files[i].name, never[n]);
        for (gsize n = 0; n < G_N_ELEMENTS(kept); n++)
            found[n] |= strstr(text->str, kept[n]) != NULL;
        g_string_free(text, TRUE);
    }
    for (gsize n = 0; n < G_N_ELEMENTS(kept); n++)
        ck_assert_msg(found[n], "no file holds \"%s\"", kept[n]);
}
END_TEST

START_TEST(a_review_names_its_work_by_the_number_that_work_has_in_the_same_files)
{
    g_autoptr(ReportData) data = with_all();
    GString *work = report_csv_work(data, REPORT_RESEARCH), *review = report_csv_reviews(data, REPORT_RESEARCH);
    g_autoptr(CsvTable) works = table_of(work, "work.csv"), reviews = table_of(review, "reviews.csv");
    ck_assert_uint_eq(csv_rows(reviews), 1 + 3);
    for (guint r = 1; r < csv_rows(reviews); r++) {
        guint number = (guint)g_ascii_strtoull(csv_cell(reviews, r, csv_find(reviews, "work")), NULL, 10);
        ck_assert(number > 0 && number < csv_rows(works));
        ck_assert_str_eq(csv_cell(works, number, csv_find(works, "learner_id")),
            csv_cell(reviews, r, csv_find(reviews, "author_id")));
    }
    g_string_free(work, TRUE);
    g_string_free(review, TRUE);
}
END_TEST

static bool in_book(const CsvTable *book, const char *file, const char *name)
{
    for (guint r = 1; r < csv_rows(book); r++)
        if (g_str_equal(csv_cell(book, r, csv_find(book, "file")), file) &&
            g_str_equal(csv_cell(book, r, csv_find(book, "name")), name))
            return true;
    return false;
}

START_TEST(every_column_of_every_file_is_in_the_codebook)
{
    g_autoptr(ReportData) data = with_all();
    GString *codebook = report_csv_codebook(data, REPORT_RESEARCH);
    g_autoptr(CsvTable) book = table_of(codebook, "codebook.csv");
    for (gsize i = 0; i < G_N_ELEMENTS(files); i++) {
        GString *text = files[i].make(data, REPORT_RESEARCH);
        g_autoptr(CsvTable) table = table_of(text, files[i].name);
        for (guint c = 0; c < csv_columns(table, 0); c++) {
            const char *name = csv_cell(table, 0, c);
            /* Beside each question its reason: pre_t1 and pre_t1_missing. */
            bool of_question =
                g_str_has_suffix(name, "_missing") && !g_str_has_prefix(name + strcspn(name, "_"), "_missing");
            ck_assert_msg(of_question || in_book(book, files[i].name, name), "%s: %s is not in the codebook",
                files[i].name, name);
        }
        g_string_free(text, TRUE);
    }
    g_string_free(codebook, TRUE);
}
END_TEST

static char *fingerprint(const ReportData *data)
{
    g_autoptr(cJSON) view = report_view(data);
    return g_strdup(json_string(view, "about.data_sha256"));
}

START_TEST(other_answers_on_acquaintance_are_other_data)
{
    g_autoptr(ReportData) data = with_all();
    g_autofree char *before = fingerprint(data), *again = fingerprint(data);
    ReportTie *tie = data->ties->pdata[0];
    tie->known = !tie->known;
    g_autofree char *after = fingerprint(data);
    ck_assert(strlen(before) == 64 && g_str_equal(before, again) && !g_str_equal(before, after));
}
END_TEST

UNIT_MAIN("report_files", other_answers_on_acquaintance_are_other_data, who_refused_research_is_in_no_research_file,
    words_are_in_no_file_without_the_leave_of_all_whose_they_are,
    a_review_names_its_work_by_the_number_that_work_has_in_the_same_files,
    every_column_of_every_file_is_in_the_codebook)
