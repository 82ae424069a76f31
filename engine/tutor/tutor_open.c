/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A learner's own step opens: what is sent, and whether it waits for an answer. */
#include "tutor.h"
#include "assignment.h"
#include "bring.h"
#include "clock.h"
#include "commitment.h"
#include "desk.h"
#include "event_step.h"
#include "phrase.h"
#include "rng.h"
#include <math.h>

static char *step_key(const Tutor *t, const char *step)
{
    return g_strdup_printf("E%" G_GINT64_FORMAT "/%s", t->enrolment->id, step);
}

static char *due_text(const Tutor *t, int64_t utc)
{
    return civil_local_text(cohort_zone(t->cohort), utc);
}

/* The intro of a quiz, sit or survey: the author's words, then the engine's. */
static bool introduce(const Tutor *t, const Step *step, int count, int64_t closes, const char *phrase_key,
    const char *said, GError **error)
{
    g_autofree char *key = step_key(t, step->id);
    g_autofree char *n = g_strdup_printf("%d", count);
    g_autofree char *due = closes ? due_text(t, closes) : g_strdup("");
    g_autofree char *rules = phrase(t->who.lang, phrase_key, "n", n, "due", due, NULL);
    g_autofree char *title = layout_fill(&t->who, course_text(step->title, t->who.course, t->who.lang, t->who.country));
    const char *own = course_text(step->texts, t->who.course, t->who.lang, t->who.country);
    LayoutFor who = t->who;
    who.due_text = due;
    g_autofree char *filled = layout_fill(&who, own);
    g_autoptr(GString) text = g_string_new(NULL);
    if (*title)
        g_string_append_printf(text, "*%s*\n\n", title);
    if (*filled)
        g_string_append_printf(text, "%s\n\n", filled);
    if (said)
        g_string_append_printf(text, "%s\n\n", said);
    g_string_append(text, rules);
    return tutor_owe(t, key, LANE_CONTENT, OWED_CONTENT, step->id, layout_plain(&who, text->str), error);
}

static bool open_attempt(const Tutor *t, Attempt *attempt, const Step *step, const GPtrArray *items, const Due *row,
    const char *intro, const char *said, GError **error)
{
    Store *store = context_store(t->context);
    attempt->cohort = t->enrolment->cohort;
    attempt->enrolment = t->enrolment->id;
    attempt->room = t->enrolment->room;
    attempt->step = g_strdup(step->id);
    attempt->opened = t->now;
    g_autofree char *label = g_strdup_printf("%s/%" G_GINT64_FORMAT, step->id, t->enrolment->id);
    Rng rng = rng_stream(t->cohort->seed, label);
    attempt->seed = rng_u64(&rng);
    return quiz_open(store, attempt, t->who.course, items, error) && schedule_open(store, row->id, t->now, error) &&
           introduce(t, step, attempt->count, attempt->closes, intro, said, error) &&
           tutor_ask(t, attempt, NULL, error);
}

/* A pre-test begun after a lesson was given cannot be a baseline. */
static bool content_given(const Tutor *t, bool *given, GError **error)
{
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(t->plan));
    *given = false;
    if (!schedule_facts(context_store(t->context), t->plan, t->enrolment->id, t->enrolment->room, facts, error))
        return false;
    for (int i = 0; i < plan_count(t->plan); i++) {
        const Beat *beat = plan_beat(t->plan, i);
        bool lesson = beat->step->objective || beat->module->objective;
        if (lesson && facts[i].start && !facts[i].skipped &&
            (beat->step->kind == STEP_POST || beat->step->kind == STEP_CASE || beat->step->kind == STEP_DISCUSSION))
            *given = true;
    }
    return true;
}

