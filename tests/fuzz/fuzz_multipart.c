/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are a form with a file: the first line is its type. It is read, or refused with a sentence. */
#include "multipart.h"
#include "replay.h"

#include <string.h>

static void check(const Multipart *form)
{
    GHashTableIter iter;
    gpointer name = NULL, value = NULL;
    g_hash_table_iter_init(&iter, form->fields);
    while (g_hash_table_iter_next(&iter, &name, &value))
        if (!g_utf8_validate(name, -1, NULL) || !g_utf8_validate(value, -1, NULL) || strlen(value) > MULTIPART_TEXT)
            g_error("a field is no text");
    if (g_hash_table_size(form->fields) > MULTIPART_PARTS)
        g_error("too many fields");
    if (form->file && (!form->name || !form->input || strpbrk(form->name, "/\\")))
        g_error("a file without a proper name");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    const uint8_t *end = memchr(bytes, '\n', size);
    if (!end)
        return 0;
    g_autofree char *type = g_strndup((const char *)bytes, (gsize)(end - bytes));
    /* A copy of exact size: reading beyond it is seen. */
    gsize rest = size - (gsize)(end - bytes) - 1;
    g_autoptr(GBytes) body = g_bytes_new(end + 1, rest);
    g_autoptr(GError) error = NULL;
    g_autoptr(Multipart) form = multipart_read(type, body, &error);
    if ((form == NULL) != (error != NULL) || (error && !g_utf8_validate(error->message, -1, NULL)))
        g_error("either a form or an error in UTF-8, not both and not neither");
    if (form)
        check(form);
    return 0;
}
