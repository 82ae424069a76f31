/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Morning cards of those who look after a cohort. One that is late by half a day is not sent any more: it would tell of
 * a morning that is over. */
#include "drip_priv.h"
#include "clock.h"
#include "desk.h"

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
    if (!staff_card_set(
            store, due->staff, due->cohort, over ? INT64_MAX : staff_card_after(cohort, staff->card, now), error))
        return false;
    bool wanted = !over && staff->learner && !staff->muted && now - due->at < CARD_LATE;
    return !wanted || owe_card(context, staff, cohort, now, error);
}

bool drip_cards(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GArray) due = staff_cards_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    for (guint i = 0; i < due->len; i++, ++*worked)
        if (!card_one(context, &g_array_index(due, StaffCard, i), now, error))
            return false;
    return true;
}
