/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A private question is answered privately; one that was asked in the room, in the room, where others have read it. */
#include "facilitate_priv.h"
#include "clock.h"
#include "phrase.h"

#define QUOTE_MAX 200 /* characters of a question that are said again */

static bool fail(GError **error, BarazaError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
static bool fail(GError **error, BarazaError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, BARAZA_ERROR, (int)code, text);
    return false;
}

static bool may_answer(Context *context, const Post *q, bool again, GError **error)
{
    const Cohort *cohort = context_cohort(context, q->cohort, error);
    if (!cohort)
        return false;
    if (q->state != POST_QUESTION && (q->state != POST_SHARED || !q->enrolment))
        return fail(error, BARAZA_ERROR_STATE,
            "post %" G_GINT64_FORMAT " is no question: it is %s; baraza questions lists what waits", q->id,
            q->enrolment ? post_state_name(q->state) : "a post by the facilitator");
    if (question_kind(q) == QUESTION_ERASURE)
        return fail(error, BARAZA_ERROR_STATE,
            "%" G_GINT64_FORMAT " is a request to be forgotten, which no answer settles; the learner gets no more "
            "messages",
            q->id);
    if (q->answered && !again) {
        g_autofree char *at = civil_local_text(cohort_zone(cohort), q->answered);
        return fail(error, BARAZA_ERROR_STATE,
            "question %" G_GINT64_FORMAT " was answered at %s; with --again the learner gets a second answer", q->id,
            at);
    }
    return true;
}

/* One key an answer, so that a second one is sent as well; the same at the same second is one. */
static char *answer_key(const Post *q, int64_t now)
{
    return g_strdup_printf("P%" G_GINT64_FORMAT "/answer/%" G_GINT64_FORMAT, q->id, now);
}

static bool answer_privately(
    Context *context, const Post *q, const char *text, int64_t now, char **looks, GError **error)
{
    Tutor t;
    bool open = false;
    g_autoptr(Enrolment) e = enrolment_get(context_store(context), context_vault(context), q->enrolment, error);
    if (!e)
        return false;
    if (!facilitate_may_reach(e, true))
        return fail(error, BARAZA_ERROR_STATE, "nothing may be sent to L%" G_GINT64_FORMAT ": the learner is %s",
            e->learner, enrolment_state_name(e->state));
    if (!tutor_init(&t, context, e, now, error) || !facilitate_open(context, e->learner, now, &open, error))
        return false;
    g_autofree char *answer = phrase(t.who.lang, "facilitator.answer", "text", text, NULL);
    g_autofree char *question = facilitate_quote(q->text ? q->text : "", QUOTE_MAX);
    g_autofree char *asked = phrase(t.who.lang, "facilitator.asked", "question", question, NULL);
    /* WhatsApp shows what is quoted above the answer, while the talk is recent; later it is said again in words. */
    bool quotes = open && q->wamid;
    g_autofree char *whole = quotes || !*question ? g_strdup(answer) : g_strdup_printf("%s\n\n%s", asked, answer);
    GPtrArray *messages = layout_plain(&t.who, whole);
    if (quotes && messages->len)
        ((Message *)messages->pdata[0])->quote = g_strdup(q->wamid);
    if (looks && !*looks)
        *looks = facilitate_plain(messages);
    g_autofree char *key = answer_key(q, now);
    return tutor_owe(&t, key, LANE_RELAY, OWED_ANSWER, NULL, messages, error);
}

static bool post_reply(
    Context *context, const Post *q, int64_t staff, const char *text, int64_t now, char **looks, GError **error)
{
    bool in_room = q->state == POST_SHARED;
    Post post = { .cohort = q->cohort,
        .room = q->room,
        .staff = staff,
        .prompt = q->prompt,
        .reply_to = in_room ? q->id : 0,
        .basis = in_room ? BASIS_QUOTE : BASIS_NONE,
        .text = (char *)text };
    return facilitate_post(context, &post, now, looks, error);
}

static bool share_both(Context *context, const Post *q, int64_t staff, const char *text, int64_t now, GError **error)
{
    g_autofree char *why = q->text ? context_guard(context, q->cohort, q->text) : g_strdup("no text");
    const Plan *plan = context_plan_of(context, q->cohort, error);
    if (!plan)
        return false;
    if (why)
        return fail(error, BARAZA_ERROR_STATE,
            "the question cannot be shown to the room (%s); answer it without --share, and say what all should know "
            "with: baraza say",
            why);
    g_autofree char *question = facilitate_quote(q->text, QUOTE_MAX * 5);
    g_autofree char *both =
        phrase(plan_course(plan)->lang, "facilitator.shared", "question", question, "text", text, NULL);
    return post_reply(context, q, staff, both, now, NULL, error);
}

bool facilitate_answer(Context *context, const Post *q, int64_t staff, const char *text, bool share, bool again,
    int64_t now, char **looks, GError **error)
{
    if (!facilitate_check(text, error) || !may_answer(context, q, again, error))
        return false;
    if (!(q->state == POST_SHARED ? post_reply(context, q, staff, text, now, looks, error)
                                  : answer_privately(context, q, text, now, looks, error)))
        return false;
    if (share && q->state == POST_QUESTION && !share_both(context, q, staff, text, now, error))
        return false;
    return question_set_answered(context_store(context), q->id, now, error);
}
