/* SPDX-License-Identifier: GPL-3.0-or-later */
/* xml.h - the one door for XML: safe parsing with line numbers, schema validation in plain words, and a writer whose
 * output alone may enter a page unescaped. */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct XmlDoc XmlDoc;
typedef struct _xmlNode XmlNode; /* an element; borrowed from its document */

/* Parses at most 10 MB; no network, no external entity; a DOCTYPE is refused. `name` goes before lines in errors:
 * "course.xml:12: the element <titel> is closed as <title>". */
XmlDoc *xml_parse(const char *bytes, gsize size, const char *name, GError **error);
void xml_free(XmlDoc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlDoc, xml_free)
const XmlNode *xml_root(const XmlDoc *doc);

/* Element navigation; text and comments are skipped. NULL name matches any. */
const XmlNode *xml_child(const XmlNode *node, const char *name);
const XmlNode *xml_next(const XmlNode *node, const char *name);
const XmlNode *xml_parent(const XmlNode *node);
const char *xml_name(const XmlNode *node);
bool xml_is(const XmlNode *node, const char *name);
long xml_line(const XmlNode *node);
/* Attribute without namespace, or NULL; xml_lang reads xml:lang. Given. */
char *xml_attr(const XmlNode *node, const char *name);
char *xml_lang(const XmlNode *node);
/* xml:space="preserve" on the element itself. */
bool xml_preserves(const XmlNode *node);
/* All text inside. Given. */
char *xml_text(const XmlNode *node);

/* Walks mixed content in order: called for each run of text (element NULL) and for each element's start and end. */
typedef void XmlMixedFn(const char *text, const XmlNode *element, bool end, gpointer data);
void xml_walk(const XmlNode *node, XmlMixedFn *fn, gpointer data);

/* One fault found by a schema: line and a sentence without jargon. */
typedef struct {
    long line;
    char *text;
} XmlFault;
/* What a kind of value looks like, in words that go on from "must be": "a date, such as 2026-12-07". */
typedef struct {
    const char *type, *pattern; /* the schema's name of the kind, or NULL; its pattern as the schema has it, or NULL */
    const char *words;
} XmlValue;
/* Validates against XSD text (messages) and RELAX NG text (second opinion; reported only where XSD found nothing).
 * `values`: the schema's own kinds of values, ended by a row without words; may be NULL. Appends XmlFault* (freed by
 * xml_fault_free) to `faults`; returns true when none was found. */
bool xml_validate(const XmlDoc *doc, const char *xsd, gsize xsd_size, const char *rng, gsize rng_size,
    const XmlValue *values, GPtrArray *faults);
void xml_fault_free(XmlFault *fault);

/* Markup that may enter a page as it is. Only the writer makes it. */
typedef struct Markup Markup;
typedef struct XmlWriter XmlWriter;
XmlWriter *xml_writer_new(void);
void xml_writer_free(XmlWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmlWriter, xml_writer_free)
/* Names are our own constants (never script or style) that outlive the writer; values and text are escaped. Attributes:
 * pairs of name and value, ended by a NULL name; a NULL value leaves its attribute out. */
void xml_open(XmlWriter *w, const char *name, ...) G_GNUC_NULL_TERMINATED;
void xml_close(XmlWriter *w);
void xml_empty(XmlWriter *w, const char *name, ...) G_GNUC_NULL_TERMINATED;
void xml_put(XmlWriter *w, const char *text);
void xml_putf(XmlWriter *w, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Takes the writer; every element must be closed. */
Markup *xml_writer_end(XmlWriter *w);
const char *markup_text(const Markup *markup);
void markup_free(Markup *markup);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Markup, markup_free)
