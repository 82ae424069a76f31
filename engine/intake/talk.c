/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Private until shared. What quotes a prompt or a post, or begins with "#12", was meant for the room; anything else is
 * kept as a draft and the learner is asked. Media wait for a facilitator; so does text that could name a patient. */
#include "intake_priv.h"
#include "clock.h"
#include "company.h"
#include <string.h>

#define UNDO_TIME (2 * MINUTE)

const char *inbound_file(const Event *event)
{
    switch (event->inbound) {
    case INBOUND_IMAGE:
    case INBOUND_STICKER:
        return "photo";
    case INBOUND_VIDEO:
        return "video";
    case INBOUND_AUDIO:
        return "voice note";
    case INBOUND_DOCUMENT:
        return "document";
    case INBOUND_TEXT:
    case INBOUND_LOCATION:
    case INBOUND_CONTACTS:
    case INBOUND_REACTION:
    case INBOUND_BUTTON:
    case INBOUND_BUTTON_REPLY:
    case INBOUND_LIST_REPLY:
    case INBOUND_FORM_REPLY:
    case INBOUND_ORDER:
    case INBOUND_SYSTEM:
    case INBOUND_UNSUPPORTED:
    case INBOUND_EDIT:
    case INBOUND_REVOKE:
    case INBOUND_OTHER:
    case INBOUND_KINDS:
        break;
    }
    return NULL;
}

/* While a test or quiz is open in the cohort, what looks like an answer goes nowhere. */
static bool keeps_answers_back(Inbound *in, const char *text, bool *back, GError **error)
{
    bool open = false;
    *back = false;
    if (!text || !quiz_looks_like_answer(text))
        return true;
    if (!quiz_any_open(in->store, in->t.enrolment->cohort, &open, error))
        return false;
    *back = open;
    return true;
}

/* Told once a step: in a talk that goes to and fro a receipt for each word would only be in the way. */
static bool tell_circle(Inbound *in, const Post *post, GError **error)
{
    CircleKind kind;
    g_autoptr(GError) fault = NULL;
    company_step(course_step(in->t.who.course, post->prompt), &kind);
    g_autofree char *names = company_names(&in->t, kind, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    g_autofree char *key = g_strdup_printf(
        "E%" G_GINT64_FORMAT "/%s/circle%" G_GINT64_FORMAT, in->t.enrolment->id, post->prompt, post->circle);
    return tutor_say(&in->t, key, LANE_REPLY, OWED_NOTICE,
        phrase(in->t.who.lang, "circle.sent", "names", names ? names : "", NULL), error);
}

/* She is here and talks: what the others said beyond the day's ration need not wait for tomorrow. */
static bool hear_circle(Inbound *in, GError **error)
{
    return outbox_release(in->store, in->t.enrolment->learner, HELD_CAP, in->now, NULL, error);
}

bool inbound_want_file(Inbound *in, const Post *post, GError **error)
{
    return !post->media ||
           library_fetch_want(context_library(in->t.context), post->id, post->media, post->mime, in->now, error);
}

/* A group of people's own: what is meant for it is written there. */
static bool is_observed(Inbound *in, bool *observed, GError **error)
{
    g_autofree char *mode = room_mode(in->store, in->t.enrolment->room, error);
    *observed = mode && strcmp(mode, "observed") == 0;
    return mode != NULL;
}

bool intake_post(Inbound *in, const char *text, const char *prompt, int64_t reply_to, ReplyBasis basis, GError **error)
{
    bool back = false;
    g_autofree char *why = NULL;
    const char *media = inbound_file(in->event);
    if (in->t.enrolment->role == MEMBER_OBSERVER)
        return inbound_reply(in, phrase(in->t.who.lang, "observer.reads", NULL), error);
    if (!keeps_answers_back(in, text, &back, error))
        return false;
    if (back)
        return inbound_reply(in, phrase(in->t.who.lang, "answer_like", NULL), error);
    bool observed = false;
    if (!is_observed(in, &observed, error))
        return false;
    if (observed)
        return inbound_reply(in, phrase(in->t.who.lang, "share.observed", NULL), error);
    bool apart = false;
    if (!intake_social(in, reply_to, &apart, error))
        return false;
    int64_t circle = 0;
    const Step *step = prompt ? course_step(in->t.who.course, prompt) : NULL;
    if (!company_of(&in->t, step, &circle, error))
        return false;
    Post post = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .circle = circle,
        .enrolment = in->t.enrolment->id,
        .prompt = in->social ? NULL : (char *)prompt,
        .social = in->social,
        .apart = apart && !circle,
        .anon = in->anon,
        .reply_to = reply_to,
        .basis = basis,
        .text = text && *text ? (char *)text : NULL,
        .media = in->event->media_id,
        .mime = media ? in->event->mime : NULL,
        .keep = in->t.enrolment->may_posts && !in->unkept,
        .written = in->now,
        .until = in->now + UNDO_TIME,
        .wamid = in->event->id };
    post.state = held_first_state(in, post.text, media, &why);
    post.why_held = why;
    const Step *meeting = NULL;
    if (post.state == POST_UNDO && !post.apart && !intake_goes_round(in, &post, &meeting, error))
        return false;
    if (meeting) {
        post.state = POST_SHARED;
        post.shared = in->now;
        return post_add(in->store, &post, error) && intake_went_round(in, meeting, error);
    }
    if (circle && post.state == POST_UNDO) {
        post.state = POST_SHARED;
        post.shared = in->now;
        return post_add(in->store, &post, error) && company_relay(in->t.context, &post, in->now, error) &&
               hear_circle(in, error) && tell_circle(in, &post, error);
    }
    return post_add(in->store, &post, error) && inbound_want_file(in, &post, error) &&
           held_tell(in, post.id, post.state, why, error);
}

