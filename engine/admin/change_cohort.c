/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of a cohort are fixed when it is made. One with real numbers needs every module signed off, in every
 * language that the course has, for the cohort's country. */
#include "admin_priv.h"
#include "clock.h"
#include "rng.h"

#include <string.h>

#define PRIMARY "knowledge: post minus pre"

static bool set_name(Cohort *cohort, const char *name, GError **error)
{
    if (!g_regex_match_simple("^[a-z0-9][a-z0-9-]{0,39}$", name, 0, 0))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "\"%s\" is no name for a cohort: small letters, digits and -, at most 40, such as harare-1", name);
    g_free(cohort->name);
    cohort->name = g_strdup(name);
    return true;
}

static bool set_start(Cohort *cohort, const char *start, GError **error)
{
    return civil_parse_date(start, &cohort->start_day) ||
           change_refuse(error, BARAZA_ERROR_INPUT, "the start \"%s\" is no date; write it as 2026-12-07", start);
}

static bool set_zone(Cohort *cohort, const char *zone, GError **error)
{
    if (!civil_zone(zone, error))
        return false;
    g_free(cohort->zone);
    cohort->zone = g_strdup(zone);
    return true;
}

static bool set_rest(Cohort *cohort, const char *rest, GError **error)
{
    if (!g_regex_match_simple("^[1-7]{0,6}$", rest, 0, 0))
        return change_refuse(error, BARAZA_ERROR_INPUT,
            "the rest days \"%s\" must be weekday digits, 1 Monday to 7 Sunday, such as 67; one day at least must be "
            "left",
            rest);
    g_free(cohort->rest_days);
    cohort->rest_days = g_strdup(rest);
    return true;
}

static bool set_country(Cohort *cohort, const char *country, GError **error)
{
    if (!g_regex_match_simple("^[A-Z]{2}$", country, 0, 0))
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "the country \"%s\" must be two capital letters, such as ZW", country);
    cohort->country = g_strdup(country);
    return true;
}

bool change_read_quiet(Cohort *cohort, const char *quiet, GError **error)
{
    g_auto(GStrv) ends = g_strsplit(quiet, "-", 2);
    return (g_strv_length(ends) == 2 && civil_parse_time(ends[0], &cohort->quiet_from) &&
               civil_parse_time(ends[1], &cohort->quiet_to)) ||
           change_refuse(error, BARAZA_ERROR_INPUT,
               "the quiet hours \"%s\" must look like 20:00-07:00 (00:00-00:00 for none)", quiet);
}

static bool set_time(Cohort *cohort, const char *time, GError **error)
{
    return civil_parse_time(time, &cohort->default_time) ||
           change_refuse(error, BARAZA_ERROR_INPUT, "the time \"%s\" must look like 12:30", time);
}

static bool set_primary(Cohort *cohort, const char *primary, GError **error)
{
    if (!*primary || strlen(primary) > 200)
        return change_refuse(
            error, BARAZA_ERROR_INPUT, "the primary outcome needs a few words, such as \"" PRIMARY "\"");
    g_free(cohort->primary);
    cohort->primary = g_strdup(primary);
    return true;
}

static bool set_seed(Cohort *cohort, const char *seed, GError **error)
{
    guint64 value = 0;
    if (!g_ascii_string_to_unsigned(seed, 10, 0, G_MAXUINT64, &value, NULL))
        return change_refuse(error, BARAZA_ERROR_INPUT, "the seed \"%s\" must be a whole number", seed);
    cohort->seed = value;
    return true;
}

static const struct {
    const char *name;
    bool needed;
    bool (*set)(Cohort *cohort, const char *text, GError **error);
} texts[] = {
    { "name", true, set_name },
    { "start", true, set_start },
    { "zone", true, set_zone },
    { "rest", false, set_rest },
    { "country", false, set_country },
    { "quiet", false, change_read_quiet },
    { "time", false, set_time },
    { "primary", false, set_primary },
    { "seed", false, set_seed },
};

static bool set_number(const Change *c, const char *name, int min, int max, int *value, GError **error)
{
    if (!json_at(c->params, name))
        return true;
    int64_t number = json_int(c->params, name, -1);
    if (number < min || number > max)
        return change_refuse(error, BARAZA_ERROR_INPUT, "%s must be a whole number from %d to %d", name, min, max);
    *value = (int)number;
    return true;
}

