/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that came with posts: asked for until they are there or given up, kept clean under their hash, and erased with
 * all that is known of them. */
#include "clock.h"
#include "library.h"
#include "unit.h"
#include <glib/gstdio.h>

#define NOW INT64_C(1796040000)
#define PDF "%PDF-1.4 a job aid"

typedef struct {
    char *dir, *media;
    Store *store;
    Library *library;
    StoreTx *tx;
} Shelf;

static Shelf *shelf_new(void)
{
    g_autoptr(GError) error = NULL;
    Shelf *shelf = g_new0(Shelf, 1);
    shelf->dir = g_dir_make_tmp("baraza-fetch-XXXXXX", NULL);
    shelf->media = g_build_filename(shelf->dir, "media", NULL);
    shelf->store = store_open(":memory:", NULL, &error);
    unit_assert_ok(error);
    ck_assert(store_create(shelf->store, library_schema, &error));
    shelf->library = library_new(shelf->store, shelf->media);
    shelf->tx = store_begin(shelf->store, &error);
    unit_assert_ok(error);
    return shelf;
}

static void shelf_free(Shelf *shelf)
{
    store_tx_free(shelf->tx);
    library_free(shelf->library);
    store_free(shelf->store);
    GDir *dir = g_dir_open(shelf->media, 0, NULL);
    for (const char *name; dir && (name = g_dir_read_name(dir));) {
        g_autofree char *path = g_build_filename(shelf->media, name, NULL);
        g_unlink(path);
    }
    if (dir)
        g_dir_close(dir);
    g_rmdir(shelf->media);
    g_rmdir(shelf->dir);
    g_free(shelf->media);
    g_free(shelf->dir);
    g_free(shelf);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shelf, shelf_free)

static void want(Shelf *shelf, int64_t post)
{
    g_autoptr(GError) error = NULL;
    ck_assert(library_fetch_want(shelf->library, post, "5501", "application/pdf", NOW, &error));
}

static guint wanted_at(Shelf *shelf, int64_t now)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) wanted = library_fetches_wanted(shelf->library, now, 10, &error);
    unit_assert_ok(error);
    return wanted->len;
}

static LibraryFetchState state_of(Shelf *shelf, int64_t post, const char *says)
{
    g_autoptr(GError) error = NULL;
    LibraryFetchState state = FETCH_STATES;
    g_autofree char *detail = NULL;
    ck_assert(library_fetch_state(shelf->library, post, &state, &detail, &error));
    ck_assert_msg(!says || (detail && strstr(detail, says)), "%s", detail ? detail : "no detail");
    return state;
}

/* The hash under which it is kept, or NULL when it was refused. Given. */
static char *keep(Shelf *shelf, int64_t post, const char *text)
{
    g_autoptr(GError) error = NULL;
    char *sha256 = NULL;
    const char *mime = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    ck_assert(library_fetch_keep(shelf->library, post, bytes, "application/pdf", NOW, &sha256, &mime, &error));
    return sha256;
}

START_TEST(a_file_is_asked_for_again_until_it_comes)
{
    g_autoptr(Shelf) shelf = shelf_new();
    g_autoptr(GError) error = NULL;
    int64_t at = 0;
    ck_assert_int_eq(state_of(shelf, 12, NULL), FETCH_NONE);
    want(shelf, 12);
    want(shelf, 12);
    ck_assert(library_fetch_next(shelf->library, &at, &error));
    ck_assert_int_eq(at, NOW);
    ck_assert_uint_eq(wanted_at(shelf, NOW), 1);
    ck_assert_uint_eq(wanted_at(shelf, NOW), 0);
    ck_assert_uint_eq(wanted_at(shelf, NOW + 5 * MINUTE), 1);
    ck_assert(library_fetch_fail(shelf->library, 12, "no connection", false, NOW + 6 * MINUTE, &error));
    ck_assert_int_eq(state_of(shelf, 12, "no connection"), FETCH_WANTED);
    ck_assert_uint_eq(wanted_at(shelf, NOW + 7 * MINUTE), 1);
    g_autofree char *sha256 = keep(shelf, 12, PDF);
    ck_assert_int_eq(state_of(shelf, 12, NULL), FETCH_KEPT);
    ck_assert_uint_eq(wanted_at(shelf, NOW + DAY), 0);
    ck_assert(library_fetch_next(shelf->library, &at, &error));
    ck_assert_int_eq(at, INT64_MAX);
}
END_TEST

START_TEST(after_a_week_and_after_a_plain_no_it_is_given_up)
{
    g_autoptr(Shelf) shelf = shelf_new();
    g_autoptr(GError) error = NULL;
    want(shelf, 12);
    want(shelf, 13);
    want(shelf, 14);
    ck_assert(library_fetch_fail(shelf->library, 12, "no connection", false, NOW + 7 * DAY, &error));
    ck_assert_int_eq(state_of(shelf, 12, "no connection"), FETCH_REFUSED);
    ck_assert(library_fetch_fail(shelf->library, 13, "expired", true, NOW, &error));
    ck_assert_int_eq(state_of(shelf, 13, "expired"), FETCH_REFUSED);
    ck_assert_ptr_null(keep(shelf, 14, "<html>"));
    ck_assert_int_eq(state_of(shelf, 14, "of no kind"), FETCH_REFUSED);
    ck_assert_uint_eq(wanted_at(shelf, NOW + 8 * DAY), 0);
}
END_TEST

