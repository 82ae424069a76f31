/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cohort of four in a database: one sits both tests, one does not read the second, one stops, one never opted in. */
#include "circle.h"
#include "coding.h"
#include "discussion.h"
#include "outbox.h"
#include "quiz.h"
#include "correction.h"
#include "csv.h"
#include "journal.h"
#include "leaving.h"
#include "report.h"
#include "seniors.h"
#include "review.h"
#include "schedule.h"

#include "near.h"
#include "unit.h"

static const char xml[] =
    "<?xml version=\"1.0\"?><course xmlns=\"urn:baraza:course:1\" id=\"c\" version=\"1.0\" xml:lang=\"en\">"
    "<meta><title>Keeping in care</title><objective id=\"o1\"><text>O</text></objective></meta><bank id=\"b\">"
    "<truefalse use=\"test\" id=\"t1\" objective=\"o1\" answer=\"true\"><stem><text>S1</text></stem></truefalse>"
    "<truefalse use=\"test\" id=\"t2\" objective=\"o1\" answer=\"true\"><stem><text>S2</text></stem></truefalse>"
    "<truefalse use=\"test\" id=\"t3\" objective=\"o1\" answer=\"true\"><stem><text>S3</text></stem></truefalse></bank>"
    "<test id=\"k\" assign=\"counterbalance\"><title>K</title>"
    "<form id=\"a\"><itemref ref=\"t1\"/><itemref ref=\"t3\" anchor=\"true\"/></form>"
    "<form id=\"b\"><itemref ref=\"t2\"/><itemref ref=\"t3\" anchor=\"true\"/></form></test>"
    "<module id=\"m0\"><title>Zero</title><release><at day=\"1\" time=\"12:30\"/></release>"
    "<agree id=\"c1\" purpose=\"course\"><text>Take it?</text></agree>"
    "<sit id=\"pre\" test=\"k\" role=\"pre\" due=\"P2D\"/></module>"
    "<module id=\"m1\"><title>One</title><release><at day=\"3\" time=\"12:30\"/></release>"
    "<post id=\"m1p1\" to=\"room\" day=\"3\" time=\"12:30\"><text><p><b>Hello</b>, <var name=\"cohort.name\"/> "
    "{all}!</p><p>More.</p></text></post>"
    "<sit id=\"post\" test=\"k\" role=\"post\" day=\"10\" time=\"12:30\" due=\"P5D\"/></module>"
    "<module id=\"m2\"><title>Two</title><release><at day=\"11\" time=\"12:30\"/></release>"
    "<survey id=\"plan\" day=\"11\" time=\"12:30\"><open use=\"practice\" "
    "id=\"v1\"><stem><text>What?</text></stem></open></survey>"
    "<survey id=\"plan30\" commitment=\"plan\" after=\"plan\" plus=\"PT720H\"><likert use=\"practice\" "
    "id=\"v2\"><stem><text>And?</text></stem>"
    "<option id=\"done\"><text>Done</text></option><option id=\"partly\"><text>Partly</text></option>"
    "<option id=\"not\"><text>Not</text></option><option id=\"barrier\"><text>Barrier</text></option></likert>"
    "</survey><survey id=\"how\" day=\"12\" time=\"12:30\"><title>How was it?</title>"
    "<multiple use=\"practice\" id=\"v3\"><stem><text>Which?</text></stem><option id=\"a\" "
    "correct=\"true\"><text>Quiz</text></option>"
    "<option id=\"b\" correct=\"true\"><text>Talk</text></option></multiple><numeric use=\"practice\" id=\"v4\" "
    "unit=\"years\">"
    "<stem><text>How long?</text></stem><accept min=\"0\" max=\"60\"/></numeric></survey>"
    "<survey id=\"scale\" day=\"13\" time=\"12:30\"><likert use=\"practice\" "
    "id=\"v5\"><stem><text>Useful?</text></stem>"
    "<option id=\"a\"><text>1: never</text></option><option id=\"b\"><text>2.5: often</text></option></likert>"
    "<single use=\"practice\" id=\"v6\"><stem><text>Births a month?</text></stem>"
    "<option id=\"a\" correct=\"true\"><text>0-10</text></option><option id=\"b\"><text>11 to "
    "50</text></option></single>"
    "</survey></module></course>";

typedef struct {
    Store *store;
    Vault *vault;
    Library *library;
    const Course *course;
    Cohort *cohort;
    int64_t enrolment[4];
} World;

static GError *error;
static int64_t wamids;

