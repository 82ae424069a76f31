/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running a live meeting from a page or a command: when it begins, its next cue, its end, and the signature under a
 * prepared answer. */
#include "admin_priv.h"
#include "clock.h"
#include "facilitate.h"
#include "live_step.h"

typedef struct {
    Cohort *cohort; /* given */
    int64_t room;
    char *room_name; /* given */
} Where;

static void where_clear(Where *where)
{
    cohort_free(where->cohort);
    g_free(where->room_name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Where, where_clear)

/* The name that was given, or NULL; false for what is no text: it would otherwise mean every room. */
static bool room_given(Change *c, const char **name, GError **error)
{
    const cJSON *room = json_at(c->params, "room");
    *name = json_string(c->params, "room");
    return !room || *name || change_refuse(error, BARAZA_ERROR_INPUT, "a room is named by a text");
}

static bool only_room(Change *c, Where *where, GError **error)
{
    g_autoptr(GArray) rooms = room_list(c->store, where->cohort->id, error);
    if (!rooms)
        return false;
    if (rooms->len != 1)
        return change_refuse(error, BARAZA_ERROR_USAGE, "cohort %s has %u rooms: say in which the meeting is",
            where->cohort->name, rooms->len);
    where->room = g_array_index(rooms, int64_t, 0);
    return true;
}

static bool find_where(Change *c, Where *where, cJSON *result, GError **error)
{
    const char *room = NULL;
    where->cohort = room_given(c, &room, error) ? change_cohort(c, error) : NULL;
    if (!where->cohort || !change_thawed(where->cohort, "no meeting takes place in it", error))
        return false;
    if (!room && !only_room(c, where, error))
        return false;
    if (room && !room_find(c->store, where->cohort->id, room, &where->room, error))
        return false;
    if (!where->room)
        return change_refuse(error, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", where->cohort->name, room);
    where->room_name = room_name(c->store, where->room, error);
    json_put(json_put(result, "cohort", where->cohort->name), "room", where->room_name ? where->room_name : "");
    return where->room_name != NULL;
}

static void note(Change *c, const Where *where, const char *what, const char *value)
{
    c->payload = json_put(json_put_int(cJSON_CreateObject(), "room", where->room), what, value);
}

/* "14:20" of today there; `now` when it is not said. -1 when it is no time. */
static int64_t time_of(Change *c, const Cohort *cohort)
{
    const char *at = json_string(c->params, "at");
    Civil civil = civil_from_days(cohort_today(cohort, c->now));
    int minutes = 0;
    if (!at)
        return c->now;
    if (!civil_parse_time(at, &minutes))
        return -1;
    civil.hour = minutes / 60;
    civil.minute = minutes % 60;
    return civil_to_utc(cohort_zone(cohort), &civil, NULL);
}

bool change_live_start(Change *c, cJSON *result, GError **error)
{
    g_auto(Where) where = { 0 };
    g_autoptr(Due) opening = NULL;
    g_autoptr(GError) fault = NULL;
    if (!find_where(c, &where, result, error))
        return false;
    const Step *meeting = live_today(c->context, where.cohort, where.room, c->now, &opening, &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return false;
    }
    if (!meeting)
        return change_refuse(error, BARAZA_ERROR_STATE,
            "no live meeting of room %s is planned for today, or it has begun already; baraza live %s shows when",
            where.room_name, where.cohort->name);
    int64_t at = time_of(c, where.cohort);
    if (at < 0)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "\"%s\" is no time of day such as 14:20", json_string(c->params, "at"));
    g_autofree char *local = civil_local_text(cohort_zone(where.cohort), at);
    json_put(json_put(result, "step", meeting->id), "at", local);
    note(c, &where, "step", meeting->id);
    return live_begin(c->context, where.cohort, opening, at, c->now, error);
}

static const Step *find_running(Change *c, Where *where, cJSON *result, GError **error)
{
    g_autoptr(GError) fault = NULL;
    if (!find_where(c, where, result, error))
        return NULL;
    const Step *meeting = live_open(c->context, where->cohort, where->room, NULL, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!meeting)
        change_refuse(error, BARAZA_ERROR_STATE, "no live meeting goes on in room %s of %s", where->room_name,
            where->cohort->name);
    if (meeting)
        json_put(result, "step", meeting->id);
    return meeting;
}

static bool move(Change *c, LiveHow how, cJSON *result, GError **error)
{
    g_auto(Where) where = { 0 };
    g_autofree char *id = NULL;
    int64_t minutes = json_int(c->params, "minutes", 5);
    const Step *meeting = find_running(c, &where, result, error);
    if (!meeting)
        return false;
    if (minutes < 1 || minutes > 120)
        return change_refuse(error, BARAZA_ERROR_INPUT, "a meeting is held up by 1 to 120 minutes");
    LiveMove what = { how, (int)minutes, json_string(c->params, "cue") };
    if (!live_move(c->context, where.cohort, where.room, meeting, &what, c->now, &id, error))
        return false;
    json_put(result, "cue", id);
    note(c, &where, "cue", id);
    return true;
}

bool change_live_next(Change *c, cJSON *result, GError **error)
{
    return move(c, LIVE_COME, result, error);
}

bool change_live_hold(Change *c, cJSON *result, GError **error)
{
    return move(c, LIVE_HOLD, result, error);
}

bool change_live_skip(Change *c, cJSON *result, GError **error)
{
    return move(c, LIVE_SKIP, result, error);
}

bool change_live_end(Change *c, cJSON *result, GError **error)
{
    g_auto(Where) where = { 0 };
    const Step *meeting = find_running(c, &where, result, error);
    if (!meeting)
        return false;
    note(c, &where, "step", meeting->id);
    return live_end(
        c->context, where.cohort->id, where.room, meeting, "Whoever led the meeting ended it before.", c->now, error);
}

/* Whoever is logged in signs as herself; a command says whose signature it is. */
static Staff *find_signer(Change *c, GError **error)
{
    int64_t id = facilitate_staff(c->actor);
    const char *by = json_string(c->params, "by");
    g_autoptr(GError) fault = NULL;
    if (!id && !by) {
        change_refuse(
            error, BARAZA_ERROR_USAGE, "say who signs, a facilitator or coordinator of the cohort: --by NAME");
        return NULL;
    }
    g_autoptr(Staff) staff = id ? staff_get(c->store, id, &fault) : staff_find(c->store, by, &fault);
    if (fault)
        g_propagate_error(error, g_steal_pointer(&fault));
    else if (!staff)
        change_refuse(error, BARAZA_ERROR_MISSING, "nobody called \"%s\" works here; baraza staff lists them", by);
    return g_steal_pointer(&staff);
}

bool change_live_sign(Change *c, cJSON *result, GError **error)
{
    int64_t room = 0;
    int rooms = 0;
    g_autofree char *hash = NULL;
    const char *name = NULL, *text = json_string(c->params, "text");
    g_autoptr(Cohort) cohort = room_given(c, &name, error) ? change_cohort(c, error) : NULL;
    const char *cue = cohort ? json_need_string(c->params, "cue", error) : NULL;
    g_autoptr(Staff) staff = cue ? find_signer(c, error) : NULL;
    if (!staff || (name && !room_find(c->store, cohort->id, name, &room, error)))
        return false;
    if (name && !room)
        return change_refuse(error, BARAZA_ERROR_MISSING, "cohort %s has no room \"%s\"", cohort->name, name);
    LiveSigning what = { cue, text, json_string(c->params, "read") };
    if (!live_sign(c->context, cohort, room, &what, staff, c->now, &hash, &rooms, error))
        return false;
    json_put(json_put(json_put(result, "cohort", cohort->name), "cue", cue), "hash", hash);
    json_put(json_put(result, "name", staff->name), "role", staff->role);
    json_put_bool(json_put_int(result, "rooms", rooms), "edited", text != NULL);
    c->payload = json_put(json_put(cJSON_CreateObject(), "cue", cue), "hash", hash);
    json_put_bool(json_put_int(json_put(c->payload, "name", staff->name), "room", room), "edited", text != NULL);
    return true;
}
