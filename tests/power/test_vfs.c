/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The machinery of the power cut itself: which disks it says are possible, and which not. */
#include "../unit/unit.h"
#include "vfs_replay.h"
#include <glib/gstdio.h>
#include <sqlite3.h>

#define IMAGES 200

typedef struct {
    char *dir, *images;
    VfsRecord *record;
    sqlite3_vfs *vfs;
} Fixture;

static Fixture *fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    f->dir = g_dir_make_tmp("baraza-vfs-XXXXXX", NULL);
    f->images = g_build_filename(f->dir, "images", NULL);
    g_mkdir(f->images, 0700);
    f->record = vfs_record_new("tested", false);
    f->vfs = sqlite3_vfs_find("tested");
    return f;
}

static void remove_files(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir));) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        (void)g_unlink(file);
    }
    g_dir_close(dir);
}

static void fixture_free(Fixture *f)
{
    remove_files(f->images);
    g_rmdir(f->images);
    remove_files(f->dir);
    g_rmdir(f->dir);
    vfs_record_free(f->record);
    g_free(f->images), g_free(f->dir), g_free(f);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

/* Opens DIR/NAME as a database or, for a name with "-wal", as its log. */
static sqlite3_file *open_file(Fixture *f, const char *name)
{
    /* SQLite wants NULs after the name, where it looks for parameters. */
    g_autofree char *path = g_strdup_printf("%s/%s%c%c%c", f->dir, name, 0, 0, 0);
    sqlite3_file *file = g_malloc0((gsize)f->vfs->szOsFile);
    int type = g_str_has_suffix(name, "-wal") ? SQLITE_OPEN_WAL : SQLITE_OPEN_MAIN_DB;
    ck_assert_int_eq(
        f->vfs->xOpen(f->vfs, g_intern_string(path), file, type | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL),
        SQLITE_OK);
    return file;
}

static void close_file(sqlite3_file *file)
{
    file->pMethods->xClose(file);
    g_free(file);
}

static void write_letters(sqlite3_file *file, char letter, int size, int64_t offset)
{
    g_autofree char *bytes = g_strnfill((gsize)size, letter);
    ck_assert_int_eq(file->pMethods->xWrite(file, bytes, size, offset), SQLITE_OK);
}

static void sync_file(sqlite3_file *file)
{
    ck_assert_int_eq(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), SQLITE_OK);
}

/* The file in the image, one letter a sector ('?' for a mixed one, '.' for zeros), "0" when it is empty, "-" when
 * missing. Given. */
static char *image_of(Fixture *f, int64_t image, const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(VfsReplay) replay = vfs_replay_new(f->record);
    while (vfs_replay_step(replay))
        ;
    ck_assert(vfs_replay_image(replay, 7, image, f->images, &error));
    g_autofree char *path = g_build_filename(f->images, name, NULL), *bytes = NULL;
    gsize size = 0;
    if (!g_file_get_contents(path, &bytes, &size, NULL))
        return g_strdup("-");
    GString *letters = g_string_new(size ? NULL : "0");
    for (gsize at = 0; at < size; at += 512) {
        char first = bytes[at];
        for (gsize i = at; i < MIN(size, at + 512); i++)
            if (bytes[i] != bytes[at])
                first = '?';
        g_string_append_c(letters, first ? first : '.');
    }
    return g_string_free(letters, FALSE);
}

/* Which images occur among many; sorted, joined by blanks. Given. */
static char *all_images(Fixture *f, const char *name)
{
    GSequence *seen = g_sequence_new(g_free);
    for (int64_t i = 0; i < IMAGES; i++) {
        char *image = image_of(f, i, name);
        if (g_sequence_lookup(seen, image, (GCompareDataFunc)(void (*)(void))g_strcmp0, NULL))
            g_free(image);
        else
            g_sequence_insert_sorted(seen, image, (GCompareDataFunc)(void (*)(void))g_strcmp0, NULL);
    }
    GString *joined = g_string_new(NULL);
    for (GSequenceIter *i = g_sequence_get_begin_iter(seen); !g_sequence_iter_is_end(i); i = g_sequence_iter_next(i))
        g_string_append_printf(joined, "%s%s", joined->len ? " " : "", (char *)g_sequence_get(i));
    g_sequence_free(seen);
    return g_string_free(joined, FALSE);
}

static void expect_images(Fixture *f, const char *name, const char *dropped, const char *kept, const char *all)
{
    g_autofree char *a = image_of(f, 0, name), *b = image_of(f, 1, name), *c = all_images(f, name);
    ck_assert_str_eq(a, dropped);
    ck_assert_str_eq(b, kept);
    ck_assert_str_eq(c, all);
}

START_TEST(what_was_synced_stays_and_what_was_not_may_be_torn_by_sectors)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *file = open_file(f, "db");
    write_letters(file, 'A', 1024, 0);
    expect_images(f, "db", "-", "AA", "- .A 0 A AA");
    sync_file(file);
    expect_images(f, "db", "AA", "AA", "AA");
    write_letters(file, 'B', 1024, 0);
    expect_images(f, "db", "AA", "BB", "AA AB BA BB");
    sync_file(file);
    expect_images(f, "db", "BB", "BB", "BB");
    close_file(file);
}
END_TEST

