/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The second factor: set up with an app, asked after the password, good once, and needed where the pages are open. */
#include "factor.h"
#include "hands_world.h"
#include "totp.h"

#include <string.h>

/* What an app that has scanned `secret` shows now, or `steps` later. Given. */
static char *app_shows(const char *secret, int steps)
{
    guint8 key[TOTP_KEY];
    guint held = 0, bits = 0;
    gsize n = 0;
    for (const char *p = secret; *p && n < sizeof key; p++) {
        held = held << 5 | (guint)(*p >= 'A' ? *p - 'A' : *p - '2' + 26);
        bits += 5;
        if (bits >= 8)
            key[n++] = (guint8)(held >> (bits -= 8));
    }
    return g_strdup_printf("%06u", totp_at(key, n, world->now / TOTP_SECONDS + steps, TOTP_DIGITS));
}

/* The text of the n-th <code> of a page without its blanks. Given. */
static char *code_of(const char *page, int n)
{
    const char *at = page;
    for (int i = 0; i <= n; i++) {
        at = strstr(at, "<code>");
        ck_assert_ptr_nonnull(at);
        at += strlen("<code>");
    }
    GString *out = g_string_new("");
    for (; *at != '<'; at++)
        if (*at != ' ')
            g_string_append_c(out, *at);
    return g_string_free(out, FALSE);
}

/* Sets it up for who is logged in; *word: the first recovery word. The secret, given. */
static char *set_up(char **word)
{
    g_autofree char *page = NULL;
    ck_assert_int_eq(get("/second", &page), 200);
    page_says(page, "<svg");
    char *secret = code_of(page, 0);
    g_autofree char *code = app_shows(secret, 0);
    g_autofree char *fields = g_strdup_printf("code=%s&password=three+plain+words", code);
    ck_assert_int_eq(post_from("/second", "/second", fields, &page), 200);
    page_says(page, "They are shown only now");
    if (word)
        *word = code_of(page, 0);
    return secret;
}

/* Password alone. */
static void half_way(const char *name)
{
    g_clear_pointer(&world->cookie, g_free);
    world_ms += 120000;
    g_autofree char *fields = g_strdup_printf("name=%s&password=three+plain+words", name);
    ck_assert_int_eq(post_from("/login", "/login", fields, NULL), 303);
}

static int give(const char *code, char **page)
{
    g_autofree char *fields = g_strconcat("code=", code, NULL);
    return post_from("/login/code", "/login/code", fields, page);
}

START_TEST(after_the_password_the_code_is_asked_and_nothing_else_opens)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *secret = set_up(NULL), *page = NULL;
    world->now += TOTP_SECONDS;
    half_way("coordinator");
    ck_assert_int_eq(get("/", NULL), 303);
    ck_assert_int_eq(get("/held", NULL), 303);
    ck_assert_int_eq(get("/second", NULL), 303);
    ck_assert_int_eq(get("/login/code", &page), 200);
    ck_assert_ptr_null(strstr(page, "/held")); /* no navigation */
    ck_assert_int_eq(give("000000", &page), 403);
    page_says(page, "not right, or was used already");
    g_autofree char *code = app_shows(secret, 0);
    world->refuse = "The disk is full.";
    ck_assert_int_eq(give(code, &page), 409);
    page_says(page, "The disk is full."); /* and not that her code is wrong */
    world->refuse = NULL;
    ck_assert_int_eq(give(code, NULL), 303);
    ck_assert_int_eq(get("/held", NULL), 200);
    half_way("coordinator");
    ck_assert_msg(give(code, NULL) == 403, "a code is good once");
    ck_assert_int_eq(get("/held", NULL), 303);
    hands_end();
}
END_TEST

START_TEST(a_phones_clock_may_be_a_step_wrong_and_no_more)
{
    hands_start(3);
    log_in("admin");
    g_autofree char *secret = set_up(NULL);
    world->now += 10 * TOTP_SECONDS;
    g_autofree char *late = app_shows(secret, -2), *slow = app_shows(secret, -1), *fast = app_shows(secret, 1),
                    *far = app_shows(secret, 2);
    half_way("admin");
    ck_assert_int_eq(give(late, NULL), 403);
    ck_assert_int_eq(give(far, NULL), 403);
    ck_assert_int_eq(give(slow, NULL), 303);
    half_way("admin");
    ck_assert_int_eq(give(fast, NULL), 303);
    hands_end();
}
END_TEST

