/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook_priv.h - what the readers and writers of codebooks share. */
#pragma once
#include "codebook.h"
#include "xml.h"

#define CODEBOOK_NS "urn:baraza:course:1"
#define QDC_NS "urn:QDA-XML:codebook:1.0"
#define CODEBOOK_MAX_BYTES (1024 * 1024)
#define CODEBOOK_MAX_DEPTH 8
#define CODEBOOK_MAX_ID 64 /* characters, as in the grammar */

Codebook *codebook_new(void);
Code *code_new(int parent, int depth);
void code_text_free(CodeText *text);
void code_add_text(GPtrArray *texts, const char *lang, const char *text);
/* Sets *error, with a line unless it is 0, and returns false. */
bool codebook_fail(GError **error, const char *name, long line, const char *format, ...) G_GNUC_PRINTF(4, 5);
/* From the element CodeBook of a .qdc file or a project. */
Codebook *codebook_from_qdc(const XmlNode *root, const char *name, const char *id, GPtrArray *notes, GError **error);
/* "Phase I: sharing" -> "phase-i-sharing", an id of the grammar; "code" when nothing is left. Given. */
char *codebook_slug(const char *text);
