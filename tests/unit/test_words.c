/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that must work whatever happens: each way to write each of them, and what people make of it. */
#include "../../engine/layout/layout_priv.h"
#include "text.h"
#include "unit.h"

typedef struct {
    const char *text;
    Word word;
    int number;
} Case;

static Word exact(const char *text)
{
    return phrase_word(text, NULL);
}

static Word near(const char *text)
{
    Said said;
    phrase_read(text, true, &said);
    return said.word;
}

static Word word_called(const WordEntry *e)
{
    for (Word w = WORD_STOP; w < WORDS; w++)
        if (strlen(phrase_word_name(w)) == e->name_size && strncmp(phrase_word_name(w), e->name, e->name_size) == 0)
            return w;
    return WORD_NONE;
}

/* ASCII made as wide as a Chinese character. Given. */
static char *wide(const char *text)
{
    GString *out = g_string_new(NULL);
    for (const char *p = text; *p; p++)
        g_string_append_unichar(out, *p > ' ' && *p < 0x7f ? (gunichar)*p + 0xfee0 : (gunichar)*p);
    return g_string_free(out, FALSE);
}

START_TEST(each_word_of_each_file_is_that_word_however_it_is_dressed)
{
    static const char *const dress[] = { "%s", " %s ", "%s!!", "*%s*", "\"%s\".", "%s 🙏🏽", "\u200b%s\u2060",
        "👉 %s", "%s\n" };
    WordEntry e = { 0 };
    int count = 0;
    while (words_next(&e, NULL)) {
        Word word = word_called(&e);
        g_autofree char *plain = g_strndup(e.entry, e.size), *bare = text_key(plain);
        if (word == WORD_NONE)
            continue;
        g_autofree char *upper = g_utf8_strup(plain, -1),
                        *broad = g_str_is_ascii(plain) ? wide(plain) : g_strdup(plain);
        const char *const forms[] = { plain, upper, bare, broad };
        /* Each form of each word; in each dress the first of a line. */
        bool first = g_str_has_prefix(e.entry - 3, " = ");
        for (size_t f = 0; f < G_N_ELEMENTS(forms); f++)
            for (size_t d = 0; d < (first ? G_N_ELEMENTS(dress) : 1); d++) {
                g_autofree char *text = g_strdup(dress[d]);
                g_auto(GStrv) parts = g_strsplit(text, "%s", 2);
                g_autofree char *said = g_strconcat(parts[0], forms[f], parts[1], NULL);
                ck_assert_msg(exact(said) == word, "%s: \"%s\" of %s is %s", e.file->name, said, phrase_word_name(word),
                    phrase_word_name(exact(said)));
            }
        count++;
    }
    ck_assert_int_gt(count, 300);
}
END_TEST

START_TEST(a_word_is_another_command_in_no_language)
{
    g_autoptr(GHashTable) words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    WordEntry e = { 0 };
    while (words_next(&e, NULL)) {
        g_autofree char *text = g_strndup(e.entry, e.size), *key = words_key(text);
        Word own = word_called(&e), other = GPOINTER_TO_INT(g_hash_table_lookup(words, key));
        ck_assert_msg(own == WORD_NONE || other == WORD_NONE || own == other, "%s: \"%s\" is %s here and %s elsewhere",
            e.file->name, text, phrase_word_name(own), phrase_word_name(other));
        if (own != WORD_NONE)
            g_hash_table_insert(words, g_steal_pointer(&key), GINT_TO_POINTER(own));
    }
}
END_TEST

START_TEST(what_is_a_word_of_its_own_is_no_slip_and_courtesy_no_farewell)
{
    WordEntry e = { 0 };
    while (words_next(&e, "never")) {
        g_autofree char *text = g_strndup(e.entry, e.size);
        ck_assert_msg(near(text) == WORD_NONE, "%s: \"%s\" is %s", e.file->name, text, phrase_word_name(near(text)));
    }
    e = (WordEntry){ 0 };
    while (words_next(&e, "polite")) {
        g_autofree char *text = g_strndup(e.entry, e.size);
        ck_assert_msg(near(text) != WORD_STOP && near(text) != WORD_FORGET, "%s: \"%s\"", e.file->name, text);
    }
}
END_TEST

START_TEST(each_language_has_each_word_that_a_learner_needs)
{
    for (const EmbeddedFile *f = layout_words; f->name; f++)
        for (Word w = WORD_STOP; w < WORDS; w++) {
            bool found = false;
            WordEntry e = { 0 };
            while (words_next(&e, phrase_word_name(w)))
                found = found || e.file == f;
            /* Spanish has words, no texts; MENU is MENU. */
            ck_assert_msg(found || strcmp(f->name, "es.txt") == 0, "%s lacks %s", f->name, phrase_word_name(w));
        }
}
END_TEST

