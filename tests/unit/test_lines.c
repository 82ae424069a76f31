/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A post as a line of text, in the reader's language. */
#include "facilitate.h"
#include "phrase.h"
#include "unit.h"
#include "core_group.h"

static void reads(const char *lang, const char *role, int reply, const char *wanted)
{
    g_autofree char *line = facilitate_line(lang, 12, "Rudo", role, "Hello", reply);
    ck_assert_str_eq(line, wanted);
}

START_TEST(a_post_is_told_in_the_readers_language)
{
    reads("en", "peer", 7, "#12 Rudo (peer) to #7: Hello");
    reads("en", "peer_facilitator", 0, "#12 Rudo (peer facilitator): Hello");
    reads("en", NULL, 7, "#12 Rudo to #7: Hello");
    reads("fr", "peer", 7, "#12 Rudo (pair) à #7: Hello");
    reads("sw", "facilitator", 0, "#12 Rudo (mwezeshaji): Hello");
    reads("sn", "peer", 0, "#12 Rudo (wezera): Hello");
    reads("xx", "peer", 0, "#12 Rudo (peer): Hello");
}
END_TEST

START_TEST(the_core_is_named_by_posts_with_a_name_alone)
{
    static const TalkCount counts[] = { { 11, 9, 2 }, { 12, 6, 1 }, { 13, 5, 5 }, { 14, 3, 3 }, { 15, 2, 0 },
        { 16, 1, 1 } };
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(TalkCount));
    g_array_append_vals(all, counts, G_N_ELEMENTS(counts));
    g_autoptr(GArray) named = core_named(all, 2);
    ck_assert_int_eq(named->len, 3);
    ck_assert_int_eq(g_array_index(named, TalkCount, 0).enrolment, 13);
    ck_assert_int_eq(g_array_index(named, TalkCount, 1).enrolment, 14);
    ck_assert_int_eq(g_array_index(named, TalkCount, 2).enrolment, 11);
}
END_TEST

START_TEST(the_core_is_who_wrote_enough_and_the_fewest_who_wrote_half)
{
    static const struct {
        int64_t posts[5];
        int core, half;
    } cases[] = { { { 0 }, 0, 0 }, { { 1 }, 0, 1 }, { { 2, 2 }, 2, 1 }, { { 5, 2, 1, 1, 1 }, 2, 1 },
        { { 3, 3, 2, 2, 1 }, 4, 2 }, { { 1, 1, 1, 1, 1 }, 0, 3 } };
    for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
        g_autoptr(GArray) counts = g_array_new(FALSE, FALSE, sizeof(TalkCount));
        for (int i = 0; i < 5 && cases[c].posts[i]; i++) {
            TalkCount one = { .enrolment = 10 + i, .posts = cases[c].posts[i] };
            g_array_append_val(counts, one);
        }
        CoreGroup g = core_group(counts, 2);
        ck_assert_msg(
            g.core == cases[c].core && g.half == cases[c].half, "case %zu: core %d, half %d", c, g.core, g.half);
    }
}
END_TEST

START_TEST(a_milestone_is_told_once_and_of_several_the_largest)
{
    const char *none[] = { NULL }, *had[] = { "everyone", "50", NULL };
    ck_assert_str_eq(milestone_next(60, true, none), "everyone");
    ck_assert_str_eq(milestone_next(60, false, none), "50");
    ck_assert_ptr_null(milestone_next(60, true, had));
    ck_assert_ptr_null(milestone_next(19, false, none));
    ck_assert_str_eq(milestone_next(100, true, had), "100");
}
END_TEST

UNIT_MAIN("lines", the_core_is_named_by_posts_with_a_name_alone,
    the_core_is_who_wrote_enough_and_the_fewest_who_wrote_half, a_milestone_is_told_once_and_of_several_the_largest,
    a_post_is_told_in_the_readers_language)
