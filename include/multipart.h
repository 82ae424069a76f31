/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multipart.h - a form that brings a file (RFC 7578), read strictly: what a browser sends, and nothing else. Pure. */
#pragma once
#include <glib.h>

#define MULTIPART_PARTS 32     /* of a form */
#define MULTIPART_TEXT 65536   /* bytes of a field */
#define MULTIPART_NAME_MAX 255 /* bytes of a file's name */

typedef struct {
    GHashTable *fields; /* name -> value; UTF-8 without NUL; lines end in LF */
    char *input, *name; /* of the file: the form's field, and what its owner calls it, without folders */
    GBytes *file;       /* NULL: none was chosen */
} Multipart;
void multipart_free(Multipart *multipart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Multipart, multipart_free)

/* `type` is the Content-Type with its boundary. One file at most. BARAZA_ERROR_INPUT for a body that is cut short, goes
 * on behind its end, names a field twice, or has headers that no form has. Given. */
Multipart *multipart_read(const char *type, GBytes *body, GError **error);
