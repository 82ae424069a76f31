/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shim. Each file is ours followed by the system's own; only databases, their rollback journals and their
 * write-ahead logs are logged. The shared-memory index is passed through and never part of a disk image: it is rebuilt.
 */
#include "vfs_record.h"
#include <signal.h>
#include <sqlite3.h>
#include <string.h>

struct VfsRecord {
    sqlite3_vfs vfs, *real;
    char *name;
    GPtrArray *files; /* full paths */
    GArray *log;      /* VfsOp */
    GByteArray *data; /* what was written, end to end */
    GArray *unsynced; /* per file: writes since its last sync */
    int64_t count, from, times;
    VfsFault fault;
    VfsWatch *watch;
    gpointer watch_data;
};

typedef struct {
    sqlite3_file base;
    VfsRecord *record;
    int file;            /* -1: not logged */
    bool is_new_journal; /* its first sync also syncs the folder, as SQLite's own file system does */
} RecordFile;

static sqlite3_file *real_file(sqlite3_file *file)
{
    return (sqlite3_file *)((RecordFile *)file + 1);
}

static void add_op(VfsRecord *r, VfsOpKind kind, int file, int64_t offset, const void *bytes, gsize size)
{
    VfsOp op = { .kind = kind, .file = file, .offset = offset, .at = r->data->len, .size = size };
    if (size)
        g_byte_array_append(r->data, bytes, (guint)size);
    g_array_append_val(r->log, op);
    if (file >= 0) {
        int64_t *unsynced = &g_array_index(r->unsynced, int64_t, file);
        *unsynced = kind == VFS_WRITE ? *unsynced + 1 : kind == VFS_SYNC || kind == VFS_DELETE ? 0 : *unsynced;
    }
    if (r->watch && kind != VFS_MARK)
        r->watch(r->watch_data);
}

static int file_index(VfsRecord *r, const char *path)
{
    for (guint i = 0; i < r->files->len; i++)
        if (strcmp(g_ptr_array_index(r->files, i), path) == 0)
            return (int)i;
    return -1;
}

/* Counts the operation and says what is to happen to it. */
static VfsFault next_fault(VfsRecord *r)
{
    r->count++;
    return r->fault != VFS_NO_FAULT && r->count >= r->from && r->count < r->from + r->times ? r->fault : VFS_NO_FAULT;
}

static int on_close(sqlite3_file *file)
{
    sqlite3_file *real = real_file(file);
    return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int on_read(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    return real_file(file)->pMethods->xRead(real_file(file), to, size, offset);
}

static int on_write(sqlite3_file *file, const void *bytes, int size, sqlite3_int64 offset)
{
    RecordFile *f = (RecordFile *)file;
    sqlite3_file *real = real_file(file);
    if (f->file >= 0) {
        VfsFault fault = next_fault(f->record);
        if (fault == VFS_IO || fault == VFS_FULL)
            return fault == VFS_IO ? SQLITE_IOERR_WRITE : SQLITE_FULL;
        if (fault == VFS_KILL) {
            real->pMethods->xWrite(real, bytes, size / 2, offset);
            raise(SIGKILL);
        }
        add_op(f->record, VFS_WRITE, f->file, offset, bytes, (gsize)size);
    }
    return real->pMethods->xWrite(real, bytes, size, offset);
}

static int on_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    RecordFile *f = (RecordFile *)file;
    if (f->file >= 0) {
        VfsFault fault = next_fault(f->record);
        if (fault == VFS_IO)
            return SQLITE_IOERR_TRUNCATE;
        if (fault == VFS_KILL)
            raise(SIGKILL);
        add_op(f->record, VFS_TRUNCATE, f->file, size, NULL, 0);
    }
    return real_file(file)->pMethods->xTruncate(real_file(file), size);
}

