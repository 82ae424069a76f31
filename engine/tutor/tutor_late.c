/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who joins late: her consents first; then, in the course's order and under the daily cap, one after the other, the
 * lessons that the room has had and what is still open in it, each when the one before has been sent. A task or quiz of
 * her own waits until she has been shown the lessons above it in its module. Closed discussions and polls stay closed.
 */
#include "tutor.h"
#include "clock.h"

#define BETWEEN_LESSONS (5 * MINUTE)
#define LOOK_AGAIN (10 * MINUTE) /* while something is on its way to her */
#define CONSENT_PATIENCE DAY     /* so long the lessons wait for an answer that may never come */

/* Something that the room still has open, and that she can take part in. */
static bool is_open(const Beat *beat, const BeatFact *fact)
{
    return beat->for_room && !beat->to_facilitator && beat->kind == BEAT_OPEN && !schedule_is_lesson(beat) &&
           fact->start && !fact->done && !fact->skipped;
}

/* The first beat from `from` on that she lacks; -1: none. */
static bool next_lacking(const Tutor *t, int from, int *index, GError **error)
{
    Store *store = context_store(t->context);
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(t->plan));
    *index = -1;
    if (!schedule_late_facts(store, t->plan, t->enrolment->id, t->enrolment->room, facts, error))
        return false;
    for (int i = from; i < plan_count(t->plan) && *index < 0; i++) {
        const Beat *beat = plan_beat(t->plan, i);
        if (!facts[i].missed && !is_open(beat, &facts[i]))
            continue;
        g_autoptr(GError) fault = NULL;
        g_autoptr(Due) own = schedule_find(store, t->enrolment->id, 0, beat->id, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        if (!own)
            *index = i;
    }
    return true;
}

static bool plan_next(const Tutor *t, int64_t utc, GError **error)
{
    int index = -1;
    return next_lacking(t, 0, &index, error) && (index < 0 || schedule_own(context_store(t->context), t->plan,
                                                                  t->cohort, t->enrolment->id, index, utc, error));
}

bool tutor_agreed(const Tutor *t, GError **error)
{
    return !t->enrolment->joined_late || plan_next(t, t->now, error);
}

/* Whether a question of consent waits for her answer, and has not waited too long. */
static bool is_asked(const Tutor *t, bool *asked, GError **error)
{
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(t->plan));
    *asked = false;
    if (!schedule_facts(context_store(t->context), t->plan, t->enrolment->id, t->enrolment->room, facts, error))
        return false;
    for (int i = 0; i < plan_count(t->plan); i++) {
        const Beat *beat = plan_beat(t->plan, i);
        if (beat->kind == BEAT_OPEN && beat->step->kind == STEP_AGREE && facts[i].planned && !facts[i].done)
            *asked |= !facts[i].start || t->now < facts[i].start + CONSENT_PATIENCE;
    }
    return true;
}

bool tutor_catch_up(const Tutor *t, const Beat *beat, const Due *row, GError **error)
{
    Store *store = context_store(t->context);
    bool busy = false, asked = false;
    if (!outbox_strand_waits(store, t->enrolment->learner, LANE_CONTENT, &busy, error) || !is_asked(t, &asked, error))
        return false;
    if (busy || asked)
        return schedule_postpone(store, row->id, t->now + LOOK_AGAIN, error);
    g_autoptr(Due) rooms = schedule_find(store, 0, t->enrolment->room, beat->id, error);
    if (!rooms)
        return error == NULL || *error == NULL;
    bool over = !schedule_is_lesson(beat) && rooms->state != DUE_OPEN;
    if (over && !schedule_skip(store, row->id, "It was over before the learner reached it.", t->now, error))
        return false;
    if (!over &&
        (!tutor_show(t, beat, rooms->id, error) || !schedule_finish(store, row->id, t->now, row->score, error)))
        return false;
    return plan_next(t, over ? t->now : t->now + BETWEEN_LESSONS, error) && tutor_extend(t, error);
}

bool tutor_show_late(const Tutor *t, const Beat *beat, int64_t row, GError **error)
{
    Store *store = context_store(t->context);
    int index = plan_find(t->plan, beat->id);
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(t->plan));
    /* Before she has agreed nothing of the room's is for her; tutor_agreed begins with what she then lacks. */
    if (!t->enrolment->may_course)
        return true;
    if (!schedule_late_facts(store, t->plan, t->enrolment->id, t->enrolment->room, facts, error))
        return false;
    for (int i = 0; i < index; i++)
        if (facts[i].missed && plan_beat(t->plan, i)->module == beat->module && beat->kind != BEAT_CLOSE)
            return true; /* it comes in its turn */
    if (!tutor_show(t, beat, row, error))
        return false;
    if (!schedule_is_lesson(beat))
        return true;
    if (!schedule_own(store, t->plan, t->cohort, t->enrolment->id, index, t->now, error))
        return false;
    g_autoptr(Due) own = schedule_find(store, t->enrolment->id, 0, beat->id, error);
    return own && (own->state != DUE_WAITING || schedule_finish(store, own->id, t->now, own->score, error));
}
