/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine's own texts: one file a language, `key = text` a line, read where it lies. */
#include "phrase.h"
#include "layout_priv.h"
#include <stdarg.h>
#include <string.h>

static const EmbeddedFile *file_of(const char *lang)
{
    g_autofree char *name = g_strdup_printf("%s.txt", lang);
    for (const EmbeddedFile *f = layout_texts; f->name; f++)
        if (strcmp(f->name, name) == 0)
            return f;
    return NULL;
}

/* What stands after "key = " at the start of a line (never the first: that is the license); its length in *size.
 * Borrowed. */
static const char *find_line(const EmbeddedFile *file, const char *key, size_t *size)
{
    g_autofree char *start = g_strconcat("\n", key, " = ", NULL);
    const char *line = strstr(file->data, start);
    if (!line)
        return NULL;
    const char *text = line + strlen(start);
    *size = strcspn(text, "\n");
    return text;
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