/* A discussion's prompt, a live meeting, or the spread of a commit poll, which is to be talked about. */
static bool is_prompt(const Beat *beat)
{
    return (beat->kind == BEAT_OPEN && (beat->step->kind == STEP_DISCUSSION || beat->step->kind == STEP_LIVE)) ||
           (beat->kind == BEAT_CLOSE && beat->step->commit);
}

/* The discussion of the room that opened last and is still open. */
static const char *open_prompt(Inbound *in, GError **error)
{
    const char *newest = NULL;
    int64_t at = 0;
    g_autofree BeatFact *facts = g_new(BeatFact, plan_count(in->t.plan));
    if (!schedule_facts(in->store, in->t.plan, in->t.enrolment->id, in->t.enrolment->room, facts, error))
        return NULL;
    for (int i = 0; i < plan_count(in->t.plan); i++) {
        const Beat *beat = plan_beat(in->t.plan, i);
        /* The close of a poll is done at once; its talk goes on until the poll itself is. */
        int whole = plan_find(in->t.plan, beat->step->id);
        if (is_prompt(beat) && facts[i].start > at && !facts[whole].done) {
            newest = beat->step->id;
            at = facts[i].start;
        }
    }
    return newest;
}

static bool keep_draft(Inbound *in, int64_t *id, bool *to_circle, GError **error)
{
    const char *media = inbound_file(in->event);
    const char *prompt = open_prompt(in, error);
    if (error && *error)
        return false;
    int64_t circle = 0;
    if (!company_of(&in->t, prompt ? course_step(in->t.who.course, prompt) : NULL, &circle, error))
        return false;
    Post draft = { .cohort = in->t.enrolment->cohort,
        .room = in->t.enrolment->room,
        .circle = circle,
        .enrolment = in->t.enrolment->id,
        .prompt = (char *)prompt,
        .basis = prompt ? BASIS_INFERRED : BASIS_NONE,
        .text = in->event->text,
        .media = in->event->media_id,
        .mime = media ? in->event->mime : NULL,
        .state = POST_DRAFT,
        .keep = in->t.enrolment->may_posts,
        .written = in->now,
        .wamid = in->event->id };
    bool ok = post_add(in->store, &draft, error);
    *id = draft.id;
    *to_circle = circle != 0;
    return ok;
}

bool intake_keep_draft(Inbound *in, int64_t *id, GError **error)
{
    bool to_circle = false;
    return keep_draft(in, id, &to_circle, error);
}

