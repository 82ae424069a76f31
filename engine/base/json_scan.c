/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cJSON's parser takes "01", "1.", raw control characters and text after the value, and cuts strings at \u0000. So the
 * grammar is checked here first, in one pass with a bit for each open bracket; json_build.c then makes the tree. */
#include "json_priv.h"

#include <stdint.h>
#include <string.h>

typedef struct {
    const char *bytes;
    gsize size, at;
    const char *reason;
    uint64_t objects; /* bit d set: the bracket at depth d+1 is an object */
    int depth;
    gsize values;
} Scan;

static bool fail(Scan *s, const char *reason)
{
    s->reason = reason;
    return false;
}

/* The byte here, or -1 at the end. */
static int peek(const Scan *s)
{
    return s->at < s->size ? (unsigned char)s->bytes[s->at] : -1;
}

static void skip_blanks(Scan *s)
{
    for (; s->at < s->size; s->at++) {
        char c = s->bytes[s->at];
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n')
            return;
    }
}

/* Four hex digits of an escape, -1 when they are not. */
static int hex4(Scan *s)
{
    int value = 0;
    for (int i = 0; i < 4; i++, s->at++) {
        int c = peek(s), digit = c < 0 ? -1 : g_ascii_xdigit_value((char)c);
        if (digit < 0)
            return -1;
        value = value * 16 + digit;
    }
    return value;
}

static bool scan_unicode(Scan *s)
{
    int unit = hex4(s);
    if (unit < 0)
        return fail(s, "\\u needs four hex digits");
    if (unit == 0)
        return fail(s, "\\u0000 is not allowed");
    if (unit >= 0xdc00 && unit <= 0xdfff)
        return fail(s, "half of a surrogate pair stands alone");
    if (unit < 0xd800 || unit > 0xdbff)
        return true;
    if (s->size - s->at < 6 || s->bytes[s->at] != '\\' || s->bytes[s->at + 1] != 'u')
        return fail(s, "half of a surrogate pair stands alone");
    s->at += 2;
    int low = hex4(s);
    return (low >= 0xdc00 && low <= 0xdfff) || fail(s, "half of a surrogate pair stands alone");
}

static bool scan_string(Scan *s)
{
    if (peek(s) != '"')
        return fail(s, "a string in double quotes is expected");
    s->at++;
    for (;;) {
        s->at += json_plain(s->bytes + s->at, s->size - s->at);
        int c = peek(s);
        if (c < 0)
            return fail(s, "a string is not closed");
        if (c < 0x20)
            return fail(s, "a control character stands in a string");
        s->at++;
        if (c == '"')
            return true;
        if (c != '\\')
            continue;
        int escape = peek(s);
        if (escape < 0 || !memchr("\"\\/bfnrtu", escape, 9))
            return fail(s, "an unknown escape");
        s->at++;
        if (escape == 'u' && !scan_unicode(s))
            return false;
    }
}

static bool scan_digits(Scan *s)
{
    gsize start = s->at;
    while (s->at < s->size && g_ascii_isdigit(s->bytes[s->at]))
        s->at++;
    return s->at > start || fail(s, "a digit is expected");
}

static bool scan_number(Scan *s)
{
    if (peek(s) == '-')
        s->at++;
    if (peek(s) == '0') {
        s->at++;
    } else if (!scan_digits(s)) {
        return false;
    }
    if (peek(s) == '.') {
        s->at++;
        if (!scan_digits(s))
            return false;
    }
    if (peek(s) == 'e' || peek(s) == 'E') {
        s->at++;
        if (peek(s) == '+' || peek(s) == '-')
            s->at++;
        return scan_digits(s);
    }
    return true;
}

static bool scan_word(Scan *s)
{
    static const char *const words[] = { "true", "false", "null" };
    for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
        gsize n = strlen(words[i]);
        if (s->size - s->at >= n && memcmp(s->bytes + s->at, words[i], n) == 0) {
            s->at += n;
            return true;
        }
    }
    return fail(s, "a value is expected");
}

static bool in_object(const Scan *s)
{
    return s->objects >> (s->depth - 1) & 1;
}

static bool scan_name(Scan *s)
{
    skip_blanks(s);
    if (!scan_string(s))
        return false;
    skip_blanks(s);
    if (peek(s) != ':')
        return fail(s, "a colon is expected after a name");
    s->at++;
    return true;
}

/* Enters a bracket; *closed when it is empty and was left again. */
static bool open_bracket(Scan *s, bool object, bool *closed)
{
    if (s->depth == JSON_DEPTH)
        return fail(s, "brackets are nested more than 64 deep");
    s->objects = (s->objects & ~(UINT64_C(1) << s->depth)) | (uint64_t)object << s->depth;
    s->depth++;
    s->at++;
    skip_blanks(s);
    *closed = peek(s) == (object ? '}' : ']');
    if (*closed) {
        s->at++;
        s->depth--;
    }
    return *closed || !object || scan_name(s);
}

/* After a value: closes what ends here, and stops before the next value. *done when nothing is open any more. */
static bool after_value(Scan *s, bool *done)
{
    while (s->depth > 0) {
        skip_blanks(s);
        int c = peek(s);
        if (c == ',') {
            s->at++;
            return !in_object(s) || scan_name(s);
        }
        if (c != (in_object(s) ? '}' : ']'))
            return fail(s, c < 0 ? "a bracket is not closed" : "a comma or a closing bracket is expected");
        s->at++;
        s->depth--;
    }
    *done = true;
    return true;
}

static bool scan_document(Scan *s)
{
    for (bool done = false; !done;) {
        skip_blanks(s);
        int c = peek(s);
        bool closed = true, ok;
        s->values++;
        if (c == '{' || c == '[')
            ok = open_bracket(s, c == '{', &closed);
        else if (c == '"')
            ok = scan_string(s);
        else if (c == '-' || (c >= '0' && c <= '9'))
            ok = scan_number(s);
        else
            ok = scan_word(s);
        if (!ok || (closed && !after_value(s, &done)))
            return false;
    }
    skip_blanks(s);
    return s->at == s->size || fail(s, "something follows the value");
}

bool json_scan(const char *bytes, gsize size, gsize *values, const char **reason, gsize *at)
{
    Scan s = { .bytes = bytes, .size = size };
    bool ok = scan_document(&s);
    *values = s.values;
    *reason = s.reason;
    *at = s.at;
    return ok;
}
