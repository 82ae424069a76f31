/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statements: the same again, of those who agree alone, and no score before everybody has sat the tests. */
#include "coding_world.h"
#include "csv.h"
#include "export_xapi.h"
#include "quiz.h"
#include "schedule.h"
#include "xapi.h"

static const guint8 key[EXPORT_KEY] = { 1 };

static GPtrArray *tell_at(World *w, int64_t now)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    ExportPlan plan = { .study = "s", .key = key, .program = "test" };
    GPtrArray *all = export_xapi(w->context, cohort->id, &plan, "https://cpd.example.org", now, NULL, &error);
    ck_assert_msg(all != NULL, "%s", error ? error->message : "");
    return all;
}

/* How many statements have the verb. */
static int count(const GPtrArray *all, const char *verb)
{
    g_autofree char *end = g_strconcat("/", verb, "\"", NULL);
    int n = 0;
    for (guint i = 0; i < all->len; i++)
        n += strstr(((const XapiStatement *)all->pdata[i])->json, end) != NULL;
    return n;
}

/* The first learner sits the pre-test, with one answer, to its first question. */
static void sit(World *w, const CodingPeople *p, const char *answer)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    const Course *course = plan_course(context_plan_of(w->context, cohort->id, &error));
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    const Form *form = course_form(course_test(course, "know"), "a");
    for (guint i = 0; i < form->items->len; i++)
        g_ptr_array_add(items, ((FormItem *)form->items->pdata[i])->item);
    Attempt attempt = { .cohort = cohort->id,
        .enrolment = p->learners[0],
        .room = p->room,
        .step = (char *)"pre",
        .test = (char *)"know",
        .form = (char *)"a",
        .occasion = OCCASION_PRE,
        .opened = NOW,
        .closes = NOW + DAY };
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    QuizResponse *response = NULL;
    QuizMark mark = { .answer = g_strdup(answer), .mark = QUIZ_FULL, .scored = true, .correct = true };
    double score = 0;
    bool kept = false;
    ck_assert(tx && quiz_open(w->store, &attempt, course, items, &error) &&
              quiz_ask(w->store, &attempt, course, NULL, NOW, &response, &error) &&
              quiz_answer(w->store, &attempt, 0, answer, &mark, NOW + 60, &kept, &error) && kept &&
              quiz_finish(w->store, &attempt, ATTEMPT_DONE, NOW + 90, &score, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
    quiz_response_free(response);
    quiz_mark_clear(&mark);
}

START_TEST(statements_are_the_same_again_and_of_those_who_agree)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    coding_post(w, &p, 0, "m1d1", 0, "Ask Chipo Banda, 0772 123 457");
    coding_post(w, &p, 2, "m1d1", 0, "I am Rudo: my words stay here");
    g_autoptr(GPtrArray) all = tell_at(w, NOW);
    g_autoptr(GPtrArray) again = tell_at(w, NOW + DAY);
    ck_assert_int_eq(count(all, "registered"), 2);
    ck_assert_int_eq(count(all, "commented"), 1);
    ck_assert_uint_eq(all->len, again->len);
    for (guint i = 0; i < all->len; i++) {
        const XapiStatement *one = all->pdata[i];
        ck_assert_str_eq(one->json, ((XapiStatement *)again->pdata[i])->json);
        static const char *const never[] = { "Chipo", "Banda", "Rudo", "77212", "0772", "my words" };
        for (gsize n = 0; n < G_N_ELEMENTS(never); n++)
            ck_assert_msg(!strstr(one->json, never[n]), "%s: %s", never[n], one->json);
    }
    g_autoptr(XapiStatement) back =
        export_xapi_void(key, "https://cpd.example.org", ((XapiStatement *)all->pdata[0])->id, 1);
    ck_assert_ptr_nonnull(strstr(back->json, "StatementRef"));
    ck_assert_str_eq(back->voids, ((XapiStatement *)all->pdata[0])->id);
}
END_TEST

START_TEST(no_answer_and_no_score_is_told_before_the_tests_have_closed_for_everyone)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    sit(w, &p, "a");
    g_autoptr(GPtrArray) during = tell_at(w, NOW + 2 * DAY);
    ck_assert_int_eq(count(during, "attempted"), 1);
    ck_assert_int_eq(count(during, "answered") + count(during, "passed") + count(during, "failed"), 0);
    for (guint i = 0; i < during->len; i++)
        ck_assert_ptr_null(strstr(((XapiStatement *)during->pdata[i])->json, "score"));
    g_autoptr(GPtrArray) after = tell_at(w, NOW + 1000 * (int64_t)DAY);
    ck_assert_int_eq(count(after, "answered"), 1);
    ck_assert_int_eq(count(after, "failed"), 1); /* one of two, and 60 % are needed */
}
END_TEST

