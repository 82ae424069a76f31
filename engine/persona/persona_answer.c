/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers: the three-parameter logistic model says whether the learner knows; then what is shown says how to say it. */
#include "persona_priv.h"
#include "text.h"

#include <math.h>
#include <string.h>

/* P = c + (1 - c) / (1 + exp(-a (theta - b))), theta the ability before the course and what was learned of the
 * objective. */
double item_chance(const Persona *persona, const KeyItem *item)
{
    double theta = persona->traits.ability + (item->objective >= 0 ? persona->learned[item->objective] : 0);
    return item->guessing + (1 - item->guessing) / (1 + exp(-item->discrimination * (theta - item->difficulty)));
}

/* How well a shown text shows an option: 0 not, else more is better. Shown texts may be cut with an ellipsis. */
static gsize likeness(const char *option, const char *shown_raw)
{
    /* Nearly all differ in their first letter, which is cheaper to see than the whole. */
    const char *first = shown_raw + strspn(shown_raw, "*_~` \t\n");
    if (g_ascii_isalnum(*first) && g_ascii_tolower(*first) != *option)
        return 0;
    g_autofree char *shown = seen_text(shown_raw);
    gsize n = strlen(shown);
    if (g_str_has_suffix(shown, "\xe2\x80\xa6") || g_str_has_suffix(shown, "..."))
        n -= 3;
    if (strcmp(shown, option) == 0)
        return G_MAXUINT;
    return n >= 3 && strncmp(option, shown, n) == 0 ? n : 0;
}

/* The letter that a line of the text puts before the option ("B) ...", "B. ..."), 0 when there is none. */
static char letter_of(const char *text, const char *option)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++) {
        const char *at = *line + strspn(*line, "*_ ");
        if (!g_ascii_isupper(*at) || (at[1] != ')' && at[1] != '.' && at[1] != ':' && at[1] != '*'))
            continue;
        const char *rest = at + 1 + strspn(at + 1, ").:*_ ");
        if (likeness(option, rest) || likeness(option, *line))
            return *at;
    }
    return 0;
}

/* The choice that shows the option by its title, its description or its letter; -1 when none does. */
static int choice_of(const Seen *seen, const char *option)
{
    int best = -1;
    gsize score = 0;
    char letter = letter_of(seen->text, option);
    for (guint i = 0; i < seen->titles->len; i++) {
        const char *title = seen->titles->pdata[i], *description = seen->descriptions->pdata[i];
        const char *after = g_ascii_isupper(title[0]) && title[1] && strchr(").:", title[1])
                                ? title + 2 + strspn(title + 2, " ")
                                : title;
        gsize like = likeness(option, title), rest = after != title ? likeness(option, after) : 0;
        gsize more = description ? likeness(option, description) : 0;
        like = MAX(MAX(like, rest), more);
        if (letter && title[0] == letter && !g_ascii_isalpha(title[1]))
            like = G_MAXUINT;
        if (like > score) {
            score = like;
            best = (int)i;
        }
    }
    return best;
}

/* The option meant: a right one when known, else one of the others. NULL when the item has none. */
static const KeyOption *choose(Persona *persona, const KeyItem *item, bool knows)
{
    const KeyOption *chosen = NULL;
    guint fitting = 0;
    for (guint i = 0; i < item->options->len; i++) {
        const KeyOption *option = &g_array_index(item->options, KeyOption, i);
        if ((option->fraction >= 0.999) == knows && rng_below(&persona->rng, ++fitting) == 0)
            chosen = option;
    }
    return chosen ? chosen : item->options->len ? &g_array_index(item->options, KeyOption, 0) : NULL;
}

/* Taps the choice, or types its letter or its words, as people do. */
static void express(Persona *persona, int64_t at, const Seen *seen, const char *option_seen, const char *option_text)
{
    int choice = choice_of(seen, option_seen);
    char letter = letter_of(seen->text, option_seen);
    if (choice < 0 && !letter && seen->titles->len)
        choice = (int)rng_below(&persona->rng, seen->titles->len);
    if (choice >= 0 && chance(persona, persona->traits.taps)) {
        plan(persona, at, PERSONA_TAP, seen->id, (guint)choice, NULL, INTENT_NONE);
        return;
    }
    if (letter && chance(persona, 0.75)) {
        static const char *const after[] = { "", ")", ".", " " };
        const char shown = chance(persona, 0.4) ? (char)g_ascii_tolower(letter) : letter;
        g_autofree char *text = g_strdup_printf("%c%s", shown, after[rng_below(&persona->rng, G_N_ELEMENTS(after))]);
        plan(persona, at, PERSONA_TEXT, 0, 0, text, INTENT_NONE);
        return;
    }
    plan(persona, at, PERSONA_TEXT, 0, 0, option_text, INTENT_NONE);
}

