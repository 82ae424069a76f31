/* SPDX-License-Identifier: GPL-3.0-or-later */
/* words_priv.h - the words of all languages, by what they are compared by (words_key). Borrowed for ever. */
#pragma once
#include "layout_priv.h"

typedef struct {
    const char *key;
    size_t size;
} WordLine;

const char *words_key_of(const EmbeddedWord *row);
/* The command that is written so in any language. */
Word words_find(const char *key);
/* The command one slip away of at least `least` bytes (least and key: one and more); *several: there is more than one.
 */
Word words_find_near(const char *key, size_t least, bool *several);
/* Near a command, but a word of its own. */
bool words_never(const char *key);
/* The file of the language that is called so; NULL when none is. */
const EmbeddedFile *words_language(const char *key);
/* "please" and its like, in the files' order. */
const WordLine *words_polite(guint *n);
