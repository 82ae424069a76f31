/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A PDF (ISO 32000-1) names its author, program and times in the dictionary that its trailer calls Info and in streams
 * of type Metadata. Offsets matter, so both are blanked where they stand, in each generation of the file. */
#include "received_priv.h"
#include <string.h>

#define DICTIONARY_MAX 65536 /* bytes: an Info that is longer is none */
#define DIGITS_MAX 10
#define INFOS_MAX 16 /* different objects that trailers call Info: for each the whole file is searched */

typedef struct {
    guint8 *data;
    gsize size;
} Pdf;

static gsize find(const Pdf *pdf, gsize from, gsize until, const char *what)
{
    const guint8 *found = from < until ? memmem(pdf->data + from, until - from, what, strlen(what)) : NULL;
    return found ? (gsize)(found - pdf->data) : until;
}

static gsize skip_blank(const Pdf *pdf, gsize at)
{
    while (at < pdf->size && (g_ascii_isspace(pdf->data[at]) || pdf->data[at] == 0))
        at++;
    return at;
}

static gsize skip_digits(const Pdf *pdf, gsize at)
{
    while (at < pdf->size && g_ascii_isdigit(pdf->data[at]))
        at++;
    return at;
}

static bool is_at(const Pdf *pdf, gsize at, const char *what)
{
    return pdf->size - MIN(at, pdf->size) >= strlen(what) && memcmp(pdf->data + at, what, strlen(what)) == 0;
}

/* The end of a literal string that begins at `at`; brackets within it are in pairs or escaped. */
static gsize literal_end(const Pdf *pdf, gsize at, gsize until)
{
    for (int depth = 0; at < until; at++) {
        if (pdf->data[at] == '\\')
            at++;
        else if (pdf->data[at] == '(')
            depth++;
        else if (pdf->data[at] == ')' && --depth == 0)
            return at;
    }
    return until;
}

/* Each string between becomes as many blanks: of a literal, and of one in hexadecimal, where blanks say nothing. */
static void blank_strings(const Pdf *pdf, gsize from, gsize until)
{
    for (gsize at = from; at < until; at++) {
        bool literal = pdf->data[at] == '(', hex = pdf->data[at] == '<';
        if (hex && is_at(pdf, at, "<<")) {
            at++;
            continue;
        }
        if (!literal && !hex)
            continue;
        gsize end = literal ? literal_end(pdf, at, until) : find(pdf, at, until, ">");
        memset(pdf->data + at + 1, ' ', end - at - 1);
        at = end;
    }
}

/* "12 0 obj" at each place where it stands; "112 0 obj" is another. */
static void blank_object(const Pdf *pdf, const char *number)
{
    g_autofree char *head = g_strconcat(number, " obj", NULL);
    for (gsize at = find(pdf, 0, pdf->size, head); at < pdf->size; at = find(pdf, at, pdf->size, head)) {
        bool other = at > 0 && g_ascii_isdigit(pdf->data[at - 1]);
        gsize from = at + strlen(head);
        at = other ? from : find(pdf, from, MIN(pdf->size, from + DICTIONARY_MAX), "endobj");
        if (!other)
            blank_strings(pdf, from, at);
    }
}

/* What "/Info 12 0 R" at `at` refers to, "12 0"; *end is behind it. Given; NULL when it is no reference. */
static char *info_at(const Pdf *pdf, gsize at, gsize *end)
{
    gsize number = skip_blank(pdf, at + strlen("/Info")), until = skip_digits(pdf, number);
    gsize second = skip_blank(pdf, until), last = skip_digits(pdf, second), sign = skip_blank(pdf, last);
    if (until == number || last == second || until - number > DIGITS_MAX || last - second > DIGITS_MAX ||
        !is_at(pdf, sign, "R"))
        return NULL;
    *end = sign + 1;
    return g_strdup_printf("%.*s %.*s", (int)(until - number), (const char *)pdf->data + number, (int)(last - second),
        (const char *)pdf->data + second);
}

/* Its object is emptied; the reference goes, too, since the object may lie in a compressed stream. */
static bool blank_info(const Pdf *pdf)
{
    g_autoptr(GHashTable) done = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (gsize at = find(pdf, 0, pdf->size, "/Info"); at < pdf->size; at = find(pdf, at + 1, pdf->size, "/Info")) {
        gsize end = at;
        g_autofree char *name = info_at(pdf, at, &end);
        memset(pdf->data + at, ' ', end - at);
        if (!name || g_hash_table_contains(done, name))
            continue;
        blank_object(pdf, name);
        g_hash_table_add(done, g_steal_pointer(&name));
        if (g_hash_table_size(done) > INFOS_MAX)
            return false;
    }
    return true;
}

/* Takes a key with its value, a name or an array, out of a dictionary. */
static void blank_key(const Pdf *pdf, gsize from, gsize until, const char *key)
{
    gsize at = find(pdf, from, until, key);
    gsize value = MIN(skip_blank(pdf, at + strlen(key)), until), end = value;
    if (at == until)
        return;
    if (end < until && pdf->data[end] == '[')
        end = MIN(find(pdf, end, until, "]") + 1, until);
    else if (end < until && pdf->data[end] == '/')
        for (end++; end < until && (g_ascii_isalnum(pdf->data[end]));)
            end++;
    memset(pdf->data + at, ' ', end - at);
}

/* Whether the dictionary in front of a stream says that it is Metadata. */
static bool is_metadata(const Pdf *pdf, gsize from, gsize until)
{
    for (gsize at = find(pdf, from, until, "/Type"); at < until; at = find(pdf, at + 1, until, "/Type"))
        if (is_at(pdf, skip_blank(pdf, at + strlen("/Type")), "/Metadata"))
            return true;
    return false;
}

/* Where the object begins whose stream is at `until`: behind the last "obj" of what precedes. */
static gsize object_start(const Pdf *pdf, gsize from, gsize until)
{
    for (gsize at = until; at >= from + 3; at--)
        if (memcmp(pdf->data + at - 3, "obj", 3) == 0)
            return at;
    return from;
}

static void blank_metadata(const Pdf *pdf)
{
    gsize from = 0;
    for (gsize at = find(pdf, 0, pdf->size, "stream"); at < pdf->size; at = find(pdf, from, pdf->size, "stream")) {
        gsize object = object_start(pdf, from, at), body = at + strlen("stream");
        gsize end = find(pdf, body, pdf->size, "endstream");
        if (is_metadata(pdf, object, at)) {
            blank_key(pdf, object, at, "/Filter");
            blank_key(pdf, object, at, "/DecodeParms");
            body += is_at(pdf, body, "\r\n") ? 2 : 1;
            memset(pdf->data + MIN(body, end), ' ', end - MIN(body, end));
        }
        from = MIN(end + strlen("endstream"), pdf->size);
    }
    for (gsize at = find(pdf, 0, pdf->size, "<?xpacket begin"); at < pdf->size;) {
        gsize end = find(pdf, at, pdf->size, "<?xpacket end");
        memset(pdf->data + at, ' ', end - at);
        at = find(pdf, end, pdf->size, "<?xpacket begin");
    }
}

GBytes *received_strip_pdf(const guint8 *data, gsize size)
{
    g_autofree guint8 *copy = g_memdup2(data, size);
    Pdf pdf = { copy, size };
    blank_metadata(&pdf);
    if (!blank_info(&pdf))
        return NULL;
    return g_bytes_new_take(g_steal_pointer(&copy), size);
}
