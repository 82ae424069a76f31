/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The paper, A4 across: a frame, everything in the middle, the facts side by side, at the foot who gives it and how it
 * is checked. Words are shaped by Pango, so that a name stands right in any script. */
#include "certificate.h"
#include "clock.h"
#include "error.h"
#include "qr.h"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

#define WIDE 842.0 /* A4 in points */
#define HIGH 595.0
#define MARGIN 72.0 /* between the page's edge and words */
#define SERIF "Noto Serif,DejaVu Serif,serif"
#define SANS "Noto Sans,DejaVu Sans,sans-serif"

typedef struct {
    double r, g, b;
} Ink;
#define BLACK                                                                                                          \
    {                                                                                                                  \
        0.13, 0.13, 0.15                                                                                               \
    }
#define GREY                                                                                                           \
    {                                                                                                                  \
        0.38, 0.40, 0.43                                                                                               \
    }
#define TEAL                                                                                                           \
    {                                                                                                                  \
        0.03, 0.33, 0.36                                                                                               \
    }
#define RED                                                                                                            \
    {                                                                                                                  \
        0.72, 0.11, 0.11                                                                                               \
    }
static const Ink teal = TEAL;

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig keeps its fonts for the program's life behind pointers that the leak check cannot follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:libfontconfig\n";
}
#endif

/* How words are set. */
typedef struct {
    const char *family;
    double size; /* points */
    bool bold;
    Ink ink;
    int most_lines; /* 0: as many as it takes */
} Face;

typedef struct {
    cairo_t *cr;
    const char *lang;
    double y; /* where the next words begin */
} Page;

static PangoLayout *set(const Page *page, const char *text, const Face *face, double size, double width)
{
    PangoLayout *layout = pango_cairo_create_layout(page->cr);
    PangoFontDescription *font = pango_font_description_from_string(face->family);
    pango_font_description_set_absolute_size(font, size * PANGO_SCALE);
    if (face->bold)
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    if (page->lang)
        pango_context_set_language(pango_layout_get_context(layout), pango_language_from_string(page->lang));
    pango_layout_set_width(layout, (int)(width * PANGO_SCALE));
    pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(layout, text, -1);
    return layout;
}

/* Smaller until it stands in its lines, not below half. */
static PangoLayout *fit(const Page *page, const char *text, const Face *face, double width)
{
    double size = face->size;
    PangoLayout *layout = set(page, text, face, size, width);
    while (face->most_lines && pango_layout_get_line_count(layout) > face->most_lines && size > face->size * 0.5) {
        g_object_unref(layout);
        size -= 1;
        layout = set(page, text, face, size, width);
    }
    return layout;
}

/* Words in the middle of [x, x + width], from the page's y on; returns their height. */
static double put_at(Page *page, const char *text, const Face *face, double x, double width)
{
    if (!text || !*text)
        return 0;
    PangoLayout *layout = fit(page, text, face, width);
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    cairo_set_source_rgb(page->cr, face->ink.r, face->ink.g, face->ink.b);
    cairo_move_to(page->cr, x, page->y);
    pango_cairo_show_layout(page->cr, layout);
    g_object_unref(layout);
    return (double)height / PANGO_SCALE;
}

static void put(Page *page, const char *text, const Face *face, double gap)
{
    double height = put_at(page, text, face, MARGIN, WIDE - 2 * MARGIN);
    page->y += height > 0 ? height + gap : 0;
}

static void draw_frame(cairo_t *cr)
{
    cairo_set_source_rgb(cr, teal.r, teal.g, teal.b);
    cairo_set_line_width(cr, 3);
    cairo_rectangle(cr, 26, 26, WIDE - 52, HIGH - 52);
    cairo_stroke(cr);
    cairo_set_line_width(cr, 0.75);
    cairo_rectangle(cr, 33, 33, WIDE - 66, HIGH - 66);
    cairo_stroke(cr);
}

/* Across the page, below everything else, so that no word is hidden. */
static void draw_stamp(Page *page, const char *text)
{
    if (!text)
        return;
    const Face face = { SANS, 104, true, RED, 1 };
    PangoLayout *layout = set(page, text, &face, face.size, 2 * WIDE);
    int height = 0;
    pango_layout_get_size(layout, NULL, &height);
    cairo_save(page->cr);
    cairo_translate(page->cr, WIDE / 2, HIGH / 2);
    cairo_rotate(page->cr, -0.46);
    cairo_move_to(page->cr, -WIDE, -(double)height / PANGO_SCALE / 2);
    cairo_set_source_rgb(page->cr, 0.97, 0.89, 0.89);
    pango_cairo_show_layout(page->cr, layout);
    cairo_restore(page->cr);
    g_object_unref(layout);
}

static void draw_rule(Page *page, double width)
{
    cairo_set_source_rgb(page->cr, teal.r, teal.g, teal.b);
    cairo_set_line_width(page->cr, 0.75);
    cairo_move_to(page->cr, (WIDE - width) / 2, page->y);
    cairo_line_to(page->cr, (WIDE + width) / 2, page->y);
    cairo_stroke(page->cr);
}