START_TEST(stop_is_heard_in_many_ways_and_never_in_talk)
{
    static const Case cases[] = {
        { "STOP", WORD_STOP, 0 },
        { "stop.", WORD_STOP, 0 },
        { "*STOP*", WORD_STOP, 0 },
        { "STOP!!", WORD_STOP, 0 },
        { "Stop 😡😡", WORD_STOP, 0 },
        { "s\u200btop", WORD_STOP, 0 },
        { "ＳＴＯＰ", WORD_STOP, 0 },
        { "ЅТОР", WORD_STOP, 0 },
        { "ꜱᴛᴏᴘ", WORD_STOP, 0 },
        { "𝐒𝐓𝐎𝐏", WORD_STOP, 0 },
        { "S.T.O.P", WORD_STOP, 0 },
        { "s t o p", WORD_STOP, 0 },
        { "STOOOOP", WORD_STOP, 0 },
        { "stop stop stop", WORD_STOP, 0 },
        { "stop please", WORD_STOP, 0 },
        { "please stop", WORD_STOP, 0 },
        { "Please, STOP now. Thank you", WORD_STOP, 0 },
        { "I want to stop", WORD_STOP, 0 },
        { "stop sending me messages", WORD_STOP, 0 },
        { "Don’t send me messages!", WORD_STOP, 0 },
        { "Arrêt", WORD_STOP, 0 },
        { "arretez svp", WORD_STOP, 0 },
        { "Quero parar, por favor", WORD_STOP, 0 },
        { "tafadhali acha", WORD_STOP, 0 },
        { "stop it hurts", WORD_NONE, 0 },
        { "STOP 3", WORD_NONE, 0 },
        { "we should stop the bleeding first", WORD_NONE, 0 },
        { "stop the bleeding", WORD_NONE, 0 },
        { "I want to stop the infusion", WORD_NONE, 0 },
        { "please stop smoking", WORD_NONE, 0 },
        { "do not stop", WORD_NONE, 0 },
        { "please", WORD_NONE, 0 },
        { "arrêt cardiaque", WORD_NONE, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
        ck_assert_msg(exact(cases[i].text) == cases[i].word && near(cases[i].text) == cases[i].word, "\"%s\" is %s",
            cases[i].text, phrase_word_name(near(cases[i].text)));
}
END_TEST

START_TEST(a_number_may_follow_pause)
{
    static const Case cases[] = {
        { "PAUSE", WORD_PAUSE, 0 },
        { "pause 7", WORD_PAUSE, 7 },
        { "Pause ٧", WORD_PAUSE, 7 },
        { "pause for 3 days", WORD_PAUSE, 3 },
        { "pause 2 weeks please", WORD_PAUSE, 14 },
        { "pause 3 jours", WORD_PAUSE, 3 },
        { "zorora mazuva 3", WORD_NONE, 0 },
        { "pause 0", WORD_NONE, 0 },
        { "pause 3 patients", WORD_NONE, 0 },
        { "my progress", WORD_PROGRESS, 0 },
        { "FORGET ME", WORD_FORGET, 0 },
        { "Oubliez-moi", WORD_FORGET, 0 },
        { "yes", WORD_YES, 0 },
        { "Não", WORD_NO, 0 },
        { "helpful", WORD_NONE, 0 },
        { "", WORD_NONE, 0 },
        { "b", WORD_NONE, 0 },
        { "12", WORD_NONE, 0 },
        { "👍", WORD_NONE, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        int number = -1;
        Word word = phrase_word(cases[i].text, &number);
        ck_assert_msg(word == cases[i].word && number == cases[i].number, "\"%s\" is %s, number %d", cases[i].text,
            phrase_word_name(word), number);
    }
}
END_TEST

START_TEST(a_time_may_follow_later)
{
    static const struct {
        const char *text;
        int minute;
        bool half;
    } cases[] = {
        { "LATER 20:00", 20 * 60, false },
        { "later 8pm", 20 * 60, false },
        { "Later at 8 p.m.", 20 * 60, false },
        { "later 8:30 pm", 20 * 60 + 30, false },
        { "later 20h", 20 * 60, false },
        { "later 20h30", 20 * 60 + 30, false },
        { "later 20.15", 20 * 60 + 15, false },
        { "later 2000", 20 * 60, false },
        { "later 0830", 8 * 60 + 30, false },
        { "later 08:30", 8 * 60 + 30, false },
        { "later 7", 7 * 60, true },
        { "later 7 am", 7 * 60, false },
        { "later 12 am", 0, false },
        { "plus tard à 18 heures", 18 * 60, false },
        { "mais tarde às 8 da noite", 20 * 60, false },
        { "later 24:00", 0, false },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Said said;
        bool known = phrase_read(cases[i].text, false, &said);
        ck_assert_msg(known && said.word == WORD_LATER && said.minute == cases[i].minute, "\"%s\" is %s at %d",
            cases[i].text, phrase_word_name(said.word), said.minute);
        ck_assert_msg(said.half_day == cases[i].half, "\"%s\"", cases[i].text);
    }
    static const char *const not_times[] = { "later 25:00", "later 8:75", "later in life", "later 13 am",
        "later 20 men" };
    for (size_t i = 0; i < G_N_ELEMENTS(not_times); i++)
        ck_assert_msg(exact(not_times[i]) == WORD_NONE, "%s", not_times[i]);
}
END_TEST

START_TEST(names_and_languages_are_read_as_typed)
{
    static const struct {
        const char *text;
        Word word;
        const char *rest;
    } cases[] = {
        { "NAME Rudo", WORD_NAME, "Rudo" },
        { "name: rudo moyo", WORD_NAME, "rudo moyo" },
        { "name rudo", WORD_NAME, "rudo" },
        { "Mon nom Aïcha N'Diaye", WORD_NAME, "Aïcha N'Diaye" },
        { "name", WORD_NAME, "" },
        { "Name the moments for cleaning hands", WORD_NONE, "" },
        { "name of patient", WORD_NONE, "" },
        { "LANGUAGE FR", WORD_LANGUAGE, "fr" },
        { "language french", WORD_LANGUAGE, "fr" },
        { "Langue portugais", WORD_LANGUAGE, "pt" },
        { "language frensh", WORD_LANGUAGE, "fr" },
        { "français", WORD_LANGUAGE, "fr" },
        { "chiShona", WORD_LANGUAGE, "sn" },
        { "language xh", WORD_LANGUAGE, "xh" },
        { "language", WORD_LANGUAGE, "" },
        { "language barriers", WORD_NONE, "" },
        { "language is a problem", WORD_NONE, "" },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Said said;
        phrase_read(cases[i].text, false, &said);
        ck_assert_msg(said.word == cases[i].word && strcmp(said.rest, cases[i].rest) == 0, "\"%s\" is %s with \"%s\"",
            cases[i].text, phrase_word_name(said.word), said.rest);
    }
}
END_TEST

START_TEST(a_slip_counts_where_one_command_is_meant)
{
    static const Case cases[] = {
        { "hlep", WORD_HELP, 0 },
        { "stopp", WORD_STOP, 0 },
        { "stpo", WORD_STOP, 0 },
        { "sotp", WORD_STOP, 0 },
        { "stop sending me mesages", WORD_STOP, 0 },
        { "menue", WORD_MENU, 0 },
        { "my progres", WORD_PROGRESS, 0 },
        { "puase", WORD_PAUSE, 0 },
        { "puase 3", WORD_PAUSE, 3 },
        { "forgot me", WORD_FORGET, 0 },
        { "contineu", WORD_CONTINUE, 0 },
        { "step", WORD_NONE, 0 },
        { "shop", WORD_NONE, 0 },
        { "hel", WORD_NONE, 0 },
        { "sop", WORD_NONE, 0 },
        { "shaer", WORD_NONE, 0 },
        { "dnoe", WORD_NONE, 0 },
        { "we stpo here", WORD_NONE, 0 },
        { "heat", WORD_NONE, 0 },
        { "no", WORD_NO, 0 },
        { "nn", WORD_NONE, 0 },
    };
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Said said;
        phrase_read(cases[i].text, true, &said);
        ck_assert_msg(said.word == cases[i].word && said.number == cases[i].number, "\"%s\" is %s, number %d",
            cases[i].text, phrase_word_name(said.word), said.number);
        ck_assert_msg(said.slip == (said.word != WORD_NONE && said.word != WORD_NO), "\"%s\"", cases[i].text);
        ck_assert_msg(!said.slip || exact(cases[i].text) == WORD_NONE, "\"%s\"", cases[i].text);
    }
}
END_TEST

START_TEST(each_word_on_the_card_for_learners_is_understood)
{
    g_autofree char *card = NULL;
    const char *root = g_getenv("SOURCE_ROOT");
    g_autofree char *path = g_build_filename(root ? root : ".", "docs/words.md", NULL);
    ck_assert(g_file_get_contents(path, &card, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(card, "\n", -1);
    int count = 0;
    for (char **line = lines; *line; line++) {
        g_auto(GStrv) parts = g_strsplit(**line == '|' ? *line : "", "`", -1);
        Word first = WORD_NONE;
        for (guint i = 1; i < g_strv_length(parts); i += 2, count++) {
            Word word = exact(parts[i]);
            first = first == WORD_NONE ? word : first;
            ck_assert_msg(word != WORD_NONE && word == first, "%s is %s", parts[i], phrase_word_name(word));
        }
    }
    ck_assert_int_gt(count, 100);
}
END_TEST

UNIT_MAIN("words", each_word_of_each_file_is_that_word_however_it_is_dressed, a_word_is_another_command_in_no_language,
    what_is_a_word_of_its_own_is_no_slip_and_courtesy_no_farewell, each_language_has_each_word_that_a_learner_needs,
    stop_is_heard_in_many_ways_and_never_in_talk, a_number_may_follow_pause, a_time_may_follow_later,
    names_and_languages_are_read_as_typed, a_slip_counts_where_one_command_is_meant,
    each_word_on_the_card_for_learners_is_understood)
