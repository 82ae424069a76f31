/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Participants' flow, where the messages are, and who talked. */
#include "draw_priv.h"

#define LEFT_BOX 190.0
#define LINE 15.0

static double flow_height(const cJSON *stage)
{
    return fmax(44, 14 + LINE * cJSON_GetArraySize(json_at(stage, "lost")));
}

static void flow_stage(XmlWriter *w, const cJSON *stage, double y, double height, bool last)
{
    svg_box(w, "box", 1, y, LEFT_BOX, 44, 6);
    svg_text(w, "n", 14, y + 29, "%d", (int)json_int(stage, "n", 0));
    /* the label in two lines of about equal length */
    const char *label = json_string(stage, "label"),
               *cut = strlen(label) > 16 ? strchr(label + strlen(label) / 2 - 3, ' ') : NULL;
    double left = json_int(stage, "n", 0) < 1000 ? 56 : 68;
    g_autofree char *first = cut ? g_strndup(label, cut - label) : g_strdup(label);
    svg_text(w, "label", left, cut ? y + 19 : y + 27, "%s", first);
    if (cut)
        svg_text(w, "label", left, y + 34, "%s", cut + 1);
    if (!last)
        svg_line(w, "arrow", 28, y + 44, 28, y + height + 12);
}

static void flow_lost(XmlWriter *w, const cJSON *lost, double y)
{
    int n = cJSON_GetArraySize(lost), i = 0;
    if (n == 0)
        return;
    double top = y - 4;
    svg_line(w, "arrow thin", LEFT_BOX + 1, y + 16, LEFT_BOX + 16, y + 16);
    svg_box(w, "lost", LEFT_BOX + 16, top, WIDTH - LEFT_BOX - 17, 10 + LINE * n, 6);
    const cJSON *row;
    cJSON_ArrayForEach(row, lost)
    {
        svg_text(w, "small", LEFT_BOX + 24, top + 16 + LINE * i++, "%d %s", (int)json_int(row, "n", 0),
            json_string(row, "label"));
    }
}

Markup *draw_flow(const cJSON *view)
{
    const cJSON *flow = json_at(view, "people.flow"), *stage;
    double height = 8, y = 4;
    cJSON_ArrayForEach(stage, flow)
    {
        height += flow_height(stage) + 12;
    }
    g_autofree char *title = draw_say(view, "say.who_took_part");
    XmlWriter *w = svg_begin(height, title);
    cJSON_ArrayForEach(stage, flow)
    {
        double h = flow_height(stage);
        flow_stage(w, stage, y, h, !stage->next);
        flow_lost(w, json_at(stage, "lost"), y + 4);
        y += h + 12;
    }
    return svg_end(w);
}

Markup *draw_delivery(const cJSON *view)
{
    const cJSON *total = json_at(view, "delivery.total");
    double owed = json_double(total, "owed", 0), read = json_double(total, "read", 0),
           done = json_double(total, "delivered", 0);
    double accepted = json_double(total, "accepted", 0);
    const struct {
        const char *class, *label;
        double n;
    } parts[] = { { "f1", "plot.read", read }, { "f2", "plot.delivered", done - read },
        { "f3", "plot.sent", accepted - done }, { "f4", "plot.failed", json_double(total, "failed", 0) },
        { "f5", "plot.waiting", json_double(total, "waiting", 0) },
        { "f6", "plot.not_sent", json_double(total, "not_sent", 0) } };
    if (owed <= 0)
        return NULL;
    g_autofree char *title = draw_say(view, "say.delivery");
    XmlWriter *w = svg_begin(96, title);
    double x = 0;
    for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
        double width = WIDTH * parts[i].n / owed;
        if (parts[i].n > 0)
            svg_box(w, parts[i].class, x, 0, fmax(width - 1, .6), 26, 2);
        x += width;
        double left = (i % 2) * WIDTH / 2.0, y = 46 + 18.0 * (i / 2);
        svg_box(w, parts[i].class, left, y - 9, 10, 10, 2);
        g_autofree char *label = draw_say(view, parts[i].label);
        svg_text(w, "small", left + 16, y, "%.0f %s", parts[i].n, label);
    }
    return svg_end(w);
}

