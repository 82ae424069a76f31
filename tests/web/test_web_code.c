/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two evaluators code at their pages: neither sees the other's codes, nor who wrote, before independent coding ends. */
#include "code_world.h"

static char *study_code, *study_decide, *study_run; /* addresses */

static void log_in_as(const char *name)
{
    g_clear_pointer(&world->cookie, g_free);
    world_ms += 120000; /* past the limit of tries */
    g_autofree char *fields = g_strdup_printf("name=%s&password=three+plain+words", name);
    ck_assert_int_eq(post_from("/login", "/login", fields, NULL), 303);
}

/* A study of what two learners said, in the queues of anna and ben; given back by scene_end. */
static void scene_start(void)
{
    hands_start(3);
    world_staff(world, "anna", "evaluator");
    world_staff(world, "ben", "evaluator");
    code_say(0, "We call <b>Chipo</b> & the mothers");
    code_say(2, "Chipo, I do not agree");
    int64_t id = code_study_made("s", (const char *const[]){ "anna", "ben", NULL }), cohort = world->cohort->id;
    study_code = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/code/%" G_GINT64_FORMAT, cohort, id);
    study_decide = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/decide/%" G_GINT64_FORMAT, cohort, id);
    study_run = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/coding", cohort);
}

static void scene_end(void)
{
    g_free(study_code);
    g_free(study_decide);
    g_free(study_run);
    hands_end();
}

static int act(const char *what, const char *fields, char **page)
{
    g_autofree char *to = g_strconcat(study_code, "/", what, NULL), *from = g_strconcat(study_code, "?unit=1", NULL);
    return post_from(from, to, fields, page);
}

START_TEST(a_coder_sees_her_own_codes_and_nobodys_name)
{
    scene_start();
    g_autofree char *page = NULL, *first = g_strconcat(study_code, "?unit=1", NULL);
    log_in_as("anna");
    ck_assert_int_eq(act("apply", "unit=1&code=phase2&start=0&end=3&memo=why+so", &page), 303);
    ck_assert_int_eq(act("apply", "unit=1&code=phase3", &page), 303);
    ck_assert_int_eq(get(first, &page), 200);
    page_says(page, "aria-pressed=\"true\"");
    ck_assert_ptr_null(strstr(page, "why so")); /* phase3 excludes phase2 */
    ck_assert_ptr_null(strstr(page, "Chipo"));
    ck_assert_ptr_null(strstr(page, "Rudo"));
    ck_assert_ptr_null(strstr(page, "<b>•"));
    ck_assert_int_eq(act("apply", "unit=1&code=phase3&start=1&end=4", &page), 303);
    get(first, &page);
    page_says(page, "<mark title=\"phase3\">");
    page_says(page, "characters 1 to 4");
    ck_assert_int_eq(act("apply", "unit=1&code=phase3&start=1&end=400", &page), 409);
    page_says(page, "is not in post");
    log_in_as("ben");
    ck_assert_int_eq(get(first, &page), 200);
    ck_assert_ptr_null(strstr(page, "aria-pressed=\"true\""));
    ck_assert_ptr_null(strstr(page, "<mark"));
    ck_assert_int_eq(get(study_decide, &page), 409);
    page_says(page, "before independent coding has ended");
    scene_end();
}
END_TEST

START_TEST(a_unit_is_done_and_the_next_comes_until_none_is_left)
{
    scene_start();
    g_autofree char *page = NULL;
    log_in_as("anna");
    ck_assert_int_eq(get(study_code, &page), 200);
    page_says(page, "unit 1 of 2, 0 done");
    ck_assert_int_eq(act("done", "unit=1&memo=", &page), 303);
    get(study_code, &page);
    page_says(page, "unit 2 of 2, 1 done");
    ck_assert_int_eq(act("apply", "unit=1&code=phase1", &page), 409);
    page_says(page, "open it again");
    ck_assert_int_eq(act("open", "unit=1", &page), 303);
    ck_assert_int_eq(act("done", "unit=1", &page), 303);
    ck_assert_int_eq(act("done", "unit=2", &page), 303);
    ck_assert_int_eq(get(study_code, &page), 303);
    get(study_run, &page);
    page_says(page, "All your units of s are done");
    page_says(page, "2 of 2");
    scene_end();
}
END_TEST

START_TEST(what_differs_is_decided_by_evaluators_side_by_side_and_frozen)
{
    scene_start();
    g_autofree char *page = NULL, *open = g_strdup_printf("%s/%s/open", study_run, strrchr(study_code, '/') + 1),
                    *freeze = g_strdup_printf("%s/%s/freeze", study_run, strrchr(study_code, '/') + 1);
    const char *names[] = { "anna", "ben" };
    for (int i = 0; i < 2; i++) {
        log_in_as(names[i]);
        act("apply", i ? "unit=1&code=phase2" : "unit=1&code=phase1", NULL);
        act("done", "unit=1", NULL);
        if (i == 0)
            ck_assert_int_eq(post_from(study_run, open, "", &page), 409);
        act("done", "unit=2", NULL);
    }
    ck_assert_int_eq(post_from(study_run, open, "", &page), 303);
    ck_assert_int_eq(get(study_decide, &page), 200);
    page_says(page, "<b>anna</b>");
    page_says(page, "<b>ben</b>");
    page_says(page, ">differ</span>");
    ck_assert_int_eq(post_from(study_decide, study_decide, "unit=1&c.phase1=on&c.phase2=on", &page), 409);
    page_says(page, "exclude each other");
    ck_assert_int_eq(post_from(study_decide, study_decide, "unit=1&c.phase2=on&memo=it+contradicts", &page), 303);
    ck_assert_int_eq(post_from(study_run, freeze, "", &page), 303);
    get(study_run, &page);
    page_says(page, "frozen");
    page_says(page, "not estimable");
    page_says(page, "I Sharing and comparing and II Dissonance: 1"); /* by their titles */
    scene_end();
}
END_TEST

START_TEST(who_knows_the_learners_sees_no_queue)
{
    scene_start();
    g_autofree char *page = NULL;
    log_in("facilitator");
    ck_assert_int_eq(get(study_run, &page), 403);
    ck_assert_int_eq(get(study_code, &page), 403);
    log_in("coordinator");
    ck_assert_int_eq(get(study_run, &page), 200);
    page_says(page, "0 of 2");
    ck_assert_int_eq(get(study_code, &page), 403);
    ck_assert_int_eq(get(study_decide, &page), 403);
    log_in("evaluator"); /* of the cohort, not of the study */
    ck_assert_int_eq(get(study_code, &page), 404);
    log_in("admin");
    ck_assert_int_eq(get(study_run, &page), 403);
    scene_end();
}
END_TEST

UNIT_MAIN("web_code", a_coder_sees_her_own_codes_and_nobodys_name, a_unit_is_done_and_the_next_comes_until_none_is_left,
    what_differs_is_decided_by_evaluators_side_by_side_and_frozen, who_knows_the_learners_sees_no_queue)
