/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What learners type, and what it is worth. */
#include "quiz.h"
#include "unit.h"
#include <math.h>

/* Holds the items of a case until its process ends. */
static GPtrArray *shelf;

static CourseTexts *texts(const char *body)
{
    CourseTexts *list = g_ptr_array_new();
    if (!body)
        return list;
    CourseText *text = g_new0(CourseText, 1);
    text->lang = g_strdup("en");
    text->body = g_strdup(body);
    g_ptr_array_add(list, text);
    return list;
}

static Item *item_new(ItemKind kind, const char *scoring)
{
    Item *item = g_new0(Item, 1);
    item->id = g_strdup("i"), item->kind = kind, item->points = 1, item->version = 1;
    item->scoring = g_strdup(scoring);
    item->options = g_ptr_array_new();
    item->gaps = g_ptr_array_new();
    shelf = shelf ? shelf : g_ptr_array_new();
    g_ptr_array_add(shelf, item);
    return item;
}

static ItemOption *option_add(Item *item, const char *id, const char *text, double fraction)
{
    ItemOption *o = g_new0(ItemOption, 1);
    o->id = g_strdup(id), o->texts = texts(text), o->fraction = fraction, o->correct = fraction >= 1;
    o->value = o->min = o->max = o->tolerance = NAN;
    g_ptr_array_add(item->options, o);
    return o;
}

static void pair_add(Item *item, const char *id, const char *left, const char *right)
{
    option_add(item, id, left, left ? 1 : 0)->right = texts(right);
}

/* Shown order B A C of a single item: "A" means option b. */
static Item *single(void)
{
    Item *item = item_new(ITEM_SINGLE, NULL);
    option_add(item, "a", "Rapid test", 1);
    option_add(item, "b", "After *forms*", 0);
    option_add(item, "c", "Progestogen implant", 0.5);
    return item;
}

static GArray *order_of(const char *digits)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(int));
    for (const char *p = digits; *p; p++) {
        int index = *p - '0';
        g_array_append_val(order, index);
    }
    return order;
}

typedef struct {
    const char *sent, *answer; /* answer NULL: talk */
    double fraction;
} Case;

static void run(const Item *item, const char *order, const char *lang, const Case *cases, size_t n)
{
    GArray *shown = order_of(order);
    for (size_t i = 0; i < n; i++) {
        QuizMark mark;
        QuizOutcome outcome = quiz_grade(item, NULL, shown, cases[i].sent, lang, NULL, &mark);
        ck_assert_msg((outcome == QUIZ_GRADED) == (cases[i].answer != NULL), "\"%s\" was %s, understood as %s",
            cases[i].sent, outcome == QUIZ_GRADED ? "an answer" : "talk", mark.answer);
        if (!cases[i].answer)
            continue;
        ck_assert_msg(g_strcmp0(mark.answer, cases[i].answer) == 0, "\"%s\": %s, not %s", cases[i].sent, mark.answer,
            cases[i].answer);
        ck_assert_msg(llabs(mark.mark - llround(cases[i].fraction * QUIZ_FULL)) <= 1, "\"%s\": mark %" G_GINT64_FORMAT,
            cases[i].sent, mark.mark);
        ck_assert_msg(
            mark.correct == (mark.scored && cases[i].fraction >= 1), "\"%s\": correct %d", cases[i].sent, mark.correct);
        quiz_mark_clear(&mark);
    }
    g_array_unref(shown);
}
#define RUN(item, order, lang, cases) run(item, order, lang, cases, G_N_ELEMENTS(cases))