static void answer_one(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    const KeyOption *option = choose(persona, item, knows);
    if (option)
        express(persona, at, seen, option->seen, option->text);
}

static void answer_truth(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    bool truth = item->truth == knows;
    express(persona, at, seen, truth ? "true" : "false", truth ? "True" : "False");
}

/* Each right option is found, each wrong one left, with the item's chance; sent as letters. */
static void answer_many(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    g_autoptr(GString) letters = g_string_new(NULL);
    for (guint i = 0; i < item->options->len; i++) {
        const KeyOption *option = &g_array_index(item->options, KeyOption, i);
        bool good = option->fraction > 0, take = knows ? good : chance(persona, good ? 0.6 : 0.4);
        char letter = letter_of(seen->text, option->seen);
        if (take)
            g_string_append_c(letters, letter ? letter : (char)('A' + i));
    }
    plan(persona, at, PERSONA_TEXT, 0, 0, letters->len ? letters->str : "A", INTENT_NONE);
}

static void answer_number(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    const KeyOption *option = item->options->len ? &g_array_index(item->options, KeyOption, 0) : NULL;
    double value = 5;
    if (option && !isnan(option->value))
        value = knows ? option->value : option->value * (chance(persona, 0.5) ? 2 : 0.5) + 1;
    else if (option && !isnan(option->min) && !isnan(option->max))
        value =
            (double)between(persona, (int64_t)option->min, (int64_t)(option->min + (option->max - option->min) / 3));
    g_autofree char *text = g_strdup_printf("%.10g", value);
    plan(persona, at, PERSONA_TEXT, 0, 0, text, INTENT_NONE);
}

/* The right order or pairs cannot be told from the words alone where they are shuffled: letters in some order. */
static void answer_arrange(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    g_autoptr(GString) letters = g_string_new(NULL);
    for (guint i = 0; i < item->options->len; i++) {
        guint pick = knows ? i : item->options->len - 1 - i;
        char letter = letter_of(seen->text, g_array_index(item->options, KeyOption, pick).seen);
        g_string_append_c(letters, letter ? letter : (char)('A' + pick));
    }
    plan(persona, at, PERSONA_TEXT, 0, 0, letters->str, INTENT_NONE);
}

void answer_opinion(Persona *persona, int64_t at, const Seen *seen)
{
    guint n = seen->titles->len;
    guint choice = MIN(n - 1, (guint)(pow(rng_unit(&persona->rng), 0.7) * n));
    plan(persona, at, PERSONA_TAP, seen->id, choice, NULL, INTENT_NONE);
}

/* An opinion without choices to tap is a letter of the scale. */
static void answer_likert(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    if (seen->titles->len) {
        answer_opinion(persona, at, seen);
        return;
    }
    guint n = MAX(item->options->len, 1);
    g_autofree char *text = g_strdup_printf("%c", 'A' + (int)rng_below(&persona->rng, n));
    plan(persona, at, PERSONA_TEXT, 0, 0, text, INTENT_NONE);
}

static void answer_sentence(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    plan(persona, at, PERSONA_TEXT, 0, 0, talk_open(persona), INTENT_NONE);
}

static void answer_words(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows)
{
    const KeyOption *option = choose(persona, item, true);
    plan(persona, at, PERSONA_TEXT, 0, 0, knows && option ? option->text : "I am not sure", INTENT_NONE);
}

void answer_item(Persona *persona, int64_t at, const Seen *seen, const KeyItem *item, int item_index)
{
    static void (*const rows[ITEM_SHAPES])(
        Persona * persona, int64_t at, const Seen *seen, const KeyItem *item, bool knows) = {
        [ITEM_ONE] = answer_one,
        [ITEM_MANY] = answer_many,
        [ITEM_TRUTH] = answer_truth,
        [ITEM_NUMBER] = answer_number,
        [ITEM_WORDS] = answer_words,
        [ITEM_ARRANGE] = answer_arrange,
        [ITEM_OPINION] = answer_likert,
        [ITEM_SENTENCE] = answer_sentence,
    };
    bool knows = chance(persona, item_chance(persona, item));
    rows[item->shape](persona, at + between(persona, 5, 60), seen, item, knows);
}
