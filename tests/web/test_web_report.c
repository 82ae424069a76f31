/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a report: a child makes it, the page waits, and what was made is kept while it is true. The child here
 * is a script that counts itself and writes down how it was asked. */
#include "web_world.h"

#define TRIES 500 /* of 10 ms */

/* A page's program: `body` after it has written its arguments to asked. */
static char *fake(const char *body)
{
    GError *error = NULL;
    g_autofree char *text = g_strdup_printf(
        "#!/bin/sh\nprintf '%%s ' \"$@\" >>%s/asked; echo >>%s/asked\n%s\n", world->dir, world->dir, body);
    char *path = g_build_filename(world->dir, "fake", NULL);
    ck_assert(g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error));
    return path;
}

/* The pages, with that program. */
static void start(const char *body)
{
    GError *error = NULL;
    world_start(3, NULL);
    g_autofree char *program = fake(body);
    g_clear_pointer(&world->web, web_free);
    WebConfig config = { .database = world->path,
        .media_dir = world->dir,
        .program = "test",
        .evaluate = program,
        .vault = world->vault,
        .change = world_change,
        .number = "N1",
        .data = world,
        .monotonic_ms = world_clock };
    world->web = web_new(&config, &error);
    world_ok(error);
}

static char *report_path(const char *query)
{
    return g_strdup_printf("/cohort/%" G_GINT64_FORMAT "/report%s", world->cohort->id, query);
}

static int asked(void)
{
    g_autofree char *path = g_build_filename(world->dir, "asked", NULL), *text = NULL;
    int lines = 0;
    if (g_file_get_contents(path, &text, NULL, NULL))
        for (const char *c = text; *c; c++)
            lines += *c == '\n';
    return lines;
}

/* Asks until the page is no longer that of a report being made. */
static int get_ready(const char *to, char **text)
{
    int status = 0;
    for (int i = 0; i < TRIES; i++) {
        status = get(to, text);
        if (!strstr(*text, "is being made"))
            return status;
        g_usleep(10000);
    }
    ck_abort_msg("the report did not come");
}

/* The database changes by another hand. */
static void change_data(void)
{
    GError *error = NULL;
    g_autoptr(StoreTx) tx = store_begin(world->store, &error);
    ck_assert(tx && journal_add(world->store, world->now, "cli", "note.added", "C1", "{}", &error));
    ck_assert(store_commit(g_steal_pointer(&tx), &error));
}

START_TEST(a_report_is_made_by_a_child_and_shown_when_it_is_ready)
{
    start("sleep .1; echo '<p>the report</p>'");
    log_in("evaluator");
    g_autofree char *to = report_path("?lang=fr"), *text = NULL, *path = g_build_filename(world->dir, "asked", NULL);
    g_auto(WebReply) reply = { 0 };
    browse_with("GET", to, &(Sent){ 0 }, &reply);
    g_autofree char *first = reply_text(&reply);
    ck_assert_int_eq(reply.status, 200);
    ck_assert_ptr_nonnull(strstr(first, "is being made"));
    ck_assert_str_eq(reply_header(&reply, "Refresh"), "2");
    ck_assert_int_eq(get_ready(to, &text), 200);
    ck_assert_str_eq(text, "<p>the report</p>\n");
    g_clear_pointer(&text, g_free);
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    g_autofree char *wanted = g_strdup_printf("evaluate harare-1 --database %s --lang fr --page \n", world->path);
    ck_assert_str_eq(text, wanted);
    world_end();
}
END_TEST

START_TEST(a_report_is_kept_until_the_data_change_or_an_hour_has_passed)
{
    start("echo '<p>the report</p>'");
    log_in("evaluator");
    g_autofree char *to = report_path(""), *text = NULL;
    get_ready(to, &text);
    ck_assert_int_eq(asked(), 1);
    world_ms += 20 * 60000;
    ck_assert_int_eq(get(to, &text), 200);
    ck_assert_ptr_nonnull(strstr(text, "the report<"));
    change_data();
    get_ready(to, &text);
    ck_assert_int_eq(asked(), 2);
    change_data(); /* a cohort that runs: what has just been made is shown all the same */
    world_ms += 59000;
    get_ready(to, &text);
    ck_assert_int_eq(asked(), 2);
    world_ms += 2000;
    get_ready(to, &text);
    ck_assert_int_eq(asked(), 3);
    log_in("evaluator");
    for (int i = 0; i < 3; i++) { /* nobody is logged out by waiting */
        world_ms += 21 * 60000;
        get_ready(to, &text);
    }
    ck_assert_int_eq(asked(), 4);
    world_end();
}
END_TEST

START_TEST(a_child_that_fails_is_told_and_tried_again_after_a_minute)
{
    start("echo 'no such cohort' >&2; exit 2");
    log_in("evaluator");
    g_autofree char *to = report_path(""), *text = NULL;
    ck_assert_int_eq(get_ready(to, &text), 409);
    ck_assert_ptr_nonnull(strstr(text, "could not be made"));
    ck_assert_ptr_null(strstr(text, "no such cohort"));
    ck_assert_int_eq(asked(), 1);
    world_ms += 61000;
    ck_assert_int_eq(get_ready(to, &text), 409);
    ck_assert_int_eq(asked(), 2);
    world_end();
}
END_TEST

START_TEST(one_report_is_made_at_a_time_and_one_that_hangs_is_ended)
{
    start("exec sleep 60");
    log_in("evaluator");
    g_autofree char *to = report_path(""), *other = report_path("?lang=sw"), *text = NULL;
    get(to, &text);
    ck_assert_ptr_nonnull(strstr(text, "some seconds"));
    get(other, &text);
    ck_assert_ptr_nonnull(strstr(text, "another report is made first"));
    world_ms += 601000;
    ck_assert_int_eq(get(to, &text), 200);
    ck_assert_ptr_nonnull(strstr(text, "some seconds")); /* ended, and begun again */
    world_end();
}
END_TEST

START_TEST(who_may_not_see_the_report_starts_no_child)
{
    static const char *const others[] = { "admin", "auditor" };
    start("echo page");
    g_autofree char *to = report_path(""), *text = NULL;
    ck_assert_int_eq(get(to, &text), 303);
    for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
        log_in(others[i]);
        ck_assert_int_eq(get(to, &text), 403);
    }
    g_usleep(100000);
    ck_assert_int_eq(asked(), 0);
    world_end();
}
END_TEST

START_TEST(before_the_post_test_has_closed_the_page_holds_counts_only)
{
    world_start(3, NULL);
    log_in("evaluator");
    g_autofree char *to = report_path("?lang=fr"), *text = NULL;
    ck_assert_int_eq(get(to, &text), 200);
    ck_assert_ptr_nonnull(strstr(text, "<html lang=\"fr\""));
    static const char *const never[] = { "id=\"gain\"", "id=\"items\"", "Rudo", "26377" };
    for (gsize i = 0; i < G_N_ELEMENTS(never); i++)
        ck_assert_msg(!strstr(text, never[i]), "the page holds %s", never[i]);
    world_end();
}
END_TEST

UNIT_MAIN("web report", a_report_is_made_by_a_child_and_shown_when_it_is_ready,
    a_report_is_kept_until_the_data_change_or_an_hour_has_passed,
    a_child_that_fails_is_told_and_tried_again_after_a_minute, one_report_is_made_at_a_time_and_one_that_hangs_is_ended,
    who_may_not_see_the_report_starts_no_child, before_the_post_test_has_closed_the_page_holds_counts_only)
