/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A message is added once by its key and stands in exactly one place. Of a strand (learner, lane) at most the head is
 * in the queue or leased; the rest is held for order and moves on when the head was delivered, failed, was dropped, or
 * had its time. */
#include "outbox_priv.h"

void outbox_msg_free(OutboxMsg *msg)
{
    if (!msg)
        return;
    g_free(msg->key);
    g_free(msg->step);
    g_free(msg->body);
    g_free(msg);
}

OutboxMsg *outbox_msg_from_row(const StoreRow *row)
{
    OutboxMsg *msg = g_new0(OutboxMsg, 1);
    msg->id = store_int(row, 0);
    msg->cohort = store_int(row, 1);
    msg->enrolment = store_int(row, 2);
    msg->learner = store_int(row, 3);
    msg->lane = (Lane)store_int(row, 4);
    msg->kind = (OwedKind)store_int(row, 5);
    msg->attempt = (int)store_int(row, 6);
    msg->created = store_int(row, 7);
    msg->expires = store_int(row, 8);
    msg->post = store_int(row, 9);
    msg->key = store_text_dup(row, 10);
    msg->step = store_text_dup(row, 11);
    msg->body = store_text_dup(row, 12);
    return msg;
}

static bool read_place(const StoreRow *row, gpointer data)
{
    Place *place = data;
    place->learner = store_int(row, 0);
    place->lane = (int)store_int(row, 1);
    place->attempt = (int)store_int(row, 2);
    place->found = true;
    return false;
}

bool outbox_place(Store *store, const StoreQuery *query, int64_t id, Place *place, GError **error)
{
    *place = (Place){ .id = id };
    return store_each(store, query, ARGS(ARG_INT("id", id)), read_place, place, error);
}

static bool collect_place(const StoreRow *row, gpointer data)
{
    Place place = { .id = store_int(row, 0),
        .learner = store_int(row, 1),
        .lane = (int)store_int(row, 2),
        .attempt = (int)store_int(row, 3),
        .found = true };
    g_array_append_val((GArray *)data, place);
    return true;
}

GArray *outbox_places(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GArray) places = g_array_new(FALSE, FALSE, sizeof(Place));
    if (!store_each(store, query, args, collect_place, places, error))
        return NULL;
    return g_steal_pointer(&places);
}

bool outbox_to_queue(Store *store, const Place *place, int64_t due, GError **error)
{
    return store_run(store, &outbox_queue_add,
        ARGS(ARG_INT("lane", place->lane), ARG_INT("due", due), ARG_INT("id", place->id),
            ARG_INT("attempt", place->attempt), ARG_INT("learner", place->learner)),
        NULL, error);
}

bool outbox_to_held(Store *store, const Place *place, HeldReason reason, int64_t until, GError **error)
{
    return store_run(store, &outbox_held_add,
        ARGS(ARG_INT("id", place->id), ARG_INT("learner", place->learner), ARG_INT("lane", place->lane),
            ARG_INT("reason", reason), ARG_INT("until", until), ARG_INT("attempt", place->attempt)),
        NULL, error);
}

bool outbox_to_done(Store *store, const Place *place, DoneReason outcome, const char *wamid, int code,
    const char *detail, int64_t now, GError **error)
{
    return store_run(store, &outbox_done_add,
        ARGS(ARG_INT("id", place->id), ARG_INT("outcome", outcome), ARG_TEXT("wamid", wamid), ARG_INT("code", code),
            ARG_TEXT("detail", detail), ARG_INT("now", now), ARG_INT("attempt", place->attempt)),
        NULL, error);
}

typedef struct {
    bool busy;     /* something of it is queued, held or leased */
    int64_t until; /* the next waits for a delivery */
} Strand;

static bool read_strand(const StoreRow *row, gpointer data)
{
    *(Strand *)data = (Strand){ store_int(row, 0) != 0, store_int(row, 1) };
    return false;
}