START_TEST(a_single_choice_is_read_in_the_shown_order)
{
    static const Case cases[] = {
        { "q.42.3.a", "a", 1 },
        { "q.42.3.b", "b", 0 },
        { "q.42.3.z", NULL, 0 },
        { "a", "b", 0 },
        { "A", "b", 0 },
        { "b", "a", 1 },
        { "B.", "a", 1 },
        { "b)", "a", 1 },
        { "(B)", "a", 1 },
        { " b ", "a", 1 },
        { "*B*", "a", 1 },
        { "c", "c", 0.5 },
        { "d", NULL, 0 },
        { "2", "a", 1 },
        { "٢", "a", 1 },
        { "२", "a", 1 },
        { "4", NULL, 0 },
        { "0", NULL, 0 },
        { "answer: b", "a", 1 },
        { "Answer is B", "a", 1 },
        { "The answer is B.", "a", 1 },
        { "Option B", "a", 1 },
        { "option b)", "a", 1 },
        { "number 2", "a", 1 },
        { "La réponse est B", "a", 1 },
        { "Jibu ni B", "a", 1 },
        { "I think b is best because of the milk", NULL, 0 },
        { "I think b", "a", 1 },
        { "b or c", NULL, 0 },
        { "ab", NULL, 0 },
        { "rapid test", "a", 1 },
        { "RAPID TEST!", "a", 1 },
        { "Rapd test", "a", 1 },
        { "after forms", "b", 0 },
        { "B. Rapid test", "a", 1 },
        { "b) rapid test", "a", 1 },
        { "A. Rapid test", NULL, 0 },
        { "progestogen implnt", "c", 0.5 },
        { "a rapid answer please", NULL, 0 },
        { "why?", NULL, 0 },
        { "", NULL, 0 },
        { "?!", NULL, 0 },
        { "hello everyone", NULL, 0 },
        { "Thanks", NULL, 0 },
        { "q.42.3", NULL, 0 },
    };
    RUN(single(), "102", "en", cases);
}
END_TEST

START_TEST(a_number_among_the_options_is_the_text_first)
{
    static const Case cases[] = { { "3", "a", 1 }, { "5", "b", 0 }, { "2", "b", 0 }, { "13 weeks", NULL, 0 } };
    Item *item = item_new(ITEM_SINGLE, NULL);
    option_add(item, "a", "3", 1);
    option_add(item, "b", "5", 0);
    option_add(item, "c", "12 weeks", 0);
    RUN(item, "012", "en", cases);
}
END_TEST

START_TEST(true_and_false_are_known_in_many_languages)
{
    static const Case cases[] = {
        { "q.1.0.true", "true", 1 },
        { "q.1.0.false", "false", 0 },
        { "q.1.0.a", NULL, 0 },
        { "True", "true", 1 },
        { "F", "false", 0 },
        { "t.", "true", 1 },
        { "yes", "true", 1 },
        { "NO", "false", 0 },
        { "vrai", "true", 1 },
        { "Não", "false", 0 },
        { "ndiyo", "true", 1 },
        { "si kweli", "false", 0 },
        { "Chokwadi", "true", 1 },
        { "yebo", "true", 1 },
        { "a", "true", 1 },
        { "B)", "false", 0 },
        { "2", "false", 0 },
        { "it is true", "true", 1 },
        { "true but not always", NULL, 0 },
        { "c", NULL, 0 },
    };
    Item *item = item_new(ITEM_TRUEFALSE, NULL);
    item->answer = true;
    RUN(item, "", "en", cases);
}
END_TEST

static Item *multiple(const char *scoring, double wrong)
{
    Item *item = item_new(ITEM_MULTIPLE, scoring);
    option_add(item, "a", "Palm", 1);
    option_add(item, "b", "Thumb", 1);
    option_add(item, "c", "Elbow", wrong);
    option_add(item, "d", "Between the fingers", 1);
    return item;
}

START_TEST(several_letters_come_with_any_separator)
{
    static const Case cases[] = {
        { "abd", "a b d", 1 },
        { "DBA", "a b d", 1 },
        { "a b d", "a b d", 1 },
        { "a, b and d", "a b d", 1 },
        { "A/B/D", "a b d", 1 },
        { "a&b&d", "a b d", 1 },
        { "1 2 4", "a b d", 1 },
        { "124", "a b d", 1 },
        { "١٢٤", "a b d", 1 },
        { "A; B; D.", "a b d", 1 },
        { "answer: ABD", "a b d", 1 },
        { "palm, thumb, between the fingers", "a b d", 1 },
        { "a b et d", "a b d", 1 },
        { "ab", "a b", 0 },
        { "abcd", "a b c d", 0 },
        { "c", "c", 0 },
        { "abe", NULL, 0 },
        { "add", NULL, 0 },
        { "a because of b", NULL, 0 },
        { "good morning", NULL, 0 },
        { "", NULL, 0 },
    };
    RUN(multiple(NULL, 0), "0123", "en", cases);
}
END_TEST

