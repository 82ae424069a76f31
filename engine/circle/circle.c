/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of circles. A stay that has ended is kept: evaluators ask who talked with whom, and when. */
#include "circle.h"
#include "circle_queries.h"

const char *circle_kind_name(CircleKind kind)
{
    static const char *const names[CIRCLE_KINDS] = { [CIRCLE_PAIR] = "pair", [CIRCLE_GROUP] = "circle" };
    return kind < CIRCLE_KINDS ? names[kind] : "?";
}

const char *circle_mix_name(CircleMix mix)
{
    static const char *const names[CIRCLE_MIXES] = {
        [CIRCLE_MIXED] = "mixed",
        [CIRCLE_ACQUAINTED] = "acquainted",
    };
    return mix < CIRCLE_MIXES ? names[mix] : "?";
}

static bool read_plan(const StoreRow *row, gpointer data)
{
    *(CirclePlan *)data = (CirclePlan){ (int)store_int(row, 0), (CircleMix)store_int(row, 1) };
    return false;
}

bool circle_plan_get(Store *store, int64_t cohort, CircleKind kind, CirclePlan *plan, GError **error)
{
    *plan = (CirclePlan){ kind == CIRCLE_PAIR ? 2 : 4, CIRCLE_MIXED };
    return store_each(
        store, &circle_plan_row, ARGS(ARG_INT("cohort", cohort), ARG_INT("kind", kind)), read_plan, plan, error);
}

bool circle_plan_set(Store *store, int64_t cohort, CircleKind kind, const CirclePlan *plan, GError **error)
{
    return store_run(store, &circle_plan_put,
        ARGS(ARG_INT("cohort", cohort), ARG_INT("kind", kind), ARG_INT("size", plan->size), ARG_INT("mix", plan->mix)),
        NULL, error);
}

bool circle_add(Store *store, Circle *circle, GError **error)
{
    return store_next_id(store, &circle->id, error) &&
           store_run(store, &circle_insert,
               ARGS(ARG_INT("id", circle->id), ARG_INT("cohort", circle->cohort), ARG_INT("room", circle->room),
                   ARG_INT("kind", circle->kind), ARG_INT("made", circle->made), ARG_INT("look_at", circle->look_at)),
               NULL, error);
}

bool circle_enter(Store *store, int64_t circle, int64_t enrolment, int64_t now, GError **error)
{
    return store_run(store, &circle_put_member,
        ARGS(ARG_INT("circle", circle), ARG_INT("enrolment", enrolment), ARG_INT("now", now)), NULL, error);
}

bool circle_leave(Store *store, int64_t enrolment, CircleKind kind, const char *why, int64_t now, GError **error)
{
    return store_run(store, &circle_end_member,
        ARGS(ARG_INT("enrolment", enrolment), ARG_INT("kind", kind), ARG_TEXT("why", why), ARG_INT("now", now)), NULL,
        error);
}

bool circle_of(Store *store, int64_t enrolment, CircleKind kind, int64_t *circle, GError **error)
{
    *circle = 0;
    return store_get_int(
        store, &circle_of_member, ARGS(ARG_INT("enrolment", enrolment), ARG_INT("kind", kind)), circle, NULL, error);
}

static Circle from_row(const StoreRow *row)
{
    return (Circle){ .id = store_int(row, 0),
        .cohort = store_int(row, 1),
        .room = store_int(row, 2),
        .kind = (CircleKind)store_int(row, 3),
        .made = store_int(row, 4),
        .look_at = store_int(row, 5) };
}

static bool read_circle(const StoreRow *row, gpointer data)
{
    *(Circle *)data = from_row(row);
    return false;
}

bool circle_get(Store *store, int64_t id, Circle *circle, bool *found, GError **error)
{
    *circle = (Circle){ 0 };
    bool ok = store_each(store, &circle_row, ARGS(ARG_INT("id", id)), read_circle, circle, error);
    *found = circle->id != 0;
    return ok;
}

GArray *circle_members(Store *store, int64_t circle, GError **error)
{
    return store_ids(store, &circle_people, ARGS(ARG_INT("circle", circle)), error);
}

static bool collect_circle(const StoreRow *row, gpointer data)
{
    Circle circle = from_row(row);
    g_array_append_val((GArray *)data, circle);
    return true;
}

GArray *circle_list(Store *store, int64_t room, CircleKind kind, GError **error)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Circle));
    if (!store_each(store, &circle_rows_of_room, ARGS(ARG_INT("room", room), ARG_INT("kind", kind)), collect_circle,
            list, error))
        return NULL;
    return g_steal_pointer(&list);
}

typedef struct {
    CircleStayFn *fn;
    gpointer data;
} Each;

static bool each_stay(const StoreRow *row, gpointer data)
{
    const Each *each = data;
    CircleStay stay = { .circle = from_row(row),
        .enrolment = store_int(row, 6),
        .entered = store_int(row, 7),
        .left = store_int(row, 8),
        .why = store_text(row, 9) };
    return each->fn(&stay, each->data);
}

bool circle_each(Store *store, int64_t cohort, CircleStayFn *fn, gpointer data, GError **error)
{
    Each each = { fn, data };
    return store_each(store, &circle_stays, ARGS(ARG_INT("cohort", cohort)), each_stay, &each, error);
}

bool circle_set_look(Store *store, int64_t circle, int64_t at, GError **error)
{
    return store_run(store, &circle_look, ARGS(ARG_INT("id", circle), ARG_INT("at", at)), NULL, error);
}

bool circle_next(Store *store, int64_t *at, GError **error)
{
    return store_remembered(store, &circle_soonest, at, 1, error);
}

GArray *circle_due(Store *store, int64_t now, int limit, GError **error)
{
    int64_t soonest = 0;
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(Circle));
    if (!circle_next(store, &soonest, error))
        return NULL;
    if (soonest <= now && !store_each(store, &circle_rows_due, ARGS(ARG_INT("now", now), ARG_INT("limit", limit)),
                              collect_circle, list, error))
        return NULL;
    return g_steal_pointer(&list);
}

bool circle_stranded(Store *store, int64_t *room, CircleKind *kind, GError **error)
{
    int64_t found[2] = { 0 };
    if (!store_remembered(store, &circle_lost, found, 2, error))
        return false;
    *room = found[0] == INT64_MAX ? 0 : found[0];
    *kind = *room ? (CircleKind)found[1] : CIRCLE_PAIR;
    return true;
}
