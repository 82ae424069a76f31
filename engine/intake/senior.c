/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Ask a senior": a question that went to the facilitator may go to one senior of the room instead, by its author's own
 * tap; what the senior replies comes back to her alone. */
#include "command_priv.h"
#include "host_seniors.h"
#include "missing.h"
#include <string.h>

static bool say(Inbound *in, const char *key, GError **error)
{
    return inbound_reply(in, phrase(in->t.who.lang, key, NULL), error);
}

static bool refuse_guarded(Inbound *in, const char *key, const char *why, GError **error)
{
    g_autofree char *shown = context_guard_shown(in->t.who.lang, why);
    return inbound_reply(in, phrase(in->t.who.lang, key, "why", shown, NULL), error);
}

static bool say_name(Inbound *in, const char *key, int64_t enrolment, GError **error)
{
    g_autoptr(Enrolment) e = enrolment_get(in->store, context_vault(in->context), enrolment, error);
    return e && inbound_reply(in, phrase(in->t.who.lang, key, "name", enrolment_shown(e), NULL), error);
}

/* --- who may be asked --- */

static bool set_willing(Inbound *in, bool willing, GError **error)
{
    Upkeep upkeep;
    bool was = false;
    int64_t id = in->t.enrolment->id;
    if (!upkeep_get(in->store, in->t.cohort->id, &upkeep, error) || !senior_is(in->store, id, &was, error))
        return false;
    if (willing && (!upkeep.ask_seniors || in->t.enrolment->role != MEMBER_SENIOR))
        return say(in, "senior.not_here", error);
    if (was != willing && (!senior_set(in->store, id, willing, in->now, error) ||
                              !inbound_note(in, willing ? "senior.agreed" : "senior.withdrew", NULL, error) ||
                              !care_set(in->store, in->t.cohort->id, CARE_SENIORS, in->now, error)))
        return false;
    return say(in, willing ? "senior.on" : "senior.off", error);
}

bool command_senior_on(Inbound *in, const Said *said, GError **error)
{
    return set_willing(in, true, error);
}

bool command_senior_off(Inbound *in, const Said *said, GError **error)
{
    return set_willing(in, false, error);
}

bool intake_senior_says(Inbound *in, const char *value, GError **error)
{
    return set_willing(in, strcmp(value, "yes") == 0, error);
}

/* --- the one who asks --- */

bool intake_asked(Inbound *in, const Post *question, const char *reply, GError **error)
{
    int hours = 0;
    g_autoptr(GError) fault = NULL;
    bool words = question->text && *question->text && !question->media;
    g_autoptr(Enrolment) senior = words ? host_senior_for(&in->t, 0, &hours, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!senior)
        return say(in, reply, error);
    g_autofree char *sent = phrase(in->t.who.lang, reply, NULL), *n = g_strdup_printf("%d", hours);
    g_autofree char *offer = phrase(in->t.who.lang, "senior.offer", "name", enrolment_shown(senior), "hours", n, NULL);
    g_autofree char *text = g_strdup_printf("%s\n\n%s", sent, offer);
    g_autofree char *id = g_strdup_printf("o.%" G_GINT64_FORMAT ".ask.%" G_GINT64_FORMAT, question->id, senior->id);
    g_autofree char *title = phrase(in->t.who.lang, "senior.ask.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, id, title, NULL);
    message->quote = g_strdup(question->wamid);
    return inbound_send(in, "R", message, error);
}

static bool tell_asked(Inbound *in, const Post *question, const Enrolment *senior, int hours, GError **error)
{
    g_autofree char *n = g_strdup_printf("%d", hours);
    g_autofree char *text = phrase(in->t.who.lang, "senior.asked", "name", enrolment_shown(senior), "hours", n, NULL);
    g_autofree char *id = g_strdup_printf("o.%" G_GINT64_FORMAT ".facilitator", question->id);
    g_autofree char *title = phrase(in->t.who.lang, "ask.button", NULL);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, id, title, NULL);
    return inbound_note(in, "senior.asked", NULL, error) && inbound_send(in, "R", message, error);
}

/* The guard looks at it before a colleague does; the facilitator has it all the same. */
static bool put(Inbound *in, const Post *question, int64_t to, GError **error)
{
    int hours = 0;
    bool done = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Enrolment) senior = host_senior_for(&in->t, to, &hours, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autofree char *why = question->text ? context_guard(in->context, question->cohort, question->text) : NULL;
    if (!senior || question->state != POST_QUESTION || question->media)
        return say(in, "senior.not_now", error);
    if (why)
        return refuse_guarded(in, "senior.guard", why, error);
    if (!host_senior_put(&in->t, question, senior, hours, &done, error))
        return false;
    return done ? tell_asked(in, question, senior, hours, error) : say(in, "senior.not_now", error);
}

