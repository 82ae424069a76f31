/* SPDX-License-Identifier: GPL-3.0-or-later */
/* quiz.h - tests, quizzes and surveys: forms assigned, attempts with their items in shown order, answers and marks. */
#pragma once
#include "course.h"
#include "store.h"

extern const EmbeddedFile quiz_schema[]; /* its tables, for store_create */

/* Marks are millionths of a point. */
#define QUIZ_FULL INT64_C(1000000)

typedef enum { QUIZ_GRADED, QUIZ_NOT_AN_ANSWER, QUIZ_OUTCOMES } QuizOutcome;
/* What was understood: option ids chosen, space-separated in authored order of ids as sent ("a", "a c", "s2 s1 s3"), or
 * the typed value; and the mark. */
typedef struct {
    char *answer;
    int64_t mark; /* QUIZ_FULL * fraction * points; 0 for likert and open */
    bool scored, correct;
    const ItemOption *accepted; /* number, words: the author's <accept> that recognised it, of whatever worth; or NULL.
                                   Borrowed from the item */
} QuizMark;
void quiz_mark_clear(QuizMark *mark);
/* Grades an answer as the learner sent it: the whole id of a tapped choice ("q.42.3.b"), "b", "B)", "2", "٢", the
 * option's text, "ACD", "1B 2A", a number with a decimal comma. `order` is the shown order of options (indices),
 * letters and numbers refer to it. Pure. */
QuizOutcome quiz_grade(const Item *item, const Course *course, const GArray *order, const char *answer,
    const char *lang, const char *country, QuizMark *mark);
/* Options shown to a learner of that country, shuffled when the item says so; ints, indices into item->options. Pure.
 */
GArray *quiz_order(const Item *item, const char *country, uint64_t seed);
/* "ACD" in the shown order, "1B 2A" for pairs: the letters of an answer; true and false are A and B; a typed value as
 * it is. Given. */
char *quiz_letters(const Item *item, const GArray *order, const char *answer);
/* Could this text be an answer to some question (a letter, digits, "1b 2c", "true")? Used to keep answers out of the
 * room. Pure. */
bool quiz_looks_like_answer(const char *text);

/* Which form a subject sits on each occasion. `sequence` 0..n-1 is its row of the design: two forms crossed over pre
 * and post; three as a Latin square over pre, post, delayed. A fixed test sits its forms in order, the last one for
 * what is left. Pure; NULL only where the test has no form. */
const Form *quiz_form(const Test *test, int sequence, Occasion occasion);
/* Assigns (or reads) the sequence of an enrolment: balanced at random within the unit (individual, room, cohort) from
 * `seed`. */
bool quiz_assign(Store *store, const Test *test, int64_t cohort, int64_t room, int64_t enrolment, uint64_t seed,
    int *sequence, GError **error);

typedef enum {
    ATTEMPT_OPEN,
    ATTEMPT_DONE,
    ATTEMPT_CLOSED,
    ATTEMPT_STATES
} AttemptState; /* closed: by its due time, unfinished */
typedef struct {
    int64_t id, cohort, enrolment, room;
    char *step, *test, *form; /* test and form NULL for quizzes and surveys */
    int occasion;             /* -1 for quizzes and surveys */
    int number;               /* 1 for the first attempt */
    AttemptState state;
    bool pre_late; /* a pre-test begun after content had been delivered */
    int64_t opened, closes, finished;
    int asked, count; /* items asked so far; items in all */
    uint64_t seed;
} Attempt;
void attempt_free(Attempt *attempt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Attempt, attempt_free)
/* Opens an attempt with its items (char * ids in asked order); gives it its id and number. Nothing is asked yet. Inside
 * a transaction, as every call below that writes. */
bool quiz_open(Store *store, Attempt *attempt, const Course *course, const GPtrArray *item_ids, GError **error);
Attempt *quiz_get(Store *store, int64_t id, GError **error);
/* The attempt that a learner's next answer belongs to: the open one with a question asked last; NULL when none. */
Attempt *quiz_current(Store *store, int64_t enrolment, GError **error);
/* What is open of a step, and closes at all, closes then. */
bool quiz_set_closes(Store *store, int64_t enrolment, const char *step, int64_t closes, GError **error);
/* Newest attempt of a step by a learner; NULL when none. */
Attempt *quiz_of_step(Store *store, int64_t enrolment, const char *step, GError **error);
/* What came for a question that has no answer. */
typedef enum { MISSED_NOTHING, MISSED_INVALID, MISSED_LATE, MISSES } QuizMiss;
/* One question of an attempt. */
typedef struct {
    int position; /* from 0 */
    char *item;
    int version;
    GArray *order; /* int */
    int64_t asked, answered;
    char *answer; /* NULL: not answered */
    int64_t mark;
    bool correct, mate_sat;
    QuizMiss missed;
} QuizResponse;
void quiz_response_free(QuizResponse *response);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(QuizResponse, quiz_response_free)
QuizResponse *quiz_response(Store *store, int64_t attempt, int position, GError **error);
/* Marks the next question as asked at `now`, with its option order drawn and kept; *response is NULL when all were
 * asked. */