static void create(Store *store)
{
    const EmbeddedFile *schemas[] = { cohort_schema, library_schema, outbox_schema, quiz_schema, discussion_schema,
        circle_schema, schedule_schema, coding_schema, review_schema, upkeep_schema, journal_schema };
    for (gsize i = 0; i < G_N_ELEMENTS(schemas); i++)
        ck_assert_msg(store_create(store, schemas[i], &error), "%s", error ? error->message : "");
}

static void enrol(World *w)
{
    static const char *const phones[] = { "+263771000001", "+263771000002", "+263771000003", "+263771000004" };
    for (int i = 0; i < 4; i++) {
        EnrolRow row = { .phone = (char *)phones[i],
            .name = (char *)"Rudo",
            .lang = (char *)"en",
            .tier = (char *)"low",
            .cadre = (char *)"nurse",
            .opt_in = i < 3 ? 1000 : 0,
            .opt_in_means = (char *)"paper form" };
        EnrolResult result;
        ck_assert(enrolment_add(w->store, w->vault, w->cohort, &row, 1000, false, &w->enrolment[i], &result, &error));
        if (i < 3)
            ck_assert(consent_add(w->store, w->enrolment[i], "course", true, "", NULL, 2000 + i, &error));
        if (i == 0)
            ck_assert(consent_add(w->store, w->enrolment[i], "research", true, "", NULL, 2000, &error));
    }
}

static World world_new(void)
{
    World w = { .store = store_open(":memory:", NULL, &error) };
    unit_assert_ok(error);
    create(w.store);
    w.vault = vault_new("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", &error);
    w.library = library_new(w.store, "/nowhere");
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    g_autoptr(Course) course = course_read(xml, strlen(xml), "c.xml", NULL, NULL, 0, faults);
    ck_assert_msg(course != NULL, "%s", faults->len ? ((CourseFault *)faults->pdata[0])->text : "");
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    w.cohort = cohort_new("harare-1");
    civil_parse_date("2026-12-07", &w.cohort->start_day);
    ck_assert_msg(library_add(w.library, 500, course, xml, strlen(xml), NULL, &w.cohort->version, &error), "%s",
        error ? error->message : "");
    ck_assert(cohort_add(w.store, w.cohort, &error));
    enrol(&w);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    w.course = library_course(w.library, w.cohort->version, &error);
    unit_assert_ok(error);
    return w;
}