/* The first that has all of `parts`, or NULL. */
static const XapiStatement *find(const GPtrArray *all, const char *part, const char *other)
{
    for (guint i = 0; i < all->len; i++) {
        const XapiStatement *one = all->pdata[i];
        if (one->json && strstr(one->json, part) && strstr(one->json, other))
            return one;
    }
    return NULL;
}

typedef struct {
    const char *item, *answer, *raw;
    int64_t mark;
} Given;
/* `who` answers a quiz of these questions. */
static void quiz(World *w, const CodingPeople *p, int who, const Given *given, guint n)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    const Course *course = plan_course(context_plan_of(w->context, cohort->id, &error));
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 0; i < n; i++)
        g_ptr_array_add(items, (char *)given[i].item);
    Attempt attempt = { .cohort = cohort->id,
        .enrolment = p->learners[who],
        .room = p->room,
        .step = (char *)"m1q",
        .occasion = -1,
        .opened = NOW,
        .closes = NOW + DAY };
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(tx && quiz_open(w->store, &attempt, course, items, &error));
    for (guint i = 0; i < n; i++) {
        g_autoptr(QuizResponse) response = NULL;
        QuizMark mark = { .answer = g_strdup(given[i].answer), .mark = given[i].mark, .scored = true };
        bool kept = false;
        ck_assert(quiz_ask(w->store, &attempt, course, NULL, NOW, &response, &error) &&
                  quiz_answer(w->store, &attempt, (int)i, given[i].raw, &mark, NOW + 60, &kept, &error) && kept);
        quiz_mark_clear(&mark);
    }
    double score = 0;
    ck_assert(quiz_finish(w->store, &attempt, ATTEMPT_DONE, NOW + 90, &score, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(answers_in_quizzes_are_told_once_results_are_not_blind_and_what_the_test_asks_once_it_is_over)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    static const Given given[] = { { "p1", "a", "A", QUIZ_FULL }, { "p5", "b c", "1B 2C", 0 },
        { "p8", "I asked Chipo Banda, 0772 123 457, why", "", 0 }, { "t1a", "b", "B", 0 },
        { "p3", "20", "20", QUIZ_FULL } };
    quiz(w, &p, 0, given, G_N_ELEMENTS(given));
    quiz(w, &p, 2, given, 1); /* who does not agree to research */
    g_autoptr(GPtrArray) blind = tell_at(w, NOW + 2 * DAY);
    ck_assert_int_eq(count(blind, "answered"), 0);
    /* the post-test has closed, the delayed one has not */
    g_autoptr(GPtrArray) sealed = tell_at(w, NOW + 60 * (int64_t)DAY);
    ck_assert_int_eq(count(sealed, "answered"), 4);
    ck_assert_ptr_null(find(sealed, "item/t1a", ""));
    const XapiStatement *one = find(sealed, "item/p1\"", "\"response\":\"a\"");
    ck_assert(one && !one->words && strstr(one->json, "\"success\":true") && strstr(one->json, "\"scaled\":1}"));
    one = find(sealed, "item/p5\"", "\"interactionType\":\"matching\"");
    ck_assert(one && strstr(one->json, "\"response\":\"a[.]b[,]b[.]c\"") && strstr(one->json, "\"success\":false"));
    one = find(sealed, "item/p8\"", "I asked [");
    ck_assert(
        one && one->words && !strstr(one->json, "score") && !strstr(one->json, "Banda") && !strstr(one->json, "0772"));
    ck_assert_ptr_nonnull(find(sealed, "item/p3\"", "\"response\":\"20\""));
    g_autoptr(GPtrArray) after = tell_at(w, NOW + 1000 * (int64_t)DAY);
    ck_assert_int_eq(count(after, "answered"), 5);
    ck_assert_ptr_nonnull(find(after, "item/t1a", "\"success\":false"));
}
END_TEST

/* The test begins with an essay, which a course may have though its checker warns. */
static void ask_essay(World *w)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    const Course *course = plan_course(context_plan_of(w->context, cohort->id, &error));
    FormItem *first = course_form(course_test(course, "know"), "a")->items->pdata[0];
    g_free(first->item);
    first->item = g_strdup("p8");
}

