/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a facilitator steps into reviews by colleagues. */
#include "admin_world.h"
#include "assignment.h"
#include "room_talk.h"

#define FOUR                                                                                                           \
    "\"rows\":[{\"line\":2,\"phone\":\"+263772123451\",\"name\":\"A\",\"opt_in\":1795000000,\"opt_in_means\":"         \
    "\"form\"},"                                                                                                       \
    "{\"line\":3,\"phone\":\"+263772123452\",\"name\":\"B\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"},"         \
    "{\"line\":4,\"phone\":\"+263772123453\",\"name\":\"C\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"},"         \
    "{\"line\":5,\"phone\":\"+263772123454\",\"name\":\"D\",\"opt_in\":1795000000,\"opt_in_means\":\"form\"}]"
#define PEOPLE 4

typedef struct {
    World *w;
    int64_t people[PEOPLE], work[PEOPLE];
    Enrolment *e; /* the first */
    const Step *step;
} Class;

/* Handed in by four, past its close, and dealt two days ago. */
static void hand_in(Class *class)
{
    World *w = class->w;
    g_autoptr(GError) error = NULL;
    g_autoptr(Cohort) cohort = cohort_find(w->store, "c1", NULL);
    const Plan *plan = context_plan(w->context, cohort->version, NULL);
    g_autoptr(GArray) people = enrolment_list(w->store, cohort->id, NULL);
    g_autoptr(StoreTx) tx = store_begin(w->store, &error);
    class->step = course_step(plan_course(plan), "m2a");
    ck_assert(tx && class->step && people->len == PEOPLE);
    for (guint i = 0; i < people->len; i++) {
        int64_t id = class->people[i] = g_array_index(people, int64_t, i);
        g_autoptr(Enrolment) e = enrolment_get(w->store, w->vault, id, &error);
        Post post = { .cohort = cohort->id,
            .room = e->room,
            .enrolment = id,
            .prompt = (char *)"m2a",
            .text = (char *)"Rub at the bed.",
            .state = POST_WORK,
            .written = NOW - 3 * DAY };
        ck_assert(consent_add(w->store, id, "course", true, "x", NULL, NOW - 3 * DAY, &error));
        ck_assert(schedule_own(w->store, plan, cohort, id, plan_find(plan, "m2a.close"), NOW - 2 * DAY, &error));
        ck_assert(post_add(w->store, &post, &error));
        class->work[i] = post.id;
    }
    class->e = enrolment_get(w->store, w->vault, class->people[0], &error);
    int let_go = 0, asked = 0;
    ck_assert(assignment_deal_anew(w->context, class->e->room, class->step, NOW - 2 * DAY, &let_go, &asked, &error));
    ck_assert_int_eq(asked, 2 * PEOPLE);
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
}

static Class class_new(void)
{
    Class class = { .w = world_new() };
    make_cohort(class.w);
    g_autoptr(cJSON) enrolled = change(class.w, "enrol", "{\"cohort\":\"c1\"," FOUR "}");
    hand_in(&class);
    return class;
}

static void class_end(Class *class)
{
    enrolment_free(class->e);
    world_free(class->w);
}

/* The first answers one of hers. */
static void first_answers(Class *class)
{
    g_autoptr(GError) error = NULL;
    Tutor t;
    int marks[] = { 1, 1, 1, 1 };
    g_autoptr(StoreTx) tx = store_begin(class->w->store, &error);
    ck_assert(tx && tutor_init(&t, class->w->context, class->e, NOW - DAY, &error));
    g_autoptr(Review) review = assignment_asked(&t, &error);
    ck_assert(review && assignment_reviewed(&t, review, marks, "", &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
}

START_TEST(others_are_asked_in_place_of_the_silent_and_nobody_else)
{
    Class class = class_new();
    first_answers(&class);
    g_autoptr(cJSON) tried = change(class.w, "work.deal", "{\"cohort\":\"c1\",\"step\":\"m2a\",\"dry_run\":true}");
    ck_assert_int_eq(json_int(tried, "let_go", 0), 6);
    g_autoptr(cJSON) done = change(class.w, "work.deal", "{\"cohort\":\"c1\",\"step\":\"m2a\"}");
    ck_assert_int_eq(json_int(done, "let_go", 0), 6);
    /* Only the first answers, and the work that she has not had is one. */
    ck_assert_int_eq(json_int(done, "asked", 0), 1);
    int64_t before = entries(class.w);
    g_autoptr(cJSON) again = change(class.w, "work.deal", "{\"cohort\":\"c1\",\"step\":\"m2a\"}");
    ck_assert_int_eq(json_int(again, "asked", -1), 0);
    ck_assert_int_eq(entries(class.w), before);
    refused(
        class.w, "work.deal", "{\"cohort\":\"c1\",\"step\":\"m1q\"}", BARAZA_ERROR_MISSING, "no assignment \"m1q\"");
    class_end(&class);
}
END_TEST

START_TEST(words_of_a_review_do_not_pass_to_who_has_blocked_its_writer_since)
{
    Class class = class_new();
    g_autoptr(GError) error = NULL;
    int marks[] = { 1, 1, 1, 1 };
    Tutor t;
    g_autoptr(StoreTx) tx = store_begin(class.w->store, &error);
    ck_assert(tx && tutor_init(&t, class.w->context, class.e, NOW - DAY, &error));
    for (int i = 0; i < 2; i++) {
        g_autoptr(Review) review = assignment_asked(&t, &error);
        ck_assert(review && (i == 0 || talk_block(class.w->store, review->author, class.e->id, &error)));
        ck_assert(assignment_reviewed(&t, review, marks, "Say who does it.", &error));
        g_autoptr(Review) is = review_get(class.w->store, review->id, &error);
        ck_assert_int_eq(is->state, REVIEW_DONE);
        ck_assert_msg(i == 0 ? is->comment != NULL : is->comment == NULL, "%d: %s", i, is->comment);
    }
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
    unit_assert_ok(error);
    class_end(&class);
}
END_TEST

START_TEST(taken_work_is_a_question_of_its_author_and_no_reviewer_is_waited_for)
{
    Class class = class_new();
    g_autofree char *params = g_strdup_printf("{\"work\":%" G_GINT64_FORMAT "}", class.work[1]);
    g_autoptr(cJSON) done = change(class.w, "work.take", params);
    ck_assert_str_eq(json_string(done, "state"), "question");
    g_autoptr(Post) post = post_get(class.w->store, class.work[1], NULL);
    ck_assert(work_is_with_staff(post));
    g_autoptr(GPtrArray) reviews = review_of_work(class.w->store, class.work[1], NULL);
    ck_assert_uint_eq(reviews->len, 2);
    for (guint i = 0; i < reviews->len; i++)
        ck_assert_int_eq(((const Review *)reviews->pdata[i])->state, REVIEW_LET_GO);
    refused(class.w, "work.take", params, BARAZA_ERROR_STATE, "it is question");
    refused(class.w, "work.take", "{}", BARAZA_ERROR_INPUT, "work");
    refused(class.w, "work.take", "{\"work\":999999}", BARAZA_ERROR_MISSING, "no post");
    class_end(&class);
}
END_TEST

UNIT_MAIN("admin_work", others_are_asked_in_place_of_the_silent_and_nobody_else,
    words_of_a_review_do_not_pass_to_who_has_blocked_its_writer_since,
    taken_work_is_a_question_of_its_author_and_no_reviewer_is_waited_for)
