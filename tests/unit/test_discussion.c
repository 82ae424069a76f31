/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "room_talk.h"

START_TEST(a_reply_names_its_post_by_number)
{
    const char *rest = NULL;
    ck_assert_int_eq(discussion_reply_number("#12 I think so", &rest), 12);
    ck_assert_str_eq(rest, "I think so");
    ck_assert_int_eq(discussion_reply_number(" #3: yes", &rest), 3);
    ck_assert_str_eq(rest, "yes");
    ck_assert_int_eq(discussion_reply_number("#١٢ نعم", &rest), 12);
    ck_assert_int_eq(discussion_reply_number("#12th floor", NULL), 0);
    ck_assert_int_eq(discussion_reply_number("we are #1", NULL), 0);
    ck_assert_int_eq(discussion_reply_number("#99999999999 x", NULL), 0);
}
END_TEST

static Store *open_store(void)
{
    GError *error = NULL;
    Store *store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(store, discussion_schema, &error));
    return store;
}

static int64_t post(Store *store, int64_t enrolment, PostState state, const char *text, bool keep)
{
    GError *error = NULL;
    Post p = { .cohort = 1,
        .room = 7,
        .enrolment = enrolment,
        .prompt = (char *)"m1d1",
        .text = (char *)text,
        .state = state,
        .basis = BASIS_QUOTE,
        .written = 100,
        .shared = state == POST_SHARED ? 100 : 0,
        .until = 220,
        .keep = keep };
    ck_assert_msg(post_add(store, &p, &error), "%s", error ? error->message : "");
    return p.id;
}

START_TEST(a_post_gets_its_number_when_it_reaches_the_room)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    int64_t draft = post(store, 1, POST_DRAFT, "one", true), undo = post(store, 2, POST_UNDO, "two", true);
    bool moved = false;
    g_autoptr(GArray) over = post_undo_over(store, 219, 10, &error);
    ck_assert_uint_eq(over->len, 0);
    ck_assert(post_move(store, undo, POST_UNDO, POST_SHARED, 220, NULL, &moved, &error) && moved);
    ck_assert(post_move(store, draft, POST_UNDO, POST_SHARED, 220, NULL, &moved, &error) && !moved);
    g_autoptr(Post) shared = post_by_number(store, 7, 1, &error);
    ck_assert_int_eq(shared->id, undo);
    int64_t count = 0;
    ck_assert(post_count(store, 7, "m1d1", &count, &error));
    ck_assert_int_eq(count, 1);
}
END_TEST

/* A room with 40 posts from last week in which two pairs talk now is not silent. */
START_TEST(the_last_word_of_a_room_may_be_said_in_a_circle)
{
    GError *error = NULL;
    int64_t at = 0;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    post(store, 1, POST_SHARED, "one", true);
    post(store, 2, POST_SHARED, "two", true);
    Post said = { .cohort = 1,
        .room = 7,
        .enrolment = 3,
        .circle = 70,
        .text = (char *)"three",
        .state = POST_SHARED,
        .written = 900,
        .shared = 900 };
    ck_assert(post_add(store, &said, &error) && talk_last_word(store, 7, &at, &error));
    ck_assert_int_eq(at, 900);
}
END_TEST

START_TEST(a_cursor_tells_each_post_once_and_never_ones_own)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(relay_join(store, 7, 1, 50, &error) && relay_join(store, 7, 2, 50, &error));
    post(store, 1, POST_SHARED, "mine", true);
    post(store, 2, POST_SHARED, "theirs", true);
    g_autoptr(GPtrArray) due = relay_due(store, 60, 10, &error);
    ck_assert_uint_eq(due->len, 2);
    const RelayCursor *cursor = due->pdata[0];
    g_autoptr(GPtrArray) posts = relay_posts(store, cursor, 10, &error);
    ck_assert_uint_eq(posts->len, 1);
    ck_assert_str_eq(((Post *)posts->pdata[0])->text, "theirs");
    ck_assert(relay_move(store, cursor, 2, 500, 0, &error));
    ck_assert(!relay_move(store, cursor, 2, 500, 0, &error));
    unit_assert_error(error, "built twice");
    RelayCursor after = *cursor;
    after.upto = 2;
    g_autoptr(GPtrArray) none = relay_posts(store, &after, 10, &error);
    ck_assert_uint_eq(none->len, 0);
}
END_TEST

START_TEST(a_line_is_found_by_its_words_behind_a_newer_one)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    int64_t first = post(store, 1, POST_UNDO, "no gloves", true);
    post(store, 1, POST_UNDO, "no soap", true);
    post(store, 2, POST_UNDO, "no gloves", true);
    post(store, 1, POST_SHARED, "no gloves", true);
    g_autoptr(Post) found = post_newest_saying(store, 1, POST_UNDO, "no gloves", &error);
    g_autoptr(Post) none = post_newest_saying(store, 1, POST_UNDO, "no rub", &error);
    unit_assert_ok(error);
    ck_assert(found && found->id == first && !none);
}
END_TEST

