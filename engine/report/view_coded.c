/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quality of the talk by week, from frozen codes, beside what was published and how far coders agreed. */
#include "report_priv.h"

#include <string.h>

static const cJSON *agreed_on(const ReportCoding *c, const char *code)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, json_at(c->agreement, "codes"))
    {
        if (g_strcmp0(json_string(row, "code"), code) == 0)
            return row;
    }
    return NULL;
}

static double at(const cJSON *array, int i)
{
    const cJSON *item = cJSON_GetArrayItem(array, i);
    return cJSON_IsNumber(item) ? item->valuedouble : NAN;
}

/* Shares of a week that rest on fewer than five units are not told: one message more would turn them over. */
static void put_by_week(cJSON *row, const ReportCoding *c, const cJSON *code)
{
    cJSON *weeks = view_array(row, "by_week");
    const cJSON *units = json_at(c->weeks, "units"), *shares = json_at(code, "by_week");
    for (int w = 0; w < cJSON_GetArraySize(units); w++)
        view_number(view_row(weeks), "share", "share of the week's units",
            at(units, w) < SMALL_CELL ? NAN : 100 * at(shares, w), PERCENT, 0);
}

static void put_code(cJSON *rows, const ReportCoding *c, const cJSON *code)
{
    const char *id = json_string(code, "code");
    const cJSON *agreed = agreed_on(c, id);
    bool told = json_bool(agreed, "estimable", false);
    cJSON *row = view_row(rows);
    json_put(json_put(row, "code", id), "title", json_string(code, "title"));
    view_number(row, "share", "share of all units", 100 * json_double(code, "share", NAN), PERCENT, 0);
    view_number(row, "expected", "published share", 100 * json_double(code, "expected", NAN), PERCENT, 0);
    view_number(row, "kappa", "agreement of coders: kappa", told ? json_double(agreed, "kappa", NAN) : NAN, "", 2);
    StatsInterval ci = { told ? at(json_at(agreed, "kappa_ci"), 0) : NAN,
        told ? at(json_at(agreed, "kappa_ci"), 1) : NAN };
    view_interval(row, "kappa_ci", "95 % interval", ci, "", 2);
    put_by_week(row, c, code);
}

static bool has_published(const ReportCoding *c)
{
    const cJSON *code;
    cJSON_ArrayForEach(code, json_at(c->weeks, "codes"))
    {
        if (!isnan(json_double(code, "expected", NAN)))
            return true;
    }
    return false;
}

static void put_coding(cJSON *rows, const ReportData *data, const ReportCoding *c)
{
    cJSON *row = view_row(rows), *weeks = NULL;
    const cJSON *week, *code, *units = json_at(c->weeks, "units");
    int n = 0;
    json_put(json_put(row, "study", c->study), "book", c->book);
    json_put_bool(json_put_bool(row, "one", c->one), "published", has_published(c));
    weeks = view_array(row, "weeks");
    cJSON_ArrayForEach(week, json_at(c->weeks, "weeks"))
    {
        int of = (int)at(units, cJSON_GetArraySize(weeks));
        json_put_int(json_put_int(view_row(weeks), "week", week->valueint), "n", of);
        n += of;
    }
    json_put_int(row, "n", n);
    g_autofree char *count = view_count(n), *both = view_count(json_int(c->agreement, "n", 0));
    view_say(row, "text",
        report_say(data->lang, c->threads ? "coded.threads" : "coded.messages", "count", count, "study", c->study,
            "both", both, NULL));
    view_say(row, "citation",
        c->citation && has_published(c) ? report_say(data->lang, "coded.citation", "citation", c->citation, NULL)
                                        : g_strdup(""));
    cJSON *codes = view_array(row, "codes");
    cJSON_ArrayForEach(code, json_at(c->weeks, "codes"))
    {
        put_code(codes, c, code);
    }
}

void view_coded(cJSON *talk, const ReportData *data)
{
    cJSON *rows = view_array(talk, "coded");
    for (guint i = 0; i < data->codings->len; i++)
        put_coding(rows, data, data->codings->pdata[i]);
    g_autofree char *open = view_count(data->codings_open), *flagged = view_count(data->flagged);
    view_say(
        talk, "coded_open", data->codings_open ? report_say(data->lang, "coded.open", "n", open, NULL) : g_strdup(""));
    json_put_int(talk, "flagged", data->flagged);
    view_say(talk, "flagged_text",
        data->flagged ? report_say(data->lang, "coded.flagged", "n", flagged, NULL) : g_strdup(""));
    json_put_bool(talk, "has_coded", data->codings->len > 0);
}
