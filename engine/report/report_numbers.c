/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a number enters the view and how it is read out. */
#include "report_priv.h"

void view_number(cJSON *object, const char *key, const char *name, double value, const char *unit, int digits)
{
    cJSON *number = view_object(object, key);
    json_put(number, "name", name);
    json_put_double(number, "value", value);
    json_put(number, "unit", unit);
    json_put_int(number, "digits", digits);
}

void view_interval(cJSON *object, const char *key, const char *name, StatsInterval ci, const char *unit, int digits)
{
    g_autofree char *low = g_strconcat(key, "_low", NULL), *high = g_strconcat(key, "_high", NULL);
    g_autofree char *low_name = g_strconcat(name, ", lower end", NULL),
                    *high_name = g_strconcat(name, ", upper end", NULL);
    view_number(object, low, low_name, ci.low, unit, digits);
    view_number(object, high, high_name, ci.high, unit, digits);
}

void view_put_occasion(cJSON *row, const ReportData *data, Occasion occasion)
{
    static const char *const keys[OCCASIONS] = { "plot.pre", "plot.post", "plot.delayed" };
    json_put(row, "occasion", occasion_name(occasion));
    view_say(row, "occasion_label", report_say(data->lang, keys[occasion], NULL));
}

cJSON *view_object(cJSON *parent, const char *key)
{
    cJSON *object = cJSON_CreateObject();
    json_put_item(parent, key, object);
    return object;
}

cJSON *view_array(cJSON *parent, const char *key)
{
    cJSON *array = cJSON_CreateArray();
    json_put_item(parent, key, array);
    return array;
}

cJSON *view_row(cJSON *array)
{
    cJSON *row = cJSON_CreateObject();
    cJSON_AddItemToArray(array, row);
    return row;
}

void view_text(cJSON *object, const char *key, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    json_put(object, key, text);
}

/* ".012": no digit before the point where the number cannot reach 1. */
static char *probability(double p)
{
    if (p < .001)
        return g_strdup("p < .001");
    char text[32];
    g_ascii_formatd(text, sizeof text, p < .1 ? "%.3f" : "%.2f", p);
    return g_strconcat("p = ", text[0] == '0' ? text + 1 : text, NULL);
}

char *view_read(double value, const char *unit, int digits)
{
    if (isnan(value))
        return g_strdup("–");
    if (g_str_equal(unit, "p"))
        return probability(value);
    char format[8], text[64];
    g_snprintf(format, sizeof format, "%%.%df", digits);
    g_ascii_formatd(text, sizeof text, format, fabs(value));
    /* a minus only before what is not rounded to zero */
    bool negative = value < 0 && strspn(text, "0.") < strlen(text);
    return g_strconcat(negative ? "−" : "", text, g_str_equal(unit, PERCENT) ? " %" : "", NULL);
}

char *view_range(const char *lang, StatsInterval ci, int digits)
{
    g_autofree char *low = view_read(ci.low, "", digits), *high = view_read(ci.high, "", digits);
    return report_say(lang, "range", "low", low, "high", high, NULL);
}

char *view_typeset(const char *text)
{
    g_autoptr(GString) out = g_string_new(text);
    g_string_replace(out, " %", "\302\240%", 0);
    return g_strdup(out->str);
}
