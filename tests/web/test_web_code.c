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
    /* half a stretch, or one of no numbers, is not the whole unit, and no unit is not the next one */
    ck_assert_int_eq(act("apply", "unit=1&code=phase4&start=4", &page), 409);
    page_says(page, "has a start and an end");
    ck_assert_int_eq(act("apply", "unit=1&code=phase4&start=x&end=y", &page), 409);
    page_says(page, "is not in post");
    ck_assert_int_eq(act("apply", "unit=one&code=phase4", &page), 404);
    ck_assert_int_eq(act("done", "", &page), 404);
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
    ck_assert_int_eq(post_from(study_decide, study_decide, "c.phase2=on", &page), 404);
    ck_assert_int_eq(post_from(study_decide, study_decide, "unit=2&c.phase2=on", &page), 404); /* they agree on it */
    page_says(page, "Coders do not differ on unit 2");
    ck_assert_int_eq(post_from(study_decide, study_decide, "unit=1&c.phase2=on&memo=it+contradicts", &page), 303);
    ck_assert_int_eq(post_from(study_run, freeze, "", &page), 303);
    get(study_run, &page);
    page_says(page, "frozen");
    page_says(page, "not estimable");
    page_says(page, "I Sharing and comparing and II Dissonance: 1"); /* by their titles */
    scene_end();
}
END_TEST

/* Tries a form and does it; *page is what the trial showed. */
static int tried_and_done(const char *from, const char *to, const char *fields, char **page)
{
    g_autofree char *show = g_strconcat(fields, "&go=preview", NULL);
    int status = post_from(from, to, show, page);
    if (status != 200)
        return status;
    g_autofree char *ticket = ticket_of(*page);
    g_autofree char *send = g_strdup_printf("%s&go=send&ticket=%s", fields, ticket);
    return post_from(from, to, send, NULL);
}

START_TEST(a_study_is_drawn_on_the_pages_as_it_was_shown)
{
    scene_start();
    g_autofree char *page = NULL, *from = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/study", world->cohort->id),
                    *to = g_strconcat(from, "/draw", NULL);
    log_in("facilitator");
    ck_assert_int_eq(get(from, NULL), 403);
    log_in("coordinator");
    ck_assert_int_eq(post_from(from, to, "study=t&codebook=coi&unit=message&purpose=research&go=preview", &page), 422);
    page_says(page, "Tick one at least: Who codes");
    ck_assert_int_eq(
        post_from(from, to, "study=t&codebook=xyz&unit=message&purpose=research&coders.anna=yes&go=preview", &page),
        422);
    const char *good = "study=t&codebook=coi&unit=message&purpose=research&coders.anna=yes&coders.ben=yes&training=1";
    ck_assert_int_eq(tried_and_done(from, to, good, &page), 303);
    page_says(page, "2 of 2 units that can be coded");
    page_says(page, "and 1 for training before");
    g_autoptr(CodingStudy) study = coding_study_find(world->store, "t", NULL);
    ck_assert_ptr_nonnull(study);
    g_autoptr(GArray) coders = coding_coders(world->store, study->id, NULL);
    ck_assert_uint_eq(coders->len, 2);
    /* another coder than was shown is another draw */
    post_from(from, to, "study=u&codebook=coi&unit=message&purpose=research&coders.anna=yes&go=preview", &page);
    g_autofree char *ticket = ticket_of(page);
    g_autofree char *other =
        g_strdup_printf("study=u&codebook=coi&unit=message&purpose=research&coders.ben=yes&go=send&ticket=%s", ticket);
    ck_assert_int_eq(post_from(from, to, other, &page), 200);
    page_says(page, "altered after it was shown");
    ck_assert_int_eq(
        post_from(from, to, "study=s&codebook=coi&unit=thread&purpose=research&coders.anna=yes", &page), 409);
    page_says(page, "already a coding study");
    scene_end();
}
END_TEST

