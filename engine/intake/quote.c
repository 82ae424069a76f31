/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner replies to with WhatsApp's own quote tells where her words belong. */
#include "intake_priv.h"

#include <string.h>

/* "Q42.3" -> attempt and position. */
static bool question_key(const char *key, int64_t *attempt, int *position)
{
    char *end = NULL;
    if (key[0] != 'Q')
        return false;
    *attempt = g_ascii_strtoll(key + 1, &end, 10);
    if (!end || *end != '.')
        return false;
    *position = (int)g_ascii_strtoll(end + 1, NULL, 10);
    return true;
}

/* Who replies to private words of the facilitator, or to "How to ask", has said to whom. */
static bool reply_privately(Inbound *in, const char *reply, GError **error)
{
    Post question = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .enrolment = in->t.enrolment->id,
        .basis = BASIS_QUOTE,
        .text = in->event->text,
        .media = in->event->media_id,
        .mime = inbound_file(in->event) ? in->event->mime : NULL,
        .state = POST_QUESTION,
        .keep = in->t.enrolment->may_posts,
        .written = in->now,
        .wamid = in->event->id };
    return post_add(in->store, &question, error) && inbound_want_file(in, &question, error) &&
           inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

/* A reply to what a facilitator said: to her post in the room, or to her alone. */
static bool quote_facilitator(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    if (!in->event->text && !inbound_file(in->event))
        return true;
    *handled = true;
    if (!quoted->post)
        return reply_privately(in, "question.reply", error);
    g_autoptr(Post) post = post_get(in->store, quoted->post, error);
    return post && intake_post(in, in->event->text, post->prompt, post->id, BASIS_QUOTE, error);
}

/* The post that a quoted message held alone, when it is in the learner's room; NULL without error when there is none.
 */
static Post *only_post(Inbound *in, const OutboxMsg *quoted, GError **error)
{
    const char *name = strstr(quoted->key, "/post=");
    if (quoted->kind != OWED_RELAY || !name)
        return NULL;
    g_autoptr(Post) post = post_get(in->store, g_ascii_strtoll(name + strlen("/post="), NULL, 10), error);
    return post && post->room == in->t.enrolment->room && post->state == POST_SHARED ? g_steal_pointer(&post) : NULL;
}

bool intake_quote(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    int64_t attempt_id = 0;
    int position = 0;
    *handled = false;
    if (question_key(quoted->key, &attempt_id, &position)) {
        g_autoptr(Attempt) attempt = quiz_get(in->store, attempt_id, error);
        return attempt &&
               (!in->event->text || intake_answer(in, attempt, position, in->event->text, false, handled, error));
    }
    if (g_str_has_prefix(quoted->key, "RV") &&
        (!intake_review_quoted(in, g_ascii_strtoll(quoted->key + 2, NULL, 10), handled, error) || *handled))
        return *handled;
    if (!intake_lead_words(in, quoted, handled, error))
        return false;
    if (*handled)
        return true;
    if (quoted->kind == OWED_SAY || quoted->kind == OWED_ANSWER)
        return quote_facilitator(in, quoted, handled, error);
    if (g_str_has_prefix(quoted->key, "ASK/") && (in->event->text || inbound_file(in->event))) {
        *handled = true;
        return reply_privately(in, "ask.reply", error);
    }
    const Step *step = quoted->step ? course_step(in->t.who.course, quoted->step) : NULL;
    bool task = quoted->kind == OWED_CONTENT || g_str_has_suffix(quoted->key, "/rejected/1");
    if (step && step->kind == STEP_ASSIGNMENT && task && (in->event->text || inbound_file(in->event))) {
        *handled = true;
        return intake_work(in, step, error);
    }
    if (step && step->kind == STEP_BRING && quoted->kind != OWED_RELAY &&
        (in->event->text || inbound_file(in->event))) {
        *handled = true;
        return intake_brought(in, step, error);
    }
    /* Under the spread of a poll there is talk. */
    if (step && step->kind == STEP_POLL &&
        (!intake_vote_text(in, step, handled, error) || *handled || quoted->kind != OWED_PROMPT))
        return !(error && *error);
    if (quoted->kind == OWED_TALK && (in->event->text || inbound_file(in->event))) {
        *handled = true;
        g_autoptr(Post) post = post_get(in->store, quoted->post, error);
        return post && intake_post(in, in->event->text, post->prompt, post->id, BASIS_QUOTE, error);
    }
    bool prompt = quoted->kind == OWED_PROMPT || (step && step->kind == STEP_DISCUSSION);
    if (!prompt && quoted->kind != OWED_RELAY)
        return true;
    if (!in->event->text && !inbound_file(in->event))
        return true;
    *handled = true;
    /* A digest of several posts: which one is meant only a number tells. */
    const char *rest = in->event->text;
    int number = rest ? discussion_reply_number(rest, &rest) : 0;
    g_autoptr(Post) target = number ? post_by_number(in->store, in->t.enrolment->room, number, error) : NULL;
    if (error && *error)
        return false;
    if (target)
        return intake_post(in, rest, target->prompt, target->id, BASIS_NUMBER, error);
    g_autoptr(Post) only = prompt ? NULL : only_post(in, quoted, error);
    if (error && *error)
        return false;
    return intake_post(in, in->event->text,
        prompt ? step->id
        : only ? only->prompt
               : NULL,
        only ? only->id : 0, BASIS_QUOTE, error);
}