/* Whether long.csv of an export has it. */
static bool long_has(World *w, int64_t now, const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    ExportPlan plan = { .study = "s", .key = key, .program = "test", .k = 1 };
    g_autoptr(Export) out = export_make(w->context, cohort->id, &plan, now, &error);
    ck_assert_msg(out != NULL, "%s", error ? error->message : "");
    for (guint i = 0; i < out->files->len; i++) {
        const ExportFile *file = out->files->pdata[i];
        gsize size = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        if (g_str_equal(file->name, "long.csv"))
            return g_strstr_len(bytes, (gssize)size, text) != NULL;
    }
    return false;
}

START_TEST(an_essay_is_told_only_of_who_lets_posts_be_kept_in_a_quiz_and_in_the_test)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    static const Given given[] = { { "p8", "Because it is so", "", 0 } };
    quiz(w, &p, 0, given, 1);
    ask_essay(w);
    sit(w, &p, "I wrote this in the test");
    int64_t later = NOW + 1000 * (int64_t)DAY;
    g_autoptr(GPtrArray) all = tell_at(w, later);
    const XapiStatement *one = find(all, "item/p8\"", "Because it");
    ck_assert(one && one->words && one->asks_posts);
    one = find(all, "item/p8\"", "I wrote this");
    ck_assert(one && one->words && one->asks_posts);
    ck_assert(long_has(w, later, "I wrote this") && !long_has(w, later, "not_kept"));
    g_autoptr(StoreTx) tx = store_begin(w->store, NULL);
    ck_assert(tx && consent_add(w->store, p.learners[0], "posts", false, "h", NULL, NOW, NULL) &&
              store_commit(g_steal_pointer(&tx), NULL));
    g_autoptr(GPtrArray) less = tell_at(w, later);
    ck_assert_int_eq(count(less, "answered"), 2); /* that she answered stays */
    ck_assert_ptr_null(find(less, "item/p8\"", "response"));
    ck_assert(!long_has(w, later, "I wrote this") && long_has(w, later, "not_kept"));
    for (guint i = 0; i < less->len; i++)
        ck_assert(!((XapiStatement *)less->pdata[i])->words && !((XapiStatement *)less->pdata[i])->asks_posts);
}
END_TEST

