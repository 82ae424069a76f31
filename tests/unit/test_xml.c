/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "error.h"
#include "xml.h"

static XmlDoc *parsed(const char *text)
{
    GError *error = NULL;
    XmlDoc *doc = xml_parse(text, strlen(text), "c.xml", &error);
    unit_assert_ok(error);
    return doc;
}

START_TEST(what_is_not_safe_xml_is_refused_with_its_line)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        { "", "c.xml" },
        { "<a>\n<titel>x</title></a>", "c.xml:2: the element <titel> is closed as <title>" },
        { "<a>\n<b>\n<c/>\n</a>", "c.xml:4: the element <b> is closed as <a>" },
        { "<a>\n<b", "c.xml:2: " },
        { "<!DOCTYPE a><a/>", "c.xml:1: a DOCTYPE is not accepted" },
        { "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM \"file:///etc/passwd\">\n<a/>", "c.xml:2: a DOCTYPE" },
        { "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "a DOCTYPE" },
        { "<!DOCTYPE a [<!ENTITY x \"y\"><!ENTITY z \"&x;&x;\">]><a>&z;</a>", "a DOCTYPE" },
        { "<a>&x;</a>", "c.xml:1: Entity 'x' not defined" },
        { "<a b='1' b='2'/>", "c.xml:1: " },
        { "<a>\xff</a>", "c.xml:1: " },
        { "<a/><b/>", "c.xml:1: " },
        { "just text", "c.xml:1: " },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        ck_assert_msg(!xml_parse(rows[i].text, strlen(rows[i].text), "c.xml", &error), "row %zu", i);
        ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT));
        ck_assert_ptr_null(strchr(error->message, '\n'));
        unit_assert_error(error, rows[i].says);
    }
}
END_TEST

START_TEST(ten_megabytes_and_one_byte_are_too_many)
{
    gsize size = 10000001;
    g_autofree char *text = g_strnfill(size, ' ');
    memcpy(text, "<a/>", 4);
    GError *error = NULL;
    ck_assert_ptr_null(xml_parse(text, size, "c.xml", &error));
    unit_assert_error(error, "larger than 10 MB");
    g_autoptr(XmlDoc) doc = xml_parse(text, size - 1, "c.xml", &error);
    ck_assert_ptr_nonnull(doc);
}
END_TEST

START_TEST(lines_beyond_65535_are_right)
{
    g_autoptr(GString) text = g_string_new("<a>");
    for (int i = 0; i < 70000; i++)
        g_string_append_c(text, '\n');
    g_string_append(text, "<b>x</b></a>");
    g_autoptr(XmlDoc) doc = parsed(text->str);
    ck_assert_int_eq(xml_line(xml_child(xml_root(doc), "b")), 70001);
}
END_TEST

START_TEST(elements_and_attributes_are_reached)
{
    g_autoptr(XmlDoc) doc =
        parsed("<r xmlns='urn:x'><!-- c --><a n='1' xml:lang='sn'>one</a>text<b xml:space='preserve'/>"
               "<a n='2'><![CDATA[<t>]]>wo</a></r>");
    const XmlNode *root = xml_root(doc), *first = xml_child(root, NULL), *b = xml_next(first, NULL);
    ck_assert_str_eq(xml_name(first), "a");
    ck_assert(xml_is(b, "b") && xml_preserves(b) && !xml_preserves(first));
    const XmlNode *second = xml_next(first, "a");
    g_autofree char *n = xml_attr(second, "n"), *none = xml_attr(second, "lang"), *lang = xml_lang(first);
    g_autofree char *text = xml_text(second), *empty = xml_text(b), *no_lang = xml_lang(second);
    ck_assert_str_eq(n, "2");
    ck_assert_ptr_null(none);
    ck_assert_ptr_null(no_lang);
    ck_assert_str_eq(lang, "sn");
    ck_assert_str_eq(text, "<t>wo");
    ck_assert_str_eq(empty, "");
    ck_assert_ptr_null(xml_next(second, NULL));
    ck_assert_ptr_null(xml_child(b, NULL));
    ck_assert_ptr_eq(xml_parent(second), root);
    ck_assert_ptr_null(xml_parent(root));
}
END_TEST

static void note(const char *text, const XmlNode *element, bool end, gpointer data)
{
    if (element)
        g_string_append_printf(data, "[%s%s]", end ? "/" : "", xml_name(element));
    else
        g_string_append(data, text);
}

