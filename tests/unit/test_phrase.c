/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's own texts, and the words that must work whatever happens. */
#include "../../engine/layout/layout_priv.h"
#include "phrase.h"
#include "text.h"
#include "unit.h"

START_TEST(names_are_filled_and_plurals_chosen)
{
    g_autofree char *many = phrase("en", "quiz.intro", "n", "3", "due", "Monday", NULL);
    ck_assert_str_eq(many, "3 questions to practise. Close: Monday.");
    g_autofree char *one = phrase("en", "quiz.intro", "n", "1", "due", "Monday", NULL);
    ck_assert_str_eq(one, "One question to practise. Close: Monday.");
    g_autofree char *elsewhere = phrase("xx", "agree.yes", "score", "unused", NULL);
    ck_assert_str_eq(elsewhere, "Yes");
    ck_assert(phrase_has("en", "help") && !phrase_has("en", "hel") && !phrase_has("xx", "help"));
}
END_TEST

START_TEST(every_line_is_a_text_with_closed_names_that_fits_a_message)
{
    g_auto(GStrv) lines = g_strsplit(layout_texts[0].data, "\n", -1);
    g_autoptr(GHashTable) keys = g_hash_table_new(g_str_hash, g_str_equal);
    for (char **line = lines; *line; line++) {
        if (**line == '#' || **line == '\0')
            continue;
        char *sign = strstr(*line, " = ");
        ck_assert_msg(
            sign && g_regex_match_simple("^[a-z_]+(\\.[a-z_]+)*$", (*sign = '\0', *line), 0, 0), "line \"%s\"", *line);
        ck_assert_msg(g_hash_table_add(keys, *line), "%s is there twice", *line);
        g_autofree char *text = phrase("en", *line, NULL);
        ck_assert_msg(*text || strstr(sign + 3, "{"), "%s is empty", *line);
        ck_assert_msg(text_length(text) < 1024 && !strchr(text, '{') && !strchr(text, '}'), "%s", *line);
    }
    ck_assert_int_gt(g_hash_table_size(keys), 80);
}
END_TEST

START_TEST(a_command_is_the_whole_message_in_any_language)
{
    static const struct {
        const char *text;
        Word word;
        int number;
    } cases[] = {
        { "STOP", WORD_STOP, 0 },
        { "stop.", WORD_STOP, 0 },
        { " Stop! ", WORD_STOP, 0 },
        { "*STOP*", WORD_STOP, 0 },
        { "s\u200btop", WORD_STOP, 0 },
        { "ＳＴＯＰ", WORD_STOP, 0 },
        { "arret", WORD_STOP, 0 },
        { "Arrêt", WORD_STOP, 0 },
        { "acha", WORD_STOP, 0 },
        { "stop it hurts", WORD_NONE, 0 },
        { "please stop", WORD_NONE, 0 },
        { "STOP 3", WORD_NONE, 0 },
        { "PAUSE", WORD_PAUSE, 0 },
        { "pause 7", WORD_PAUSE, 7 },
        { "Pause ٧", WORD_PAUSE, 7 },
        { "pause 0", WORD_NONE, 0 },
        { "my progress", WORD_PROGRESS, 0 },
        { "FORGET ME", WORD_FORGET, 0 },
        { "Oubliez-moi", WORD_FORGET, 0 },
        { "yes", WORD_YES, 0 },
        { "Não", WORD_NO, 0 },
        { "continue", WORD_CONTINUE, 0 },
        { "UNDO", WORD_UNDO, 0 },
        { "help", WORD_HELP, 0 },
        { "helpful", WORD_NONE, 0 },
        { "", WORD_NONE, 0 },
        { "b", WORD_NONE, 0 },
        { "12", WORD_NONE, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int number = -1;
        Word word = phrase_word(cases[i].text, &number);
        ck_assert_msg(word == cases[i].word && number == cases[i].number, "\"%s\" is word %d, number %d", cases[i].text,
            word, number);
    }
}
END_TEST

UNIT_MAIN("phrase", names_are_filled_and_plurals_chosen, every_line_is_a_text_with_closed_names_that_fits_a_message,
    a_command_is_the_whole_message_in_any_language)
