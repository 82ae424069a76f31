/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests and quizzes. An attempt without answers tells nothing about why; the messages of its step do. */
#include "collect_priv.h"

typedef struct {
    Collect *c;
    const Attempt *attempt;
    ReportSit *sit;     /* of a test, or NULL */
    double sum, points; /* of a quiz */
    int answered;
    char *choice; /* of the first question of a commitment asked back, or NULL */
    int64_t chosen;
    QuizMiss missed; /* the weightiest */
} Answers;

static Attempt *copy_attempt(const Attempt *from)
{
    Attempt *copy = g_memdup2(from, sizeof *from);
    copy->step = g_strdup(from->step);
    copy->test = g_strdup(from->test);
    copy->form = g_strdup(from->form);
    return copy;
}

static bool keep_attempt(const Attempt *attempt, gpointer data)
{
    g_ptr_array_add(data, copy_attempt(attempt));
    return true;
}

static int item_index(const ReportData *data, const char *id)
{
    for (guint i = 0; i < data->items->len; i++) {
        if (g_str_equal(((const ReportItem *)data->items->pdata[i])->id, id))
            return (int)i;
    }
    return -1;
}

static char *shown_order(const Item *item, const GArray *order)
{
    g_autoptr(GString) shown = g_string_new(NULL);
    for (guint i = 0; order && i < order->len; i++) {
        guint at = (guint)g_array_index(order, int, i);
        const ItemOption *option = item && at < item->options->len ? item->options->pdata[at] : NULL;
        if (option && option->id)
            g_string_append_printf(shown, "%s%s", shown->len ? " " : "", option->id);
    }
    return g_strdup(shown->str);
}

ReportMissing collect_blank(const QuizResponse *response)
{
    static const ReportMissing reasons[MISSES] = {
        [MISSED_NOTHING] = MISSING_NO_ANSWER, [MISSED_INVALID] = MISSING_INVALID, [MISSED_LATE] = MISSING_LATE
    };
    return response->answer ? MISSING_NONE : response->asked ? reasons[response->missed] : MISSING_NOT_SENT;
}

static bool take_answer(const QuizResponse *response, gpointer data)
{
    Answers *a = data;
    const Item *item = course_item(a->c->course, response->item);
    double points = item && item->points > 0 ? item->points : 1;
    double score = response->answer ? (double)response->mark / (double)QUIZ_FULL / points : NAN;
    const ReportCorrection *correction = collect_correction(a->c, response->item);
    bool retired = correction && !correction->key;
    double first = score;
    if (correction) {
        Correction remedy = { .remedy = retired ? REMEDY_RETIRE : REMEDY_KEY, .key = correction->key };
        score = correction_score(&remedy, response->answer, score);
    }
    a->answered += response->answer != NULL;
    if (!a->sit && response->position == 0 && response->answer) {
        a->choice = g_strdup(response->answer);
        a->chosen = response->answered;
    }
    a->points += retired ? 0 : points;
    a->missed = MAX(a->missed, response->missed);
    a->sum += isnan(score) ? 0 : score * points;
    int index = a->sit ? item_index(a->c->data, response->item) : -1;
    if (index < 0)
        return true;
    ReportAnswer answer = { .item = index,
        .score = score,
        .corrected = correction != NULL,
        .first = first,
        .answer = g_strdup(response->answer),
        .shown = shown_order(item, response->order),
        .asked = response->asked,
        .answered = response->answered,
        .mate_sat = response->mate_sat };
    answer.missing = retired ? MISSING_RETIRED : collect_blank(response);
    g_array_append_val(a->sit->answers, answer);
    return true;
}

/* Why a test that did not begin is blank. */
static ReportMissing blank_reason(const Collect *c, int learner, Occasion o, QuizMiss missed)
{
    const ReportLearner *l = c->data->learners->pdata[learner];
    static const ReportMissing by_reach[] = { [REACH_NONE] = MISSING_NOT_SENT,
        [REACH_OWED] = MISSING_NOT_SENT,
        [REACH_SENT] = MISSING_UNDELIVERED,
        [REACH_DELIVERED] = MISSING_NOT_READ,
        [REACH_READ] = MISSING_NO_ANSWER };
    if (c->data->generated < c->closes[o])
        return MISSING_NOT_DUE;
    if (l->withdrawn && l->withdrawn < c->closes[o])
        return MISSING_WITHDRAWN;
    if (missed != MISSED_NOTHING)
        return missed == MISSED_LATE ? MISSING_LATE : MISSING_INVALID;
    return by_reach[c->reach[learner * OCCASIONS + o]];
}

static void take_sequence(const Collect *c, ReportLearner *learner, const Attempt *attempt)
{
    for (int s = 0; s < c->data->sequences && learner->sequence < 0; s++) {
        const Form *form = quiz_form(c->test, s, attempt->occasion);
        if (form && g_strcmp0(form->id, attempt->form) == 0)
            learner->sequence = s;
    }
}

