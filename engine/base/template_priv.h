/* SPDX-License-Identifier: GPL-3.0-or-later */
/* template_priv.h - the tags of a page template, and the escaping of what goes into it. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { TAG_TEXT, TAG_MARKUP, TAG_SECTION, TAG_UNLESS, TAG_CLOSE, TAG_PARTIAL, TAG_COMMENT, TAG_KINDS } TagKind;

typedef struct {
    TagKind kind;
    const char *start, *end; /* of "{{...}}" in the file */
    char name[64];
} Tag;

typedef enum { TAG_NONE, TAG_FOUND, TAG_BROKEN, TAG_FINDS } TagFound;

/* The first tag between `at` and `end`. */
TagFound template_next_tag(const char *at, const char *end, Tag *tag);
/* Where the text of an opened section ends, and in *after where the file goes on; NULL when it is not closed. */
const char *template_section_end(const Tag *open, const char *end, const char **after);
/* Appends text escaped for HTML. At the start of an address attribute (out ends with href=" src=" action=" ...) a text
 * with a scheme other than http, https, mailto and tel becomes "#". */
void template_put_escaped(GString *out, const char *text);
