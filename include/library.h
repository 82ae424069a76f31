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
/* The parsed course of a version; borrowed for the library's life. */
const Course *library_course(Library *library, int64_t version, GError **error);
/* The newest version of the course with this id; BARAZA_ERROR_MISSING with the nearest known id. */
bool library_newest(Library *library, const char *course, int64_t *version, GError **error);
/* Path of a media file; NULL when it is not there. Given. */
char *library_media_path(const Library *library, const char *sha256);

/* The platform's id of a file on a number, when it is good for another hour at least. *media_id is NULL when an upload
 * is owed; then the file is put on the wanted list. Given. */
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
/* Forgets an id that the platform no longer accepts. */
bool library_upload_stale(Library *library, const char *sha256, const char *number, int64_t now, GError **error);

/* Templates by name and language on an account: status as the platform last said ("APPROVED", "PENDING", ... ), ""
 * unknown. */
bool library_template_set(
    Library *library, const char *name, const char *language, const char *status, int64_t now, GError **error);
bool library_template_get(Library *library, const char *name, const char *language, char **status, GError **error);
