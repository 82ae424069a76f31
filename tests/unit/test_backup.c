/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sealed backup: whole or refused, for one key only, and nothing in it can lead out of its folder. */
#include "backup.h"
#include "error.h"
#include "unit.h"
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BIG (3 * 65536 + 77)

typedef struct {
    char *dir, *path, *into, *public_text, *private_text;
    GPtrArray *files;
} Fixture;

static void add(Fixture *f, const char *name, const char *bytes, gsize size)
{
    g_autofree char *plain = g_strdelimit(g_strdup(name), "/", '-'), *path = g_build_filename(f->dir, plain, NULL);
    ck_assert(g_file_set_contents(path, bytes, (gssize)size, NULL));
    g_ptr_array_add(f->files, backup_file_new(name, path));
}

static Fixture *fixture_new(void)
{
    Fixture *f = g_new0(Fixture, 1);
    f->dir = g_dir_make_tmp("baraza-backup-XXXXXX", NULL);
    f->path = g_build_filename(f->dir, "monday.sealed", NULL);
    f->into = g_build_filename(f->dir, "into", NULL);
    f->files = g_ptr_array_new_with_free_func((GDestroyNotify)backup_file_free);
    backup_new_keys(&f->public_text, &f->private_text);
    g_autofree char *big = g_malloc(BIG);
    for (gsize i = 0; i < BIG; i++)
        big[i] = (char)(i * 31 >> 3);
    add(f, "baraza.db", big, BIG);
    add(f, "baraza.ini", "[web]\n", 6);
    add(f, "media/empty", "", 0);
    add(f, "media/exact", big, 512);
    return f;
}

static void fixture_free(Fixture *f)
{
    g_ptr_array_unref(f->files);
    g_free(f->dir);
    g_free(f->path);
    g_free(f->into);
    g_free(f->public_text);
    g_free(f->private_text);
    g_free(f);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Fixture, fixture_free)

static void write_it(const Fixture *f)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) manifest = json_put(cJSON_CreateObject(), "head", "abc");
    ck_assert_msg(backup_write(f->path, f->public_text, f->files, manifest, &error), "%s", error ? error->message : "");
}

static void same_bytes(const char *a, const char *b)
{
    g_autofree char *one = NULL, *two = NULL;
    gsize n = 0, m = 0;
    ck_assert(g_file_get_contents(a, &one, &n, NULL) && g_file_get_contents(b, &two, &m, NULL));
    ck_assert_uint_eq(n, m);
    ck_assert_mem_eq(one, two, n);
}

START_TEST(what_goes_in_comes_out)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    write_it(f);
    g_autoptr(cJSON) manifest = backup_read(f->path, f->private_text, f->into, &error);
    unit_assert_ok(error);
    ck_assert_str_eq(json_string(manifest, "head"), "abc");
    ck_assert_int_eq(cJSON_GetArraySize(json_at(manifest, "files")), 4);
    for (guint i = 0; i < f->files->len; i++) {
        const BackupFile *file = f->files->pdata[i];
        g_autofree char *out = g_build_filename(f->into, file->name, NULL);
        struct stat facts;
        same_bytes(file->path, out);
        ck_assert(stat(out, &facts) == 0 && (facts.st_mode & 0777) == 0600);
    }
    g_autofree char *part = g_strconcat(f->path, ".part", NULL);
    ck_assert(!g_file_test(part, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(another_key_does_not_open_it)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_autofree char *other_public = NULL, *other = NULL;
    backup_new_keys(&other_public, &other);
    write_it(f);
    ck_assert_ptr_null(backup_read(f->path, other, NULL, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_DENIED));
    g_clear_error(&error);
    ck_assert_ptr_null(backup_read(f->path, f->public_text, NULL, &error)); /* nor does the public one */
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_INPUT));
}
END_TEST

START_TEST(the_private_key_is_not_taken_for_the_public_one)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    ck_assert(backup_check_public(f->public_text, &error));
    ck_assert(!backup_check_public(f->private_text, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "private"));
    g_clear_error(&error);
    f->public_text[20] = '!';
    ck_assert(!backup_check_public(f->public_text, &error));
}
END_TEST

START_TEST(no_byte_of_the_files_is_readable_in_it)
{
    g_autoptr(Fixture) f = fixture_new();
    add(f, "media/words", "Sister Moyo said", 16);
    write_it(f);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents(f->path, &bytes, &size, NULL));
    ck_assert_ptr_null(memmem(bytes, size, "Sister", 6));
    ck_assert_ptr_null(memmem(bytes, size, "media/", 6));
}
END_TEST

static bool opens(const Fixture *f)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) manifest = backup_read(f->path, f->private_text, NULL, &error);
    ck_assert(manifest || (error && strstr(error->message, "monday.sealed")));
    return manifest != NULL;
}

