/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that can forbid a message is asked at the moment of sending, not when it was planned: an opt-out that has
 * arrived, a pause, a quiet hour, a closed window. */
#include "dispatch_priv.h"
#include "clock.h"
#include "live_step.h"

/* Answers to the learner's own message and alarms know no quiet hour and no cap. */
static bool is_reply(const OutboxMsg *msg)
{
    return msg->lane == LANE_REPLY || msg->lane == LANE_ALARM;
}

static bool hold(Judgement *j, HeldReason reason, int64_t until)
{
    j->verdict = MUST_HOLD;
    j->held = reason;
    j->until = until;
    return true;
}

static bool drop(Judgement *j, DoneReason reason)
{
    j->verdict = MUST_DROP;
    j->done = reason;
    return true;
}

/* A person answers what the learner asked, whether or not she takes the course and however much came today; a
 * correction goes with the alarms. Neither wakes anybody. */
static bool may_wake(const OutboxMsg *msg)
{
    return is_reply(msg) && msg->kind != OWED_ANSWER && msg->kind != OWED_CORRECTION;
}

/* What leads up to the question whether she takes the course: posts of the module that asks it. */
static bool leads_to_consent(const Tutor *t, const OutboxMsg *msg)
{
    const Course *course = t->who.course;
    const Step *step = msg->step ? course_step(course, msg->step) : NULL;
    if (!step || step->kind != STEP_POST)
        return false;
    for (guint i = 0; i < course->steps->len; i++) {
        const Step *agree = course->steps->pdata[i];
        if (agree->kind == STEP_AGREE && g_str_equal(agree->purpose, "course"))
            return g_str_equal(agree->module, step->module);
    }
    return true; /* a course that asks nobody */
}

/* True when the person's own state decides. */
static bool judge_person(const OutboxMsg *msg, const Tutor *t, int64_t now, Judgement *j)
{
    const Enrolment *e = t->enrolment;
    bool personal = msg->kind == OWED_ANSWER || msg->kind == OWED_CORRECTION;
    /* Private words of a coordinator may well be about the consent that is missing. */
    bool own_words =
        msg->kind == OWED_STOP || msg->kind == OWED_NOTICE || personal || (msg->kind == OWED_SAY && msg->post == 0);
    if (msg->expires && now > msg->expires)
        return drop(j, DONE_EXPIRED);
    switch (e->state) {
    case ENROLMENT_STOPPED:
        return msg->kind == OWED_STOP ? false : drop(j, DONE_OPTED_OUT);
    case ENROLMENT_REMOVED:
        return msg->kind == OWED_STOP ? false : drop(j, DONE_REMOVED);
    case ENROLMENT_NO_OPT_IN:
        return drop(j, DONE_NO_OPT_IN);
    case ENROLMENT_PAUSED:
        if (now < e->paused_until && !is_reply(msg) && !personal)
            return hold(j, HELD_PAUSED, e->paused_until);
        break;
    case ENROLMENT_ACTIVE:
    case ENROLMENT_STATES:
        break;
    }
    bool talk = t->cohort->alumni && msg->kind == OWED_RELAY;
    if (t->cohort->state == COHORT_CLOSED && !is_reply(msg) && msg->kind != OWED_STOP && !talk)
        return drop(j, DONE_CLOSED);
    if ((t->cohort->state == COHORT_PAUSED || t->cohort->state == COHORT_PLANNED) && !is_reply(msg) && !personal)
        return hold(j, HELD_COHORT, 0);
    if (own_words || is_reply(msg) || msg->kind == OWED_CONSENT || msg->kind == OWED_KNOCK || e->may_course)
        return false;
    if (!e->asked_course && leads_to_consent(t, msg))
        return false;
    return e->asked_course ? drop(j, DONE_NO_CONSENT) : hold(j, HELD_CONSENT, 0);
}

/* A live meeting is minutes of talk that she was asked to: no day's ration would hold it. */
static bool is_of_meeting(const OutboxMsg *msg, const Tutor *t)
{
    const Step *step = msg->step ? course_step(t->who.course, msg->step) : NULL;
    return step && (step->kind == STEP_LIVE || (step->parent && step->parent->kind == STEP_LIVE));
}

/* Questions of consent, and what leads up to the first, are no part of the day's ration. */
static bool is_counted(const OutboxMsg *msg, const Tutor *t)
{
    return !is_reply(msg) && msg->kind != OWED_ANSWER && msg->kind != OWED_CORRECTION && msg->kind != OWED_CONSENT &&
           (t->enrolment->asked_course || !leads_to_consent(t, msg)) && !is_of_meeting(msg, t);
}

/* News of the group while the learner is there: she came back, or asked for it. */
static bool is_asked_for(const OutboxMsg *msg, const Tutor *t, int64_t now, const Judgement *j)
{
    int64_t wrote = j->thread.window_until - context_caps(t->context)->window;
    return msg->lane == LANE_RELAY && now < wrote + 10 * MINUTE;
}

