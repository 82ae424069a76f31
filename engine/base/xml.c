/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No entity is ever expanded and nothing is fetched: a DOCTYPE, the only door to both, stops the parser where it
 * begins. */
#include "xml_priv.h"

#include "error.h"
#include "text.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <string.h>

#define DOC_MAX 10000000 /* also what libxml2 reads without XML_PARSE_HUGE */
#define OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

static gpointer start(gpointer data)
{
    xmlInitParser();
    return NULL;
}

void xml_start(void)
{
    static GOnce once = G_ONCE_INIT;
    g_once(&once, start, NULL);
}

/* What went wrong first: every later complaint of the parser is a consequence. */
typedef struct {
    bool doctype;
    int line;
    char *sentence;
} Trouble;

/* Called where "<!DOCTYPE name" has been read and nothing inside it yet. */
static void refuse_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    xmlParserCtxt *parser = data;
    ((Trouble *)parser->_private)->doctype = true;
    xmlStopParser(parser);
}

static XmlDoc *refuse(const char *name, int line, const char *what, GError **error)
{
    if (line > 0)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s:%d: %s", name, line, what);
    else
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "%s: %s", name, what);
    return NULL;
}

/* The commonest slip in our words; the rest in libxml2's, which are plain enough. */
static char *parse_sentence(const xmlError *trouble)
{
    if (trouble->code == XML_ERR_TAG_NAME_MISMATCH && trouble->str1 && trouble->str2)
        return g_strdup_printf("the element <%s> is closed as <%s>", trouble->str1, trouble->str2);
    char *text = g_strdup(trouble->message ? trouble->message : "not well-formed XML");
    return g_strdelimit(g_strstrip(text), "\n", ' ');
}

static void note_first(void *data, xmlErrorPtr error)
{
    xmlParserCtxt *parser = data;
    Trouble *trouble = parser->_private;
    if (trouble->sentence || error->level < XML_ERR_ERROR)
        return;
    trouble->sentence = parse_sentence(error);
    trouble->line = error->line;
}

XmlDoc *xml_parse(const char *bytes, gsize size, const char *name, GError **error)
{
    xml_start();
    if (size > DOC_MAX)
        return refuse(name, 0, "larger than 10 MB", error);
    Trouble trouble = { 0 };
    xmlParserCtxt *parser = xmlNewParserCtxt();
    parser->_private = &trouble;
    parser->sax->internalSubset = refuse_doctype;
    parser->sax->serror = note_first;
    xmlDoc *doc = xmlCtxtReadMemory(parser, bytes, (int)size, NULL, NULL, OPTIONS);
    g_autofree char *first = trouble.sentence;
    const char *sentence = NULL;
    if (trouble.doctype) {
        sentence = "a DOCTYPE is not accepted; delete it";
        trouble.line = parser->input ? parser->input->line : 0;
    } else if (!doc) {
        sentence = first ? first : "there is nothing";
    }
    xmlFreeParserCtxt(parser);
    if (sentence) {
        xmlFreeDoc(doc);
        return refuse(name, trouble.line, sentence, error);
    }
    XmlDoc *result = g_new0(XmlDoc, 1);
    result->doc = doc;
    result->name = g_strdup(name);
    return result;
}

void xml_free(XmlDoc *doc)
{
    if (!doc)
        return;
    xmlFreeDoc(doc->doc);
    g_free(doc->name);
    g_free(doc);
}

const XmlNode *xml_root(const XmlDoc *doc)
{
    return xmlDocGetRootElement(doc->doc);
}

/* `node` or the first element after it that has this name. */
static const XmlNode *element_from(const XmlNode *node, const char *name)
{
    while (node && !(node->type == XML_ELEMENT_NODE && (!name || xml_is(node, name))))
        node = node->next;
    return node;
}

const XmlNode *xml_child(const XmlNode *node, const char *name)
{
    return node ? element_from(node->children, name) : NULL;
}

const XmlNode *xml_next(const XmlNode *node, const char *name)
{
    return node ? element_from(node->next, name) : NULL;
}

const XmlNode *xml_parent(const XmlNode *node)
{
    return node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
}

const char *xml_name(const XmlNode *node)
{
    return (const char *)node->name;
}

bool xml_is(const XmlNode *node, const char *name)
{
    return node && strcmp((const char *)node->name, name) == 0;
}

long xml_line(const XmlNode *node)
{
    return xmlGetLineNo(node);
}

/* libxml2's memory is not GLib's by contract. */
static char *taken(xmlChar *text)
{
    char *copy = g_strdup((const char *)text);
    xmlFree(text);
    return copy;
}

char *xml_attr(const XmlNode *node, const char *name)
{
    return taken(xmlGetNoNsProp(node, (const xmlChar *)name));
}

static char *xml_namespaced(const XmlNode *node, const char *name)
{
    return taken(xmlGetNsProp(node, (const xmlChar *)name, XML_XML_NAMESPACE));
}

char *xml_lang(const XmlNode *node)
{
    return xml_namespaced(node, "lang");
}

bool xml_preserves(const XmlNode *node)
{
    g_autofree char *space = xml_namespaced(node, "space");
    return g_strcmp0(space, "preserve") == 0;
}

char *xml_text(const XmlNode *node)
{
    char *text = taken(xmlNodeGetContent(node));
    return text ? text : g_strdup("");
}

static bool is_text(const XmlNode *node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

/* The node after `at` in document order within `top`, ending elements on the way up; NULL at the end. */
static const XmlNode *step(const XmlNode *top, const XmlNode *at, XmlMixedFn *fn, gpointer data)
{
    if (at->type == XML_ELEMENT_NODE && at->children)
        return at->children;
    for (;; at = at->parent) {
        if (at == top)
            return NULL;
        if (at->type == XML_ELEMENT_NODE)
            fn(NULL, at, true, data);
        if (at->next)
            return at->next;
    }
}

void xml_walk(const XmlNode *node, XmlMixedFn *fn, gpointer data)
{
    for (const XmlNode *at = node; at; at = step(node, at, fn, data)) {
        if (is_text(at) && at->content)
            fn((const char *)at->content, NULL, false, data);
        else if (at->type == XML_ELEMENT_NODE && at != node)
            fn(NULL, at, false, data);
    }
}