static bool take_sit(Collect *c, const Attempt *attempt, int learner, GError **error)
{
    ReportSit *sit = report_add_sit(c->data, learner, attempt->occasion);
    Answers answers = { .c = c, .attempt = attempt, .sit = sit };
    sit->form = g_strdup(attempt->form);
    sit->pre_late = attempt->pre_late;
    sit->opened = attempt->opened;
    sit->submitted = attempt->state == ATTEMPT_DONE ? attempt->finished : 0;
    take_sequence(c, c->data->learners->pdata[learner], attempt);
    if (!quiz_responses(c->store, attempt->id, take_answer, &answers, error))
        return false;
    if (attempt->state == ATTEMPT_DONE)
        return true;
    sit->missing = answers.answered ? MISSING_NO_ANSWER : blank_reason(c, learner, attempt->occasion, answers.missed);
    if (answers.answered == 0)
        g_array_set_size(sit->answers, 0);
    return true;
}

/* Asked is whoever the question went to, answered or not. */
static void take_promise(Collect *c, const Attempt *attempt, const Step *step, int learner, const Answers *answers)
{
    ReportPromise *promise = g_new0(ReportPromise, 1);
    *promise = (ReportPromise){ .learner = learner,
        .step = g_strdup(step->id),
        .title = g_strdup(course_text(step->title, c->course, c->course->lang, c->cohort->country)),
        .of = g_strdup(step->commitment),
        .answer = g_strdup(answers->choice),
        .asked = attempt->opened,
        .answered = answers->chosen };
    g_ptr_array_add(c->data->promises, promise);
}

static bool take_quiz(Collect *c, const Attempt *attempt, int learner, GError **error)
{
    const Step *step = course_step(c->course, attempt->step);
    Answers answers = { .c = c, .attempt = attempt };
    bool read = quiz_responses(c->store, attempt->id, take_answer, &answers, error);
    if (read && step && step->commitment)
        take_promise(c, attempt, step, learner, &answers);
    g_free(answers.choice);
    if (!read || (step && step->kind == STEP_SURVEY && !collect_replies(c, attempt, learner, error)))
        return false;
    if (answers.answered > 0)
        collect_met(c, learner, attempt->step);
    if (!step || (step->kind != STEP_QUIZ && step->kind != STEP_SURVEY) || answers.answered == 0)
        return true;
    ReportQuiz *quiz = g_new0(ReportQuiz, 1);
    quiz->learner = learner;
    quiz->step = g_strdup(attempt->step);
    quiz->title = g_strdup(step->title ? course_text(step->title, c->course, c->course->lang, c->cohort->country) : "");
    quiz->survey = step->kind == STEP_SURVEY;
    quiz->score = quiz->survey ? NAN : answers.points > 0 ? answers.sum / answers.points : NAN;
    quiz->opened = attempt->opened;
    quiz->finished = attempt->state == ATTEMPT_DONE ? attempt->finished : 0;
    g_ptr_array_add(c->data->quizzes, quiz);
    return true;
}

/* A row for each learner and occasion that has none. */
static void fill_blanks(Collect *c)
{
    g_autofree bool *has = g_new0(bool, c->data->learners->len *OCCASIONS + 1);
    for (guint i = 0; i < c->data->sits->len; i++) {
        const ReportSit *sit = c->data->sits->pdata[i];
        has[sit->learner * OCCASIONS + sit->occasion] = true;
    }
    for (int i = 0; c->test && i < (int)c->data->learners->len; i++) {
        for (int o = 0; o < OCCASIONS - !c->data->has_delayed; o++) {
            if (!has[i * OCCASIONS + o])
                report_add_sit(c->data, i, o)->missing = blank_reason(c, i, o, MISSED_NOTHING);
        }
    }
}

bool collect_attempts(Collect *c, GError **error)
{
    g_autoptr(GPtrArray) attempts = g_ptr_array_new_with_free_func((GDestroyNotify)attempt_free);
    if (!quiz_each(c->store, c->cohort->id, keep_attempt, attempts, error))
        return false;
    for (guint i = 0; i < attempts->len; i++) {
        const Attempt *attempt = attempts->pdata[i];
        int learner = collect_index(c->learner_of, attempt->enrolment);
        bool of_test = c->test && attempt->occasion >= 0 && g_strcmp0(attempt->test, c->test->id) == 0;
        if (learner < 0 || (attempt->occasion >= 0 && !of_test))
            continue;
        if (of_test ? !take_sit(c, attempt, learner, error) : !take_quiz(c, attempt, learner, error))
            return false;
    }
    report_sort_replies(c->data);
    fill_blanks(c);
    return true;
}