static bool judge_hour(const OutboxMsg *msg, const Tutor *t, int64_t now, Judgement *j)
{
    if (may_wake(msg))
        return false;
    int64_t quiet = cohort_quiet_until(t->cohort, now);
    if (quiet)
        return hold(j, HELD_QUIET, quiet);
    if (!is_counted(msg, t))
        return false;
    int64_t today = cohort_today(t->cohort, now);
    if (j->thread.day == today && j->thread.count >= t->cohort->daily_cap && !is_asked_for(msg, t, now, j)) {
        Civil civil = civil_from_days(today + 1);
        int64_t midnight = civil_to_utc(cohort_zone(t->cohort), &civil, NULL);
        int64_t morning = cohort_quiet_until(t->cohort, midnight);
        return hold(j, HELD_CAP, morning ? morning : midnight);
    }
    return false;
}

static bool judge_template(Dispatch *d, const Message *message, bool *decided, Judgement *j, GError **error)
{
    g_autofree char *status = NULL;
    if (!library_template_get(context_library(d->context), message->template_name, message->language, &status, error))
        return false;
    /* What the account has never told of is tried: its answer tells. */
    if (*status && !g_str_equal(status, "APPROVED"))
        *decided = hold(j, HELD_TEMPLATE, 0);
    return true;
}

static bool judge_upload(Dispatch *d, const Message *message, int64_t now, bool *decided, Judgement *j, GError **error)
{
    if (!message->asset)
        return true;
    if (!library_upload_get(
            context_library(d->context), message->asset, context_number(d->context), now, &j->media_id, error))
        return false;
    if (!j->media_id)
        *decided = hold(j, HELD_UPLOAD, now + MINUTE);
    return true;
}

/* A token bucket as one number: the instant at which the next message would be free of debt (reference: 1 message in 6
 * s to one person, 45 at once borrowed from the future). */
static bool judge_pair(Dispatch *d, int64_t now, Judgement *j)
{
    const ChannelCaps *caps = context_caps(d->context);
    int64_t free_at = MAX(j->thread.pair_free, now);
    int64_t debt = free_at + caps->pair_every - now;
    if (debt > caps->pair_burst * caps->pair_every)
        return hold(j, HELD_PAIR, now + debt - caps->pair_burst * caps->pair_every);
    j->thread.pair_free = free_at + caps->pair_every;
    return false;
}

/* A knock that could not leave on its day, when a later one stands behind it; or that waited, for its template or the
 * morning, while she came by herself. */
static bool judge_knock(Dispatch *d, const OutboxMsg *msg, int64_t now, Judgement *j)
{
    g_autofree char *newest =
        g_strdup_printf("K%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, msg->learner, j->thread.knocked);
    bool here = now + context_caps(d->context)->window_margin < j->thread.window_until;
    return msg->kind == OWED_KNOCK && (here || !g_str_equal(msg->key, newest)) && drop(j, DONE_REPLACED);
}

/* Seconds to the next knock: the longer nobody has answered, the rarer they come, from two days to two weeks. */
static int64_t knock_again(const OutboxMsg *msg, const Judgement *j, int64_t now)
{
    int64_t since = j->thread.window_until > 0 ? j->thread.window_until : msg->created;
    return CLAMP((now - since) / 2, 2 * DAY, 14 * DAY);
}

bool dispatch_judge_way(
    Dispatch *d, const OutboxMsg *msg, const Message *message, int64_t now, Judgement *j, GError **error)
{
    const ChannelCaps *caps = context_caps(d->context);
    bool decided = false;
    if (message->kind == MESSAGE_TEMPLATE) {
        if (!judge_template(d, message, &decided, j, error) || decided)
            return error == NULL || *error == NULL;
    } else if (now + caps->window_margin >= j->thread.window_until) {
        j->knock = msg->kind != OWED_STOP;
        /* A reminder's moment passes; the knock stands for it. */
        if (msg->kind == OWED_REMINDER)
            return drop(j, DONE_REPLACED);
        return hold(j, HELD_WINDOW, now + knock_again(msg, j, now));
    }
    if (!judge_upload(d, message, now, &decided, j, error))
        return false;
    if (!decided)
        judge_pair(d, now, j);
    return true;
}

bool dispatch_judge(Dispatch *d, const OutboxMsg *msg, const Tutor *t, const Message *message, int64_t now,
    Judgement *j, GError **error)
{
    *j = (Judgement){ .verdict = MAY_SEND };
    if (!outbox_thread_get(context_store(d->context), msg->learner, &j->thread, error))
        return false;
    bool past = false;
    if (judge_person(msg, t, now, j))
        return true;
    if (!live_is_past(t, msg->step, msg->key, now, &past, error))
        return false;
    if ((past && drop(j, DONE_EXPIRED)) || judge_knock(d, msg, now, j) || judge_hour(msg, t, now, j))
        return true;
    if (!dispatch_judge_way(d, msg, message, now, j, error))
        return false;
    if (j->verdict == MAY_SEND && is_counted(msg, t)) {
        int64_t today = cohort_today(t->cohort, now);
        j->thread.count = j->thread.day == today ? j->thread.count + 1 : 1;
        j->thread.day = today;
    }
    return true;
}
