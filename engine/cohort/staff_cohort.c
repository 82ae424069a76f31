/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cohorts are whose, when their morning cards come, and how far each of the staff has read. */
#include "staff.h"
#include "staff_clock.h"
#include "cohort_queries.h"

bool staff_card_next_of(
    Store *store, const Staff *staff, const Cohort *cohort, int64_t now, int64_t *at, GError **error)
{
    g_autoptr(Cohort) hers = staff_calendar(store, staff->id, cohort, error);
    *at = hers ? staff_card_after(hers, staff->card, now) : 0;
    return hers != NULL;
}

bool staff_assign(Store *store, const Staff *staff, const Cohort *cohort, int64_t now, GError **error)
{
    int64_t next = 0;
    return staff_card_next_of(store, staff, cohort, now, &next, error) &&
           store_run(store, &cohort_assign,
               ARGS(ARG_INT("staff", staff->id), ARG_INT("cohort", cohort->id), ARG_INT("next", next)), NULL, error);
}

bool staff_unassign(Store *store, int64_t staff, int64_t cohort, bool *was, GError **error)
{
    int64_t changed = 0;
    bool good =
        store_run(store, &cohort_unassign, ARGS(ARG_INT("staff", staff), ARG_INT("cohort", cohort)), &changed, error);
    *was = changed > 0;
    return good;
}

GArray *staff_cohorts(Store *store, int64_t staff, GError **error)
{
    return store_ids(store, &cohort_assigned, ARGS(ARG_INT("staff", staff)), error);
}

bool staff_owns(Store *store, const Staff *staff, int64_t cohort, bool *owns, GError **error)
{
    *owns = g_str_equal(staff->role, "admin");
    if (*owns)
        return true;
    g_autoptr(GArray) ids = staff_cohorts(store, staff->id, error);
    if (!ids)
        return false;
    *owns = ids->len == 0 && g_str_equal(staff->role, "coordinator");
    for (guint i = 0; i < ids->len; i++)
        *owns = *owns || g_array_index(ids, int64_t, i) == cohort;
    return true;
}

GPtrArray *staff_with_phone(Store *store, const char *role, int64_t cohort, GError **error)
{
    g_autoptr(GArray) ids = store_ids(store, &cohort_staff_phones, ARGS(ARG_TEXT("role", role)), error);
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)staff_free);
    if (!ids)
        return NULL;
    for (guint i = 0; i < ids->len; i++) {
        bool owns = false;
        Staff *staff = staff_get(store, g_array_index(ids, int64_t, i), error);
        if (!staff)
            return NULL;
        g_ptr_array_add(list, staff);
        if (!staff_owns(store, staff, cohort, &owns, error))
            return NULL;
        if (!owns)
            g_ptr_array_set_size(list, (int)list->len - 1);
    }
    return g_steal_pointer(&list);
}

/* --- morning cards --- */

int64_t staff_card_after(const Cohort *cohort, int minutes, int64_t now)
{
    if (minutes < 0)
        return INT64_MAX;
    for (int day = MAX(cohort_day_of(cohort, cohort_today(cohort, now)), 1);; day++) {
        int64_t at = cohort_time(cohort, day, minutes);
        if (at > now)
            return at;
    }
}

bool staff_set_card(Store *store, const Staff *staff, int minutes, int64_t now, GError **error)
{
    g_autoptr(GArray) ids = staff_cohorts(store, staff->id, error);
    if (!ids ||
        !store_run(store, &cohort_staff_card, ARGS(ARG_INT("id", staff->id), ARG_INT("minutes", minutes)), NULL, error))
        return false;
    for (guint i = 0; i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(store, g_array_index(ids, int64_t, i), error);
        Staff set = *staff;
        int64_t next = 0;
        set.card = minutes;
        if (!cohort || !staff_card_next_of(store, &set, cohort, now, &next, error) ||
            !staff_card_set(store, staff->id, cohort->id, next, error))
            return false;
    }
    return true;
}

static bool read_card(const StoreRow *row, gpointer data)
{
    StaffCard card = { .staff = store_int(row, 0), .cohort = store_int(row, 1), .at = store_int(row, 2) };
    g_array_append_val((GArray *)data, card);
    return true;
}

GArray *staff_cards_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t next = 0;
    g_autoptr(GArray) cards = g_array_new(FALSE, FALSE, sizeof(StaffCard));
    if (!staff_card_next(store, &next, error))
        return NULL;
    if (next <= now && !store_each(store, &cohort_cards_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                           read_card, cards, error))
        return NULL;
    return g_steal_pointer(&cards);
}

bool staff_card_set(Store *store, int64_t staff, int64_t cohort, int64_t next, GError **error)
{
    return store_run(store, &cohort_card_set,
        ARGS(ARG_INT("staff", staff), ARG_INT("cohort", cohort), ARG_INT("next", next)), NULL, error);
}

bool staff_card_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &cohort_card_next, at, 1, error);
}

/* --- reading --- */

bool room_cohort(Store *store, int64_t room, int64_t *cohort, GError **error)
{
    *cohort = 0;
    return store_get_int(store, &cohort_room_cohort, ARGS(ARG_INT("id", room)), cohort, NULL, error);
}

bool staff_lang(Store *store, const Staff *staff, char **lang, GError **error)
{
    *lang = NULL;
    return store_get_text(store, &cohort_person_lang_of, ARGS(ARG_INT("id", staff->learner)), lang, error);
}

bool staff_read_upto(Store *store, int64_t staff, int64_t room, int64_t *upto, GError **error)
{
    *upto = 0;
    return store_get_int(
        store, &cohort_staff_upto, ARGS(ARG_INT("staff", staff), ARG_INT("room", room)), upto, NULL, error);
}

bool staff_set_read(Store *store, int64_t staff, int64_t room, int64_t upto, GError **error)
{
    return store_run(store, &cohort_staff_read,
        ARGS(ARG_INT("staff", staff), ARG_INT("room", room), ARG_INT("upto", upto)), NULL, error);
}