static void world_clear(World *w)
{
    cohort_free(w->cohort);
    library_free(w->library);
    vault_free(w->vault);
    store_free(w->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

/* A message of a step brought to a status (0 accepted only, 2 delivered, 3 read). */
static void send(World *w, int who, const char *step, int status, int64_t now)
{
    g_autofree char *key = g_strdup_printf("%d/%s", who, step),
                    *wamid = g_strdup_printf("w%" G_GINT64_FORMAT, ++wamids);
    g_autoptr(Message) message = message_new(MESSAGE_TEXT, key);
    OutboxAdd add = { .key = key,
        .cohort = w->cohort->id,
        .enrolment = w->enrolment[who],
        .learner = who + 1,
        .lane = LANE_CONTENT,
        .kind = OWED_CONTENT,
        .step = step,
        .message = message,
        .due = now };
    int64_t id = 0;
    StatusEffect effect;
    ck_assert(outbox_add(w->store, &add, now, &id, &error));
    ck_assert_msg(outbox_lease(w->store, id, 1, now, now + 60, &error), "%s", error ? error->message : "");
    ck_assert(outbox_accept(w->store, id, wamid, now, NULL, &error));
    for (int s = 1; s <= status; s++)
        ck_assert(outbox_status(w->store, &id, 1, wamid, s, now + s, 0, NULL, NULL, now + s, &effect, &error));
}

/* Sits a form: right "1" or wrong "0", asked and answered too late "l" or with what is no answer "i"; the end stops. */
static void sit(
    World *w, int who, const char *step, const char *form, Occasion occasion, const char *marks, int64_t now)
{
    const Form *of = course_form(course_test(w->course, "k"), form);
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (guint i = 0; i < of->items->len; i++)
        g_ptr_array_add(ids, ((FormItem *)of->items->pdata[i])->item);
    Attempt attempt = { .cohort = w->cohort->id,
        .enrolment = w->enrolment[who],
        .step = (char *)step,
        .test = (char *)"k",
        .form = (char *)form,
        .occasion = occasion,
        .number = 1,
        .opened = now,
        .closes = now + 2 * DAY,
        .seed = 7 };
    ck_assert_msg(quiz_open(w->store, &attempt, w->course, ids, &error), "%s", error ? error->message : "");
    for (int i = 0; marks[i]; i++) {
        QuizResponse *response = NULL;
        bool kept = false, right = marks[i] == '1';
        ck_assert(quiz_ask(w->store, &attempt, w->course, NULL, now + 10 * i, &response, &error));
        quiz_response_free(response);
        if (marks[i] == 'l' || marks[i] == 'i') {
            ck_assert(quiz_miss(w->store, attempt.id, i, marks[i] == 'l' ? MISSED_LATE : MISSED_INVALID, &error));
            continue;
        }
        QuizMark mark = { .answer = (char *)(right ? "true" : "false"),
            .mark = right ? QUIZ_FULL : 0,
            .scored = true,
            .correct = right };
        ck_assert(quiz_answer(w->store, &attempt, i, mark.answer, &mark, now + 10 * i + 5, &kept, &error));
        ck_assert(kept);
    }
    double score;
    ck_assert(quiz_finish(w->store, &attempt,
        g_str_equal(marks, "01") || g_str_equal(marks, "11") ? ATTEMPT_DONE : ATTEMPT_CLOSED, now + 100, &score,
        &error));
}

static Attempt open_survey(World *w, int who, const char *step, int64_t now)
{
    const Step *survey = course_step(w->course, step);
    Attempt attempt = { .cohort = w->cohort->id,
        .enrolment = w->enrolment[who],
        .step = (char *)step,
        .occasion = -1,
        .number = 1,
        .opened = now,
        .seed = 7 };
    ck_assert_msg(quiz_open(w->store, &attempt, w->course, survey->items, &error), "%s", error ? error->message : "");
    return attempt;
}

/* One question of a survey; answer NULL: it was asked. */
static void asked(World *w, int who, const char *step, const char *answer, int64_t now)
{
    Attempt attempt = open_survey(w, who, step, now);
    QuizResponse *response = NULL;
    bool kept = false;
    ck_assert(quiz_ask(w->store, &attempt, w->course, NULL, now, &response, &error));
    quiz_response_free(response);
    QuizMark mark = { .answer = (char *)answer };
    if (answer)
        ck_assert(quiz_answer(w->store, &attempt, 0, answer, &mark, now + 5, &kept, &error) && kept);
}

/* `sitters` learners have a pre-test. */
static void live(World *w, int sitters)
{
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    int64_t pre = cohort_time(w->cohort, 1, 750), post = cohort_time(w->cohort, 10, 750);
    for (int i = 0; i < 3; i++) {
        send(w, i, "pre", 3, pre);
        send(w, i, "m1p1", 3, pre + 2 * DAY);
        if (i < sitters)
            sit(w, i, "pre", i % 2 ? "b" : "a", OCCASION_PRE, i == 2 ? "1" : "01", pre);
    }
    send(w, 0, "post", 3, post);
    sit(w, 0, "post", "b", OCCASION_POST, "11", post);
    send(w, 1, "post", 2, post);
    if (sitters > 1)
        sit(w, 1, "post", "a", OCCASION_POST, "", post);
    ck_assert(enrolment_set_state(w->store, w->enrolment[2], ENROLMENT_STOPPED, 0, pre + 3 * DAY, &error));
    ck_assert(leaving_note(w->store, 1, w->enrolment[2], "chatty", pre + 3 * DAY, &error));
    ck_assert(leaving_note(w->store, 1, w->enrolment[2], "too_many", pre + 3 * DAY, &error));
    ck_assert(leaving_note(w->store, 1, w->enrolment[0], "formal", pre + 3 * DAY, &error)); /* who takes part again */
    GArray *rooms = room_list(w->store, w->cohort->id, &error);
    for (int i = 0; i < 2; i++) {
        Post row = { .room = g_array_index(rooms, int64_t, 0),
            .cohort = w->cohort->id,
            .enrolment = w->enrolment[i],
            .prompt = (char *)"m1p1",
            .text = (char *)"We call them.",
            .length = 13,
            .state = POST_UNDO,
            .keep = i == 0,
            .written = pre };
        bool moved;
        ck_assert(post_add(w->store, &row, &error));
        ck_assert(post_move(w->store, row.id, POST_UNDO, POST_SHARED, pre + 2 * DAY, NULL, &moved, &error));
    }
    g_array_unref(rooms);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

static ReportData *collected(World *w, int64_t now)
{
    live(w, 3);
    ReportData *data = report_collect(w->store, w->library, w->cohort->id, now, "0.1.0", &error);
    unit_assert_ok(error);
    return data;
}

static const ReportSit *sit_of(const ReportData *data, int learner, Occasion o)
{
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *row = data->sits->pdata[i];
        if (row->learner == learner && row->occasion == o)
            return row;
    }
    ck_abort_msg("no sit of learner %d", learner);
}

START_TEST(every_learner_has_each_test_or_a_reason)
{
    g_auto(World) w = world_new();
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    static const ReportMissing want[4][2] = { { MISSING_NONE, MISSING_NONE }, { MISSING_NONE, MISSING_NOT_READ },
        { MISSING_NO_ANSWER, MISSING_WITHDRAWN }, { MISSING_NOT_SENT, MISSING_NOT_SENT } };
    ck_assert_int_eq(data->sits->len, 8);
    for (int i = 0; i < 4; i++) {
        for (int o = 0; o < 2; o++)
            ck_assert_msg(sit_of(data, i, o)->missing == want[i][o], "learner %d, %d: %s", i, o,
                report_missing_name(sit_of(data, i, o)->missing));
    }
}
END_TEST

START_TEST(what_came_too_late_or_was_no_answer_says_so)
{
    g_auto(World) w = world_new();
    live(&w, 2);
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    int64_t pre = cohort_time(w.cohort, 1, 750);
    sit(&w, 2, "pre", "a", OCCASION_PRE, "l", pre);
    sit(&w, 3, "pre", "a", OCCASION_PRE, "1i", pre);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 40, 0), "0.1.0", &error);
    unit_assert_ok(error);
    ck_assert_int_eq(sit_of(data, 2, OCCASION_PRE)->missing, MISSING_LATE);
    const ReportSit *begun = sit_of(data, 3, OCCASION_PRE);
    ck_assert_int_eq(begun->missing, MISSING_NO_ANSWER);
    ck_assert_int_eq(g_array_index(begun->answers, ReportAnswer, 0).missing, MISSING_NONE);
    ck_assert_int_eq(g_array_index(begun->answers, ReportAnswer, 1).missing, MISSING_INVALID);
}
END_TEST

