/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each file keeps what is surely on the disk and the operations that may be; a sync turns the second into the first. */
#include "vfs_replay.h"
#include "error.h"
#include "rng.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

typedef struct {
    bool exists;
    GByteArray *bytes;
} Content;

typedef struct {
    Content durable;
    GArray *pending; /* gsize: indices of operations */
} ReplayFile;

struct VfsReplay {
    const VfsRecord *record;
    gsize next;
    int64_t promise;
    ReplayFile *files;
    int n_files;
};

VfsReplay *vfs_replay_new(const VfsRecord *record)
{
    VfsReplay *replay = g_new0(VfsReplay, 1);
    replay->record = record;
    return replay;
}

/* Files that the record has come to know since. */
static void add_files(VfsReplay *replay)
{
    int known = replay->n_files;
    if (known == vfs_record_files(replay->record))
        return;
    replay->n_files = vfs_record_files(replay->record);
    replay->files = g_renew(ReplayFile, replay->files, replay->n_files);
    for (int i = known; i < replay->n_files; i++) {
        replay->files[i] =
            (ReplayFile){ .durable.bytes = g_byte_array_new(), .pending = g_array_new(FALSE, FALSE, sizeof(gsize)) };
    }
}

void vfs_replay_free(VfsReplay *replay)
{
    if (!replay)
        return;
    for (int i = 0; i < replay->n_files; i++) {
        g_byte_array_unref(replay->files[i].durable.bytes);
        g_array_unref(replay->files[i].pending);
    }
    g_free(replay->files);
    g_free(replay);
}

static void set_size(GByteArray *bytes, gsize size)
{
    gsize old = bytes->len;
    g_byte_array_set_size(bytes, (guint)size);
    if (size > old)
        memset(bytes->data + old, 0, size - old);
}

/* The part [from, to) of a write. */
static void put(Content *content, const VfsOp *op, const guint8 *data, gsize from, gsize to)
{
    gsize end = (gsize)op->offset + to;
    if (content->bytes->len < end)
        set_size(content->bytes, end);
    memcpy(content->bytes->data + op->offset + from, data + from, to - from);
}

static void apply(const VfsRecord *record, Content *content, const VfsOp *op)
{
    switch (op->kind) {
    case VFS_CREATE:
        content->exists = true;
        break;
    case VFS_WRITE:
        put(content, op, vfs_record_data(record, op), 0, op->size);
        break;
    case VFS_TRUNCATE:
        set_size(content->bytes, (gsize)op->offset);
        break;
    case VFS_DELETE:
        content->exists = false;
        set_size(content->bytes, 0);
        break;
    case VFS_SYNC:
    case VFS_SYNC_FAILED:
    case VFS_DIRSYNC:
    case VFS_MARK:
    case VFS_OPS:
        break;
    }
}

static const VfsOp *pending_op(const VfsReplay *replay, const ReplayFile *file, guint i)
{
    return vfs_record_op(replay->record, g_array_index(file->pending, gsize, i));
}

/* All of one file's operations are on the disk; its name too, which the common file systems keep with a synced new
 * file. */
static void settle(VfsReplay *replay, ReplayFile *file)
{
    for (guint i = 0; i < file->pending->len; i++)
        apply(replay->record, &file->durable, pending_op(replay, file, i));
    g_array_set_size(file->pending, 0);
}

/* The folder was synced: names are as they are now, and what a kept name holds may still be pending. */
static void settle_names(VfsReplay *replay, ReplayFile *file)
{
    guint names = 0;
    for (guint i = 0; i < file->pending->len; i++) {
        const VfsOp *op = pending_op(replay, file, i);
        if (op->kind != VFS_CREATE && op->kind != VFS_DELETE)
            continue;
        apply(replay->record, &file->durable, op);
        names = op->kind == VFS_DELETE ? i + 1 : names;
    }
    g_array_remove_range(file->pending, 0, names);
}

static void drop_writes(VfsReplay *replay, ReplayFile *file)
{
    for (guint i = file->pending->len; i-- > 0;)
        if (pending_op(replay, file, i)->kind == VFS_WRITE)
            g_array_remove_index(file->pending, i);
}