START_TEST(every_changed_byte_and_every_cut_is_noticed)
{
    g_autoptr(Fixture) f = fixture_new();
    write_it(f);
    g_autofree char *bytes = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents(f->path, &bytes, &size, NULL) && opens(f));
    for (gsize i = 0; i < size; i += i < 400 ? 13 : 9973) {
        bytes[i] ^= 1;
        ck_assert(g_file_set_contents(f->path, bytes, (gssize)size, NULL));
        ck_assert_msg(!opens(f), "byte %zu", i);
        bytes[i] ^= 1;
    }
    for (gsize i = 0; i < size; i += 1 + size / 23) {
        ck_assert(g_file_set_contents(f->path, bytes, (gssize)i, NULL));
        ck_assert_msg(!opens(f), "cut at %zu", i);
    }
    g_autofree char *longer = g_malloc0(size + 1);
    memcpy(longer, bytes, size);
    ck_assert(g_file_set_contents(f->path, longer, (gssize)size + 1, NULL));
    ck_assert(!opens(f));
}
END_TEST

START_TEST(a_whole_piece_less_is_noticed)
{
    g_autoptr(Fixture) f = fixture_new();
    write_it(f);
    g_autofree char *bytes = NULL;
    gsize size = 0, head = 16 + 80 + 24, piece = 65536 + 17;
    ck_assert(g_file_get_contents(f->path, &bytes, &size, NULL));
    memmove(bytes + head, bytes + head + piece, size - head - piece);
    ck_assert(g_file_set_contents(f->path, bytes, (gssize)(size - piece), NULL));
    ck_assert(!opens(f));
    ck_assert(g_file_set_contents(f->path, bytes, (gssize)(head + piece), NULL));
    ck_assert(!opens(f));
}
END_TEST

START_TEST(names_that_lead_out_are_refused_on_the_way_in)
{
    static const char *const names[] = { "../baraza.db", "/etc/passwd", "media/../../x", "media/.hidden", ".ssh",
        "a/b/c", "media/", "a b" };
    for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(Fixture) f = fixture_new();
        g_autoptr(GError) error = NULL;
        g_autoptr(cJSON) manifest = cJSON_CreateObject();
        g_autofree char *path = g_build_filename(f->dir, "x", NULL);
        ck_assert(g_file_set_contents(path, "x", 1, NULL));
        g_ptr_array_add(f->files, backup_file_new(names[i], path));
        /* Written, and then refused by the reading that every writing ends with. */
        ck_assert_msg(!backup_write(f->path, f->public_text, f->files, manifest, &error), "%s", names[i]);
        ck_assert(!g_file_test(f->path, G_FILE_TEST_EXISTS));
    }
}
END_TEST

START_TEST(nothing_is_overwritten)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_autoptr(cJSON) manifest = cJSON_CreateObject();
    write_it(f);
    ck_assert(!backup_write(f->path, f->public_text, f->files, manifest, &error));
    ck_assert(g_error_matches(error, BARAZA_ERROR, BARAZA_ERROR_STATE));
    g_clear_error(&error);
    ck_assert(g_mkdir(f->into, 0700) == 0);
    g_autofree char *there = g_build_filename(f->into, "baraza.ini", NULL);
    ck_assert(g_file_set_contents(there, "mine", 4, NULL));
    ck_assert_ptr_null(backup_read(f->path, f->private_text, f->into, &error));
    g_autofree char *kept = NULL;
    ck_assert(g_file_get_contents(there, &kept, NULL, NULL));
    ck_assert_str_eq(kept, "mine");
}
END_TEST

START_TEST(a_file_that_went_meanwhile_is_left_out_only_of_the_media)
{
    g_autoptr(Fixture) f = fixture_new();
    g_autoptr(GError) error = NULL;
    g_ptr_array_add(f->files, backup_file_new("media/gone", "/nonexistent/gone"));
    write_it(f);
    ck_assert(opens(f));
    ck_assert(g_unlink(f->path) == 0);
    g_ptr_array_add(f->files, backup_file_new("gone.ini", "/nonexistent/gone"));
    g_autoptr(cJSON) manifest = cJSON_CreateObject();
    ck_assert(!backup_write(f->path, f->public_text, f->files, manifest, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "/nonexistent/gone"));
}
END_TEST

UNIT_MAIN("backup", what_goes_in_comes_out, another_key_does_not_open_it,
    the_private_key_is_not_taken_for_the_public_one, no_byte_of_the_files_is_readable_in_it,
    every_changed_byte_and_every_cut_is_noticed, a_whole_piece_less_is_noticed,
    names_that_lead_out_are_refused_on_the_way_in, nothing_is_overwritten,
    a_file_that_went_meanwhile_is_left_out_only_of_the_media)
