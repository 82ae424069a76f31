/* SPDX-License-Identifier: GPL-3.0-or-later */
/* multipart/form-data (RFC 7578), as much of it as an upload needs: one part by name, with its type and file name. */
#include "platform_priv.h"

/* The value of `name="..."` in a header line, or NULL. Given. */
static char *parameter(const char *line, const char *name)
{
    g_autofree char *key = g_strdup_printf("%s=\"", name);
    const char *at = line;
    while ((at = strstr(at, key))) {
        const char *end = strchr(at + strlen(key), '"');
        if (at > line && strchr(" ;\t", at[-1]) && end)
            return g_strndup(at + strlen(key), (gsize)(end - at) - strlen(key));
        at++;
    }
    return NULL;
}

static const char *find(const char *from, const char *end, const char *needle)
{
    return from < end ? memmem(from, (gsize)(end - from), needle, strlen(needle)) : NULL;
}

/* Reads the header lines of a part. */
static void read_headers(const char *head, gsize size, char **name, char **mime, char **filename)
{
    g_autofree char *text = g_strndup(head, size);
    g_auto(GStrv) lines = g_strsplit(text, "\r\n", -1);
    for (char **line = lines; *line; line++) {
        if (!*name && g_ascii_strncasecmp(*line, "content-disposition:", 20) == 0) {
            *name = parameter(*line, "name");
            g_free(*filename);
            *filename = parameter(*line, "filename");
        } else if (!*mime && g_ascii_strncasecmp(*line, "content-type:", 13) == 0) {
            *mime = g_strstrip(g_strdup(*line + 13));
        }
    }
}

static char *read_boundary(const char *content_type)
{
    const char *at = strstr(content_type, "boundary=");
    if (!at)
        return NULL;
    at += strlen("boundary=");
    gsize n = *at == '"' ? strcspn(++at, "\"") : strcspn(at, "; \t");
    return n ? g_strdup_printf("--%.*s", (int)n, at) : NULL;
}

bool multipart_part(const char *content_type, const char *body, gsize size, const char *wanted, const char **start,
    gsize *length, char **mime, char **filename)
{
    g_autofree char *boundary = read_boundary(content_type);
    const char *end = body + size, *at = boundary ? find(body, end, boundary) : NULL;
    g_autofree char *closing = g_strconcat("\r\n", boundary, NULL);
    while (at) {
        const char *head = at + strlen(boundary), *data = find(head, end, "\r\n\r\n");
        const char *next = data ? find(data, end, closing) : NULL;
        if (!next)
            return false;
        g_autofree char *name = NULL, *type = NULL, *file = NULL;
        read_headers(head, (gsize)(data - head), &name, &type, &file);
        if (g_strcmp0(name, wanted) == 0) {
            *start = data + 4;
            *length = next >= data + 4 ? (gsize)(next - data) - 4 : 0;
            *mime = g_steal_pointer(&type);
            *filename = g_steal_pointer(&file);
            return true;
        }
        at = next + 2;
    }
    return false;
}
