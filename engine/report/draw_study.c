/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How learners changed, what was learnt of what, and the arms side by side. */
#include "draw_priv.h"

#define BARS_MAX 24
#define BASE 170.0

typedef struct {
    double low, width, tick; /* of the first bar; of each; from one number on the axis to the next */
    int n, most, count[BARS_MAX];
} Bars;

/* Bars of 5 points, or of 10 where the changes are far apart. */
static Bars bars_of(const cJSON *pairs)
{
    double low = 0, high = 0;
    const cJSON *pair;
    cJSON_ArrayForEach(pair, pairs)
    {
        double change = json_double(pair, "post", NAN) - json_double(pair, "pre", NAN);
        low = fmin(low, change);
        high = fmax(high, change);
    }
    Bars b = { .width = high - low > 5 * (BARS_MAX - 2) ? 10 : 5 };
    b.low = floor(low / b.width) * b.width;
    b.n = MIN(BARS_MAX, (int)floor((high - b.low) / b.width) + 1);
    b.tick = b.n <= 6 ? b.width : b.n <= 12 ? 2 * b.width : 4 * b.width;
    cJSON_ArrayForEach(pair, pairs)
    {
        double change = json_double(pair, "post", NAN) - json_double(pair, "pre", NAN);
        int bar = isnan(change) ? 0 : CLAMP((int)floor((change - b.low) / b.width + 1e-9), 0, b.n - 1);
        b.count[bar]++;
        b.most = MAX(b.most, b.count[bar]);
    }
    return b;
}

Markup *draw_differences(const cJSON *view)
{
    const cJSON *pairs = json_at(view, "gain.pairs");
    if (cJSON_GetArraySize(pairs) < 1)
        return NULL;
    Bars b = bars_of(pairs);
    const double left = 30, step = (WIDTH - 40.0) / b.n;
    g_autofree char *title = draw_say(view, "plot.differences"), *unit = draw_say(view, "plot.points"),
                    *people = draw_say(view, "plot.learners");
    XmlWriter *w = svg_begin(BASE + 44, title);
    for (int half = 1; half <= 2; half++) {
        double value = b.most * half / 2.0, y = BASE - 140.0 * half / 2;
        svg_line(w, "grid", left, y, WIDTH - 10, y);
        if (value == floor(value))
            svg_text(w, "small end", left - 5, y + 4, "%.0f", value);
    }
    for (int i = 0; i < b.n; i++) {
        double height = 140.0 * b.count[i] / b.most;
        const char *class = b.low + i * b.width >= 0 ? "f1" : "f3";
        if (b.count[i] > 0)
            svg_box(w, class, left + step * i + 1, BASE - height, step - 2, height, 1);
        g_autofree char *edge = view_read(b.low + i * b.width, "", 0);
        if (fmod(b.low + i * b.width, b.tick) == 0)
            svg_text(w, "small middle", left + step * i, BASE + 14, "%s", edge);
    }
    double zero = left + step * (0 - b.low) / b.width;
    svg_line(w, "zero", zero, BASE - 148, zero, BASE);
    svg_line(w, "axis", left, BASE, WIDTH - 10, BASE);
    svg_text(w, "small", 0, 12, "%s", people);
    svg_text(w, "small end", WIDTH - 10, BASE + 32, "%s", unit);
    return svg_end(w);
}

/* "o1 (n = 24)" */
static char *part_label(const cJSON *row)
{
    return g_strdup_printf("%s (n = %d)", json_string(row, "label"), (int)json_int(row, "n", 0));
}

static void put_rows(XmlWriter *w, const Axis *axis, const cJSON *rows, double *y)
{
    const cJSON *row;
    cJSON_ArrayForEach(row, rows)
    {
        g_autofree char *label = part_label(row);
        interval_row(w, axis, row, label, *y, false);
        *y += 40;
    }
}

static Axis padded(Axis axis)
{
    double pad = (axis.high - axis.low) * .06;
    return (Axis){ axis.low - pad, axis.high + pad, axis.lang };
}

Markup *draw_parts(const cJSON *view)
{
    const cJSON *objectives = json_at(view, "learning.objectives"), *levels = json_at(view, "learning.levels"), *row;
    int n = cJSON_GetArraySize(objectives) + cJSON_GetArraySize(levels);
    if (n == 0)
        return NULL;
    Axis axis = { -1, 1, json_string(view, "about.lang") };
    cJSON_ArrayForEach(row, objectives)
    {
        axis_widen(&axis, row);
    }
    cJSON_ArrayForEach(row, levels)
    {
        axis_widen(&axis, row);
    }
    axis = padded(axis);
    double y = 16, height = 40.0 * n + 32;
    g_autofree char *title = draw_say(view, "plot.parts"), *none = draw_say(view, "plot.no_change");
    XmlWriter *w = svg_begin(height, title);
    put_rows(w, &axis, objectives, &y);
    put_rows(w, &axis, levels, &y);
    svg_text(w, "small middle", fmin(fmax(axis_x(&axis, 0), 56), WIDTH - 56), height - 8, "%s", none);
    return svg_end(w);
}

static Markup *draw_arms(const cJSON *view)
{
    const cJSON *rows = json_at(view, "study.arms"), *row;
    Axis axis = { -1, 1, json_string(view, "about.lang") };
    cJSON_ArrayForEach(row, rows)
    {
        axis_widen(&axis, json_at(row, "gain"));
    }
    axis = padded(axis);
    double y = 16, height = 40.0 * cJSON_GetArraySize(rows) + 32;
    g_autofree char *title = draw_say(view, "plot.arms"), *none = draw_say(view, "plot.no_change");
    XmlWriter *w = svg_begin(height, title);
    cJSON_ArrayForEach(row, rows)
    {
        g_autofree char *label =
            g_strdup_printf("%s (n = %d)", json_string(row, "arm"), (int)json_int(row, "gain.n", 0));
        interval_row(w, &axis, json_at(row, "gain"), label, y, false);
        y += 40;
    }
    svg_text(w, "small middle", fmin(fmax(axis_x(&axis, 0), 56), WIDTH - 56), height - 8, "%s", none);
    return svg_end(w);
}

Markup *draw_first(const cJSON *view)
{
    if (!json_bool(view, "headline.known", false))
        return NULL;
    return json_bool(view, "study.has_arms", false) ? draw_arms(view) : draw_means(view);
}
