/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view as a page. This is the only place that rounds: each number becomes the text a reader sees. */
#include "clock.h"
#include "report_priv.h"
#include "report_files.h"
#include "template.h"

static bool is_number(const cJSON *value)
{
    return cJSON_IsObject(value) && cJSON_HasObjectItem(value, "value") && cJSON_HasObjectItem(value, "digits");
}

/* Where an object has KEY_low and KEY_high, KEY becomes "7.9 to 16.9", or a dash. */
static void put_range(cJSON *copy, const char *lang, const cJSON *object, const char *low_key)
{
    g_autofree char *key = g_strndup(low_key, strlen(low_key) - strlen("_low"));
    g_autofree char *high_key = g_strconcat(key, "_high", NULL);
    const cJSON *low = cJSON_GetObjectItem(object, low_key), *high = cJSON_GetObjectItem(object, high_key);
    StatsInterval ci = { json_double(low, "value", NAN), json_double(high, "value", NAN) };
    g_autofree char *text = isnan(ci.low) ? g_strdup("–") : view_range(lang, ci, (int)json_int(low, "digits", 0));
    json_put(copy, key, text);
}

static void typeset_all(cJSON *value)
{
    cJSON *child;
    if (cJSON_IsString(value)) {
        g_autofree char *text = view_typeset(value->valuestring);
        cJSON_SetValuestring(value, text);
    }
    cJSON_ArrayForEach(child, value)
    {
        typeset_all(child);
    }
}

/* A copy of the view in which every number is text. */
static cJSON *readable(const char *lang, const cJSON *value)
{
    if (is_number(value)) {
        g_autofree char *text =
            view_read(json_double(value, "value", NAN), json_string(value, "unit"), (int)json_int(value, "digits", 0));
        return cJSON_CreateString(text);
    }
    if (!cJSON_IsObject(value) && !cJSON_IsArray(value))
        return cJSON_Duplicate(value, true);
    cJSON *copy = cJSON_IsObject(value) ? cJSON_CreateObject() : cJSON_CreateArray(), *child;
    cJSON_ArrayForEach(child, value)
    {
        if (cJSON_IsObject(value) && is_number(child) && g_str_has_suffix(child->string, "_low"))
            put_range(copy, lang, value, child->string);
        if (cJSON_IsObject(value))
            json_put_item(copy, child->string, readable(lang, child));
        else
            cJSON_AddItemToArray(copy, readable(lang, child));
    }
    return copy;
}

static void put_plot(cJSON *page, const char *name, Markup *markup)
{
    g_autoptr(Markup) plot = markup;
    g_autofree char *has = g_strconcat("has_", name, NULL);
    json_put_bool(page, has, plot != NULL);
    if (plot)
        template_put_markup(page, name, plot);
}

static void put_plots(cJSON *page, const cJSON *view)
{
    static const struct {
        const char *name;
        Markup *(*draw)(const cJSON *view);
    } plots[] = { { "first_plot", draw_first }, { "flow_plot", draw_flow }, { "delivery_plot", draw_delivery },
        { "slope_plot", draw_slopes }, { "interval_plot", draw_intervals }, { "item_plot", draw_items },
        { "lorenz_plot", draw_lorenz }, { "post_plot", draw_posts }, { "difference_plot", draw_differences },
        { "parts_plot", draw_parts } };
    for (guint i = 0; i < G_N_ELEMENTS(plots); i++)
        put_plot(page, plots[i].name, plots[i].draw(view));
}

/* Each coding study has its own. */
static void put_coded_plots(cJSON *page, const cJSON *view)
{
    const cJSON *row, *rows = json_at(view, "talk.coded");
    int i = 0;
    cJSON_ArrayForEach(row, rows)
    {
        put_plot(cJSON_GetArrayItem((cJSON *)json_at(page, "talk.coded"), i++), "plot", draw_coded(view, row));
    }
}

/* The local date of "2026-12-06T22:00:00Z" in the cohort's zone: people think of their own day. Given. */
static char *local_day(const char *time, const char *zone_name)
{
    g_autoptr(GDateTime) utc = g_date_time_new_from_iso8601(time, NULL);
    const CivilZone *zone = civil_zone(zone_name, NULL);
    if (!utc || !zone)
        return *time ? g_strndup(time, 10) : g_strdup("–");
    g_autofree char *local = civil_local_text(zone, g_date_time_to_unix(utc));
    return g_strndup(local, 10);
}

static void put_dates(cJSON *page, const cJSON *view)
{
    static const char *const names[] = { "start", "generated", "post_closes" };
    const char *zone = json_string(view, "about.zone");
    cJSON *dates = view_object(page, "day");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *path = g_strconcat("about.", names[i], NULL);
        const char *time = json_string(view, path);
        g_autofree char *day = local_day(time ? time : "", zone ? zone : "UTC");
        json_put(dates, names[i], day);
    }
}

char *report_html(const cJSON *view, GError **error)
{
    static const char *const optional[] = { "gain", "items", "quizzes", "reliability", "attrition", "equity", "dose",
        "levels", "network", "learning", "models" };
    const char *lang = json_string(view, "about.lang");
    g_autoptr(cJSON) page = readable(lang, view);
    json_put_item(page, "say", report_labels(lang));
    json_put(page, "lang", lang ? lang : "en");
    for (guint i = 0; i < G_N_ELEMENTS(optional); i++) {
        if (!json_at(page, optional[i]))
            json_put_bool(page, optional[i], false);
    }
    cJSON *gain = cJSON_GetObjectItem(page, "gain");
    if (cJSON_IsObject(gain) && !json_at(gain, "retention"))
        json_put_bool(gain, "retention", false);
    cJSON *study = cJSON_GetObjectItem(page, "study");
    json_put_bool(study, "has_wedge", json_at(view, "study.wedge") != NULL);
    json_put_bool(page, "has_equity", cJSON_GetArraySize(json_at(view, "equity")) > 0);
    put_dates(page, view);
    json_put_bool(page, "has_warnings", cJSON_GetArraySize(json_at(view, "warnings")) > 0);
    typeset_all(page);
    put_plots(page, view);
    put_coded_plots(page, view);
    return template_fill(report_files, "report.html", page, error);
}