static int on_sync(sqlite3_file *file, int flags)
{
    RecordFile *f = (RecordFile *)file;
    if (f->file >= 0) {
        VfsFault fault = next_fault(f->record);
        if (fault == VFS_IO) {
            add_op(f->record, VFS_SYNC_FAILED, f->file, 0, NULL, 0);
            return SQLITE_IOERR_FSYNC;
        }
        if (fault == VFS_KILL)
            raise(SIGKILL);
    }
    int code = real_file(file)->pMethods->xSync(real_file(file), flags);
    if (f->file < 0 || code != SQLITE_OK)
        return code;
    add_op(f->record, VFS_SYNC, f->file, 0, NULL, 0);
    if (f->is_new_journal)
        add_op(f->record, VFS_DIRSYNC, -1, 0, NULL, 0);
    f->is_new_journal = false;
    return code;
}

static int on_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return real_file(file)->pMethods->xFileSize(real_file(file), size);
}

static int on_lock(sqlite3_file *file, int level)
{
    return real_file(file)->pMethods->xLock(real_file(file), level);
}

static int on_unlock(sqlite3_file *file, int level)
{
    return real_file(file)->pMethods->xUnlock(real_file(file), level);
}

static int on_check_lock(sqlite3_file *file, int *result)
{
    return real_file(file)->pMethods->xCheckReservedLock(real_file(file), result);
}

static int on_control(sqlite3_file *file, int what, void *arg)
{
    return real_file(file)->pMethods->xFileControl(real_file(file), what, arg);
}

static int on_sector(sqlite3_file *file)
{
    return real_file(file)->pMethods->xSectorSize(real_file(file));
}

static int on_traits(sqlite3_file *file)
{
    return real_file(file)->pMethods->xDeviceCharacteristics(real_file(file));
}

static int on_shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **p)
{
    return real_file(file)->pMethods->xShmMap(real_file(file), region, size, extend, p);
}

static int on_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
    return real_file(file)->pMethods->xShmLock(real_file(file), offset, n, flags);
}

static void on_shm_barrier(sqlite3_file *file)
{
    real_file(file)->pMethods->xShmBarrier(real_file(file));
}

static int on_shm_unmap(sqlite3_file *file, int delete)
{
    return real_file(file)->pMethods->xShmUnmap(real_file(file), delete);
}

/* Version 2: without xFetch there is no memory-mapped way around the log. */
static const sqlite3_io_methods methods = { .iVersion = 2,
    .xClose = on_close,
    .xRead = on_read,
    .xWrite = on_write,
    .xTruncate = on_truncate,
    .xSync = on_sync,
    .xFileSize = on_size,
    .xLock = on_lock,
    .xUnlock = on_unlock,
    .xCheckReservedLock = on_check_lock,
    .xFileControl = on_control,
    .xSectorSize = on_sector,
    .xDeviceCharacteristics = on_traits,
    .xShmMap = on_shm_map,
    .xShmLock = on_shm_lock,
    .xShmBarrier = on_shm_barrier,
    .xShmUnmap = on_shm_unmap };

/* A file seen for the first time: what it holds already was there before the story began. */
static void log_opening(VfsRecord *r, RecordFile *f, const char *path)
{
    f->file = file_index(r, path);
    bool known = f->file >= 0;
    int64_t none = 0;
    if (!known) {
        f->file = (int)r->files->len;
        g_ptr_array_add(r->files, g_strdup(path));
        g_array_append_val(r->unsynced, none);
    }
    sqlite3_int64 size = 0;
    on_size(&f->base, &size);
    if (size == 0 || !known)
        add_op(r, VFS_CREATE, f->file, 0, NULL, 0);
    if (size == 0 || known)
        return;
    g_autofree char *bytes = g_malloc((gsize)size);
    if (on_read(&f->base, bytes, (int)size, 0) != SQLITE_OK)
        g_error("%s: cannot be read", path);
    add_op(r, VFS_WRITE, f->file, 0, bytes, (gsize)size);
    add_op(r, VFS_SYNC, f->file, 0, NULL, 0);
}

static int on_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
    VfsRecord *r = vfs->pAppData;
    RecordFile *f = (RecordFile *)file;
    memset(f, 0, sizeof *f);
    int code = r->real->xOpen(r->real, path, real_file(file), flags, out_flags);
    f->base.pMethods = code == SQLITE_OK ? &methods : NULL;
    f->record = r;
    f->file = -1;
    bool journal = flags & (SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL);
    f->is_new_journal = journal && (flags & SQLITE_OPEN_CREATE);
    if (code == SQLITE_OK && path && (journal || (flags & SQLITE_OPEN_MAIN_DB)))
        log_opening(r, f, path);
    return code;
}