START_TEST(before_a_test_has_closed_it_is_not_yet_due)
{
    g_auto(World) w = world_new();
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 10, 760));
    ck_assert_int_eq(sit_of(data, 1, OCCASION_POST)->missing, MISSING_NOT_DUE);
    ck_assert(report_is_blind(data));
}
END_TEST

START_TEST(forms_items_and_marks_come_as_sat)
{
    g_auto(World) w = world_new();
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    ck_assert_int_eq(data->sequences, 2);
    ck_assert_int_eq(data->items->len, 3);
    ck_assert(((ReportItem *)data->items->pdata[1])->anchor); /* t3 is in both forms */
    ck_assert_str_eq(((ReportItem *)data->items->pdata[0])->key, "true");
    const ReportSit *pre = sit_of(data, 0, OCCASION_PRE);
    ck_assert_str_eq(pre->form, "a");
    ck_assert_int_eq(pre->answers->len, 2);
    NEAR(g_array_index(pre->answers, ReportAnswer, 0).score, 0);
    NEAR(g_array_index(pre->answers, ReportAnswer, 1).score, 1);
    const ReportLearner *a = data->learners->pdata[0], *b = data->learners->pdata[1];
    ck_assert(a->sequence >= 0 && b->sequence >= 0 && a->sequence != b->sequence);
}
END_TEST

START_TEST(people_messages_and_posts_are_counted_where_they_are)
{
    g_auto(World) w = world_new();
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    const ReportLearner *first = data->learners->pdata[0], *stopped = data->learners->pdata[2],
                        *never = data->learners->pdata[3];
    ck_assert(first->may_course && first->may_research && !first->may_posts && first->consented == 2000);
    ck_assert_int_eq(first->steps_done, 1);
    ck_assert_int_gt(stopped->withdrawn, 0);
    ck_assert_str_eq(stopped->left_because, "too_many");
    ck_assert(!first->left_because && !never->left_because);
    ck_assert(!never->messaged && !never->asked_course);
    ck_assert_str_eq(never->status, "no_opt_in"); /* as the codebook says */
    ck_assert_str_eq(stopped->status, "stopped");
    ck_assert_str_eq(data->course_title, "Keeping in care");
    ck_assert_int_eq(strlen(data->course_sha256), 64);
    int owed = 0, read = 0;
    const char *title = NULL;
    for (guint i = 0; i < data->deliveries->len; i++) {
        const ReportDelivery *d = data->deliveries->pdata[i];
        ck_assert_int_eq(d->owed, d->accepted + d->failed + d->waiting + d->not_sent);
        if (g_strcmp0(d->step, "m1p1") == 0)
            title = d->title;
        owed += d->owed;
        read += d->read;
    }
    ck_assert_str_eq(title, "Hello, … {all}!");
    ck_assert_int_eq(owed, 8);
    ck_assert_int_eq(read, 7);
    ck_assert_int_eq(data->posts->len, 2);
    ck_assert_str_eq(((ReportPost *)data->posts->pdata[0])->text, "We call them.");
    ck_assert_ptr_null(((ReportPost *)data->posts->pdata[1])->text);
    ck_assert_int_eq(((ReportRoom *)data->rooms->pdata[0])->members, 4);
}
END_TEST

