/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vfs_replay.h - the disks that a power cut would have left, from the log of vfs_record.h.
 *
 * The cut falls after some operation of the log. What was synced is on the disk; of what was not, each write may have
 * been dropped, kept, or torn: any of its 512-byte sectors there, any not. A file that was never synced may be missing,
 * and a removal undone, until the folder was synced. A name's creation, removal or truncation that is missing takes
 * with it what came after on that file. */
#pragma once
#include "vfs_record.h"

typedef struct VfsReplay VfsReplay;

/* Stands before the first operation. `record` is borrowed, and may grow meanwhile. */
VfsReplay *vfs_replay_new(const VfsRecord *record);
void vfs_replay_free(VfsReplay *replay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VfsReplay, vfs_replay_free)

/* Moves past the next operation; false at the end. */
bool vfs_replay_step(VfsReplay *replay);
/* The last promise that had been made. */
int64_t vfs_replay_promise(const VfsReplay *replay);
/* Whether anything is unsynced here: if not, all images are the same. */
bool vfs_replay_pending(const VfsReplay *replay);

/* Writes the files of one image into the folder `dir`, under their own last names, and removes others of the recorded
 * names (and their -shm and .lock). Image 0 drops everything unsynced, 1 keeps everything, others are mixed and torn by
 * their number and `seed`. */
bool vfs_replay_image(const VfsReplay *replay, uint64_t seed, int64_t image, const char *dir, GError **error);
