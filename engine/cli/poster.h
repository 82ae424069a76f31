/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poster.h - one A4 page for the wall of the kick-off meeting, with the QR code and the steps in the course's
 * languages.
 */
#pragma once
#include "qr.h"
#include "workspace.h"

typedef struct {
    const Qr *qr;
    const char *link, *number, *cohort, *message; /* borrowed; the number is digits */
} Poster;
/* A page that needs nothing from outside. Given. */
char *poster_html(Workspace *workspace, const Poster *poster, GError **error);
