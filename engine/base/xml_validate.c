/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XSD gives the messages, because it names the cause; RELAX NG is asked only when XSD is content, because it says that
 * something is wrong but seldom what. */
#include "xml_priv.h"

#include <libxml/relaxng.h>
#include <libxml/xmlschemas.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlSchema, xmlSchemaFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlSchemaValidCtxt, xmlSchemaFreeValidCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlRelaxNGParserCtxt, xmlRelaxNGFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlRelaxNG, xmlRelaxNGFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlRelaxNGValidCtxt, xmlRelaxNGFreeValidCtxt)

void xml_fault_free(XmlFault *fault)
{
    if (!fault)
        return;
    g_free(fault->text);
    g_free(fault);
}

static void add_fault(GPtrArray *faults, long line, char *text)
{
    XmlFault *fault = g_new0(XmlFault, 1);
    fault->line = line;
    fault->text = text;
    g_ptr_array_add(faults, fault);
}

/* A bad value is reported twice, for its type and for its place: the second says nothing new. */
static bool is_echo(const GPtrArray *faults, long line, const xmlError *trouble)
{
    const XmlFault *last = faults->len ? faults->pdata[faults->len - 1] : NULL;
    return last && last->line == line && strstr(trouble->message, "is not a valid value of the") &&
           strncmp(last->text, "the value", 9) == 0;
}

typedef struct {
    GPtrArray *faults;
    const XmlValue *values;
} Hearing;

static void collect(void *data, xmlError *trouble)
{
    Hearing *hearing = data;
    if (!trouble->message)
        return;
    const xmlNode *node = trouble->node;
    long line = node ? xmlGetLineNo(node->type == XML_ATTRIBUTE_NODE ? node->parent : node) : trouble->line;
    if (!is_echo(hearing->faults, line, trouble))
        add_fault(hearing->faults, line, xml_sentence(trouble->message, hearing->values));
}

static void ignore(void *data, xmlError *trouble)
{
}

/* The schemas are our own and embedded: one that does not parse is a bug. */
static void check_xsd(xmlDoc *doc, const char *xsd, gsize size, Hearing *hearing)
{
    g_autoptr(xmlSchemaParserCtxt) parser = xmlSchemaNewMemParserCtxt(xsd, (int)size);
    xmlSchemaSetParserStructuredErrors(parser, ignore, NULL);
    g_autoptr(xmlSchema) schema = xmlSchemaParse(parser);
    g_assert(schema);
    g_autoptr(xmlSchemaValidCtxt) validator = xmlSchemaNewValidCtxt(schema);
    xmlSchemaSetValidStructuredErrors(validator, collect, hearing);
    xmlSchemaValidateDoc(validator, doc);
}

static void check_rng(xmlDoc *doc, const char *rng, gsize size, Hearing *hearing)
{
    g_autoptr(xmlRelaxNGParserCtxt) parser = xmlRelaxNGNewMemParserCtxt(rng, (int)size);
    xmlRelaxNGSetParserStructuredErrors(parser, ignore, NULL);
    g_autoptr(xmlRelaxNG) schema = xmlRelaxNGParse(parser);
    g_assert(schema);
    g_autoptr(xmlRelaxNGValidCtxt) validator = xmlRelaxNGNewValidCtxt(schema);
    xmlRelaxNGSetValidStructuredErrors(validator, collect, hearing);
    xmlRelaxNGValidateDoc(validator, doc);
}

bool xml_validate(const XmlDoc *doc, const char *xsd, gsize xsd_size, const char *rng, gsize rng_size,
    const XmlValue *values, GPtrArray *faults)
{
    Hearing hearing = { faults, values };
    guint before = faults->len;
    if (xsd)
        check_xsd(doc->doc, xsd, xsd_size, &hearing);
    if (rng && faults->len == before)
        check_rng(doc->doc, rng, rng_size, &hearing);
    return faults->len == before;
}
