/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pairs and circles by a person's hand: formed anew, or one learner put into another. */
#include "admin_priv.h"
#include "company.h"
#include "room_talk.h"
#include "staff.h"

#include <string.h>

#define NOBODY_MOVES "who talked with whom stays as it was"

static bool read_word(
    Change *c, const char *name, const char *const *words, int n, int fallback, int *value, GError **error)
{
    const char *text = json_string(c->params, name);
    *value = fallback;
    if (!text)
        return true;
    for (*value = 0; *value < n; ++*value)
        if (g_str_equal(words[*value], text))
            return true;
    return change_refuse(error, BARAZA_ERROR_INPUT, "\"%s\" is no %s; write %s or %s", text, name, words[0], words[1]);
}

static bool read_plan(Change *c, const Cohort *cohort, CircleKind *kind, CirclePlan *plan, GError **error)
{
    const char *kinds[CIRCLE_KINDS], *mixes[CIRCLE_MIXES];
    int which = 0, mix = 0;
    for (int i = 0; i < CIRCLE_KINDS; i++)
        kinds[i] = circle_kind_name((CircleKind)i);
    for (int i = 0; i < CIRCLE_MIXES; i++)
        mixes[i] = circle_mix_name((CircleMix)i);
    if (!read_word(c, "kind", kinds, CIRCLE_KINDS, CIRCLE_GROUP, &which, error))
        return false;
    *kind = (CircleKind)which;
    if (!circle_plan_get(c->store, cohort->id, *kind, plan, error) ||
        !read_word(c, "mix", mixes, CIRCLE_MIXES, (int)plan->mix, &mix, error))
        return false;
    int64_t size = json_int(c->params, "size", plan->size);
    if (*kind == CIRCLE_PAIR ? size != 2 : size < 3 || size > CIRCLE_MOST)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "a pair is of 2, a circle of 3 to %d; not %d", CIRCLE_MOST, (int)size);
    *plan = (CirclePlan){ (int)size, (CircleMix)mix };
    return true;
}

static bool put_circle(Change *c, const Circle *circle, cJSON *list, GError **error)
{
    g_autoptr(GArray) in = circle_members(c->store, circle->id, error);
    g_autofree char *room = in ? room_name(c->store, circle->room, error) : NULL;
    if (!room)
        return false;
    cJSON *people = cJSON_CreateArray();
    cJSON *one = json_put(json_put_int(cJSON_CreateObject(), "circle", circle->id), "room", room);
    json_put_item(list, NULL, json_put_item(one, "members", people));
    for (guint i = 0; i < in->len; i++) {
        g_autoptr(Enrolment) e =
            enrolment_get(c->store, context_vault(c->context), g_array_index(in, int64_t, i), error);
        if (!e)
            return false;
        g_autofree char *id = g_strdup_printf("L%" G_GINT64_FORMAT, e->learner);
        json_put_item(people, NULL, json_put(json_put(cJSON_CreateObject(), "learner", id), "name", e->name));
    }
    return true;
}

static bool put_room(Change *c, int64_t room, CircleKind kind, cJSON *list, GError **error)
{
    g_autoptr(GArray) circles = circle_list(c->store, room, kind, error);
    for (guint i = 0; circles && i < circles->len; i++)
        if (!put_circle(c, &g_array_index(circles, Circle, i), list, error))
            return false;
    return circles != NULL;
}

bool change_circles_form(Change *c, cJSON *result, GError **error)
{
    CircleKind kind;
    CirclePlan plan;
    g_autoptr(Cohort) cohort = change_cohort(c, error);
    if (!cohort || !read_plan(c, cohort, &kind, &plan, error) || !change_thawed(cohort, NOBODY_MOVES, error))
        return false;
    g_autoptr(GArray) rooms = room_list(c->store, cohort->id, error);
    if (!rooms || !circle_plan_set(c->store, cohort->id, kind, &plan, error))
        return false;
    cJSON *list = cJSON_CreateArray();
    json_put(json_put(result, "cohort", cohort->name), "kind", circle_kind_name(kind));
    json_put(json_put_int(result, "size", plan.size), "mix", circle_mix_name(plan.mix));
    json_put_item(result, "circles", list);
    for (guint i = 0; i < rooms->len; i++) {
        int64_t room = g_array_index(rooms, int64_t, i);
        if (!company_dissolve(c->context, room, kind, "formed_anew", c->now, error) ||
            !company_settle(c->context, room, kind, true, c->now, NULL, error) || !put_room(c, room, kind, list, error))
            return false;
    }
    json_put_bool(result, "dry_run", c->dry);
    c->payload =
        json_put(json_put(json_put_int(cJSON_CreateObject(), "size", plan.size), "mix", circle_mix_name(plan.mix)),
            "kind", circle_kind_name(kind));
    return true;
}

