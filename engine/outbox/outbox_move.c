/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The moves between queue, held, lease and done. Each is compare-and-set: a message that is not where the caller
 * believes it is makes the move an error, and the caller's savepoint takes everything back. */
#include "outbox_priv.h"

static bool need(const Place *place, const char *where, GError **error)
{
    if (place->found)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "message M%" G_GINT64_FORMAT " is not %s", place->id, where);
    return false;
}

static bool take(Store *store, const StoreQuery *row, const StoreQuery *remove, const char *where, int64_t id,
    Place *place, GError **error)
{
    return outbox_place(store, row, id, place, error) && need(place, where, error) &&
           store_run(store, remove, ARGS(ARG_INT("id", id)), NULL, error);
}

static bool take_queued(Store *store, int64_t id, Place *place, GError **error)
{
    return take(store, &outbox_queue_row, &outbox_queue_remove, "in the queue", id, place, error);
}

static bool take_leased(Store *store, int64_t id, Place *place, GError **error)
{
    return take(store, &outbox_lease_row, &outbox_lease_remove, "leased", id, place, error);
}

static bool collect_msg(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, outbox_msg_from_row(row));
    return true;
}

static GPtrArray *no_messages(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)outbox_msg_free);
}

static GPtrArray *messages(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) list = no_messages();
    if (!store_each(store, query, args, collect_msg, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

GPtrArray *outbox_due(Store *store, Lane lane, int64_t now, int limit, GError **error)
{
    int64_t soonest[LANES];
    if (!store_remembered(store, &outbox_next_queue, soonest, LANES, error))
        return NULL;
    if (soonest[lane] > now)
        return no_messages();
    return messages(
        store, &outbox_queue_due, ARGS(ARG_INT("lane", lane), ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

GPtrArray *outbox_overdue(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    if (!store_remembered(store, &outbox_next_lease, &soonest, 1, error))
        return NULL;
    if (soonest > now)
        return no_messages();
    return messages(store, &outbox_lease_overdue, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)), error);
}

bool outbox_hold(Store *store, int64_t id, HeldReason reason, int64_t until, GError **error)
{
    Place place;
    return take_queued(store, id, &place, error) && outbox_to_held(store, &place, reason, until, error);
}

bool outbox_lease(Store *store, int64_t id, int attempt, int64_t now, int64_t deadline, GError **error)
{
    Place place;
    return take_queued(store, id, &place, error) &&
           store_run(store, &outbox_lease_add,
               ARGS(ARG_INT("id", id), ARG_INT("learner", place.learner), ARG_INT("lane", place.lane),
                   ARG_INT("attempt", attempt), ARG_INT("now", now), ARG_INT("deadline", deadline)),
               NULL, error);
}

bool outbox_drop(Store *store, int64_t id, DoneReason reason, const char *detail, int64_t now, GError **error)
{
    Place place;
    return take_queued(store, id, &place, error) &&
           outbox_to_done(store, &place, reason, NULL, 0, detail, now, error) &&
           outbox_strand_advance(store, place.learner, place.lane, now, error);
}

bool outbox_accept(Store *store, int64_t id, const char *wamid, int64_t now, int64_t *learner, GError **error)
{
    Place place;
    if (!outbox_place(store, &outbox_lease_row, id, &place, error))
        return false;
    if (learner)
        *learner = place.learner;
    if (learner && !place.found)
        return true;
    return need(&place, "leased", error) &&
           store_run(store, &outbox_lease_remove, ARGS(ARG_INT("id", id)), NULL, error) &&
           outbox_to_done(store, &place, DONE_ACCEPTED, wamid, 0, NULL, now, error) &&
           outbox_strand_wait(store, &place, now, error);
}

bool outbox_requeue(Store *store, int64_t id, int attempt, int64_t due, GError **error)
{
    Place place;
    if (!take_leased(store, id, &place, error))
        return false;
    place.attempt = attempt;
    return outbox_to_queue(store, &place, due, error);
}

bool outbox_rehold(Store *store, int64_t id, int attempt, HeldReason reason, int64_t until, GError **error)
{
    Place place;
    if (!take_leased(store, id, &place, error))
        return false;
    place.attempt = attempt;
    return outbox_to_held(store, &place, reason, until, error);
}

static bool end_lease(
    Store *store, int64_t id, DoneReason outcome, int code, const char *detail, int64_t now, GError **error)
{
    Place place;
    return take_leased(store, id, &place, error) &&
           outbox_to_done(store, &place, outcome, NULL, code, detail, now, error) &&
           outbox_strand_advance(store, place.learner, place.lane, now, error);
}

bool outbox_fail(Store *store, int64_t id, int code, const char *detail, int64_t now, GError **error)
{
    return end_lease(store, id, DONE_FAILED, code, detail, now, error);
}

bool outbox_give_up(Store *store, int64_t id, DoneReason reason, int64_t now, GError **error)
{
    return end_lease(store, id, reason, 0, NULL, now, error);
}

bool outbox_mark_unknown(Store *store, int64_t id, int64_t deadline, GError **error)
{
    Place place;
    return outbox_place(store, &outbox_lease_row, id, &place, error) && need(&place, "leased", error) &&
           store_run(store, &outbox_lease_unknown, ARGS(ARG_INT("id", id), ARG_INT("deadline", deadline)), NULL, error);
}

typedef struct {
    int64_t id;
    OwedKind kind;
} Leased;

static bool collect_leased(const StoreRow *row, gpointer data)
{
    Leased leased = { store_int(row, 0), (OwedKind)store_int(row, 1) };
    g_array_append_val((GArray *)data, leased);
    return true;
}

bool outbox_recover(Store *store, int64_t now, int64_t *count, GError **error)
{
    g_autoptr(GArray) leased = g_array_new(FALSE, FALSE, sizeof(Leased));
    if (!store_each(store, &outbox_lease_known_out, NO_ARGS, collect_leased, leased, error))
        return false;
    for (guint i = 0; i < leased->len; i++) {
        const Leased *l = &g_array_index(leased, Leased, i);
        if (!outbox_mark_unknown(store, l->id, now + owed_rule(l->kind)->wait, error))
            return false;
    }
    *count = leased->len;
    return true;
}

static bool wake(Store *store, GArray *places, int64_t now, int64_t *moved, GError **error)
{
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (!store_run(store, &outbox_held_remove, ARGS(ARG_INT("id", place->id)), NULL, error) ||
            !outbox_to_queue(store, place, now, error))
            return false;
    }
    if (moved)
        *moved = places->len;
    return true;
}

bool outbox_wake(Store *store, int64_t now, int64_t *moved, GError **error)
{
    int64_t soonest = 0;
    if (moved)
        *moved = 0;
    if (!store_remembered(store, &outbox_next_held, &soonest, 1, error))
        return false;
    if (soonest > now)
        return true;
    g_autoptr(GArray) places =
        outbox_places(store, &outbox_held_due, ARGS(ARG_INT("now", now), ARG_INT("limit", 1000)), error);
    return places && wake(store, places, now, moved, error);
}

bool outbox_release(Store *store, int64_t learner, HeldReason reason, int64_t now, int64_t *moved, GError **error)
{
    g_autoptr(GArray) places = learner ? outbox_places(store, &outbox_held_of,
                                             ARGS(ARG_INT("reason", reason), ARG_INT("learner", learner)), error)
                                       : outbox_places(store, &outbox_held_by, ARGS(ARG_INT("reason", reason)), error);
    return places && wake(store, places, now, moved, error);
}

static bool cancel(Store *store, const StoreQuery *list, const StoreQuery *remove, int64_t learner, DoneReason reason,
    const char *keep, int64_t now, GError **error)
{
    g_autoptr(GArray) places =
        outbox_places(store, list, ARGS(ARG_INT("learner", learner), ARG_TEXT("keep", keep ? keep : "")), error);
    if (!places)
        return false;
    for (guint i = 0; i < places->len; i++) {
        const Place *place = &g_array_index(places, Place, i);
        if (!store_run(store, remove, ARGS(ARG_INT("id", place->id)), NULL, error) ||
            !outbox_to_done(store, place, reason, NULL, 0, NULL, now, error))
            return false;
    }
    return true;
}

bool outbox_cancel_learner(
    Store *store, int64_t learner, DoneReason reason, const char *keep, int64_t now, GError **error)
{
    return cancel(store, &outbox_cancel_queue, &outbox_queue_remove, learner, reason, keep, now, error) &&
           cancel(store, &outbox_cancel_held, &outbox_held_remove, learner, reason, keep, now, error);
}

GArray *outbox_leased_to(Store *store, int64_t learner, GError **error)
{
    return store_ids(store, &outbox_lease_ids, ARGS(ARG_INT("learner", learner)), error);
}
