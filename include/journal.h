/* SPDX-License-Identifier: GPL-3.0-or-later */
/* journal.h - what happened and who did it: append-only, hash-chained, with payloads that can be erased. */
#pragma once
#include "store.h"

/* One entry; every text is borrowed till the row function returns. */
typedef struct {
    int64_t seq;         /* from 1, without a gap */
    int64_t time;        /* UTC seconds */
    const char *actor;   /* "S3", "engine", "cli" */
    const char *what;    /* "cohort.started": module and verb */
    const char *subject; /* "L42", "C7"; "" for none */
    const char *payload; /* JSON; NULL when there was none or it was erased */
    bool erased;
    const char *hash; /* hex */
} JournalEntry;

/* Adds an entry at the end, in the caller's transaction. Names of persons and numbers belong in the payload (JSON text,
 * may be NULL), which can be erased, never in the other fields. */
bool journal_add(Store *store, int64_t now, const char *actor, const char *what, const char *subject,
    const char *payload_json, GError **error);

/* Erases the payloads of every entry about `subject`, or of entry `seq`, and adds the entry "journal.erased" that says
 * by whom; `erased` (may be NULL) gets how many there were: for none, nothing is added. The chain still verifies,
 * because it covers only a salted hash of each payload, and the salt is erased too. In the caller's transaction. */
bool journal_erase(Store *store, int64_t now, const char *actor, const char *subject, int64_t *erased, GError **error);
/* Of `subject`'s entries those of one kind, whose payload holds `needle` as it stands in JSON (NULL: all). */
bool journal_erase_saying(Store *store, int64_t now, const char *actor, const char *subject, const char *what,
    const char *needle, GError **error);
bool journal_erase_entry(Store *store, int64_t now, const char *actor, int64_t seq, int64_t *erased, GError **error);

/* Walks the whole chain. `entries` and `head_hex` (given; 64 digits, all 0 for an empty journal) may be NULL. A broken
 * chain is BARAZA_ERROR_STORE, naming the first broken entry and how. Entries cut off at the end leave a whole chain:
 * whoever wants to notice that keeps a head and looks for it later (each entry's `hash`). The head is not the same from
 * run to run, because salts are random. Entry hash = SHA-256(previous ‖ seq ‖ time ‖ actor ‖ what ‖ subject ‖ payload
 * hash), numbers as 8 bytes big-endian, each text and the payload hash preceded by its length so; payload hash =
 * SHA-256(salt ‖ payload), empty for no payload. */
bool journal_verify(Store *store, int64_t *entries, char **head_hex, GError **error);

/* Entries after `after` (0: all) in order, about `subject` only unless NULL, until `fn` returns false. */
typedef bool JournalFn(const JournalEntry *entry, gpointer data);
bool journal_each(Store *store, const char *subject, int64_t after, JournalFn *fn, gpointer data, GError **error);

/* For store_create and store_prepare_all. */
extern const EmbeddedFile journal_schema[];
bool journal_prepare(Store *store, GError **error);
