/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms given out, attempts from opening to score, polls and confirmations. */
#include "quiz.h"
#include "quiz_queries.h"
#include "unit.h"
#include <math.h>

#define NOW INT64_C(1767268800)

static const char course_xml[] =
    "<course xmlns='urn:baraza:course:1' id='c' version='1.0' xml:lang='en' "
    "languages='en'><meta><title>T</title><summary>S</summary>"
    "<objective id='o1'><text>Do</text></objective><effort minutes='10'/></meta>"
    "<bank id='core'>"
    "<single use='test' id='t1' objective='o1' shuffle='true'><stem><text>One?</text></stem><option id='a' "
    "correct='true'><text>Right</text></option>"
    "<option id='b'><text>Wrong</text></option><option id='c'><text>Off</text></option><option "
    "id='d'><text>Far</text></option></single>"
    "<truefalse use='test' id='t2' objective='o1' answer='true'><stem><text>Two.</text></stem></truefalse></bank>"
    "<bank id='practice'><likert use='practice' id='l1'><stem><text>I do.</text></stem><option "
    "id='a'><text>Never</text></option>"
    "<option id='b'><text>Always</text></option></likert></bank>"
    "<test id='know' assign='fixed'><title>K</title><form id='a'><itemref ref='t1'/><itemref ref='t2'/></form></test>"
    "<module id='m0'><title>M</title><sit id='pre' test='know' role='pre' day='1' due='P2D'/></module></course>";

static Course *course_new(void)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)course_fault_free);
    Course *course = course_read(course_xml, strlen(course_xml), "test.xml", NULL, NULL, NOW / 86400, faults);
    for (guint i = 0; !course && i < faults->len; i++)
        g_printerr("%ld: %s\n", ((CourseFault *)faults->pdata[i])->line, ((CourseFault *)faults->pdata[i])->text);
    ck_assert(course != NULL);
    return course;
}

static Store *store_new(void)
{
    g_autoptr(GError) error = NULL;
    Store *store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(store, quiz_schema, &error));
    return store;
}

/* Holds the designs of a case until its process ends. */
static GPtrArray *shelf;

static Test *test_new(guint forms, TestAssign assign, AssignUnit unit)
{
    Test *test = g_new0(Test, 1);
    test->id = g_strdup("know"), test->assign = assign, test->unit = unit;
    test->forms = g_ptr_array_new();
    for (guint i = 0; i < forms; i++) {
        Form *form = g_new0(Form, 1);
        form->id = g_strdup_printf("%c", 'a' + i);
        g_ptr_array_add(test->forms, form);
    }
    shelf = shelf ? shelf : g_ptr_array_new();
    g_ptr_array_add(shelf, test);
    return test;
}

START_TEST(two_forms_cross_over)
{
    Test *test = test_new(2, TEST_COUNTERBALANCE, UNIT_INDIVIDUAL);
    ck_assert_str_eq(quiz_form(test, 0, OCCASION_PRE)->id, "a");
    ck_assert_str_eq(quiz_form(test, 0, OCCASION_POST)->id, "b");
    ck_assert_str_eq(quiz_form(test, 1, OCCASION_PRE)->id, "b");
    ck_assert_str_eq(quiz_form(test, 1, OCCASION_POST)->id, "a");
}
END_TEST

START_TEST(three_forms_make_a_latin_square)
{
    Test *test = test_new(3, TEST_COUNTERBALANCE, UNIT_INDIVIDUAL);
    for (int s = 0; s < 3; s++) {
        bool row[3] = { false }, column[3] = { false };
        for (int o = 0; o < 3; o++) {
            row[quiz_form(test, s, o)->id[0] - 'a'] = true;
            column[quiz_form(test, o, s)->id[0] - 'a'] = true;
        }
        ck_assert(row[0] && row[1] && row[2] && column[0] && column[1] && column[2]);
    }
}
END_TEST

START_TEST(fixed_forms_go_by_occasion)
{
    Test *test = test_new(2, TEST_FIXED, UNIT_INDIVIDUAL);
    ck_assert_str_eq(quiz_form(test, 0, OCCASION_PRE)->id, "a");
    ck_assert_str_eq(quiz_form(test, 0, OCCASION_DELAYED)->id, "b");
    ck_assert_ptr_null(quiz_form(test_new(0, TEST_FIXED, UNIT_INDIVIDUAL), 0, OCCASION_PRE));
}
END_TEST

