/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An event is announced like any step, reminded before it begins, and has its book of attendance. Its step is over when
 * she was there or when the book closes; only who was there has done it for a certificate. */
#include "event_step.h"
#include "certify.h"
#include "clock.h"
#include "phrase.h"
#include "rng.h"
#include "text.h"

#include <math.h>

char *event_code(const Cohort *cohort, const Step *event)
{
    g_autofree char *label = g_strdup_printf("event/%s", event->id);
    Rng rng = rng_stream(cohort->seed, label);
    return g_strdup_printf("%d", 1000 + (int)(rng_u64(&rng) % 9000));
}

static char *clock_text(const Tutor *t, int64_t utc)
{
    g_autofree char *local = civil_local_text(cohort_zone(t->cohort), utc);
    return g_strdup(local + 11);
}

static char *title_of(const Tutor *t, const Step *event)
{
    return layout_fill(&t->who, course_text(event->title, t->who.course, t->who.lang, t->who.country));
}

char *event_facts(const Tutor *t, const Step *event)
{
    int64_t start = schedule_event_start(t->cohort, event);
    g_autofree char *date = tutor_date(t, start), *from = clock_text(t, start);
    g_autofree char *to = clock_text(t, start + event->minutes * MINUTE);
    g_autofree char *when =
        phrase(t->who.lang, "event.when", "date", date, "from", from, "to", to, "zone", t->cohort->zone, NULL);
    g_autofree char *where =
        event->place && *event->place ? phrase(t->who.lang, "event.where", "place", event->place, NULL) : NULL;
    return where ? g_strdup_printf("%s\n%s", when, where) : g_steal_pointer(&when);
}

static void add_answer(const Tutor *t, Message *message, const char *key, const char *answer)
{
    g_autofree char *id = g_strdup_printf("e.%s.%s", key, answer), *name = g_strdup_printf("event.%s.button", answer);
    g_autofree char *full = phrase(t->who.lang, name, NULL);
    g_autofree char *title = text_cut(full, (size_t)t->who.caps->button_title);
    message_add_choice(message, id, title, NULL);
}

GPtrArray *event_opening(const Tutor *t, const Step *event, const char *key)
{
    g_autofree char *facts = event_facts(t, event);
    GPtrArray *messages = layout_post(&t->who, event, NULL);
    if (!event->rsvp) {
        g_ptr_array_extend_and_steal(messages, layout_plain(&t->who, facts));
        return messages;
    }
    g_autofree char *ask = phrase(t->who.lang, "event.ask", NULL);
    g_autofree char *text = g_strdup_printf("%s\n\n%s", facts, ask);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    add_answer(t, message, key, "yes");
    add_answer(t, message, key, "maybe");
    add_answer(t, message, key, "no");
    g_ptr_array_add(messages, message);
    return messages;
}

bool event_answered(const Tutor *t, const Step *event, char **answer, GError **error)
{
    return poll_choices(context_store(t->context), t->enrolment->id, event->id, answer, error);
}

/* Why a reminder is not worth a message; NULL when it is. */
static const char *needless(const Tutor *t, const Step *event, const Due *opened, const char *answer)
{
    int64_t quiet = cohort_quiet_until(t->cohort, t->now), start = schedule_event_start(t->cohort, event);
    if (!opened || opened->state != DUE_OPEN)
        return "It was over already.";
    if (!t->enrolment->may_course)
        return "The learner had not agreed to the course.";
    if (g_strcmp0(answer, "no") == 0)
        return "The learner has said that she does not come.";
    return MAX(quiet, t->now) >= start ? "It could not have come before the event began." : NULL;
}

bool event_remind(const Tutor *t, const Beat *beat, const Due *row, GError **error)
{
    Store *store = context_store(t->context);
    const Step *event = beat->step;
    g_autofree char *answer = NULL;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) opened = schedule_find(store, t->enrolment->id, 0, event->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!event_answered(t, event, &answer, error))
        return false;
    const char *why_not = needless(t, event, opened, answer);
    if (why_not)
        return schedule_skip(store, row->id, why_not, t->now, error);
    g_autofree char *title = title_of(t, event), *facts = event_facts(t, event);
    g_autofree char *key = g_strdup_printf("E%" G_GINT64_FORMAT "/%s", t->enrolment->id, beat->id);
    g_autofree char *text = phrase(t->who.lang, "event.remind", "title", title, "facts", facts, NULL);
    return tutor_owe(t, key, LANE_REMINDER, OWED_REMINDER, event->id, layout_plain(&t->who, text), error) &&
           schedule_finish(store, row->id, t->now, NAN, error);
}

bool event_answer(const Tutor *t, const Step *event, const char *answer, GError **error)
{
    bool changed = false;
    return poll_vote(
        context_store(t->context), t->enrolment->id, t->enrolment->room, event->id, answer, t->now, &changed, error);
}

bool event_present(const Tutor *t, const Step *event, const char *how, bool *fresh, GError **error)
{
    return task_confirm(context_store(t->context), t->enrolment->id, event->id, how, t->now, fresh, error) &&
           tutor_done(t, event->id, NAN, error);
}

bool event_absent(const Tutor *t, const Step *event, GError **error)
{
    return task_take_back(context_store(t->context), t->enrolment->id, event->id, error);
}