/* Opens and ends the room's row of a beat. */
static void happen(World *w, const CodingPeople *p, const char *beat)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    const Plan *plan = context_plan_of(w->context, cohort->id, &error);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    int added = 0;
    ck_assert(tx && schedule_extend(w->store, plan, cohort, 0, p->room, 0, &added, &error));
    g_autoptr(Due) row = schedule_find(w->store, 0, p->room, beat, &error);
    ck_assert_msg(row != NULL, "no row of %s", beat);
    ck_assert(schedule_open(w->store, row->id, NOW, &error) && schedule_finish(w->store, row->id, NOW, NAN, &error) &&
              schedule_extend(w->store, plan, cohort, 0, p->room, 0, &added, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
}

static void vote(World *w, const CodingPeople *p, int who, const char *ballot, const char *choice)
{
    g_autoptr(GError) error = NULL;
    bool changed = false;
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    ck_assert(tx && poll_vote(w->store, p->learners[who], p->room, ballot, choice, NOW, &changed, &error) &&
              store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(a_vote_is_told_once_its_ballot_has_closed_in_the_room)
{
    g_autoptr(World) w = world_new();
    CodingPeople p = coding_people_of(w);
    static const char *const before[] = { "m1c", "m1v" };
    for (gsize i = 0; i < G_N_ELEMENTS(before); i++)
        happen(w, &p, before[i]);
    for (int who = 0; who < 3; who++)
        vote(w, &p, who, "m1v", "b");
    g_autoptr(GPtrArray) open = tell_at(w, NOW + 10);
    ck_assert_int_eq(count(open, "answered"), 0);
    happen(w, &p, "m1v.close");
    happen(w, &p, "m1v.again");
    vote(w, &p, 0, "m1v.again", "a");
    g_autoptr(GPtrArray) shown = tell_at(w, NOW + 10);
    ck_assert_int_eq(count(shown, "answered"), 2);
    const XapiStatement *one = find(shown, "poll/m1v\"", "\"response\":\"b\"");
    ck_assert(
        one && !strstr(one->json, "success") && strstr(one->json, "{\"id\":\"a\",\"description\":{\"en\":\"Rub\"}}"));
    happen(w, &p, "m1v.again.close");
    g_autoptr(GPtrArray) both = tell_at(w, NOW + 10);
    ck_assert_int_eq(count(both, "answered"), 3);
    ck_assert_ptr_nonnull(find(both, "poll/m1v.again\"", "\"response\":\"a\""));
}
END_TEST

START_TEST(what_is_told_already_comes_without_its_words)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    CodingPeople p = coding_people_of(w);
    coding_post(w, &p, 0, "m1d1", 0, "At night the tap is dry");
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    g_autoptr(GPtrArray) all = tell_at(w, NOW);
    g_autoptr(GHashTable) told = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_add(told, ((XapiStatement *)all->pdata[0])->id);
    ExportPlan plan = { .study = "s", .key = key, .program = "test" };
    g_autoptr(GPtrArray) again =
        export_xapi(w->context, cohort->id, &plan, "https://cpd.example.org", NOW, told, &error);
    ck_assert(again && again->len == all->len);
    for (guint i = 0; i < all->len; i++) {
        const XapiStatement *a = all->pdata[i], *b = again->pdata[i];
        ck_assert_str_eq(a->id, b->id);
        ck_assert(i == 0 ? !b->json : g_str_equal(a->json, b->json));
    }
}
END_TEST

static bool count_told(const XapiTold *told, gpointer data)
{
    int *n = data;
    n[told->refused ? 1 : 0]++;
    return true;
}

START_TEST(what_a_store_has_is_noted_once_and_the_journal_has_counts_alone)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    make_cohort(w);
    static const char params[] =
        "{\"cohort\":\"c1\",\"lrs\":\"https://lrs.example.org\",\"statements\":["
        "{\"id\":\"0632bafb-4ed9-432c-90c7-02010504f4e4\",\"enrolment\":7},"
        "{\"id\":\"75fda170-9529-4a51-ab2a-522c0a45e086\",\"enrolment\":7,\"refused\":\"400\"}]}";
    for (int i = 0; i < 2; i++) {
        g_autoptr(cJSON) done = change(w, "xapi", params);
        ck_assert_int_eq(json_int(done, "statements", 0), 1);
        ck_assert_int_eq(json_int(done, "refused", 0), 1);
    }
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    int n[2] = { 0 };
    ck_assert(xapi_each(w->store, "https://lrs.example.org", cohort->id, count_told, n, &error));
    ck_assert(n[0] == 1 && n[1] == 1);
    ck_assert(xapi_each(w->store, "https://other.example.org", cohort->id, count_told, n, &error));
    ck_assert(n[0] == 1 && n[1] == 1);
    refused(w, "xapi", "{\"cohort\":\"c1\",\"lrs\":\"x\",\"statements\":[{\"id\":\"L42\",\"enrolment\":1}]}",
        BARAZA_ERROR_INPUT, "UUID");
    refused(w, "xapi", "{\"cohort\":\"c1\",\"lrs\":\"x\"}", BARAZA_ERROR_USAGE, "statements");
}
END_TEST

static bool keep_told(const XapiTold *told, gpointer data)
{
    *(XapiTold *)data = *told;
    return true;
}

START_TEST(what_was_sent_is_in_doubt_until_the_store_has_said_what_became_of_it)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    make_cohort(w);
    static const char sent[] = "{\"cohort\":\"c1\",\"lrs\":\"x\",\"statements\":["
                               "{\"id\":\"0632bafb-4ed9-432c-90c7-02010504f4e4\",\"enrolment\":7,\"doubt\":true}]}",
                      taken[] = "{\"cohort\":\"c1\",\"lrs\":\"x\",\"statements\":["
                                "{\"id\":\"0632bafb-4ed9-432c-90c7-02010504f4e4\",\"enrolment\":7}]}";
    static const char *const changes[] = { sent, taken, sent }; /* what it has said holds */
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    for (gsize i = 0; i < G_N_ELEMENTS(changes); i++) {
        XapiCounts n;
        XapiTold told = { 0 };
        g_autoptr(cJSON) done = change(w, "xapi", changes[i]);
        ck_assert_int_eq(json_int(done, "statements", -1), i == 1);
        ck_assert_int_eq(json_int(done, "doubt", -1), i != 1);
        ck_assert(xapi_each(w->store, "x", cohort->id, keep_told, &told, &error) && told.enrolment == 7);
        ck_assert_int_eq(told.doubt, i == 0);
        ck_assert(xapi_count(w->store, "x", cohort->id, &n, &error) && n.told == (i > 0) && !n.parked);
    }
}
END_TEST