bool quiz_ask(Store *store, Attempt *attempt, const Course *course, const char *country, int64_t now,
    QuizResponse **response, GError **error);
/* Keeps an answer; the first one counts. *kept is false when there was one already or the attempt is closed. Records
 * whether a room-mate had sat the item before. `raw` is what was sent, as received. */
bool quiz_answer(Store *store, Attempt *attempt, int position, const char *raw, const QuizMark *mark, int64_t now,
    bool *kept, GError **error);
/* Notes that something came for a question that is not answered: a reply that was none, or one after the close. */
bool quiz_miss(Store *store, int64_t attempt, int position, QuizMiss missed, GError **error);
/* Ends the attempt; *score is the mean fraction over all items (unanswered 0), NaN when nothing is scored. */
bool quiz_finish(Store *store, Attempt *attempt, AttemptState state, int64_t now, double *score, GError **error);
/* Whether any test or quiz is open in the cohort: answers are then kept out of the rooms. */
bool quiz_any_open(Store *store, int64_t cohort, bool *open, GError **error);
typedef bool AttemptFn(const Attempt *attempt, gpointer data);
bool quiz_each(Store *store, int64_t cohort, AttemptFn *fn, gpointer data, GError **error);
typedef bool QuizResponseFn(const QuizResponse *response, gpointer data);
/* What a learner answered, in words or choices, is gone; that she answered, and her marks, stay. */
bool quiz_erase(Store *store, int64_t enrolment, GError **error);
/* What an enrolment typed, as received; with `item`, also what was understood of it. Which option was taken, and the
 * marks, stay. */
bool quiz_erase_typed(Store *store, int64_t enrolment, const char *item, GError **error);
bool quiz_responses(Store *store, int64_t attempt, QuizResponseFn *fn, gpointer data, GError **error);

/* Answers, votes and confirmations of a learner. */
bool quiz_written(Store *store, int64_t enrolment, int64_t *count, GError **error);
/* Answers kept, of all cohorts. */
bool quiz_answer_total(Store *store, int64_t *count, GError **error);

/* Polls: a choice per learner, changeable until it closes. */
bool poll_vote(Store *store, int64_t enrolment, int64_t room, const char *step, const char *choices, int64_t now,
    bool *changed, GError **error);
/* The choices of a vote so far, or NULL. Given. */
bool poll_choices(Store *store, int64_t enrolment, const char *step, char **choices, GError **error);
/* What a text chooses in a poll, as letters, numbers or the words of the choices: their ids in the poll's order, one
 * unless the poll takes several; NULL when it is no vote. Pure. Given. */
char *poll_read(const Step *poll, const Course *course, const char *text, const char *lang);
/* Counts per choice id for a room, as {"a":3,"b":0}, plus how many voted. `ballot`: the poll's id, or of a
 * commit poll's second asking "ID.again". Given. */
cJSON *poll_counts(Store *store, const Step *poll, const char *ballot, int64_t room, int *voters, GError **error);
/* A ballot's votes in a room, by enrolment. There is no asking all rooms at once: another cohort of the course has
 * steps of the same names. */
typedef struct {
    int64_t enrolment, room, at;
    const char *choices; /* ids, space-separated; borrowed for the call */
} PollVote;
typedef bool PollVoteFn(const PollVote *vote, gpointer data);
bool poll_each(Store *store, const char *ballot, int64_t room, PollVoteFn *fn, gpointer data, GError **error);
/* Confirmations of tasks, of posts to be read, of having been at an event. */
bool task_confirm(
    Store *store, int64_t enrolment, const char *step, const char *evidence, int64_t now, bool *fresh, GError **error);
bool task_is_confirmed(Store *store, int64_t enrolment, const char *step, bool *is, GError **error);
/* Takes one back. */
bool task_take_back(Store *store, int64_t enrolment, const char *step, GError **error);
