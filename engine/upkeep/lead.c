/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lead.h"
#include "upkeep_queries.h"

void lead_free(Lead *lead)
{
    if (lead)
        g_free(lead->step);
    g_free(lead);
}

const char *lead_state_name(LeadState state)
{
    static const char *const names[LEAD_STATES] = { [LEAD_PLANNED] = "planned",
        [LEAD_TOLD] = "told",
        [LEAD_AGREED] = "agreed",
        [LEAD_TURN] = "her turn",
        [LEAD_DONE] = "led",
        [LEAD_MISSED] = "missed" };
    return state < LEAD_STATES ? names[state] : "?";
}

static bool collect(const StoreRow *row, gpointer data)
{
    Lead *lead = g_new(Lead, 1);
    *lead = (Lead){ .id = store_int(row, 0),
        .cohort = store_int(row, 1),
        .room = store_int(row, 2),
        .step = store_text_dup(row, 3),
        .week = (int)store_int(row, 4),
        .at = store_int(row, 5),
        .wanted = store_int(row, 6) != 0,
        .fixed = store_int(row, 7) != 0,
        .enrolment = store_int(row, 8),
        .state = (LeadState)store_int(row, 9),
        .moved = store_int(row, 10),
        .post = store_int(row, 11) };
    g_ptr_array_add(data, lead);
    return true;
}

static GPtrArray *list(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) leads = g_ptr_array_new_with_free_func((GDestroyNotify)lead_free);
    return store_each(store, query, args, collect, leads, error) ? g_steal_pointer(&leads) : NULL;
}

static Lead *only(GPtrArray *taken)
{
    g_autoptr(GPtrArray) leads = taken;
    return leads && leads->len ? g_ptr_array_steal_index(leads, 0) : NULL;
}

Lead *lead_find(Store *store, int64_t room, const char *step, GError **error)
{
    return only(list(store, &upkeep_lead_find, ARGS(ARG_INT("room", room), ARG_TEXT("step", step)), error));
}

Lead *lead_get(Store *store, int64_t id, GError **error)
{
    return only(list(store, &upkeep_lead_get, ARGS(ARG_INT("id", id)), error));
}

bool lead_put(Store *store, Lead *l, GError **error)
{
    return (l->id || store_next_id(store, &l->id, error)) &&
           store_run(store, &upkeep_lead_put,
               ARGS(ARG_INT("id", l->id), ARG_INT("cohort", l->cohort), ARG_INT("room", l->room),
                   ARG_TEXT("step", l->step), ARG_INT("week", l->week), ARG_INT("at", l->at),
                   ARG_INT("wanted", l->wanted), ARG_INT("fixed", l->fixed), ARG_INT("enrolment", l->enrolment),
                   ARG_INT("state", l->state), ARG_INT("moved", l->moved), ARG_INT("post", l->post)),
               NULL, error);
}

GPtrArray *lead_list(Store *store, int64_t room, GError **error)
{
    return list(store, &upkeep_lead_list, ARGS(ARG_INT("room", room)), error);
}

GPtrArray *lead_coming(Store *store, int64_t enrolment, GError **error)
{
    return list(store, &upkeep_lead_coming, ARGS(ARG_INT("enrolment", enrolment)), error);
}

bool lead_refuse(Store *store, int64_t lead, int64_t enrolment, GError **error)
{
    return store_run(
        store, &upkeep_lead_refuse, ARGS(ARG_INT("lead", lead), ARG_INT("enrolment", enrolment)), NULL, error);
}

bool lead_refused(Store *store, int64_t lead, int64_t enrolment, bool *refused, GError **error)
{
    int64_t n = 0;
    bool ok = store_get_int(
        store, &upkeep_lead_refused, ARGS(ARG_INT("lead", lead), ARG_INT("enrolment", enrolment)), &n, NULL, error);
    *refused = n > 0;
    return ok;
}
