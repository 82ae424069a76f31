/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sending slice: pick by lane, judge, lease, commit, and only then hand over. */
#include "dispatch_priv.h"
#include "clock.h"
#include "discussion.h"
#include "fault.h"
#include "log.h"
#include <string.h>

/* Of a full slice, how much each lane may take; what one leaves, the next lanes use. */
static const int lane_share[LANES] = {
    [LANE_ALARM] = 10,
    [LANE_REPLY] = 60,
    [LANE_CONTENT] = 80,
    [LANE_RELAY] = 90,
    [LANE_REMINDER] = 100,
};

/* One leased message, ready for the channel. */
typedef struct {
    int64_t id;
    int attempt;
    char *tag, *to, *media_id;
    bool to_is_user_id;
    Message *message;
} Ready;

static void ready_free(gpointer data)
{
    Ready *r = data;
    g_free(r->tag);
    g_free(r->to);
    g_free(r->media_id);
    g_clear_pointer(&r->message, message_free);
    g_free(r);
}

static bool lease(
    Dispatch *d, const OutboxMsg *msg, Judgement *j, Message *message, int64_t now, GPtrArray *ready, GError **error)
{
    Store *store = context_store(d->context);
    g_autoptr(Message) owned = message;
    Ready *r = g_new0(Ready, 1);
    g_ptr_array_add(ready, r);
    r->id = msg->id;
    r->attempt = msg->attempt + 1;
    r->media_id = g_steal_pointer(&j->media_id);
    r->to = address_of(store, context_vault(d->context), msg->learner, &r->to_is_user_id, error);
    if (!r->to) {
        g_ptr_array_set_size(ready, (int)ready->len - 1);
        return (error == NULL || *error == NULL) &&
               outbox_drop(store, msg->id, DONE_FAILED, "The learner has no phone number or account.", now, error);
    }
    r->tag = context_tag(d->context, r->id, r->attempt);
    r->message = g_steal_pointer(&owned);
    return outbox_thread_set(store, msg->learner, &j->thread, error) &&
           outbox_lease(store, msg->id, r->attempt, now, now + owed_rule(msg->kind)->wait, error);
}

static const char *waiting_title(const Tutor *t, const OutboxMsg *msg)
{
    const Step *step = msg->step ? course_step(t->who.course, msg->step) : NULL;
    const Module *module = step ? course_module(t->who.course, step->module) : NULL;
    const char *title = module ? course_text(module->title, t->who.course, t->who.lang, t->who.country) : "";
    return *title ? title : course_text(t->who.course->title, t->who.course, t->who.lang, t->who.country);
}

/* A digest that will not be read any more gives its posts back to the next one. */
static bool give_back(Dispatch *d, const OutboxMsg *msg, const Tutor *t, int64_t now, GError **error)
{
    if (msg->kind != OWED_RELAY)
        return true;
    return relay_back(
        context_store(d->context), msg->key, msg->enrolment, msg->post, tutor_next_digest(t->cohort, now), error);
}

static bool place_staff(Dispatch *d, const OutboxMsg *msg, int64_t now, GPtrArray *ready, GError **error)
{
    Store *store = context_store(d->context);
    Judgement j = { 0 };
    g_autoptr(Message) message = message_from_json(msg->body, error);
    bool advert = msg->kind == OWED_ADVERT;
    if (!message || !(advert ? dispatch_judge_advert(d, msg, message, now, &j, error)
                             : dispatch_judge_staff(d, msg, message, now, &j, error)))
        return false;
    g_autofree char *media_id = j.verdict == MAY_SEND ? NULL : j.media_id;
    switch (j.verdict) {
    case MUST_HOLD:
        return outbox_hold(store, msg->id, j.held, j.until, error);
    case MUST_DROP:
        return outbox_drop(store, msg->id, j.done, NULL, now, error);
    case MAY_SEND:
        break;
    }
    return lease(d, msg, &j, g_steal_pointer(&message), now, ready, error);
}

static bool place(Dispatch *d, const OutboxMsg *msg, int64_t now, GPtrArray *ready, GError **error)
{
    if (!msg->enrolment)
        return place_staff(d, msg, now, ready, error);
    Store *store = context_store(d->context);
    Judgement j = { 0 };
    Tutor t;
    g_autoptr(Message) message = message_from_json(msg->body, error);
    g_autoptr(Enrolment) enrolment =
        message ? enrolment_get(store, context_vault(d->context), msg->enrolment, error) : NULL;
    if (!enrolment || !tutor_init(&t, d->context, enrolment, now, error) ||
        !dispatch_judge(d, msg, &t, message, now, &j, error))
        return false;
    g_autofree char *media_id = NULL;
    if (j.knock && !tutor_knock(&t, waiting_title(&t, msg), error))
        return false;
    switch (j.verdict) {
    case MUST_HOLD:
        media_id = j.media_id;
        return outbox_hold(store, msg->id, j.held, j.until, error);
    case MUST_DROP:
        media_id = j.media_id;
        return outbox_drop(store, msg->id, j.done, NULL, now, error) && give_back(d, msg, &t, now, error);
    case MAY_SEND:
        break;
    }
    return lease(d, msg, &j, g_steal_pointer(&message), now, ready, error);
}

