/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup_priv.h - the two layers: a sealed stream of bytes, and the tar archive in it. */
#pragma once
#include "backup.h"
#include "error.h"
#include <sodium.h>
#include <stdio.h>

#define SEAL_MAGIC "baraza-backup-1\n"
#define SEAL_MAGIC_SIZE 16
#define SEAL_PIECE 65536
#define TAR_BLOCK 512
#define MANIFEST "manifest.json"
#define MANIFEST_MAX (64 << 20)

typedef crypto_secretstream_xchacha20poly1305_state SealState;
#define SEAL_KEY crypto_secretstream_xchacha20poly1305_KEYBYTES
#define SEAL_HEADER crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define SEAL_MORE crypto_secretstream_xchacha20poly1305_ABYTES

/* A stream in one direction. The piece is written, or refilled, when it is full. */
typedef struct {
    FILE *file;
    const char *path;
    SealState state;
    guint8 *piece; /* SEAL_PIECE */
    gsize used, at;
    bool final; /* reading: the last piece has come */
} Seal;

bool seal_public(const char *text, guint8 key[crypto_box_PUBLICKEYBYTES], GError **error);
bool seal_private(const char *text, guint8 key[crypto_box_SECRETKEYBYTES], GError **error);
/* Writing: draws `key`, which seal_open_with takes for reading the file back. */
bool seal_begin(
    Seal *seal, FILE *file, const char *path, const char *public_text, guint8 key[SEAL_KEY], GError **error);
bool seal_put(Seal *seal, const void *bytes, gsize size, GError **error);
/* The last piece, on disk. */
bool seal_end(Seal *seal, GError **error);
/* Reading, with the private key or with the file's own. */
bool seal_open(Seal *seal, FILE *file, const char *path, const char *private_text, GError **error);
bool seal_open_with(Seal *seal, FILE *file, const char *path, const guint8 key[SEAL_KEY], GError **error);
/* Exactly `size` bytes; an end before is an error. */
bool seal_take(Seal *seal, void *bytes, gsize size, GError **error);
/* Nothing but the final mark is left. */
bool seal_at_end(Seal *seal, GError **error);
void seal_clear(Seal *seal);

/* One header of an archive; false when the name does not fit (99 bytes). */
bool tar_header(guint8 block[TAR_BLOCK], const char *name, int64_t size);
/* Reads one: name (given; NULL with size 0 at the archive's end) and size. Only what tar_header makes is taken: a
 * regular file, a plain relative name. */
bool tar_parse(const guint8 block[TAR_BLOCK], char **name, int64_t *size);
int64_t tar_padding(int64_t size);

/* Reads a whole archive against its manifest. */
cJSON *archive_read(Seal *seal, const char *into, GError **error);
