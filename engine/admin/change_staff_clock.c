/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody works and when: her card comes by her own clock, questions are put on her name in her hours, and how
 * much of the day she shares with each of her cohorts is told at once. */
#include "admin_priv.h"
#include "staff_clock.h"

#include <string.h>

#define LITTLE 60 /* minutes that are too few to talk to each other */

static bool read_hours(const char *text, StaffClock *clock, GError **error)
{
    g_auto(GStrv) ends = g_strsplit(text, "-", 2);
    clock->from = clock->to = 0;
    if (strcmp(text, "off") == 0)
        return true;
    return (g_strv_length(ends) == 2 && civil_parse_time(ends[0], &clock->from) &&
               civil_parse_time(ends[1], &clock->to) && clock->from != clock->to) ||
           change_refuse(error, BARAZA_ERROR_INPUT, "the hours \"%s\" must look like 08:00-16:00, or off", text);
}

static bool read_clock(Change *c, StaffClock *clock, GError **error)
{
    const char *zone = json_string(c->params, "zone"), *hours = json_string(c->params, "hours");
    bool off = zone && strcmp(zone, "off") == 0;
    if (zone && !off && !civil_zone(zone, error))
        return false;
    if (zone) {
        g_free(clock->zone);
        clock->zone = off ? NULL : g_strdup(zone);
    }
    return !hours || read_hours(hours, clock, error);
}

bool change_put_overlap(Change *c, const Staff *staff, const Cohort *cohort, cJSON *result, GError **error)
{
    g_auto(StaffClock) clock = { 0 };
    if (!staff_clock_get(c->store, staff->id, &clock, error))
        return false;
    g_autofree char *text = staff_clock_text(&clock);
    g_autoptr(Cohort) hers = staff_clock_calendar(&clock, cohort);
    if (!*text)
        return true;
    int minutes = staff_clock_overlap(cohort, hers, c->now);
    cJSON *list = cJSON_GetObjectItemCaseSensitive(result, "overlap");
    if (!list) {
        list = cJSON_CreateArray();
        json_put_item(result, "overlap", list);
    }
    json_put_item(list, NULL, json_put_int(json_put(cJSON_CreateObject(), "cohort", cohort->name), "minutes", minutes));
    if (minutes < LITTLE)
        change_warn(
            result, g_strdup_printf("%s works %s, and shares only %d minutes of a day with %s: what its learners ask "
                                    "waits for her next morning",
                        staff->name, text, minutes, cohort->name));
    return true;
}

bool change_staff_clock(Change *c, const Staff *staff, cJSON *result, GError **error)
{
    g_auto(StaffClock) clock = { 0 };
    if (!json_at(c->params, "zone") && !json_at(c->params, "hours"))
        return true;
    if (!staff_clock_get(c->store, staff->id, &clock, error) || !read_clock(c, &clock, error) ||
        !staff_clock_set(c->store, &clock, error) || !staff_set_card(c->store, staff, staff->card, c->now, error))
        return false;
    g_autofree char *text = staff_clock_text(&clock);
    json_put(c->payload, "hours", text);
    json_put(result, "hours", text);
    g_autoptr(GArray) cohorts = staff_cohorts(c->store, staff->id, error);
    for (guint i = 0; cohorts && i < cohorts->len; i++) {
        const Cohort *cohort = context_cohort(c->context, g_array_index(cohorts, int64_t, i), error);
        if (!cohort || !change_put_overlap(c, staff, cohort, result, error))
            return false;
    }
    return cohorts != NULL;
}