static int on_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
    VfsRecord *r = vfs->pAppData;
    int file = file_index(r, path);
    if (file >= 0) {
        VfsFault fault = next_fault(r);
        if (fault == VFS_IO)
            return SQLITE_IOERR_DELETE;
        if (fault == VFS_KILL)
            raise(SIGKILL);
        add_op(r, VFS_DELETE, file, 0, NULL, 0);
        if (sync_folder)
            add_op(r, VFS_DIRSYNC, -1, 0, NULL, 0);
    }
    return r->real->xDelete(r->real, path, sync_folder);
}

static int on_access(sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
    VfsRecord *r = vfs->pAppData;
    return r->real->xAccess(r->real, path, flags, result);
}

static int on_full_path(sqlite3_vfs *vfs, const char *path, int size, char *out)
{
    VfsRecord *r = vfs->pAppData;
    return r->real->xFullPathname(r->real, path, size, out);
}

VfsRecord *vfs_record_new(const char *name, bool as_default)
{
    VfsRecord *r = g_new0(VfsRecord, 1);
    r->real = sqlite3_vfs_find("unix");
    r->name = g_strdup(name);
    r->files = g_ptr_array_new_with_free_func(g_free);
    r->log = g_array_new(FALSE, FALSE, sizeof(VfsOp));
    r->data = g_byte_array_new();
    r->unsynced = g_array_new(FALSE, FALSE, sizeof(int64_t));
    r->vfs = *r->real;
    r->vfs.szOsFile = (int)sizeof(RecordFile) + r->real->szOsFile;
    r->vfs.pNext = NULL;
    r->vfs.zName = r->name;
    r->vfs.pAppData = r;
    r->vfs.xOpen = on_open;
    r->vfs.xDelete = on_delete;
    r->vfs.xAccess = on_access;
    r->vfs.xFullPathname = on_full_path;
    sqlite3_vfs_register(&r->vfs, as_default);
    return r;
}

void vfs_record_free(VfsRecord *r)
{
    if (!r)
        return;
    sqlite3_vfs_unregister(&r->vfs);
    sqlite3_vfs_register(r->real, 1);
    g_ptr_array_unref(r->files);
    g_array_unref(r->log);
    g_byte_array_unref(r->data);
    g_array_unref(r->unsynced);
    g_free(r->name);
    g_free(r);
}

bool vfs_record_mark(VfsRecord *r, int64_t promise)
{
    bool synced = true;
    for (guint i = 0; i < r->files->len; i++)
        if (g_str_has_suffix(g_ptr_array_index(r->files, i), "-wal") && g_array_index(r->unsynced, int64_t, i) > 0)
            synced = false;
    add_op(r, VFS_MARK, -1, promise, NULL, 0);
    return synced;
}

int64_t vfs_record_count(const VfsRecord *r)
{
    return r->count;
}

void vfs_record_arm(VfsRecord *r, int64_t nth, int64_t times, VfsFault fault)
{
    r->count = 0;
    r->from = nth;
    r->times = times;
    r->fault = fault;
}

void vfs_record_watch(VfsRecord *r, VfsWatch *watch, gpointer data)
{
    r->watch = watch;
    r->watch_data = data;
}

gsize vfs_record_length(const VfsRecord *r)
{
    return r->log->len;
}

const VfsOp *vfs_record_op(const VfsRecord *r, gsize i)
{
    return &g_array_index(r->log, VfsOp, i);
}

const guint8 *vfs_record_data(const VfsRecord *r, const VfsOp *op)
{
    return r->data->data + op->at;
}

int vfs_record_files(const VfsRecord *r)
{
    return (int)r->files->len;
}

const char *vfs_record_file(const VfsRecord *r, int file)
{
    return g_ptr_array_index(r->files, file);
}
