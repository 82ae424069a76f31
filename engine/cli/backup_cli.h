/* SPDX-License-Identifier: GPL-3.0-or-later */
/* backup_cli.h - what the commands about backups, restoring and health share. */
#pragma once
#include "workspace.h"

#define BACKUP_BEGINS "baraza-"
#define BACKUP_ENDS ".sealed"
#define FORGOTTEN_LIST                                                                                                 \
    "forgotten.list" /* who is forgotten, by id, outside the database: a restore forgets them again */

/* The secrets' names in a backup, and where the settings say that they are. Ended by a NULL name. */
typedef struct {
    const char *name, *group, *key;
} BackupSecret;
extern const BackupSecret backup_secrets[];

/* Keeps when and where the last good backup was written, for doctor. */
bool backup_note(const char *dir, int64_t now, const char *path, GError **error);
/* false when there was none. `path` given. */
bool backup_last(const char *dir, int64_t *at, char **path);
/* Removes older backups beside `path` that bear a name made by this program, but the newest `keep`; says each. */
bool backup_prune(const char *path, int64_t keep, GError **error);
/* Opens the database of an unpacked backup and compares its journal with the manifest. */
bool backup_look(const char *into, const cJSON *manifest, GError **error);
/* A folder of our own making and what is in it; follows no link. */
void backup_remove_tree(const char *path);
/* The private key in a file that only its owner may read. Given. */
char *backup_key(const char *file, GError **error);
