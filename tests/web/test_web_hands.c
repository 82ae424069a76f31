/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hands_world.h"

START_TEST(a_question_is_answered_as_it_was_shown_and_once)
{
    hands_start(12);
    log_in("facilitator");
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION)), *page = NULL;
    ck_assert_int_eq(get("/questions", &page), 200);
    page_says(page, "May I ask what to do when the partner refuses?");
    page_says(page, to);
    ck_assert_int_eq(post_from(to, to, "text=Offer+another+date.&go=preview", &page), 200);
    page_says(page, "Offer another date.");
    page_says(page, "her next message brings it");
    ck_assert_int_eq(changes_of(" reply "), 0);
    g_autofree char *ticket = ticket_of(page);
    g_autofree char *send = g_strdup_printf("text=Offer+another+date.&go=send&ticket=%s", ticket);
    ck_assert_int_eq(post_from(to, to, send, &page), 303);
    ck_assert_int_eq(post_from(to, to, send, &page), 303);
    ck_assert_int_eq(changes_of(" reply "), 1);
    ck_assert_int_eq(get("/questions", &page), 200);
    page_says(page, "Nobody waits for an answer");
    hands_end();
}
END_TEST

START_TEST(what_was_altered_after_its_preview_is_shown_again)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION)), *page = NULL;
    post_from(to, to, "text=Offer+another+date.&go=preview", &page);
    g_autofree char *ticket = ticket_of(page);
    g_autofree char *other = g_strdup_printf("text=Something+else.&go=send&ticket=%s", ticket);
    ck_assert_int_eq(post_from(to, to, other, &page), 200);
    page_says(page, "altered after it was shown");
    ck_assert_int_eq(post_from(to, to, "text=Nothing+shown.&go=send", &page), 200);
    ck_assert_int_eq(changes_of(" reply "), 0);
    ck_assert_int_eq(post_from(to, to, "text=&go=preview", &page), 409);
    hands_end();
}
END_TEST

START_TEST(the_next_page_says_once_what_a_change_did)
{
    hands_start(12);
    log_in("coordinator");
    g_autofree char *to = g_strdup_printf("/question/%" G_GINT64_FORMAT, world_post(POST_QUESTION)), *page = NULL;
    ck_assert_int_eq(preview_and_send(to, "text=Offer+another+date.", &page), 303);
    get("/questions", &page);
    page_says(page, "role=\"status\">The answer to Grace Otieno is on its way.");
    get("/questions", &page);
    ck_assert_ptr_null(strstr(page, "on its way"));
    hands_end();
}
END_TEST

UNIT_MAIN("web_hands", a_question_is_answered_as_it_was_shown_and_once,
    what_was_altered_after_its_preview_is_shown_again, the_next_page_says_once_what_a_change_did)