bool vfs_replay_step(VfsReplay *replay)
{
    if (replay->next >= vfs_record_length(replay->record))
        return false;
    add_files(replay);
    gsize i = replay->next++;
    const VfsOp *op = vfs_record_op(replay->record, i);
    ReplayFile *file = op->file >= 0 ? &replay->files[op->file] : NULL;
    switch (op->kind) {
    case VFS_MARK:
        replay->promise = op->offset;
        break;
    case VFS_SYNC:
        settle(replay, file);
        break;
    case VFS_SYNC_FAILED:
        drop_writes(replay, file);
        break;
    case VFS_DIRSYNC:
        for (int k = 0; k < replay->n_files; k++)
            settle_names(replay, &replay->files[k]);
        break;
    case VFS_CREATE:
    case VFS_WRITE:
    case VFS_TRUNCATE:
    case VFS_DELETE:
        g_array_append_val(file->pending, i);
        break;
    case VFS_OPS:
        break;
    }
    return true;
}

int64_t vfs_replay_promise(const VfsReplay *replay)
{
    return replay->promise;
}

bool vfs_replay_pending(const VfsReplay *replay)
{
    for (int i = 0; i < replay->n_files; i++)
        if (replay->files[i].pending->len)
            return true;
    return false;
}

static void tear(const VfsReplay *replay, Content *content, const VfsOp *op, Rng *rng)
{
    const guint8 *data = vfs_record_data(replay->record, op);
    for (gsize from = 0; from < op->size;) {
        gsize to = MIN(op->size, from + SECTOR - ((gsize)op->offset + from) % SECTOR);
        if (rng_below(rng, 2))
            put(content, op, data, from, to);
        from = to;
    }
}

/* How likely, in eighths, an unsynced operation is dropped and a write torn, in a mixed image. */
typedef struct {
    uint32_t drop, tear;
} Mix;

static const Mix mixes[] = { { 1, 0 }, { 4, 0 }, { 1, 2 }, { 2, 4 }, { 7, 1 }, { 0, 1 } };

static void apply_mixed(const VfsReplay *replay, const ReplayFile *file, Content *content, const Mix *mix, Rng *rng)
{
    for (guint i = 0; i < file->pending->len; i++) {
        const VfsOp *op = pending_op(replay, file, i);
        bool drop = rng_below(rng, 8) < mix->drop;
        if (drop && op->kind != VFS_WRITE)
            return;
        if (drop)
            continue;
        if (op->kind == VFS_WRITE && rng_below(rng, 8) < mix->tear)
            tear(replay, content, op, rng);
        else
            apply(replay->record, content, op);
    }
}

static bool write_file(const char *path, const GByteArray *bytes, GError **error)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool ok = fd >= 0 && write(fd, bytes->data, bytes->len) == (ssize_t)bytes->len;
    if (!ok)
        g_set_error(error, BARAZA_ERROR, BARAZA_ERROR_STORE, "%s: cannot be written: %s", path, g_strerror(errno));
    if (fd >= 0)
        close(fd);
    return ok;
}

static bool write_content(const char *dir, const char *recorded, const Content *content, GError **error)
{
    g_autofree char *last = g_path_get_basename(recorded);
    g_autofree char *path = g_build_filename(dir, last, NULL);
    g_autofree char *shm = g_strconcat(path, "-shm", NULL), *lock = g_strconcat(path, ".lock", NULL);
    (void)g_unlink(shm);
    (void)g_unlink(lock);
    if (content->exists)
        return write_file(path, content->bytes, error);
    (void)g_unlink(path);
    return true;
}

bool vfs_replay_image(const VfsReplay *replay, uint64_t seed, int64_t image, const char *dir, GError **error)
{
    static const Mix nothing = { 8, 0 }, everything = { 0, 0 };
    Rng rng = rng_seeded(seed + (uint64_t)image * 0x9e3779b97f4a7c15u + replay->next);
    const Mix *mix = image == 0 ? &nothing : image == 1 ? &everything : &mixes[rng_below(&rng, G_N_ELEMENTS(mixes))];
    bool ok = true;
    for (int i = 0; i < replay->n_files && ok; i++) {
        const ReplayFile *file = &replay->files[i];
        Content content = { .exists = file->durable.exists,
            .bytes = g_byte_array_sized_new(file->durable.bytes->len + 8192) };
        g_byte_array_append(content.bytes, file->durable.bytes->data, file->durable.bytes->len);
        apply_mixed(replay, file, &content, mix, &rng);
        ok = write_content(dir, vfs_record_file(replay->record, i), &content, error);
        g_byte_array_unref(content.bytes);
    }
    return ok;
}