static int assign(Store *store, const Test *test, int64_t room, int64_t enrolment, uint64_t seed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    int sequence = -1;
    ck_assert(quiz_assign(store, test, 7, room, enrolment, seed, &sequence, &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    return sequence;
}

START_TEST(individuals_are_balanced_after_every_block_and_keep_what_they_got)
{
    g_autoptr(Store) store = store_new();
    Test *test = test_new(3, TEST_COUNTERBALANCE, UNIT_INDIVIDUAL);
    int counts[3] = { 0 }, first[60], runs = 0;
    for (int i = 0; i < 60; i++) {
        counts[first[i] = assign(store, test, 1, 100 + i, 5)]++;
        if (i % 3 == 2) {
            ck_assert_int_eq(counts[0], counts[1]);
            ck_assert_int_eq(counts[1], counts[2]);
        }
        runs += i >= 3 && first[i] == first[i - 3];
    }
    ck_assert_int_lt(runs, 57); /* the blocks are not all alike */
    for (int i = 0; i < 60; i++)
        ck_assert_int_eq(assign(store, test, 2, 100 + i, 99), first[i]);
}
END_TEST

START_TEST(a_room_sits_one_sequence_together)
{
    g_autoptr(Store) store = store_new();
    Test *test = test_new(2, TEST_COUNTERBALANCE, UNIT_ROOM);
    int one = assign(store, test, 11, 100, 5), two = assign(store, test, 12, 101, 5);
    ck_assert_int_ne(one, two);
    ck_assert_int_eq(assign(store, test, 11, 102, 5), one);
    ck_assert_int_eq(assign(store, test, 12, 103, 5), two);
    ck_assert_int_eq(assign(store, test, 12, 100, 5), one); /* moved rooms */
    Test *whole = test_new(2, TEST_COUNTERBALANCE, UNIT_COHORT);
    whole->id[0] = 'K';
    int all = assign(store, whole, 11, 100, 5);
    ck_assert_int_eq(assign(store, whole, 12, 101, 5), all);
}
END_TEST

typedef struct {
    Store *store;
    Course *course;
    StoreTx *tx;
} World;

static World world_new(void)
{
    g_autoptr(GError) error = NULL;
    World w = { .store = store_new(), .course = course_new() };
    w.tx = store_begin(w.store, &error);
    unit_assert_ok(error);
    return w;
}

static void world_clear(World *w)
{
    g_autoptr(GError) error = NULL;
    ck_assert(store_commit(g_steal_pointer(&w->tx), &error));
    store_free(w->store);
    course_free(w->course);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(World, world_clear)

static Attempt *open_attempt(
    World *w, int64_t enrolment, const char *step, const char *test, int64_t closes, const char *const *ids)
{
    g_autoptr(GError) error = NULL;
    Attempt *a = g_new0(Attempt, 1);
    a->cohort = 7, a->enrolment = enrolment, a->room = 3, a->occasion = test ? 0 : -1, a->opened = NOW,
    a->closes = closes;
    a->step = g_strdup(step), a->test = g_strdup(test), a->form = g_strdup(test ? "a" : NULL),
    a->seed = 0xfedcba9876543210u;
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (; *ids; ids++)
        g_ptr_array_add(items, (gpointer)*ids);
    bool ok = quiz_open(w->store, a, w->course, items, &error);
    unit_assert_ok(error);
    ck_assert(ok);
    return a;
}

static QuizResponse *ask(World *w, Attempt *a, int64_t now)
{
    g_autoptr(GError) error = NULL;
    QuizResponse *response = NULL;
    bool ok = quiz_ask(w->store, a, w->course, NULL, now, &response, &error);
    unit_assert_ok(error);
    ck_assert(ok);
    return response;
}

static bool answer(World *w, Attempt *a, int position, const char *sent, int64_t now)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(QuizResponse) q = quiz_response(w->store, a->id, position, &error);
    QuizMark mark;
    bool kept = false;
    ck_assert_int_eq(
        quiz_grade(course_item(w->course, q->item), w->course, q->order, sent, "en", NULL, &mark), QUIZ_GRADED);
    ck_assert(quiz_answer(w->store, a, position, sent, &mark, now, &kept, &error));
    quiz_mark_clear(&mark);
    return kept;
}

static const char *const both[] = { "t1", "t2", NULL };

START_TEST(an_attempt_is_asked_answered_and_scored)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "pre", "know", NOW + 1000, both);
    ck_assert_int_eq(a->number, 1);
    ck_assert_ptr_null(quiz_current(w.store, 100, &error));
    g_autoptr(QuizResponse) one = ask(&w, a, NOW + 1);
    ck_assert_str_eq(one->item, "t1");
    ck_assert_int_eq(one->order->len, 4);
    g_autoptr(Attempt) current = quiz_current(w.store, 100, &error);
    ck_assert_int_eq(current->id, a->id);
    ck_assert_int_eq(current->asked, 1);
    ck_assert(current->seed == a->seed);
    ck_assert(answer(&w, a, 0, "q.1.0.a", NOW + 5));
    g_autoptr(QuizResponse) two = ask(&w, a, NOW + 6);
    ck_assert(answer(&w, a, 1, "false", NOW + 9));
    ck_assert_ptr_null(ask(&w, a, NOW + 10));
    double score = 0;
    ck_assert(quiz_finish(w.store, a, ATTEMPT_DONE, NOW + 10, &score, &error));
    ck_assert_double_eq_tol(score, 0.5, 1e-12);
    ck_assert_ptr_null(quiz_current(w.store, 100, &error));
    g_autoptr(Attempt) kept = quiz_of_step(w.store, 100, "pre", &error);
    ck_assert_int_eq(kept->state, ATTEMPT_DONE);
    ck_assert_int_eq(kept->finished, NOW + 10);
    g_autoptr(Attempt) again = open_attempt(&w, 100, "pre", "know", 0, both);
    ck_assert_int_eq(again->number, 2);
}
END_TEST

