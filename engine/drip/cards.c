/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Morning cards of those who look after a cohort. One that is late by half a day is not sent any more: it would tell of
 * a morning that is over. */
#include "drip_priv.h"
#include "clock.h"
#include "desk.h"
#include "peer.h"
#include "staff_clock.h"

#define CARD_LATE (6 * HOUR)

static bool owe_card(Context *context, const Staff *staff, const Cohort *cohort, int64_t now, GError **error)
{
    bool empty = false;
    g_autofree char *card = desk_card(context, staff, cohort, now, &empty, error);
    if (!card || empty)
        return card != NULL;
    g_autofree char *key = g_strdup_printf("CARD%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, staff->id,
        cohort->id, cohort_today(cohort, now));
    return desk_say(context, staff, key, LANE_REMINDER, OWED_REMINDER, g_steal_pointer(&card), now, error);
}

static bool card_one(Context *context, const StaffCard *due, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(GError) fault = NULL;
    g_autoptr(Staff) staff = staff_get(store, due->staff, &fault);
    const Cohort *cohort = fault ? NULL : context_cohort(context, due->cohort, &fault);
    if (!cohort) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    bool over = !staff || cohort->state == COHORT_CLOSED;
    int64_t next = INT64_MAX;
    if ((!over && !staff_card_next_of(store, staff, cohort, now, &next, error)) ||
        !staff_card_set(store, due->staff, due->cohort, next, error))
        return false;
    bool wanted =
        !over && cohort->state != COHORT_PLANNED && staff->learner && !staff->muted && now - due->at < CARD_LATE;
    return !wanted || owe_card(context, staff, cohort, now, error);
}

static bool peer_one(Context *context, const Peer *peer, int64_t now, GError **error)
{
    Store *store = context_store(context);
    Tutor t;
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), peer->enrolment, error);
    if (!e || !tutor_init(&t, context, e, now, error) || !peer_card_later(store, t.cohort, peer, now, error))
        return false;
    if (e->state != ENROLMENT_ACTIVE || t.cohort->state != COHORT_RUNNING || now - peer->at >= CARD_LATE)
        return true;
    char *card = desk_peer_card(&t, error);
    g_autofree char *key =
        g_strdup_printf("PEERCARD%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT, e->id, cohort_today(t.cohort, now));
    return card && tutor_say(&t, key, LANE_REMINDER, OWED_REMINDER, card, error);
}

static bool peer_cards(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GArray) due = peer_cards_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    for (guint i = 0; i < due->len; i++, ++*worked)
        if (!peer_one(context, &g_array_index(due, Peer, i), now, error))
            return false;
    return true;
}

bool drip_cards(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GArray) due = staff_cards_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    for (guint i = 0; i < due->len; i++, ++*worked)
        if (!card_one(context, &g_array_index(due, StaffCard, i), now, error))
            return false;
    return peer_cards(context, now, limit, worked, error);
}
