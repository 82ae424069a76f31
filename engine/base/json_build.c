/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds the tree of a text whose grammar json_scan has found good, so that nothing here can fail: no name, bracket or
 * escape is looked at twice. cJSON's own parser reads each byte through three checks of its own. */
#include "json_priv.h"

#include <string.h>

/* The bytes of a string before its first quote, backslash or control character, eight at a time. The lowest mark of the
 * eight is true; above it a borrow may have made others. */
gsize json_plain(const char *text, gsize size)
{
    const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101), tops = ones << 7;
    gsize at = 0;
    for (guint64 eight; size - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, text + at, sizeof eight);
        eight = GUINT64_FROM_LE(eight);
        guint64 quote = eight ^ (ones * '"'), slash = eight ^ (ones * '\\');
        guint64 marks =
            (((eight - ones * 0x20) & ~eight) | ((quote - ones) & ~quote) | ((slash - ones) & ~slash)) & tops;
        if (marks)
            return at + (gsize)__builtin_ctzll(marks) / 8;
    }
    while (at < size && (unsigned char)text[at] >= 0x20 && text[at] != '"' && text[at] != '\\')
        at++;
    return at;
}

typedef struct {
    const char *at, *end;
    cJSON *items; /* of a block, the next that is free; NULL where everything is allocated by itself */
    char *texts;
} Build;

static void skip_blanks(Build *b)
{
    while (b->at < b->end && (unsigned char)*b->at <= ' ')
        b->at++;
}

static gunichar hex4(Build *b)
{
    gunichar value = 0;
    for (int i = 0; i < 4; i++)
        value = value * 16 + (gunichar)g_ascii_xdigit_value(*b->at++);
    return value;
}

/* What stands behind a backslash, as UTF-8: never longer than the escape. */
static char *put_escaped(Build *b, char *out)
{
    static const char from[] = "bfnrt", to[] = "\b\f\n\r\t";
    char c = *b->at++;
    if (c == 'u') {
        gunichar unit = hex4(b);
        if (unit >= 0xd800 && unit <= 0xdbff) {
            b->at += strlen("\\u");
            unit = 0x10000 + ((unit - 0xd800) << 10) + (hex4(b) - 0xdc00);
        }
        return out + g_unichar_to_utf8(unit, out);
    }
    const char *letter = strchr(from, c);
    *out = letter ? to[letter - from] : c;
    return out + 1;
}

/* The bytes up to the closing quote, escapes as they stand. */
static gsize raw_length(const char *text, gsize size)
{
    gsize at = json_plain(text, size);
    while (text[at] != '"') {
        at += 2;
        at += json_plain(text + at, size - at);
    }
    return at;
}

/* The string whose opening quote is here. */
static char *read_text(Build *b)
{
    b->at++;
    gsize plain = json_plain(b->at, (gsize)(b->end - b->at));
    gsize raw = b->at[plain] == '"' ? plain : raw_length(b->at, (gsize)(b->end - b->at));
    const char *close = b->at + raw;
    char *text = b->items ? b->texts : cJSON_malloc(raw + 1), *out = text;
    g_assert(text);
    for (;;) {
        memcpy(out, b->at, plain);
        out += plain;
        b->at += plain;
        if (b->at == close)
            break;
        b->at++;
        out = put_escaped(b, out);
        plain = json_plain(b->at, (gsize)(close - b->at));
    }
    b->at++;
    *out++ = '\0';
    if (b->items)
        b->texts = out;
    return text;
}

/* Whole numbers below 10^15 are exact as they are read; others are left to the C library. */
static double read_number(Build *b)
{
    const char *start = b->at;
    bool minus = *b->at == '-';
    guint64 whole = 0;
    b->at += minus;
    const char *digits = b->at;
    while (b->at < b->end && g_ascii_isdigit(*b->at) && b->at - digits < 15)
        whole = whole * 10 + (guint64)(*b->at++ - '0');
    if (b->at == b->end || !strchr("0123456789.eE", *b->at))
        return minus ? -(double)whole : (double)whole;
    while (b->at < b->end && strchr("0123456789.eE+-", *b->at))
        b->at++;
    g_autofree char *text = g_strndup(start, (gsize)(b->at - start));
    return g_ascii_strtod(text, NULL);
}

static cJSON *new_item(Build *b, int type)
{
    cJSON *item = b->items ? b->items++ : cJSON_malloc(sizeof *item);
    g_assert(item);
    *item = (cJSON){ .type = type };
    return item;
}

static cJSON *read_value(Build *b);

/* cJSON keeps the last member as the first one's `prev`. */
static void read_members(Build *b, cJSON *parent)
{
    bool object = *b->at == '{';
    cJSON *last = NULL;
    b->at++;
    for (skip_blanks(b); *b->at != '}' && *b->at != ']'; skip_blanks(b)) {
        if (*b->at == ',')
            b->at++;
        skip_blanks(b);
        char *name = object ? read_text(b) : NULL;
        skip_blanks(b);
        b->at += object; /* the colon */
        cJSON *child = read_value(b);
        child->string = name;
        child->prev = last;
        if (last)
            last->next = child;
        else
            parent->child = child;
        last = child;
    }
    if (last)
        parent->child->prev = last;
    b->at++;
}

static cJSON *read_word(Build *b)
{
    int type = *b->at == 't' ? cJSON_True : *b->at == 'f' ? cJSON_False : cJSON_NULL;
    b->at += type == cJSON_False ? strlen("false") : strlen("true");
    cJSON *item = new_item(b, type);
    item->valueint = type == cJSON_True;
    return item;
}

static cJSON *read_value(Build *b)
{
    cJSON *item;
    skip_blanks(b);
    switch (*b->at) {
    case '{':
    case '[':
        item = new_item(b, *b->at == '{' ? cJSON_Object : cJSON_Array);
        read_members(b, item);
        return item;
    case '"':
        item = new_item(b, cJSON_String);
        item->valuestring = read_text(b);
        return item;
    case 't':
    case 'f':
    case 'n':
        return read_word(b);
    default:
        item = new_item(b, cJSON_Number);
        cJSON_SetNumberHelper(item, read_number(b));
        return item;
    }
}

cJSON *json_build(const char *bytes, gsize size)
{
    Build b = { .at = bytes, .end = bytes + size };
    return read_value(&b);
}

/* A text takes at most the room that it has between its quotes, and its end the place of one of them. */
gsize json_block_size(gsize values, gsize size)
{
    return values * sizeof(cJSON) + size;
}

void json_build_in(void *block, gsize values, const char *bytes, gsize size)
{
    cJSON *items = block;
    Build b = { bytes, bytes + size, items, (char *)(items + values) };
    read_value(&b);
}
