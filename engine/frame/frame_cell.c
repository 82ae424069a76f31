/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One cell: where it ends, what number or text it holds. */
#include "frame_priv.h"

#include <math.h>
#include <string.h>

static const char *unquoted_end(const Frame *f, const char *at)
{
    bool quoted = false;
    for (; at < f->end && (quoted || (*at != f->separator && *at != '\n' && *at != '\r')); at++)
        quoted ^= *at == '"';
    return at;
}

bool frame_next(const Frame *frame, const char **at, FrameCell *cell)
{
    const char *c = *at;
    if (!c)
        return false;
    cell->at = c;
    if (frame->quotes)
        c = unquoted_end(frame, c);
    else
        while (c < frame->end && *c != frame->separator && *c != '\n' && *c != '\r')
            c++;
    cell->end = c;
    *at = c < frame->end && *c == frame->separator ? c + 1 : NULL;
    while (cell->at < cell->end && *cell->at == ' ')
        cell->at++;
    while (cell->at < cell->end && cell->end[-1] == ' ')
        cell->end--;
    return true;
}

char *frame_cell_text(FrameCell cell)
{
    g_autoptr(GString) out = g_string_new(NULL);
    bool quoted = cell.end - cell.at >= 2 && *cell.at == '"' && cell.end[-1] == '"';
    const char *end = cell.end - quoted;
    for (const char *c = cell.at + quoted; c < end; c++) {
        c += quoted && *c == '"' && c + 1 < end && c[1] == '"';
        g_string_append_c(out, *c ? *c : '?');
    }
    g_strstrip(out->str);
    if (g_utf8_validate(out->str, -1, NULL))
        return g_strdup(out->str);
    char *utf8 = g_convert(out->str, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
    return utf8 ? utf8 : g_utf8_make_valid(out->str, -1);
}

static bool is_missing(FrameCell cell)
{
    static const char *const words[] = { "NA", "NaN", ".", "N/A" };
    gsize size = (gsize)(cell.end - cell.at);
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
        if (strlen(words[i]) == size && g_ascii_strncasecmp(words[i], cell.at, size) == 0)
            return true;
    return size == 0;
}

/* By the C library, for what the quick way does not take: exponents, many digits. */
static bool slow_number(FrameCell cell, char separator, double *value)
{
    char text[64], *end;
    gsize size = (gsize)(cell.end - cell.at);
    if (size == 0 || size >= sizeof text)
        return false;
    for (gsize i = 0; i < size; i++) {
        if (!strchr("0123456789+-.eE,", cell.at[i]) || (cell.at[i] == ',' && separator == ','))
            return false;
        text[i] = cell.at[i] == ',' ? '.' : cell.at[i];
    }
    text[size] = '\0';
    *value = g_ascii_strtod(text, &end);
    return *end == '\0' && isfinite(*value);
}

bool frame_cell_number(FrameCell cell, char separator, double *value)
{
    /* Up to 15 digits over a power of ten up to 10^15 is the nearest double (Clinger 1990). */
    static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
    if (cell.end - cell.at >= 2 && *cell.at == '"' && cell.end[-1] == '"') {
        g_autofree char *text = frame_cell_text(cell);
        return frame_cell_number((FrameCell){ text, text + strlen(text) }, separator, value);
    }
    const char *c = cell.at;
    bool negative = c < cell.end && *c == '-';
    c += negative;
    int64_t digits = 0;
    int count = 0, after = 0;
    bool point = false;
    for (; c < cell.end; c++) {
        if (*c >= '0' && *c <= '9') {
            digits = digits * 10 + (*c - '0');
            after += point;
            if (++count > 15)
                return slow_number(cell, separator, value);
        } else if (!point && (*c == '.' || (*c == ',' && separator != ',')))
            point = true;
        else
            break;
    }
    if (c == cell.end && count > 0) {
        *value = (negative ? -(double)digits : (double)digits) / tens[after];
        return true;
    }
    if (is_missing(cell)) {
        *value = NAN;
        return true;
    }
    return slow_number(cell, separator, value);
}
