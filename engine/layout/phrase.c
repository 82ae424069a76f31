/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's own texts: one file a language, `key = text` a line; the build has put the keys in order. */
#include "phrase.h"
#include "layout_priv.h"
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static const EmbeddedFile *file_of(const char *lang)
{
    size_t n = strlen(lang);
    for (const EmbeddedFile *f = layout_texts; f->name; f++)
        if (strncmp(f->name, lang, n) == 0 && strcmp(f->name + n, ".txt") == 0)
            return f;
    return NULL;
}

static int by_key(const void *a, const void *b)
{
    const EmbeddedText *wanted = a, *row = b;
    if (wanted->file != row->file)
        return wanted->file < row->file ? -1 : 1;
    return strcmp(wanted->key, row->key);
}

/* The text of a key; its length in *size. Borrowed. */
static const char *find_line(const EmbeddedFile *file, const char *key, size_t *size)
{
    EmbeddedText wanted = { .file = file, .key = key };
    const EmbeddedText *row = bsearch(&wanted, layout_texts_list, layout_texts_count, sizeof wanted, by_key);
    if (row)
        *size = row->size;
    return row ? row->text : NULL;
}

static const char *find(const char *lang, const char *key, size_t *size)
{
    const EmbeddedFile *own = lang ? file_of(lang) : NULL, *english = file_of("en");
    const char *found = own ? find_line(own, key, size) : NULL;
    return found ? found : find_line(english, key, size);
}

bool phrase_has(const char *lang, const char *key)
{
    size_t size;
    const EmbeddedFile *own = file_of(lang);
    return own && find_line(own, key, &size);
}

const char *const *phrase_languages(void)
{
    static const char *const languages[] = { "en", "fr", "pt", "sw", "sn", "nd", NULL };
    return languages;
}

static bool says_done(const EmbeddedFile *files, const char *lang)
{
    g_autofree char *name = g_strdup_printf("%s.txt", lang);
    for (const EmbeddedFile *f = files; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return strstr(f->data, "\n# Review: done") != NULL;
    return false;
}

bool phrase_reviewed(const char *lang)
{
    return says_done(layout_texts, lang) && says_done(layout_words, lang);
}

static const char *value_of(const GPtrArray *pairs, const char *name, size_t n)
{
    for (guint i = 0; i + 1 < pairs->len; i += 2)
        if (strlen(pairs->pdata[i]) == n && strncmp(pairs->pdata[i], name, n) == 0)
            return pairs->pdata[i + 1];
    return "";
}

static char *fill(const char *text, size_t size, const GPtrArray *pairs)
{
    GString *out = g_string_new(NULL);
    const char *end = text + size;
    for (const char *p = text; p < end; p++) {
        const char *close = *p == '{' ? memchr(p, '}', (size_t)(end - p)) : NULL;
        if (close) {
            g_string_append(out, value_of(pairs, p + 1, (size_t)(close - p - 1)));
            p = close;
        } else if (*p == '\\' && p + 1 < end && p[1] == 'n') {
            g_string_append_c(out, '\n');
            p++;
        } else {
            g_string_append_c(out, *p);
        }
    }
    return g_string_free(out, FALSE);
}

char *phrase(const char *lang, const char *key, ...)
{
    g_autoptr(GPtrArray) pairs = g_ptr_array_new();
    va_list list;
    va_start(list, key);
    for (const char *name = va_arg(list, const char *); name; name = va_arg(list, const char *)) {
        const char *value = va_arg(list, const char *);
        g_ptr_array_add(pairs, (gpointer)name);
        g_ptr_array_add(pairs, (gpointer)(value ? value : ""));
    }
    va_end(list);
    size_t size = 0;
    g_autofree char *one = g_strconcat(key, ".one", NULL);
    const char *text = strcmp(value_of(pairs, "n", 1), "1") == 0 ? find(lang, one, &size) : NULL;
    text = text ? text : find(lang, key, &size);
    if (!text)
        g_error("no text has the key \"%s\"", key);
    return fill(text, size, pairs);
}
