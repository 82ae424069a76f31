/* SPDX-License-Identifier: GPL-3.0-or-later */
/* library.h - course versions as added, their media files, and what the platform knows of both. */
#pragma once
#include "course.h"
#include "store.h"

extern const EmbeddedFile library_schema[]; /* its tables, for store_create */

/* Holds parsed courses by version; media bytes are files DIR/SHA256. */
typedef struct Library Library;
/* Borrows the store. `dir` is the workspace's media folder. */
Library *library_new(Store *store, const char *dir);
/* That folder; the workspace is the one that holds it. Borrowed. */
const char *library_dir(const Library *library);
void library_free(Library *library);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Library, library_free)

/* One file of a package, already read and hashed by the caller, copied into DIR. */
typedef struct {
    char *path, *sha256, *mime;
    MediaKind kind;
    int64_t bytes;
} LibraryFile;
/* Stores the package's text and file list as a new version; the same text again gives the version that is there. The
 * caller has checked the course and put each file into the media folder. */
bool library_add(Library *library, int64_t now, const Course *course, const char *xml, gsize size,
    const GPtrArray *files, int64_t *version, GError **error);
/* A file that is in the media folder already and belongs to no course: it may be sent from then on. */
bool library_keep(Library *library, const LibraryFile *file, GError **error);
/* A file of our own making, written and kept until it is erased (library_received_erase). *sha256 is given. */
bool library_put(
    Library *library, GBytes *bytes, const char *mime, const char *filename, char **sha256, GError **error);
/* The parsed course of a version; borrowed for the library's life. */
const Course *library_course(Library *library, int64_t version, GError **error);
/* The newest version of the course with this id; BARAZA_ERROR_MISSING with the nearest known id. */
bool library_newest(Library *library, const char *course, int64_t *version, GError **error);
/* Path of a media file; NULL when it is not there. Given. */
char *library_media_path(const Library *library, const char *sha256);

/* The platform's id of a file on a number, when it is good for another hour at least. *media_id is NULL when an upload
 * is owed; then the file is put on the wanted list. Given. BARAZA_ERROR_MISSING when no such file is kept. */
bool library_upload_get(
    Library *library, const char *sha256, const char *number, int64_t now, char **media_id, GError **error);
/* One file to upload: not there, failed a while ago, or past two thirds of its 30 days. False when none. */
typedef struct {
    char *sha256, *number, *mime, *filename;
} LibraryUpload;
void library_upload_free(LibraryUpload *upload);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LibraryUpload, library_upload_free)
GPtrArray *library_uploads_wanted(Library *library, int64_t now, int limit, GError **error);
bool library_upload_settle(Library *library, const char *sha256, const char *number, const char *media_id,
    const char *detail, int64_t now, GError **error);
/* Whether a file is not there because its last upload failed. */
bool library_upload_fails(Library *library, const char *sha256, const char *number, bool *fails, GError **error);
/* Forgets an id that the platform no longer accepts. */
bool library_upload_stale(Library *library, const char *sha256, const char *number, int64_t now, GError **error);

/* Files that people sent with a post, loaded once and kept clean (received.h) under their hash, like a course's. */
typedef enum {
    FETCH_NONE,   /* nothing came with this post */
    FETCH_WANTED, /* to be loaded, or under way */
    FETCH_KEPT,
    FETCH_REFUSED, /* will not come; the detail says why */
    FETCH_STATES
} LibraryFetchState;
typedef struct {
    int64_t post;
    char *media_id, *mime; /* the platform's; as sent */
} LibraryFetch;
void library_fetch_free(LibraryFetch *fetch);
bool library_fetch_want(
    Library *library, int64_t post, const char *media_id, const char *mime, int64_t now, GError **error);
/* LibraryFetch *, given; each is noted as asked for and comes again in five minutes when nothing was heard of it. */
GPtrArray *library_fetches_wanted(Library *library, int64_t now, int limit, GError **error);
bool library_fetch_next(Library *library, int64_t *at, GError **error); /* INT64_MAX when none */
/* Cleans and keeps what came; *sha256 (given) and *mime (constant) of the kept file. *sha256 is NULL when it was
 * refused or could not be written, which is noted and no error. */
bool library_fetch_keep(Library *library, int64_t post, GBytes *bytes, const char *declared, int64_t now, char **sha256,
    const char **mime, GError **error);
bool library_fetch_fail(Library *library, int64_t post, const char *detail, bool for_good, int64_t now, GError **error);
/* `detail` (given, may be NULL) is the last failure's sentence. */
bool library_fetch_state(Library *library, int64_t post, LibraryFetchState *state, char **detail, GError **error);
/* The file of this post is not to be loaded any more. */
bool library_fetch_drop(Library *library, int64_t post, GError **error);
/* Hashes of kept files that are in no course: char *, given. Erases one, with all that is known of it. */
GPtrArray *library_received_files(Library *library, GError **error);
bool library_received_erase(Library *library, const char *sha256, GError **error);

/* Templates by name and language on an account: status as the platform last said ("APPROVED", "PENDING", ... ), ""
 * unknown. */
bool library_template_set(
    Library *library, const char *name, const char *language, const char *status, int64_t now, GError **error);
bool library_template_get(Library *library, const char *name, const char *language, char **status, GError **error);
/* Its category as the platform says ("MARKETING"), which decides what may be sent with it; "" where it has not said. */
bool library_template_set_category(
    Library *library, const char *name, const char *language, const char *category, GError **error);
bool library_template_category(
    Library *library, const char *name, const char *language, char **category, GError **error);
/* Whether any stands with the status "WANTED": to be made on the account. Remembered. */
bool library_templates_are_wanted(Library *library, bool *wanted, GError **error);
