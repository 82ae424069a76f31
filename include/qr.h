/* SPDX-License-Identifier: GPL-3.0-or-later */
/* qr.h - a text as a QR code (ISO/IEC 18004), and that as blocks for a terminal, as SVG and as PNG. Pure. */
#pragma once
#include "xml.h"
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define QR_QUIET 4 /* light modules around it, as the standard asks */

typedef struct {
    int size;       /* modules a side */
    uint8_t *cells; /* size * size bytes by row, 1 is dark */
} Qr;
void qr_free(Qr *qr);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Qr, qr_free)
/* With error correction of level M (15 %). BARAZA_ERROR_INPUT when the text is empty or too long for one. Given. */
Qr *qr_new(const char *text, GError **error);
/* Two rows of modules a line, by half blocks, dark on light whatever the colours of the terminal. Given. */
char *qr_blocks(const Qr *qr);
/* <svg> with the quiet zone, one unit a module; `label` is read out. */
Markup *qr_svg(const Qr *qr, const char *label);
/* A grey PNG of `scale` pixels a module, with the quiet zone. Given. */
GBytes *qr_png(const Qr *qr, int scale);