/* What the room did not take now (a test is open, or she only reads) may be shared later. */
static bool mark_shared(Inbound *in, Asked *asked, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_by_wamid(in->store, in->t.enrolment->id, in->event->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!post)
        return true;
    asked->state = ASKED_SHARED;
    return asked_put(in->store, asked, error);
}

/* Question and answer go to the room as a post of hers, like any other; the senior is not named. Kept, or in research,
 * it is only where the senior lets hers be. */
static bool share(Inbound *in, const Post *question, Asked *asked, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    g_autoptr(Post) answer = post_get(in->store, asked->answer, error);
    g_autoptr(Enrolment) senior =
        answer ? enrolment_get(in->store, context_vault(in->context), asked->senior, error) : NULL;
    if (!senior)
        return false;
    in->unkept = !senior->may_posts || (e->may_research && !senior->may_research);
    if (!answer->text || !question->text)
        return say(in, "got.stale", error);
    g_autofree char *both =
        phrase(in->t.who.lang, "senior.shared", "question", question->text, "text", answer->text, NULL);
    return intake_post(in, both, NULL, 0, BASIS_NONE, error) && mark_shared(in, asked, error);
}

static bool author_taps(Inbound *in, const Post *question, const char *what, const char *to, GError **error)
{
    Asked asked;
    bool known = false;
    if (to)
        return put(in, question, g_ascii_strtoll(to, NULL, 10), error);
    if (!asked_get(in->store, question->id, &asked, &known, error))
        return false;
    bool waits = known && asked.state == ASKED_OPEN, has = known && asked.state == ASKED_ANSWERED;
    if (has && strcmp(what, "share") == 0)
        return share(in, question, &asked, error);
    if ((waits || has) && strcmp(what, "facilitator") == 0)
        return host_senior_give_back(in->context, &asked, ASKED_BACK, in->now, error) && say(in, "ask.reply", error);
    return say(in, "got.stale", error);
}

/* --- the one who is asked --- */

static bool pass(Inbound *in, const Post *question, GError **error)
{
    Asked asked;
    bool known = false;
    if (!asked_get(in->store, question->id, &asked, &known, error))
        return false;
    if (!known || asked.senior != in->t.enrolment->id || asked.state != ASKED_OPEN)
        return say(in, "got.stale", error);
    return host_senior_give_back(in->context, &asked, ASKED_DECLINED, in->now, error) &&
           inbound_note(in, "senior.passed", NULL, error) && say(in, "senior.passed", error);
}

bool intake_senior_tap(Inbound *in, int64_t id, const char *what, const char *to, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) question = post_get(in->store, id, &fault);
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    if (!question || (to && strcmp(what, "ask") != 0))
        return say(in, "got.stale", error);
    if (question->enrolment == in->t.enrolment->id)
        return author_taps(in, question, what, to, error);
    return strcmp(what, "pass") == 0 ? pass(in, question, error) : say(in, "got.stale", error);
}

static bool answer(Inbound *in, const Post *question, Asked *asked, GError **error)
{
    g_autofree char *why = NULL;
    if (!in->event->text || !*in->event->text || inbound_file(in->event))
        return say(in, "senior.words", error);
    if (held_first_state(in, in->event->text, NULL, &why) == POST_HELD)
        return refuse_guarded(in, "senior.answer_guard", why, error);
    Post words = { .cohort = question->cohort,
        .room = question->room,
        .enrolment = in->t.enrolment->id,
        .reply_to = question->id,
        .basis = BASIS_QUOTE,
        .text = in->event->text,
        .state = POST_BETWEEN,
        .keep = in->t.enrolment->may_posts,
        .written = in->now,
        .wamid = in->event->id };
    return post_add(in->store, &words, error) && host_senior_answer(&in->t, asked, question, &words, error) &&
           inbound_note(in, "senior.answered", NULL, error) && say_name(in, "senior.thanks", asked->enrolment, error);
}

bool intake_senior_quoted(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    Asked asked;
    bool known = false;
    *handled = false;
    if (!g_str_has_prefix(quoted->key, "SQ"))
        return true;
    if (!asked_get(in->store, g_ascii_strtoll(quoted->key + strlen("SQ"), NULL, 10), &asked, &known, error))
        return false;
    if (!known || asked.senior != in->t.enrolment->id)
        return true;
    *handled = true;
    if (asked.state != ASKED_OPEN)
        return say(in, asked.answered ? "senior.once" : "senior.late", error);
    g_autoptr(Post) question = post_get(in->store, asked.post, error);
    return question && answer(in, question, &asked, error);
}