START_TEST(each_way_to_score_a_set_does_what_it_says)
{
    static const Case partial[] = { { "abd", "a b d", 1 }, { "ab", "a b", 2. / 3 }, { "ac", "a c", 0 },
        { "abcd", "a b c d", 2. / 3 } };
    static const Case charged[] = { { "ac", "a c", 0 }, { "abc", "a b c", 1. / 3 }, { "c", "c", 0 } };
    static const Case each[] = { { "abd", "a b d", 1 }, { "ab", "a b", 0.75 }, { "c", "c", 0 },
        { "abcd", "a b c d", 0.75 } };
    static const Case capped[] = { { "abd", "a b d", 0 }, { "ab", "a b", 2. / 3 } };
    RUN(multiple("partial", 0), "0123", "en", partial);
    RUN(multiple("partial", -1), "0123", "en", charged);
    RUN(multiple("truefalse-each", 0), "0123", "en", each);
    Item *item = multiple("partial", 0);
    item->max = 2;
    RUN(item, "0123", "en", capped);
}
END_TEST

static Item *numeric(const char *unit, double value, double tolerance)
{
    Item *item = item_new(ITEM_NUMERIC, NULL);
    item->unit = g_strdup(unit);
    ItemOption *accept = option_add(item, NULL, NULL, 1);
    accept->value = value, accept->tolerance = tolerance;
    return item;
}

START_TEST(numbers_are_read_as_people_write_them)
{
    static const Case weeks[] = {
        { "13", "13", 1 },
        { "12", "12", 1 },
        { "14", "14", 1 },
        { "14.1", "14.1", 0 },
        { "13 weeks", "13", 1 },
        { "13wks", "13", 1 },
        { "13 week", "13", 1 },
        { "13,0", "13", 1 },
        { "١٣", "13", 1 },
        { "answer: 13", "13", 1 },
        { "+13", "13", 1 },
        { "-13", "-13", 0 },
        { "13 people came yesterday", NULL, 0 },
        { "about weeks", NULL, 0 },
        { "1.2.3", NULL, 0 },
        { "", NULL, 0 },
        { "b", NULL, 0 },
    };
    static const Case big[] = {
        { "1250", "1250", 1 },
        { "1,250", "1250", 1 },
        { "1.250", "1250", 1 },
        { "1 250", "1250", 1 },
        { "1,250.0", "1250", 1 },
        { "1.250,0", "1250", 1 },
        { "1'250", "1250", 1 },
        { "1٬250", "1250", 1 },
        { "1,250,00", NULL, 0 },
        { "12,50.0", NULL, 0 },
        { "1,25.0,0", NULL, 0 },
    };
    static const Case french[] = { { "0,1", "0.1", 1 }, { "0.1", "0.1", 1 }, { "0٫1", "0.1", 1 },
        { "0,10 mg", "0.1", 1 } };
    RUN(numeric("weeks", 13, 1), "", "en", weeks);
    RUN(numeric(NULL, 1250, NAN), "", "en", big);
    RUN(numeric("mg", 0.1, 0), "", "fr", french);
}
END_TEST

