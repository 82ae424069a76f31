/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report in a page of text: the sentences, the outcomes, who was lost, and the threats. */
#include "report_priv.h"

static char *say(const cJSON *view, const char *key)
{
    return report_say(json_string(view, "about.lang"), key, NULL);
}

static char *figure(const cJSON *row, const char *key)
{
    g_autofree char *value = g_strconcat(key, ".value", NULL), *unit = g_strconcat(key, ".unit", NULL),
                    *digits = g_strconcat(key, ".digits", NULL);
    const char *of = json_string(row, unit);
    return view_read(json_double(row, value, NAN), of ? of : "", (int)json_int(row, digits, 0));
}

static char *interval(const cJSON *row)
{
    double low = json_double(row, "ci_low.value", NAN), high = json_double(row, "ci_high.value", NAN);
    return isnan(low) ? g_strdup("–") : view_range((StatsInterval){ low, high }, 1);
}

/* Cut or padded to a width in characters, for columns; figures to the right. */
static void cell(GString *out, const char *text, int width, bool right)
{
    glong length = g_utf8_strlen(text, -1);
    for (glong i = length; right && i < width; i++)
        g_string_append_c(out, ' ');
    g_string_append_len(out, text, g_utf8_offset_to_pointer(text, MIN(length, width)) - text);
    for (glong i = length; !right && i < width; i++)
        g_string_append_c(out, ' ');
    g_string_append(out, "  ");
}

static void end_row(GString *out)
{
    while (out->len && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

static void head(GString *out, const cJSON *view, const char *first)
{
    static const char *const keys[] = { "say.estimate", "say.interval", "say.p" };
    g_autofree char *label = say(view, first);
    g_string_append_c(out, '\n');
    cell(out, label, 56, false);
    cell(out, "n", 5, true);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *text = say(view, keys[i]);
        cell(out, text, i == 1 ? 15 : 8, true);
    }
    end_row(out);
}

static void row_of(GString *out, const cJSON *row, const char *label, const char *p, const char *after)
{
    g_autofree char *n = view_count(json_int(row, "n", 0)), *estimate = figure(row, "estimate"), *ci = interval(row),
                    *probability = figure(row, p);
    cell(out, label, 56, false);
    cell(out, n, 5, true);
    cell(out, estimate, 8, true);
    cell(out, ci, 15, true);
    cell(out, probability, 8, true);
    g_string_append(out, after);
    end_row(out);
}

static void put_outcomes(GString *out, const cJSON *view)
{
    const cJSON *row;
    head(out, view, "say.outcomes");
    cJSON_ArrayForEach(row, json_at(view, "study.outcomes"))
    {
        const char *role = json_string(row, "role"), *arm = json_string(row, "arm");
        bool family = g_str_equal(role, "family");
        g_autofree char *label =
            *arm ? g_strdup_printf("%s (%s)", json_string(row, "label"), arm) : g_strdup(json_string(row, "label"));
        g_autofree char *key = g_strconcat("say.role_", role, NULL), *said = say(view, key);
        g_autofree char *after = g_strconcat(said, family ? ", Holm" : "", NULL);
        row_of(out, row, label, family ? "p_holm" : "p", after);
    }
}

static void put_variants(GString *out, const cJSON *view, const char *path, const char *title)
{
    const cJSON *row, *rows = json_at(view, path);
    if (cJSON_GetArraySize(rows) == 0)
        return;
    head(out, view, title);
    cJSON_ArrayForEach(row, rows)
    {
        const char *why = json_string(row, "why");
        g_autofree char *key = g_strconcat("short.", json_string(row, "id"), NULL), *label = say(view, key);
        row_of(out, row, label, "p", why ? why : "");
    }
}

static void put_list(GString *out, const cJSON *view, const char *title, const cJSON *rows, const char *member)
{
    const cJSON *row;
    g_autofree char *label = say(view, title);
    if (cJSON_GetArraySize(rows) == 0)
        return;
    g_string_append_printf(out, "\n%s\n", label);
    cJSON_ArrayForEach(row, rows)
    {
        g_string_append_printf(out, "- %s\n", member ? json_string(row, member) : row->valuestring);
    }
}

char *report_brief(const cJSON *view)
{
    static const char *const sentences[] = { "headline.text", "headline.detail", "headline.who", "headline.trust" };
    GString *out = g_string_new(NULL);
    g_string_append_printf(out, "%s · %s\n\n", json_string(view, "about.title"), json_string(view, "about.cohort"));
    for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
        if (json_string(view, sentences[i]) && *json_string(view, sentences[i]))
            g_string_append_printf(out, "%s\n", json_string(view, sentences[i]));
    if (json_at(view, "gain")) {
        put_outcomes(out, view);
        g_string_append_printf(out, "\n%s\n", json_string(view, "study.cluster.text"));
        put_variants(out, view, "gain.sensitivity", "say.sensitivity");
        put_variants(out, view, "study.sensitivity", "say.sensitivity_arms");
    }
    put_list(out, view, "say.departures", json_at(view, "plan.departures"), NULL);
    put_list(out, view, "say.threats", json_at(view, "warnings"), "text");
    return g_string_free(out, FALSE);
}
