/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adding and erasing. An entry is never changed; what may have to be forgotten is its payload, of which the chain holds
 * only a hash that says nothing without the salt, and the salt goes with the payload. */
#include "journal.h"
#include "journal_priv.h"
#include "journal_queries.h"
#include "rng.h"
#include <string.h>

static void add_number(crypto_hash_sha256_state *state, int64_t n)
{
    uint64_t wire = GUINT64_TO_BE((uint64_t)n);
    crypto_hash_sha256_update(state, (const unsigned char *)&wire, sizeof wire);
}

static void add_bytes(crypto_hash_sha256_state *state, const void *bytes, gsize size)
{
    add_number(state, (int64_t)size);
    if (size)
        crypto_hash_sha256_update(state, bytes, size);
}

void journal_hash_entry(const JournalFields *f, unsigned char hash[JOURNAL_HASH])
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, f->previous, JOURNAL_HASH);
    add_number(&state, f->seq);
    add_number(&state, f->time);
    add_bytes(&state, f->actor, strlen(f->actor));
    add_bytes(&state, f->what, strlen(f->what));
    add_bytes(&state, f->subject, strlen(f->subject));
    add_bytes(&state, f->payload_hash, f->payload_hash_size);
    crypto_hash_sha256_final(&state, hash);
}

void journal_hash_payload(const void *salt, gsize salt_size, const char *payload, unsigned char hash[JOURNAL_HASH])
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    if (salt_size)
        crypto_hash_sha256_update(&state, salt, salt_size);
    crypto_hash_sha256_update(&state, (const unsigned char *)payload, strlen(payload));
    crypto_hash_sha256_final(&state, hash);
}

typedef struct {
    int64_t seq; /* 0: the journal is empty */
    unsigned char hash[JOURNAL_HASH];
} Head;

static bool read_head(const StoreRow *row, gpointer data)
{
    Head *head = data;
    gsize size = 0;
    const void *hash = store_blob(row, 1, &size);
    head->seq = store_int(row, 0);
    if (size == JOURNAL_HASH) /* another size is a broken chain: journal_verify says so */
        memcpy(head->hash, hash, JOURNAL_HASH);
    return false;
}

static bool keep_payload(Store *store, int64_t seq, const char *payload, const unsigned char *salt, GError **error)
{
    return store_run(store, &journal_keep_payload,
        ARGS(ARG_INT("seq", seq), ARG_BLOB("salt", salt, JOURNAL_SALT), ARG_TEXT("payload", payload)), NULL, error);
}

bool journal_add(Store *store, int64_t now, const char *actor, const char *what, const char *subject,
    const char *payload, GError **error)
{
    Head head = { 0 };
    if (!store_each(store, &journal_head, NO_ARGS, read_head, &head, error))
        return false;
    unsigned char salt[JOURNAL_SALT], payload_hash[JOURNAL_HASH], hash[JOURNAL_HASH];
    if (payload) {
        rng_secret(salt, sizeof salt);
        journal_hash_payload(salt, sizeof salt, payload, payload_hash);
    }
    JournalFields f = { .seq = head.seq + 1,
        .time = now,
        .actor = actor,
        .what = what,
        .subject = subject ? subject : "",
        .payload_hash = payload_hash,
        .payload_hash_size = payload ? JOURNAL_HASH : 0,
        .previous = head.hash };
    journal_hash_entry(&f, hash);
    return store_run(store, &journal_append,
               ARGS(ARG_INT("seq", f.seq), ARG_INT("time", now), ARG_TEXT("actor", actor), ARG_TEXT("what", what),
                   ARG_TEXT("subject", f.subject), ARG_BLOB("payload_hash", payload_hash, f.payload_hash_size),
                   ARG_BLOB("previous", head.hash, JOURNAL_HASH), ARG_BLOB("hash", hash, JOURNAL_HASH)),
               NULL, error) &&
           (!payload || keep_payload(store, f.seq, payload, salt, error));
}

static bool note_erasure(
    Store *store, int64_t now, const char *actor, const char *subject, int64_t n, int64_t *erased, GError **error)
{
    if (erased)
        *erased = n;
    g_autofree char *payload = g_strdup_printf("{\"entries\":%" G_GINT64_FORMAT "}", n);
    return n == 0 || journal_add(store, now, actor, JOURNAL_ERASED, subject, payload, error);
}

bool journal_erase(Store *store, int64_t now, const char *actor, const char *subject, int64_t *erased, GError **error)
{
    int64_t n = 0;
    return store_run(store, &journal_erase_about, ARGS(ARG_TEXT("subject", subject)), &n, error) &&
           note_erasure(store, now, actor, subject, n, erased, error);
}

bool journal_erase_saying(Store *store, int64_t now, const char *actor, const char *subject, const char *what,
    const char *needle, GError **error)
{
    int64_t n = 0;
    const StoreArg *of =
        ARGS(ARG_TEXT("subject", subject), ARG_TEXT("what", what), ARG_TEXT("needle", needle ? needle : ""));
    return store_run(store, &journal_erase_of_kind, of, &n, error) &&
           note_erasure(store, now, actor, subject, n, NULL, error);
}

bool journal_erase_entry(Store *store, int64_t now, const char *actor, int64_t seq, int64_t *erased, GError **error)
{
    int64_t n = 0;
    g_autofree char *subject = NULL;
    return store_get_text(store, &journal_subject_of, ARGS(ARG_INT("seq", seq)), &subject, error) &&
           store_run(store, &journal_erase_one, ARGS(ARG_INT("seq", seq)), &n, error) &&
           note_erasure(store, now, actor, subject, n, erased, error);
}
