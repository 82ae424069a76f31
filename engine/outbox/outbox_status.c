/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statuses climb a lattice: sent, delivered, read, played, in whatever order and however often they come; failed counts
 * only while the message was not delivered. A status that carries the tag of a send whose outcome we never learned is
 * its proof. */
#include "outbox_priv.h"
#include "clock.h"

enum { SENT = 1, DELIVERED, READ, PLAYED, FAILED };

/* What is known of a message when a status comes. */
typedef struct {
    int64_t learner, attempt;
    int lane, status;
    DoneReason outcome;
    bool found, done, leased;
} About;

static bool read_about(const StoreRow *row, gpointer data)
{
    *(About *)data = (About){ .found = true,
        .learner = store_int(row, 0),
        .lane = (int)store_int(row, 1),
        .done = !store_is_null(row, 2),
        .outcome = (DoneReason)store_int(row, 2),
        .attempt = store_int(row, 3),
        .status = (int)store_int(row, 4),
        .leased = store_int(row, 5) != 0 };
    return false;
}

static bool read_done(const StoreRow *row, gpointer data)
{
    *(About *)data = (About){ .found = true,
        .done = true,
        .outcome = (DoneReason)store_int(row, 0),
        .attempt = store_int(row, 1),
        .status = (int)store_int(row, 2) };
    return false;
}

/* Of what is done, without its strand (strand_of). */
static bool look_up(Store *store, int64_t id, About *about, GError **error)
{
    *about = (About){ 0 };
    return store_each(store, &outbox_status_done, ARGS(ARG_INT("id", id)), read_done, about, error) &&
           (about->found || store_each(store, &outbox_status_about, ARGS(ARG_INT("id", id)), read_about, about, error));
}

static bool read_strand(const StoreRow *row, gpointer data)
{
    About *about = data;
    about->learner = store_int(row, 0);
    about->lane = (int)store_int(row, 1);
    return false;
}

static bool strand_of(Store *store, int64_t id, About *about, GError **error)
{
    return about->learner || store_each(store, &outbox_msg_strand, ARGS(ARG_INT("id", id)), read_strand, about, error);
}

/* The lattice. */
static int raised(int before, int status)
{
    if (before == FAILED)
        return status == DELIVERED || status == READ || status == PLAYED ? status : before;
    if (status == FAILED)
        return before >= DELIVERED ? before : FAILED;
    return MAX(before, status);
}

/* A status proves that a leased send was accepted, and tells of a duplicate when the send had been given up or tried
 * again. */
static bool settle_by_status(
    Store *store, int64_t id, const About *about, const char *wamid, int64_t now, GError **error)
{
    Place place = { 0 };
    if (about->leased)
        return outbox_accept(store, id, wamid, now, NULL, error);
    if (about->done && about->outcome == DONE_UNKNOWN)
        return store_run(store, &outbox_done_accept,
            ARGS(ARG_INT("id", id), ARG_TEXT("wamid", wamid), ARG_INT("unknown", DONE_UNKNOWN)), NULL, error);
    if (about->done)
        return true;
    /* Back in the queue for another try, and now proven to have gone: take it out before it goes twice. */
    if (!outbox_place(store, &outbox_queue_row, id, &place, error))
        return false;
    if (!place.found && !outbox_place(store, &outbox_held_row, id, &place, error))
        return false;
    if (!place.found || place.attempt == 0)
        return true;
    return store_run(store, &outbox_queue_remove, ARGS(ARG_INT("id", id)), NULL, error) &&
           store_run(store, &outbox_held_remove, ARGS(ARG_INT("id", id)), NULL, error) &&
           outbox_to_done(store, &place, DONE_ACCEPTED, wamid, 0, NULL, now, error) &&
           outbox_strand_wait(store, &place, now, error);
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

/* By the id of its tag, or by the platform's id; 0 when the message is not ours. */
static bool find_about(Store *store, int64_t *id, const char *wamid, About *about, GError **error)
{
    *about = (About){ 0 };
    if (*id == 0 && wamid &&
        !store_get_int(store, &outbox_done_by_wamid, ARGS(ARG_TEXT("wamid", wamid)), id, NULL, error))
        return false;
    if (*id && !look_up(store, *id, about, error))
        return false;
    *id = about->found ? *id : 0;
    return true;
}

/* It was tried again after the attempt that the status speaks of. */
static bool note_duplicate(Store *store, int64_t id, const About *about, int attempt, GError **error)
{
    return attempt == 0 || about->attempt <= attempt ||
           store_run(store, &outbox_done_duplicate, ARGS(ARG_INT("id", id)), NULL, error);
}

static bool free_strand(Store *store, int64_t id, About *about, int64_t now, GError **error)
{
    int64_t freed = 0;
    if (!strand_of(store, id, about, error) ||
        !store_run(store, &outbox_strand_free,
            ARGS(ARG_INT("learner", about->learner), ARG_INT("lane", about->lane), ARG_INT("head", id)), &freed, error))
        return false;
    return freed == 0 || outbox_strand_advance(store, about->learner, about->lane, now, error);
}

bool outbox_status(Store *store, int64_t *id, int attempt, const char *wamid, int status, int64_t at, int code,
    const char *detail, const OutboxPrice *price, int64_t now, StatusEffect *effect, GError **error)
{
    About about;
    *effect = STATUS_NOTHING;
    if (!find_about(store, id, wamid, &about, error))
        return false;
    if (*id == 0)
        return true;
    bool settled = about.done && about.outcome != DONE_UNKNOWN;
    if (!settled && (!settle_by_status(store, *id, &about, wamid, now, error) || !look_up(store, *id, &about, error)))
        return false;
    int after = raised(about.status, status);
    /* No status is 0 but that of a message of which none came. */
    if (!store_run(store, about.status == 0 ? &outbox_status_add : &outbox_status_set,
            ARGS(ARG_INT("id", *id), ARG_INT("status", status), ARG_INT("after", after), ARG_INT("at", at),
                ARG_INT("code", code), ARG_TEXT("detail", detail), ARG_TEXT("category", price ? price->category : NULL),
                ARG_INT("billed", price && price->billed)),
            NULL, error) ||
        !note_duplicate(store, *id, &about, attempt, error))
        return false;
    if (after == about.status)
        return true;
    *effect = after == FAILED ? STATUS_FAILED_NOW : STATUS_RAISED;
    /* What was delivered has freed its strand already. */
    bool frees = after >= DELIVERED && (about.status < DELIVERED || about.status == FAILED);
    return !frees || free_strand(store, *id, &about, now, error);
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