Markup *draw_lorenz(const cJSON *view)
{
    const cJSON *points = json_at(view, "talk.lorenz"), *point;
    int n = cJSON_GetArraySize(points), i = 0;
    if (n < 2 || !json_bool(view, "talk.ok", false))
        return NULL;
    const double left = 40, top = 8, size = 230;
    g_autofree char *title = draw_say(view, "say.evenness");
    g_autofree char *equal = draw_say(view, "plot.all_equal"), *axes = draw_say(view, "plot.lorenz_axes");
    XmlWriter *w = svg_begin(290, title);
    svg_box(w, "frame", left, top, size, size, 0);
    svg_line(w, "even", left, top + size, left + size, top);
    g_autoptr(GString) path = g_string_new(NULL);
    svg_point(path, "M", left, top + size);
    cJSON_ArrayForEach(point, points)
    {
        i++;
        svg_point(path, "L", left + size * i / n, top + size * (1 - point->valuedouble));
    }
    xml_empty(w, "path", "class", "curve", "d", path->str, NULL);
    svg_text(w, "small", left + 66, top + 76, "%s", equal);
    svg_text(w, "small end", left - 6, top + 8, "100\302\240%%");
    svg_text(w, "small end", left - 6, top + size + 2, "0");
    svg_text(w, "small end", left + size, top + size + 18, "100\302\240%%");
    svg_text(w, "small", left, top + size + 36, "%s", axes);
    return svg_end(w);
}

#define CODE_COLOURS 6

/* One bar a week, the codes on each other: only where they exclude each other and so come to the whole. */
Markup *draw_coded(const cJSON *view, const cJSON *coded)
{
    const cJSON *weeks = json_at(coded, "weeks"), *codes = json_at(coded, "codes"), *code;
    int n = cJSON_GetArraySize(weeks), k = cJSON_GetArraySize(codes);
    if (!json_bool(coded, "one", false) || n == 0 || k == 0 || k > CODE_COLOURS)
        return NULL;
    const double base = 130, tall = 120, step = (WIDTH - 8.0) / MAX(n, 4), bar = fmin(step * .7, 34);
    g_autofree char *title = draw_say(view, "plot.coded"), *week_word = draw_say(view, "plot.week");
    XmlWriter *w = svg_begin(base + 44 + 16 * k, title);
    for (int i = 0; i < n; i++) {
        double x = 4 + step * i + (step - bar) / 2, y = base;
        int c = 0;
        cJSON_ArrayForEach(code, codes)
        {
            g_autofree char *path = g_strdup_printf("by_week.%d.share", i), *class = g_strdup_printf("f%d", ++c);
            double share = draw_number(code, path), height = isnan(share) ? 0 : tall * share / 100;
            y -= height;
            if (height > 0)
                svg_box(w, class, x, y, bar, height, 0);
        }
        svg_text(
            w, "small middle", x + bar / 2, base + 14, "%d", (int)json_int(cJSON_GetArrayItem(weeks, i), "week", 0));
    }
    svg_line(w, "axis", 0, base, WIDTH, base);
    svg_text(w, "small", 4, base + 30, "%s", week_word);
    int c = 0;
    cJSON_ArrayForEach(code, codes)
    {
        g_autofree char *class = g_strdup_printf("f%d", ++c);
        svg_box(w, class, 4, base + 24 + 16 * c, 10, 10, 2);
        svg_text(w, "small", 20, base + 33 + 16 * c, "%s", json_string(code, "title"));
    }
    return svg_end(w);
}

Markup *draw_posts(const cJSON *view)
{
    const cJSON *weeks = json_at(view, "talk.weeks"), *week;
    int n = cJSON_GetArraySize(weeks), i = 0;
    double most = 1;
    cJSON_ArrayForEach(week, weeks)
    {
        most = fmax(most, json_double(week, "learners", 0) + json_double(week, "facilitator", 0));
    }
    if (n == 0)
        return NULL;
    const double base = 130, left = 4, step = (WIDTH - 8.0) / MAX(n, 4), bar = fmin(step * .7, 34);
    g_autofree char *title = draw_say(view, "say.post_caption");
    g_autofree char *week_word = draw_say(view, "plot.week"), *learners = draw_say(view, "plot.by_learners"),
                    *facilitator = draw_say(view, "plot.by_facilitator");
    XmlWriter *w = svg_begin(172, title);
    cJSON_ArrayForEach(week, weeks)
    {
        double own = 110 * json_double(week, "learners", 0) / most,
               other = 110 * json_double(week, "facilitator", 0) / most;
        double x = left + step * i + (step - bar) / 2;
        svg_box(w, "f1", x, base - own, bar, own, 2);
        svg_box(w, "f3", x, base - own - other, bar, other, 2);
        if (n <= 16 || i % 4 == 0)
            svg_text(w, "small middle", x + bar / 2, base + 14, "%d", (int)json_int(week, "week", 0));
        if (n <= 12 && own > 0)
            svg_text(w, "small middle", x + bar / 2, base - own - other - 4, "%d", (int)json_int(week, "learners", 0));
        i++;
    }
    svg_line(w, "axis", 0, base, WIDTH, base);
    svg_text(w, "small", 4, base + 34, "%s", week_word);
    svg_box(w, "f1", 170, base + 25, 10, 10, 2);
    svg_text(w, "small", 186, base + 34, "%s", learners);
    svg_box(w, "f3", 256, base + 25, 10, 10, 2);
    svg_text(w, "small", 272, base + 34, "%s", facilitator);
    return svg_end(w);
}
