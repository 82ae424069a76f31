/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A command is the whole message, in any of the languages, whatever the learner's own. STOP takes effect before
 * anything else is sent, and nothing but one confirmation follows. */
#include "intake_priv.h"
#include "clock.h"
#include <math.h>

#define PAUSE_DAYS 7
#define PAUSE_MAX 60

/* The learner leaves: what is owed ends, what has not left is recalled, and one confirmation (taken) goes out. */
static bool leave(Inbound *in, const char *what, char *confirmation, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    g_autofree char *text = confirmation;
    g_autofree char *key = g_strdup_printf("STOP/%s", in->event->id);
    g_autoptr(Attempt) attempt = NULL;
    double score = NAN;
    while ((attempt = quiz_current(in->store, e->id, error))) {
        if (!quiz_finish(in->store, attempt, ATTEMPT_CLOSED, in->now, &score, error))
            return false;
        g_clear_pointer(&attempt, attempt_free);
    }
    if ((error && *error) || !enrolment_set_state(in->store, e->id, ENROLMENT_STOPPED, 0, in->now, error) ||
        !schedule_cancel(in->store, e->id, "The learner has left the course.", in->now, error) ||
        !outbox_cancel_learner(in->store, e->learner, DONE_OPTED_OUT, NULL, in->now, error))
        return false;
    context_left(in->context, e->learner);
    return inbound_note(in, what, NULL, error) &&
           tutor_say(&in->t, key, LANE_REPLY, OWED_STOP, g_steal_pointer(&text), error);
}

static bool stop(Inbound *in, int number, GError **error)
{
    return leave(in, "enrolment.stopped", phrase(in->t.who.lang, "stop.reply", NULL), error);
}

static char *course_title(const Inbound *in)
{
    const Course *course = in->t.who.course;
    return layout_fill(&in->t.who, course_text(course->title, course, in->t.who.lang, in->t.who.country));
}

static bool resume(Inbound *in, int number, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    bool was_stopped = e->state == ENROLMENT_STOPPED;
    if (!enrolment_set_state(in->store, e->id, ENROLMENT_ACTIVE, 0, in->now, error) ||
        !outbox_release(in->store, e->learner, HELD_PAUSED, in->now, NULL, error))
        return false;
    in->t.enrolment->state = ENROLMENT_ACTIVE;
    g_autofree char *title = course_title(in);
    return (!was_stopped || inbound_note(in, "enrolment.restarted", NULL, error)) && tutor_extend(&in->t, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "start.reply", "title", title, NULL), error);
}

static bool help(Inbound *in, int number, GError **error)
{
    return inbound_reply(in, phrase(in->t.who.lang, "help", NULL), error);
}

static bool menu(Inbound *in, int number, GError **error)
{
    return inbound_reply(in, phrase(in->t.who.lang, "menu", NULL), error);
}

/* What the learner is asked for at the moment: the newest step that waits for her. */
static char *next_text(Inbound *in, const BeatFact *facts)
{
    const Step *open = NULL;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        StepKind kind = beat->step->kind;
        bool asks =
            kind == STEP_QUIZ || kind == STEP_SIT || kind == STEP_SURVEY || kind == STEP_TASK || kind == STEP_AGREE;
        if (beat->kind == BEAT_OPEN && asks && facts[i].start && !facts[i].done)
            open = beat->step;
    }
    if (!open)
        return phrase(in->t.who.lang, "progress.nothing", NULL);
    const Module *module = course_module(in->t.who.course, open->module);
    const char *title = course_text(open->title, in->t.who.course, in->t.who.lang, in->t.who.country);
    if (!*title && module)
        title = course_text(module->title, in->t.who.course, in->t.who.lang, in->t.who.country);
    g_autofree char *filled = layout_fill(&in->t.who, title);
    return phrase(in->t.who.lang, "progress.waiting", "title", filled, NULL);
}

static bool progress(Inbound *in, int number, GError **error)
{
    const Plan *plan = in->t.plan;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(plan));
    int done = 0, total = 0;
    if (!schedule_facts(in->store, plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return false;
    for (int i = 0; i < plan_count(plan); i++) {
        const Beat *beat = plan_beat(plan, i);
        if (beat->kind != BEAT_OPEN || beat->to_facilitator || beat->step->parent)
            continue;
        total++;
        done += facts[i].done && !facts[i].skipped;
    }
    g_autofree char *d = g_strdup_printf("%d", done), *n = g_strdup_printf("%d", total);
    g_autofree char *next = next_text(in, facts), *title = course_title(in);
    return inbound_reply(
        in, phrase(in->t.who.lang, "progress", "title", title, "done", d, "n", n, "next", next, NULL), error);
}

static bool pause_course(Inbound *in, int number, GError **error)
{
    int days = CLAMP(number > 0 ? number : PAUSE_DAYS, 1, PAUSE_MAX);
    int64_t until = in->now + days * DAY;
    g_autofree char *n = g_strdup_printf("%d", days);
    g_autofree char *date = civil_local_text(cohort_zone(in->t.cohort), until);
    return enrolment_set_state(in->store, in->t.enrolment->id, ENROLMENT_PAUSED, until, in->now, error) &&
           inbound_note(in, "enrolment.paused", NULL, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "pause.reply", "n", n, "date", date, NULL), error);
}

