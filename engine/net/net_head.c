/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a request, read strictly: where two HTTP servers could disagree about where a request ends, it is
 * refused. Smuggling lives in that disagreement (RFC 9112, sections 5.1, 6.1 and 11.2). */
#include "net_priv.h"

#include <string.h>

static const char *const method_names[METHODS] = { "GET", "HEAD", "POST", "PUT", "DELETE" };

static const char *const header_names[NET_HEADERS] = {
    [NET_HOST] = "host",
    [NET_CONTENT_TYPE] = "content-type",
    [NET_SIGNATURE] = "x-hub-signature-256",
    [NET_AUTHORIZATION] = "authorization",
    [NET_COOKIE] = "cookie",
    [NET_ORIGIN] = "origin",
    [NET_FETCH_SITE] = "sec-fetch-site",
    [NET_IF_NONE_MATCH] = "if-none-match",
};

const char *net_method_name(NetMethod method)
{
    return method < METHODS ? method_names[method] : "?";
}

guint net_methods(const char *names)
{
    guint methods = 0;
    g_auto(GStrv) parts = g_strsplit(names ? names : "GET POST", " ", 0);
    for (guint i = 0; parts[i]; i++)
        for (guint m = 0; m < METHODS; m++)
            if (strcmp(parts[i], method_names[m]) == 0)
                methods |= 1u << m;
    g_assert(methods != 0);
    return methods;
}

