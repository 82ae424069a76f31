/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading: one pass finds the rows and counts their cells; cells are converted when they are asked for, so that a file
 * of a hundred thousand rows costs no more than the columns that are used. */
#include "frame_priv.h"

#include "error.h"

#include <string.h>

void frame_free(Frame *frame)
{
    if (!frame)
        return;
    g_free(frame->name);
    g_ptr_array_unref(frame->headers);
    g_array_unref(frame->rows);
    g_free(frame);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Of , ; and tab the one that is most frequent outside quotes on the first line that is not blank. */
static char find_separator(const char *at, const char *end)
{
    static const char candidates[] = { ',', ';', '\t' };
    guint counts[G_N_ELEMENTS(candidates)] = { 0 };
    bool quoted = false;
    while (at < end && (is_line_end(*at) || *at == ' '))
        at++;
    for (; at < end && (quoted || !is_line_end(*at)); at++) {
        quoted ^= *at == '"';
        for (gsize i = 0; i < G_N_ELEMENTS(candidates); i++)
            counts[i] += !quoted && *at == candidates[i];
    }
    gsize best = 0;
    for (gsize i = 1; i < G_N_ELEMENTS(candidates); i++)
        best = counts[i] > counts[best] ? i : best;
    return candidates[best];
}

/* Where the row at `at` ends (its line end or the end of all), how many cells it has and whether one holds anything. */
typedef struct {
    const char *end;
    guint cells, lines;
    bool any, open; /* open: a quote was not closed */
} Extent;

static Extent measure(const Frame *f, const char *at)
{
    Extent e = { .cells = 1, .lines = 1 };
    bool quoted = false;
    for (; at < f->end; at++) {
        char c = *at;
        if (c == f->separator) {
            e.cells += !quoted;
        } else if (is_line_end(c)) {
            if (!quoted)
                break;
            e.lines += c == '\n' || at + 1 == f->end || at[1] != '\n';
        } else if (c == '"') {
            quoted = !quoted;
            e.any = true;
        } else
            e.any |= c != ' ';
    }
    e.end = at;
    e.open = quoted;
    return e;
}

static bool complain(const Frame *f, guint line, GError **error, const char *what)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%u: %s", f->name, line, what);
    return false;
}

static bool read_rows(Frame *f, const char *at, GError **error)
{
    guint line = 1;
    while (at < f->end) {
        Extent e = measure(f, at);
        if (e.open)
            return complain(f, line, error, "a quote is not closed");
        if (e.any && !f->headers->len) {
            FrameCell cell;
            for (const char *c = at; frame_next(f, &c, &cell);)
                g_ptr_array_add(f->headers, frame_cell_text(cell));
        } else if (e.any) {
            if (e.cells > f->headers->len) {
                g_autofree char *what = g_strdup_printf("the row has %u cells, but the first row names %u columns%s",
                    e.cells, f->headers->len, f->separator == ',' ? "; a number with a comma needs quotes" : "");
                return complain(f, line, error, what);
            }
            g_array_append_vals(f->rows, &(FrameRow){ at, line }, 1);
        }
        at = e.end;
        at += at < f->end && *at == '\r';
        at += at < f->end && *at == '\n';
        line += e.lines;
    }
    return true;
}

Frame *frame_parse(const char *bytes, gsize size, const char *name, GError **error)
{
    const char *at = bytes;
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    g_autoptr(Frame) f = g_new0(Frame, 1);
    f->name = g_strdup(name);
    f->end = bytes + size;
    f->separator = find_separator(at, f->end);
    f->quotes = memchr(bytes, '"', size) != NULL;
    f->headers = g_ptr_array_new_with_free_func(g_free);
    f->rows = g_array_new(FALSE, FALSE, sizeof(FrameRow));
    if (!read_rows(f, at, error))
        return NULL;
    if (!f->headers->len) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT,
            "%s is empty; its first row must name the columns, the others hold the data", name);
        return NULL;
    }
    return g_steal_pointer(&f);
}

int frame_rows(const Frame *frame)
{
    return (int)frame->rows->len;
}

int frame_columns(const Frame *frame)
{
    return (int)frame->headers->len;
}

const char *frame_header(const Frame *frame, int column)
{
    return frame->headers->pdata[column];
}

guint frame_line(const Frame *frame, int row)
{
    return g_array_index(frame->rows, FrameRow, row).line;
}
