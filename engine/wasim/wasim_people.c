/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people behind the phones, and the list with which a coordinator enrols them. */
#include "wasim_priv.h"

#include "csv.h"

bool wasim_people_add(Wasim *wasim, GError **error)
{
    const WasimConfig *config = &wasim->config;
    CastConfig cast = { .seed = config->seed,
        .people = config->phones,
        .course_key = config->course_key,
        .start = wasim->clock.now,
        .zone_offset = config->zone_offset };
    wasim->people = cast_new(wasim->platform, &cast, error);
    return wasim->people != NULL;
}

char *wasim_people_csv(GPtrArray *cast, bool late, int64_t start)
{
    static const char *const header[] = { "phone", "firstname", "lastname", "cadre", "lang", "consent",
        "consent_date" };
    g_autofree char *day = civil_utc_text(start - 7 * DAY);
    day[10] = '\0';
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(header); i++)
        csv_put(out, header[i]);
    csv_end_row(out);
    for (guint i = 0; i < cast->len; i++) {
        const PersonaTraits *traits = cast->pdata[i];
        if (traits->late_joiner != late)
            continue;
        g_autofree char *phone = g_strconcat("+", traits->number, NULL);
        g_auto(GStrv) names = g_strsplit(traits->name, " ", 2);
        csv_put(out, phone);
        csv_put(out, names[0] ? names[0] : "");
        csv_put(out, names[0] && names[1] ? names[1] : "");
        csv_put(out, persona_cadre_name(traits->cadre));
        csv_put(out, "en");
        csv_put(out, "paper form");
        csv_put(out, day);
        csv_end_row(out);
    }
    return g_string_free(out, FALSE);
}
