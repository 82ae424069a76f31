/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what the cohorts need is there: media files, approved templates, somebody who may log in. */
#include "doctor.h"
#include "phrase.h"
#include "staff.h"

#include <string.h>

static int missing_media(const Workspace *w, const Course *course, const char **first)
{
    int missing = 0;
    for (guint i = 0; i < course->assets->len; i++) {
        const Asset *asset = course->assets->pdata[i];
        for (guint k = 0; k < asset->variants->len; k++) {
            const AssetVariant *variant = asset->variants->pdata[k];
            g_autofree char *path = variant->src ? library_media_path(w->library, variant->sha256) : NULL;
            if (variant->src && !path && missing++ == 0)
                *first = variant->src;
        }
    }
    return missing;
}

static void check_cohort(Doctor *d, Workspace *w, int64_t id)
{
    g_autoptr(GError) error = NULL;
    const char *first = NULL;
    g_autoptr(Cohort) cohort = cohort_get(w->store, id, &error);
    const Course *course = cohort ? library_course(w->library, cohort->version, &error) : NULL;
    g_autofree char *check = g_strdup_printf("cohort %s", cohort ? cohort->name : "?");
    if (!course) {
        doctor_fail(d, check, error, NULL);
        return;
    }
    int missing = missing_media(w, course, &first);
    if (missing)
        doctor_say(d, DOCTOR_FAIL, check,
            "%d media files of %s are not in the media folder (%s first): add the course again", missing, course->id,
            first);
    else if (cohort->simulated && !workspace_is_local(d->settings))
        doctor_say(d, DOCTOR_FAIL, check,
            "it is simulated and not for clinical use, but the platform is a real one: point graph_url back, or "
            "make another cohort");
    else
        doctor_say(d, DOCTOR_OK, check, "%s %s, its media are there", course->id, course->version);
}

/* The languages in which learners are spoken to, and whether somebody who speaks them has read the engine's texts. */
static void check_texts(Doctor *d, const Workspace *w, const GArray *ids)
{
    for (const char *const *lang = phrase_languages(); *lang; lang++) {
        bool used = false;
        for (guint i = 0; i < ids->len; i++) {
            g_autoptr(Cohort) cohort = cohort_get(w->store, g_array_index(ids, int64_t, i), NULL);
            const Course *course = cohort ? library_course(w->library, cohort->version, NULL) : NULL;
            for (guint k = 0; course && k < course->languages->len; k++)
                used = used || strcmp(course->languages->pdata[k], *lang) == 0;
        }
        g_autofree char *check = g_strdup_printf("texts %s", *lang);
        if (used && phrase_reviewed(*lang))
            doctor_say(d, DOCTOR_OK, check, "the engine's texts have been reviewed");
        else if (used)
            doctor_say(d, DOCTOR_WARN, check,
                "the engine's texts and words await review by a native speaker; docs/words.md says how");
    }
}

static void check_templates(Doctor *d, Workspace *w)
{
    g_autoptr(cJSON) templates = layout_templates();
    const cJSON *one;
    cJSON_ArrayForEach(one, templates)
    {
        g_autoptr(GError) error = NULL;
        g_autofree char *status = NULL;
        const char *name = json_string(one, "name"), *language = json_string(one, "language");
        g_autofree char *check = g_strdup_printf("template %s", language ? language : "?");
        if (!name || !language || !library_template_get(w->library, name, language, &status, &error))
            doctor_fail(d, check, error, NULL);
        else if (status && strcmp(status, "APPROVED") == 0)
            doctor_say(d, DOCTOR_OK, check, "%s is approved", name);
        else
            doctor_say(d, DOCTOR_WARN, check,
                "%s is %s: until it is approved nobody can be reached who has not written for 24 hours", name,
                status && *status ? status : "not known yet (the engine asks for it when it runs)");
    }
}

void doctor_courses(Doctor *d, Workspace *w)
{
    g_autoptr(GError) error = NULL;
    int64_t staff = 0;
    g_autoptr(GArray) ids = cohort_list(w->store, &error);
    if (!ids) {
        doctor_fail(d, "cohorts", error, NULL);
        return;
    }
    if (ids->len == 0)
        doctor_say(d, DOCTOR_OK, "cohorts", "none yet");
    for (guint i = 0; i < ids->len; i++)
        check_cohort(d, w, g_array_index(ids, int64_t, i));
    check_texts(d, w, ids);
    check_templates(d, w);
    if (staff_count(w->store, &staff, &error))
        doctor_say(d, staff ? DOCTOR_OK : DOCTOR_WARN, "accounts",
            staff ? "%" G_GINT64_FORMAT " may log in to the pages"
                  : "nobody may log in yet: baraza run prints a link for the first, or baraza staff add",
            staff);
    else
        doctor_fail(d, "accounts", error, NULL);
}
