/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Grading: one grader a kind, then the mark in millionths. What cannot be an answer is handed back as talk, so that a
 * wrong guess of ours never costs a learner the one answer that counts. */
#include "quiz_priv.h"
#include "text.h"
#include <math.h>
#include <string.h>

void quiz_mark_clear(QuizMark *mark)
{
    g_clear_pointer(&mark->answer, g_free);
    *mark = (QuizMark){ 0 };
}

static const ItemOption *option_at(const Reading *r, int position)
{
    return r->item->options->pdata[g_array_index(r->order, int, position)];
}

/* Tapped option of this item: its place in the shown order; -1 when it is not shown. */
static int tapped_position(const Reading *r, const char *id)
{
    int index = quiz_option_index(r->item, id);
    for (guint i = 0; index >= 0 && i < r->order->len; i++)
        if (g_array_index(r->order, int, i) == index)
            return (int)i;
    return -1;
}

static QuizOutcome grade_single(const Reading *r, const char *answer, Graded *graded)
{
    const char *tapped = quiz_tapped(answer);
    g_autofree char *bare = quiz_bare(answer);
    int position = tapped ? tapped_position(r, tapped) : quiz_pick(r, answer);
    if (position < 0 && !tapped)
        position = quiz_pick(r, bare);
    if (position < 0)
        return QUIZ_NOT_AN_ANSWER;
    graded->answer = g_strdup(option_at(r, position)->id);
    graded->fraction = option_at(r, position)->fraction;
    return QUIZ_GRADED;
}

/* True is shown first: "A", "1". */
static QuizOutcome grade_truefalse(const Reading *r, const char *answer, Graded *graded)
{
    const char *tapped = quiz_tapped(answer);
    g_autofree char *bare = quiz_bare(tapped ? tapped : answer);
    g_autofree char *key = text_word_key(bare);
    int said = quiz_yes_no(key);
    if (said < 0 && !tapped)
        said = strcmp(key, "a") == 0 || strcmp(key, "1") == 0   ? 1
               : strcmp(key, "b") == 0 || strcmp(key, "2") == 0 ? 0
                                                                : -1;
    if (said < 0)
        return QUIZ_NOT_AN_ANSWER;
    graded->answer = g_strdup(said ? "true" : "false");
    graded->fraction = (said == 1) == r->item->answer;
    return QUIZ_GRADED;
}

static QuizOutcome grade_likert(const Reading *r, const char *answer, Graded *graded)
{
    QuizOutcome outcome = grade_single(r, answer, graded);
    graded->scored = false;
    return outcome;
}

static QuizOutcome grade_open(const Reading *r, const char *answer, Graded *graded)
{
    g_autofree char *key = text_word_key(answer);
    if (*key == '\0')
        return QUIZ_NOT_AN_ANSWER;
    graded->answer = g_strdup(answer);
    graded->scored = false;
    return QUIZ_GRADED;
}

static Grader *const graders[ITEM_KINDS] = {
    [ITEM_SINGLE] = grade_single,
    [ITEM_MULTIPLE] = quiz_grade_multiple,
    [ITEM_TRUEFALSE] = grade_truefalse,
    [ITEM_NUMERIC] = quiz_grade_numeric,
    [ITEM_SHORT] = quiz_grade_short,
    [ITEM_MATCH] = quiz_grade_match,
    [ITEM_ORDER] = quiz_grade_order,
    [ITEM_CLOZE] = quiz_grade_cloze,
    [ITEM_LIKERT] = grade_likert,
    [ITEM_OPEN] = grade_open,
};

QuizOutcome quiz_grade(const Item *item, const Course *course, const GArray *order, const char *answer,
    const char *lang, const char *country, QuizMark *mark)
{
    Reading reading = { .item = item, .course = course, .order = order, .lang = lang, .country = country };
    Graded graded = { .scored = true };
    *mark = (QuizMark){ 0 };
    if (graders[item->kind](&reading, answer, &graded) != QUIZ_GRADED)
        return QUIZ_NOT_AN_ANSWER;
    double fraction = CLAMP(graded.fraction, 0, 1);
    mark->answer = graded.answer;
    mark->scored = graded.scored;
    mark->accepted = graded.accepted;
    mark->correct = graded.scored && fraction >= 1 - 1e-9;
    mark->mark = graded.scored ? (int64_t)llround(fraction * item->points * QUIZ_FULL) : 0;
    return QUIZ_GRADED;
}

/* Letters, digits and pairs only, or a word of truth: "b", "A, C", "1b 2a", "12.5", "true". */
bool quiz_looks_like_answer(const char *text)
{
    g_autofree char *bare = quiz_bare(text);
    g_autofree char *key = text_word_key(bare);
    if (*key == '\0' || strlen(key) > 40)
        return false;
    if (quiz_yes_no(key) >= 0)
        return true;
    static const char *const shapes[] = {
        "^[a-j]$",                            /* b */
        "^[0-9]+([.,][0-9]+)?$",              /* 12.5 */
        "^[a-j]([ ,;/&+.)-]+(and )?[a-j])+$", /* a, c and d */
        "^(?!.*(.).*\\1)[a-f]{2,6}$",         /* acd, none twice */
        "^([0-9]+[ .)=:-]*[a-j][ ,;.)]*)+$",  /* 1b 2a */
        "^[0-9]+([ ,;/&+]+[0-9]+)+$",         /* 1 3 4 */
    };
    for (size_t i = 0; i < G_N_ELEMENTS(shapes); i++)
        if (g_regex_match_simple(shapes[i], key, 0, 0))
            return true;
    return false;
}
