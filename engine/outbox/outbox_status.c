/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses climb a lattice: sent, delivered, read, played, in whatever order and however often they come; failed counts
 * only while the message was not delivered. A status that carries the tag of a send whose outcome we never learned is
 * its proof. */
#include "outbox_priv.h"
#include "clock.h"

enum { SENT = 1, DELIVERED, READ, PLAYED, FAILED };

/* The status before and after one is applied. */
static bool raise_status(Store *store, int64_t id, int status, int64_t at, int code, const char *detail, int *before,
    int *after, GError **error)
{
    int64_t value = 0;
    const StoreArg *by_id = ARGS(ARG_INT("id", id));
    if (!store_get_int(store, &outbox_status_get, by_id, &value, NULL, error))
        return false;
    *before = (int)value;
    if (!store_run(store, &outbox_status_set,
            ARGS(ARG_INT("id", id), ARG_INT("status", status), ARG_INT("at", at), ARG_INT("code", code),
                ARG_TEXT("detail", detail)),
            NULL, error) ||
        !store_get_int(store, &outbox_status_get, by_id, &value, NULL, error))
        return false;
    *after = (int)value;
    return true;
}

/* A status proves that a leased send was accepted, and tells of a duplicate when the send had been given up or tried
 * again. */
static bool settle_by_status(
    Store *store, int64_t id, int attempt, const char *wamid, int64_t now, Place *place, GError **error)
{
    if (!outbox_place(store, &outbox_lease_row, id, place, error))
        return false;
    if (place->found)
        return outbox_accept(store, id, wamid, now, error);
    int64_t outcome = 0;
    bool is_done = false;
    if (!store_get_int(store, &outbox_done_row, ARGS(ARG_INT("id", id)), &outcome, &is_done, error))
        return false;
    if (is_done && outcome == DONE_UNKNOWN)
        return store_run(store, &outbox_done_accept,
            ARGS(ARG_INT("id", id), ARG_TEXT("wamid", wamid), ARG_INT("unknown", DONE_UNKNOWN)), NULL, error);
    if (is_done)
        return true;
    /* Back in the queue for another try, and now proven to have gone: take it out before it goes twice. */
    if (!outbox_place(store, &outbox_queue_row, id, place, error))
        return false;
    if (!place->found && !outbox_place(store, &outbox_held_row, id, place, error))
        return false;
    if (!place->found || place->attempt == 0)
        return true;
    return store_run(store, &outbox_queue_remove, ARGS(ARG_INT("id", id)), NULL, error) &&
           store_run(store, &outbox_held_remove, ARGS(ARG_INT("id", id)), NULL, error) &&
           outbox_to_done(store, place, DONE_ACCEPTED, wamid, 0, NULL, now, error) &&
           outbox_strand_wait(store, place, now, error);
}

static bool read_msg(const StoreRow *row, gpointer data)
{
    *(OutboxMsg **)data = outbox_msg_from_row(row);
    return false;
}

OutboxMsg *outbox_get(Store *store, int64_t id, GError **error)
{
    OutboxMsg *msg = NULL;
    store_each(store, &outbox_msg_row, ARGS(ARG_INT("id", id)), read_msg, &msg, error);
    return msg;
}

OutboxMsg *outbox_leased(Store *store, int64_t id, GError **error)
{
    OutboxMsg *msg = NULL;
    store_each(store, &outbox_lease_msg, ARGS(ARG_INT("id", id)), read_msg, &msg, error);
    return msg;
}

OutboxMsg *outbox_by_wamid(Store *store, const char *wamid, GError **error)
{
    int64_t id = 0;
    bool found = false;
    if (!wamid || !store_get_int(store, &outbox_done_by_wamid, ARGS(ARG_TEXT("wamid", wamid)), &id, &found, error) ||
        !found)
        return NULL;
    return outbox_get(store, id, error);
}

bool outbox_status(Store *store, int64_t *id, int attempt, const char *wamid, int status, int64_t at, int code,
    const char *detail, int64_t now, StatusEffect *effect, GError **error)
{
    Place place = { 0 };
    int before = 0, after = 0;
    *effect = STATUS_NOTHING;
    if (*id == 0) {
        bool found = false;
        if (!wamid || !store_get_int(store, &outbox_done_by_wamid, ARGS(ARG_TEXT("wamid", wamid)), id, &found, error))
            return wamid == NULL;
        if (!found) {
            *id = 0;
            return true;
        }
    }
    g_autoptr(OutboxMsg) msg = outbox_get(store, *id, error);
    if (!msg) {
        *id = 0;
        return error == NULL || *error == NULL;
    }
    if (!settle_by_status(store, *id, attempt, wamid, now, &place, error) ||
        !raise_status(store, *id, status, at, code, detail, &before, &after, error))
        return false;
    int64_t last_attempt = 0;
    if (attempt > 0 &&
        !store_get_int(store, &outbox_done_attempt, ARGS(ARG_INT("id", *id)), &last_attempt, NULL, error))
        return false;
    if (attempt > 0 && last_attempt > attempt &&
        !store_run(store, &outbox_done_duplicate, ARGS(ARG_INT("id", *id)), NULL, error))
        return false;
    if (after == before)
        return true;
    *effect = after == FAILED ? STATUS_FAILED_NOW : STATUS_RAISED;
    if (after < DELIVERED)
        return true;
    int64_t freed = 0;
    if (!store_run(store, &outbox_strand_free,
            ARGS(ARG_INT("learner", msg->learner), ARG_INT("lane", msg->lane), ARG_INT("head", *id)), &freed, error))
        return false;
    return freed == 0 || outbox_strand_advance(store, msg->learner, msg->lane, now, error);
}

bool outbox_again(Store *store, int64_t id, int64_t now, GError **error)
{
    g_autoptr(OutboxMsg) msg = outbox_get(store, id, error);
    if (!msg)
        return false;
    g_autoptr(Message) message = message_from_json(msg->body, error);
    if (!message)
        return false;
    g_autofree char *key = g_strdup_printf("%s/again", msg->key);
    OutboxAdd add = { .key = key,
        .cohort = msg->cohort,
        .enrolment = msg->enrolment,
        .learner = msg->learner,
        .lane = msg->lane,
        .kind = msg->kind,
        .step = msg->step,
        .post = msg->post,
        .message = message,
        .due = now };
    return outbox_add(store, &add, now, NULL, error);
}
