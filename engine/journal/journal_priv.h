/* SPDX-License-Identifier: GPL-3.0-or-later */
/* journal_priv.h - the two hashes of the journal. */
#pragma once
#include "journal.h"
#include <sodium.h>

#define JOURNAL_HASH crypto_hash_sha256_BYTES
#define JOURNAL_SALT 32
#define JOURNAL_ERASED "journal.erased"

/* What an entry's hash covers. `payload_hash_size` is JOURNAL_HASH, or 0 for no payload. */
typedef struct {
    int64_t seq, time;
    const char *actor, *what, *subject;
    const void *payload_hash;
    gsize payload_hash_size;
    const void *previous;
} JournalFields;

void journal_hash_entry(const JournalFields *fields, unsigned char hash[JOURNAL_HASH]);
void journal_hash_payload(const void *salt, gsize salt_size, const char *payload, unsigned char hash[JOURNAL_HASH]);
