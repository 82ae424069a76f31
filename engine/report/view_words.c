/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page in three sentences: what changed, for whom that is known, and how far it can be trusted. */
#include "report_priv.h"

static double number(const cJSON *view, const char *path)
{
    g_autofree char *full = g_strconcat(path, ".value", NULL);
    return json_double(view, full, NAN);
}

/* "7.9 to 16.9" */
static char *range(const cJSON *view, const char *path)
{
    g_autofree char *low = g_strconcat(path, ".ci_low", NULL), *high = g_strconcat(path, ".ci_high", NULL);
    return view_range(json_string(view, "about.lang"), (StatsInterval){ number(view, low), number(view, high) }, 1);
}

/* Questions in every form, or 0 where forms differ in length. */
static int form_length(const ReportData *data)
{
    int length = -1;
    for (guint f = 0; f < data->forms->len; f++) {
        int n = 0;
        for (guint i = 0; i < data->items->len; i++) {
            const ReportItem *item = data->items->pdata[i];
            n += !item->retired &&
                 g_ptr_array_find_with_equal_func(item->forms, data->forms->pdata[f], g_str_equal, NULL);
        }
        if (length >= 0 && n != length)
            return 0;
        length = n;
    }
    return MAX(length, 0);
}

static void one_group(cJSON *headline, const cJSON *view, const Sums *s)
{
    const char *lang = s->data->lang;
    double gain = number(view, "gain.primary.estimate"), low = number(view, "gain.primary.ci_low"),
           high = number(view, "gain.primary.ci_high");
    int length = form_length(s->data);
    g_autofree char *ci = range(view, "gain.primary"), *size = view_read(fabs(gain), "", 1),
                    *change = view_read(gain, "", 1), *of = view_count(length),
                    *answers = view_read(fabs(gain) * length / 100, "", 1);
    const char *kind = low > 0 ? "gain" : high < 0 ? "loss" : "none";
    bool told = length > 0 && !g_str_equal(kind, "none");
    g_autofree char *key = g_strconcat("headline.", kind, NULL), *plain = g_strconcat("answers.", kind, NULL);
    g_autofree char *more = told ? report_say(lang, plain, "answers", answers, "length", of, NULL) : g_strdup("");
    json_put(headline, "kind", kind);
    view_say(headline, "text", report_say(lang, key, "size", size, "change", change, "ci", ci, "answers", more, NULL));
    if (g_str_equal(kind, "none"))
        view_say(headline, "detail", report_say(lang, "answers.none", NULL));
}

/* The primary outcome's row of the first arm compared. */
static const cJSON *primary_row(const cJSON *view)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, json_at(view, "study.outcomes"))
    {
        if (json_bool(row, "is_primary", false))
            return row;
    }
    return NULL;
}

static void two_arms(cJSON *headline, const cJSON *row, const Sums *s)
{
    double low = number(row, "ci_low"), high = number(row, "ci_high");
    g_autofree char *plain = view_range(s->data->lang, (StatsInterval){ low, high }, 1),
                    *size = view_read(fabs(number(row, "estimate")), "", 1);
    const char *kind = low > 0 ? "gain" : high < 0 ? "loss" : "none";
    bool gain = g_str_equal(json_string(row, "id"), "gain");
    g_autofree char *key = g_strconcat(gain ? "arms." : "arms.other.", kind, NULL);
    json_put(headline, "kind", kind);
    view_say(headline, "text",
        report_say(s->data->lang, key, "arm", json_string(row, "arm"), "reference", s->data->arms->pdata[0], "size",
            size, "ci", plain, "outcome", json_string(row, "label"), NULL));
}

/* "2027-02-04 12:30, Africa/Harare" */
static char *local_time(const ReportData *data, int64_t utc)
{
    const CivilZone *zone = data->zone ? civil_zone(data->zone, NULL) : NULL;
    if (!zone)
        return civil_utc_text(utc);
    g_autofree char *time = civil_local_text(zone, utc);
    return g_strdup_printf("%s, %s", time, data->zone);
}

/* Who it rests on, and how far it reaches. */
static void put_basis(cJSON *headline, const cJSON *view, const Sums *s, bool arms)
{
    const char *lang = s->data->lang;
    g_autofree char *n = view_count(json_int(view, arms ? "study.outcomes.0.n" : "gain.primary.n", 0)),
                    *all = view_count(s->n), *lost = view_count(json_int(view, "attrition.lost", 0)),
                    *share = view_read(number(view, "attrition.share"), PERCENT, 0);
    view_say(
        headline, "who", report_say(lang, "headline.who", "count", n, "all", all, "n", lost, "share", share, NULL));
    const char *method = json_string(view, "gain.primary.method");
    const char *trust = arms                                    ? "trust.arms"
                        : g_strcmp0(method, "one_cluster") == 0 ? "trust.one_room"
                                                                : "trust.one_group";
    view_say(headline, "trust", report_say(lang, trust, NULL));
    json_put_bool(headline, "has_trust", !json_string(headline, "detail"));
}

static void put_headline(cJSON *view, const Sums *s)
{
    const char *lang = s->data->lang;
    cJSON *headline = view_object(view, "headline");
    const cJSON *row = s->data->plan && s->data->plan->plan->design == PLAN_ARMS ? primary_row(view) : NULL;
    bool known = !report_is_blind(s->data) && json_bool(row ? row : view, row ? "ok" : "gain.primary.ok", false);
    if (report_is_blind(s->data)) {
        g_autofree char *closes = local_time(s->data, s->data->post_closes);
        json_put(headline, "kind", "blind");
        view_say(headline, "text", report_say(lang, "headline.blind", NULL));
        view_say(headline, "detail", report_say(lang, "headline.blind_detail", "closes", closes, NULL));
    } else if (!known) {
        g_autofree char *n = view_count(json_int(row ? row : view, row ? "n" : "gain.primary.n", 0));
        json_put(headline, "kind", "unknown");
        view_say(headline, "text", report_say(lang, "headline.unknown", NULL));
        view_say(headline, "detail",
            report_say(lang, "headline.unknown_detail", "reason",
                json_string(row ? row : view, row ? "reason" : "gain.primary.reason"), "count", n, NULL));
    } else if (row) {
        two_arms(headline, row, s);
    } else {
        one_group(headline, view, s);
    }
    json_put_bool(headline, "known", known);
    if (known)
        put_basis(headline, view, s, row != NULL);
    if (!json_string(headline, "detail"))
        json_put(headline, "detail", "");
}

void view_words(cJSON *view, const Sums *s)
{
    put_headline(view, s);
    view_threats(view, s);
}
