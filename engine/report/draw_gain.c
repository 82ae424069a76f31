/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each learner's scores over the occasions, the estimates with their intervals, and each question before and after. */
#include "draw_priv.h"

static const char *const occasions[] = { "pre", "post", "delayed" };
static const char *const occasion_labels[] = { "plot.pre", "plot.post", "plot.delayed" };

#define TOP 12.0
#define HEIGHT 220.0
static double slope_x(int o, int n)
{
    return 56 + o * 248.0 / (n - 1);
}

static double slope_y(double score)
{
    return TOP + HEIGHT * (1 - score / 100);
}

static void slope_axes(XmlWriter *w, const cJSON *view, int n)
{
    g_autofree char *unit = draw_say(view, "plot.per_cent");
    for (int score = 0; score <= 100; score += 25) {
        svg_line(w, "grid", 36, slope_y(score), WIDTH - 30, slope_y(score));
        svg_text(w, "small end", 30, slope_y(score) + 4, "%d", score);
    }
    for (int o = 0; o < n; o++) {
        g_autofree char *label = draw_say(view, occasion_labels[o]);
        svg_text(w, "small middle", slope_x(o, n), TOP + HEIGHT + 18, "%s", label);
    }
    svg_text(w, "small", 0, TOP + HEIGHT + 36, "%s", unit);
}

/* One path a learner, so that five hundred of them are a small file. */
static void slope_learner(XmlWriter *w, const cJSON *pair, int n)
{
    const char *class = json_int(pair, "sequence", 1) == 1   ? "one s1"
                        : json_int(pair, "sequence", 1) == 2 ? "one s2"
                                                             : "one s3";
    g_autoptr(GString) path = g_string_new(NULL);
    for (int o = 0; o < n; o++) {
        double score = json_double(pair, occasions[o], NAN);
        if (!isnan(score))
            svg_point(path, path->len ? "L" : "M", slope_x(o, n), slope_y(score));
    }
    xml_empty(w, "path", "class", class, "d", path->str, NULL);
}

static double mean_of(const cJSON *pairs, int o)
{
    double sum = 0;
    int n = 0;
    const cJSON *pair;
    cJSON_ArrayForEach(pair, pairs)
    {
        double score = json_double(pair, occasions[o], NAN);
        sum += isnan(score) ? 0 : score;
        n += !isnan(score);
    }
    return n ? sum / n : NAN;
}

/* The means of those in the estimate as bars: what a reader in a hurry looks at. */
Markup *draw_means(const cJSON *view)
{
    const cJSON *pairs = json_at(view, "gain.pairs");
    int n = json_bool(view, "about.has_delayed", false) ? 3 : 2;
    if (cJSON_GetArraySize(pairs) < 1)
        return NULL;
    g_autofree char *title = draw_say(view, "plot.means"), *unit = draw_say(view, "plot.per_cent");
    const double base = 176, tall = 140, step = WIDTH / (double)n, bar = 74;
    XmlWriter *w = svg_begin(base + 48, title);
    svg_line(w, "grid", 0, base - tall, WIDTH, base - tall);
    svg_text(w, "small", 0, base - tall - 4, "100");
    for (int o = 0; o < n; o++) {
        double mean = mean_of(pairs, o), height = isnan(mean) ? 0 : tall * mean / 100, middle = step * (o + .5);
        g_autofree char *label = draw_say(view, occasion_labels[o]);
        svg_box(w, o == 0 ? "f2" : "f1", middle - bar / 2, base - height, bar, height, 3);
        if (!isnan(mean))
            svg_text(w, "bar halo", middle, base - height - 8, "%.0f", mean);
        svg_text(w, "small middle", middle, base + 16, "%s", label);
    }
    svg_line(w, "axis", 0, base, WIDTH, base);
    svg_text(w, "small", 0, base + 38, "%s", unit);
    return svg_end(w);
}

Markup *draw_slopes(const cJSON *view)
{
    const cJSON *pairs = json_at(view, "gain.pairs"), *pair;
    int n = json_bool(view, "about.has_delayed", false) ? 3 : 2;
    if (cJSON_GetArraySize(pairs) < 1)
        return NULL;
    g_autofree char *title = draw_say(view, "plot.slopes");
    XmlWriter *w = svg_begin(TOP + HEIGHT + 44, title);
    slope_axes(w, view, n);
    cJSON_ArrayForEach(pair, pairs)
    {
        slope_learner(w, pair, n);
    }
    double before = NAN;
    for (int o = 0; o < n; o++) {
        double mean = mean_of(pairs, o);
        if (!isnan(before) && !isnan(mean))
            svg_line(w, "mean", slope_x(o - 1, n), slope_y(before), slope_x(o, n), slope_y(mean));
        before = mean;
    }
    for (int o = 0; o < n; o++) {
        double mean = mean_of(pairs, o);
        if (isnan(mean))
            continue;
        svg_dot(w, "meandot", slope_x(o, n), slope_y(mean), 5);
        svg_text(w, "value halo", slope_x(o, n) + 9, slope_y(mean) - 8, "%.0f", mean);
    }
    return svg_end(w);
}

double axis_x(const Axis *axis, double value)
{
    return 10 + (WIDTH - 20) * (value - axis->low) / (axis->high - axis->low);
}