/* A thousandfold dose is another answer, not another way to write this one. */
START_TEST(no_measure_is_taken_for_another)
{
    static const Case micrograms[] = { { "5", "5", 1 }, { "5 mcg", "5", 1 }, { "5 micrograms", "5", 1 },
        { "5 micrograme", "5", 1 }, { "5 mg", NULL, 0 }, { "5 mgs", NULL, 0 }, { "5 milligrams", NULL, 0 } };
    static const Case mg[] = { { "5mg", "5", 1 }, { "5 mgs", "5", 1 }, { "5 MG.", "5", 1 }, { "5 mcg", NULL, 0 },
        { "5 ml", NULL, 0 }, { "5 g", NULL, 0 }, { "5 mm", NULL, 0 }, { "5 mg/kg", NULL, 0 }, { "5mg/ml", NULL, 0 },
        { "5 mg daily", "5", 1 }, { "5 %", NULL, 0 }, { "5%", NULL, 0 }, { "5 % mg", NULL, 0 } };
    static const Case percent[] = { { "5", "5", 1 }, { "5 %", "5", 1 }, { "5%", "5", 1 }, { "5 percent", "5", 1 } };
    static const Case milligrams[] = { { "5 mg", "5", 1 }, { "5 mgs", "5", 1 }, { "5 ml", NULL, 0 },
        { "5 mcg", NULL, 0 } };
    static const Case glucose[] = { { "5 mmol", "5", 1 }, { "5 mmol/L", "5", 1 }, { "5 mol", NULL, 0 },
        { "5 mm", NULL, 0 } };
    static const Case grams[] = { { "5 g", "5", 1 }, { "5 gram", "5", 1 }, { "5 kg", NULL, 0 } };
    static const Case minutes[] = { { "5 m", "5", 1 }, { "5 min", "5", 1 }, { "5 mins", "5", 1 } };
    RUN(numeric("micrograms", 5, 0), "", "en", micrograms);
    RUN(numeric("mg", 5, 0), "", "en", mg);
    RUN(numeric("%", 5, 0), "", "en", percent);
    RUN(numeric("percent", 5, 0), "", "en", percent);
    RUN(numeric("milligrams", 5, 0), "", "en", milligrams);
    RUN(numeric("mmol/L", 5, 0), "", "en", glucose);
    RUN(numeric("grams", 5, 0), "", "en", grams);
    RUN(numeric("minutes", 5, 0), "", "en", minutes);
}
END_TEST

START_TEST(bounds_of_a_range_count_and_earn_their_share)
{
    static const Case cases[] = { { "26", "26", 0.5 }, { "60", "60", 0.5 }, { "60.1", "60.1", 0 }, { "20", "20", 1 },
        { "25%", "25", 1 } };
    Item *item = numeric("%", 20, 5);
    ItemOption *range = option_add(item, NULL, NULL, 0.5);
    range->min = 26, range->max = 60;
    RUN(item, "", "en", cases);
}
END_TEST

START_TEST(short_answers_forgive_case_accents_and_blanks)
{
    static const Case cases[] = {
        { "rub", "rub", 1 },
        { "  RUB. ", "RUB.", 1 },
        { "rúb", "rúb", 1 },
        { "answer: rub", "answer: rub", 1 },
        { "alcohol gel", "alcohol gel", 0.5 },
        { "alcohol", "alcohol", 0.5 },
        { "hand rub", "hand rub", 0 },
        { "soap", "soap", 0 },
        { "what is rub for?", NULL, 0 },
        { "", NULL, 0 },
        { "...", NULL, 0 },
    };
    static const Case cased[] = { { "NaCl", "NaCl", 1 }, { "nacl", "nacl", 0 }, { " NaCl.", "NaCl.", 1 } };
    Item *item = item_new(ITEM_SHORT, NULL);
    option_add(item, NULL, "rub", 1);
    option_add(item, NULL, "alcohol*", 0.5);
    RUN(item, "", "en", cases);
    Item *strict = item_new(ITEM_SHORT, NULL);
    strict->case_sensitive = true;
    option_add(strict, NULL, "NaCl", 1);
    RUN(strict, "", "en", cased);
}
END_TEST

START_TEST(the_accept_that_recognised_an_answer_is_told)
{
    Item *item = numeric("%", 20, 5);
    ItemOption *range = option_add(item, NULL, NULL, 0);
    range->min = 26, range->max = 60;
    g_autoptr(GArray) none = g_array_new(FALSE, FALSE, sizeof(int));
    QuizMark mark;
    static const struct {
        const char *text;
        int accepted;
    } rows[] = { { "21", 0 }, { "30", 1 }, { "99", -1 } };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        ck_assert_int_eq(quiz_grade(item, NULL, none, rows[i].text, "en", NULL, &mark), QUIZ_GRADED);
        ck_assert_ptr_eq(mark.accepted, rows[i].accepted < 0 ? NULL : item->options->pdata[rows[i].accepted]);
        quiz_mark_clear(&mark);
    }
}
END_TEST