START_TEST(the_first_answer_counts)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "pre", "know", 0, both);
    g_autoptr(QuizResponse) one = ask(&w, a, NOW + 1);
    ck_assert(answer(&w, a, 0, "q.1.0.b", NOW + 2));
    ck_assert(!answer(&w, a, 0, "q.1.0.a", NOW + 3));
    g_autoptr(QuizResponse) kept = quiz_response(w.store, a->id, 0, &error);
    ck_assert_str_eq(kept->answer, "b");
    ck_assert_int_eq(kept->answered, NOW + 2);
    ck_assert_int_eq(kept->mark, 0);
}
END_TEST

START_TEST(an_answer_after_the_close_is_not_kept)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "pre", "know", NOW + 10, both);
    g_autoptr(QuizResponse) one = ask(&w, a, NOW + 1);
    ck_assert(!answer(&w, a, 0, "q.1.0.a", NOW + 10)); /* its time is up, though nothing has closed it yet */
    double score = 1;
    ck_assert(quiz_finish(w.store, a, ATTEMPT_CLOSED, NOW + 10, &score, &error));
    ck_assert_double_eq(score, 0);
    ck_assert(!answer(&w, a, 0, "q.1.0.a", NOW + 1));
}
END_TEST

START_TEST(a_question_is_asked_once_and_never_when_closed)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "pre", "know", 0, both);
    g_autoptr(Attempt) stale = quiz_get(w.store, a->id, &error);
    g_autoptr(QuizResponse) one = ask(&w, a, NOW + 1);
    QuizResponse *twice = NULL;
    ck_assert(!quiz_ask(w.store, stale, w.course, NULL, NOW + 2, &twice, &error));
    unit_assert_error(error, "asked already");
    ck_assert(quiz_finish(w.store, a, ATTEMPT_CLOSED, NOW + 3, NULL, &error));
    ck_assert(!quiz_ask(w.store, a, w.course, NULL, NOW + 4, &twice, &error));
    unit_assert_error(error, "is closed");
}
END_TEST

START_TEST(options_are_shuffled_from_the_seed_alone)
{
    bool differs = false;
    int first[4] = { 0 };
    for (int run = 0; run < 2; run++) {
        g_auto(World) w = world_new();
        for (int i = 0; i < 8; i++) {
            g_autoptr(Attempt) a = open_attempt(&w, 100 + i, "pre", "know", 0, both);
            g_autoptr(QuizResponse) q = ask(&w, a, NOW);
            int code = g_array_index(q->order, int, 0) * 100 + g_array_index(q->order, int, 1) * 10 +
                       g_array_index(q->order, int, 2);
            if (i < 4 && run == 0)
                first[i] = code;
            else if (i < 4)
                ck_assert_int_eq(first[i], code);
            differs = differs || code != first[0];
        }
    }
    ck_assert(differs);
}
END_TEST