START_TEST(a_withdrawn_post_is_told_to_nobody)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    bool moved = false;
    ck_assert(relay_join(store, 7, 1, 50, &error));
    int64_t id = post(store, 2, POST_SHARED, "oops", true);
    ck_assert(post_move(store, id, POST_SHARED, POST_WITHDRAWN, 60, "UNDO", &moved, &error) && moved);
    RelayCursor cursor = { 7, 1, 0, 50 };
    g_autoptr(GPtrArray) posts = relay_posts(store, &cursor, 10, &error);
    ck_assert_uint_eq(posts->len, 0);
}
END_TEST

START_TEST(a_post_that_may_not_be_kept_becomes_a_tombstone_once_everyone_was_told)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(relay_join(store, 7, 1, 50, &error) && relay_join(store, 7, 2, 50, &error));
    int64_t id = post(store, 2, POST_SHARED, "private words", false), count = -1;
    ck_assert(post_bury(store, 0, 60, &count, &error));
    ck_assert_int_eq(count, 0);
    RelayCursor cursor = { 7, 1, 0, 50 };
    ck_assert(relay_move(store, &cursor, 1, 500, 0, &error));
    ck_assert(post_bury(store, 0, 60, &count, &error));
    ck_assert_int_eq(count, 1);
    g_autoptr(Post) tombstone = post_get(store, id, &error);
    ck_assert_ptr_null(tombstone->text);
    ck_assert_int_eq(tombstone->length, 13);
}
END_TEST

START_TEST(of_a_quiet_room_only_who_has_read_everything_waits_for_the_next_time)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    ck_assert(relay_join(store, 7, 1, 50, &error));
    post(store, 2, POST_SHARED, "one", true);
    ck_assert(relay_join(store, 7, 2, 50, &error) && relay_join(store, 7, 3, 70, &error));
    ck_assert(relay_pass(store, 7, 60, 500, &error));
    g_autoptr(GPtrArray) due = relay_due(store, 80, 10, &error);
    ck_assert_uint_eq(due->len, 2);
    const RelayCursor *behind = due->pdata[0], *later = due->pdata[1];
    ck_assert(behind->enrolment == 1 && behind->upto == 0 && behind->posts == 1);
    ck_assert(later->enrolment == 3 && later->upto == 1 && later->next_at == 70);
}
END_TEST

static bool shows(Store *store, const char *asset)
{
    g_autoptr(GError) error = NULL;
    bool shown = false;
    ck_assert(post_shows(store, asset, &shown, &error));
    return shown;
}

static int64_t photo(Store *store, PostState state)
{
    g_autoptr(GError) error = NULL;
    Post p = { .cohort = 1,
        .room = 7,
        .enrolment = 2,
        .media = (char *)"5501",
        .mime = (char *)"image/jpeg",
        .state = state,
        .written = 100 };
    ck_assert(post_add(store, &p, &error));
    return p.id;
}

START_TEST(a_post_lets_go_of_its_file_when_it_is_taken_back_or_erased)
{
    GError *error = NULL;
    g_autoptr(Store) store = open_store();
    g_autoptr(StoreTx) tx = store_begin(store, &error);
    int64_t held = photo(store, POST_HELD), late = photo(store, POST_WITHDRAWN), buried = photo(store, POST_SHARED),
            count = 0;
    bool moved = false;
    ck_assert(post_set_asset(store, held, "aa", "image/jpeg", &error) && shows(store, "aa"));
    ck_assert(post_set_asset(store, late, "bb", "image/jpeg", &error) && !shows(store, "bb"));
    ck_assert(post_set_asset(store, buried, "cc", "image/jpeg", &error) && shows(store, "cc"));
    ck_assert(post_bury(store, 200, 300, &count, &error));
    ck_assert_int_eq(count, 2);
    ck_assert(!shows(store, "cc"));
    ck_assert(post_move(store, held, POST_HELD, POST_SHARED, 110, NULL, &moved, &error) && shows(store, "aa"));
    ck_assert(post_move(store, held, POST_SHARED, POST_WITHDRAWN, 120, "UNDO", &moved, &error) && !shows(store, "aa"));
    int64_t again = photo(store, POST_SHARED);
    ck_assert(post_set_asset(store, again, "dd", "image/jpeg", &error) && shows(store, "dd"));
    ck_assert(post_erase(store, 2, 130, &error) && !shows(store, "dd"));
    ck_assert(post_set_asset(store, again, "dd", "image/jpeg", &error) && !shows(store, "dd"));
}
END_TEST

UNIT_MAIN("discussion", the_last_word_of_a_room_may_be_said_in_a_circle, a_reply_names_its_post_by_number,
    a_post_gets_its_number_when_it_reaches_the_room, a_cursor_tells_each_post_once_and_never_ones_own,
    a_line_is_found_by_its_words_behind_a_newer_one, a_withdrawn_post_is_told_to_nobody,
    a_post_that_may_not_be_kept_becomes_a_tombstone_once_everyone_was_told,
    of_a_quiet_room_only_who_has_read_everything_waits_for_the_next_time,
    a_post_lets_go_of_its_file_when_it_is_taken_back_or_erased)
