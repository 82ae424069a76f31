/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The learning record store, where the settings name one: what is missing to tell it, and how far the engine is. The
 * store itself is not asked. */
#include "doctor.h"
#include "lrs.h"

#define CHECK "record store"

static void check_settings(Doctor *d)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *secret = settings_secret(d->settings, "xapi", "secret_file", &error);
    if (!*settings_text(d->settings, "xapi", "user"))
        doctor_say(d, DOCTOR_FAIL, CHECK, "[xapi] user is not set: it is the name or key that the store gave you");
    if (!secret)
        doctor_fail(d, CHECK, error, "put the secret that the store gave you into it, chmod 600");
    if (!*settings_text(d->settings, "web", "public_url"))
        doctor_say(d, DOCTOR_FAIL, CHECK, "[web] public_url is not set: accounts and activities are at home there");
    if (!lrs_study(d->settings))
        doctor_say(d, DOCTOR_WARN, CHECK,
            "[xapi] study is not set: the engine tells nothing by itself, only baraza xapi --send does");
    else if (g_str_equal(settings_text(d->settings, "engine", "clock"), "stepped"))
        doctor_say(d, DOCTOR_WARN, CHECK, "the clock is stepped: the engine tells nothing by itself");
}

void doctor_lrs(Doctor *d, const Workspace *w)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *endpoint = lrs_endpoint(d->settings);
    if (!endpoint)
        return;
    check_settings(d);
    g_autoptr(GArray) ids = cohort_list(w->store, &error);
    for (guint i = 0; ids && i < ids->len && !error; i++) {
        g_autoptr(Cohort) cohort = cohort_get(w->store, g_array_index(ids, int64_t, i), &error);
        g_autoptr(cJSON) one = cohort ? lrs_state(w->store, endpoint, cohort, &error) : NULL;
        if (!one || (!lrs_tells(d->settings, cohort) && json_int(one, "told", 0) == 0))
            continue;
        doctor_say(d, lrs_needs(one) ? DOCTOR_WARN : DOCTOR_OK, CHECK, "%s: %s%s", cohort->name,
            json_string(one, "what"),
            json_int(one, "refused", 0) ? "; baraza lrs lists what is refused, lrs again and lrs leave decide" : "");
    }
    if (error)
        doctor_fail(d, CHECK, error, NULL);
}
