/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cohort.h"
#include "cohort_queries.h"
#include "rng.h"
#include "text.h"
#include <string.h>

void cohort_free(Cohort *cohort)
{
    if (!cohort)
        return;
    g_free(cohort->name);
    g_free(cohort->zone);
    g_free(cohort->rest_days);
    g_clear_pointer(&cohort->holidays, g_array_unref);
    g_clear_pointer(&cohort->digests, g_array_unref);
    g_free(cohort->country);
    g_free(cohort->primary);
    g_free(cohort);
}

static GArray *minutes_read(const char *text)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(int));
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (char **word = words; *word; word++) {
        int minutes = (int)g_ascii_strtoll(*word, NULL, 10);
        g_array_append_val(list, minutes);
    }
    return list;
}

Cohort *cohort_new(const char *name)
{
    Cohort *cohort = g_new0(Cohort, 1);
    cohort->name = g_strdup(name);
    cohort->zone = g_strdup("Africa/Harare");
    cohort->rest_days = g_strdup("67");
    cohort->holidays = g_array_new(FALSE, FALSE, sizeof(int64_t));
    cohort->quiet_from = 20 * 60;
    cohort->quiet_to = 7 * 60;
    cohort->default_time = 12 * 60 + 30;
    cohort->daily_cap = 6;
    cohort->room_size = 40;
    cohort->digests = minutes_read("780 1110"); /* 13:00 and 18:30 */
    cohort->highlights = 20;
    cohort->primary = g_strdup("");
    return cohort;
}

static char *holidays_text(const GArray *holidays)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; holidays && i < holidays->len; i++) {
        Civil date = civil_from_days(g_array_index(holidays, int64_t, i));
        g_string_append_printf(text, "%s%04d-%02d-%02d", i ? " " : "", date.year, date.month, date.day);
    }
    return g_string_free(text, FALSE);
}

static GArray *holidays_read(const char *text)
{
    GArray *days = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    for (char **word = words; *word; word++) {
        int64_t day = 0;
        if (civil_parse_date(*word, &day))
            g_array_append_val(days, day);
    }
    return days;
}

bool cohort_add(Store *store, Cohort *cohort, GError **error)
{
    g_autofree char *holidays = holidays_text(cohort->holidays);
    int64_t taken = 0, room = 0;
    bool found = false;
    if (!store_get_int(store, &cohort_by_name, ARGS(ARG_TEXT("name", cohort->name)), &taken, &found, error))
        return false;
    if (found) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "there is already a cohort \"%s\"; choose another name",
            cohort->name);
        return false;
    }
    return store_next_id(store, &cohort->id, error) &&
           store_run(store, &cohort_insert,
               ARGS(ARG_INT("id", cohort->id), ARG_TEXT("name", cohort->name), ARG_INT("version", cohort->version),
                   ARG_TEXT("zone", cohort->zone), ARG_INT("start_day", cohort->start_day),
                   ARG_TEXT("rest_days", cohort->rest_days), ARG_TEXT("holidays", holidays),
                   ARG_INT("quiet_from", cohort->quiet_from), ARG_INT("quiet_to", cohort->quiet_to),
                   ARG_INT("default_time", cohort->default_time), ARG_INT("daily_cap", cohort->daily_cap),
                   ARG_INT("room_size", cohort->room_size), ARG_TEXT("country", cohort->country),
                   ARG_TEXT("primary", cohort->primary), ARG_INT("state", cohort->state),
                   ARG_INT("simulated", cohort->simulated), ARG_INT("seed", (int64_t)cohort->seed),
                   ARG_INT("created", cohort->created), ARG_INT("audience", cohort->audience),
                   ARG_INT("moderator", cohort->moderator)),
               NULL, error) &&
           room_add(store, cohort->id, "1", cohort->room_size, &room, error);
}

static bool read_cohort(const StoreRow *row, gpointer data)
{
    Cohort *c = g_new0(Cohort, 1);
    *(Cohort **)data = c;
    c->id = store_int(row, 0);
    c->name = store_text_dup(row, 1);
    c->version = store_int(row, 2);
    c->zone = store_text_dup(row, 3);
    c->start_day = store_int(row, 4);
    c->rest_days = store_text_dup(row, 5);
    c->holidays = holidays_read(store_text(row, 6));
    c->quiet_from = (int)store_int(row, 7);
    c->quiet_to = (int)store_int(row, 8);
    c->default_time = (int)store_int(row, 9);
    c->daily_cap = (int)store_int(row, 10);
    c->room_size = (int)store_int(row, 11);
    c->country = store_text_dup(row, 12);
    c->primary = store_text_dup(row, 13);
    c->state = (CohortState)store_int(row, 14);
    c->simulated = store_int(row, 15) != 0;
    c->seed = (uint64_t)store_int(row, 16);
    c->created = store_int(row, 17);
    c->unblinded = store_int(row, 18);
    c->launched = store_int(row, 19);
    c->closed = store_int(row, 20);
    c->alumni = store_int(row, 21);
    c->digests = minutes_read(store_text(row, 22));
    c->highlights = (int)store_int(row, 23);
    c->audience = (Audience)store_int(row, 24);
    c->moderator = store_int(row, 25);
    return false;
}

Cohort *cohort_get(Store *store, int64_t id, GError **error)
{
    Cohort *cohort = NULL;
    if (store_each(store, &cohort_row, ARGS(ARG_INT("id", id)), read_cohort, &cohort, error) && !cohort)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "no cohort %" G_GINT64_FORMAT, id);
    return cohort;
}

static bool collect_name(const StoreRow *row, gpointer data)
{
    g_ptr_array_add(data, store_text_dup(row, 0));
    return true;
}

