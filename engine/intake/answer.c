/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first answer to a question counts. An answer after the close is acknowledged, not counted and shown to nobody. */
#include "intake_priv.h"
#include "facilitate.h"
#include "missing.h"

/* Practice tells at once what was right, where the author wants it; a test tells nothing. *feedback is given, or NULL.
 */
static bool feedback_on(Inbound *in, const Attempt *attempt, const Item *item, const QuizResponse *response,
    const QuizMark *mark, char **feedback, GError **error)
{
    const Step *step = course_step(in->t.who.course, attempt->step);
    g_autoptr(GError) fault = NULL;
    *feedback = NULL;
    if (attempt->test || !step || step->kind != STEP_QUIZ || step->feedback != FEEDBACK_IMMEDIATE)
        return true;
    /* What was wrong in the course is not taught again. */
    g_autoptr(Correction) correction = facilitate_remedy(in->context, attempt->cohort, item->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    const Tutor inside = tutor_in(&in->t, step);
    *feedback = correction
                    ? g_strdup(correction->text)
                    : layout_feedback(&inside.who, item, response->order, mark->answer, mark->accepted, mark->correct);
    return true;
}

/* Words that were meant as an answer: sent in reply to the question, or of an answer's shape. */
static bool meant(const Inbound *in, const char *answer, bool must)
{
    return must || in->event->context_id || quiz_looks_like_answer(answer);
}

static bool refuse(Inbound *in, const Attempt *attempt, int position, const char *answer, bool must, GError **error)
{
    if (meant(in, answer, must) && !quiz_miss(in->store, attempt->id, position, MISSED_INVALID, error))
        return false;
    return !must || inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
}

static bool closed(Inbound *in, GError **error)
{
    return inbound_reply(in, phrase(in->t.who.lang, "closed.reply", NULL), error);
}

bool intake_answer(
    Inbound *in, Attempt *attempt, int position, const char *answer, bool must, bool *handled, GError **error)
{
    *handled = must;
    g_autoptr(GError) fault = NULL;
    g_autoptr(QuizResponse) response = quiz_response(in->store, attempt->id, position, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    const Item *item = response ? course_item(in->t.who.course, response->item) : NULL;
    if (!item)
        return !must || closed(in, error);
    QuizMark mark = { 0 };
    if (quiz_grade(item, in->t.who.course, response->order, answer, in->t.who.lang, in->t.who.country, &mark) ==
        QUIZ_NOT_AN_ANSWER)
        return refuse(in, attempt, position, answer, must, error);
    *handled = true;
    bool kept = false, over = attempt->state != ATTEMPT_OPEN || (attempt->closes && in->now >= attempt->closes);
    if (over) {
        quiz_mark_clear(&mark);
        return quiz_miss(in->store, attempt->id, position, MISSED_LATE, error) && closed(in, error);
    }
    g_autofree char *feedback = NULL;
    bool ok = feedback_on(in, attempt, item, response, &mark, &feedback, error) &&
              quiz_answer(in->store, attempt, position, answer, &mark, in->now, &kept, error);
    quiz_mark_clear(&mark);
    if (!ok)
        return false;
    if (!kept)
        return inbound_reply(in, phrase(in->t.who.lang, "answered.reply", NULL), error);
    return position < attempt->asked - 1 || tutor_ask(&in->t, attempt, feedback, error);
}
