/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leaving and coming back. STOP takes effect before anything else is sent, and nothing but one confirmation follows;
 * what only looks like STOP, and FORGET ME, are asked about first, by a tap. */
#include "admit.h"
#include "command_priv.h"
#include "advertise.h"
#include "leaving.h"
#include "missing.h"

#include <math.h>
#include <string.h>

#define WHY_LEFT "w.left."

/* The learner leaves: what is owed ends, what has not left is recalled, and one confirmation (taken) goes out. */
static bool leave(Inbound *in, const char *what, Message *confirmation, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    g_autoptr(Message) message = confirmation;
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
    if (!advertise_stop(in->context, e->learner, in->event->id, in->now, error) || !inbound_note(in, what, NULL, error))
        return false;
    return tutor_owe_one(&in->t, key, LANE_REPLY, OWED_STOP, NULL, g_steal_pointer(&message), error);
}

/* Why she leaves is asked in the one message that may still go; patients, of whom nothing is counted, are not asked. */
static Message *farewell(const Inbound *in)
{
    const char *lang = in->t.who.lang, *reason;
    g_autofree char *reply = phrase(lang, "stop.reply", NULL), *why = phrase(lang, "stop.why", NULL);
    if (!audience_rules(in->t.cohort->audience)->studied)
        return message_new(MESSAGE_TEXT, reply);
    g_autofree char *text = g_strconcat(reply, "\n\n", why, NULL);
    Message *message = message_new(MESSAGE_LIST, text);
    message->list_label = phrase(lang, "stop.why.label", NULL);
    for (guint i = 0; (reason = leaving_reason(i)); i++) {
        g_autofree char *id = g_strconcat(WHY_LEFT, reason, NULL);
        g_autofree char *key = g_strdup_printf("left.%s.row", reason);
        g_autofree char *title = phrase(lang, key, NULL);
        message_add_choice(message, id, title, NULL);
    }
    return message;
}

bool intake_why_left(Inbound *in, GError **error)
{
    const Event *event = in->event;
    const char *said =
        event->inbound == INBOUND_LIST_REPLY && event->payload && g_str_has_prefix(event->payload, WHY_LEFT)
            ? event->payload + strlen(WHY_LEFT)
            : NULL;
    return !leaving_is(said) ||
           leaving_note(in->store, in->t.enrolment->learner, in->t.enrolment->id, said, in->now, error);
}

bool command_stop(Inbound *in, const Said *said, GError **error)
{
    return leave(in, "enrolment.stopped", farewell(in), error);
}

bool command_decline(Inbound *in, GError **error)
{
    g_autofree char *text = phrase(in->t.who.lang, "group.declined", NULL);
    return leave(in, "enrolment.stopped", message_new(MESSAGE_TEXT, text), error);
}

bool command_start(Inbound *in, const Said *said, GError **error)
{
    const Enrolment *e = in->t.enrolment;
    bool was_stopped = e->state == ENROLMENT_STOPPED, place = true;
    if (was_stopped && intake_must_agree(in) && !admit_has_place(in->context, in->t.cohort, &place, error))
        return false;
    g_autofree char *key = g_strdup_printf("STOP/%s", in->event->id);
    if (!place) /* she had said no, and others have come meanwhile */
        return tutor_say(&in->t, key, LANE_REPLY, OWED_STOP, phrase(in->t.who.lang, "group.declined", NULL), error);
    if (!enrolment_set_state(in->store, e->id, ENROLMENT_ACTIVE, 0, in->now, error) ||
        !outbox_release(in->store, e->learner, HELD_PAUSED, in->now, NULL, error))
        return false;
    in->t.enrolment->state = ENROLMENT_ACTIVE;
    if (intake_must_agree(in))
        return intake_ask_consent(in, error);
    g_autofree char *title = command_course_title(in);
    return (!was_stopped || inbound_note(in, "enrolment.restarted", NULL, error)) && tutor_extend(&in->t, error) &&
           inbound_reply(in, phrase(in->t.who.lang, "start.reply", "title", title, NULL), error);
}

/* Erasure is decided by a person, since councils may oblige to keep credit records; the request stands in the queue. */
static bool forget(Inbound *in, GError **error)
{
    Post request = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .state = POST_QUESTION,
        .basis = BASIS_NONE,
        .text = (char *)"FORGET ME",
        .written = in->now,
        .wamid = in->event->id,
        .why_held = (char *)"erasure request" };
    g_autofree char *text = phrase(in->t.who.lang, "forget.reply", NULL);
    return post_add(in->store, &request, error) &&
           leave(in, "learner.erasure_asked", message_new(MESSAGE_TEXT, text), error);
}

/* Two buttons under a question. */
static bool ask_first(
    Inbound *in, int64_t draft, const char *text_key, const char *what, const char *button_key, GError **error)
{
    g_autofree char *text = phrase(in->t.who.lang, text_key, NULL);
    g_autofree char *yes = phrase(in->t.who.lang, button_key, NULL), *on = phrase(in->t.who.lang, "goon.button", NULL);
    g_autofree char *yes_id = g_strdup_printf("w.%s.%" G_GINT64_FORMAT, what, draft);
    g_autofree char *on_id = g_strdup_printf("w.on.%" G_GINT64_FORMAT, draft);
    Message *message = message_new(MESSAGE_BUTTONS, text);
    message_add_choice(message, yes_id, yes, NULL);
    message_add_choice(message, on_id, on, NULL);
    return inbound_send(in, "R", message, error);
}

bool command_ask_stop(Inbound *in, GError **error)
{
    int64_t draft = 0;
    /* A slip may have been talk: it is kept, private, so that going on loses nothing. */
    if (in->event->inbound == INBOUND_TEXT && !intake_keep_draft(in, &draft, error))
        return false;
    return ask_first(in, draft, "stop.ask", "leave", "stop.button", error);
}

bool command_forget(Inbound *in, const Said *said, GError **error)
{
    return ask_first(in, 0, "forget.ask", "erase", "forget.button", error);
}

/* The draft that stood behind the question was no message to anyone. */
static bool drop_draft(Inbound *in, int64_t draft, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = draft ? post_get(in->store, draft, &fault) : NULL;
    if (!missing_only(g_steal_pointer(&fault), error))
        return false;
    return !post || post->enrolment != in->t.enrolment->id ||
           post_move(in->store, draft, POST_DRAFT, POST_DISCARDED, in->now, NULL, NULL, error);
}

bool command_decide(Inbound *in, const char *what, int64_t draft, GError **error)
{
    if (g_str_equal(what, "on"))
        return inbound_reply(in, phrase(in->t.who.lang, draft ? "goon.kept" : "goon.reply", NULL), error);
    return drop_draft(in, draft, error) &&
           (g_str_equal(what, "erase") ? forget(in, error) : command_stop(in, NULL, error));
}