/* The rows of one lane, and what they add to `ready`. */
typedef struct {
    Dispatch *dispatch;
    const GPtrArray *due;
    GPtrArray *ready;
    guint first, before; /* what was ready before the lane, and before the row */
    int64_t now;
} LaneRows;

static bool place_row(gpointer data, guint i, GError **error)
{
    LaneRows *rows = data;
    rows->before = rows->ready->len;
    return place(rows->dispatch, rows->due->pdata[i], rows->now, rows->ready, error);
}

/* One faulty row must not stop the others: it is dropped with its sentence. */
static bool park_row(gpointer data, guint i, const GError *fault, GError **error)
{
    const LaneRows *rows = data;
    const OutboxMsg *msg = rows->due->pdata[i];
    g_ptr_array_set_size(rows->ready, (int)rows->before);
    log_event(LOG_ERROR, "dispatch.fault", "key", msg->key, "fault", fault->message, NULL);
    return outbox_drop(context_store(rows->dispatch->context), msg->id, DONE_FAILED, fault->message, rows->now, error);
}

static void place_again(gpointer data)
{
    const LaneRows *rows = data;
    g_ptr_array_set_size(rows->ready, (int)rows->first);
}

static void hand_over(Dispatch *d, const GPtrArray *ready)
{
    for (guint i = 0; i < ready->len; i++) {
        const Ready *r = ready->pdata[i];
        ChannelSend send = { .id = r->id,
            .attempt = r->attempt,
            .tag = r->tag,
            .to = r->to,
            .to_is_user_id = r->to_is_user_id,
            .message = r->message,
            .media_id = r->media_id };
        d->channel->submit(d->channel, &send);
        FAULT("dispatch.submitted");
    }
}

/* While the engine settles and leases, answers come in: a quarter of the window waits at the channel to take their
 * places. At a latency of 80 ms that is 20 ms of messages, and STOP recalls what has not left. What is seldom urgent
 * (a digest, a reminder) is not leased ahead. */
static int lead(const Dispatch *d)
{
    return d->config.in_flight / 4;
}

static int lane_room(const Dispatch *d, Lane lane, int may, guint ready)
{
    int share = MAX(may * lane_share[lane] / 100 - (int)ready, 1);
    if (lane < LANE_RELAY)
        return share;
    int room = d->config.in_flight - (int)d->channel->in_flight(d->channel) - (int)ready;
    return CLAMP(room, 0, share);
}

/* How many may leave now: the flight window and the number's rate; one probe while the number is paused. */
static int allowance(Dispatch *d, int64_t now, int limit)
{
    int room = d->config.in_flight + lead(d) - (int)d->channel->in_flight(d->channel);
    if (d->second != now) {
        d->second = now;
        d->sent = 0;
    }
    int rate = (int)MIN(d->config.rate - d->sent, G_MAXINT);
    if (d->paused)
        return now >= d->probe_at && !d->probing ? MIN(room, 1) : 0;
    if (now < d->slow_until)
        return 0;
    return MAX(MIN(MIN(room, rate), limit), 0);
}

bool dispatch_send(Dispatch *d, int64_t now, int limit, int *worked, GError **error)
{
    Store *store = context_store(d->context);
    int may = allowance(d, now, limit);
    *worked = 0;
    if (may <= 0)
        return true;
    g_autoptr(GPtrArray) ready = g_ptr_array_new_with_free_func(ready_free);
    g_autoptr(StoreTx) tx = store_begin(store, error);
    if (!tx || !outbox_wake(store, now, NULL, error))
        return false;
    for (int lane = 0; lane < LANES && (int)ready->len < may; lane++) {
        int room = lane_room(d, (Lane)lane, may, ready->len);
        if (room == 0)
            continue;
        g_autoptr(GPtrArray) due = outbox_due(store, (Lane)lane, now, room, error);
        if (!due)
            return false;
        static const StoreItems items = { .item = place_row, .park = park_row, .again = place_again };
        LaneRows rows = { .dispatch = d, .due = due, .ready = ready, .first = ready->len, .now = now };
        if (!store_items(store, &items, due->len, &rows, error))
            return false;
        *worked += (int)due->len;
    }
    FAULT("dispatch.leasing");
    if (!store_commit(g_steal_pointer(&tx), error))
        return false;
    FAULT("dispatch.leased");
    d->sent += ready->len;
    d->probing = d->paused && ready->len > 0;
    hand_over(d, ready);
    return true;
}
