/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing in SVG: colours and weights come from the page's classes, places from here. */
#pragma once
#include "report_priv.h"

#define WIDTH 360 /* of every plot, so that a phone shows its text at full size */

XmlWriter *svg_begin(double height, const char *label);
Markup *svg_end(XmlWriter *w);
void svg_text(XmlWriter *w, const char *class, double x, double y, const char *format, ...) G_GNUC_PRINTF(5, 6);
void svg_line(XmlWriter *w, const char *class, double x1, double y1, double x2, double y2);
void svg_box(XmlWriter *w, const char *class, double x, double y, double width, double height, double radius);
void svg_dot(XmlWriter *w, const char *class, double x, double y, double radius);
/* Appends "L12.0 3.4" to a path. */
void svg_point(GString *path, const char *move, double x, double y);
/* The text of `key` in the view's language. Given. */
char *draw_say(const cJSON *view, const char *key);
typedef struct {
    double low, high; /* of the axis */
    const char *lang; /* borrowed from the view */
} Axis;
double axis_x(const Axis *axis, double value);
/* Takes the interval of `row` (ci_low, ci_high) in. */
void axis_widen(Axis *axis, const cJSON *row);
void interval_row(XmlWriter *w, const Axis *axis, const cJSON *row, const char *label, double y, bool bold);
/* The value of a number of the view by path, NaN when it is null or absent. */
double draw_number(const cJSON *view, const char *path);
