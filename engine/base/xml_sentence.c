/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shapes of libxml2's XSD messages and what an author needs to read instead. A message of another shape passes with
 * its namespaces removed. Shapes: libxml2 2.9.14, xmlschemas.c. */
#include "xml_priv.h"

#include "text.h"

#include <string.h>

/* Writes the sentence for one shape. Named groups: e element, a attribute (may be absent), v value, x the list or rest.
 * `values` ends with a row without words. */
typedef char *SentenceFn(const GMatchInfo *match, const XmlValue *values);

static char *group(const GMatchInfo *match, const char *name)
{
    char *text = g_match_info_fetch_named(match, name);
    return text ? text : g_strdup("");
}

/* "<item>" or "attribute "id" of <item>". */
static char *place(const GMatchInfo *match)
{
    g_autofree char *element = group(match, "e"), *attribute = group(match, "a");
    return *attribute ? g_strdup_printf("attribute \"%s\" of <%s>", attribute, element)
                      : g_strdup_printf("<%s>", element);
}

/* "a, b" or "'a', 'b'" as names. */
static GStrv split(const char *list)
{
    g_auto(GStrv) parts = g_strsplit(list, ",", -1);
    g_autoptr(GStrvBuilder) names = g_strv_builder_new();
    for (guint i = 0; parts[i]; i++) {
        char *name = g_strstrip(parts[i]);
        gsize n = strlen(name);
        if (n >= 2 && name[0] == '\'' && name[n - 1] == '\'') {
            name[n - 1] = '\0';
            name++;
        }
        if (*name)
            g_strv_builder_add(names, name);
    }
    return g_strv_builder_end(names);
}

/* "<a>, <b> or <c>". */
static char *spoken(GStrv names, const char *open, const char *close)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; names[i]; i++)
        g_string_append_printf(out, "%s%s%s%s", i == 0 ? "" : names[i + 1] ? ", " : " or ", open, names[i], close);
    return g_string_free(out, FALSE);
}

static char *misplaced(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e"), *list = group(match, "x");
    g_auto(GStrv) names = split(list);
    if (!*names)
        return g_strdup_printf("the element <%s> does not belong here; nothing more is expected", element);
    g_autofree char *expected = spoken(names, "<", ">");
    const char *near = text_nearest(element, (const char *const *)names);
    g_autofree char *hint = near ? g_strdup_printf("; did you mean <%s>?", near) : g_strdup("");
    return g_strdup_printf("the element <%s> does not belong here; expected is %s%s", element, expected, hint);
}

static char *incomplete(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e"), *list = group(match, "x");
    g_auto(GStrv) names = split(list);
    g_autofree char *expected = spoken(names, "<", ">");
    return g_strdup_printf("the element <%s> is not complete; expected next is %s", element, expected);
}

static char *unknown_attribute(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e"), *attribute = group(match, "a");
    return g_strdup_printf("the element <%s> has no attribute \"%s\"", element, attribute);
}

static char *missing_attribute(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e"), *wanted = group(match, "x");
    return g_strdup_printf("the element <%s> lacks the attribute \"%s\"", element, wanted);
}

/* What is expected, as words: of a type's name or of a pattern; NULL when nobody has words for it. */
static const char *words_for(const XmlValue *values, const char *type, const char *pattern)
{
    for (; values->words; values++)
        if ((type && g_strcmp0(values->type, type) == 0) || (pattern && g_strcmp0(values->pattern, pattern) == 0))
            return values->words;
    return NULL;
}

static char *wrong_pattern(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *where = place(match), *value = group(match, "v"), *pattern = group(match, "x");
    const char *words = words_for(values, NULL, pattern);
    return words ? g_strdup_printf("the value \"%s\" of %s must be %s", value, where, words)
                 : g_strdup_printf("the value \"%s\" of %s has not the form %s", value, where, pattern);
}

static char *wrong_choice(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *where = place(match), *value = group(match, "v"), *list = group(match, "x");
    g_auto(GStrv) names = split(list);
    g_autofree char *expected = spoken(names, "\"", "\"");
    const char *near = text_nearest(value, (const char *const *)names);
    g_autofree char *hint = near ? g_strdup_printf("; did you mean \"%s\"?", near) : g_strdup("");
    return g_strdup_printf("the value \"%s\" of %s must be %s%s", value, where, expected, hint);
}