Cohort *cohort_find(Store *store, const char *name, GError **error)
{
    int64_t id = 0;
    bool found = false;
    if (!store_get_int(store, &cohort_by_name, ARGS(ARG_TEXT("name", name)), &id, &found, error))
        return NULL;
    if (found)
        return cohort_get(store, id, error);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    if (!store_each(store, &cohort_names, NO_ARGS, collect_name, names, error))
        return NULL;
    g_ptr_array_add(names, NULL);
    const char *nearest = text_nearest(name, (const char *const *)names->pdata);
    if (nearest)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no cohort \"%s\"; did you mean \"%s\"?", name,
            nearest);
    else
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING,
            "there is no cohort \"%s\"; make one with: baraza cohort create %s --course ...", name, name);
    return NULL;
}

bool cohort_set_state(Store *store, int64_t id, CohortState state, GError **error)
{
    return store_run(store, &cohort_state_set, ARGS(ARG_INT("id", id), ARG_INT("state", state)), NULL, error);
}

const char *cohort_state_name(CohortState state)
{
    static const char *const names[COHORT_STATES] = {
        [COHORT_RUNNING] = "running",
        [COHORT_PAUSED] = "paused",
        [COHORT_CLOSED] = "closed",
        [COHORT_PLANNED] = "planned",
    };
    return state < COHORT_STATES ? names[state] : "?";
}

bool cohort_set_calendar(Store *store, const Cohort *cohort, GError **error)
{
    g_autofree char *holidays = holidays_text(cohort->holidays);
    return store_run(store, &cohort_calendar_set,
        ARGS(ARG_INT("id", cohort->id), ARG_INT("start_day", cohort->start_day), ARG_TEXT("holidays", holidays)), NULL,
        error);
}

bool cohort_set_rules(Store *store, const Cohort *cohort, GError **error)
{
    g_autoptr(GString) digests = g_string_new(NULL);
    for (guint i = 0; i < cohort->digests->len; i++)
        g_string_append_printf(digests, "%s%d", i ? " " : "", g_array_index(cohort->digests, int, i));
    return store_run(store, &cohort_rules_set,
        ARGS(ARG_INT("id", cohort->id), ARG_INT("cap", cohort->daily_cap), ARG_INT("quiet_from", cohort->quiet_from),
            ARG_INT("quiet_to", cohort->quiet_to), ARG_TEXT("digests", digests->str),
            ARG_INT("highlights", cohort->highlights)),
        NULL, error);
}

bool cohort_set_alumni(Store *store, int64_t id, int64_t since, GError **error)
{
    return store_run(store, &cohort_alumni_set, ARGS(ARG_INT("id", id), ARG_INT("since", since)), NULL, error);
}

bool cohort_set_moderator(Store *store, int64_t id, int64_t staff, GError **error)
{
    return store_run(store, &cohort_moderator_set, ARGS(ARG_INT("id", id), ARG_INT("moderator", staff)), NULL, error);
}

bool cohort_launch(Store *store, int64_t id, int64_t now, GError **error)
{
    return store_run(store, &cohort_launched_set, ARGS(ARG_INT("id", id), ARG_INT("now", now)), NULL, error);
}

bool cohort_close(Store *store, int64_t id, int64_t now, GError **error)
{
    return store_run(store, &cohort_closed_set, ARGS(ARG_INT("id", id), ARG_INT("now", now)), NULL, error);
}

bool cohort_set_unblinded(Store *store, int64_t id, int64_t now, GError **error)
{
    return store_run(store, &cohort_unblinded_set, ARGS(ARG_INT("id", id), ARG_INT("now", now)), NULL, error);
}

GArray *cohort_list(Store *store, GError **error)
{
    return store_ids(store, &cohort_ids, NO_ARGS, error);
}

bool room_find(Store *store, int64_t cohort, const char *name, int64_t *id, GError **error)
{
    *id = 0;
    return store_get_int(
        store, &cohort_room_by_name, ARGS(ARG_INT("cohort", cohort), ARG_TEXT("name", name)), id, NULL, error);
}

char *room_name(Store *store, int64_t id, GError **error)
{
    char *name = NULL;
    if (store_get_text(store, &cohort_room_name, ARGS(ARG_INT("id", id)), &name, error) && !name)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_MISSING, "there is no room R%" G_GINT64_FORMAT, id);
    return name;
}

char *room_mode(Store *store, int64_t id, GError **error)
{
    char *mode = NULL;
    return store_get_text(store, &cohort_room_mode, ARGS(ARG_INT("id", id)), &mode, error) ? mode : NULL;
}

bool room_set_mode(Store *store, int64_t id, const char *mode, GError **error)
{
    return store_run(store, &cohort_room_set_mode, ARGS(ARG_INT("id", id), ARG_TEXT("mode", mode)), NULL, error);
}

bool room_add(Store *store, int64_t cohort, const char *name, int capacity, int64_t *id, GError **error)
{
    return store_next_id(store, id, error) && store_run(store, &cohort_room_insert,
                                                  ARGS(ARG_INT("id", *id), ARG_INT("cohort", cohort),
                                                      ARG_TEXT("name", name), ARG_INT("capacity", capacity)),
                                                  NULL, error);
}

GArray *room_list(Store *store, int64_t cohort, GError **error)
{
    return store_ids(store, &cohort_room_ids, ARGS(ARG_INT("cohort", cohort)), error);
}

GArray *room_members(Store *store, int64_t room, bool with_left, GError **error)
{
    return store_ids(store, &cohort_room_members, ARGS(ARG_INT("room", room), ARG_INT("with_left", with_left)), error);
}

GArray *enrolment_list(Store *store, int64_t cohort, GError **error)
{
    return store_ids(store, &cohort_enrolment_ids, ARGS(ARG_INT("cohort", cohort)), error);
}