START_TEST(a_recovery_word_lets_her_in_once)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *word = NULL, *page = NULL;
    g_autofree char *secret = set_up(&word);
    half_way("coordinator");
    ck_assert_int_eq(give(word, NULL), 303);
    ck_assert_int_eq(get("/second", &page), 200);
    page_says(page, "Recovery words left: 9");
    half_way("coordinator");
    ck_assert_int_eq(give(word, NULL), 403);
    hands_end();
}
END_TEST

START_TEST(guessing_is_stopped_and_half_a_login_ends)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *secret = set_up(NULL);
    world->now += TOTP_SECONDS;
    half_way("coordinator");
    for (int i = 0; i < 5; i++)
        ck_assert_int_eq(give("123456", NULL), 403);
    g_autofree char *code = app_shows(secret, 0);
    ck_assert_int_eq(give(code, NULL), 429);
    world_ms += 6 * 60000;
    ck_assert_int_eq(get("/login/code", NULL), 303); /* five minutes are over */
    hands_end();
}
END_TEST

START_TEST(who_runs_the_machine_or_a_cohort_needs_one_where_it_is_demanded)
{
    world_demands_factor = true;
    hands_start(3);
    g_autofree char *page = NULL, *fields = NULL;
    log_in("evaluator");
    ck_assert_int_eq(get("/cohorts", NULL), 200);
    log_in("coordinator");
    ck_assert_int_eq(get("/held", NULL), 303);
    ck_assert_int_eq(post_from("/second", "/questions", "", NULL), 405);
    ck_assert_int_eq(get("/second", &page), 200);
    page_says(page, "Your role needs a second factor");
    ck_assert_int_eq(post_from("/second", "/second", "code=000000&password=three+plain+words", &page), 422);
    ck_assert_int_eq(post_from("/second", "/second", "code=000000&password=wrong", &page), 403);
    g_autofree char *secret = set_up(NULL);
    ck_assert_int_eq(get("/held", NULL), 200);
    page_says(world->changes->str, "staff.factor");
    hands_end();
}
END_TEST

START_TEST(what_the_server_takes_away_is_asked_no_more)
{
    hands_start(3);
    log_in("coordinator");
    g_autofree char *secret = set_up(NULL);
    half_way("coordinator");
    GError *error = NULL;
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "name", "coordinator");
    g_autoptr(cJSON) done = admin_run(world->run_data, "cli", "staff.factor.reset", params, world->now, &error);
    ck_assert_ptr_nonnull(done);
    ck_assert_int_eq(give("123456", NULL), 303); /* to the log-in */
    ck_assert_int_eq(get("/held", NULL), 303);
    half_way("coordinator");
    ck_assert_int_eq(get("/held", NULL), 200);
    hands_end();
}
END_TEST

START_TEST(a_new_password_ends_what_the_old_one_opened)
{
    hands_start(3);
    GError *error = NULL;
    log_in("coordinator");
    g_autofree char *elsewhere = g_strdup(world->cookie);
    log_in("coordinator");
    ck_assert_int_eq(post_from("/password", "/password",
                         "old=three+plain+words&password=four+plain+words+now&again=four+plain+words+now", NULL),
        303);
    ck_assert_int_eq(get("/held", NULL), 200); /* where she changed it she goes on */
    g_autofree char *here = g_steal_pointer(&world->cookie);
    world->cookie = g_strdup(elsewhere);
    ck_assert_int_eq(get("/held", NULL), 303);
    g_free(world->cookie);
    world->cookie = g_strdup(here);
    g_autoptr(cJSON) params = json_put(cJSON_CreateObject(), "name", "coordinator");
    json_put(params, "password", "$argon2id$x");
    g_autoptr(cJSON) done = admin_run(world->run_data, "cli", "staff.password", params, world->now, &error);
    ck_assert_ptr_nonnull(done);
    ck_assert_int_eq(get("/held", NULL), 303);
    hands_end();
}
END_TEST

UNIT_MAIN("web_second", after_the_password_the_code_is_asked_and_nothing_else_opens,
    a_phones_clock_may_be_a_step_wrong_and_no_more, a_recovery_word_lets_her_in_once,
    guessing_is_stopped_and_half_a_login_ends, who_runs_the_machine_or_a_cohort_needs_one_where_it_is_demanded,
    what_the_server_takes_away_is_asked_no_more, a_new_password_ends_what_the_old_one_opened)