static bool is_token(unsigned char c)
{
    return g_ascii_isalnum(c) || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool span_is(NetSpan span, const char *text)
{
    return span.size == strlen(text) && g_ascii_strncasecmp(span.at, text, span.size) == 0;
}

/* One line without its CRLF. 0: not complete; 1: done; 400: a line that ends in LF alone. */
static int take_line(const char *data, size_t size, size_t *at, NetSpan *line)
{
    const char *start = data + *at, *end = memchr(start, '\n', size - *at);
    if (!end)
        return 0;
    if (end == start || end[-1] != '\r')
        return 400;
    *line = (NetSpan){ start, (size_t)(end - 1 - start) };
    *at = (size_t)(end + 1 - data);
    return 1;
}

static NetSpan take_word(NetSpan *line)
{
    const char *blank = memchr(line->at, ' ', line->size);
    NetSpan word = { line->at, blank ? (size_t)(blank - line->at) : line->size };
    size_t used = word.size + (blank ? 1 : 0);
    line->at += used;
    line->size -= used;
    return word;
}

static NetMethod method_of(NetSpan word)
{
    for (guint m = 0; m < METHODS; m++)
        if (word.size == strlen(method_names[m]) && memcmp(word.at, method_names[m], word.size) == 0)
            return (NetMethod)m;
    return METHODS;
}

static int parse_request_line(NetSpan line, NetHead *head)
{
    NetSpan method = take_word(&line), target = take_word(&line);
    if (method.size == 0 || target.size == 0 || memchr(line.at, ' ', line.size))
        return 400;
    for (size_t i = 0; i < method.size; i++)
        if (!is_token((unsigned char)method.at[i]))
            return 400;
    for (size_t i = 0; i < target.size; i++)
        if (target.at[i] <= ' ' || target.at[i] == 0x7f) /* bytes from 0x80 on are negative: refused too */
            return 400;
    if (target.size > NET_TARGET_MAX)
        return 414;
    if (target.at[0] != '/')
        return 400;
    if (line.size != 8 || memcmp(line.at, "HTTP/", 5) != 0)
        return 400;
    if (memcmp(line.at, "HTTP/1.1", 8) != 0 && memcmp(line.at, "HTTP/1.0", 8) != 0)
        return 505;
    head->method = method_of(method);
    head->target = target;
    head->keep_alive = line.at[7] == '1';
    return 1;
}

static bool has_token(NetSpan value, const char *token)
{
    g_autofree char *text = g_ascii_strdown(value.at, (gssize)value.size);
    g_auto(GStrv) parts = g_strsplit(text, ",", 0);
    for (guint i = 0; parts[i]; i++)
        if (strcmp(g_strstrip(parts[i]), token) == 0)
            return true;
    return false;
}

static int take_length(NetSpan value, NetHead *head)
{
    if (head->content_length >= 0 || value.size == 0 || value.size > 15)
        return 400;
    int64_t length = 0;
    for (size_t i = 0; i < value.size; i++) {
        if (!g_ascii_isdigit(value.at[i]))
            return 400;
        length = length * 10 + (value.at[i] - '0');
    }
    head->content_length = length;
    return 1;
}

static int take_field(NetSpan name, NetSpan value, NetHead *head)
{
    if (span_is(name, "content-length"))
        return take_length(value, head);
    if (span_is(name, "transfer-encoding")) {
        if (head->chunked || !span_is(value, "chunked"))
            return 400;
        head->chunked = true;
        return 1;
    }
    if (span_is(name, "connection")) {
        if (has_token(value, "close"))
            head->keep_alive = false;
        return 1;
    }
    if (span_is(name, "expect")) {
        head->expects_continue = true;
        return span_is(value, "100-continue") ? 1 : 417;
    }
    for (guint h = 0; h < NET_HEADERS; h++) {
        if (!span_is(name, header_names[h]))
            continue;
        if (head->headers[h].at)
            return 400;
        head->headers[h] = value;
        return 1;
    }
    return 1;
}

static int parse_field(NetSpan line, NetHead *head)
{
    const char *colon = memchr(line.at, ':', line.size);
    if (!colon || colon == line.at)
        return 400;
    NetSpan name = { line.at, (size_t)(colon - line.at) };
    NetSpan value = { colon + 1, line.size - name.size - 1 };
    for (size_t i = 0; i < name.size; i++)
        if (!is_token((unsigned char)name.at[i]))
            return 400;
    while (value.size > 0 && (*value.at == ' ' || *value.at == '\t'))
        value.at++, value.size--;
    while (value.size > 0 && (value.at[value.size - 1] == ' ' || value.at[value.size - 1] == '\t'))
        value.size--;
    for (size_t i = 0; i < value.size; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if ((c < ' ' && c != '\t') || c == 0x7f)
            return 400;
    }
    return take_field(name, value, head);
}

/* What only the whole head can tell. */
static int check_framing(const NetHead *head, bool is_http_11)
{
    if (head->chunked && (head->content_length >= 0 || !is_http_11))
        return 400;
    if (is_http_11 && !head->headers[NET_HOST].at)
        return 400;
    bool bare = head->method == METHOD_GET || head->method == METHOD_HEAD;
    if (bare && (head->chunked || head->content_length > 0))
        return 400;
    if ((head->method == METHOD_POST || head->method == METHOD_PUT) && !head->chunked && head->content_length < 0)
        return 411;
    return 1;
}

int net_head_parse(const char *data, size_t size, NetHead *head)
{
    *head = (NetHead){ .content_length = -1 };
    size_t at = 0, window = MIN(size, (size_t)NET_HEAD_MAX);
    int too_long = size > window ? 431 : 0;
    NetSpan line;
    int got = take_line(data, window, &at, &line);
    if (got == 0 && window > NET_TARGET_MAX + 64)
        return 414;
    if (got != 1)
        return got;
    got = parse_request_line(line, head);
    if (got != 1)
        return got;
    bool is_http_11 = head->keep_alive;
    for (guint fields = 0;; fields++) {
        got = take_line(data, window, &at, &line);
        if (got != 1)
            return got == 0 ? too_long : got;
        if (line.size == 0)
            break;
        if (fields >= NET_FIELDS_MAX)
            return 431;
        got = parse_field(line, head);
        if (got != 1)
            return got;
    }
    head->size = at;
    return check_framing(head, is_http_11);
}

/* The size on a chunk line: 1 to 8 hex digits, nothing else (extensions are refused: nobody sends them). */
static bool chunk_size(NetSpan line, size_t *size)
{
    if (line.size == 0 || line.size > 8)
        return false;
    *size = 0;
    for (size_t i = 0; i < line.size; i++) {
        int digit = g_ascii_xdigit_value(line.at[i]);
        if (digit < 0)
            return false;
        *size = *size * 16 + (size_t)digit;
    }
    return true;
}

int net_chunks_scan(const char *data, size_t size, size_t max, size_t *at, size_t *total)
{
    for (;;) {
        size_t next = *at, chunk;
        NetSpan line;
        int got = take_line(data, MIN(size, next + 16), &next, &line);
        if (got == 0)
            return size - *at > 16 ? 400 : 0;
        if (got != 1 || !chunk_size(line, &chunk))
            return 400;
        if (chunk > max - *total)
            return 413;
        if (size - next < chunk + 2)
            return 0;
        if (memcmp(data + next + chunk, "\r\n", 2) != 0)
            return 400;
        *at = next + chunk + 2;
        *total += chunk;
        if (chunk == 0)
            return 1;
    }
}

GBytes *net_chunks_join(const char *data, size_t size)
{
    GByteArray *body = g_byte_array_new();
    for (size_t at = 0, chunk; at < size; at += chunk + 2) {
        NetSpan line = { 0 };
        if (take_line(data, size, &at, &line) != 1 || !chunk_size(line, &chunk))
            break;
        g_byte_array_append(body, (const guint8 *)data + at, (guint)chunk);
    }
    return g_byte_array_free_to_bytes(body);
}

char *net_decode(const char *text, size_t size, bool plus_is_space)
{
    g_autofree char *decoded = g_malloc(size + 1);
    size_t n = 0;
    for (size_t i = 0; i < size; i++) {
        char c = text[i];
        if (c == '%') {
            int high = i + 1 < size ? g_ascii_xdigit_value(text[i + 1]) : -1;
            int low = i + 2 < size ? g_ascii_xdigit_value(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return NULL;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        }
        decoded[n++] = c;
    }
    decoded[n] = '\0';
    if (!g_utf8_validate_len(decoded, n, NULL) || memchr(decoded, 0, n))
        return NULL;
    return g_steal_pointer(&decoded);
}

GHashTable *net_form(const char *data, gsize size)
{
    g_autoptr(GHashTable) form = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (gsize at = 0; at < size;) {
        const char *start = data + at, *amp = memchr(start, '&', size - at);
        gsize length = amp ? (gsize)(amp - start) : size - at;
        at += length + 1;
        if (length == 0)
            continue;
        const char *equals = memchr(start, '=', length);
        gsize name_size = equals ? (gsize)(equals - start) : length;
        gsize value_at = MIN(name_size + 1, length);
        g_autofree char *name = net_decode(start, name_size, true);
        g_autofree char *value = net_decode(start + value_at, length - value_at, true);
        if (!name || !value)
            return NULL;
        if (!g_hash_table_contains(form, name))
            g_hash_table_insert(form, g_steal_pointer(&name), g_steal_pointer(&value));
    }
    return g_steal_pointer(&form);
}
