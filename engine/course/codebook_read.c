/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of our own form is judged by the grammar of courses, of which a codebook is a part. */
#include "codebook_priv.h"
#include "course_priv.h"

#include <math.h>
#include <string.h>

/* By the grammar, values are numbers and words that it knows. */
static double number_of(const XmlNode *node, const char *attribute)
{
    g_autofree char *text = xml_attr(node, attribute);
    return text ? round(g_ascii_strtod(text, NULL) * 1e6) / 1e6 : NAN;
}

static bool is_word(const XmlNode *node, const char *attribute, const char *word)
{
    g_autofree char *text = xml_attr(node, attribute);
    return text && strcmp(g_strstrip(text), word) == 0;
}

static bool is_true(const XmlNode *node, const char *attribute)
{
    return is_word(node, attribute, "true") || is_word(node, attribute, "1");
}

static bool is_false(const XmlNode *node, const char *attribute)
{
    return is_word(node, attribute, "false") || is_word(node, attribute, "0");
}

static void read_texts(const XmlNode *node, const char *name, GPtrArray *texts)
{
    for (const XmlNode *child = xml_child(node, name); child; child = xml_next(child, name)) {
        g_autofree char *lang = xml_lang(child), *text = xml_text(child);
        code_add_text(texts, lang, text);
    }
}

static bool read_codes(Codebook *book, const XmlNode *node, int parent, int depth, const char *name, GError **error)
{
    for (const XmlNode *child = xml_child(node, "code"); child; child = xml_next(child, "code")) {
        if (depth >= CODEBOOK_MAX_DEPTH || book->codes->len >= CODEBOOK_MAX_CODES)
            return codebook_fail(error, name, xml_line(child), "a codebook holds %d codes, %d deep", CODEBOOK_MAX_CODES,
                CODEBOOK_MAX_DEPTH);
        Code *code = code_new(parent, depth);
        int place = (int)book->codes->len;
        code->id = xml_attr(child, "id");
        g_ptr_array_add(book->codes, code);
        if (codebook_find(book, code->id) != place)
            return codebook_fail(error, name, xml_line(child), "the code \"%s\" is there twice", code->id);
        code->guid = xml_attr(child, "guid");
        code->color = xml_attr(child, "color");
        code->codable = is_true(child, "codable") || (!xml_child(child, "code") && !is_false(child, "codable"));
        code->one = is_word(child, "choose", "one");
        code->ordinal = is_word(child, "scale", "ordinal");
        code->alarm = is_true(child, "alarm");
        code->expected = number_of(child, "expected");
        code->points = number_of(child, "points");
        read_texts(child, "title", code->titles);
        read_texts(child, "summary", code->summaries);
        if (!read_codes(book, child, place, depth + 1, name, error))
            return false;
    }
    return true;
}

static bool passes_grammar(const XmlDoc *doc, const char *name, GError **error)
{
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify)xml_fault_free);
    if (course_validate(doc, false, found))
        return true;
    const XmlFault *fault = found->pdata[0];
    return codebook_fail(error, name, MAX(fault->line, 1), "%s", fault->text);
}

static Codebook *read_own(const XmlDoc *doc, const char *name, GError **error)
{
    const XmlNode *root = xml_root(doc);
    g_autoptr(Codebook) book = codebook_new();
    if (!passes_grammar(doc, name, error))
        return NULL;
    book->id = xml_attr(root, "id");
    book->lang = xml_lang(root);
    book->citation = xml_attr(root, "citation");
    book->one = is_word(root, "choose", "one");
    book->ordinal = is_word(root, "scale", "ordinal");
    read_texts(root, "title", book->titles);
    read_texts(root, "summary", book->summaries);
    if (book->citation)
        g_strdelimit(book->citation, "\t\r\n", ' ');
    if (!read_codes(book, root, -1, 0, name, error) || !codebook_check(book, name, error))
        return NULL;
    return g_steal_pointer(&book);
}

Codebook *codebook_read(
    const char *bytes, gsize size, const char *name, const char *id, GPtrArray *notes, GError **error)
{
    if (size > CODEBOOK_MAX_BYTES) {
        codebook_fail(error, name, 0, "a codebook has at most %d kB", CODEBOOK_MAX_BYTES / 1024);
        return NULL;
    }
    g_autoptr(XmlDoc) doc = xml_parse(bytes, size, name, error);
    const XmlNode *root = doc ? xml_root(doc) : NULL;
    if (!root)
        return NULL;
    if (xml_is(root, "codebook"))
        return read_own(doc, name, error);
    const XmlNode *qdc = xml_is(root, "Project") ? xml_child(root, "CodeBook") : root;
    if (qdc && xml_is(qdc, "CodeBook"))
        return codebook_from_qdc(qdc, name, id, notes, error);
    codebook_fail(error, name, xml_line(root),
        "this is no codebook: its first element is <%s>, neither <codebook> of ours nor <CodeBook> of REFI-QDA",
        xml_name(root));
    return NULL;
}
