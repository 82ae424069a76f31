/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's own texts, in each of its languages. */
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

/* Language files follow English: the same keys at most, the same names, within what WhatsApp shows. */
static char **lines_of(const EmbeddedFile *file)
{
    return g_strsplit(file->data, "\n", -1);
}

static int by_text(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The {names} of a text, in order of the alphabet. Given. */
static char *names_in(const char *text)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (const char *p = strchr(text, '{'); p; p = strchr(p + 1, '{'))
        g_ptr_array_add(names, g_strndup(p, strcspn(p, "}")));
    g_ptr_array_sort(names, by_text);
    g_ptr_array_add(names, NULL);
    return g_strjoinv(" ", (char **)names->pdata);
}

static const char *value_of(char **lines, const char *key)
{
    size_t n = strlen(key);
    for (char **line = lines; *line; line++)
        if (strncmp(*line, key, n) == 0 && strncmp(*line + n, " = ", 3) == 0)
            return *line + n + 3;
    return NULL;
}

/* Characters that a text of that key may have; 0: as many as a message. */
static size_t limit_of(const char *key)
{
    static const struct {
        const char *end;
        size_t most;
    } limits[] = { { ".button", 20 }, { "_button", 20 }, { ".yes", 20 }, { ".no", 20 }, { "question.true", 20 },
        { "question.false", 20 }, { "question.list", 20 }, { ".label", 20 }, { "poll.choose", 20 }, { "post.read", 20 },
        { ".row", 24 }, { ".more", 72 } };
    if (g_str_has_suffix(key, ".more") && !g_str_has_prefix(key, "menu."))
        return 1000;
    for (size_t i = 0; i < G_N_ELEMENTS(limits); i++)
        if (g_str_has_suffix(key, limits[i].end))
            return limits[i].most;
    return 1000;
}

/* Those who work here read English where their language is missing; a learner does not. */
static bool is_for_staff(const char *key)
{
    static const char *const staff[] = { "staff.", "alarm." };
    for (size_t i = 0; i < G_N_ELEMENTS(staff); i++)
        if (g_str_has_prefix(key, staff[i]))
            return true;
    return false;
}

START_TEST(each_language_says_what_english_says)
{
    g_auto(GStrv) english = lines_of(&layout_texts[0]);
    ck_assert_str_eq(layout_texts[0].name, "en.txt");
    for (const EmbeddedFile *f = layout_texts; f->name; f++) {
        g_auto(GStrv) lines = lines_of(f);
        for (char **line = lines; *line; line++) {
            char *sign = **line == '#' ? NULL : strstr(*line, " = ");
            if (!sign)
                continue;
            g_autofree char *key = g_strndup(*line, (gsize)(sign - *line));
            const char *original = value_of(english, key);
            ck_assert_msg(original != NULL, "%s: English lacks %s", f->name, key);
            g_autofree char *own = names_in(sign + 3), *wanted = names_in(original);
            ck_assert_msg(strcmp(own, wanted) == 0, "%s: %s has the names %s, not %s", f->name, key, own, wanted);
            ck_assert_msg(text_length(sign + 3) <= limit_of(key), "%s: %s is longer than %zu: %s", f->name, key,
                limit_of(key), sign + 3);
        }
        g_autoptr(GString) missing = g_string_new(NULL);
        for (char **line = english; *line; line++) {
            char *sign = **line == '#' ? NULL : strstr(*line, " = ");
            g_autofree char *key = sign ? g_strndup(*line, (gsize)(sign - *line)) : NULL;
            if (!key || value_of(lines, key))
                continue;
            g_string_append_printf(missing, " %s", key);
            ck_assert_msg(is_for_staff(key), "%s lacks what a learner may receive: %s", f->name, key);
        }
        if (missing->len)
            g_print("%s says these in English:%s\n", f->name, missing->str);
    }
}
END_TEST

START_TEST(every_language_has_its_file_and_says_who_has_read_it)
{
    for (const char *const *lang = phrase_languages(); *lang; lang++)
        ck_assert_msg(phrase_has(*lang, "help") && phrase_has(*lang, "stop.reply"), "%s", *lang);
    ck_assert(phrase_reviewed("en") && !phrase_reviewed("sn") && !phrase_reviewed("xx"));
}
END_TEST

/* "LITE or FULL (pictures)": what stands in capitals is to be typed as it stands. */
START_TEST(a_word_that_help_and_menu_name_is_a_command)
{
    static const char *const keys[] = { "help", "menu", "group.help" };
    g_autoptr(GRegex) capitals = g_regex_new("\\p{Lu}[\\p{Lu}'’ -]*\\p{Lu}", 0, 0, NULL);
    int words = 0;
    for (const char *const *lang = phrase_languages(); *lang; lang++)
        for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) {
            g_autofree char *text = phrase(*lang, keys[i], NULL);
            g_autoptr(GMatchInfo) match = NULL;
            for (g_regex_match(capitals, text, 0, &match); g_match_info_matches(match);
                 g_match_info_next(match, NULL)) {
                Said said;
                g_autofree char *word = g_match_info_fetch(match, 0);
                words++;
                ck_assert_msg(phrase_read(word, false, &said), "%s: %s names %s", *lang, keys[i], word);
            }
        }
    ck_assert_int_gt(words, 200);
}
END_TEST

UNIT_MAIN("phrase", names_are_filled_and_plurals_chosen, every_line_is_a_text_with_closed_names_that_fits_a_message,
    each_language_says_what_english_says, every_language_has_its_file_and_says_who_has_read_it,
    a_word_that_help_and_menu_name_is_a_command)
