/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xml_priv.h"

#include <stdarg.h>
#include <string.h>

struct Markup {
    char *text;
};

struct XmlWriter {
    GString *out;
    GPtrArray *open; /* const char *: names, innermost last */
};

XmlWriter *xml_writer_new(void)
{
    XmlWriter *w = g_new0(XmlWriter, 1);
    w->out = g_string_new(NULL);
    w->open = g_ptr_array_new();
    return w;
}

void xml_writer_free(XmlWriter *writer)
{
    if (!writer)
        return;
    g_string_free(writer->out, TRUE);
    g_ptr_array_unref(writer->open);
    g_free(writer);
}

/* Names come from the code. Inside script and style a browser does not undo escapes, so text there could break out. */
static bool is_name(const char *name)
{
    if (!g_ascii_isalpha(*name) || g_ascii_strcasecmp(name, "script") == 0 || g_ascii_strcasecmp(name, "style") == 0)
        return false;
    return strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:_.-") == strlen(name);
}

/* Escaped for text and for attributes in double quotes; what XML cannot hold becomes U+FFFD. */
static void append_escaped(GString *out, const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == '&')
            g_string_append(out, "&amp;");
        else if (c == '<')
            g_string_append(out, "&lt;");
        else if (c == '>')
            g_string_append(out, "&gt;");
        else if (c == '"')
            g_string_append(out, "&quot;");
        else if (c == '\'')
            g_string_append(out, "&#39;");
        else if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
            g_string_append_unichar(out, 0xfffd);
        else
            g_string_append_unichar(out, c);
    }
}

static void append_tag(XmlWriter *w, const char *name, va_list attributes)
{
    g_assert(is_name(name));
    g_string_append_printf(w->out, "<%s", name);
    for (const char *key; (key = va_arg(attributes, const char *));) {
        const char *value = va_arg(attributes, const char *);
        g_assert(is_name(key) || strcmp(key, "style") == 0);
        if (!value)
            continue;
        g_string_append_printf(w->out, " %s=\"", key);
        append_escaped(w->out, value);
        g_string_append_c(w->out, '"');
    }
}

void xml_open(XmlWriter *w, const char *name, ...)
{
    va_list attributes;
    va_start(attributes, name);
    append_tag(w, name, attributes);
    va_end(attributes);
    g_string_append_c(w->out, '>');
    g_ptr_array_add(w->open, (gpointer)name);
}

void xml_close(XmlWriter *w)
{
    g_assert(w->open->len > 0);
    const char *name = g_ptr_array_steal_index(w->open, w->open->len - 1);
    g_string_append_printf(w->out, "</%s>", name);
}

void xml_empty(XmlWriter *w, const char *name, ...)
{
    va_list attributes;
    va_start(attributes, name);
    append_tag(w, name, attributes);
    va_end(attributes);
    g_string_append(w->out, "/>");
}

void xml_put(XmlWriter *w, const char *text)
{
    if (text)
        append_escaped(w->out, text);
}

void xml_putf(XmlWriter *w, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    g_autofree char *text = g_strdup_vprintf(format, values);
    va_end(values);
    xml_put(w, text);
}

Markup *xml_writer_end(XmlWriter *w)
{
    g_assert(w->open->len == 0);
    Markup *markup = g_new0(Markup, 1);
    markup->text = g_strdup(w->out->str);
    xml_writer_free(w);
    return markup;
}

const char *markup_text(const Markup *markup)
{
    return markup->text;
}

void markup_free(Markup *markup)
{
    if (!markup)
        return;
    g_free(markup->text);
    g_free(markup);
}
