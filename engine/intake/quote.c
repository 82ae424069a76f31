/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a learner replies to with WhatsApp's own quote tells where her words belong. */
#include "command_priv.h"

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
           intake_asked(in, &question, reply, error);
}

static bool has_words(const Inbound *in)
{
    return in->event->text || inbound_file(in->event);
}

/* --- what may have been quoted: each sets *handled where the words are its own --- */

typedef bool Quoted(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error);

static bool quote_review(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    return !g_str_has_prefix(quoted->key, "RV") ||
           intake_review_quoted(in, g_ascii_strtoll(quoted->key + strlen("RV"), NULL, 10), handled, error);
}

/* A question of consent, by YES or NO; one that she has answered as its buttons do then. */
static bool quote_consent(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    Said said;
    const Step *step = quoted->step ? course_step(in->t.who.course, quoted->step) : NULL;
    bool words = step && step->kind == STEP_AGREE && in->event->text && phrase_read(in->event->text, false, &said);
    return !words || (said.word != WORD_YES && said.word != WORD_NO) ||
           command_agree_to(in, step->id, said.word, handled, error);
}

/* Under a post, with what is asked there. */
static bool answer_post(Inbound *in, int64_t id, GError **error)
{
    g_autoptr(Post) post = post_get(in->store, id, error);
    return post && intake_post(in, in->event->text, post->prompt, post->id, BASIS_QUOTE, error);
}

/* What a facilitator said, to the room or to her alone; "How to ask". */
static bool quote_staff(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    bool said = quoted->kind == OWED_SAY || quoted->kind == OWED_ANSWER, asks = g_str_has_prefix(quoted->key, "ASK/");
    if ((!said && !asks) || !has_words(in))
        return true;
    *handled = true;
    if (said && quoted->post)
        return answer_post(in, quoted->post, error);
    return reply_privately(in, said ? "question.reply" : "ask.reply", error);
}

/* A step that is answered by a reply to it. */
static bool quote_step(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    const Step *step = quoted->step ? course_step(in->t.who.course, quoted->step) : NULL;
    if (!step || !has_words(in))
        return true;
    if (step->kind == STEP_POLL)
        return intake_vote_text(in, step, handled, error);
    bool task = quoted->kind == OWED_CONTENT || g_str_has_suffix(quoted->key, "/rejected/1");
    if (step->kind == STEP_ASSIGNMENT && task) {
        *handled = true;
        return intake_work(in, step, error);
    }
    if (step->kind == STEP_BRING && quoted->kind != OWED_RELAY) {
        *handled = true;
        return intake_brought(in, step, error);
    }
    return true;
}

/* A colleague's words in her circle. */
static bool quote_circle(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    if (quoted->kind != OWED_TALK || !has_words(in))
        return true;
    *handled = true;
    return answer_post(in, quoted->post, error);
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

/* What is talked about in the room: a prompt (also the spread of a poll), or a digest of posts, of which only a number
 * tells the one that is meant. */
static bool quote_room(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    const Step *step = quoted->step ? course_step(in->t.who.course, quoted->step) : NULL;
    bool prompt = quoted->kind == OWED_PROMPT || (step && step->kind == STEP_DISCUSSION);
    if ((!prompt && quoted->kind != OWED_RELAY) || !has_words(in))
        return true;
    *handled = true;
    const char *rest = in->event->text;
    int number = rest ? discussion_reply_number(rest, &rest) : 0;
    g_autoptr(GError) fault = NULL;
    g_autoptr(Post) target = number ? post_by_number(in->store, in->t.enrolment->room, number, &fault) : NULL;
    g_autoptr(Post) only = !fault && !target && !prompt ? only_post(in, quoted, &fault) : NULL;
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (target)
        return intake_post(in, rest, target->prompt, target->id, BASIS_NUMBER, error);
    const char *about = prompt && step ? step->id : only ? only->prompt : NULL;
    return intake_post(in, in->event->text, about, only ? only->id : 0, BASIS_QUOTE, error);
}

bool intake_quote(Inbound *in, const OutboxMsg *quoted, bool *handled, GError **error)
{
    static Quoted *const kinds[] = { quote_consent, quote_review, intake_senior_quoted, intake_lead_words, quote_staff,
        quote_step, quote_circle, quote_room };
    int64_t attempt_id = 0;
    int position = 0;
    *handled = false;
    if (question_key(quoted->key, &attempt_id, &position)) {
        g_autoptr(Attempt) attempt = quiz_get(in->store, attempt_id, error);
        return attempt &&
               (!in->event->text || intake_answer(in, attempt, position, in->event->text, false, handled, error));
    }
    for (gsize i = 0; i < G_N_ELEMENTS(kinds) && !*handled; i++)
        if (!kinds[i](in, quoted, handled, error))
            return false;
    return true;
}
