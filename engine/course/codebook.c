/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codebook_priv.h"

#include "error.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

void code_text_free(CodeText *text)
{
    if (!text)
        return;
    g_free(text->lang);
    g_free(text->text);
    g_free(text);
}

static void code_free(Code *code)
{
    if (!code)
        return;
    g_free(code->id);
    g_free(code->guid);
    g_free(code->color);
    g_ptr_array_unref(code->titles);
    g_ptr_array_unref(code->summaries);
    g_free(code);
}

static GPtrArray *texts_new(void)
{
    return g_ptr_array_new_with_free_func((GDestroyNotify)code_text_free);
}

Code *code_new(int parent, int depth)
{
    Code *code = g_new0(Code, 1);
    code->titles = texts_new();
    code->summaries = texts_new();
    code->parent = parent;
    code->depth = depth;
    code->expected = code->points = NAN;
    return code;
}

Codebook *codebook_new(void)
{
    Codebook *book = g_new0(Codebook, 1);
    book->titles = texts_new();
    book->summaries = texts_new();
    book->codes = g_ptr_array_new_with_free_func((GDestroyNotify)code_free);
    return book;
}

void codebook_free(Codebook *book)
{
    if (!book)
        return;
    g_free(book->id);
    g_free(book->lang);
    g_free(book->citation);
    g_ptr_array_unref(book->titles);
    g_ptr_array_unref(book->summaries);
    g_ptr_array_unref(book->codes);
    g_free(book);
}

void code_add_text(GPtrArray *texts, const char *lang, const char *text)
{
    CodeText *one = g_new0(CodeText, 1);
    one->lang = g_strdup(lang);
    one->text = g_strstrip(g_strdelimit(g_strdup(text), "\r", ' '));
    g_ptr_array_add(texts, one);
}

int codebook_find(const Codebook *book, const char *id)
{
    for (guint i = 0; id && i < book->codes->len; i++)
        if (strcmp(((const Code *)book->codes->pdata[i])->id, id) == 0)
            return (int)i;
    return -1;
}

static const char *in_language(const GPtrArray *texts, const char *book_lang, const char *lang)
{
    const char *wanted[] = { lang, book_lang };
    for (gsize w = 0; w < G_N_ELEMENTS(wanted); w++)
        for (guint i = 0; i < texts->len; i++) {
            const CodeText *text = texts->pdata[i];
            if (wanted[w] && g_strcmp0(text->lang ? text->lang : book_lang, wanted[w]) == 0)
                return text->text;
        }
    return texts->len ? ((const CodeText *)texts->pdata[0])->text : "";
}

const char *codebook_title(const Codebook *book, const char *lang)
{
    return in_language(book->titles, book->lang, lang);
}

const char *code_title(const Codebook *book, const Code *code, const char *lang)
{
    return in_language(code->titles, book->lang, lang);
}

const char *code_summary(const Codebook *book, const Code *code, const char *lang)
{
    return in_language(code->summaries, book->lang, lang);
}

bool codebook_excludes(const Codebook *book, int parent)
{
    return parent < 0 ? book->one : ((const Code *)book->codes->pdata[parent])->one;
}

bool codebook_ordered(const Codebook *book, int parent)
{
    return parent < 0 ? book->ordinal : ((const Code *)book->codes->pdata[parent])->ordinal;
}

bool codebook_fail(GError **error, const char *name, long line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    if (line > 0)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%ld: %s", name, line, text);
    else
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s", name, text);
    return false;
}

bool codebook_check(const Codebook *book, const char *name, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    bool codable = false;
    for (guint i = 0; i < book->codes->len; i++) {
        Code *code = book->codes->pdata[i];
        if (!g_hash_table_add(seen, code->id))
            return codebook_fail(error, name, 0, "the code \"%s\" is there twice", code->id);
        codable |= code->codable;
    }
    return codable || codebook_fail(error, name, 0, "no code can be given: all of them are folders");
}

Codebook *codebook_shipped(const char *id)
{
    g_autofree char *name = g_strconcat(id, ".xml", NULL);
    for (const EmbeddedFile *file = codebook_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return codebook_read(file->data, file->size, name, NULL, NULL, NULL);
    return NULL;
}
