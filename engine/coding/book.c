/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A codebook that was used must stay readable for ever: what changes is a new version beside the old one. */
#include "coding_priv.h"

#include "coding_queries.h"

#include <stdarg.h>
#include <string.h>

bool coding_refuse(GError **error, BarazaError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *text = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, BARAZA_ERROR, (int)code, text);
    return false;
}

GPtrArray *coding_collect(
    Store *store, const StoreQuery *query, const StoreArg *args, StoreRowFn *fn, GDestroyNotify free, GError **error)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(free);
    return store_each(store, query, args, fn, list, error) ? g_steal_pointer(&list) : NULL;
}

void coding_book_free(CodingBook *book)
{
    if (!book)
        return;
    g_free(book->name);
    g_free(book->title);
    g_free(book->xml);
    g_free(book->sha256);
    g_free(book);
}

static bool read_book(const StoreRow *row, gpointer data)
{
    CodingBook *book = g_new0(CodingBook, 1);
    book->id = store_int(row, 0);
    book->name = store_text_dup(row, 1);
    book->version = (int)store_int(row, 2);
    book->title = store_text_dup(row, 3);
    book->codes = (int)store_int(row, 4);
    book->xml = store_text_dup(row, 5);
    book->sha256 = store_text_dup(row, 6);
    book->added = store_int(row, 7);
    g_ptr_array_add(data, book);
    return true;
}

static CodingBook *one(Store *store, const StoreQuery *query, const StoreArg *args, GError **error)
{
    g_autoptr(GPtrArray) found = coding_collect(store, query, args, read_book, (GDestroyNotify)coding_book_free, error);
    return found && found->len ? g_ptr_array_steal_index(found, 0) : NULL;
}

CodingBook *coding_book_find(Store *store, const char *name, GError **error)
{
    g_auto(GStrv) parts = g_strsplit(name, "@", 2);
    if (!parts[0] || !parts[1])
        return one(store, &coding_db_book_newest, ARGS(ARG_TEXT("name", name)), error);
    gint64 version = 0;
    if (!g_ascii_string_to_signed(parts[1], 10, 1, G_MAXINT, &version, NULL))
        return NULL;
    return one(store, &coding_db_book_version, ARGS(ARG_TEXT("name", parts[0]), ARG_INT("version", version)), error);
}

GPtrArray *coding_books(Store *store, GError **error)
{
    return coding_collect(store, &coding_db_book_all, NO_ARGS, read_book, (GDestroyNotify)coding_book_free, error);
}

Codebook *coding_book_codes(Store *store, int64_t id, GError **error)
{
    g_autoptr(CodingBook) book = one(store, &coding_db_book_row, ARGS(ARG_INT("id", id)), error);
    if (!book)
        return NULL;
    return codebook_read(book->xml, strlen(book->xml), book->name, NULL, NULL, error);
}

static bool insert(Store *store, CodingBook *book, GError **error)
{
    return store_next_id(store, &book->id, error) &&
           store_run(store, &coding_db_book_add,
               ARGS(ARG_INT("id", book->id), ARG_TEXT("name", book->name), ARG_INT("version", book->version),
                   ARG_TEXT("title", book->title), ARG_INT("codes", book->codes), ARG_TEXT("xml", book->xml),
                   ARG_TEXT("sha256", book->sha256), ARG_INT("added", book->added)),
               NULL, error);
}

CodingBook *coding_book_add(Store *store, const Codebook *codes, int64_t now, bool *fresh, GError **error)
{
    g_autoptr(GError) fault = NULL;
    g_autoptr(CodingBook) newest = one(store, &coding_db_book_newest, ARGS(ARG_TEXT("name", codes->id)), &fault);
    if (fault) {
        g_propagate_error(error, g_steal_pointer(&fault));
        return NULL;
    }
    g_autoptr(CodingBook) book = g_new0(CodingBook, 1);
    book->xml = codebook_write(codes);
    book->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, book->xml, -1);
    *fresh = !newest || strcmp(newest->sha256, book->sha256) != 0;
    if (!*fresh)
        return g_steal_pointer(&newest);
    book->name = g_strdup(codes->id);
    book->title = g_strdup(codebook_title(codes, NULL));
    book->version = newest ? newest->version + 1 : 1;
    book->added = now;
    for (guint i = 0; i < codes->codes->len; i++)
        book->codes += ((const Code *)codes->codes->pdata[i])->codable;
    return insert(store, book, error) ? g_steal_pointer(&book) : NULL;
}

bool coding_prepare(Store *store, GError **error)
{
    return store_prepare_all(store, coding_queries, error);
}
