/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quiz_priv.h - reading what a learner typed: letters, option texts, numbers, pairs. Pure. */
#pragma once
#include "quiz.h"

/* What an answer is read against. Borrowed. */
typedef struct {
    const Item *item;
    const Course *course;
    const GArray *order; /* int: shown options */
    const char *lang, *country;
} Reading;

/* Share of the points that an answer earned; outside [0, 1] until it is kept. */
typedef struct {
    char *answer; /* given */
    double fraction;
    bool scored;
    const ItemOption *accepted; /* or NULL */
} Graded;

/* The answer without "answer:", "option", "the answer is" ... around it, in the form in which texts are compared.
 * Given. */
char *quiz_bare(const char *answer);
/* -1 none, 0 no, 1 yes, in any language: "true", "F", "ndiyo". `key` is bare. */
int quiz_yes_no(const char *key);
/* Position in the shown order that one piece of text names: letter, number, the option's text or nearly; -1 when none.
 */
int quiz_pick(const Reading *r, const char *key);
/* Positions (int) that a text names: "acd", "a, c and d", "1 3"; NULL when it names none or anything else besides. */
GArray *quiz_pick_many(const Reading *r, const char *key);
/* The option of an item by id, as an index; -1 when there is none. */
int quiz_option_index(const Item *item, const char *id);
/* What stands behind "q.ATTEMPT.POSITION." in a tapped id, or NULL when the text is no tapped id. Borrowed from
 * `answer`. */
const char *quiz_tapped(const char *answer);

/* One grader a kind. Each returns QUIZ_NOT_AN_ANSWER without touching *graded when the text cannot be an answer. */
typedef QuizOutcome Grader(const Reading *r, const char *answer, Graded *graded);
Grader quiz_grade_multiple, quiz_grade_order, quiz_grade_match, quiz_grade_numeric, quiz_grade_short, quiz_grade_cloze;
