/* SPDX-License-Identifier: GPL-3.0-or-later */
/* poster.h - one A4 page for the wall of the kick-off meeting, with the QR code and the steps in the course's
 * languages.
 */
#pragma once
#include "qr.h"
#include "library.h"

typedef struct {
    const Qr *qr;
    const char *link, *number, *cohort, *message; /* borrowed; the number is digits */
} Poster;
/* "+263 77 123 4567" -> "263771234567"; NULL when the text is no number. Given. */
char *poster_number(const char *display_phone);
/* The link that opens a chat with the number and the message in it. Given. */
char *poster_link(const char *number, const char *message);
/* A page that needs nothing from outside. Given. */
char *poster_html(Store *store, Library *library, const Poster *poster, GError **error);
/* What a content policy must name so that the page may bring its style: "'sha256-...'". Given. */
char *poster_style_source(const char *html);
