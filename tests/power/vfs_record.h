/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vfs_record.h - a file system for SQLite that passes everything on to the system's and keeps a log of what changes
 * files, so that a test can fail any operation, die at it, or build the disk that a power cut would have left
 * (vfs_replay.h). */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    VFS_CREATE,
    VFS_WRITE,
    VFS_TRUNCATE,    /* to `offset` bytes */
    VFS_SYNC,        /* this file's earlier operations are on the disk */
    VFS_SYNC_FAILED, /* this file's operations since its last sync never reach the disk, though they can be read till
                        the cut */
    VFS_DIRSYNC,     /* creations and removals of names are on the disk */
    VFS_DELETE,
    VFS_MARK, /* the program promised `offset` to somebody */
    VFS_OPS
} VfsOpKind;

typedef struct {
    VfsOpKind kind;
    int file; /* index of vfs_record_file; -1 for a mark and VFS_DIRSYNC */
    int64_t offset;
    gsize at, size; /* VFS_WRITE: where its bytes lie in the log's data */
} VfsOp;

/* What happens at the armed operation (a write, sync, truncation or removal). */
typedef enum {
    VFS_NO_FAULT,
    VFS_KILL, /* SIGKILL to this process; a write is half done */
    VFS_IO,   /* fails with SQLITE_IOERR_*; a sync so failed is logged as VFS_SYNC_FAILED */
    VFS_FULL, /* a write fails with SQLITE_FULL */
    VFS_FAULTS
} VfsFault;

typedef struct VfsRecord VfsRecord;

/* Registers the file system `name`, for one thread; `as_default`: every connection that names none gets it too, so that
 * a program which opens its database by itself can be recorded. A file that exists at its first opening is logged as
 * written and synced. */
VfsRecord *vfs_record_new(const char *name, bool as_default);
/* Every connection that used it must be closed. */
void vfs_record_free(VfsRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(VfsRecord, vfs_record_free)

/* Logs a promise; numbers only grow. True when all that was written to write-ahead logs has been synced, as it must be.
 */
bool vfs_record_mark(VfsRecord *record, int64_t promise);

/* Operations that can be armed, counted from the last vfs_record_arm (or the start). */
int64_t vfs_record_count(const VfsRecord *record);
/* Arms the `nth` operation from now (from 1) and the `times` - 1 after it. */
void vfs_record_arm(VfsRecord *record, int64_t nth, int64_t times, VfsFault fault);

/* Calls `watch` after each operation that was logged, but for marks; it may fork. NULL ends it. */
typedef void VfsWatch(gpointer data);
void vfs_record_watch(VfsRecord *record, VfsWatch *watch, gpointer data);

/* The log. Borrowed till the next operation. */
gsize vfs_record_length(const VfsRecord *record);
const VfsOp *vfs_record_op(const VfsRecord *record, gsize i);
const guint8 *vfs_record_data(const VfsRecord *record, const VfsOp *op);
int vfs_record_files(const VfsRecord *record);
const char *vfs_record_file(const VfsRecord *record, int file); /* full path */