static bool open_sit(const Tutor *t, const Step *step, const Due *row, GError **error)
{
    Store *store = context_store(t->context);
    const Test *test = course_test(t->who.course, step->test);
    int64_t opens = 0, closes = 0;
    schedule_sit_window(t->plan, t->cohort, step, &opens, &closes);
    if (t->now >= closes && step->occasion != OCCASION_PRE)
        return schedule_skip(
            store, row->id, "The window of this test was over before the learner reached it.", t->now, error);
    if (t->now >= closes)
        closes = schedule_closes(t->cohort, step, t->now);
    int sequence = 0;
    g_autoptr(Attempt) attempt = g_new0(Attempt, 1);
    if (!quiz_assign(
            store, test, t->enrolment->cohort, t->enrolment->room, t->enrolment->id, t->cohort->seed, &sequence, error))
        return false;
    const Form *form = quiz_form(test, sequence, step->occasion);
    if (!form) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "test \"%s\" has no form for this occasion", test->id);
        return false;
    }
    attempt->test = g_strdup(test->id);
    attempt->form = g_strdup(form->id);
    attempt->occasion = step->occasion;
    attempt->number = 1;
    attempt->closes = closes;
    if (step->occasion == OCCASION_PRE && !content_given(t, &attempt->pre_late, error))
        return false;
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (guint i = 0; i < form->items->len; i++)
        g_ptr_array_add(items, ((const FormItem *)form->items->pdata[i])->item);
    return open_attempt(t, attempt, step, items, row, "sit.intro", NULL, error);
}

static bool open_quiz(const Tutor *t, const Step *step, const Due *row, GError **error)
{
    g_autofree char *said = NULL;
    if (step->commitment && !commitment_said(t, step, &said, error))
        return false;
    if (step->commitment && !said)
        return schedule_skip(context_store(t->context), row->id, "There is no commitment to ask back.", t->now, error);
    g_autoptr(Attempt) attempt = g_new0(Attempt, 1);
    attempt->occasion = -1;
    attempt->number = 1;
    attempt->closes = schedule_closes(t->cohort, step, t->now);
    const char *intro = said ? "commitment.intro" : step->kind == STEP_SURVEY ? "survey.intro" : "quiz.intro";
    return open_attempt(t, attempt, step, step->items, row, intro, said, error);
}

/* Of a room's step only its time tells: one without a due time counts as done when it opens. */
static bool is_over(const Due *rooms, int64_t closes, int64_t now)
{
    return (rooms->state != DUE_OPEN && rooms->state != DUE_DONE) || (closes && now >= closes);
}

static bool remind(const Tutor *t, const Beat *beat, const Due *row, GError **error)
{
    Store *store = context_store(t->context);
    const Step *of = course_step(t->who.course, beat->step->of);
    int index = plan_find(t->plan, beat->step->of);
    bool rooms = index >= 0 && plan_beat(t->plan, index)->for_room, did = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) target =
        schedule_find(store, rooms ? 0 : t->enrolment->id, t->enrolment->room, beat->step->of, &fault);
    if (fault || (of && rooms && !tutor_took_part(t, of, &did, &fault))) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    /* Nothing of the course has gone to her; held back, it would stand before the knock that brings the question. */
    if (of && of->kind != STEP_AGREE && !t->enrolment->may_course)
        return schedule_skip(store, row->id, "The learner had not agreed to the course.", t->now, error);
    int64_t closes = of && target ? schedule_closes(t->cohort, of, target->started) : 0;
    if (!of || !target || did || (rooms ? is_over(target, closes, t->now) : target->state != DUE_OPEN))
        return schedule_skip(store, row->id, "It was done already.", t->now, error);
    if (of->kind == STEP_SIT) {
        int64_t opens = 0;
        schedule_sit_window(t->plan, t->cohort, of, &opens, &closes);
    }
    g_autofree char *due = due_text(t, closes);
    LayoutFor who = t->who;
    who.due_text = due;
    g_autofree char *key = step_key(t, beat->id);
    return tutor_owe(t, key, LANE_REMINDER, OWED_REMINDER, beat->step->id, layout_text(&who, NULL, beat->step->texts),
               error) &&
           schedule_finish(store, row->id, t->now, NAN, error);
}

static bool close_step(const Tutor *t, const Beat *beat, const Due *row, GError **error)
{
    Store *store = context_store(t->context);
    const Step *step = beat->step;
    if (step->kind == STEP_QUIZ || step->kind == STEP_SIT || step->kind == STEP_SURVEY) {
        g_autoptr(Attempt) attempt = quiz_of_step(store, t->enrolment->id, step->id, error);
        if (!attempt && error && *error)
            return false;
        if (attempt && attempt->state == ATTEMPT_OPEN && !tutor_finish(t, attempt, ATTEMPT_CLOSED, NULL, error))
            return false;
    } else if (!tutor_done(t, step->id, NAN, error) ||
               (step->kind == STEP_ASSIGNMENT && !assignment_round(t, step, ROUND_ALL, error))) {
        return false;
    }
    return schedule_finish(store, row->id, t->now, NAN, error);
}

