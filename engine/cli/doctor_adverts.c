/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the adverts that are to go can go: their templates, as WhatsApp says of them. */
#include "doctor.h"
#include "advertise.h"

#include <string.h>

static bool look(Doctor *d, const Workspace *w, const Advert *advert, GError **error)
{
    g_autoptr(cJSON) view = cJSON_CreateObject();
    if (!advertise_view(w->context, advert, d->now, view, error))
        return false;
    if (json_bool(view, "over", false)) {
        doctor_say(d, DOCTOR_WARN, "advert",
            "%s: nobody can join %s by %s any more, so nobody gets it: baraza cohort invite "
            "%s --until DATE, or baraza advert stop %s",
            advert->name, json_string(view, "cohort"), json_string(view, "code"), json_string(view, "cohort"),
            advert->name);
        return true;
    }
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(view, "words"))
    {
        const char *status = json_string(one, "status"), *category = json_string(one, "category");
        bool other = *category && g_ascii_strcasecmp(category, "MARKETING") != 0;
        bool waits = !*status || strcmp(status, "PENDING") == 0 || strcmp(status, "WANTED") == 0;
        bool good = strcmp(status, "APPROVED") == 0 && !other;
        doctor_say(d,
            good              ? DOCTOR_OK
            : waits && !other ? DOCTOR_WARN
                              : DOCTOR_FAIL,
            "advert", "%s, template %s in %s: %s", advert->name, advert->template_name, json_string(one, "language"),
            json_string(one, "template"));
    }
    return true;
}

void doctor_adverts(Doctor *d, const Workspace *w)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) all = advert_list(w->store, &error);
    for (guint i = 0; all && i < all->len && !error; i++) {
        const Advert *advert = all->pdata[i];
        if (advert->state <= ADVERT_GOING)
            look(d, w, advert, &error);
    }
    if (error)
        doctor_fail(d, "advert", error, NULL);
}