static gint by_day(gconstpointer a, gconstpointer b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static bool set_holidays(const Change *c, Cohort *cohort, GError **error)
{
    const cJSON *one;
    cJSON_ArrayForEach(one, json_at(c->params, "holidays"))
    {
        int64_t day = 0;
        const char *text = cJSON_IsString(one) ? one->valuestring : "";
        if (!civil_parse_date(text, &day))
            return change_refuse(
                error, BARAZA_ERROR_INPUT, "the holiday \"%s\" is no date; write it as 2026-12-25", text);
        g_array_append_val(cohort->holidays, day);
    }
    g_array_sort(cohort->holidays, by_day);
    return true;
}

static Cohort *read_rules(Change *c, GError **error)
{
    g_autoptr(Cohort) cohort = cohort_new("");
    rng_secret(&cohort->seed, sizeof cohort->seed);
    set_primary(cohort, PRIMARY, NULL);
    for (gsize i = 0; i < G_N_ELEMENTS(texts); i++) {
        const char *text =
            texts[i].needed ? json_need_string(c->params, texts[i].name, error) : json_string(c->params, texts[i].name);
        if ((texts[i].needed && !text) || (text && !texts[i].set(cohort, text, error)))
            return NULL;
    }
    if (!set_number(c, "cap", 1, 50, &cohort->daily_cap, error) ||
        !set_number(c, "room_size", 2, 1000, &cohort->room_size, error) || !set_holidays(c, cohort, error))
        return NULL;
    if (!change_read_audience(c, cohort, error))
        return NULL;
    cohort->simulated = json_bool(c->params, "simulated", false);
    cohort->created = c->now;
    cohort->state = COHORT_PLANNED;
    return g_steal_pointer(&cohort);
}

static void add_reason(GString *reasons, guint *count, const Course *course, const Module *module, const char *lang,
    const Cohort *cohort, int64_t today)
{
    g_autofree char *reason = NULL;
    if (course_module_cleared(course, module, lang, cohort->country, today, &reason))
        return;
    (*count)++;
    g_string_append_printf(reasons, "\n  %s", reason);
}

bool change_cleared(const Course *course, const Cohort *cohort, int64_t today, GError **error)
{
    g_autoptr(GString) reasons = g_string_new(NULL);
    guint count = 0;
    for (guint i = 0; i < course->modules->len; i++) {
        bool own = false;
        for (guint k = 0; k < course->languages->len; k++) {
            own = own || strcmp(course->languages->pdata[k], course->lang) == 0;
            add_reason(reasons, &count, course, course->modules->pdata[i], course->languages->pdata[k], cohort, today);
        }
        if (!own)
            add_reason(reasons, &count, course, course->modules->pdata[i], course->lang, cohort, today);
    }
    return count == 0 || change_refuse(error, BARAZA_ERROR_STATE,
                             "the course %s may not go to nurses yet:%s\n"
                             "A named clinician must sign each module in course.xml. To try it out first, point "
                             "graph_url to a simulated platform on this machine.",
                             course->id, reasons->str);
}

static void warn(const Cohort *cohort, int64_t now, cJSON *result)
{
    int64_t today = cohort_today(cohort, now);
    if (cohort->start_day < today)
        change_warn(result,
            g_strdup_printf("the start lies %" G_GINT64_FORMAT " days in the past: whoever is enrolled now joins late",
                today - cohort->start_day));
    if (cohort_day_date(cohort, 1) != cohort->start_day)
        change_warn(
            result, g_strdup("the start is a rest day or a holiday: course day 1 is the next day that is none"));
    if (cohort_quiet_until(cohort, cohort_time(cohort, 1, -1)))
        change_warn(result, g_strdup("the usual time of the steps lies in the quiet hours: they wait until these end"));
    if (cohort->simulated)
        change_warn(result, g_strdup("simulated: everything is marked \"not for clinical use\""));
}

bool change_cohort_create(Change *c, cJSON *result, GError **error)
{
    g_autoptr(Cohort) cohort = read_rules(c, error);
    const char *id = cohort ? json_need_string(c->params, "course", error) : NULL;
    if (!id || !library_newest(context_library(c->context), id, &cohort->version, error))
        return false;
    const Course *course = library_course(context_library(c->context), cohort->version, error);
    if (!course || (!cohort->simulated && !change_cleared(course, cohort, c->now / DAY, error)) ||
        !change_suits_course(cohort, course, error) || !cohort_add(c->store, cohort, error) ||
        (cohort->audience == AUDIENCE_PATIENTS &&
            !change_set_doctor(c, cohort, json_string(c->params, "doctor"), error)))
        return false;
    warn(cohort, c->now, result);
    Civil first = civil_from_days(cohort_day_date(cohort, 1));
    g_autofree char *day = g_strdup_printf("%04d-%02d-%02d", first.year, first.month, first.day);
    json_put(json_put(json_put(result, "cohort", cohort->name), "first_day", day), "course", course->id);
    json_put_bool(json_put_int(result, "version", cohort->version), "simulated", cohort->simulated);
    change_subject(c, "C", cohort->id);
    c->payload = cJSON_Duplicate(c->params, true);
    g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, cohort->seed);
    cJSON_DeleteItemFromObject(c->payload, "seed");
    json_put(c->payload, "seed", seed);
    return true;
}