START_TEST(changes_that_were_asked_back_are_counted_with_who_did_not_answer)
{
    g_auto(World) w = world_new();
    int64_t day = cohort_time(w.cohort, 11, 750);
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    for (int i = 0; i < 3; i++)
        asked(&w, i, "plan", i < 2 ? "I call" : NULL, day);
    asked(&w, 0, "plan30", "partly", day + 30 * DAY);
    asked(&w, 1, "plan30", NULL, day + 30 * DAY);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 60, 0), "0.1", &error);
    unit_assert_ok(error);
    ck_assert_int_eq(data->promises->len, 2);
    ck_assert_str_eq(((ReportPromise *)data->promises->pdata[0])->answer, "partly");
    g_autoptr(cJSON) view = report_view(data);
    ck_assert_int_eq(json_int(view, "levels.promises.0.made", 0), 2);
    ck_assert_int_eq(json_int(view, "levels.promises.0.asked", 0), 2);
    ck_assert_int_eq(json_int(view, "levels.promises.0.answered", 0), 1);
    ck_assert(isnan(json_double(view, "levels.promises.0.partly.value", NAN))); /* of one person */
    for (int i = 2; i < 6; i++)
        g_ptr_array_add(data->promises, g_memdup2(data->promises->pdata[0], sizeof(ReportPromise)));
    for (int i = 2; i < 6; i++) {
        ReportPromise *p = data->promises->pdata[i];
        *p = (ReportPromise){ .step = g_strdup("plan30"), .of = g_strdup("plan"), .answer = g_strdup("done") };
    }
    g_autoptr(cJSON) more = report_view(data);
    NEAR(json_double(more, "levels.promises.0.done.value", NAN), 80);
    g_autofree char *html = report_html(more, &error);
    unit_assert_ok(error);
    ck_assert(strstr(html, "What became of the changes they planned") != NULL);
}
END_TEST

/* Answers in the order of the questions; NULL ends them. */
static void answers_all(World *w, int who, const char *step, const char *const *said, int64_t now)
{
    Attempt attempt = open_survey(w, who, step, now);
    for (int i = 0; said[i]; i++) {
        QuizResponse *response = NULL;
        bool kept = false;
        QuizMark mark = { .answer = (char *)said[i] };
        ck_assert(quiz_ask(w->store, &attempt, w->course, NULL, now, &response, &error));
        quiz_response_free(response);
        ck_assert(quiz_answer(w->store, &attempt, i, said[i], &mark, now + 5, &kept, &error) && kept);
    }
}

static const char *cell(const CsvTable *table, guint row, const char *column)
{
    int at = csv_find(table, column);
    ck_assert_msg(at >= 0, "no column %s", column);
    return csv_cell(table, row, (guint)at);
}

static CsvTable *read_csv(GString *text)
{
    CsvTable *table = csv_parse(text->str, text->len, "file.csv", &error);
    unit_assert_ok(error);
    g_string_free(text, TRUE);
    return table;
}

START_TEST(answers_to_surveys_are_in_the_files_with_their_words_only_by_leave)
{
    g_auto(World) w = world_new();
    int64_t day = cohort_time(w.cohort, 12, 750);
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    answers_all(&w, 0, "how", (const char *const[]){ "a b", "7.5", NULL }, day);
    answers_all(&w, 1, "how", (const char *const[]){ "b", NULL }, day);
    asked(&w, 0, "plan", "I call", day);
    asked(&w, 1, "plan", "I write", day);
    asked(&w, 0, "plan30", "partly", day + 30 * DAY);
    ck_assert(consent_add(w.store, w.enrolment[1], "posts", true, "", NULL, 2000, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 60, 0), "0.1", &error);
    unit_assert_ok(error);
    g_autoptr(CsvTable) wide = read_csv(report_csv_wide(data, REPORT_ASSESSMENT)),
                        rows = read_csv(report_csv_surveys(data, REPORT_ASSESSMENT)),
                        research = read_csv(report_csv_surveys(data, REPORT_RESEARCH)),
                        book = read_csv(report_csv_codebook(data, REPORT_RESEARCH));
    ck_assert_str_eq(cell(wide, 1, "survey_how_v3"), "a b");
    ck_assert_str_eq(cell(wide, 1, "survey_how_v4"), "7.5");
    ck_assert_str_eq(cell(wide, 1, "survey_plan30_v2"), "partly");
    ck_assert_str_eq(cell(wide, 1, "survey_plan_v1"), "");
    ck_assert_str_eq(cell(wide, 2, "survey_plan_v1"), "I write");
    ck_assert_str_eq(cell(wide, 3, "survey_how_v3"), "");
    ck_assert_uint_eq(csv_rows(rows), 1 + 7); /* a row a question, asked or not */
    ck_assert_uint_eq(csv_rows(research), 1 + 4);
    ck_assert_str_eq(cell(rows, 1, "missing"), "not_kept");
    ck_assert_str_eq(cell(rows, 2, "label"), "Partly");
    ck_assert_str_eq(cell(rows, 3, "label"), "Quiz; Talk");
    ck_assert_str_eq(cell(rows, 3, "missing"), "");
    ck_assert_str_eq(cell(rows, 7, "missing"), "not_sent");
    bool found = false;
    for (guint r = 1; r < csv_rows(book); r++) {
        found = found ||
                (g_str_equal(cell(book, r, "name"), "survey_how_v3") && g_str_equal(cell(book, r, "label"), "Which?") &&
                    g_str_equal(cell(book, r, "values"), "a: Quiz; b: Talk"));
    }
    ck_assert(found);
}
END_TEST