START_TEST(a_room_mate_who_sat_the_item_before_is_noted)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "pre", "know", 0, both);
    g_autoptr(Attempt) b = open_attempt(&w, 101, "pre", "know", 0, both);
    g_autoptr(QuizResponse) a1 = ask(&w, a, NOW), b1 = ask(&w, b, NOW);
    ck_assert(answer(&w, a, 0, "q.1.0.a", NOW + 1));
    ck_assert(answer(&w, b, 0, "q.1.0.a", NOW + 2));
    g_autoptr(QuizResponse) first = quiz_response(w.store, a->id, 0, &error);
    g_autoptr(QuizResponse) second = quiz_response(w.store, b->id, 0, &error);
    ck_assert(!first->mate_sat);
    ck_assert(second->mate_sat);
    g_autoptr(Attempt) c = open_attempt(&w, 100, "pre2", "know", 0, both); /* her own earlier sit is no mate's */
    c->room = 3;
    g_autoptr(QuizResponse) c1 = ask(&w, c, NOW), c2 = ask(&w, c, NOW);
    ck_assert(answer(&w, c, 1, "true", NOW + 3));
    g_autoptr(QuizResponse) third = quiz_response(w.store, c->id, 1, &error);
    ck_assert(!third->mate_sat);
}
END_TEST

START_TEST(a_survey_has_no_score_and_does_not_hush_the_room)
{
    static const char *const scale[] = { "l1", NULL };
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    bool open = true;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "who", NULL, 0, scale);
    ck_assert(quiz_any_open(w.store, 7, &open, &error));
    ck_assert(!open);
    double score = 0;
    ck_assert(quiz_finish(w.store, a, ATTEMPT_DONE, NOW, &score, &error));
    ck_assert(isnan(score));
    g_autoptr(Attempt) b = open_attempt(&w, 100, "pre", "know", 0, both);
    ck_assert(quiz_any_open(w.store, 7, &open, &error));
    ck_assert(open);
    ck_assert(quiz_any_open(w.store, 8, &open, &error));
    ck_assert(!open);
}
END_TEST

START_TEST(an_item_that_is_gone_is_named)
{
    static const char *const gone[] = { "t1", "t9", NULL };
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    g_ptr_array_add(items, (gpointer)gone[1]);
    Attempt a = { .cohort = 7, .enrolment = 1, .step = (char *)"pre" };
    ck_assert(!quiz_open(w.store, &a, w.course, items, &error));
    unit_assert_error(error, "asks item \"t9\"");
}
END_TEST

START_TEST(a_vote_may_change_and_is_counted_once)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    Step poll = { .id = (char *)"m1v", .choices = g_ptr_array_new() };
    ItemOption a = { .id = (char *)"a" }, b = { .id = (char *)"b" };
    g_ptr_array_add(poll.choices, &a);
    g_ptr_array_add(poll.choices, &b);
    bool changed = false;
    int voters = 0;
    ck_assert(poll_vote(w.store, 100, 3, "m1v", "a", NOW, &changed, &error) && changed);
    ck_assert(poll_vote(w.store, 100, 3, "m1v", "a", NOW, &changed, &error) && !changed);
    ck_assert(poll_vote(w.store, 100, 3, "m1v", "b", NOW, &changed, &error) && changed);
    ck_assert(poll_vote(w.store, 101, 4, "m1v", "a b", NOW, &changed, &error) && changed);
    g_autoptr(cJSON) room = poll_counts(w.store, &poll, "m1v", 3, &voters, &error);
    g_autofree char *text = json_text(room);
    ck_assert_str_eq(text, "{\"a\":0,\"b\":1}");
    ck_assert_int_eq(voters, 1);
    g_autoptr(cJSON) other = poll_counts(w.store, &poll, "m1v", 4, &voters, &error);
    g_autofree char *its = json_text(other);
    ck_assert_str_eq(its, "{\"a\":1,\"b\":1}");
    ck_assert_int_eq(voters, 1);
    g_autoptr(cJSON) none = poll_counts(w.store, &poll, "m1v", 0, &voters, &error);
    ck_assert_int_eq(voters, 0); /* never all rooms at once */
    g_ptr_array_unref(poll.choices);
}
END_TEST

