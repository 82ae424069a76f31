/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evaluation as one view: every number at full precision with its name, unit and digits. Page, JSON and plots are
 * made from it, so that they cannot disagree. While blind it holds counts and delivery, and nothing that a score went
 * into. */
#include "report_priv.h"

/* A fingerprint of the data behind the numbers: two reports with the same one were made from the same answers. */
static char *data_hash(const ReportData *data)
{
    if (data->fingerprint)
        return g_strdup(data->fingerprint);
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    GString *files[] = { report_csv_wide(data, REPORT_ASSESSMENT), report_csv_long(data, REPORT_ASSESSMENT),
        report_csv_posts(data, REPORT_ASSESSMENT), report_csv_votes(data, REPORT_ASSESSMENT),
        report_csv_circles(data, REPORT_ASSESSMENT), report_csv_surveys(data, REPORT_ASSESSMENT),
        report_csv_ties(data, REPORT_ASSESSMENT), report_csv_work(data, REPORT_ASSESSMENT),
        report_csv_reviews(data, REPORT_ASSESSMENT) };
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_checksum_update(sum, (const guchar *)files[i]->str, files[i]->len);
        g_string_free(files[i], TRUE);
    }
    return g_strdup(g_checksum_get_string(sum));
}

void report_fix_fingerprint(ReportData *data)
{
    if (!data->fingerprint)
        data->fingerprint = data_hash(data);
}

static void put_time(cJSON *object, const char *key, int64_t utc)
{
    g_autofree char *text = utc ? civil_utc_text(utc) : NULL;
    json_put(object, key, text ? text : "");
}

/* "1, 7": of each cohort. */
static char *seeds_of(const ReportData *data)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < data->cohorts->len; i++)
        g_string_append_printf(
            text, "%s%" G_GUINT64_FORMAT, i ? ", " : "", ((const ReportCohort *)data->cohorts->pdata[i])->seed);
    if (data->cohorts->len == 0)
        g_string_append_printf(text, "%" G_GUINT64_FORMAT, data->seed);
    return g_strdup(text->str);
}

static void put_about(cJSON *view, const ReportData *data, bool blind)
{
    cJSON *o = view_object(view, "about");
    g_autofree char *seed = seeds_of(data), *hash = data_hash(data);
    json_put_int(o, "format", 1);
    json_put(o, "course", data->course_id ? data->course_id : "");
    json_put(o, "title", data->course_title ? data->course_title : "");
    json_put(o, "course_version", data->course_version ? data->course_version : "");
    json_put(o, "course_sha256", data->course_sha256 ? data->course_sha256 : "");
    json_put(o, "cohort", data->cohort ? data->cohort : "");
    json_put(o, "zone", data->zone ? data->zone : "");
    json_put(o, "primary", data->primary ? data->primary : "");
    json_put(o, "program", data->program_version ? data->program_version : "");
    put_time(o, "start", data->start);
    put_time(o, "generated", data->generated);
    put_time(o, "post_closes", data->post_closes);
    put_time(o, "unblinded", data->unblinded);
    json_put(o, "seed", seed);
    json_put(o, "lang", data->lang ? data->lang : "en");
    json_put(o, "data_sha256", hash);
    put_time(o, "test_closes", data->test_closes);
    json_put_bool(o, "blind", blind);
    json_put_bool(o, "items_sealed", report_items_sealed(data));
    json_put_bool(o, "simulated", data->simulated);
    json_put_bool(o, "has_delayed", data->has_delayed);
    json_put_int(o, "sequences", data->sequences);
    json_put_int(o, "forms", data->forms->len);
    json_put_int(o, "items", data->items->len);
}

/* What a score went into. */
static void put_results(cJSON *view, const Sums *sums)
{
    view_gain(view, sums);
    view_sensitivity(view, sums);
    view_attrition(view, sums);
    view_equity(view, sums);
    view_dose(view, sums);
    view_levels(view, sums);
    view_network(view, sums);
    view_quizzes(view, sums->data);
    if (report_items_sealed(sums->data))
        return;
    view_learning(view, sums);
    view_items(view, sums);
    view_models(view, sums);
}

cJSON *report_view(const ReportData *data)
{
    g_autoptr(Sums) sums = sums_new(data);
    bool blind = report_is_blind(data);
    cJSON *view = cJSON_CreateObject();
    put_about(view, data, blind);
    view_people(view, sums);
    view_delivery(view, data);
    view_missing(view, sums);
    view_talk(view, data, blind);
    view_events(view, sums);
    view_works(view, sums, blind);
    view_surveys(view, data);
    view_study(view, sums);
    if (!blind)
        put_results(view, sums);
    view_plan(view, sums);
    view_methods(view, sums);
    view_words(view, sums);
    return view;
}

char *report_json(const cJSON *view)
{
    g_autofree char *text = json_text(view);
    return g_strconcat(text, "\n", NULL);
}
