/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "review.h"
#include "unit.h"

static Rubric *two_criteria(void)
{
    static Criterion how = { .id = (char *)"how", .points = 4 }, why = { .id = (char *)"why", .points = 10 };
    Rubric *rubric = g_new0(Rubric, 1);
    rubric->criteria = g_ptr_array_new();
    g_ptr_array_add(rubric->criteria, &how);
    g_ptr_array_add(rubric->criteria, &why);
    return rubric;
}

START_TEST(marks_are_read_as_people_write_them)
{
    static const struct {
        const char *text, *comment; /* NULL: no review */
        int how, why;
    } rows[] = {
        { "3 10 Good plan", "Good plan", 3, 10 },
        { "3,10", "", 3, 10 },
        { "0/7: say who", "say who", 0, 7 },
        { "  4\n8\n\nClear.", "Clear.", 4, 8 },
        { "5 3", NULL, 0, 0 },
        { "3", NULL, 0, 0 },
        { "3 2 1", NULL, 0, 0 },
        { "3a 2", NULL, 0, 0 },
        { "Good, 3 and 2", NULL, 0, 0 },
        { "99999999999999999999 2", NULL, 0, 0 },
        { "-1 2", NULL, 0, 0 },
        { "3. 2. 2 of the drugs are missing", NULL, 0, 0 },
        { "3 2. Two of the drugs are missing", "Two of the drugs are missing", 3, 2 },
        { "", NULL, 0, 0 },
    };
    Rubric *rubric = two_criteria();
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        int marks[2] = { -1, -1 };
        const char *comment = NULL;
        bool read = review_read(rubric, rows[i].text, marks, &comment);
        ck_assert_msg(read == (rows[i].comment != NULL), "%s", rows[i].text);
        if (!read)
            continue;
        ck_assert_str_eq(comment, rows[i].comment);
        ck_assert_int_eq(marks[0], rows[i].how);
        ck_assert_int_eq(marks[1], rows[i].why);
    }
    g_ptr_array_unref(rubric->criteria);
    g_free(rubric);
}
END_TEST

START_TEST(fewer_reviews_are_enough_with_time_and_never_none)
{
    for (int peer = 1; peer <= 5; peer++) {
        ck_assert_int_eq(review_needed(peer, ROUND_ALL), peer);
        for (int round = 0; round + 1 < REVIEW_ROUNDS; round++)
            ck_assert_int_ge(review_needed(peer, (ReviewRound)round), review_needed(peer, (ReviewRound)(round + 1)));
        ck_assert_int_eq(review_needed(peer, ROUND_ANY), 1);
    }
    ck_assert_double_eq(review_median((int[]){ 4, 1, 3 }, 3), 3);
    ck_assert_double_eq(review_median((int[]){ 4, 1, 3, 2 }, 4), 2.5);
}
END_TEST

START_TEST(everybody_reviews_as_many_as_review_hers_and_never_her_own)
{
    for (int n = 2; n <= 25; n++)
        for (int peer = 1; peer <= 4; peer++) {
            g_autoptr(GArray) works = g_array_new(FALSE, TRUE, sizeof(ReviewWork));
            g_autoptr(GArray) had = g_array_new(FALSE, TRUE, sizeof(ReviewPair));
            for (int i = 0; i < n; i++) {
                ReviewWork work = { .work = 100 + i, .author = i + 1 };
                g_array_append_val(works, work);
            }
            g_autoptr(GArray) pairs = review_deal(works, had, peer);
            int each = MIN(peer, n - 1);
            ck_assert_int_eq((int)pairs->len, n * each);
            for (guint i = 0; i < pairs->len; i++) {
                const ReviewPair *a = &g_array_index(pairs, ReviewPair, i);
                ck_assert_int_ne(a->work - 99, a->reviewer);
                for (guint j = 0; j < i; j++) {
                    const ReviewPair *b = &g_array_index(pairs, ReviewPair, j);
                    ck_assert(a->work != b->work || a->reviewer != b->reviewer);
                }
            }
            for (int i = 0; i < n; i++)
                ck_assert_int_eq(g_array_index(works, ReviewWork, i).load, each);
            /* A second time nothing is added. */
            g_autoptr(GArray) none = review_deal(works, pairs, peer);
            ck_assert_uint_eq(none->len, 0);
        }
}
END_TEST

START_TEST(who_has_left_is_asked_nothing_and_her_work_is_reviewed)
{
    g_autoptr(GArray) works = g_array_new(FALSE, TRUE, sizeof(ReviewWork));
    g_autoptr(GArray) had = g_array_new(FALSE, TRUE, sizeof(ReviewPair));
    for (int i = 0; i < 4; i++) {
        ReviewWork work = { .work = 100 + i, .author = i + 1, .gone = i == 0 };
        g_array_append_val(works, work);
    }
    /* Nothing passes between 2 and 3. */
    ReviewPair blocked[] = { { 101, 3 }, { 102, 2 } };
    g_array_append_vals(had, blocked, G_N_ELEMENTS(blocked));
    g_autoptr(GArray) pairs = review_deal(works, had, 2);
    int of_gone = 0;
    for (guint i = 0; i < pairs->len; i++) {
        const ReviewPair *pair = &g_array_index(pairs, ReviewPair, i);
        of_gone += pair->work == 100;
        ck_assert_int_ne(pair->reviewer, 1);
        ck_assert(!(pair->work == 101 && pair->reviewer == 3) && !(pair->work == 102 && pair->reviewer == 2));
    }
    ck_assert_int_eq(of_gone, 2);
    ck_assert_uint_eq(pairs->len, 2 + 1 + 1 + 2);
}
END_TEST

UNIT_MAIN("review", who_has_left_is_asked_nothing_and_her_work_is_reviewed, marks_are_read_as_people_write_them,
    fewer_reviews_are_enough_with_time_and_never_none, everybody_reviews_as_many_as_review_hers_and_never_her_own)