/* Side by side, each with what it is above it. */
static void draw_facts(Page *page, const cJSON *facts)
{
    static const Face label = { SANS, 9.5, false, GREY, 2 };
    static const Face value = { SANS, 13.5, true, BLACK, 1 };
    int n = cJSON_GetArraySize(facts), i = 0;
    if (n == 0)
        return;
    double width = (WIDE - 2 * MARGIN) / n, top = page->y, lowest = top, above = 0;
    const cJSON *fact;
    cJSON_ArrayForEach(fact, facts)
    {
        page->y = top;
        double height = put_at(page, json_string(fact, "label"), &label, MARGIN + width * i++ + 4, width - 8);
        above = MAX(above, height);
    }
    i = 0;
    cJSON_ArrayForEach(fact, facts)
    {
        page->y = top + above + 2;
        double height = put_at(page, json_string(fact, "value"), &value, MARGIN + width * i++ + 4, width - 8);
        lowest = MAX(lowest, page->y + height);
    }
    page->y = lowest;
}

/* Dark squares in one fill: a small file, and no hairlines between them. */
static bool draw_qr(cairo_t *cr, const char *url, double x, double y, double side)
{
    g_autoptr(Qr) code = qr_new(url, NULL);
    if (!code)
        return false;
    double unit = side / code->size;
    for (int row = 0; row < code->size; row++) {
        for (int column = 0; column < code->size; column++) {
            int run = 0;
            while (column + run < code->size && code->cells[row * code->size + column + run])
                run++;
            if (run)
                cairo_rectangle(cr, x + column * unit, y + row * unit, run * unit, unit);
            column += run;
        }
    }
    cairo_set_source_rgb(cr, 0, 0, 0);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE);
    cairo_fill(cr);
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
    return true;
}

static void draw_foot(Page *page, const cJSON *paper)
{
    static const Face strong = { SANS, 12.5, true, BLACK, 2 };
    static const Face plain = { SANS, 10, false, GREY, 3 };
    static const Face code = { "DejaVu Sans Mono,Noto Sans Mono,monospace", 14, true, BLACK, 1 };
    const double side = 84, bottom = HIGH - 46, left = MARGIN - 14, half = (WIDE - 2 * left) / 2;
    const char *url = json_string(paper, "url");
    bool qr = url && draw_qr(page->cr, url, WIDE - left - side, bottom - side, side);
    page->y = bottom - 58;
    page->y += put_at(page, json_string(paper, "provider"), &strong, left, half - 20);
    put_at(page, json_string(paper, "issued"), &plain, left, half - 20);
    page->y = bottom - 66;
    double x = left + half, width = half - (qr ? side + 16 : 0);
    page->y += put_at(page, json_string(paper, "code_label"), &plain, x, width);
    page->y += put_at(page, json_string(paper, "code"), &code, x, width) + 2;
    put_at(page, json_string(paper, "check"), &plain, x, width);
}

static void draw_body(Page *page, const cJSON *paper)
{
    static const Face heading = { SERIF, 30, true, TEAL, 1 };
    static const Face plain = { SANS, 13, false, GREY, 2 };
    static const Face name = { SERIF, 38, true, BLACK, 1 };
    static const Face under = { SANS, 12, false, BLACK, 1 };
    static const Face title = { SERIF, 23, true, TEAL, 2 };
    static const Face note = { SANS, 11, true, RED, 1 };
    page->y = 74;
    put(page, json_string(paper, "heading"), &heading, 8);
    draw_rule(page, 150);
    page->y += 20;
    put(page, json_string(paper, "intro"), &plain, 6);
    put(page, json_string(paper, "name"), &name, 4);
    const cJSON *line;
    cJSON_ArrayForEach(line, json_at(paper, "lines"))
    {
        put(page, line->valuestring, &under, 1);
    }
    page->y += 14;
    put(page, json_string(paper, "verb"), &plain, 6);
    put(page, json_string(paper, "title"), &title, 10);
    page->y = MAX(page->y + 4, 372);
    draw_facts(page, json_at(paper, "facts"));
    page->y += 8;
    put(page, json_string(paper, "stamp_note"), &note, 0);
}

static cairo_status_t collect(void *closure, const unsigned char *data, unsigned int length)
{
    g_byte_array_append(closure, data, length);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *certificate_draw(const cJSON *paper, int64_t at, GError **error)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(collect, bytes, WIDE, HIGH);
    g_autofree char *made = civil_utc_text(at);
    const char *name = json_string(paper, "name"), *heading = json_string(paper, "heading");
    g_autofree char *title = g_strdup_printf("%s: %s", heading ? heading : "", name ? name : "");
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_t *cr = cairo_create(surface);
    Page page = { .cr = cr, .lang = json_string(paper, "lang") };
    draw_stamp(&page, json_string(paper, "stamp"));
    draw_frame(cr);
    draw_body(&page, paper);
    draw_foot(&page, paper);
    cairo_show_page(cr);
    cairo_destroy(cr);
    cairo_surface_finish(surface);
    cairo_status_t status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STATE, "the certificate cannot be drawn: %s",
            cairo_status_to_string(status));
        return NULL;
    }
    return g_byte_array_free_to_bytes(g_steal_pointer(&bytes));
}
