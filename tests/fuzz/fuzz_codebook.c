/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes at all are a codebook of ours or of another program: either a book that is the same when written and read
 * again in both forms, or a sentence. */
#include "codebook.h"
#include "replay.h"
#include <string.h>

static Codebook *read_again(const char *text, const char *form)
{
    g_autoptr(GError) error = NULL;
    Codebook *book = codebook_read(text, strlen(text), "again", NULL, NULL, &error);
    if (!book)
        g_error("%s: what was written is not read: %s\n%s", form, error->message, text);
    return book;
}

static void check_book(const Codebook *book)
{
    g_autofree char *own = codebook_write(book), *qdc = codebook_write_qdc(book, "fuzz");
    g_autoptr(Codebook) from_own = read_again(own, "own"), from_qdc = read_again(qdc, "qdc");
    g_autofree char *second = codebook_write(from_own);
    if (strcmp(own, second) != 0)
        g_error("written as\n%s\nand then as\n%s", own, second);
    if (from_qdc->codes->len != book->codes->len)
        g_error("%u codes became %u", book->codes->len, from_qdc->codes->len);
    for (guint i = 0; i < book->codes->len; i++) {
        const Code *a = book->codes->pdata[i], *b = from_qdc->codes->pdata[i];
        if (strcmp(a->id, b->id) != 0 || a->parent != b->parent || a->codable != b->codable || a->one != b->one)
            g_error("code %s became %s", a->id, b->id);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    g_autofree char *data = size ? g_memdup2(bytes, size) : g_new(char, 1);
    g_autoptr(GError) error = NULL;
    g_autoptr(Codebook) book = codebook_read(data, size, "f.qdc", NULL, NULL, &error);
    if ((book == NULL) != (error != NULL) || (error && !g_utf8_validate(error->message, -1, NULL)))
        g_error("either a book or an error in UTF-8, not both and not neither");
    if (book)
        check_book(book);
    return 0;
}