START_TEST(a_scale_has_values_and_a_list_of_ranges_has_none)
{
    g_auto(World) w = world_new();
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 40, 0), "0.1", &error);
    unit_assert_ok(error);
    const ReportQuestion *scale = data->questions->pdata[report_question(data, "scale", "v5")],
                         *list = data->questions->pdata[report_question(data, "scale", "v6")];
    ck_assert(scale->rating && scale->values->len == 2);
    NEAR(g_array_index(scale->values, double, 1), 2.5);
    ck_assert(!list->rating && list->values->len == 0);
}
END_TEST

START_TEST(a_survey_is_sealed_while_blind_where_the_registered_outcome_names_it)
{
    g_auto(World) w = world_new();
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    answers_all(&w, 0, "how", (const char *const[]){ "a", "7", NULL }, cohort_time(w.cohort, 3, 750));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 4, 0), "0.1", &error);
    unit_assert_ok(error);
    ck_assert(report_is_blind(data) && !report_survey_sealed(data, "how"));
    g_free(data->primary);
    data->primary = g_strdup("mean of shows, then of how.");
    ck_assert(report_survey_sealed(data, "how") && !report_survey_sealed(data, "plan"));
    g_autoptr(CsvTable) wide = read_csv(report_csv_wide(data, REPORT_ASSESSMENT)),
                        rows = read_csv(report_csv_surveys(data, REPORT_ASSESSMENT));
    ck_assert_str_eq(cell(wide, 1, "survey_how_v3"), "");
    ck_assert_str_eq(cell(rows, 1, "missing"), "blinded");
    g_autoptr(cJSON) view = report_view(data);
    ck_assert_int_eq(cJSON_GetArraySize(json_at(view, "surveys.2.questions")), 0);
    ck_assert_int_eq(json_int(view, "surveys.2.answered", 0), 1);
    data->generated = data->post_closes;
    ck_assert(!report_survey_sealed(data, "how"));
}
END_TEST

/* As a plan is frozen for each of its cohorts. */
static void freeze(World *w, const char *design)
{
    g_autofree char *arms = g_str_equal(design, "arms")
                                ? g_strdup("; harare-2\n[arms]\nharare-1 = app\nharare-2 = usual\nreference = usual")
                                : g_strdup("");
    g_autofree char *text = g_strdup_printf("[study]\nname = Two\ndesign = %s\nunit = learner\ncohorts = harare-1%s\n"
                                            "[outcomes]\nprimary = gain\n",
        design, arms);
    g_autofree char *subject = g_strdup_printf("C%" G_GINT64_FORMAT, w->cohort->id);
    g_autoptr(cJSON) payload = json_put(json_put(cJSON_CreateObject(), "sha256", design), "text", text);
    g_autofree char *json = json_text(payload);
    ck_assert(journal_add(w->store, 1000, "cli", "study.frozen", subject, json, &error));
}

START_TEST(a_survey_of_one_arm_is_sealed_while_blind_in_a_report_of_it_alone)
{
    static const char *const designs[] = { "one-group", "arms" };
    for (int arms = 0; arms < 2; arms++) {
        g_auto(World) w = world_new();
        g_autoptr(StoreTx) tx = store_begin(w.store, &error);
        answers_all(&w, 0, "how", (const char *const[]){ "a", "7", NULL }, cohort_time(w.cohort, 3, 750));
        freeze(&w, designs[arms]);
        ck_assert(store_commit(g_steal_pointer(&tx), &error));
        g_autoptr(ReportData) data =
            report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 4, 0), "0.1", &error);
        unit_assert_ok(error);
        ck_assert_int_eq(report_survey_sealed(data, "how"), arms);
        g_autoptr(CsvTable) rows = read_csv(report_csv_surveys(data, REPORT_ASSESSMENT));
        ck_assert_str_eq(cell(rows, 1, "missing"), arms ? "blinded" : "");
        data->generated = data->post_closes;
        ck_assert(!report_survey_sealed(data, "how"));
    }
}
END_TEST

