/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of the messages that were handed over. Accepted, refused with a code, never left, or unknown: only the
 * last needs patience, and its kind decides what happens when patience ends. */
#include "dispatch_priv.h"
#include "advertise.h"
#include "clock.h"
#include "discussion.h"
#include "fault.h"
#include "log.h"

#define TRIES 6 /* of a message that the platform asks to try again */
#define NEVER_LEFT_WAIT 5
#define PROBE_EVERY (5 * MINUTE)

void dispatch_pause(Dispatch *d, const char *why, int64_t now)
{
    d->probe_at = now + PROBE_EVERY;
    d->probing = false;
    if (d->paused)
        return;
    d->paused = g_strdup(why);
    log_event(LOG_ERROR, "dispatch.paused", "why", why, NULL);
}

static void resume(Dispatch *d)
{
    d->probing = false;
    if (!d->paused)
        return;
    g_clear_pointer(&d->paused, g_free);
    log_event(LOG_INFO, "dispatch.resumed", NULL);
}

static bool posts_back(Dispatch *d, const OutboxMsg *msg, int64_t now, GError **error)
{
    if (msg->kind != OWED_RELAY)
        return true;
    const Cohort *cohort = context_cohort(d->context, msg->cohort, error);
    return cohort && relay_back(context_store(d->context), msg->key, msg->enrolment, msg->post,
                         tutor_next_digest(cohort, now), error);
}

static bool fail(Dispatch *d, const OutboxMsg *msg, const ChannelOutcome *o, int64_t now, GError **error)
{
    return outbox_fail(context_store(d->context), o->id, o->code, o->detail, now, error) &&
           (o->refusal == REFUSAL_CONTENT || posts_back(d, msg, now, error));
}

static int64_t backoff(int64_t first, int attempt)
{
    int64_t delay = MAX(first, 1);
    for (int i = 1; i < attempt && delay < HOUR; i++)
        delay *= 2;
    return MIN(delay, HOUR);
}

static bool close_window(Dispatch *d, const OutboxMsg *msg, int64_t now, GError **error)
{
    OutboxThread thread;
    Store *store = context_store(d->context);
    if (!outbox_thread_get(store, msg->learner, &thread, error))
        return false;
    thread.window_until = 0;
    return outbox_thread_set(store, msg->learner, &thread, error) &&
           outbox_requeue(store, msg->id, msg->attempt, now, error);
}

static bool stale_file(Dispatch *d, const OutboxMsg *msg, const ChannelOutcome *o, int64_t now, GError **error)
{
    g_autoptr(Message) message = message_from_json(msg->body, error);
    if (!message)
        return false;
    if (!message->asset)
        return fail(d, msg, o, now, error);
    /* A file that WhatsApp does not take twice will not be taken tomorrow: a digest's post is not given back for it. */
    if (o->attempt > 2)
        return outbox_fail(context_store(d->context), o->id, o->code, o->detail, now, error);
    return library_upload_stale(context_library(d->context), message->asset, context_number(d->context), now, error) &&
           outbox_rehold(context_store(d->context), o->id, o->attempt, HELD_UPLOAD, now + MINUTE, error);
}

/* An advert that WhatsApp does not bring for a reason of the person's is not tried again: she has enough of such, has
 * switched them off, or is part of an experiment. */
static bool not_brought(Dispatch *d, const OutboxMsg *msg, const ChannelOutcome *o, int64_t now, GError **error)
{
    return outbox_fail(context_store(d->context), o->id, o->code, o->detail, now, error) &&
           advertise_refused(d->context, msg->learner, o->code, now, error);
}