START_TEST(the_assistant_speaks_when_asked_where_one_coder_alone_codes)
{
    scene_start();
    GError *error = NULL;
    g_autofree char *page = NULL, *freeze = g_strdup_printf("%s/%s/freeze", study_run, strrchr(study_code, '/') + 1),
                    *open = g_strdup_printf("%s/%s/open", study_run, strrchr(study_code, '/') + 1);
    const char *names[] = { "anna", "ben" };
    for (int i = 0; i < 2; i++) {
        log_in_as(names[i]);
        for (int unit = 1; unit <= 2; unit++) {
            g_autofree char *code = g_strdup_printf("unit=%d&code=phase1", unit),
                            *done = g_strdup_printf("unit=%d", unit);
            act("apply", code, NULL);
            act("done", done, NULL);
        }
        get(study_code, &page);
        ck_assert_ptr_null(strstr(page, "Ask the assistant"));
    }
    ck_assert_int_eq(post_from(study_run, open, "", NULL), 303);
    ck_assert_int_eq(post_from(study_run, freeze, "", NULL), 303);
    static const char again[] = "{\"cohort\":\"harare-1\",\"study\":\"t\",\"codebook\":\"iam\",\"coders\":[\"anna\"],"
                                "\"seed\":\"1\",\"double\":0,\"learn_from\":\"s\"}";
    g_autoptr(cJSON) params = json_parse(again, strlen(again), &error);
    g_autoptr(cJSON) made = admin_run(world->run_data, "cli", "code.study", params, world->now, &error);
    ck_assert_msg(made != NULL, "%s", error ? error->message : "");
    g_autoptr(CodingStudy) study = coding_study_find(world->store, "t", &error);
    g_autofree char *code =
        g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/code/%" G_GINT64_FORMAT, study->cohort, study->id);
    g_autofree char *ask = g_strconcat(code, "/suggest", NULL);
    log_in_as("anna");
    get(code, &page);
    page_says(page, "Ask the assistant");
    ck_assert_ptr_null(strstr(page, "suggests; you decide"));
    ck_assert_int_eq(post_from(code, ask, "unit=1", &page), 303);
    get(code, &page);
    page_says(page, "suggests; you decide");
    page_says(page, "I Sharing and comparing <small>p 0.");
    ck_assert_ptr_null(strstr(page, "Ask the assistant"));
    ck_assert_ptr_null(strstr(page, "aria-pressed=\"true\"")); /* it gave no code */
    scene_end();
}
END_TEST

START_TEST(what_a_coder_finds_discordant_waits_at_the_facilitators_corrections)
{
    scene_start();
    const char *const coders[] = { "anna", NULL };
    GError *error = NULL;
    g_autofree char *page = NULL, *at = g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/correct", world->cohort->id);
    g_autoptr(cJSON) params = json_put(json_put(cJSON_CreateObject(), "cohort", "harare-1"), "study", "g");
    cJSON *list = cJSON_CreateArray();
    json_put_item(json_put(params, "codebook", "guideline"), "coders", list);
    json_put_item(list, NULL, cJSON_CreateString(coders[0]));
    g_autoptr(cJSON) made = admin_run(world->run_data, "cli", "code.study", params, world->now, &error);
    ck_assert_msg(made != NULL, "%s", error ? error->message : "");
    g_autoptr(CodingStudy) study = coding_study_find(world->store, "g", &error);
    g_autofree char *code = g_strdup_printf(
                        "/cohort/%" G_GINT64_FORMAT "/code/%" G_GINT64_FORMAT, study->cohort, study->id),
                    *apply = g_strconcat(code, "/apply", NULL);
    log_in("facilitator");
    get(at, &page);
    ck_assert_ptr_null(strstr(page, "by a coder"));
    log_in_as("anna");
    ck_assert_int_eq(post_from(code, apply, "unit=1&code=discordant", &page), 303);
    log_in("facilitator");
    get(at, &page);
    page_says(page, "by a coder");
    page_says(page, "Correct it</a>");
    ck_assert_ptr_null(strstr(page, "anna")); /* nobody says who coded it */
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
    what_differs_is_decided_by_evaluators_side_by_side_and_frozen, who_knows_the_learners_sees_no_queue,
    a_study_is_drawn_on_the_pages_as_it_was_shown, the_assistant_speaks_when_asked_where_one_coder_alone_codes,
    what_a_coder_finds_discordant_waits_at_the_facilitators_corrections)
