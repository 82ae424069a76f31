/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"
#include "error.h"
#include "qr.h"

#define LINK "https://wa.me/263771234567?text=JOIN%20HRE1"

static Qr *make(const char *text)
{
    g_autoptr(GError) error = NULL;
    Qr *qr = qr_new(text, &error);
    unit_assert_ok(error);
    return qr;
}

START_TEST(three_corners_hold_the_finder_pattern)
{
    static const char *const finder[] = { "1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111" };
    g_autoptr(Qr) qr = make(LINK);
    ck_assert_int_eq(qr->size % 4, 1);
    int far = qr->size - 7;
    const int corners[][2] = { { 0, 0 }, { far, 0 }, { 0, far } };
    for (guint c = 0; c < G_N_ELEMENTS(corners); c++)
        for (int y = 0; y < 7; y++)
            for (int x = 0; x < 7; x++)
                ck_assert_int_eq(qr->cells[(corners[c][1] + y) * qr->size + corners[c][0] + x], finder[y][x] - '0');
}
END_TEST

START_TEST(blocks_show_a_dark_ring_within_a_light_margin)
{
    g_autoptr(Qr) qr = make(LINK);
    g_autofree char *text = qr_blocks(qr);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    ck_assert_int_eq(g_strv_length(lines) - 1, (guint)(qr->size + 2 * QR_QUIET + 1) / 2);
    ck_assert_ptr_null(strstr(lines[0], "█"));
    ck_assert_ptr_nonnull(strstr(lines[2], "    █▀▀▀▀▀█"));
}
END_TEST

START_TEST(svg_and_png_have_the_quiet_zone)
{
    g_autoptr(Qr) qr = make(LINK);
    g_autoptr(Markup) svg = qr_svg(qr, "Link & code");
    g_autofree char *box = g_strdup_printf("viewBox=\"0 0 %d %d\"", qr->size + 8, qr->size + 8);
    ck_assert_ptr_nonnull(strstr(markup_text(svg), box));
    ck_assert_ptr_nonnull(strstr(markup_text(svg), "Link &amp; code"));
    ck_assert_ptr_nonnull(strstr(markup_text(svg), "M4 4h7v1h-7z"));
    g_autoptr(GBytes) png = qr_png(qr, 8);
    gsize size = 0;
    const guint8 *bytes = g_bytes_get_data(png, &size);
    ck_assert_mem_eq(bytes + 1, "PNG", 3);
    int side = (qr->size + 8) * 8;
    ck_assert_int_eq(bytes[18] << 8 | bytes[19], side);
    ck_assert_uint_gt(size, (gsize)side * (gsize)side);
}
END_TEST

START_TEST(a_text_that_fits_no_code_is_refused)
{
    g_autofree char *text = g_strnfill(4000, 'x');
    const char *const texts[] = { "", text };
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GError) error = NULL;
        ck_assert_ptr_null(qr_new(texts[i], &error));
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT));
    }
}
END_TEST

UNIT_MAIN("qr", three_corners_hold_the_finder_pattern, blocks_show_a_dark_ring_within_a_light_margin,
    svg_and_png_have_the_quiet_zone, a_text_that_fits_no_code_is_refused)