static bool strand_state(Store *store, int64_t learner, Lane lane, Strand *strand, GError **error)
{
    *strand = (Strand){ 0 };
    return store_each(store, &outbox_strand_state, ARGS(ARG_INT("learner", learner), ARG_INT("lane", lane)),
        read_strand, strand, error);
}

static bool read_next(const StoreRow *row, gpointer data)
{
    Place *next = data;
    next->id = store_int(row, 0);
    next->attempt = (int)store_int(row, 1);
    next->found = true;
    return false;
}

static bool strand_next(Store *store, int64_t learner, int lane, Place *next, GError **error)
{
    *next = (Place){ .learner = learner, .lane = lane };
    return store_each(
        store, &outbox_strand_next, ARGS(ARG_INT("learner", learner), ARG_INT("lane", lane)), read_next, next, error);
}

bool outbox_strand_wait(Store *store, const Place *head, int64_t now, GError **error)
{
    Place next;
    if (!store_run(store, &outbox_strand_set,
            ARGS(ARG_INT("learner", head->learner), ARG_INT("lane", head->lane), ARG_INT("head", head->id),
                ARG_INT("until", now + ORDER_WAIT)),
            NULL, error) ||
        !strand_next(store, head->learner, head->lane, &next, error))
        return false;
    return !next.found || store_run(store, &outbox_held_until,
                              ARGS(ARG_INT("id", next.id), ARG_INT("until", now + ORDER_WAIT)), NULL, error);
}

bool outbox_strand_advance(Store *store, int64_t learner, int lane, int64_t now, GError **error)
{
    Place next;
    int64_t blocked = 0;
    if (!strand_next(store, learner, lane, &next, error))
        return false;
    if (!next.found)
        return true;
    /* A head that is queued, leased or held for a reason of its own keeps the others behind it. */
    if (!store_get_int(store, &outbox_strand_blocked, ARGS(ARG_INT("learner", learner), ARG_INT("lane", lane)),
            &blocked, NULL, error))
        return false;
    return blocked || (store_run(store, &outbox_held_remove, ARGS(ARG_INT("id", next.id)), NULL, error) &&
                          outbox_to_queue(store, &next, now, error));
}

static bool place_new(Store *store, const OutboxAdd *add, int64_t id, int64_t now, GError **error)
{
    Place place = { .id = id, .learner = add->learner, .lane = add->lane };
    Strand strand;
    if (!strand_state(store, add->learner, add->lane, &strand, error))
        return false;
    if (strand.busy)
        return outbox_to_held(store, &place, HELD_ORDER, 0, error);
    if (strand.until > now)
        return outbox_to_held(store, &place, HELD_ORDER, strand.until, error);
    return outbox_to_queue(store, &place, MAX(add->due, now), error);
}

bool outbox_strand_waits(Store *store, int64_t learner, Lane lane, bool *waits, GError **error)
{
    Strand strand;
    bool ok = strand_state(store, learner, lane, &strand, error);
    *waits = strand.busy;
    return ok;
}

bool outbox_add(Store *store, const OutboxAdd *add, int64_t now, int64_t *id, GError **error)
{
    g_autofree char *body = message_to_json(add->message);
    int64_t expires = owed_rule(add->kind)->expires;
    int64_t new_id = 0, changed = 0;
    if (id)
        *id = 0;
    if (!store_next_id(store, &new_id, error) ||
        !store_run(store, &outbox_insert,
            ARGS(ARG_INT("id", new_id), ARG_TEXT("key", add->key), ARG_INT("cohort", add->cohort),
                ARG_INT("enrolment", add->enrolment), ARG_INT("learner", add->learner), ARG_INT("lane", add->lane),
                ARG_INT("kind", add->kind), ARG_TEXT("step", add->step), ARG_INT("post", add->post),
                ARG_INT("now", now), ARG_INT("expires", expires ? MAX(add->due, now) + expires : 0),
                ARG_TEXT("body", body)),
            &changed, error))
        return false;
    if (changed == 0)
        return true;
    if (id)
        *id = new_id;
    return place_new(store, add, new_id, now, error);
}
