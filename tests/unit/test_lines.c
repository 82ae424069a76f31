/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A post as a line of text, in the reader's language. */
#include "facilitate.h"
#include "phrase.h"
#include "unit.h"

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

UNIT_MAIN("lines", a_post_is_told_in_the_readers_language)
