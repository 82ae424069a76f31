/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headers one by one, and what must hold of any text: no line is lost. tests/cli/chat.py reads whole exports. */
#include "chat.h"
#include "rng.h"
#include "unit.h"

typedef struct {
    GString *raw; /* all entries, joined */
    GPtrArray *told;
    int64_t next; /* the line that must come */
} Heard;

static bool hear(const ChatEntry *entry, void *data, GError **error)
{
    Heard *heard = data;
    ck_assert_msg(entry->line == heard->next, "line %d after %d", (int)entry->line, (int)heard->next);
    heard->next += entry->lines;
    if (heard->raw->len || entry->line > 1)
        g_string_append_c(heard->raw, '\n');
    g_string_append(heard->raw, entry->raw);
    g_autofree char *when = chat_time_text(entry->local, entry->seconds);
    g_ptr_array_add(
        heard->told, g_strdup_printf("%s|%s|%s|%s%s", when ? when : "-", entry->sender ? entry->sender : "-",
                         entry->text, entry->media ? "file " : "", entry->media ? entry->media : ""));
    return true;
}

static ChatReport *parse(const char *text, gsize size, ChatOrder order, Heard *heard)
{
    g_autoptr(ChatWords) words = chat_words_new();
    g_autoptr(ChatInput) input = chat_input_memory(text, size);
    g_autoptr(GError) error = NULL;
    *heard = (Heard){ .raw = g_string_new(NULL), .told = g_ptr_array_new_with_free_func(g_free), .next = 1 };
    ChatReport *report = chat_parse(input, words, order, hear, heard, &error);
    unit_assert_ok(error);
    return report;
}

static void heard_clear(Heard *heard)
{
    g_string_free(heard->raw, TRUE);
    g_ptr_array_unref(heard->told);
}

START_TEST(a_header_is_read_as_its_phone_wrote_it)
{
    static const struct {
        const char *line, *told;
        ChatOrder order;
    } cases[] = {
        { "12/07/2017, 22:35 - Name: text", "2017-07-12T22:35|Name|text|", CHAT_DMY },
        { "1/29/18, 12:24 PM - Name: text", "2018-01-29T12:24|Name|text|", 0 },
        { "1/29/18, 12:24\u202fAM - Name: text", "2018-01-29T00:24|Name|text|", 0 },
        { "[1/29/18, 11:33:03 PM] Name: text", "2018-01-29T23:33:03|Name|text|", 0 },
        { "\u200e[29.01.18, 12:24:03] Name: text", "2018-01-29T12:24:03|Name|text|", 0 },
        { "[\ufeff29.01.18, 12:24:03] Name: text", "2018-01-29T12:24:03|Name|text|", 0 },
        { "13.6.2018 klo 21.25.15 - a: m", "2018-06-13T21:25:15|a|m|", 0 },
        { "12/07/2017 \u00e0 22:35 - a: m", "2017-07-12T22:35|a|m|", CHAT_DMY },
        { "13. 6. 2018. 21:25:15 a: m", "2018-06-13T21:25:15|a|m|", 0 },
        { "2016-06-27, 8:04:08 AM: Neil: Hi", "2016-06-27T08:04:08|Neil|Hi|", 0 },
        { "13.06.18 21.25.15: a: m", "2018-06-13T21:25:15|a|m|", 0 },
        { "[06.13.18 21:25:15] a: m", "2018-06-13T21:25:15|a|m|", 0 },
        { "03-06-2018, 01.55 PM - a: m", "2018-06-03T13:55|a|m|", CHAT_DMY },
        { "[3/6/18 1:55:00 p. m.] a: m", "2018-06-03T13:55:00|a|m|", CHAT_DMY },
        { "[06/2018/13, 21:25:15] a: m", "2018-06-13T21:25:15|a|m|", 0 },
        { "2018\u5e746\u670813\u65e5 \u4e0b\u53489:25 - a: m", "2018-06-13T21:25|a|m|", 0 },
        { "\u06f1\u06f3/\u06f0\u06f6/\u06f2\u06f0\u06f1\u06f8, \u06f2\u06f1:\u06f2\u06f5 - a: m",
            "2018-06-13T21:25|a|m|", 0 },
        { "13/6/2561 21:25 - a: m", "2018-06-13T21:25|a|m|", 0 },
        { "13/06/2018, 21:25 - \u202a+263\u00a077 123\u202c: m", "2018-06-13T21:25|+263\u00a077 123|m|", 0 },
        { "13/06/2018, 21:25 - Name:", "2018-06-13T21:25|Name||", 0 },
        { "13/06/2018, 21:25 - Dr:Moyo: x: y", "2018-06-13T21:25|Dr:Moyo|x: y|", 0 },
        { "13/06/2018, 21:25 - a: x.pdf (file attached)", "2018-06-13T21:25|a||file x.pdf", 0 },
        { "[13/06/2018, 21:25:01] a: < attached: x.pdf >", "2018-06-13T21:25:01|a||file x.pdf", 0 },
        { "13/06/2018, 21:25 - a: IMG-20180613-WA0001.jpg (in a tongue unknown)",
            "2018-06-13T21:25|a||file IMG-20180613-WA0001.jpg", 0 },
        { "13/06/2018, 21:25 - a: see (below)", "2018-06-13T21:25|a|see (below)|", 0 },
        { "13/06/2018, 21:25 - a: image omitted", "2018-06-13T21:25|a|image omitted|", 0 },
        { "13/06/2018 21:25 - 24 hours: all", "2018-06-13T21:25|24 hours|all|", 0 },
        { "13/06/2018", "-|-|13/06/2018|", 0 },
        { "29/02/2018, 21:25 - a: m", "-|-|29/02/2018, 21:25 - a: m|", 0 },
        { "13/06/2018, 24:25 - a: m", "-|-|13/06/2018, 24:25 - a: m|", 0 },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
        Heard heard;
        g_autoptr(ChatReport) report = parse(cases[i].line, strlen(cases[i].line), cases[i].order, &heard);
        ck_assert_msg(heard.told->len == 1 && strcmp(heard.told->pdata[0], cases[i].told) == 0, "%s\n  is %s\n not %s",
            cases[i].line, (char *)heard.told->pdata[0], cases[i].told);
        heard_clear(&heard);
    }
}
END_TEST

