/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lrs.h"

#include <string.h>

char *lrs_endpoint(const Settings *settings)
{
    const char *endpoint = settings_text(settings, "xapi", "endpoint");
    gsize size = strlen(endpoint);
    while (size > 0 && endpoint[size - 1] == '/')
        size--;
    return size ? g_strndup(endpoint, size) : NULL;
}

const char *lrs_study(const Settings *settings)
{
    const char *study = settings_text(settings, "xapi", "study");
    return *study && *settings_text(settings, "xapi", "endpoint") ? study : NULL;
}

bool lrs_tells(const Settings *settings, const Cohort *cohort)
{
    return lrs_study(settings) && (!cohort->simulated || workspace_is_local(settings));
}

static void put_instant(cJSON *one, const char *name, int64_t at)
{
    g_autofree char *text = at ? civil_utc_text(at) : NULL;
    json_put(one, name, text);
}

cJSON *lrs_state(Store *store, const char *endpoint, const Cohort *cohort, GError **error)
{
    XapiWay way;
    XapiCounts n;
    if (!xapi_way(store, endpoint, cohort->id, &way, error) || !xapi_count(store, endpoint, cohort->id, &n, error))
        return NULL;
    cJSON *one = json_put(cJSON_CreateObject(), "cohort", cohort->name);
    json_put_int(json_put_int(json_put_int(one, "told", n.told), "taken_back", n.voided), "waiting", way.waiting);
    json_put_int(json_put_int(one, "refused", n.parked), "left", n.left);
    put_instant(one, "tried", way.tried);
    put_instant(one, "done", way.done);
    put_instant(one, "failing", way.failing);
    put_instant(one, "next", way.next);
    json_put_int(json_put_int(one, "failures", way.failures), "status", way.status);
    g_autofree char *what = xapi_sentence(&way, &n);
    return json_put(json_put(one, "fault", *way.fault ? way.fault : NULL), "what", what);
}

bool lrs_needs(const cJSON *state)
{
    return json_string(state, "failing") || json_int(state, "refused", 0) > 0;
}