START_TEST(a_write_within_a_sector_leaves_its_neighbours_alone)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *file = open_file(f, "db");
    write_letters(file, 'A', 1024, 0);
    sync_file(file);
    write_letters(file, 'B', 100, 200);
    expect_images(f, "db", "AA", "?A", "?A AA");
    close_file(file);
}
END_TEST

START_TEST(a_sync_of_one_file_says_nothing_of_another)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *db = open_file(f, "db"), *wal = open_file(f, "db-wal");
    write_letters(db, 'A', 512, 0);
    write_letters(wal, 'W', 512, 0);
    sync_file(db);
    expect_images(f, "db", "A", "A", "A");
    expect_images(f, "db-wal", "-", "W", "- 0 W");
    close_file(db), close_file(wal);
}
END_TEST

START_TEST(a_later_write_may_arrive_without_an_earlier_one)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *file = open_file(f, "db");
    write_letters(file, 'A', 512, 0);
    sync_file(file);
    write_letters(file, 'B', 512, 0);
    write_letters(file, 'C', 512, 512);
    expect_images(f, "db", "A", "BC", "A AC B BC");
    close_file(file);
}
END_TEST

START_TEST(a_truncation_may_or_may_not_have_happened)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *file = open_file(f, "db");
    write_letters(file, 'A', 1024, 0);
    sync_file(file);
    ck_assert_int_eq(file->pMethods->xTruncate(file, 512), SQLITE_OK);
    expect_images(f, "db", "AA", "A", "A AA");
    close_file(file);
}
END_TEST

START_TEST(a_removal_is_sure_once_its_folder_was_synced)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *path = g_build_filename(f->dir, "db-wal", NULL);
    sqlite3_file *db = open_file(f, "db"); /* without it there is no log */
    for (int sync_folder = 0; sync_folder < 2; sync_folder++) {
        sqlite3_file *file = open_file(f, "db-wal");
        write_letters(file, 'A', 512, 0);
        sync_file(file);
        close_file(file);
        ck_assert_int_eq(f->vfs->xDelete(f->vfs, path, sync_folder), SQLITE_OK);
        expect_images(f, "db-wal", sync_folder ? "-" : "A", "-", sync_folder ? "-" : "- A");
    }
    close_file(db);
}
END_TEST

START_TEST(after_a_failed_sync_the_writes_never_arrive)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *file = open_file(f, "db");
    write_letters(file, 'A', 512, 0);
    sync_file(file);
    write_letters(file, 'B', 512, 0);
    vfs_record_arm(f->record, 1, 1, VFS_IO);
    ck_assert_int_eq(file->pMethods->xSync(file, SQLITE_SYNC_NORMAL), SQLITE_IOERR_FSYNC);
    sync_file(file); /* claims success */
    expect_images(f, "db", "A", "A", "A");
    char now = 0;
    ck_assert_int_eq(file->pMethods->xRead(file, &now, 1, 0), SQLITE_OK);
    ck_assert_int_eq(now, 'B');
    close_file(file);
}
END_TEST

START_TEST(faults_come_at_the_armed_operations_and_nowhere_else)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *file = open_file(f, "db");
    vfs_record_arm(f->record, 2, 2, VFS_FULL);
    static const int expected[] = { SQLITE_OK, SQLITE_FULL, SQLITE_FULL, SQLITE_OK };
    for (size_t i = 0; i < G_N_ELEMENTS(expected); i++)
        ck_assert_int_eq(file->pMethods->xWrite(file, "x", 1, (int)i), expected[i]);
    ck_assert_int_eq(vfs_record_count(f->record), 4);
    close_file(file);
}
END_TEST

START_TEST(a_promise_before_the_sync_of_the_log_is_too_early)
{
    g_autoptr(Fixture) f = fixture_new();
    sqlite3_file *db = open_file(f, "db"), *wal = open_file(f, "db-wal");
    write_letters(wal, 'W', 512, 0);
    ck_assert(!vfs_record_mark(f->record, 1));
    sync_file(wal);
    ck_assert(vfs_record_mark(f->record, 2));
    write_letters(db, 'D', 512, 0); /* a checkpoint, not a commit */
    ck_assert(vfs_record_mark(f->record, 3));
    g_autoptr(VfsReplay) replay = vfs_replay_new(f->record);
    while (vfs_replay_step(replay))
        ;
    ck_assert_int_eq(vfs_replay_promise(replay), 3);
    close_file(wal), close_file(db);
}
END_TEST

START_TEST(a_file_that_was_there_before_is_on_the_disk)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autofree char *path = g_build_filename(f->dir, "db", NULL), *text = g_strnfill(1024, 'A');
    ck_assert(g_file_set_contents(path, text, 1024, NULL));
    sqlite3_file *file = open_file(f, "db");
    expect_images(f, "db", "AA", "AA", "AA");
    close_file(file);
}
END_TEST

UNIT_MAIN("vfs", what_was_synced_stays_and_what_was_not_may_be_torn_by_sectors,
    a_write_within_a_sector_leaves_its_neighbours_alone, a_sync_of_one_file_says_nothing_of_another,
    a_later_write_may_arrive_without_an_earlier_one, a_truncation_may_or_may_not_have_happened,
    a_removal_is_sure_once_its_folder_was_synced, after_a_failed_sync_the_writes_never_arrive,
    faults_come_at_the_armed_operations_and_nowhere_else, a_promise_before_the_sync_of_the_log_is_too_early,
    a_file_that_was_there_before_is_on_the_disk)