START_TEST(what_a_store_refuses_is_told_again_or_left_as_somebody_says)
{
    g_autoptr(World) w = world_new();
    g_autoptr(GError) error = NULL;
    make_cohort(w);
    static const char lrs[] = "https://lrs.example.org";
    static const char of[] = "{\"cohort\":\"c1\",\"lrs\":\"https://lrs.example.org\"}",
                      dry[] = "{\"cohort\":\"c1\",\"lrs\":\"https://lrs.example.org\",\"dry_run\":true}";
    static const char params[] =
        "{\"cohort\":\"c1\",\"lrs\":\"https://lrs.example.org\",\"statements\":["
        "{\"id\":\"0632bafb-4ed9-432c-90c7-02010504f4e4\",\"enrolment\":7,\"words\":true},"
        "{\"id\":\"75fda170-9529-4a51-ab2a-522c0a45e086\",\"enrolment\":7,\"refused\":\"400\"}]}";
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", &error);
    XapiCounts n;
    static const char *const verbs[] = { "xapi.again", "xapi.leave" };
    for (gsize i = 0; i < G_N_ELEMENTS(verbs); i++) {
        refused(w, verbs[i], of, BARAZA_ERROR_STATE, "set aside");
        g_autoptr(cJSON) told = change(w, "xapi", params);
        g_autoptr(cJSON) tried = change(w, verbs[i], dry);
        ck_assert_int_eq(json_int(tried, "statements", 0), 1);
        ck_assert(xapi_count(w->store, lrs, cohort->id, &n, &error));
        ck_assert(n.told == 1 && n.voided == 0 && n.parked == 1 && n.left == 0);
        g_autoptr(cJSON) done = change(w, verbs[i], of);
        ck_assert(xapi_count(w->store, lrs, cohort->id, &n, &error));
        ck_assert(n.told == 1 && n.parked == 0 && n.left == (int64_t)i);
    }
}
END_TEST

START_TEST(what_fails_is_tried_ever_more_rarely_and_a_pass_that_was_cut_off_counts)
{
    static const int64_t waits[] = { MINUTE, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE };
    for (gsize i = 0; i < G_N_ELEMENTS(waits); i++)
        ck_assert_int_eq(xapi_wait((int64_t)i), waits[i]);
    ck_assert_int_eq(xapi_wait(INT64_MAX), 6 * HOUR);
    XapiWay way = { 0 };
    xapi_begin_pass(&way, NOW);
    ck_assert(way.failures == 1 && way.next == NOW + MINUTE && !way.failing);
    xapi_begin_pass(&way, NOW + 70);
    ck_assert(way.failures == 2 && way.next == NOW + 70 + 2 * MINUTE && way.failing == NOW);
    xapi_pass_failed(&way, NOW + 80, 503, "it answers 503", 9);
    ck_assert(way.failing == NOW && way.next == NOW + 80 + 2 * MINUTE && way.waiting == 9);
    xapi_begin_pass(&way, NOW + HOUR);
    xapi_pass_failed(&way, NOW + HOUR, 401, "it answers 401", -1);
    ck_assert(way.next == NOW + 2 * HOUR && way.waiting == 9 && xapi_is_refusal(401) && !xapi_is_refusal(429));
    XapiCounts n = { .told = 4, .voided = 1, .parked = 2 };
    g_autofree char *bad = xapi_sentence(&way, &n);
    ck_assert_msg(
        g_str_has_prefix(bad, "4 told, 1 of them taken back, 9 waiting, 2 refused for good; the store has taken "
                              "nothing since") &&
            strstr(bad, "(3 tries): it answers 401; tried again"),
        "%s", bad);
    xapi_pass_done(&way, NOW + 3 * HOUR, 600, 0);
    ck_assert(way.failures == 0 && way.failing == 0 && way.next == NOW + 3 * HOUR + 600 && !*way.fault);
    g_autofree char *long_one = g_strnfill(400, 'x');
    memcpy(long_one + 297, "\xe2\x82\xac", 3); /* a sign that is cut in the middle */
    xapi_pass_failed(&way, NOW, 0, long_one, 0);
    ck_assert(strlen(way.fault) == 297 && g_utf8_validate(way.fault, -1, NULL));
}
END_TEST

UNIT_MAIN("export_xapi", statements_are_the_same_again_and_of_those_who_agree,
    no_answer_and_no_score_is_told_before_the_tests_have_closed_for_everyone,
    answers_in_quizzes_are_told_once_results_are_not_blind_and_what_the_test_asks_once_it_is_over,
    an_essay_is_told_only_of_who_lets_posts_be_kept_in_a_quiz_and_in_the_test,
    a_vote_is_told_once_its_ballot_has_closed_in_the_room, what_is_told_already_comes_without_its_words,
    what_was_sent_is_in_doubt_until_the_store_has_said_what_became_of_it,
    what_a_store_refuses_is_told_again_or_left_as_somebody_says,
    what_fails_is_tried_ever_more_rarely_and_a_pass_that_was_cut_off_counts,
    what_a_store_has_is_noted_once_and_the_journal_has_counts_alone)
