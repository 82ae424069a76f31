/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the numbers were made: the text an evaluator can paste into a methods section. */
#include "report_priv.h"

#include <string.h>

/* A row of "method.NAME.head" and a text. Takes it. */
static void put(cJSON *rows, const Sums *s, const char *name, char *taken)
{
    g_autofree char *head = g_strdup_printf("method.%s.head", name);
    cJSON *row = view_row(rows);
    view_say(row, "head", report_say(s->data->lang, head, NULL));
    view_say(row, "text", taken);
}

static void put_plain(cJSON *rows, const Sums *s, const char *name)
{
    g_autofree char *key = g_strconcat("method.", name, NULL);
    put(rows, s, name, report_say(s->data->lang, key, NULL));
}

static void put_primary(cJSON *rows, const Sums *s)
{
    const ReportData *data = s->data;
    g_autofree char *forms = view_count(data->forms->len), *k = view_count(data->sequences);
    put(rows, s, "primary",
        report_say(data->lang, data->sequences > 1 ? "method.crossed" : "method.plain", "forms", forms, "k", k, NULL));
}

/* Questions that were corrected, and what they did to the primary means. */
static void put_corrections(cJSON *rows, const Sums *s)
{
    const ReportData *data = s->data;
    g_autoptr(GString) list = g_string_new(NULL);
    for (guint i = 0; i < data->corrections->len; i++) {
        const ReportCorrection *c = data->corrections->pdata[i];
        g_autofree char *at = civil_utc_text(c->at);
        at[MIN(strlen(at), 10)] = '\0'; /* the date */
        g_autofree char *text = report_say(data->lang, c->key ? "method.new_key" : "method.retired", "item", c->item,
            "key", c->key ? c->key : "", "date", at, NULL);
        g_string_append_printf(list, "%s%s", i ? " " : "", text);
    }
    if (list->len == 0)
        return;
    int changed = 0;
    for (guint i = 0; i < data->sits->len; i++) {
        const ReportSit *sit = data->sits->pdata[i];
        double now = sums_percent(data, sit, false), first = sums_percent(data, sit, true);
        changed += !isnan(now) && fabs(now - first) > 1e-9;
    }
    g_autofree char *n = view_count(changed), *all = view_count(data->sits->len);
    put(rows, s, "corrected",
        report_say(data->lang, "method.corrected", "list", list->str, "changed", n, "all", all, NULL));
}

void view_methods(cJSON *view, const Sums *s)
{
    static const char *const names[] = { "independent", "arms", "outcomes", "wilcoxon", "effects", "missing",
        "questions", "participation", "levels", "small" };
    cJSON *rows = view_array(view, "methods");
    put_plain(rows, s, "score");
    put_primary(rows, s);
    if (!report_items_sealed(s->data))
        put_corrections(rows, s);
    put_plain(rows, s, "who");
    g_autofree char *observers = view_count(s->data->observers),
                    *refused = view_count(json_int(view, "people.consents.no_research", 0)), *all = view_count(s->n);
    if (s->data->observers > 0)
        put(rows, s, "observers", report_say(s->data->lang, "method.observers", "n", observers, NULL));
    for (guint i = 0; i < G_N_ELEMENTS(names); i++)
        put_plain(rows, s, names[i]);
    put(rows, s, "consent", report_say(s->data->lang, "method.consent", "count", refused, "all", all, NULL));
}