START_TEST(mixed_content_is_walked_in_order)
{
    g_autoptr(XmlDoc) doc = parsed("<p>a<b>b<i/></b><!-- no --> c <b><i>d</i></b></p>");
    g_autoptr(GString) out = g_string_new(NULL);
    xml_walk(xml_root(doc), note, out);
    ck_assert_str_eq(out->str, "a[b]b[i][/i][/b] c [b][i]d[/i][/b]");
    g_string_truncate(out, 0);
    xml_walk(xml_child(xml_root(doc), "b"), note, out);
    ck_assert_str_eq(out->str, "b[i][/i]");
}
END_TEST

static const char xsd[] =
    "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' targetNamespace='urn:t' xmlns='urn:t'"
    " elementFormDefault='qualified'>"
    "<xs:simpleType name='id'><xs:restriction base='xs:string'><xs:pattern value='[a-z][a-z0-9]{0,63}'/>"
    "</xs:restriction></xs:simpleType>"
    "<xs:simpleType name='kind'><xs:restriction base='xs:string'><xs:enumeration value='single'/>"
    "<xs:enumeration value='multiple'/></xs:restriction></xs:simpleType>"
    "<xs:element name='quiz'><xs:complexType><xs:sequence><xs:element name='title' type='xs:string'/>"
    "<xs:choice maxOccurs='unbounded'><xs:element ref='item'/><xs:element name='note'><xs:complexType mixed='true'>"
    "<xs:choice minOccurs='0' maxOccurs='unbounded'><xs:element name='b'/><xs:element name='i'/></xs:choice>"
    "</xs:complexType></xs:element></xs:choice></xs:sequence></xs:complexType></xs:element>"
    "<xs:element name='item'><xs:complexType><xs:sequence>"
    "<xs:element name='option' minOccurs='2' maxOccurs='3'><xs:complexType mixed='true'>"
    "<xs:attribute name='right' type='xs:boolean'/></xs:complexType></xs:element>"
    "</xs:sequence><xs:attribute name='id' type='id' use='required'/><xs:attribute name='kind' type='kind'/>"
    "</xs:complexType></xs:element></xs:schema>";

static const char rng[] = "<element name='quiz' ns='urn:t' xmlns='http://relaxng.org/ns/structure/1.0'><element "
                          "name='title'><text/></element>"
                          "<zeroOrMore><element name='note'><text/></element></zeroOrMore></element>";

START_TEST(faults_are_told_in_plain_words)
{
    static const struct {
        const char *body, *says;
    } rows[] = {
        { "<title/>\n<itme/>",
            "the element <itme> does not belong here; expected is <item> or <note>; did you mean <item>?" },
        { "\n<note/>", "the element <note> does not belong here; expected is <title>" },
        { "<title/><note/>\n<title/>", "the element <title> does not belong here" },
        { "<title/>\n<item id='a'><option/><option/><option/><option/></item>",
            "the element <option> does not belong here; nothing more is expected" },
        { "<title/>\n<item id='a'><option/></item>", "the element <item> is not complete; expected next is <option>" },
        { "<title/>\n<item id='a' idd='b'><option/><option/></item>", "the element <item> has no attribute \"idd\"" },
        { "<title/>\n<item><option/><option/></item>", "the element <item> lacks the attribute \"id\"" },
        { "<title/>\n<item id='A'><option/><option/></item>",
            "the value \"A\" of attribute \"id\" of <item> has not the form [a-z][a-z0-9]{0,63}" },
        { "<title/>\n<item id='a' kind='sngle'><option/><option/></item>",
            "the value \"sngle\" of attribute \"kind\" of <item> must be \"single\" or \"multiple\"; did you mean "
            "\"single\"?" },
        { "<title/>\n<item id='a'><option right='maybe'/><option/></item>",
            "the value \"maybe\" of attribute \"right\" of <option> must be true or false" },
        { "<title/>\n<note><u/></note>", "the element <u> does not belong here; expected is <b> or <i>" },
        { "\n<title><b/></title><note/>", "the element <title> takes plain text, no other elements" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *text = g_strdup_printf("<quiz xmlns='urn:t'>%s</quiz>", rows[i].body);
        g_autoptr(XmlDoc) doc = parsed(text);
        g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)xml_fault_free);
        ck_assert(!xml_validate(doc, xsd, sizeof xsd - 1, rng, sizeof rng - 1, NULL, faults));
        const XmlFault *fault = faults->pdata[0];
        ck_assert_msg(strstr(fault->text, rows[i].says) != NULL, "row %zu: %s", i, fault->text);
        ck_assert_msg(fault->line == 2, "row %zu: line %ld", i, fault->line);
        ck_assert_msg(faults->len == 1, "row %zu: %u faults", i, faults->len);
    }
}
END_TEST

