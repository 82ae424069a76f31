/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup.h - a workspace as one file, sealed to a public key, so that whoever takes the file or the server cannot read
 * it.
 *
 * The file: "baraza-backup-1\n"; a key drawn for this file, sealed to the recipient (libsodium crypto_box_seal, 80
 * bytes); then crypto_secretstream_xchacha20poly1305: its header (24 bytes) and pieces of 65,536 bytes (17 more each,
 * the last one shorter and marked final). Inside is a tar archive (POSIX ustar) of regular files; the last is
 * manifest.json with the size and SHA-256 of each. A seal says who may read, not who wrote: keep backups where only you
 * can put them. */
#pragma once
#include "json.h"

/* One file that goes in. `name` is its name inside: "baraza.db", "media/...", "secrets/...". */
typedef struct {
    char *name, *path;
} BackupFile;
BackupFile *backup_file_new(const char *name, const char *path);
void backup_file_free(BackupFile *file);

/* A new pair, as text: "baraza-public-..." and "baraza-private-...". Both given; wipe the second. */
void backup_new_keys(char **public_text, char **private_text);
/* False with a sentence when the text is no public key. */
bool backup_check_public(const char *public_text, GError **error);

/* Writes PATH (mode 0600): whole under its name, or absent. `files` are BackupFile *; one that is gone by now is left
 * out when its name begins with "media/". `manifest` gets "files" and goes in last. After writing, everything is read
 * back from the disk, opened and compared. Existing files are refused. */
bool backup_write(const char *path, const char *public_text, const GPtrArray *files, cJSON *manifest, GError **error);
/* Opens PATH and compares every file with the manifest; unpacks into the folder `into` unless NULL (which is made when
 * it is not there). What is unpacked is to be used only when this returned. BARAZA_ERROR_DENIED for another key,
 * BARAZA_ERROR_INPUT for what is no backup or is damaged. The manifest, given. */
cJSON *backup_read(const char *path, const char *private_text, const char *into, GError **error);
/* Bytes free for this user on the file system that holds `path` or the nearest folder above it that exists. */
bool backup_free_space(const char *path, int64_t *bytes, GError **error);
