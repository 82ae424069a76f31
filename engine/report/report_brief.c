/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report in a page of text for a terminal of 80 columns: the sentences, the outcomes, who was lost, the threats. */
#include "report_priv.h"

#define COLUMNS 80
#define GAP 2

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

static int length(const char *text)
{
    return (int)g_utf8_strlen(text, -1);
}

static void pad(GString *out, int n)
{
    for (int i = 0; i < n; i++)
        g_string_append_c(out, ' ');
}

/* Words in lines of `width` characters, as char *; given. A per cent sign stays with its number. */
static GPtrArray *lines_of(const char *text, int width)
{
    g_autofree char *tied = view_typeset(text);
    g_auto(GStrv) words = g_strsplit(tied, " ", -1);
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) line = g_string_new(NULL);
    for (int i = 0; words[i]; i++) {
        if (line->len && length(line->str) + 1 + length(words[i]) > width) {
            g_ptr_array_add(lines, g_strdup(line->str));
            g_string_truncate(line, 0);
        }
        g_string_append_printf(line, "%s%s", line->len ? " " : "", words[i]);
    }
    g_ptr_array_add(lines, g_strdup(line->str));
    return lines;
}

/* A paragraph, its later lines indented. */
static void put_text(GString *out, const char *first, const char *text)
{
    int indent = length(first);
    g_autoptr(GPtrArray) lines = lines_of(text, COLUMNS - indent);
    for (guint i = 0; i < lines->len; i++) {
        if (i == 0)
            g_string_append(out, first);
        else
            pad(out, indent);
        g_string_append_printf(out, "%s\n", (char *)lines->pdata[i]);
    }
}

typedef enum { COLUMN_N, COLUMN_ESTIMATE, COLUMN_CI, COLUMN_P, TABLE_COLUMNS } Column;
typedef struct {
    GString *out;
    const cJSON *view;
    int width[TABLE_COLUMNS], label; /* in characters */
} Table;

static void put_row(const Table *t, int indent, const char *label, char *const cells[TABLE_COLUMNS])
{
    g_autoptr(GPtrArray) lines = lines_of(label, t->label - indent);
    for (guint i = 0; i < lines->len; i++) {
        bool last = i + 1 == lines->len;
        pad(t->out, indent);
        g_string_append(t->out, lines->pdata[i]);
        pad(t->out, last ? t->label - indent - length(lines->pdata[i]) : 0);
        for (int c = 0; last && c < TABLE_COLUMNS; c++) {
            pad(t->out, GAP + t->width[c] - length(cells[c]));
            g_string_append(t->out, cells[c]);
        }
        g_string_append_c(t->out, '\n');
    }
}

/* Begins a table whose columns hold their heads in any language. */
static Table begin(GString *out, const cJSON *view, const char *title)
{
    static const int least[TABLE_COLUMNS] = { 4, 8, 14, 8 };
    static const char *const keys[TABLE_COLUMNS] = { NULL, "say.estimate", "say.interval", "say.p" };
    char *heads[TABLE_COLUMNS];
    Table t = { out, view, { 0 }, COLUMNS };
    for (int c = 0; c < TABLE_COLUMNS; c++) {
        heads[c] = keys[c] ? say(view, keys[c]) : g_strdup("n");
        t.width[c] = MAX(least[c], length(heads[c]));
        t.label -= GAP + t.width[c];
    }
    g_autofree char *label = say(view, title);
    g_string_append_c(out, '\n');
    put_row(&t, 0, label, heads);
    for (int c = 0; c < TABLE_COLUMNS; c++)
        g_free(heads[c]);
    return t;
}

static void row_of(const Table *t, int indent, const cJSON *row, const char *label, const char *p)
{
    double low = json_double(row, "ci_low.value", NAN), high = json_double(row, "ci_high.value", NAN);
    char *cells[TABLE_COLUMNS] = { [COLUMN_N] = view_count(json_int(row, "n", 0)),
        [COLUMN_ESTIMATE] = figure(row, "estimate"),
        [COLUMN_CI] = isnan(low) ? g_strdup("–")
                                 : view_range(json_string(t->view, "about.lang"), (StatsInterval){ low, high }, 1),
        [COLUMN_P] = figure(row, p) };
    put_row(t, indent, label, cells);
    for (int c = 0; c < TABLE_COLUMNS; c++)
        g_free(cells[c]);
}

/* The outcomes of one part in the plan under its name. */
static void put_role(const Table *t, const char *role)
{
    const cJSON *row;
    bool family = g_str_equal(role, "family"), named = false;
    cJSON_ArrayForEach(row, json_at(t->view, "study.outcomes"))
    {
        const char *arm = json_string(row, "arm");
        if (!g_str_equal(json_string(row, "role"), role))
            continue;
        g_autofree char *key = g_strconcat("say.role_", role, NULL), *name = say(t->view, key),
                        *label = g_strconcat(json_string(row, "label"), *arm ? ", " : "", arm, NULL);
        if (!named)
            g_string_append_printf(t->out, "%s%s\n", name, family ? ", Holm" : "");
        named = true;
        row_of(t, GAP, row, label, family ? "p_holm" : "p");
    }
}

static void put_outcomes(GString *out, const cJSON *view)
{
    static const char *const roles[] = { "primary", "family", "exploratory" };
    Table t = begin(out, view, "say.outcomes");
    for (guint r = 0; r < G_N_ELEMENTS(roles); r++)
        put_role(&t, roles[r]);
}

static void put_variants(GString *out, const cJSON *view, const char *path, const char *title)
{
    const cJSON *row, *rows = json_at(view, path);
    if (cJSON_GetArraySize(rows) == 0)
        return;
    Table t = begin(out, view, title);
    cJSON_ArrayForEach(row, rows)
    {
        const char *why = json_string(row, "why"), *arm = json_string(row, "arm");
        g_autofree char *key = g_strconcat("short.", json_string(row, "id"), NULL), *name = say(view, key),
                        *label = g_strconcat(name, *arm ? ", " : "", arm, NULL);
        g_autofree char *line = why && *why ? g_strdup_printf("%s: %s", label, why) : NULL;
        if (line)
            put_text(out, "", line);
        else
            row_of(&t, 0, row, label, "p");
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
        put_text(out, "- ", member ? json_string(row, member) : row->valuestring);
    }
}

char *report_brief(const cJSON *view)
{
    static const char *const sentences[] = { "headline.text", "headline.detail", "headline.who", "headline.trust" };
    GString *out = g_string_new(NULL);
    g_autofree char *title =
        g_strdup_printf("%s · %s", json_string(view, "about.title"), json_string(view, "about.cohort"));
    put_text(out, "", title);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < G_N_ELEMENTS(sentences); i++)
        if (json_string(view, sentences[i]) && *json_string(view, sentences[i]))
            put_text(out, "", json_string(view, sentences[i]));
    if (json_at(view, "gain")) {
        put_outcomes(out, view);
        g_string_append_c(out, '\n');
        put_text(out, "", json_string(view, "study.cluster.text"));
        put_variants(out, view, "gain.sensitivity", "say.sensitivity");
        put_variants(out, view, "study.sensitivity", "say.sensitivity_arms");
    }
    put_list(out, view, "say.departures", json_at(view, "plan.departures"), NULL);
    put_list(out, view, "say.threats", json_at(view, "warnings"), "text");
    return g_string_free(out, FALSE);
}
