/* SPDX-License-Identifier: GPL-3.0-or-later */
/* embedded.h - files that the build put into the program: SQL schemas, page templates, texts. */
#pragma once
#include <stddef.h>

/* One file; an array of these ends with a NULL name. `data` is NUL-terminated beyond `size`. */
typedef struct {
    const char *name;
    const char *data;
    size_t size;
} EmbeddedFile;

/* One word of a line `name = word, word` of a file; an array of these ends with a NULL file. Neither text is ended. */
typedef struct {
    const EmbeddedFile *file;
    const char *name, *word;
    unsigned short name_size, size;
} EmbeddedWord;

/* One line `key = text` of a file; the text is not ended. */
typedef struct {
    const EmbeddedFile *file;
    const char *key, *text;
    unsigned size;
} EmbeddedText;