/* Shown rights: Rub, Sand, Soap. */
START_TEST(pairs_are_number_and_letter)
{
    static const Case cases[] = {
        { "1c 2a", "a b", 1 },
        { "1C2A", "a b", 1 },
        { "2a, 1c", "a b", 1 },
        { "1-C; 2=A", "a b", 1 },
        { "1) c 2) a", "a b", 1 },
        { "ca", "a b", 1 },
        { "c a", "a b", 1 },
        { "1c 2b", "a c", 0.5 },
        { "1a 2c", "b a", 0 },
        { "1c", NULL, 0 },
        { "1c 1a", NULL, 0 },
        { "1c 2d", NULL, 0 },
        { "1c 3a", NULL, 0 },
        { "1c 2a I think", NULL, 0 },
        { "hello", NULL, 0 },
    };
    Item *item = item_new(ITEM_MATCH, NULL);
    pair_add(item, "a", "Soil", "Soap");
    pair_add(item, "b", "Clean", "Rub");
    pair_add(item, "c", NULL, "Sand");
    RUN(item, "120", "en", cases);
}
END_TEST

/* Shown: C A B D of the right order A B C D; letters A..D stand for c a b d. */
START_TEST(an_order_needs_every_letter_once)
{
    static const Case exact[] = {
        { "bcad", "a b c d", 1 },
        { "B C A D", "a b c d", 1 },
        { "2 3 1 4", "a b c d", 1 },
        { "b, c, a, d", "a b c d", 1 },
        { "cbad", "b a c d", 0 },
        { "bca", NULL, 0 },
        { "bcaa", NULL, 0 },
        { "first wash", NULL, 0 },
    };
    static const Case adjacent[] = { { "bcad", "a b c d", 1 }, { "dbca", "d a b c", 2. / 3 },
        { "dacb", "d c b a", 0 } };
    static const Case position[] = { { "bcda", "a b d c", 0.5 }, { "dbca", "d a b c", 0 } };
    static const char *const scorings[] = { NULL, "adjacent", "position" };
    for (int i = 0; i < 3; i++) {
        Item *item = item_new(ITEM_ORDER, scorings[i]);
        option_add(item, "a", "Wet", 0);
        option_add(item, "b", "Soap", 0);
        option_add(item, "c", "Rub", 0);
        option_add(item, "d", "Dry", 0);
        if (i == 0)
            RUN(item, "2013", "en", exact);
        else if (i == 1)
            RUN(item, "2013", "en", adjacent);
        else
            RUN(item, "2013", "en", position);
    }
}
END_TEST

START_TEST(gaps_are_told_apart_by_number_or_comma)
{
    static const Case cases[] = {
        { "1 rub 2 20", "1 rub; 2 20", 1 },
        { "1) rub 2) 20 s", "1 rub; 2 20", 1 },
        { "rub, 20", "1 rub; 2 20", 1 },
        { "rub\n20", "1 rub; 2 20", 1 },
        { "rub 20", "1 rub; 2 20", 1 },
        { "(1) soap (2) 20", "1 soap; 2 20", 0.5 },
        { "rub", NULL, 0 },
        { "rub and much more of it", NULL, 0 },
    };
    Item *item = item_new(ITEM_CLOZE, NULL), *word = item_new(ITEM_SHORT, NULL);
    option_add(word, NULL, "rub", 1);
    g_ptr_array_add(item->gaps, word);
    g_ptr_array_add(item->gaps, numeric("s", 20, NAN));
    RUN(item, "", "en", cases);
}
END_TEST

