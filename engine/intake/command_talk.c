/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about a task or a draft: DONE, UNDO, SHARE, ASK, DISCARD, and YES or NO to an open question of consent. */
#include "command_priv.h"
#include "clock.h"
#include <math.h>

/* The newest open task of the learner, her own or her room's. */
static const Step *open_task(Inbound *in, GError **error)
{
    const Step *newest = NULL;
    int64_t at = 0;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return NULL;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        if (beat->kind == BEAT_OPEN && beat->step->kind == STEP_TASK && facts[i].start > at && !facts[i].skipped) {
            newest = beat->step;
            at = facts[i].start;
        }
    }
    return newest;
}

bool command_done(Inbound *in, const Said *said, GError **error)
{
    bool fresh = false;
    const Step *task = open_task(in, error);
    if (error && *error)
        return false;
    if (!task)
        return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
    return task_confirm(in->store, in->t.enrolment->id, task->id, "text", in->now, &fresh, error) &&
           (task->to == TO_ROOM || tutor_done(&in->t, task->id, NAN, error)) &&
           (!fresh || inbound_reply(in, phrase(in->t.who.lang, "task.done", NULL), error));
}

bool command_undo(Inbound *in, const Said *said, GError **error)
{
    return intake_undo(in, error);
}

/* SHARE, ASK and DISCARD in words choose for the newest draft. */
static bool choose(Inbound *in, const char *choice, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) draft = post_newest(in->store, in->t.enrolment->id, POST_DRAFT, in->now - DAY, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!draft)
        return inbound_reply(in, phrase(in->t.who.lang, "not_understood", NULL), error);
    return intake_choose(in, draft->id, choice, error);
}

bool command_share(Inbound *in, const Said *said, GError **error)
{
    return choose(in, "share", error);
}

/* ASK chooses for a draft; where there is none, it tells how to ask. */
bool command_ask(Inbound *in, const Said *said, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) draft = post_newest(in->store, in->t.enrolment->id, POST_DRAFT, in->now - DAY, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (draft && said && in->event->inbound == INBOUND_TEXT)
        return intake_choose(in, draft->id, "ask", error);
    g_autofree char *text = phrase(in->t.who.lang, "ask.how", NULL);
    return inbound_send(in, "ASK", message_new(MESSAGE_TEXT, text), error);
}

bool command_discard(Inbound *in, const Said *said, GError **error)
{
    return choose(in, "discard", error);
}

/* Whether she quotes a message that was sent to her: what it asked is answered there (quote.c). */
static bool quotes_message(Inbound *in, bool *quotes, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(OutboxMsg) quoted =
        in->event->context_id ? outbox_by_wamid(in->store, in->event->context_id, &fault) : NULL;
    *quotes = quoted && quoted->learner == in->t.enrolment->learner;
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    return !fault;
}

bool command_agree_to(Inbound *in, const char *beat, Word word, bool *handled, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Due) row = schedule_find(in->store, in->t.enrolment->id, 0, beat, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    if (!row)
        return !(error && *error);
    g_autofree char *payload = g_strdup_printf("a.%" G_GINT64_FORMAT ".%s", row->id, word == WORD_YES ? "yes" : "no");
    *handled = true;
    return intake_tap(in, payload, error);
}

/* YES and NO answer the newest consent question that is still open; they are no commands otherwise. */
bool command_agree(Inbound *in, Word word, bool *handled, GError **error)
{
    bool quotes = false;
    if (!quotes_message(in, &quotes, error) || quotes)
        return quotes;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return false;
    for (int i = plan_count(in->t.plan) - 1; i >= 0; i--) {
        const Beat *beat = plan_beat(in->t.plan, i);
        if (beat->kind == BEAT_OPEN && beat->step->kind == STEP_AGREE && facts[i].start && !facts[i].done)
            return command_agree_to(in, beat->id, word, handled, error);
    }
    return true;
}