/* Observers talk with nobody, and who blocks whom is nobody else's affair: the answer names no one. */
static bool check_company(Change *c, const Enrolment *e, const GArray *in, GError **error)
{
    if (e->role == MEMBER_OBSERVER)
        return change_refuse(error, BARAZA_ERROR_STATE, "an observer reads and is in no pair or circle");
    g_autoptr(GArray) others = talk_blocked(c->store, e->id, error);
    for (guint i = 0; others && i < in->len; i++)
        for (guint k = 0; k < others->len; k++)
            if (g_array_index(others, int64_t, k) == g_array_index(in, int64_t, i))
                return change_refuse(error, BARAZA_ERROR_STATE,
                    "somebody in that circle and she are not to be put together: choose another circle");
    return others != NULL;
}

/* The circle that "circle" names, in the learner's room and not full. */
static bool find_target(Change *c, const Enrolment *e, Circle *circle, GError **error)
{
    bool found = false;
    int64_t before = 0, id = json_int(c->params, "circle", 0);
    if (!circle_get(c->store, id, circle, &found, error))
        return false;
    g_autoptr(GArray) in = found ? circle_members(c->store, id, error) : NULL;
    if (!found || circle->room != e->room || in->len == 0)
        return change_refuse(error, BARAZA_ERROR_MISSING,
            "there is no circle %" G_GINT64_FORMAT " in the room of this learner: baraza circles lists them", id);
    if (!circle_of(c->store, e->id, circle->kind, &before, error))
        return false;
    if (before == id)
        return change_refuse(error, BARAZA_ERROR_STATE, "she is in circle %" G_GINT64_FORMAT " already", id);
    if (!check_company(c, e, in, error))
        return false;
    guint most = circle->kind == CIRCLE_PAIR ? 3 : CIRCLE_MOST;
    if (in->len >= most)
        return change_refuse(error, BARAZA_ERROR_STATE, "circle %" G_GINT64_FORMAT " has %u people, and %u is the most",
            id, in->len, most);
    return true;
}

/* Settled again, circles let go of who is away: then nothing came of putting her into one. */
static bool check_stays(Change *c, const Enrolment *e, CircleKind kind, GError **error)
{
    int64_t now_in = 0;
    if (!circle_of(c->store, e->id, kind, &now_in, error))
        return false;
    return now_in || change_refuse(error, BARAZA_ERROR_STATE,
                         "she cannot be anybody's company now: she has paused, has not written for days, or has not "
                         "agreed to the course; when she writes again she is given company");
}

bool change_circles_move(Change *c, cJSON *result, GError **error)
{
    Circle circle;
    int64_t before = 0;
    g_autoptr(Enrolment) e = change_learner(c, result, error);
    const Cohort *cohort = e ? context_cohort(c->context, e->cohort, error) : NULL;
    if (!cohort || !change_thawed(cohort, NOBODY_MOVES, error) || !find_target(c, e, &circle, error) ||
        !circle_of(c->store, e->id, circle.kind, &before, error))
        return false;
    if (e->state != ENROLMENT_ACTIVE && e->state != ENROLMENT_PAUSED)
        return change_refuse(error, BARAZA_ERROR_STATE, "this learner takes no part any more");
    cJSON *list = cJSON_CreateArray();
    json_put_int(json_put_int(result, "circle", circle.id), "from", before);
    json_put_bool(json_put_item(result, "circles", list), "dry_run", c->dry);
    c->payload = json_put_int(json_put_int(cJSON_CreateObject(), "to", circle.id), "from", before);
    /* Whom she leaves alone finds other company at once. */
    return circle_leave(c->store, e->id, circle.kind, "moved_by_staff", c->now, error) &&
           circle_enter(c->store, circle.id, e->id, c->now, error) &&
           company_settle(c->context, e->room, circle.kind, true, c->now, NULL, error) &&
           check_stays(c, e, circle.kind, error) && put_room(c, e->room, circle.kind, list, error);
}
