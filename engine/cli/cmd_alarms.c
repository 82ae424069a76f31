/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong now, since when, and what to do; for a person, or for whatever else watches the machine. */
#include "desk.h"
#include "workspace.h"

#include <stdio.h>

#define HISTORY (30 * DAY)

static cJSON *describe(const Alarm *alarm, int64_t now)
{
    g_autofree char *what = desk_alarm_what("en", alarm), *advice = desk_alarm_do("en", alarm);
    g_autofree char *since = civil_utc_text(alarm->since), *cleared = civil_utc_text(alarm->cleared);
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "cause", alarm_name(alarm->cause)), "since", since);
    json_put_int(json_put_int(one, "age", now - alarm->since), "told", alarm->times);
    json_put(one, "cleared", alarm->cleared ? cleared : NULL);
    return json_put(json_put(one, "what", what), "do", advice);
}

/* Nobody sounds an alarm when nobody is awake. */
static cJSON *asleep(const Workspace *w, bool *is, GError **error)
{
    g_autoptr(GArray) ids = cohort_list(w->store, error);
    if (!ids)
        return NULL;
    *is = false;
    for (guint i = 0; i < ids->len; i++) {
        g_autoptr(Cohort) cohort = cohort_get(w->store, g_array_index(ids, int64_t, i), error);
        if (!cohort)
            return NULL;
        *is |= cohort->state == COHORT_RUNNING;
    }
    *is &= !store_is_held(settings_text(w->settings, "engine", "database"));
    cJSON *one = json_put(cJSON_CreateObject(), "cause", "engine");
    return json_put(json_put(one, "what", "Baraza does not run: nothing is sent, and nothing below is looked at."),
        "do", "Start it: baraza run, or systemctl start baraza.");
}

static void print_alarm(const cJSON *one)
{
    const char *since = json_string(one, "since"), *cleared = json_string(one, "cleared");
    g_autofree char *age = cli_age(json_int(one, "age", 0));
    int64_t told = json_int(one, "told", 0);
    printf("%s", json_string(one, "cause"));
    if (cleared)
        printf(", from %s to %s\n", since, cleared);
    else if (since)
        printf(", for %s (since %s), told %" G_GINT64_FORMAT "%s\n", age, since, told, told == 1 ? " time" : " times");
    else
        puts("");
    printf("  %s\n", json_string(one, "what"));
    if (!cleared)
        printf("  %s\n", json_string(one, "do"));
}

bool cmd_alarms(Cli *cli, GError **error)
{
    g_autoptr(Workspace) w = workspace_open(cli, error);
    bool is_asleep = false;
    g_autoptr(cJSON) engine = w ? asleep(w, &is_asleep, error) : NULL;
    int64_t now = cli->clock.now;
    g_autoptr(GArray) alarms = engine ? alarm_list(w->store, cli_switch(cli, "all") ? now - HISTORY : 0, error) : NULL;
    if (!alarms)
        return false;
    g_autoptr(cJSON) list = cJSON_CreateArray();
    int there = is_asleep;
    if (is_asleep)
        json_put_item(list, NULL, g_steal_pointer(&engine));
    for (guint i = 0; i < alarms->len; i++) {
        const Alarm *alarm = &g_array_index(alarms, Alarm, i);
        there += alarm->cleared == 0;
        json_put_item(list, NULL, describe(alarm, now));
    }
    cli->status = there ? 3 : 0;
    if (cli_switch(cli, "json")) {
        cli_print_json(list);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, list)
    {
        print_alarm(one);
    }
    if (!there)
        puts("no alarm");
    return true;
}
