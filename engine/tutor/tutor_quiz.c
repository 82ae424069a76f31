/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions one after the other. Of a test nothing is told until its last sit has closed for the whole cohort: no key,
 * no score, no feedback. */
#include "tutor.h"
#include "facilitate_priv.h"
#include "phrase.h"
#include <math.h>

bool tutor_ask(const Tutor *outside, Attempt *attempt, const char *feedback, GError **error)
{
    const Tutor inside = tutor_in(outside, course_step(outside->who.course, attempt->step)), *t = &inside;
    Store *store = context_store(t->context);
    if (attempt->asked >= attempt->count)
        return tutor_finish(t, attempt, ATTEMPT_DONE, feedback, error);
    g_autoptr(QuizResponse) response = NULL;
    if (!quiz_ask(store, attempt, t->who.course, t->who.country, t->now, &response, error))
        return false;
    const Item *item = course_item(t->who.course, response->item);
    if (!item) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "no item \"%s\" in the course", response->item);
        return false;
    }
    g_autofree char *choice_key = g_strdup_printf("%" G_GINT64_FORMAT ".%d", attempt->id, response->position);
    g_autofree char *key = g_strdup_printf("Q%s", choice_key);
    GPtrArray *messages =
        layout_question(&t->who, item, response->order, response->position, attempt->count, choice_key, feedback);
    /* The very first question follows the intro; the others, and another attempt, answer the learner. */
    return tutor_owe(t, key, response->position == 0 && attempt->number == 1 ? LANE_CONTENT : LANE_REPLY, OWED_QUESTION,
        attempt->step, messages, error);
}

bool tutor_ask_again(const Tutor *outside, const Attempt *attempt, const char *key, char **looks, GError **error)
{
    const Tutor inside = tutor_in(outside, course_step(outside->who.course, attempt->step)), *t = &inside;
    g_autoptr(QuizResponse) response = quiz_response(context_store(t->context), attempt->id, attempt->asked - 1, error);
    const Item *item = response ? course_item(t->who.course, response->item) : NULL;
    if (!item) {
        if (response)
            g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "no item \"%s\" in the course", response->item);
        return false;
    }
    g_autofree char *choice_key = g_strdup_printf("%" G_GINT64_FORMAT ".%d", attempt->id, response->position);
    GPtrArray *messages =
        layout_question(&t->who, item, response->order, response->position, attempt->count, choice_key, NULL);
    if (looks)
        *looks = facilitate_plain(messages);
    return tutor_owe(t, key, LANE_CONTENT, OWED_QUESTION, attempt->step, messages, error);
}

static bool tell_end(
    const Tutor *t, const Attempt *attempt, AttemptState state, double score, const char *feedback, GError **error)
{
    bool is_test = attempt->test != NULL;
    g_autofree char *percent = isnan(score) ? g_strdup("") : g_strdup_printf("%.0f", score * 100);
    const char *name = is_test                 ? (state == ATTEMPT_DONE ? "sit.done" : "sit.closed")
                       : isnan(score)          ? "survey.done"
                       : state == ATTEMPT_DONE ? "quiz.done"
                                               : "quiz.closed";
    g_autofree char *end = phrase(t->who.lang, name, "score", percent, NULL);
    g_autofree char *text = feedback ? g_strdup_printf("%s\n\n%s", feedback, end) : g_strdup(end);
    g_autofree char *key = g_strdup_printf("Q%" G_GINT64_FORMAT "/end", attempt->id);
    return tutor_owe(t, key, state == ATTEMPT_DONE ? LANE_REPLY : LANE_REMINDER, OWED_FEEDBACK, attempt->step,
        layout_plain(&t->who, text), error);
}

/* Whether the author allows another attempt and there is something left to gain. */
static bool may_retry(const Tutor *t, const Attempt *attempt, double score)
{
    const Step *step = course_step(t->who.course, attempt->step);
    return step && step->kind == STEP_QUIZ && score < 1 && (step->attempts == 0 || attempt->number < step->attempts);
}

static bool offer_retry(const Tutor *t, const Attempt *attempt, GError **error)
{
    g_autofree char *text = phrase(t->who.lang, "quiz.again", NULL);
    g_autofree char *title = phrase(t->who.lang, "quiz.again_button", NULL);
    g_autofree char *id = g_strdup_printf("n.%" G_GINT64_FORMAT, attempt->id);
    g_autofree char *key = g_strdup_printf("Q%" G_GINT64_FORMAT "/again", attempt->id);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, id, title, NULL);
    return tutor_owe_one(t, key, LANE_REPLY, OWED_NOTICE, attempt->step, message, error);
}

bool tutor_retry(const Tutor *t, const Attempt *last, GError **error)
{
    const Step *step = course_step(t->who.course, last->step);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) newest = quiz_of_step(context_store(t->context), last->enrolment, last->step, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool newer = newest && newest->id != last->id;
    if (!step || newer || last->state == ATTEMPT_OPEN || !may_retry(t, last, 0))
        return true;
    /* Another attempt ends when the step does: nothing would close it later. */
    if (last->closes && t->now >= last->closes) {
        g_autofree char *key = g_strdup_printf("Q%" G_GINT64_FORMAT "/over", last->id);
        return tutor_say(t, key, LANE_REPLY, OWED_NOTICE, phrase(t->who.lang, "closed.reply", NULL), error);
    }
    g_autoptr(Attempt) attempt = g_new0(Attempt, 1);
    attempt->cohort = last->cohort;
    attempt->enrolment = last->enrolment;
    attempt->room = last->room;
    attempt->step = g_strdup(last->step);
    attempt->occasion = -1;
    attempt->number = last->number + 1;
    attempt->opened = t->now;
    attempt->closes = last->closes;
    attempt->seed = last->seed + (uint64_t)attempt->number;
    return quiz_open(context_store(t->context), attempt, t->who.course, step->items, error) &&
           tutor_ask(t, attempt, NULL, error);
}

bool tutor_finish(const Tutor *t, Attempt *attempt, AttemptState state, const char *feedback, GError **error)
{
    double score = NAN;
    return quiz_finish(context_store(t->context), attempt, state, t->now, &score, error) &&
           facilitate_score(t->context, t->who.course, attempt, &score, error) &&
           tell_end(t, attempt, state, score, feedback, error) &&
           (state != ATTEMPT_DONE || !may_retry(t, attempt, score) || offer_retry(t, attempt, error)) &&
           tutor_done(t, attempt->step, score, error);
}
