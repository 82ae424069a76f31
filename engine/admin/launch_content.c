/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out, when, and through what. */
#include "checklist_priv.h"
#include "alarm.h"
#include "clock.h"
#include "phrase.h"

#include <string.h>

/* Names of steps that a line tells before it says "and more". */
#define TOLD 3

static char *date_text(int64_t date)
{
    Civil civil = civil_from_days(date);
    return g_strdup_printf("%04d-%02d-%02d", civil.year, civil.month, civil.day);
}

static void check_signed(Checklist *list)
{
    GError *fault = NULL;
    if (list->cohort->simulated)
        check_say(list, CHECK_WARN, "sign-off", "simulated phones: everything is marked \"not for clinical use\"");
    else if (change_cleared(list->course, list->cohort, list->change->now / DAY, &fault))
        check_say(
            list, CHECK_OK, "sign-off", "every module of %s %s is signed", list->course->id, list->course->version);
    else
        check_error(list, "sign-off", fault);
}

static void check_sources(Checklist *list)
{
    int64_t today = list->change->now / DAY;
    guint past = 0;
    const char *first = NULL;
    for (guint i = 0; i < list->course->sources->len; i++) {
        const Source *source = list->course->sources->pdata[i];
        if (source->review_by && source->review_by < today && past++ == 0)
            first = source->id;
    }
    if (past)
        check_say(list, check_if_real(list), "sources",
            "%u of the sources, %s first, should have been reviewed by now: look for a newer edition, mend the course, "
            "and have it signed again",
            past, first);
    else
        check_say(list, CHECK_OK, "sources", "none is past its review date");
}

static void check_media(Checklist *list)
{
    const Library *library = context_library(list->change->context);
    guint missing = 0, files = 0;
    const char *first = NULL;
    for (guint i = 0; i < list->course->assets->len; i++) {
        const Asset *asset = list->course->assets->pdata[i];
        for (guint k = 0; k < asset->variants->len; k++) {
            const AssetVariant *variant = asset->variants->pdata[k];
            g_autofree char *path = variant->src ? library_media_path(library, variant->sha256) : NULL;
            files += variant->src != NULL;
            if (variant->src && !path && missing++ == 0)
                first = variant->src;
        }
    }
    if (missing)
        check_say(list, CHECK_FAIL, "media",
            "%u files are not in the media folder, %s first: baraza course add once more", missing, first);
    else
        check_say(list, CHECK_OK, "media", "%u files are there", files);
}

/* While WhatsApp refuses the number the engine holds everything back; the watch has an alarm open of it. */
static bool check_number(Checklist *list, GError **error)
{
    g_autoptr(GArray) alarms = alarm_list(list->change->store, 0, error);
    for (guint i = 0; alarms && i < alarms->len; i++) {
        const Alarm *alarm = &g_array_index(alarms, Alarm, i);
        g_autofree char *since = civil_local_text(cohort_zone(list->cohort), alarm->since);
        if (alarm->cause == ALARM_NUMBER)
            check_say(list, check_if_real(list), "number",
                "WhatsApp refuses our number since %s, so nothing leaves: baraza doctor says what it answers", since);
        else if (alarm->cause == ALARM_CLOCK || alarm->cause == ALARM_DISK || alarm->cause == ALARM_STORE)
            check_say(list, check_if_real(list), alarm_name(alarm->cause),
                "an alarm is open since %s that stops sending: baraza alarms says what to do", since);
    }
    return alarms != NULL;
}

static bool check_uploads(Checklist *list, GError **error)
{
    Library *library = context_library(list->change->context);
    for (guint i = 0; i < list->course->assets->len; i++) {
        const Asset *asset = list->course->assets->pdata[i];
        for (guint k = 0; k < asset->variants->len; k++) {
            const AssetVariant *variant = asset->variants->pdata[k];
            bool fails = false;
            if (!variant->src)
                continue;
            if (!library_upload_fails(library, variant->sha256, context_number(list->change->context), &fails, error))
                return false;
            if (fails) {
                check_say(list, CHECK_FAIL, "upload",
                    "WhatsApp did not take %s: look at its format and size, or wait if the network was down",
                    variant->src);
                return true;
            }
        }
    }
    return true;
}

static bool speaks(const Checklist *list, const char *language)
{
    bool speaks = strcmp(list->course->lang, language) == 0;
    for (guint i = 0; i < list->course->languages->len; i++)
        speaks = speaks || strcmp(list->course->languages->pdata[i], language) == 0;
    return speaks;
}

static bool check_templates(Checklist *list, GError **error)
{
    g_autoptr(cJSON) templates = layout_templates();
    const cJSON *one;
    cJSON_ArrayForEach(one, templates)
    {
        const char *name = json_string(one, "name"), *language = json_string(one, "language");
        g_autofree char *status = NULL;
        if (!name || !language || !speaks(list, language))
            continue;
        if (!library_template_get(context_library(list->change->context), name, language, &status, error))
            return false;
        if (g_strcmp0(status, "APPROVED") == 0)
            check_say(list, CHECK_OK, "template", "%s (%s) is approved", name, language);
        else if (!status || !*status)
            check_say(list, CHECK_WARN, "template",
                "whether %s (%s) is approved is not known yet: run the engine, it asks", name, language);
        else
            check_say(list, check_if_real(list), "template",
                "%s (%s) is %s: until it is approved nobody can be reached who has not written for 24 hours", name,
                language, status);
    }
    return true;
}

