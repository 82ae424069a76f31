/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "template_priv.h"

#include <string.h>

static TagKind kind_of(char sign)
{
    switch (sign) {
    case '&':
        return TAG_MARKUP;
    case '#':
        return TAG_SECTION;
    case '^':
        return TAG_UNLESS;
    case '/':
        return TAG_CLOSE;
    case '>':
        return TAG_PARTIAL;
    case '!':
        return TAG_COMMENT;
    }
    return TAG_TEXT;
}

static const char *find(const char *at, const char *end, const char *what)
{
    return memmem(at, (gsize)(end - at), what, strlen(what));
}

static bool is_name(const char *name)
{
    return *name && strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") == strlen(name);
}

TagFound template_next_tag(const char *at, const char *end, Tag *tag)
{
    const char *open = find(at, end, "{{");
    if (!open)
        return TAG_NONE;
    *tag = (Tag){ .start = open };
    const char *close = find(open, end, "}}");
    if (!close)
        return TAG_BROKEN;
    tag->end = close + 2;
    tag->kind = kind_of(open[2]);
    if (tag->kind == TAG_COMMENT)
        return TAG_FOUND;
    const char *name = open + 2 + (tag->kind != TAG_TEXT);
    if (close < name || (gsize)(close - name) >= sizeof tag->name)
        return TAG_BROKEN;
    memcpy(tag->name, name, (gsize)(close - name));
    g_strstrip(tag->name);
    return is_name(tag->name) ? TAG_FOUND : TAG_BROKEN;
}

const char *template_section_end(const Tag *open, const char *end, const char **after)
{
    int depth = 1;
    Tag tag;
    for (const char *at = open->end; template_next_tag(at, end, &tag) == TAG_FOUND; at = tag.end) {
        if (strcmp(tag.name, open->name) != 0)
            continue;
        depth += tag.kind == TAG_SECTION || tag.kind == TAG_UNLESS;
        depth -= tag.kind == TAG_CLOSE;
        if (depth == 0) {
            *after = tag.end;
            return tag.start;
        }
    }
    return NULL;
}

static bool at_address(const GString *out)
{
    static const char *const attributes[] = { " href=\"", " src=\"", " action=\"", " formaction=\"" };
    for (gsize i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (g_str_has_suffix(out->str, attributes[i]))
            return true;
    return false;
}

/* Browsers skip control characters and blanks in a scheme, so any of them before the colon makes it none of ours. */
static bool address_is_safe(const char *text)
{
    static const char *const schemes[] = { "https", "http", "mailto", "tel" };
    gsize n = strcspn(text, ":/?#");
    if (text[n] != ':')
        return true;
    for (gsize i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (strlen(schemes[i]) == n && g_ascii_strncasecmp(text, schemes[i], n) == 0)
            return true;
    return false;
}

void template_put_escaped(GString *out, const char *text)
{
    if (at_address(out) && !address_is_safe(text))
        text = "#";
    for (; *text; text++) {
        switch (*text) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        case '\'':
            g_string_append(out, "&#39;");
            break;
        default:
            g_string_append_c(out, *text);
        }
    }
}