START_TEST(what_is_kept_can_be_uploaded_and_erased_again)
{
    g_autoptr(Shelf) shelf = shelf_new();
    g_autoptr(GError) error = NULL;
    want(shelf, 12);
    g_autofree char *sha256 = keep(shelf, 12, PDF);
    g_autofree char *path = library_media_path(shelf->library, sha256);
    ck_assert_ptr_nonnull(path);
    g_autofree char *media_id = NULL;
    ck_assert(library_upload_get(shelf->library, sha256, "N1", NOW, &media_id, &error));
    g_autoptr(GPtrArray) uploads = library_uploads_wanted(shelf->library, NOW, 10, &error);
    ck_assert_uint_eq(uploads->len, 1);
    ck_assert_str_eq(((LibraryUpload *)uploads->pdata[0])->filename, "document.pdf");
    g_autoptr(GPtrArray) files = library_received_files(shelf->library, &error);
    ck_assert_uint_eq(files->len, 1);
    ck_assert_str_eq(files->pdata[0], sha256);
    ck_assert(library_received_erase(shelf->library, sha256, &error));
    ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    g_autoptr(GPtrArray) none = library_received_files(shelf->library, &error);
    ck_assert_uint_eq(none->len, 0);
    g_autoptr(GPtrArray) no_uploads = library_uploads_wanted(shelf->library, NOW + DAY, 10, &error);
    ck_assert_uint_eq(no_uploads->len, 0);
    ck_assert_int_eq(state_of(shelf, 12, "erased"), FETCH_REFUSED);
    GError *missing = NULL;
    ck_assert(!library_upload_get(shelf->library, sha256, "N1", NOW, &media_id, &missing));
    unit_assert_error(missing, "was erased and cannot be sent");
}
END_TEST

static bool fails(Shelf *shelf, const char *sha256)
{
    g_autoptr(GError) error = NULL;
    bool yes = false;
    ck_assert(library_upload_fails(shelf->library, sha256, "N1", &yes, &error));
    return yes;
}

START_TEST(an_upload_fails_until_it_succeeds)
{
    g_autoptr(Shelf) shelf = shelf_new();
    g_autoptr(GError) error = NULL;
    want(shelf, 12);
    g_autofree char *sha256 = keep(shelf, 12, PDF), *none = NULL;
    ck_assert(library_upload_get(shelf->library, sha256, "N1", NOW, &none, &error));
    ck_assert(!fails(shelf, sha256));
    ck_assert(library_upload_settle(shelf->library, sha256, "N1", NULL, "not taken", NOW, &error));
    ck_assert(fails(shelf, sha256));
    g_autoptr(GPtrArray) again = library_uploads_wanted(shelf->library, NOW + HOUR, 10, &error);
    ck_assert_uint_eq(again->len, 1);
    ck_assert(fails(shelf, sha256));
    ck_assert(library_upload_settle(shelf->library, sha256, "N1", "880001", NULL, NOW + HOUR, &error));
    ck_assert(!fails(shelf, sha256));
}
END_TEST

START_TEST(an_id_that_has_lapsed_is_no_longer_taken)
{
    g_autoptr(Shelf) shelf = shelf_new();
    g_autoptr(GError) error = NULL;
    want(shelf, 12);
    g_autofree char *sha256 = keep(shelf, 12, PDF), *first = NULL, *lapsed = NULL;
    ck_assert(library_upload_get(shelf->library, sha256, "N1", NOW, &first, &error));
    ck_assert(library_upload_settle(shelf->library, sha256, "N1", "880001", NULL, NOW, &error));
    ck_assert(library_upload_get(shelf->library, sha256, "N1", NOW + 31 * DAY, &lapsed, &error));
    ck_assert_ptr_null(lapsed);
    ck_assert(library_upload_settle(shelf->library, sha256, "N1", NULL, "not taken", NOW + 31 * DAY, &error));
    ck_assert(fails(shelf, sha256)); /* a digest names it instead of waiting for it */
    ck_assert(library_upload_get(shelf->library, sha256, "N1", NOW + 31 * DAY + 1, &lapsed, &error));
    g_autoptr(GPtrArray) at_once = library_uploads_wanted(shelf->library, NOW + 31 * DAY + 1, 10, &error);
    ck_assert_msg(at_once->len == 0, "it is offered again after some minutes");
}
END_TEST

START_TEST(a_file_that_cannot_be_written_is_tried_again)
{
    g_autoptr(Shelf) shelf = shelf_new();
    want(shelf, 12);
    ck_assert(g_file_set_contents(shelf->media, "in the way", -1, NULL));
    ck_assert_ptr_null(keep(shelf, 12, PDF));
    ck_assert_int_eq(state_of(shelf, 12, NULL), FETCH_WANTED);
    g_unlink(shelf->media);
    ck_assert_uint_eq(wanted_at(shelf, NOW + HOUR), 1);
    g_autofree char *sha256 = keep(shelf, 12, PDF);
    ck_assert_ptr_nonnull(sha256);
}
END_TEST

UNIT_MAIN("library fetch", a_file_is_asked_for_again_until_it_comes, after_a_week_and_after_a_plain_no_it_is_given_up,
    what_is_kept_can_be_uploaded_and_erased_again, an_upload_fails_until_it_succeeds,
    an_id_that_has_lapsed_is_no_longer_taken, a_file_that_cannot_be_written_is_tried_again)
