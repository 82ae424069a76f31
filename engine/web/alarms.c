/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with the installation stands above every page of those who are signed in. It names nobody. */
#include "web_priv.h"

#include "desk.h"

static void add(cJSON *list, const char *what, const char *advice, const char *age)
{
    cJSON *one = json_put(json_put(cJSON_CreateObject(), "what", what), "do", advice);
    cJSON_AddItemToArray(list, json_put(one, "age", age));
}

cJSON *page_alarms(const WebPage *page)
{
    cJSON *list = cJSON_CreateArray();
    const WebConfig *config = &page->web->config;
    if (!page->session)
        return list;
    g_autoptr(GArray) alarms = alarm_list(page->web->store, 0, NULL);
    const char *paused = config->paused ? config->paused(config->data) : NULL;
    for (guint i = 0; alarms && i < alarms->len; i++) {
        const Alarm *alarm = &g_array_index(alarms, Alarm, i);
        g_autofree char *what = desk_alarm_what("en", alarm), *advice = desk_alarm_do("en", alarm);
        g_autofree char *age = web_span(MAX(page->now - alarm->since, 0));
        add(list, what, advice, age);
    }
    /* What has just happened, and what a full disk does not let be noted. */
    if (paused && cJSON_GetArraySize(list) == 0)
        add(list, "Nothing is sent.", paused, "");
    return list;
}
