/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of an element as WhatsApp markup (https://faq.whatsapp.com/539178204879377).
 * The client styles a run only when its markers touch a word's start and end and stand on one line. So the walk
 * collects one line of characters with a style each, and markup_line.c puts the markers, line by line. Blank space is
 * collapsed as in HTML; blocks begin on a new line and a blank line stands before and after a paragraph. */
#include "course_priv.h"
#include "markup_priv.h"
#include <string.h>

#define PREFIX 16

typedef struct {
    GString *out;
    GString *line, *style; /* one style byte for each byte of line */
    char prefix[PREFIX];   /* of the next line: "- ", "3. ", "> " */
    bool keep_prefix;      /* a quotation has it on every line */
    int gap;               /* newlines owed before the next line */
    int depth[4];          /* of b, i, s, code */
    bool space;            /* a blank is owed before the next character */
    bool preserve;
    int number;    /* of the next <li>; 0: dashes */
    GString *link; /* words of the open <a>, or NULL */
} Walk;

static const char *const inline_names[] = { "b", "i", "s", "code" };
static const char inline_marks[] = "*_~`";

static char current_style(const Walk *w)
{
    char style = 0;
    for (int i = 0; i < 4; i++)
        if (w->depth[i] > 0)
            style |= 1 << i;
    return style & MARKUP_CODE ? MARKUP_CODE : style;
}

static void put_byte(Walk *w, char c, char style)
{
    g_string_append_c(w->line, c);
    g_string_append_c(w->style, style);
}

static void end_line(Walk *w)
{
    w->space = false;
    if (w->line->len > 0) {
        for (int i = 0; i < w->gap && w->out->len > 0; i++)
            g_string_append_c(w->out, '\n');
        g_string_append(w->out, w->prefix);
        markup_line(w->out, w->line->str, w->style->str, w->line->len);
        g_string_truncate(w->line, 0);
        g_string_truncate(w->style, 0);
        w->gap = 0;
    }
    if (!w->keep_prefix && w->gap == 0)
        w->prefix[0] = '\0';
    w->gap = MAX(w->gap, 1);
}

static void put_char(Walk *w, const char *p, size_t n, char style)
{
    if (w->space && w->line->len > 0)
        put_byte(w, ' ', style);
    w->space = false;
    if (n == 1 && (*p == '{' || *p == '}'))
        put_byte(w, *p, style);
    for (size_t i = 0; i < n; i++)
        put_byte(w, p[i], style);
}

static void put_words(Walk *w, const char *text, char extra)
{
    char style = current_style(w) | extra;
    for (const char *p = text; *p;) {
        size_t n = g_utf8_next_char(p) - p;
        if (strchr(" \t\r\n", *p))
            w->space = true;
        else if (n == 2 && memcmp(p, "\u00a0", 2) == 0)
            put_char(w, " ", 1, style);
        else
            put_char(w, p, n, style);
        p += n;
    }
}

static void put_raw(Walk *w, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '{' || *p == '}')
            g_string_append_c(w->out, *p);
        g_string_append_c(w->out, *p);
    }
}

/* <var name="x"/> stands as {x}: single braces, where the author's own are doubled. */
static void put_variable(Walk *w, const XmlNode *node)
{
    g_autofree char *name = xml_attr(node, "name");
    g_autofree char *text = g_strdup_printf("{%s}", name ? name : "");
    if (w->preserve) {
        g_string_append(w->out, text);
        return;
    }
    if (w->space && w->line->len > 0)
        put_byte(w, ' ', current_style(w));
    w->space = false;
    for (const char *p = text; *p; p++)
        put_byte(w, *p, current_style(w) | MARKUP_RAW);
}

static void end_link(Walk *w, const XmlNode *node)
{
    g_autofree char *href = xml_attr(node, "href");
    g_autofree char *words = g_strstrip(g_string_free(g_steal_pointer(&w->link), FALSE));
    bool same = words[0] == '\0' || g_strcmp0(words, href) == 0;
    g_autofree char *address = g_strdup_printf(same ? "%s" : "(%s)", href ? href : "");
    if (w->preserve) {
        put_raw(w, same ? "" : words);
        put_raw(w, same ? "" : " ");
        put_raw(w, address);
        return;
    }
    if (!same) {
        put_words(w, words, 0);
        w->space = true;
    }
    put_words(w, address, MARKUP_RAW);
}

static void block_starts(Walk *w, int gap)
{
    end_line(w);
    w->gap = MAX(w->gap, gap);
}

static void set_prefix(Walk *w, const char *prefix, bool keep)
{
    g_strlcpy(w->prefix, prefix, PREFIX);
    w->keep_prefix = keep;
}

static void block_edge(Walk *w, const XmlNode *node, bool end)
{
    if (xml_is(node, "br")) {
        if (end)
            return;
        if (w->line->len == 0)
            w->gap = 2;
        end_line(w);
    } else if (xml_is(node, "p")) {
        block_starts(w, 2);
    } else if (xml_is(node, "ul") || xml_is(node, "ol")) {
        block_starts(w, 1);
        w->number = xml_is(node, "ol") ? 1 : 0;
    } else if (xml_is(node, "li") || xml_is(node, "q")) {
        block_starts(w, 1);
        char prefix[PREFIX] = "";
        if (!end && xml_is(node, "q"))
            g_strlcpy(prefix, "> ", PREFIX);
        else if (!end && w->number > 0)
            g_snprintf(prefix, PREFIX, "%d. ", w->number++);
        else if (!end)
            g_strlcpy(prefix, "- ", PREFIX);
        set_prefix(w, prefix, !end && xml_is(node, "q"));
    }
}

/* In preserved text the author's line breaks are the layout; only markers and values are put in. */
static void raw_edge(Walk *w, const XmlNode *node, bool end)
{
    if (xml_is(node, "li") && !end) {
        g_string_append(w->out, "- ");
    } else if (xml_is(node, "q") && !end) {
        g_string_append(w->out, "> ");
    } else if ((xml_is(node, "br") || xml_is(node, "p") || xml_is(node, "li") || xml_is(node, "q")) && end) {
        g_string_append_c(w->out, '\n');
    }
}

static void element_edge(Walk *w, const XmlNode *node, bool end)
{
    for (int i = 0; i < 4; i++)
        if (xml_is(node, inline_names[i])) {
            w->depth[i] += end ? -1 : 1;
            if (w->preserve)
                g_string_append_c(w->out, inline_marks[i]);
            return;
        }
    if (xml_is(node, "var")) {
        if (!end)
            put_variable(w, node);
    } else if (xml_is(node, "a")) {
        if (end)
            end_link(w, node);
        else
            w->link = g_string_new(NULL);
    } else if (w->preserve) {
        raw_edge(w, node, end);
    } else {
        block_edge(w, node, end);
    }
}

static void on_mixed(const char *text, const XmlNode *element, bool end, gpointer data)
{
    Walk *w = data;
    if (element)
        element_edge(w, element, end);
    else if (w->link)
        g_string_append(w->link, text);
    else if (w->preserve)
        put_raw(w, text);
    else
        put_words(w, text, 0);
}

char *course_markup(const XmlNode *node)
{
    Walk w = { .out = g_string_new(NULL), .line = g_string_new(NULL), .style = g_string_new(NULL) };
    w.preserve = xml_preserves(node);
    xml_walk(node, on_mixed, &w);
    if (!w.preserve)
        end_line(&w);
    if (w.link)
        g_string_free(w.link, TRUE);
    g_string_free(w.line, TRUE);
    g_string_free(w.style, TRUE);
    return g_string_free(w.out, FALSE);
}
