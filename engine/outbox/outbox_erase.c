/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that must go: that a message was owed, when, and what became of it, stays. */
#include "outbox_priv.h"

bool outbox_erase(Store *store, int64_t enrolment, GError **error)
{
    const StoreArg *of = ARGS(ARG_INT("enrolment", enrolment));
    return store_run(store, &outbox_erase_bodies, of, NULL, error) &&
           store_run(store, &outbox_erase_ids, of, NULL, error) &&
           store_run(store, &outbox_erase_status, of, NULL, error);
}

static bool collect_relay(const StoreRow *row, gpointer data)
{
    OutboxRelay relay = { store_int(row, 0), store_int(row, 1), store_int(row, 2), store_int(row, 3) != 0,
        store_int(row, 4) == OWED_RELAY, store_int(row, 5) != 0 };
    g_array_append_val((GArray *)data, relay);
    return true;
}

GArray *outbox_relays(Store *store, int64_t cohort, const char *needle, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(OutboxRelay));
    if (!store_each(store, &outbox_relays_of,
            ARGS(ARG_INT("cohort", cohort), ARG_INT("relay", OWED_RELAY), ARG_INT("correction", OWED_CORRECTION),
                ARG_INT("say", OWED_SAY), ARG_INT("talk", OWED_TALK), ARG_INT("prompt", OWED_PROMPT),
                ARG_INT("notice", OWED_NOTICE), ARG_TEXT("needle", needle)),
            collect_relay, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

bool outbox_erase_one(Store *store, int64_t id, GError **error)
{
    return store_run(store, &outbox_erase_body, ARGS(ARG_INT("id", id)), NULL, error);
}

bool outbox_erase_of_staff(Store *store, int64_t learner, GError **error)
{
    return store_run(store, &outbox_erase_staff, ARGS(ARG_INT("learner", learner)), NULL, error);
}

bool outbox_erase_to_staff(Store *store, int64_t until, GError **error)
{
    return store_run(store, &outbox_erase_to_staff_until, ARGS(ARG_INT("until", until)), NULL, error);
}

bool outbox_leave_words_out(Store *store, int64_t id, const char *needle, const char *instead, GError **error)
{
    return store_run(store, &outbox_leave_out,
        ARGS(ARG_INT("id", id), ARG_TEXT("needle", needle), ARG_TEXT("instead", instead)), NULL, error);
}

bool outbox_reword(Store *store, int64_t id, const char *body, GError **error)
{
    return store_run(store, &outbox_set_body, ARGS(ARG_INT("id", id), ARG_TEXT("body", body)), NULL, error);
}

bool outbox_withdraw(Store *store, int64_t id, DoneReason reason, int64_t now, bool *gone, GError **error)
{
    static const struct {
        const StoreQuery *row, *remove;
    } places[] = { { &outbox_queue_row, &outbox_queue_remove }, { &outbox_held_row, &outbox_held_remove } };
    *gone = false;
    for (gsize i = 0; i < G_N_ELEMENTS(places) && !*gone; i++) {
        Place place;
        if (!outbox_place(store, places[i].row, id, &place, error))
            return false;
        if (!place.found)
            continue;
        *gone = true;
        if (!store_run(store, places[i].remove, ARGS(ARG_INT("id", id)), NULL, error) ||
            !outbox_to_done(store, &place, reason, NULL, 0, NULL, now, error) ||
            !outbox_strand_advance(store, place.learner, place.lane, now, error))
            return false;
    }
    return true;
}