/* Lines that mean something here and there, thrown together. */
static char *heap_of_lines(Rng *rng)
{
    static const char *const lines[] = { "12/07/2017, 22:35 - A: x", "13/07/2017, 22:35 - A left",
        "14/07/2017, 01:00 - who knows", "99/99/2017, 22:35 - A: x", "", "plain", "[12/07/2017, 22:35:01] A: x",
        "12/07/2017, 22:36 - B: 12/07/2017, 20:00 - A: y", "12/07/2017, 20:01 - A: z", "\u200e<attached: x.jpg>",
        "x (file attached)", "<This message was edited>", "\xff\xfe", "01/01/2016, 00:00 - back",
        "12/07/2017, 22:37 - A: <This message was edited>", "\ufeff", "12/07/2017, 22:38 - :" };
    GString *text = g_string_new(NULL);
    for (int n = (int)rng_below(rng, 30); n > 0; n--) {
        g_string_append(text, lines[rng_below(rng, G_N_ELEMENTS(lines))]);
        if (n > 1)
            g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

START_TEST(each_line_is_in_exactly_one_entry)
{
    for (uint64_t seed = 1; seed <= 400; seed++) {
        Rng rng = rng_seeded(seed);
        g_autofree char *text = heap_of_lines(&rng), *valid = g_utf8_make_valid(text, -1);
        if (g_str_has_prefix(text, "\xff\xfe")) /* that would be UTF-16 */
            continue;
        Heard heard;
        g_autoptr(ChatReport) report = parse(text, strlen(text), CHAT_ORDER_OPEN, &heard);
        gsize n = strlen(valid) - (g_str_has_suffix(valid, "\n") ? 1 : 0);
        ck_assert_msg(heard.raw->len == n && memcmp(heard.raw->str, valid, n) == 0, "seed %d:\n%s\nbecame\n%s",
            (int)seed, valid, heard.raw->str);
        ck_assert_int_eq(report->lines, heard.next - 1);
        heard_clear(&heard);
    }
}
END_TEST

START_TEST(a_programmes_own_wording_is_added)
{
    g_autoptr(ChatWords) words = chat_words_new();
    g_autoptr(GError) error = NULL;
    ck_assert(!chat_words_add(words, "sn.txt", "system = {name} abuda\nnonsense\n", &error));
    unit_assert_error(error, "sn.txt:2");
    ck_assert(chat_words_add(words, "sn.txt", "attached = faira rakabatanidzwa\n", &error));
    const char *line = "13/06/2018, 21:25 - a: x.pdf (Faira rakabatanidzwa)";
    g_autoptr(ChatInput) input = chat_input_memory(line, strlen(line));
    g_autoptr(ChatReport) report = chat_parse(input, words, CHAT_ORDER_OPEN, NULL, NULL, &error);
    ck_assert_int_eq(report->media, 1);
}
END_TEST

START_TEST(a_line_of_over_a_megabyte_is_refused)
{
    g_autofree char *text = g_strnfill(3u << 20, 'x');
    g_autoptr(ChatWords) words = chat_words_new();
    g_autoptr(ChatInput) input = chat_input_memory(text, strlen(text));
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(chat_parse(input, words, CHAT_ORDER_OPEN, NULL, NULL, &error));
    unit_assert_error(error, "over a megabyte");
}
END_TEST

UNIT_MAIN("chat", a_header_is_read_as_its_phone_wrote_it, each_line_is_in_exactly_one_entry,
    a_programmes_own_wording_is_added, a_line_of_over_a_megabyte_is_refused)
