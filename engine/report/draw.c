/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw_priv.h"

/* A coordinate with one decimal, in any locale. */
typedef struct {
    char text[24];
} Place;

static const char *place(Place *p, double value)
{
    return g_ascii_formatd(p->text, sizeof p->text, "%.1f", value);
}

XmlWriter *svg_begin(double height, const char *label)
{
    XmlWriter *w = xml_writer_new();
    g_autofree char *box = g_strdup_printf("0 0 %d %d", WIDTH, (int)ceil(height));
    xml_open(w, "svg", "class", "plot", "viewBox", box, "role", "img", "aria-label", label, NULL);
    return w;
}

Markup *svg_end(XmlWriter *w)
{
    xml_close(w);
    return xml_writer_end(w);
}

void svg_text(XmlWriter *w, const char *class, double x, double y, const char *format, ...)
{
    Place px, py;
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    xml_open(w, "text", "class", class, "x", place(&px, x), "y", place(&py, y), NULL);
    xml_put(w, text);
    xml_close(w);
}

void svg_line(XmlWriter *w, const char *class, double x1, double y1, double x2, double y2)
{
    Place a, b, c, d;
    xml_empty(w, "line", "class", class, "x1", place(&a, x1), "y1", place(&b, y1), "x2", place(&c, x2), "y2",
        place(&d, y2), NULL);
}

void svg_box(XmlWriter *w, const char *class, double x, double y, double width, double height, double radius)
{
    Place a, b, c, d, e;
    xml_empty(w, "rect", "class", class, "x", place(&a, x), "y", place(&b, y), "width", place(&c, fmax(width, 0)),
        "height", place(&d, fmax(height, 0)), "rx", place(&e, radius), NULL);
}

void svg_dot(XmlWriter *w, const char *class, double x, double y, double radius)
{
    Place a, b, c;
    xml_empty(w, "circle", "class", class, "cx", place(&a, x), "cy", place(&b, y), "r", place(&c, radius), NULL);
}

double draw_number(const cJSON *view, const char *path)
{
    g_autofree char *full = g_strconcat(path, ".value", NULL);
    return json_double(view, full, NAN);
}

char *draw_say(const cJSON *view, const char *key)
{
    g_autofree char *text = report_say(json_string(view, "about.lang"), key, NULL);
    return view_typeset(text);
}

void svg_point(GString *path, const char *move, double x, double y)
{
    char a[24], b[24];
    g_string_append_printf(
        path, "%s%s %s", move, g_ascii_formatd(a, sizeof a, "%.1f", x), g_ascii_formatd(b, sizeof b, "%.1f", y));
}
