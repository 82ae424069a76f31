/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multipart.h"
#include "error.h"

#include <stdbool.h>
#include <string.h>

#define HEADERS_MAX 1024 /* bytes of a part's headers */
#define BOUNDARY_MAX 70  /* RFC 2046 */

typedef struct {
    const char *at, *end;
    char *line; /* CR LF -- and the boundary */
    gsize line_size;
    Multipart *out;
} Reader;

typedef struct {
    char *name, *filename; /* filename NULL: a field */
} Part;

void multipart_free(Multipart *multipart)
{
    if (!multipart)
        return;
    g_hash_table_unref(multipart->fields);
    g_free(multipart->input);
    g_free(multipart->name);
    g_clear_pointer(&multipart->file, g_bytes_unref);
    g_free(multipart);
}

static bool refuse(GError **error, const char *why)
{
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_INPUT, "The form cannot be read: %s.", why);
    return false;
}

/* Given; NULL when there is none that RFC 2046 allows. */
static char *boundary_of(const char *type)
{
    static const char allowed[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'()+_,-./:=?"; /* a blank has no place at an end
                                                                                       */
    static const char head[] = "multipart/form-data; boundary=";
    if (!type || g_ascii_strncasecmp(type, head, strlen(head)) != 0)
        return NULL;
    const char *from = type + strlen(head);
    gsize size = strlen(from);
    if (size >= 2 && from[0] == '"' && from[size - 1] == '"') {
        from++;
        size -= 2;
    }
    if (size == 0 || size > BOUNDARY_MAX || strspn(from, allowed) < size)
        return NULL;
    return g_strndup(from, size);
}

/* Reads `name="value"` at *at and goes behind it; browsers write a quote in a value as %22. Given, or NULL. */
static char *quoted(const char **at, const char *name)
{
    g_autofree char *head = g_strconcat("; ", name, "=\"", NULL);
    if (!g_str_has_prefix(*at, head))
        return NULL;
    const char *from = *at + strlen(head), *end = strchr(from, '"');
    if (!end)
        return NULL;
    *at = end + 1;
    return g_strndup(from, (gsize)(end - from));
}

static bool is_name(const char *text, gsize most)
{
    gsize size = strlen(text);
    if (size > most || !g_utf8_validate(text, (gssize)size, NULL))
        return false;
    for (const char *p = text; *p; p++)
        if ((guchar)*p < 0x20 || *p == 0x7f)
            return false;
    return true;
}

static bool read_disposition(const char *header, Part *part, GError **error)
{
    static const char head[] = "content-disposition: form-data";
    if (g_ascii_strncasecmp(header, head, strlen(head)) != 0)
        return refuse(error, "a part has a header that no form has");
    const char *at = header + strlen(head);
    if (part->name || !(part->name = quoted(&at, "name")) || !*part->name || !is_name(part->name, 64))
        return refuse(error, "a part has no name");
    part->filename = quoted(&at, "filename");
    if (*at || (part->filename && !is_name(part->filename, MULTIPART_NAME_MAX)))
        return refuse(error, "the name of the file is too long, or has signs that no name has");
    return true;
}

static bool read_headers(Reader *r, Part *part, GError **error)
{
    const char *end = g_strstr_len(r->at, MIN(r->end - r->at, HEADERS_MAX), "\r\n\r\n");
    if (!end || memchr(r->at, '\0', (gsize)(end - r->at)))
        return refuse(error, "a part has no end to its headers");
    g_autofree char *text = g_strndup(r->at, (gsize)(end - r->at));
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line; line++)
        /* what a file says it is nobody believes */
        if (g_ascii_strncasecmp(*line, "content-type: ", 14) != 0 && !read_disposition(*line, part, error))
            return false;
    r->at = end + 4;
    return part->name || refuse(error, "a part has no name");
}

/* The name without what looks like a folder. Given. */
static char *base_name(const char *name)
{
    const char *slash = strrchr(name, '/'), *back = strrchr(name, '\\');
    const char *from = slash && (!back || slash > back) ? slash + 1 : back ? back + 1 : name;
    return g_strdup(from);
}

static bool keep_file(Multipart *out, const Part *part, const char *from, gsize size, GError **error)
{
    if (!*part->filename && size == 0)
        return true; /* none was chosen */
    if (out->file)
        return refuse(error, "it brings more than one file");
    out->file = g_bytes_new(from, size);
    out->input = g_strdup(part->name);
    out->name = base_name(part->filename);
    return true;
}

static bool keep_field(Multipart *out, const Part *part, const char *from, gsize size, GError **error)
{
    if (size > MULTIPART_TEXT || !g_utf8_validate(from, (gssize)size, NULL))
        return refuse(error, "a field is too long, or no text");
    if (g_hash_table_contains(out->fields, part->name))
        return refuse(error, "a field stands there twice");
    g_autofree char *text = g_strndup(from, size);
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    g_hash_table_insert(out->fields, g_strdup(part->name), g_strjoinv("\n", lines));
    return true;
}

/* The end of what begins at r->at: where the boundary's line stands. */
static const char *content_end(const Reader *r)
{
    const char *p = r->at;
    while (r->end - p >= (gssize)r->line_size) {
        p = memchr(p, '\r', (gsize)(r->end - p) - r->line_size + 1);
        if (!p || memcmp(p, r->line, r->line_size) == 0)
            return p;
        p++;
    }
    return NULL;
}

/* *last becomes true behind the closing boundary. */
static bool read_part(Reader *r, bool *last, GError **error)
{
    g_autofree char *name = NULL, *filename = NULL;
    Part part = { 0 };
    bool good = read_headers(r, &part, error);
    name = part.name;
    filename = part.filename;
    const char *from = r->at, *end = good ? content_end(r) : NULL;
    if (!good)
        return false;
    if (!end)
        return refuse(error, "it is cut short");
    if (!(filename ? keep_file : keep_field)(r->out, &part, from, (gsize)(end - from), error))
        return false;
    r->at = end + r->line_size;
    *last = r->end - r->at >= 2 && memcmp(r->at, "--", 2) == 0;
    if (!*last && (r->end - r->at < 2 || memcmp(r->at, "\r\n", 2) != 0))
        return refuse(error, "a boundary does not end");
    r->at += 2;
    return true;
}

static bool read_parts(Reader *r, GError **error)
{
    bool last = false;
    gsize first = r->line_size - 2; /* the first boundary has no line before it */
    if (r->end - r->at < (gssize)first + 2 || memcmp(r->at, r->line + 2, first) != 0 ||
        memcmp(r->at + first, "\r\n", 2) != 0)
        return refuse(error, "it does not begin with its boundary");
    r->at += first + 2;
    for (int parts = 0; !last; parts++) {
        if (parts == MULTIPART_PARTS)
            return refuse(error, "it has too many parts");
        if (!read_part(r, &last, error))
            return false;
    }
    bool over = r->at == r->end || (r->end - r->at == 2 && memcmp(r->at, "\r\n", 2) == 0);
    return over || refuse(error, "it goes on behind its end");
}

Multipart *multipart_read(const char *type, GBytes *body, GError **error)
{
    gsize size = 0;
    const char *data = body ? g_bytes_get_data(body, &size) : NULL;
    g_autofree char *boundary = boundary_of(type);
    if (!boundary || !data) {
        refuse(error, "it has no boundary");
        return NULL;
    }
    g_autoptr(Multipart) out = g_new0(Multipart, 1);
    out->fields = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *line = g_strconcat("\r\n--", boundary, NULL);
    Reader r = { data, data + size, line, strlen(line), out };
    return read_parts(&r, error) ? g_steal_pointer(&out) : NULL;
}
