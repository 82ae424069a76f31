/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Listing and verifying. */
#include "journal.h"
#include "journal_priv.h"
#include "journal_queries.h"
#include "text.h"
#include <string.h>

/* Columns of journal_walk and journal_walk_about. */
enum { SEQ, TIME, ACTOR, WHAT, SUBJECT, PAYLOAD_HASH, HASH, PAYLOAD_SEQ, SALT, PAYLOAD, PREVIOUS };

typedef struct {
    JournalFn *fn;
    gpointer data;
} Listing;

static bool list_row(const StoreRow *row, gpointer data)
{
    const Listing *listing = data;
    gsize size = 0;
    const void *hash = store_blob(row, HASH, &size);
    g_autofree char *hex = text_hex(hash, size);
    JournalEntry entry = {
        .seq = store_int(row, SEQ),
        .time = store_int(row, TIME),
        .actor = store_text(row, ACTOR),
        .what = store_text(row, WHAT),
        .subject = store_text(row, SUBJECT),
        .payload = store_is_null(row, PAYLOAD) ? NULL : store_text(row, PAYLOAD),
        .erased = !store_is_null(row, PAYLOAD_SEQ) && store_is_null(row, PAYLOAD),
        .hash = hex,
    };
    return listing->fn(&entry, listing->data);
}

bool journal_each(Store *store, const char *subject, int64_t after, JournalFn *fn, gpointer data, GError **error)
{
    Listing listing = { .fn = fn, .data = data };
    if (!subject)
        return store_each(store, &journal_walk, ARGS(ARG_INT("after", after)), list_row, &listing, error);
    return store_each(store, &journal_walk_about, ARGS(ARG_TEXT("subject", subject), ARG_INT("after", after)), list_row,
        &listing, error);
}

typedef struct {
    int64_t entries; /* verified so far, which is also the seq of the last one */
    unsigned char head[JOURNAL_HASH];
    char *fault; /* NULL while the chain holds */
} Chain;

static bool blob_is(const StoreRow *row, int column, const unsigned char *expected, gsize expected_size)
{
    gsize size = 0;
    const void *bytes = store_blob(row, column, &size);
    return size == expected_size && (size == 0 || memcmp(bytes, expected, size) == 0);
}

static const char *payload_fault(const StoreRow *row)
{
    bool had = false, kept = !store_is_null(row, PAYLOAD_SEQ);
    gsize size = 0;
    store_blob(row, PAYLOAD_HASH, &size);
    had = size > 0;
    if (had != kept)
        return had ? "its payload is missing, though it was not erased"
                   : "it has a payload that was not written with it";
    if (!had || (store_is_null(row, PAYLOAD) && store_is_null(row, SALT)))
        return NULL;
    gsize salt_size = 0;
    const void *salt = store_blob(row, SALT, &salt_size);
    unsigned char hash[JOURNAL_HASH];
    journal_hash_payload(salt, salt_size, store_text(row, PAYLOAD), hash);
    bool same =
        salt_size == JOURNAL_SALT && !store_is_null(row, PAYLOAD) && blob_is(row, PAYLOAD_HASH, hash, JOURNAL_HASH);
    return same ? NULL : "its payload is not the one that was written";
}

static const char *entry_fault(const StoreRow *row, Chain *chain)
{
    if (store_int(row, SEQ) != chain->entries + 1)
        return "it is missing";
    if (!blob_is(row, PREVIOUS, chain->head, JOURNAL_HASH))
        return "it does not follow from the entry before it";
    JournalFields f = { .seq = store_int(row, SEQ), .time = store_int(row, TIME), .previous = chain->head };
    f.actor = store_text(row, ACTOR), f.what = store_text(row, WHAT), f.subject = store_text(row, SUBJECT);
    f.payload_hash = store_blob(row, PAYLOAD_HASH, &f.payload_hash_size);
    journal_hash_entry(&f, chain->head);
    if (!blob_is(row, HASH, chain->head, JOURNAL_HASH))
        return "it is not as it was written";
    return payload_fault(row);
}

static bool verify_row(const StoreRow *row, gpointer data)
{
    Chain *chain = data;
    const char *fault = entry_fault(row, chain);
    if (!fault) {
        chain->entries++;
        return true;
    }
    chain->fault = g_strdup_printf("journal entry %" G_GINT64_FORMAT ": %s", chain->entries + 1, fault);
    return false;
}

bool journal_verify(Store *store, int64_t *entries, char **head_hex, GError **error)
{
    Chain chain = { 0 };
    int64_t stray = 0;
    bool found = false;
    if (!store_each(store, &journal_walk, ARGS(ARG_INT("after", -1)), verify_row, &chain, error) ||
        !store_get_int(store, &journal_stray_payload, NO_ARGS, &stray, &found, error)) {
        g_free(chain.fault);
        return false;
    }
    if (found && !chain.fault)
        chain.fault =
            g_strdup_printf("journal entry %" G_GINT64_FORMAT ": it is gone, but its payload is there", stray);
    if (entries)
        *entries = chain.entries;
    if (head_hex)
        *head_hex = chain.fault ? NULL : text_hex(chain.head, sizeof chain.head);
    if (!chain.fault)
        return true;
    g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s; %" G_GINT64_FORMAT " entries before it are whole",
        chain.fault, chain.entries);
    g_free(chain.fault);
    return false;
}

bool journal_prepare(Store *store, GError **error)
{
    return store_prepare_all(store, journal_queries, error);
}