static char *wrong_type(const GMatchInfo *match, const XmlValue *values)
{
    static const XmlValue types[] = {
        { "xs:boolean", NULL, "true or false" },
        { "xs:integer", NULL, "a whole number" },
        { "xs:int", NULL, "a whole number" },
        { "xs:positiveInteger", NULL, "a whole number from 1" },
        { "xs:nonNegativeInteger", NULL, "a whole number from 0" },
        { "xs:decimal", NULL, "a number" },
        { "xs:date", NULL, "a date such as 2026-12-07" },
        { "xs:ID", NULL, "an id that occurs once: a letter, then letters, digits, - _ or ." },
        { "xs:IDREF", NULL, "the id of another element" },
        { "xs:anyURI", NULL, "an address" },
        { "xs:language", NULL, "a language code such as en or sn" },
        { NULL, NULL, NULL },
    };
    g_autofree char *where = place(match), *value = group(match, "v"), *type = group(match, "x");
    const char *own = words_for(values, type, NULL), *words = own ? own : words_for(types, type, NULL);
    return words   ? g_strdup_printf("the value \"%s\" of %s must be %s", value, where, words)
           : *type ? g_strdup_printf("the value \"%s\" of %s is not of the kind %s", value, where, type)
                   : g_strdup_printf("the value \"%s\" of %s is not accepted", value, where);
}

static char *empty_list(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *where = place(match);
    return g_strdup_printf("the value of %s is empty; it must hold something, or be left out", where);
}

static char *out_of_range(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *where = place(match), *value = group(match, "v"), *side = group(match, "s"),
                    *bound = group(match, "x");
    return g_strdup_printf("the value \"%s\" of %s must be at %s %s", value, where,
        g_str_equal(side, "maximum") ? "most" : "least", bound);
}

static char *wrong_facet(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *where = place(match), *rest = group(match, "x");
    return g_strdup_printf("the value of %s is not accepted: %s", where, rest);
}

static char *stray_text(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e");
    return g_strdup_printf("text stands directly in <%s>; it belongs inside one of its elements", element);
}

static char *stray_element(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e");
    return g_strdup_printf("the element <%s> takes plain text, no other elements", element);
}

static char *wrong_root(const GMatchInfo *match, const XmlValue *values)
{
    g_autofree char *element = group(match, "e");
    return g_strdup_printf(
        "the document may not begin with <%s>: the name is wrong, or its xmlns is missing or misspelt", element);
}

#define ELEMENT "^Element '(?<e>[^']*)'"
#define WHERE ELEMENT "(?:, attribute '(?<a>[^']*)')?: "

static const struct {
    const char *pattern;
    SentenceFn *sentence;
} shapes[] = {
    { ELEMENT ": This element is not expected\\.(?: Expected is (?:one of )?\\( (?<x>.*) \\)\\.)?$", misplaced },
    { ELEMENT ": Missing child element\\(s\\)\\. Expected is (?:one of )?\\( (?<x>.*) \\)\\.$", incomplete },
    { WHERE "The attribute '[^']*' is not allowed\\.$", unknown_attribute },
    { ELEMENT ": The attribute '(?<x>[^']*)' is required but missing\\.$", missing_attribute },
    { WHERE "\\[facet 'pattern'\\] The value '(?<v>.*)' is not accepted by the pattern '(?<x>.*)'\\.$", wrong_pattern },
    { WHERE "\\[facet 'enumeration'\\] The value '(?<v>.*)' is not an element of the set \\{(?<x>.*)\\}\\.$",
        wrong_choice },
    { WHERE "'(?<v>.*)' is not a valid value of the (?:atomic|local atomic|union|list) type(?: '(?<x>.*)')?\\.$",
        wrong_type },
    { WHERE "\\[facet 'minLength'\\] The value '' has a length of '0'.*$", empty_list },
    { WHERE "\\[facet '[^']*'\\] The value '(?<v>.*)' is (?:greater|less) than the (?<s>maximum|minimum) value allowed "
            "\\('(?<x>.*)'\\)\\.$",
        out_of_range },
    { WHERE "\\[facet '[^']*'\\] (?<x>.*)$", wrong_facet },
    { ELEMENT ": Character content .*not allowed.*$", stray_text },
    { ELEMENT ": Element content is not allowed.*$", stray_element },
    { ELEMENT ": No matching global .*$", wrong_root },
};

/* Without "{namespace}": a URI in braces, unlike the "{0,63}" of a pattern. */
static char *without_namespaces(const char *message)
{
    g_autoptr(GRegex) namespace = g_regex_new("\\{[^{}\\s]*[:/][^{}\\s]*\\}", 0, 0, NULL);
    char *text = g_regex_replace_literal(namespace, message, -1, 0, "", 0, NULL);
    return g_strstrip(text ? text : g_strdup(message));
}

char *xml_sentence(const char *message, const XmlValue *values)
{
    static const XmlValue none[] = { { NULL, NULL, NULL } };
    g_autofree char *valid = g_utf8_make_valid(message, -1);
    g_autofree char *text = without_namespaces(valid);
    for (gsize i = 0; i < G_N_ELEMENTS(shapes); i++) {
        g_autoptr(GRegex) regex = g_regex_new(shapes[i].pattern, G_REGEX_DOTALL, 0, NULL);
        g_autoptr(GMatchInfo) match = NULL;
        if (g_regex_match(regex, text, 0, &match))
            return shapes[i].sentence(match, values ? values : none);
    }
    return g_steal_pointer(&text);
}