static void check_first_day(Checklist *list)
{
    const Cohort *cohort = list->cohort;
    int64_t first = cohort_day_date(cohort, 1), today = cohort_today(cohort, list->change->now);
    g_autofree char *day = date_text(first);
    g_autoptr(GError) fault = NULL;
    if (!civil_zone(cohort->zone, &fault))
        check_say(list, CHECK_FAIL, "zone", "%s; install tzdata", fault->message);
    else
        check_say(list, CHECK_OK, "zone", "%s", cohort->zone);
    if (first < today)
        check_say(list, CHECK_FAIL, "first day",
            "course day 1 was %s: baraza cohort shift %s --days N moves it, N course days", day, cohort->name);
    else
        check_say(list, first == today ? CHECK_WARN : CHECK_OK, "first day", "%s%s", day,
            first == today ? " is today: what was due already goes out at once" : "");
    if (cohort->holidays->len == 0)
        check_say(list, CHECK_WARN, "holidays",
            "none were given, so lessons also come on public holidays: cohort create takes them with --holidays");
    else
        check_say(list, CHECK_OK, "holidays", "%u dates", cohort->holidays->len);
}

/* Local minutes of a step that names a time within the quiet hours. */
static bool is_quiet(const Cohort *cohort, int minutes)
{
    int from = cohort->quiet_from, to = cohort->quiet_to;
    return from > to ? minutes >= from || minutes < to : minutes >= from && minutes < to;
}

static void check_hours(Checklist *list)
{
    g_autoptr(GString) names = g_string_new(NULL);
    guint quiet = 0;
    for (int i = 0; i < plan_count(list->plan); i++) {
        const Beat *beat = plan_beat(list->plan, i);
        const Step *step = beat->step;
        int minutes = step->time >= 0 ? step->time : step->day > 0 ? list->cohort->default_time : -1;
        if (beat->kind != BEAT_OPEN || minutes < 0 || !is_quiet(list->cohort, minutes))
            continue;
        if (quiet++ < TOLD)
            g_string_append_printf(
                names, "%s%s %02d:%02d", quiet > 1 ? ", " : "", step->id, minutes / 60, minutes % 60);
    }
    int to = list->cohort->quiet_to;
    if (quiet)
        check_say(list, CHECK_WARN, "quiet hours", "%u steps fall into them (%s%s) and wait until %02d:%02d", quiet,
            names->str, quiet > TOLD ? ", ..." : "", to / 60, to % 60);
    else
        check_say(list, CHECK_OK, "quiet hours", "no step falls into them");
}

static void check_end(Checklist *list)
{
    int64_t last = 0;
    for (int i = 0; i < plan_count(list->plan); i++) {
        const Beat *beat = plan_beat(list->plan, i);
        int64_t opens = 0, closes = 0;
        if (beat->kind != BEAT_OPEN || beat->step->kind != STEP_SIT)
            continue;
        schedule_sit_window(list->plan, list->cohort, beat->step, &opens, &closes);
        g_autofree char *from = civil_local_text(cohort_zone(list->cohort), opens);
        g_autofree char *to = civil_local_text(cohort_zone(list->cohort), closes);
        check_say(
            list, CHECK_OK, occasion_name(beat->step->occasion), "test %s from %s to %s", beat->step->test, from, to);
        last = MAX(last, closes);
    }
    if (last == 0)
        check_say(list, CHECK_WARN, "tests", "the course has none, so nothing will be measured");
}

/* The engine's own words around the course. */
static void check_languages(Checklist *list)
{
    g_autoptr(GString) names = g_string_new(NULL);
    const Course *course = list->course;
    for (guint i = 0; i < course->languages->len; i++)
        if (!phrase_reviewed(course->languages->pdata[i]))
            g_string_append_printf(names, "%s%s", names->len ? ", " : "", (char *)course->languages->pdata[i]);
    if (!course->languages->len && !phrase_reviewed(course->lang))
        g_string_append(names, course->lang);
    check_say(list, names->len ? CHECK_WARN : CHECK_OK, "words",
        names->len ? "the engine's own texts in %s wait for review by somebody who speaks it%s" : "%sreviewed%s",
        names->str, names->len ? ": MENU, STOP and the like work, but read them first" : " in the course's languages");
}

bool launch_check_content(Checklist *list, GError **error)
{
    check_signed(list);
    check_sources(list);
    check_media(list);
    if (!check_number(list, error) || !check_uploads(list, error) || !check_templates(list, error))
        return false;
    check_languages(list);
    check_first_day(list);
    check_hours(list);
    check_end(list);
    return true;
}