bool intake_draft(Inbound *in, GError **error)
{
    if (in->t.enrolment->role == MEMBER_OBSERVER)
        return inbound_reply(in, phrase(in->t.who.lang, "observer.reads", NULL), error);
    int64_t draft = 0;
    bool to_circle = false;
    if (!keep_draft(in, &draft, &to_circle, error))
        return false;
    g_autofree char *text = phrase(in->t.who.lang, "share.ask", NULL);
    g_autoptr(Message) message = message_new(MESSAGE_BUTTONS, text);
    const char *choices[] = { "share", "ask", "discard" };
    bool observed = false, work = false;
    if (!is_observed(in, &observed, error) || !intake_work_fits(in, &work, error))
        return false;
    if (work) /* three buttons are the most; a draft that nobody taps stays private anyway */
        choices[2] = "work";
    for (gsize i = observed ? 1 : 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *id = g_strdup_printf("s.%" G_GINT64_FORMAT ".%s", draft, choices[i]);
        g_autofree char *label =
            i == 0 && to_circle ? g_strdup("circle.button") : g_strdup_printf("%s.button", choices[i]);
        g_autofree char *title = phrase(in->t.who.lang, label, NULL);
        message_add_choice(message, id, title, NULL);
    }
    message->quote = g_strdup(in->event->id);
    return inbound_send(in, "R", g_steal_pointer(&message), error);
}

static bool share_in_circle(Inbound *in, const Post *draft, GError **error)
{
    bool moved = false;
    if (!post_move(in->store, draft->id, POST_DRAFT, POST_SHARED, in->now, NULL, &moved, error))
        return false;
    if (!moved)
        return inbound_reply(in, phrase(in->t.who.lang, "draft.gone", NULL), error);
    return company_relay(in->t.context, draft, in->now, error) && hear_circle(in, error) &&
           tell_circle(in, draft, error);
}

static bool share_draft(Inbound *in, const Post *draft, GError **error)
{
    bool back = false, moved = false;
    g_autofree char *why = NULL;
    if (!keeps_answers_back(in, draft->text, &back, error))
        return false;
    if (back)
        return post_move(
                   in->store, draft->id, POST_DRAFT, POST_DISCARDED, in->now, "looks like an answer", &moved, error) &&
               inbound_reply(in, phrase(in->t.who.lang, "answer_like", NULL), error);
    PostState state = held_first_state(in, draft->text, draft->media ? "photo or voice note" : NULL, &why);
    const Step *meeting = NULL;
    if (state == POST_UNDO && !intake_goes_round(in, draft, &meeting, error))
        return false;
    if (meeting)
        state = POST_SHARED;
    if (draft->circle && state == POST_UNDO)
        return share_in_circle(in, draft, error);
    if (!post_move(in->store, draft->id, POST_DRAFT, state, in->now, why, &moved, error))
        return false;
    if (!moved)
        return inbound_reply(in, phrase(in->t.who.lang, "draft.gone", NULL), error);
    if (meeting)
        return intake_went_round(in, meeting, error);
    return (state != POST_HELD || inbound_want_file(in, draft, error)) &&
           (state != POST_UNDO || post_set_until(in->store, draft->id, in->now + UNDO_TIME, error)) &&
           held_tell(in, draft->id, state, why, error);
}

bool intake_choose(Inbound *in, int64_t id, const char *choice, GError **error)
{
    bool moved = false;
    g_autoptr(Post) draft = post_get(in->store, id, error);
    if (!draft)
        return false;
    if (g_str_equal(choice, "share"))
        return share_draft(in, draft, error);
    if (g_str_equal(choice, "work"))
        return intake_work_draft(in, draft, error);
    bool ask = g_str_equal(choice, "ask");
    if (!post_move(in->store, id, POST_DRAFT, ask ? POST_QUESTION : POST_DISCARDED, in->now, NULL, &moved, error))
        return false;
    if (moved && ask && !inbound_want_file(in, draft, error))
        return false;
    if (moved && ask)
        return intake_asked(in, draft, "ask.reply", error);
    const char *reply = !moved ? "draft.gone" : "discard.reply";
    return inbound_reply(in, phrase(in->t.who.lang, reply, NULL), error);
}

bool intake_undo(Inbound *in, GError **error)
{
    bool moved = false;
    static const PostState states[] = { POST_UNDO, POST_HELD };
    for (gsize i = 0; i < G_N_ELEMENTS(states) && !moved; i++) {
        g_autoptr(GError) fault = NULL;
        g_autoptr(Post) post = post_newest(in->store, in->t.enrolment->id, states[i], in->now - DAY, &fault);
        if (fault) {
            g_propagate_error(error, g_steal_pointer(&fault));
            return false;
        }
        if (post && !post_move(in->store, post->id, states[i], POST_WITHDRAWN, in->now, "UNDO", &moved, error))
            return false;
    }
    return inbound_reply(in, phrase(in->t.who.lang, moved ? "undo.reply" : "undo.nothing", NULL), error);
}