/* Erasure is decided by a person, since councils may oblige to keep credit records; the request stands in the queue. */
static bool forget(Inbound *in, int number, GError **error)
{
    Post request = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .state = POST_QUESTION,
        .basis = BASIS_NONE,
        .text = in->event->text,
        .written = in->now,
        .wamid = in->event->id,
        .why_held = (char *)"erasure request" };
    return post_add(in->store, &request, error) &&
           leave(in, "learner.erasure_asked", phrase(in->t.who.lang, "forget.reply", NULL), error);
}

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

static bool task_done(Inbound *in, int number, GError **error)
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

static bool undo(Inbound *in, int number, GError **error)
{
    return intake_undo(in, error);
}

static bool set_tier(Inbound *in, const char *tier, const char *key, GError **error)
{
    return enrolment_set_tier(in->store, in->t.enrolment->id, tier, error) &&
           inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

static bool lite(Inbound *in, int number, GError **error)
{
    return set_tier(in, "low", "tier.lite", error);
}

static bool full(Inbound *in, int number, GError **error)
{
    return set_tier(in, "full", "tier.full", error);
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

static bool share(Inbound *in, int number, GError **error)
{
    return choose(in, "share", error);
}

static bool ask(Inbound *in, int number, GError **error)
{
    return choose(in, "ask", error);
}

static bool discard(Inbound *in, int number, GError **error)
{
    return choose(in, "discard", error);
}

typedef bool Command(Inbound *in, int number, GError **error);
static Command *const commands[WORDS] = {
    [WORD_STOP] = stop,
    [WORD_START] = resume,
    [WORD_HELP] = help,
    [WORD_MENU] = menu,
    [WORD_PROGRESS] = progress,
    [WORD_PAUSE] = pause_course,
    [WORD_FORGET] = forget,
    [WORD_DONE] = task_done,
    [WORD_UNDO] = undo,
    [WORD_LITE] = lite,
    [WORD_FULL] = full,
    [WORD_SHARE] = share,
    [WORD_ASK] = ask,
    [WORD_DISCARD] = discard,
};

/* YES and NO answer the newest consent question that is still open; they are no commands otherwise. */
static bool answer_agree(Inbound *in, Word word, bool *handled, GError **error)
{
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return false;
    for (int i = plan_count(in->t.plan) - 1; i >= 0; i--) {
        const Beat *beat = plan_beat(in->t.plan, i);
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_AGREE || !facts[i].start || facts[i].done)
            continue;
        g_autoptr(Due) row = schedule_find(in->store, in->t.enrolment->id, 0, beat->id, error);
        if (!row)
            return false;
        g_autofree char *payload =
            g_strdup_printf("a.%" G_GINT64_FORMAT ".%s", row->id, word == WORD_YES ? "yes" : "no");
        *handled = true;
        return intake_tap(in, payload, error);
    }
    return true;
}

/* A word that means something only where it was asked for: after an open question it may be its answer. */
static bool yields_to_question(Inbound *in, Word word, bool *yields, GError **error)
{
    *yields = false;
    if (word != WORD_YES && word != WORD_NO && word != WORD_CONTINUE && word != WORD_FULL && word != WORD_SHARE &&
        word != WORD_ASK && word != WORD_DISCARD && word != WORD_DONE)
        return true;
    g_autoptr(Attempt) attempt = quiz_current(in->store, in->t.enrolment->id, error);
    if (error && *error)
        return false;
    *yields = attempt != NULL && (word == WORD_YES || word == WORD_NO);
    return true;
}

/* CONTINUE: what the group wrote and the daily limit or the next digest keeps back. */
static bool news_now(Inbound *in, GError **error)
{
    return outbox_release(in->store, in->t.enrolment->learner, HELD_CAP, in->now, NULL, error) &&
           relay_set_next(in->store, in->t.enrolment->id, in->now, error);
}

bool intake_command(Inbound *in, bool *handled, GError **error)
{
    int number = 0;
    bool yields = false;
    Word word = phrase_word(in->event->text, &number);
    *handled = false;
    if (word == WORD_NONE || word >= WORDS || !yields_to_question(in, word, &yields, error))
        return word == WORD_NONE || word >= WORDS;
    if (yields)
        return true;
    if (word == WORD_YES || word == WORD_NO)
        return answer_agree(in, word, handled, error);
    *handled = true;
    if (word == WORD_CONTINUE)
        return in->t.enrolment->state == ENROLMENT_PAUSED ? resume(in, 0, error) : news_now(in, error);
    return commands[word](in, number, error);
}