/* The author's words, then the button with which the practice begins (intake/practice.c goes on). */
static bool practise(const Tutor *t, const Step *step, const char *row, const char *key, GError **error)
{
    GPtrArray *messages = layout_text(&t->who, NULL, step->texts);
    g_autofree char *text = phrase(t->who.lang, "practice.tap", NULL), *id = g_strdup_printf("x.%s.tap", row);
    g_autofree char *title = phrase(t->who.lang, "practice.tap.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, id, title, NULL);
    g_ptr_array_add(messages, message);
    return tutor_owe(t, key, LANE_CONTENT, OWED_CONTENT, step->id, messages, error);
}

static bool open_plain(const Tutor *t, const Beat *beat, const Due *row, GError **error)
{
    Store *store = context_store(t->context);
    const Step *step = beat->step;
    g_autofree char *row_key = g_strdup_printf("%" G_GINT64_FORMAT, row->id);
    g_autofree char *key = step_key(t, beat->id);
    /* A late joiner's further consents do not stand behind the lessons she is catching up with. */
    Lane lane = t->enrolment->joined_late && t->enrolment->asked_course ? LANE_REMINDER : LANE_CONTENT;
    if (step->kind == STEP_AGREE)
        return tutor_owe(t, key, lane, OWED_CONSENT, step->id, layout_agree(&t->who, step, row_key), error) &&
               schedule_open(store, row->id, t->now, error);
    if (step->practice)
        return practise(t, step, row_key, key, error) && schedule_open(store, row->id, t->now, error);
    if (step->kind == STEP_ASSIGNMENT)
        return assignment_open(t, step, key, error) && schedule_open(store, row->id, t->now, error);
    if (step->kind == STEP_BRING && beat->kind == BEAT_OPEN)
        return bring_open(t, step, key, error) && schedule_open(store, row->id, t->now, error);
    if (step->kind == STEP_EVENT && t->now >= schedule_event_start(t->cohort, step))
        return schedule_skip(store, row->id, "It had begun before the learner could hear of it.", t->now, error);
    bool waits = step->kind == STEP_TASK || step->kind == STEP_POLL || step->kind == STEP_DISCUSSION ||
                 step->kind == STEP_EVENT || step->confirm_read;
    return tutor_show(t, beat, row->id, error) &&
           (waits ? schedule_open(store, row->id, t->now, error) : schedule_finish(store, row->id, t->now, NAN, error));
}

bool tutor_open(const Tutor *outside, const Beat *beat, const Due *row, GError **error)
{
    const Tutor inside = tutor_in(outside, beat->step), *t = &inside;
    if (beat->to_facilitator)
        return desk_step(t->context, beat, row, t->now, error);
    switch (beat->kind) {
    case BEAT_REMIND:
        return beat->step->kind == STEP_EVENT ? event_remind(t, beat, row, error) : remind(t, beat, row, error);
    case BEAT_CLOSE:
        return close_step(t, beat, row, error);
    case BEAT_REVIEW:
        return assignment_round(t, beat->step, g_str_has_suffix(beat->id, ".3") ? ROUND_ANY : ROUND_HALF, error) &&
               schedule_finish(context_store(t->context), row->id, t->now, NAN, error);
    case BEAT_SCENE:
    case BEAT_PROBE:
    case BEAT_CLOSING:
    case BEAT_AGAIN:
    case BEAT_AGAIN_CLOSE:
    case BEAT_CUE:
        return tutor_show(t, beat, row->id, error) &&
               schedule_finish(context_store(t->context), row->id, t->now, NAN, error);
    case BEAT_OPEN:
    case BEAT_KINDS:
        break;
    }
    StepKind kind = beat->step->kind;
    bool asks = kind == STEP_SIT || kind == STEP_QUIZ || kind == STEP_SURVEY || kind == STEP_ASSIGNMENT;
    if (asks && t->enrolment->role == MEMBER_OBSERVER)
        return schedule_skip(context_store(t->context), row->id,
            kind == STEP_ASSIGNMENT ? "An observer hands in no work." : "An observer takes no test.", t->now, error);
    if (beat->step->kind == STEP_SIT)
        return open_sit(t, beat->step, row, error);
    if (beat->step->kind == STEP_QUIZ || beat->step->kind == STEP_SURVEY)
        return open_quiz(t, beat->step, row, error);
    return open_plain(t, beat, row, error);
}
