/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "peer.h"
#include "cohort_queries.h"
#include "staff.h"

static int64_t card_after(const Cohort *cohort, const Peer *peer, int64_t now)
{
    Civil first = civil_from_days(peer->from);
    int64_t begins = civil_to_utc(cohort_zone(cohort), &first, NULL);
    int64_t at = staff_card_after(cohort, STAFF_CARD, MAX(now, begins - 1));
    return peer->to >= peer->from && cohort_today(cohort, at) <= peer->to ? at : INT64_MAX;
}

bool peer_set(Store *store, const Cohort *cohort, const Peer *peer, int64_t now, GError **error)
{
    return store_run(store, &cohort_peer_set,
        ARGS(ARG_INT("enrolment", peer->enrolment), ARG_INT("from", peer->from), ARG_INT("to", peer->to),
            ARG_INT("next", card_after(cohort, peer, now))),
        NULL, error);
}

static bool read_peer(const StoreRow *row, gpointer data)
{
    Peer peer = { store_int(row, 0), store_int(row, 1), store_int(row, 2), store_int(row, 3) };
    g_array_append_val((GArray *)data, peer);
    return true;
}

bool peer_get(Store *store, int64_t enrolment, Peer *peer, bool *found, GError **error)
{
    g_autoptr(GArray) one = g_array_new(FALSE, FALSE, sizeof(Peer));
    if (!store_each(store, &cohort_peer_row, ARGS(ARG_INT("enrolment", enrolment)), read_peer, one, error))
        return false;
    *found = one->len > 0;
    *peer = *found ? g_array_index(one, Peer, 0) : (Peer){ .enrolment = enrolment };
    return true;
}

bool peer_on(Store *store, int64_t enrolment, int64_t date, bool *is, GError **error)
{
    Peer peer;
    bool found = false;
    if (!peer_get(store, enrolment, &peer, &found, error))
        return false;
    *is = found && date >= peer.from && date <= peer.to;
    return true;
}

GArray *peer_cards_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t next = 0;
    g_autoptr(GArray) due = g_array_new(FALSE, FALSE, sizeof(Peer));
    if (!peer_card_next(store, &next, error))
        return NULL;
    if (next <= now && !store_each(store, &cohort_peers_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                           read_peer, due, error))
        return NULL;
    return g_steal_pointer(&due);
}

bool peer_card_later(Store *store, const Cohort *cohort, const Peer *peer, int64_t now, GError **error)
{
    return peer_set(store, cohort, peer, now, error);
}

bool peer_card_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &cohort_peer_next, at, 1, error);
}
