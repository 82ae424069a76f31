/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner sent finds its place, in this order: a tap; an answer to what she is asked on
 * joining; a command that is the whole message; a quoted prompt, post
 * or question;
 * "#12"; an answer to the open question; a vote in the open poll; a review that was asked for; a command that is one
 * letter off; otherwise it is private, and she is asked who should see it. What has no words is answered, and stands in
 * the journal. */
#include "intake_priv.h"

bool inbound_reply(const Inbound *in, char *text, GError **error)
{
    g_autofree char *key = g_strdup_printf("R/%s", in->event->id);
    return tutor_say(&in->t, key, LANE_REPLY, OWED_NOTICE, text, error);
}

bool inbound_send(const Inbound *in, const char *prefix, Message *message, GError **error)
{
    g_autofree char *key = g_strdup_printf("%s/%s", prefix, in->event->id);
    return tutor_owe_one(&in->t, key, LANE_REPLY, OWED_NOTICE, NULL, message, error);
}

bool inbound_note(const Inbound *in, const char *what, const char *payload, GError **error)
{
    g_autofree char *actor = g_strdup_printf("L%" G_GINT64_FORMAT, in->t.enrolment->learner);
    g_autofree char *subject = g_strdup_printf("E%" G_GINT64_FORMAT, in->t.enrolment->id);
    return journal_add(in->store, in->now, actor, what, subject, payload, error);
}

static bool by_number(Inbound *in, bool *handled, GError **error)
{
    const char *rest = NULL;
    int number = in->event->text ? discussion_reply_number(in->event->text, &rest) : 0;
    *handled = false;
    if (number == 0 || (!*rest && !inbound_file(in->event)))
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) post = post_by_number(in->store, in->t.enrolment->room, number, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!post)
        return true;
    *handled = true;
    return intake_post(in, rest, post->prompt, post->id, BASIS_NUMBER, error);
}

static bool by_quote(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    g_autoptr(GError) fault = NULL;
    g_autoptr(OutboxMsg) quoted =
        in->event->context_id ? outbox_by_wamid(in->store, in->event->context_id, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!quoted || quoted->learner != in->t.enrolment->learner)
        return true;
    return intake_quote(in, quoted, handled, error);
}

static bool by_open_question(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    if (in->event->inbound != INBOUND_TEXT || !in->event->text)
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_current(in->store, in->t.enrolment->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return !attempt || intake_answer(in, attempt, attempt->asked - 1, in->event->text, false, handled, error);
}

static bool by_quoted_form(Inbound *in, bool *handled, GError **error)
{
    return intake_form(in, true, handled, error);
}

/* "1: B 2: A" may answer a question that is open. */
static bool by_form(Inbound *in, bool *handled, GError **error)
{
    return intake_form(in, false, handled, error);
}

static bool by_quoted_ties(Inbound *in, bool *handled, GError **error)
{
    return intake_ties(in, true, handled, error);
}

static bool by_ties(Inbound *in, bool *handled, GError **error)
{
    return intake_ties(in, false, handled, error);
}

typedef bool Route(Inbound *in, bool *handled, GError **error);

static bool by_talk(Inbound *in, bool *handled, GError **error)
{
    *handled = true;
    if (inbound_file(in->event))
        return intake_draft(in, error);
    if (in->event->inbound == INBOUND_TEXT && in->event->text && *in->event->text)
        return intake_draft(in, error);
    return intake_other(in, error);
}

static bool is_text(const Event *event)
{
    return event->inbound == INBOUND_TEXT && event->text;
}

static bool by_command(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    return !is_text(in->event) || intake_command(in, handled, error);
}

/* What looks like STOP is asked about even where it quotes something; not where it may be the answer to a question. */
static bool by_slipped_stop(Inbound *in, bool *handled, GError **error)
{
    Said said;
    *handled = false;
    if (!is_text(in->event) || !in->event->context_id || !phrase_read(in->event->text, true, &said) || !said.slip ||
        said.word != WORD_STOP)
        return true;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Attempt) attempt = quiz_current(in->store, in->t.enrolment->id, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    return attempt || intake_slip(in, handled, error);
}

static bool by_slip(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    return !is_text(in->event) || intake_slip(in, handled, error);
}

static bool by_beginning(Inbound *in, bool *handled, GError **error)
{
    *handled = false;
    return !is_text(in->event) || intake_begins(in, handled, error);
}

bool intake_message(Inbound *in, GError **error)
{
    static Route *const routes[] = { intake_joining, by_command, intake_practice, intake_stock, by_beginning,
        by_slipped_stop, by_quoted_form, by_quoted_ties, by_quote, by_number, by_open_question, by_form, by_ties,
        intake_offer_word, intake_vote, intake_review, by_slip, by_talk };
    const Event *event = in->event;
    EnrolmentState state = in->t.enrolment->state;
    if (state == ENROLMENT_REMOVED || state == ENROLMENT_NO_OPT_IN)
        return true;
    if (state == ENROLMENT_STOPPED) {
        bool handled = false;
        /* After STOP only START is heard, and the tap that says why; nothing is answered, and no words are kept. */
        int number = 0;
        if (!event->text || event->inbound != INBOUND_TEXT || phrase_word(event->text, &number) != WORD_START)
            return intake_why_left(in, error);
        return intake_command(in, &handled, error);
    }
    if (in->t.cohort->state == COHORT_CLOSED)
        return intake_closed(in, error);
    if (intake_must_agree(in))
        return intake_unagreed(in, error);
    if (event->payload && (event->inbound == INBOUND_BUTTON || event->inbound == INBOUND_BUTTON_REPLY ||
                              event->inbound == INBOUND_LIST_REPLY))
        return intake_tap(in, event->payload, error);
    for (gsize i = 0; i < G_N_ELEMENTS(routes); i++) {
        bool handled = false;
        if (!routes[i](in, &handled, error))
            return false;
        if (handled)
            return true;
    }
    return true;
}