START_TEST(an_observer_is_in_no_count_and_the_report_says_that_she_was_there)
{
    g_auto(World) w = world_new();
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    ck_assert(enrolment_set_role(w.store, w.enrolment[0], MEMBER_OBSERVER, &error));
    ck_assert(enrolment_set_role(w.store, w.enrolment[1], MEMBER_SENIOR, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    ck_assert_int_eq(data->learners->len, 3);
    ck_assert_int_eq(data->observers, 1);
    ck_assert_int_eq(((ReportRoom *)data->rooms->pdata[0])->members, 3);
    ck_assert_int_eq(((ReportRoom *)data->rooms->pdata[0])->posts, 1);
    ck_assert_int_eq(data->posts->len, 1);
    int owed = 0;
    for (guint i = 0; i < data->deliveries->len; i++)
        owed += ((const ReportDelivery *)data->deliveries->pdata[i])->owed;
    ck_assert_int_eq(owed, 5);
    for (guint i = 0; i < data->sits->len; i++)
        ck_assert_int_lt(((const ReportSit *)data->sits->pdata[i])->learner, 3);
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *text = json_text(json_at(view, "methods"));
    ck_assert_ptr_nonnull(strstr(text, "One observer"));
}
END_TEST

START_TEST(questions_put_to_a_senior_are_counted_with_the_hours_until_her_answer)
{
    g_auto(World) w = world_new();
    int64_t at = cohort_time(w.cohort, 2, 600);
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    ck_assert(enrolment_set_role(w.store, w.enrolment[1], MEMBER_SENIOR, &error));
    for (int i = 0; i < 2; i++) {
        Asked asked = {
            .post = 900 + i, .cohort = w.cohort->id, .enrolment = w.enrolment[0], .senior = w.enrolment[1]
        };
        asked.at = at;
        asked.until = at + 4 * HOUR;
        asked.answered = i == 0 ? at + 2 * HOUR : 0;
        asked.state = i == 0 ? ASKED_ANSWERED : ASKED_LAPSED;
        ck_assert(asked_put(w.store, &asked, &error));
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    ck_assert_int_eq(data->asked->len, 2);
    NEAR(g_array_index(data->asked, double, 0), 2);
    ck_assert(isnan(g_array_index(data->asked, double, 1)));
    ck_assert(((const ReportLearner *)data->learners->pdata[1])->senior);
    g_autoptr(cJSON) view = report_view(data);
    const cJSON *ranks = json_at(json_at(view, "network"), "ranks");
    ck_assert_int_eq(json_int(ranks, "asked", -1), 2);
    ck_assert_int_eq(json_int(ranks, "answered", -1), 1);
    ck_assert_int_eq(cJSON_GetArraySize(json_at(ranks, "rows")), 4);
}
END_TEST

START_TEST(the_page_of_a_collected_cohort_can_be_written)
{
    g_auto(World) w = world_new();
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *html = report_html(view, &error);
    unit_assert_ok(error);
    ck_assert(strstr(html, "Keeping in care") != NULL);
    ck_assert_int_eq(json_int(view, "gain.primary.n", -1), 1);
    ck_assert_str_eq(json_string(view, "headline.kind"), "unknown");
}
END_TEST

START_TEST(a_design_of_which_only_one_half_was_sat_is_not_called_crossed)
{
    g_auto(World) w = world_new();
    live(&w, 1);
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 40, 0), "0.1.0", &error);
    unit_assert_ok(error);
    ck_assert_int_eq(data->sequences, 1);
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *json = report_json(view);
    ck_assert(strstr(json, "not_crossed") != NULL);
}
END_TEST

START_TEST(only_who_left_by_her_own_word_is_counted_as_having_left)
{
    g_auto(World) w = world_new();
    live(&w, 3);
    int64_t at = cohort_time(w.cohort, 5, 600);
    g_autofree char *first = g_strdup_printf("E%" G_GINT64_FORMAT, w.enrolment[0]);
    g_autoptr(StoreTx) tx = store_begin(w.store, &error);
    ck_assert(journal_add(w.store, at, "L1", "enrolment.restarted", first, NULL, &error));
    for (int i = 0; i < 2; i++) /* stopped by staff: one who had left and come back, one who never left */
        ck_assert(enrolment_set_state(w.store, w.enrolment[i], ENROLMENT_STOPPED, 0, at + i, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    g_autoptr(ReportData) data =
        report_collect(w.store, w.library, w.cohort->id, cohort_time(w.cohort, 40, 0), "0.1", &error);
    unit_assert_ok(error);
    g_autoptr(cJSON) view = report_view(data);
    ck_assert_int_eq(json_int(view, "people.left.n", -1), 1);
    ck_assert_int_eq(cJSON_GetArraySize(json_at(view, "people.left.reasons")), 1);
    ck_assert_str_eq(json_string(json_at(view, "people.left.reasons.0"), "reason"), "too_many");
}
END_TEST

START_TEST(a_cohort_that_is_not_there_is_an_error)
{
    g_auto(World) w = world_new();
    ck_assert_ptr_null(report_collect(w.store, w.library, 424242, 0, "0.1.0", &error));
    ck_assert_ptr_nonnull(error);
    g_clear_error(&error);
}
END_TEST

static void correct(World *w, const char *item, Remedy remedy, const char *key)
{
    Correction c = { .cohort = w->cohort->id,
        .kind = CORRECTED_ITEM,
        .what = (char *)item,
        .original = (char *)"S",
        .text = (char *)"It is not so.",
        .remedy = remedy,
        .key = (char *)key,
        .actor = (char *)"cli" };
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(correction_add(w->store, &c, &error) && store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(a_corrected_question_counts_as_corrected_and_keeps_its_first_score)
{
    g_auto(World) w = world_new();
    correct(&w, "t1", REMEDY_KEY, "false");
    correct(&w, "t3", REMEDY_RETIRE, NULL);
    g_autoptr(ReportData) data = collected(&w, cohort_time(w.cohort, 40, 0));
    const ReportSit *pre = sit_of(data, 0, OCCASION_PRE); /* t1 false, t3 true */
    const ReportAnswer *rekeyed = &g_array_index(pre->answers, ReportAnswer, 0);
    const ReportAnswer *retired = &g_array_index(pre->answers, ReportAnswer, 1);
    NEAR(rekeyed->score, 1);
    NEAR(rekeyed->first, 0);
    ck_assert(isnan(retired->score) && retired->missing == MISSING_RETIRED);
    NEAR(retired->first, 1);
    const ReportItem *item = data->items->pdata[0];
    ck_assert_str_eq(item->key, "false");
    ck_assert_str_eq(item->first_key, "true");
    ck_assert(((const ReportItem *)data->items->pdata[1])->retired);
    GString *wide = report_csv_wide(data, REPORT_ASSESSMENT);
    g_autoptr(CsvTable) table = csv_parse(wide->str, wide->len, "wide.csv", &error);
    ck_assert_str_eq(csv_cell(table, 1, (guint)csv_find(table, "pre_total")), "100");
    ck_assert_str_eq(csv_cell(table, 1, (guint)csv_find(table, "pre_total_first")), "50");
    g_string_free(wide, TRUE);
    g_autoptr(cJSON) view = report_view(data);
    g_autofree char *text = json_text(json_at(view, "methods"));
    ck_assert_ptr_nonnull(strstr(text, "Question t3 was retired on"));
    ck_assert_ptr_nonnull(strstr(text, "Question t1 was given the key"));
    ck_assert_int_eq(cJSON_GetArraySize(json_at(view, "items")), 2);
}
END_TEST

UNIT_MAIN("report_collect", every_learner_has_each_test_or_a_reason,
    changes_that_were_asked_back_are_counted_with_who_did_not_answer, what_came_too_late_or_was_no_answer_says_so,
    before_a_test_has_closed_it_is_not_yet_due, forms_items_and_marks_come_as_sat,
    people_messages_and_posts_are_counted_where_they_are,
    an_observer_is_in_no_count_and_the_report_says_that_she_was_there, the_page_of_a_collected_cohort_can_be_written,
    questions_put_to_a_senior_are_counted_with_the_hours_until_her_answer,
    a_design_of_which_only_one_half_was_sat_is_not_called_crossed, a_cohort_that_is_not_there_is_an_error,
    a_corrected_question_counts_as_corrected_and_keeps_its_first_score,
    answers_to_surveys_are_in_the_files_with_their_words_only_by_leave,
    a_survey_is_sealed_while_blind_where_the_registered_outcome_names_it,
    a_survey_of_one_arm_is_sealed_while_blind_in_a_report_of_it_alone, a_scale_has_values_and_a_list_of_ranges_has_none,
    only_who_left_by_her_own_word_is_counted_as_having_left)
