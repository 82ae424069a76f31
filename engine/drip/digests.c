/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose digest may be due: most of a room have read everything, and need no look at each. */
#include "drip_priv.h"
#include "social.h"

static bool is_quiet(const RelayCursor *cursor)
{
    return cursor->upto >= cursor->posts && !social_waits(cursor) && cursor->offer == OFFER_NONE;
}

/* Nobody has written since: all of the room who have read everything wait for the next time, without a look at each;
 * one alone goes by herself. */
static bool pass_room(Context *context, const RelayCursor *cursor, bool alone, int64_t now, GError **error)
{
    Store *store = context_store(context);
    g_autoptr(Enrolment) e = enrolment_get(store, context_vault(context), cursor->enrolment, error);
    const Cohort *cohort = e ? context_cohort(context, e->cohort, error) : NULL;
    if (!cohort)
        return false;
    int64_t next = tutor_next_digest(cohort, now);
    return alone ? relay_move(store, cursor, cursor->upto, next, 0, error)
                 : relay_pass(store, cursor->room, now, next, error);
}

/* Room -> how many of it are due and have read everything. The rooms are borrowed from `due`. Given. */
static GHashTable *count_quiet(const GPtrArray *due)
{
    GHashTable *counts = g_hash_table_new(g_int64_hash, g_int64_equal);
    for (guint i = 0; i < due->len; i++) {
        RelayCursor *cursor = due->pdata[i];
        int known = GPOINTER_TO_INT(g_hash_table_lookup(counts, &cursor->room));
        if (is_quiet(cursor))
            g_hash_table_insert(counts, &cursor->room, GINT_TO_POINTER(known + 1));
    }
    return counts;
}

bool drip_digests(Context *context, int64_t now, int limit, int *worked, GError **error)
{
    g_autoptr(GPtrArray) due = relay_due(context_store(context), now, limit, error);
    if (!due)
        return false;
    g_autoptr(GHashTable) counts = count_quiet(due);
    for (guint i = 0; i < due->len; i++, ++*worked) {
        RelayCursor *cursor = due->pdata[i];
        if (!is_quiet(cursor)) {
            if (!drip_digest_one(context, cursor, now, error))
                return false;
            continue;
        }
        int quiet = GPOINTER_TO_INT(g_hash_table_lookup(counts, &cursor->room));
        /* With the first of them goes the whole room. */
        if (g_hash_table_remove(counts, &cursor->room) && !pass_room(context, cursor, quiet == 1, now, error))
            return false;
    }
    return true;
}