START_TEST(opinions_and_essays_have_no_mark)
{
    static const Case scale[] = { { "2", "b", 0 }, { "always", "b", 0 }, { "q.1.1.a", "a", 0 },
        { "it depends", NULL, 0 } };
    static const Case essay[] = { { "Because it works", "Because it works", 0 }, { " ", NULL, 0 } };
    Item *likert = item_new(ITEM_LIKERT, NULL);
    option_add(likert, "a", "Never", 0);
    option_add(likert, "b", "Always", 0);
    RUN(likert, "01", "en", scale);
    RUN(item_new(ITEM_OPEN, NULL), "", "en", essay);
}
END_TEST

START_TEST(points_weigh_the_mark)
{
    Item *item = single();
    item->points = 2.5;
    GArray *order = order_of("012");
    QuizMark mark;
    ck_assert_int_eq(quiz_grade(item, NULL, order, "c", "en", NULL, &mark), QUIZ_GRADED);
    ck_assert_int_eq(mark.mark, 1250000);
    ck_assert(!mark.correct && mark.scored);
    quiz_mark_clear(&mark);
    g_array_unref(order);
}
END_TEST

START_TEST(what_looks_like_an_answer_is_kept_private)
{
    static const char *const yes[] = { "b", "B)", "12", "12.5", "true", "F", "ACD", "a, c and d", "1b 2a", "1 3 4",
        "option c", "٢", "answer: 14", "Ndiyo" };
    static const char *const no[] = { "hello", "I think we should call her", "b is best because she asked", "",
        "babies first", "20 women came today", "#12 good point", "we saw 3 a day in the ward" };
    for (size_t i = 0; i < G_N_ELEMENTS(yes); i++)
        ck_assert_msg(quiz_looks_like_answer(yes[i]), "\"%s\" looks like an answer", yes[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(no); i++)
        ck_assert_msg(!quiz_looks_like_answer(no[i]), "\"%s\" is talk", no[i]);
}
END_TEST

START_TEST(letters_follow_the_shown_order)
{
    g_autoptr(GArray) order = order_of("2013");
    g_autofree char *set = quiz_letters(multiple(NULL, 0), order, "a c d");
    ck_assert_str_eq(set, "ABD");
    g_autoptr(GArray) two = order_of("102");
    g_autofree char *one = quiz_letters(single(), two, "a");
    ck_assert_str_eq(one, "B");
    Item *item = item_new(ITEM_MATCH, NULL);
    pair_add(item, "a", "Soil", "Soap");
    pair_add(item, "b", "Clean", "Rub");
    g_autoptr(GArray) rights = order_of("10");
    g_autofree char *pairs = quiz_letters(item, rights, "a b");
    ck_assert_str_eq(pairs, "1B 2A");
}
END_TEST

START_TEST(options_of_other_countries_are_not_shown)
{
    Item *item = single();
    ((ItemOption *)item->options->pdata[1])->country = g_strdup("ZW KE");
    g_autoptr(GArray) there = quiz_order(item, "KE", 1);
    g_autoptr(GArray) elsewhere = quiz_order(item, "MW", 1);
    g_autoptr(GArray) unknown = quiz_order(item, NULL, 1);
    ck_assert_int_eq(there->len, 3);
    ck_assert_int_eq(elsewhere->len, 2);
    ck_assert_int_eq(unknown->len, 2);
}
END_TEST

UNIT_MAIN("quiz_grade", a_single_choice_is_read_in_the_shown_order, a_number_among_the_options_is_the_text_first,
    true_and_false_are_known_in_many_languages, several_letters_come_with_any_separator,
    each_way_to_score_a_set_does_what_it_says, numbers_are_read_as_people_write_them, no_measure_is_taken_for_another,
    bounds_of_a_range_count_and_earn_their_share, short_answers_forgive_case_accents_and_blanks,
    the_accept_that_recognised_an_answer_is_told, pairs_are_number_and_letter, an_order_needs_every_letter_once,
    gaps_are_told_apart_by_number_or_comma, opinions_and_essays_have_no_mark, points_weigh_the_mark,
    what_looks_like_an_answer_is_kept_private, letters_follow_the_shown_order, options_of_other_countries_are_not_shown)