START_TEST(a_kind_of_value_is_told_in_the_words_of_its_schema)
{
    static const XmlValue values[] = {
        { "id", "[a-z][a-z0-9]{0,63}", "an id such as q17" },
        { NULL, NULL, NULL },
    };
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)xml_fault_free);
    g_autoptr(XmlDoc) doc = parsed("<quiz xmlns='urn:t'><title/><item id='A'><option/><option/></item></quiz>");
    ck_assert(!xml_validate(doc, xsd, sizeof xsd - 1, rng, sizeof rng - 1, values, faults));
    ck_assert_uint_eq(faults->len, 1);
    ck_assert_str_eq(((XmlFault *)faults->pdata[0])->text,
        "the value \"A\" of attribute \"id\" of <item> must be an id such as q17");
}
END_TEST

START_TEST(stray_text_and_a_wrong_root_are_told)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)xml_fault_free);
    g_autoptr(XmlDoc) stray = parsed("<quiz xmlns='urn:t'><title/>stray<note/></quiz>");
    g_autoptr(XmlDoc) root = parsed("<quiz/>");
    ck_assert(!xml_validate(stray, xsd, sizeof xsd - 1, NULL, 0, NULL, faults));
    ck_assert(!xml_validate(root, xsd, sizeof xsd - 1, NULL, 0, NULL, faults));
    ck_assert_uint_eq(faults->len, 2);
    ck_assert_ptr_nonnull(strstr(((XmlFault *)faults->pdata[0])->text, "text stands directly in <quiz>"));
    ck_assert_ptr_nonnull(strstr(((XmlFault *)faults->pdata[1])->text, "xmlns is missing"));
}
END_TEST

START_TEST(the_second_opinion_is_heard_where_the_first_is_content)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)xml_fault_free);
    g_autoptr(XmlDoc) both = parsed("<quiz xmlns='urn:t'><title/><note/></quiz>");
    ck_assert(xml_validate(both, xsd, sizeof xsd - 1, rng, sizeof rng - 1, NULL, faults));
    g_autoptr(XmlDoc) one = parsed("<quiz xmlns='urn:t'><title/>\n<item id='a'><option/><option/></item></quiz>");
    ck_assert(xml_validate(one, xsd, sizeof xsd - 1, NULL, 0, NULL, faults));
    ck_assert(!xml_validate(one, xsd, sizeof xsd - 1, rng, sizeof rng - 1, NULL, faults));
    ck_assert_int_eq(((XmlFault *)faults->pdata[0])->line, 2);
}
END_TEST

START_TEST(the_writer_escapes_everything)
{
    XmlWriter *w = xml_writer_new();
    xml_open(w, "p", "title", "\"><script>'&", "class", NULL, NULL);
    xml_put(w, "</p><script>alert(1)</script> & \x01");
    xml_empty(w, "br", NULL);
    xml_putf(w, "%d < %s", 1, "<b>");
    xml_close(w);
    g_autoptr(Markup) markup = xml_writer_end(w);
    ck_assert_str_eq(markup_text(markup),
        "<p title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; \ufffd"
        "<br/>1 &lt; &lt;b&gt;</p>");
    g_autoptr(XmlDoc) back = parsed(markup_text(markup));
    g_autofree char *title = xml_attr(xml_root(back), "title");
    ck_assert_str_eq(title, "\"><script>'&");
}
END_TEST

UNIT_MAIN("xml", what_is_not_safe_xml_is_refused_with_its_line, ten_megabytes_and_one_byte_are_too_many,
    lines_beyond_65535_are_right, elements_and_attributes_are_reached, mixed_content_is_walked_in_order,
    faults_are_told_in_plain_words, a_kind_of_value_is_told_in_the_words_of_its_schema,
    stray_text_and_a_wrong_root_are_told, the_second_opinion_is_heard_where_the_first_is_content,
    the_writer_escapes_everything)