static bool refused(Dispatch *d, const OutboxMsg *msg, const ChannelOutcome *o, int64_t now, GError **error)
{
    Store *store = context_store(d->context);
    if (msg->kind == OWED_ADVERT && (o->refusal == REFUSAL_LATER || o->refusal == REFUSAL_PERMANENT))
        return not_brought(d, msg, o, now, error);
    switch (o->refusal) {
    case REFUSAL_BACKOFF:
        d->slow_by = MIN(MAX(d->slow_by * 2, 1), MINUTE);
        d->slow_until = MAX(d->slow_until, now + d->slow_by);
        if (o->attempt >= TRIES)
            return fail(d, msg, o, now, error);
        return outbox_requeue(store, o->id, o->attempt, now + backoff(o->retry_after, o->attempt), error);
    case REFUSAL_LATER:
        if (o->attempt >= TRIES)
            return fail(d, msg, o, now, error);
        return outbox_requeue(store, o->id, o->attempt, now + MAX(o->retry_after, MINUTE), error);
    case REFUSAL_PAIR:
        if (o->attempt >= TRIES)
            return fail(d, msg, o, now, error);
        return outbox_rehold(store, o->id, o->attempt, HELD_PAIR, now + ((int64_t)1 << MIN(2 * o->attempt, 12)), error);
    case REFUSAL_WINDOW:
        return close_window(d, msg, now, error);
    case REFUSAL_TEMPLATE:
        return outbox_rehold(store, o->id, o->attempt, HELD_TEMPLATE, now + HOUR, error);
    case REFUSAL_MEDIA:
        return stale_file(d, msg, o, now, error);
    case REFUSAL_PAUSE:
    case REFUSAL_AUTH:
        dispatch_pause(d, o->detail ? o->detail : "WhatsApp refuses this number.", now);
        return outbox_requeue(store, o->id, o->attempt - 1, now, error);
    case REFUSAL_CONTENT:
        log_event(LOG_ERROR, "dispatch.content", "key", msg->key, "why", o->detail ? o->detail : "", NULL);
        return fail(d, msg, o, now, error);
    case REFUSAL_PERMANENT:
    case REFUSALS:
        break;
    }
    return fail(d, msg, o, now, error);
}

static bool is_stopped(Dispatch *d, const OutboxMsg *msg, bool *stopped, GError **error)
{
    /* One of the staff is judged again before it goes. */
    if (!msg->enrolment)
        return true;
    g_autoptr(Enrolment) e = enrolment_get(context_store(d->context), context_vault(d->context), msg->enrolment, error);
    if (!e)
        return false;
    *stopped = (e->state == ENROLMENT_STOPPED || e->state == ENROLMENT_REMOVED) && msg->kind != OWED_STOP;
    return true;
}

/* Nearly every outcome, so it reads no more than it needs. A status may prove a send before its answer is read: then
 * nothing is left to do. */
static bool accepted(Dispatch *d, const ChannelOutcome *o, int64_t now, GError **error)
{
    Store *store = context_store(d->context);
    int64_t learner = 0;
    if (!outbox_accept(store, o->id, o->wamid, now, &learner, error))
        return false;
    if (!learner)
        return true;
    resume(d);
    d->slow_by = 0;
    if (o->user_id && *o->user_id &&
        !address_bind(store, context_vault(d->context), learner, "user_id", o->user_id, now, NULL)) {
        g_autofree char *id = g_strdup_printf("M%" G_GINT64_FORMAT, o->id);
        log_event(LOG_WARN, "dispatch.user_id", "message", id, NULL);
    }
    return true;
}

bool dispatch_outcome(Dispatch *d, const ChannelOutcome *o, int64_t now, GError **error)
{
    Store *store = context_store(d->context);
    bool stopped = false;
    if (o->result == CHANNEL_ACCEPTED)
        return accepted(d, o, now, error);
    g_autoptr(OutboxMsg) msg = outbox_leased(store, o->id, error);
    if (!msg)
        return error == NULL || *error == NULL;
    msg->attempt = o->attempt;
    switch (o->result) {
    case CHANNEL_ACCEPTED:
        break;
    case CHANNEL_REFUSED:
        if (o->refusal != REFUSAL_PAUSE && o->refusal != REFUSAL_AUTH)
            resume(d);
        return refused(d, msg, o, now, error);
    case CHANNEL_NEVER_LEFT:
        if (!is_stopped(d, msg, &stopped, error))
            return false;
        if (stopped)
            return outbox_give_up(store, o->id, DONE_OPTED_OUT, now, error);
        d->slow_by = MIN(MAX(d->slow_by * 2, NEVER_LEFT_WAIT), MINUTE);
        d->slow_until = MAX(d->slow_until, now + d->slow_by);
        return outbox_requeue(store, o->id, o->attempt - 1, now, error);
    case CHANNEL_UNKNOWN:
        return outbox_mark_unknown(store, o->id, now + owed_rule(msg->kind)->wait, error);
    case CHANNEL_RESULTS:
        break;
    }
    return true;
}

bool dispatch_overdue(Dispatch *d, int64_t now, int *worked, GError **error)
{
    Store *store = context_store(d->context);
    g_autoptr(GPtrArray) overdue = outbox_overdue(store, now, 256, error);
    if (!overdue)
        return false;
    for (guint i = 0; i < overdue->len; i++, ++*worked) {
        const OutboxMsg *msg = overdue->pdata[i];
        bool again = msg->attempt <= owed_rule(msg->kind)->retries;
        bool ok = again ? outbox_requeue(store, msg->id, msg->attempt, now, error)
                        : outbox_give_up(store, msg->id, DONE_UNKNOWN, now, error) && posts_back(d, msg, now, error);
        if (!ok)
            return false;
    }
    return true;
}