void axis_widen(Axis *axis, const cJSON *row)
{
    axis->low = fmin(axis->low, draw_number(row, "ci_low")); /* fmin and fmax pass over NaN */
    axis->high = fmax(axis->high, draw_number(row, "ci_high"));
}

void interval_row(XmlWriter *w, const Axis *axis, const cJSON *row, const char *label, double y, bool bold)
{
    double estimate = draw_number(row, "estimate"), low = draw_number(row, "ci_low"),
           high = draw_number(row, "ci_high");
    g_autofree char *value = view_read(estimate, "", 1),
                    *range = view_range(axis->lang, (StatsInterval){ low, high }, 1);
    svg_text(w, bold ? "label halo bold" : "label halo", 2, y, "%s", label);
    g_autofree char *both = isnan(low) ? g_strdup(value) : g_strdup_printf("%s (%s)", value, range);
    svg_text(w, bold ? "label halo bold end" : "label halo end", WIDTH - 2, y, "%s", both);
    svg_line(w, "zero", axis_x(axis, 0), y + 6, axis_x(axis, 0), y + 20);
    if (isnan(low))
        return;
    svg_line(w, bold ? "ci strong" : "ci", axis_x(axis, low), y + 13, axis_x(axis, high), y + 13);
    svg_dot(w, bold ? "meandot" : "cidot", axis_x(axis, estimate), y + 13, bold ? 5.5 : 4);
}

static int rows_told(const cJSON *rows)
{
    const cJSON *row;
    int n = 0;
    cJSON_ArrayForEach(row, rows)
    {
        n += json_bool(row, "ok", false);
    }
    return n;
}

static char *variant_label(const cJSON *view, const cJSON *row)
{
    g_autofree char *key = g_strconcat("short.", json_string(row, "id"), NULL), *text = draw_say(view, key);
    return g_strdup_printf("%s, n = %d", text, (int)json_int(row, "n", 0));
}

Markup *draw_intervals(const cJSON *view)
{
    const cJSON *rows = json_at(view, "gain.sensitivity"), *row, *paired = json_at(view, "gain.paired");
    if (!json_bool(view, "gain.primary.ok", false))
        return NULL;
    Axis axis = { -1, 1, json_string(view, "about.lang") };
    cJSON_ArrayForEach(row, rows)
    {
        axis_widen(&axis, row);
    }
    axis_widen(&axis, paired);
    double pad = (axis.high - axis.low) * .06, y = 16, height = 40.0 * (rows_told(rows) + 1) + 32;
    axis.low -= pad;
    axis.high += pad;
    g_autofree char *title = draw_say(view, "plot.intervals"), *raw = draw_say(view, "plot.raw"),
                    *none = draw_say(view, "plot.no_change");
    XmlWriter *w = svg_begin(height, title);
    cJSON_ArrayForEach(row, rows)
    {
        bool first = row == rows->child;
        if (!json_bool(row, "ok", false))
            continue;
        g_autofree char *short_label = variant_label(view, row);
        interval_row(w, &axis, row, short_label, y, first);
        y += 40;
        if (!first)
            continue;
        interval_row(w, &axis, paired, raw, y, false);
        y += 40;
    }
    svg_text(w, "small middle", fmin(fmax(axis_x(&axis, 0), 56), WIDTH - 56), height - 8, "%s", none);
    return svg_end(w);
}

static void item_row(XmlWriter *w, const cJSON *item, double y)
{
    const double left = 92, width = 206;
    double pre = draw_number(item, "pre.facility"), post = draw_number(item, "post.facility"), change = post - pre;
    const char *class = change < 0 ? "down" : "up";
    svg_text(w, "small end", left - 12, y + 4, "%s%s", json_string(item, "id"),
        json_bool(item, "change.paired", false) ? " ◆" : "");
    svg_line(w, "grid", left, y, left + width, y);
    if (!isnan(change))
        svg_line(w, class, left + width * pre, y, left + width * post, y);
    if (!isnan(pre))
        svg_dot(w, "before", left + width * pre, y, 3.6);
    if (!isnan(post))
        svg_dot(w, "after", left + width * post, y, 4);
    g_autofree char *text = view_read(100 * change, "", 0);
    svg_text(w, "small end", WIDTH - 2, y + 4, "%s%s", change > 0 ? "+" : "", text);
}

Markup *draw_items(const cJSON *view)
{
    const cJSON *items = json_at(view, "items"), *item;
    int n = cJSON_GetArraySize(items);
    if (n == 0)
        return NULL;
    double y = 34;
    g_autofree char *title = draw_say(view, "say.question_by_question");
    g_autofree char *before = draw_say(view, "plot.before"), *after = draw_say(view, "plot.after");
    XmlWriter *w = svg_begin(y + 17.0 * n + 4, title);
    svg_dot(w, "before", 98, 8, 3.6);
    svg_text(w, "small", 106, 12, "%s", before);
    svg_dot(w, "after", 186, 8, 4);
    svg_text(w, "small", 194, 12, "%s", after);
    svg_text(w, "small middle", 92, 26, "0");
    svg_text(w, "small middle", 298, 26, "100\302\240%%");
    cJSON_ArrayForEach(item, items)
    {
        item_row(w, item, y);
        y += 17;
    }
    return svg_end(w);
}