static void add_choice(Step *poll, const char *id, const char *words)
{
    ItemOption *choice = g_new0(ItemOption, 1);
    CourseText *text = g_new0(CourseText, 1);
    text->lang = (char *)"en";
    text->body = (char *)words;
    choice->id = (char *)id;
    choice->texts = g_ptr_array_new();
    g_ptr_array_add(choice->texts, text);
    g_ptr_array_add(poll->choices, choice);
}

START_TEST(letters_numbers_and_words_are_votes)
{
    static const struct {
        const char *text, *many, *one;
    } rows[] = { { "A C", "x z", NULL }, { "a, c", "x z", NULL }, { "1 3", "x z", NULL }, { "ac", "x z", NULL },
        { "c a", "x z", NULL }, { "B", "y", "y" }, { "2", "y", "y" }, { "the queue", "y", "y" },
        { "transport and money", "x z", NULL }, { "A D", NULL, NULL }, { "I think it is far", NULL, NULL },
        { "", NULL, NULL } };
    Step poll = { .id = (char *)"v", .choices = g_ptr_array_new() };
    add_choice(&poll, "x", "Transport");
    add_choice(&poll, "y", "The queue");
    add_choice(&poll, "z", "Money");
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        poll.multiple = true;
        g_autofree char *many = poll_read(&poll, NULL, rows[i].text, "en");
        poll.multiple = false;
        g_autofree char *one = poll_read(&poll, NULL, rows[i].text, "en");
        ck_assert_msg(g_strcmp0(many, rows[i].many) == 0, "\"%s\" is %s", rows[i].text, many ? many : "no vote");
        ck_assert_msg(g_strcmp0(one, rows[i].one) == 0, "\"%s\" is %s", rows[i].text, one ? one : "no vote");
    }
    for (guint i = 0; i < poll.choices->len; i++) {
        ItemOption *choice = poll.choices->pdata[i];
        g_free(choice->texts->pdata[0]);
        g_ptr_array_unref(choice->texts);
        g_free(choice);
    }
    g_ptr_array_unref(poll.choices);
}
END_TEST

START_TEST(what_came_in_vain_is_kept_as_the_reason)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(Attempt) a = open_attempt(&w, 100, "pre", "know", NOW + 10, both);
    ck_assert(quiz_miss(w.store, a->id, 0, MISSED_LATE, &error)); /* not asked yet: nothing was missed */
    g_autoptr(QuizResponse) one = ask(&w, a, NOW + 1);
    ck_assert_int_eq(one->missed, MISSED_NOTHING);
    ck_assert(quiz_miss(w.store, a->id, 0, MISSED_INVALID, &error));
    ck_assert(quiz_miss(w.store, a->id, 0, MISSED_LATE, &error));
    ck_assert(quiz_miss(w.store, a->id, 0, MISSED_INVALID, &error));
    g_autoptr(QuizResponse) late = quiz_response(w.store, a->id, 0, &error);
    ck_assert_int_eq(late->missed, MISSED_LATE);
}
END_TEST

START_TEST(a_task_is_confirmed_once)
{
    g_auto(World) w = world_new();
    g_autoptr(GError) error = NULL;
    bool fresh = false;
    ck_assert(task_confirm(w.store, 100, "m1t", NULL, NOW, &fresh, &error) && fresh);
    ck_assert(task_confirm(w.store, 100, "m1t", "again", NOW, &fresh, &error) && !fresh);
}
END_TEST

START_TEST(no_query_walks_a_table)
{
    g_autoptr(Store) store = store_new();
    g_autoptr(GError) error = NULL;
    store_prepare_all(store, quiz_queries, &error);
    unit_assert_ok(error);
}
END_TEST

UNIT_MAIN("quiz", two_forms_cross_over, three_forms_make_a_latin_square, fixed_forms_go_by_occasion,
    individuals_are_balanced_after_every_block_and_keep_what_they_got, a_room_sits_one_sequence_together,
    an_attempt_is_asked_answered_and_scored, the_first_answer_counts, an_answer_after_the_close_is_not_kept,
    a_question_is_asked_once_and_never_when_closed, options_are_shuffled_from_the_seed_alone,
    a_room_mate_who_sat_the_item_before_is_noted, a_survey_has_no_score_and_does_not_hush_the_room,
    an_item_that_is_gone_is_named, a_vote_may_change_and_is_counted_once, letters_numbers_and_words_are_votes,
    what_came_in_vain_is_kept_as_the_reason, a_task_is_confirmed_once, no_query_walks_a_table)
