/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "unit.h"

#include "error.h"
#include "template.h"

/* Fills `text` as page.html, beside a frame.html and a loop.html that includes itself. */
static char *fill(const char *text, const char *json, GError **error)
{
    const EmbeddedFile files[] = { { "page.html", text, strlen(text) }, { "frame.html", "<h1>{{title}}</h1>", 18 },
        { "loop.html", "{{>loop}}", 9 }, { NULL } };
    GError *trouble = NULL;
    g_autoptr(cJSON) view = json_parse(json, strlen(json), &trouble);
    unit_assert_ok(trouble);
    XmlWriter *w = xml_writer_new();
    xml_open(w, "svg", NULL);
    xml_put(w, "a<b");
    xml_close(w);
    g_autoptr(Markup) markup = xml_writer_end(w);
    template_put_markup(view, "chart", markup);
    return template_fill(files, "page", view, error);
}

START_TEST(templates_are_filled)
{
    static const struct {
        const char *text, *json, *page;
    } rows[] = {
        { "plain", "{}", "plain" },
        { "{{a}} {{ b }}", "{\"a\":\"x\",\"b\":12}", "x 12" },
        { "{{a}}", "{\"a\":null}", "" },
        { "{{a.b.0}}", "{\"a\":{\"b\":[\"deep\"]}}", "deep" },
        { "{{#l}}<{{.}}>{{/l}}{{^l}}none{{/l}}", "{\"l\":[\"a\",\"b\"]}", "<a><b>" },
        { "{{#l}}<{{.}}>{{/l}}{{^l}}none{{/l}}", "{\"l\":[]}", "none" },
        { "{{#l}}{{n}}{{t}};{{/l}}", "{\"t\":\"!\",\"l\":[{\"n\":1},{\"n\":2,\"t\":\"?\"}]}", "1!;2?;" },
        { "{{#o}}{{x}}{{/o}}", "{\"o\":{\"x\":\"in\"},\"x\":\"out\"}", "in" },
        { "{{#yes}}a{{/yes}}{{^yes}}b{{/yes}}{{#no}}c{{/no}}{{^no}}d{{/no}}", "{\"yes\":true,\"no\":false}", "ad" },
        { "{{#s}}a{{/s}}{{^s}}b{{/s}}", "{\"s\":\"\"}", "b" },
        { "{{#s}}{{s}}{{/s}}", "{\"s\":\"x\"}", "x" },
        { "{{#a}}{{#a}}x{{/a}}y{{/a}}", "{\"a\":true}", "xy" },
        { "{{>frame}}{{! a comment with {braces} }}.", "{\"title\":\"T\"}", "<h1>T</h1>." },
        { "{{#l}}{{>frame}}{{/l}}", "{\"l\":[{\"title\":1},{\"title\":2}]}", "<h1>1</h1><h1>2</h1>" },
        { "{{&chart}}", "{}", "<svg>a&lt;b</svg>" },
        { "a } b { c", "{}", "a } b { c" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        g_autofree char *page = fill(rows[i].text, rows[i].json, &error);
        unit_assert_ok(error);
        ck_assert_msg(strcmp(page, rows[i].page) == 0, "row %zu: %s", i, page);
    }
}
END_TEST

START_TEST(what_a_template_lacks_is_named_with_its_line)
{
    static const struct {
        const char *text, *json, *says;
    } rows[] = {
        { "a\nb {{nmae}}", "{\"name\":1}", "page.html:2: the view has no \"nmae\"" },
        { "{{a.c}}", "{\"a\":{\"b\":1}}", "page.html:1: the view has no \"a.c\"" },
        { "{{#x}}{{/x}}", "{}", "the view has no \"x\"" },
        { "{{^x}}{{/x}}", "{}", "the view has no \"x\"" },
        { "\n\n{{#a}}text", "{\"a\":true}", "page.html:3: nothing closes the section \"a\"" },
        { "{{/a}}", "{\"a\":true}", "nothing is open that is closed as \"a\"" },
        { "{{#a}}{{#b}}{{/a}}{{/b}}", "{\"a\":1,\"b\":1}", "nothing closes the section \"b\"" },
        { "{{>nothing}}", "{}", "there is no template \"nothing\"" },
        { "{{>frame}}", "{}", "frame.html:1: the view has no \"title\"" },
        { "{{>loop}}", "{}", "nested too deep" },
        { "{{a", "{\"a\":1}", "not closed" },
        { "{{}}", "{}", "no plain name" },
        { "{{a b}}", "{}", "no plain name" },
        { "{{a}}", "{\"a\":[1]}", "no text or number under \"a\"" },
        { "{{a}}", "{\"a\":true}", "no text or number under \"a\"" },
        { "{{chart}}", "{}", "no text or number under \"chart\"" },
        { "{{&a}}", "{\"a\":\"<b>\"}", "no markup was put into the view as \"a\"" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        g_autofree char *page = fill(rows[i].text, rows[i].json, &error);
        ck_assert_msg(page == NULL, "row %zu: %s", i, page);
        unit_assert_error(error, rows[i].says);
    }
}
END_TEST

START_TEST(what_a_value_brings_cannot_become_page_or_template)
{
    static const struct {
        const char *text, *json, *page;
    } rows[] = {
        { "<p title=\"{{a}}\">", "{\"a\":\"\\\"><script>alert('1')&\"}",
            "<p title=\"&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&amp;\">" },
        { "{{a}}", "{\"a\":\"{{b}}{{&chart}}{{>frame}}\",\"b\":\"no\"}", "{{b}}{{&amp;chart}}{{&gt;frame}}" },
        { "{{a}}{{b}}", "{\"a\":\"{{\",\"b\":\"c}}\"}", "{{c}}" },
        { "<a href=\"{{u}}\">", "{\"u\":\"javascript:alert(1)\"}", "<a href=\"#\">" },
        { "<a href=\"{{u}}\">", "{\"u\":\" JavaScript:alert(1)\"}", "<a href=\"#\">" },
        { "<a href=\"{{u}}\">", "{\"u\":\"java\\tscript:alert(1)\"}", "<a href=\"#\">" },
        { "<img src=\"{{u}}\">", "{\"u\":\"data:text/html,x\"}", "<img src=\"#\">" },
        { "<a href=\"{{u}}\">", "{\"u\":\"HTTPS://example.org/?a=1&b=c:d\"}",
            "<a href=\"HTTPS://example.org/?a=1&amp;b=c:d\">" },
        { "<a href=\"{{u}}\">", "{\"u\":\"/rooms/3?at=12:30\"}", "<a href=\"/rooms/3?at=12:30\">" },
        { "<a href=\"/r/{{u}}\">", "{\"u\":\"javascript:x\"}", "<a href=\"/r/javascript:x\">" },
    };
    for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
        GError *error = NULL;
        g_autofree char *page = fill(rows[i].text, rows[i].json, &error);
        unit_assert_ok(error);
        ck_assert_msg(strcmp(page, rows[i].page) == 0, "row %zu: %s", i, page);
    }
}
END_TEST

START_TEST(a_page_that_is_not_there_is_missing)
{
    const EmbeddedFile none[] = { { NULL } };
    g_autoptr(cJSON) view = cJSON_CreateObject();
    GError *error = NULL;
    ck_assert_ptr_null(template_fill(none, "page", view, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_MISSING));
    unit_assert_error(error, "there is no template \"page\"");
}
END_TEST

UNIT_MAIN("template", templates_are_filled, what_a_template_lacks_is_named_with_its_line,
    what_a_value_brings_cannot_become_page_or_template, a_page_that_is_not_there_is_missing)
