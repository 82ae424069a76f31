/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "codebook_priv.h"

#include <math.h>
#include <string.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static void indent(XmlWriter *w, int depth)
{
    g_autofree char *blanks = g_strnfill((gsize)depth * 2, ' ');
    xml_put(w, "\n");
    xml_put(w, blanks);
}

/* As few digits as read back the same; NULL for NaN. Given. */
static char *number_text(double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    if (isnan(value))
        return NULL;
    for (int digits = 1; digits <= 17; digits++) {
        g_autofree char *format = g_strdup_printf("%%.%df", digits - 1);
        g_ascii_formatd(text, sizeof text, format, value);
        if (g_ascii_strtod(text, NULL) == value)
            break;
    }
    return g_strdup(text);
}

static void put_texts(XmlWriter *w, const char *name, const GPtrArray *texts, int depth)
{
    for (guint i = 0; i < texts->len; i++) {
        const CodeText *text = texts->pdata[i];
        indent(w, depth);
        xml_open(w, name, "xml:lang", text->lang, NULL);
        xml_put(w, text->text);
        xml_close(w);
    }
}

static bool has_inner(const Codebook *book, guint i)
{
    return i + 1 < book->codes->len && ((const Code *)book->codes->pdata[i + 1])->parent == (int)i;
}

static void open_code(XmlWriter *w, const Codebook *book, guint i)
{
    const Code *code = book->codes->pdata[i];
    bool inner = has_inner(book, i);
    g_autofree char *expected = number_text(code->expected), *points = number_text(code->points);
    xml_open(w, "code", "id", code->id, "color", code->color, "guid", code->guid, "codable",
        code->codable == inner ? (code->codable ? "true" : "false") : NULL, "expected", expected, "points", points,
        "alarm", code->alarm ? "true" : NULL, "choose", code->one ? "one" : NULL, "scale",
        code->ordinal ? "ordinal" : NULL, NULL);
}

/* Closes the codes that code `i` (or the end) is not in. */
static void close_to(XmlWriter *w, int *open, int depth, int base)
{
    for (; *open > depth; (*open)--) {
        indent(w, *open - 1 + base);
        xml_close(w);
    }
}

static char *with_head(XmlWriter *w)
{
    g_autoptr(Markup) markup = xml_writer_end(w);
    return g_strconcat(HEAD, markup_text(markup), "\n", NULL);
}

char *codebook_write(const Codebook *book)
{
    XmlWriter *w = xml_writer_new();
    int open = 0;
    xml_open(w, "codebook", "xmlns", CODEBOOK_NS, "id", book->id, "xml:lang", book->lang, "citation", book->citation,
        "choose", book->one ? "one" : NULL, "scale", book->ordinal ? "ordinal" : NULL, NULL);
    put_texts(w, "title", book->titles, 1);
    put_texts(w, "summary", book->summaries, 1);
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *code = book->codes->pdata[i];
        close_to(w, &open, code->depth, 1);
        indent(w, code->depth + 1);
        open_code(w, book, i);
        put_texts(w, "title", code->titles, code->depth + 2);
        put_texts(w, "summary", code->summaries, code->depth + 2);
        open = code->depth + 1;
    }
    close_to(w, &open, 0, 1);
    xml_put(w, "\n");
    xml_close(w);
    return with_head(w);
}

char *codebook_guid(const char *book, const char *code)
{
    static const guint8 space[16] = { 0x5b, 0x0e, 0x4e, 0x2a, 0x6c, 0x1d, 0x4f, 0x83, 0x9a, 0x27, 0x3c, 0x71, 0xd8,
        0x05, 0xb6, 0x4e };
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA1);
    guint8 d[20];
    gsize n = sizeof d;
    g_checksum_update(sum, space, sizeof space);
    g_checksum_update(sum, (const guchar *)book, -1);
    if (code) {
        g_checksum_update(sum, (const guchar *)"/", 1);
        g_checksum_update(sum, (const guchar *)code, -1);
    }
    g_checksum_get_digest(sum, d, &n);
    d[6] = (guint8)((d[6] & 0x0f) | 0x50);
    d[8] = (guint8)((d[8] & 0x3f) | 0x80);
    return g_strdup_printf("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x", d[0], d[1], d[2],
        d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11], d[12], d[13], d[14], d[15]);
}

static void put_description(XmlWriter *w, const char *summary, const GString *mark, int depth)
{
    indent(w, depth);
    xml_open(w, "Description", NULL);
    xml_put(w, summary);
    xml_put(w, *summary ? "\n" : "");
    xml_putf(w, "[baraza %s]", mark->str);
    xml_close(w);
}

static void append_word(GString *mark, const char *key, const char *value)
{
    if (value)
        g_string_append_printf(mark, "%s%s=%s", mark->len ? " " : "", key, value);
}

static void put_qdc_code(XmlWriter *w, const Codebook *book, const Code *code)
{
    g_autofree char *own = code->guid ? NULL : codebook_guid(book->id, code->id);
    g_autofree char *expected = number_text(code->expected), *points = number_text(code->points);
    g_autoptr(GString) mark = g_string_new(NULL);
    append_word(mark, "id", code->id);
    append_word(mark, "choose", code->one ? "one" : NULL);
    append_word(mark, "scale", code->ordinal ? "ordinal" : NULL);
    append_word(mark, "expected", expected);
    append_word(mark, "points", points);
    append_word(mark, "alarm", code->alarm ? "true" : NULL);
    xml_open(w, "Code", "guid", code->guid ? code->guid : own, "name", code_title(book, code, NULL), "isCodable",
        code->codable ? "true" : "false", "color", code->color, NULL);
    put_description(w, code_summary(book, code, NULL), mark, code->depth + 4);
}

static void open_folder(XmlWriter *w, const Codebook *book)
{
    g_autofree char *guid = codebook_guid(book->id, NULL);
    g_autoptr(GString) mark = g_string_new(NULL);
    append_word(mark, "codebook", book->id);
    append_word(mark, "lang", book->lang);
    append_word(mark, "choose", book->one ? "one" : NULL);
    append_word(mark, "scale", book->ordinal ? "ordinal" : NULL);
    append_word(mark, "citation", book->citation);
    indent(w, 2);
    xml_open(w, "Code", "guid", guid, "name", codebook_title(book, NULL), "isCodable", "false", NULL);
    put_description(w, book->summaries->len ? ((const CodeText *)book->summaries->pdata[0])->text : "", mark, 3);
}

char *codebook_write_qdc(const Codebook *book, const char *origin)
{
    XmlWriter *w = xml_writer_new();
    int open = 0;
    xml_open(w, "CodeBook", "xmlns", QDC_NS, "origin", origin, NULL);
    indent(w, 1);
    xml_open(w, "Codes", NULL);
    open_folder(w, book);
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *code = book->codes->pdata[i];
        close_to(w, &open, code->depth, 3);
        indent(w, code->depth + 3);
        put_qdc_code(w, book, code);
        open = code->depth + 1;
    }
    close_to(w, &open, 0, 3);
    indent(w, 2);
    xml_close(w);
    indent(w, 1);
    xml_close(w);
    xml_put(w, "\n");
    xml_close(w);
    return with_head(w);
}
